//===- WeightMapTest.cpp - Map files, right and wrong -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The entries that exporters write, and each mistake that a hand can make in
// them.
//
//===----------------------------------------------------------------------===//

#include "qblock/Weights/WeightMap.h"
#include "TestFiles.h"

using namespace qblock;
using namespace qblock::weights;
using namespace qblock::weights::test;

namespace {

using Kind = MapEntry::Kind;

Expected<WeightMap> parse(const std::string &json) {
  return WeightMap::parse(json, "map.json");
}

void expectRefused(const std::string &json, std::vector<std::string> parts) {
  parts.push_back("map.json: ");
  expectError(parse(json), parts);
}

TEST(WeightMapTest, ReadsEntries) {
  auto map = parse(R"([
    {"arg": "%arg0", "torch": "input", "shape": null, "gguf": null,
     "gguf_rows_permuted_heads": null, "rows": null, "transposed": false},
    {"global": "@q", "torch": "q_proj.weight", "shape": [64, 8, 4],
     "gguf": "blk.0.attn_q.weight", "gguf_rows_permuted_heads": 8,
     "rows": [32, 32], "transposed": true},
    {"key": "torch_tensor_32", "jax": "['norm']"}])");
  ASSERT_TRUE(map) << map.error().message;
  ASSERT_EQ(map->entries().size(), 3u);
  const MapEntry &input = map->entries()[0];
  EXPECT_EQ(input.symbol, "arg0");
  EXPECT_TRUE(input.isInput);
  EXPECT_FALSE(input.shape);
  const MapEntry &q = map->entries()[1];
  EXPECT_EQ(q.kind, Kind::Global);
  EXPECT_EQ(q.symbol, "q");
  EXPECT_EQ(q.torchName, "q_proj.weight");
  EXPECT_EQ(q.ggufName, "blk.0.attn_q.weight");
  EXPECT_EQ(q.permutedHeads, 8);
  EXPECT_EQ(q.rows, std::pair(int64_t{32}, int64_t{32}));
  EXPECT_EQ(q.shape, (std::vector<int64_t>{64, 8, 4}));
  EXPECT_TRUE(q.transposed);
  EXPECT_FALSE(q.isInput);
  EXPECT_EQ(map->entries()[2].torchName, "");
  EXPECT_FALSE(map->entries()[2].ggufName);
}

TEST(WeightMapTest, FindsBySymbol) {
  auto map = parse(R"([{"arg": "a"}, {"global": "a"}, {"key": "b"}])");
  ASSERT_TRUE(map) << map.error().message;
  EXPECT_EQ(map->find(Kind::Argument, "%a"), &map->entries()[0]);
  EXPECT_EQ(map->find(Kind::Argument, "a"), &map->entries()[0]);
  EXPECT_EQ(map->find(Kind::Global, "@a"), &map->entries()[1]);
  EXPECT_EQ(map->find(Kind::Resource, "b"), &map->entries()[2]);
  EXPECT_FALSE(map->find(Kind::Argument, "b"));
}

TEST(WeightMapTest, LoadsFiles) {
  TemporaryFolder folder;
  EXPECT_TRUE(WeightMap::load(folder.write("ok.json", "[]")));
  expectError(WeightMap::load(folder.file("none")), {"none: cannot open"});
  expectError(WeightMap::load(folder.write("empty.json", "")),
              {"empty.json: line 1: is not valid JSON"});
}

TEST(WeightMapTest, RefusesJson) {
  expectRefused("[\n{\"arg\": \"a\"},\n{\"arg\" \"b\"}]",
                {"line 3: is not valid JSON"});
  expectRefused("[\n{\"arg\": \"a\",\n\"arg\": \"b\"}]",
                {"line 3: key 'arg' is there twice"});
  expectRefused(std::string(100000, '['), {"is nested deeper than 8"});
  expectRefused("{}", {"expects an array of entries"});
  expectRefused("[1]", {"entry 0: expects an object, but got '1'"});
}

TEST(WeightMapTest, RefusesKeys) {
  expectRefused(R"([{"arg": "a", "ggfu": "x"}])", {"unknown key 'ggfu'"});
  expectRefused(R"([{"torch": "x"}])", {"entry 0: expects one of 'arg'", "0"});
  expectRefused(R"([{"arg": "a", "key": "a"}])", {"expects one of", "2"});
  expectRefused(R"([{"arg": "%"}])", {"the symbol is empty"});
  expectRefused(R"([{"arg": ""}])", {"'arg' is empty"});
  expectRefused(R"([{"arg": "a"}, {"arg": "%a"}])",
                {"entry 1: symbol 'a' is there twice"});
}

TEST(WeightMapTest, RefusesValues) {
  auto expectValueRefused = [](const std::string &field,
                               const std::string &part) {
    expectRefused("[{\"arg\": \"a\", " + field + "}]", {"entry 0 'a': ", part});
  };
  expectValueRefused(R"("torch": 3)", "expects a string for 'torch'");
  expectValueRefused(R"("gguf": "")", "'gguf' is empty");
  expectValueRefused(R"("shape": 3)", "expects an array of numbers");
  expectValueRefused(R"("shape": [2, 0])", "integers from 1 in 'shape'");
  expectValueRefused(R"("shape": [2.5])", "but got '2.5'");
  expectValueRefused(R"("shape": [-1])", "but got '-1'");
  expectValueRefused(R"("shape": [9223372036854775808])", "integers from 1");
  expectValueRefused(R"("rows": [1])", "the first row and a count");
  expectValueRefused(R"("rows": [0, 0])", "a count that is not 0");
  expectValueRefused(R"("rows": [-1, 2])", "integers from 0 in 'rows'");
  expectValueRefused(R"("gguf_rows_permuted_heads": 0)", "a number of heads");
  expectValueRefused(R"("gguf_rows_permuted_heads": true)",
                     "a number of heads");
  expectValueRefused(R"("transposed": 1)", "expects true or false");
  expectValueRefused(R"("torch": "input", "gguf": "x")", "is an input");
}

TEST(WeightMap, FillsNamesOfPatternsIn) {
  auto map = parse(R"([
    {"global": "model.*.mixer.*_w", "gguf": "blk.*.attn_*.weight"},
    {"global": "model.7.mixer.q_w", "gguf": "blk.0.attn_k.weight"},
    {"global": "*", "torch": "rest"}])");
  ASSERT_TRUE(map) << map.error().message;
  using Kind = MapEntry::Kind;
  const MapEntry *entry = map->find(Kind::Global, "model.12.mixer.q_w");
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->ggufName, "blk.12.attn_q.weight");
  EXPECT_EQ(map->find(Kind::Global, "@model.12.mixer.q_w"), entry);
  // An exact symbol comes first, and patterns in their order.
  EXPECT_EQ(map->find(Kind::Global, "model.7.mixer.q_w")->ggufName,
            "blk.0.attn_k.weight");
  EXPECT_EQ(map->find(Kind::Global, "model.12.mixer.q")->torchName, "rest");
  EXPECT_EQ(map->find(Kind::Resource, "model.12.mixer.q_w"), nullptr);
}

TEST(WeightMap, MatchesPatterns) {
  auto matches = [](const char *pattern, const char *text) {
    MapEntry entry;
    entry.symbol = pattern;
    return entry.match(text).has_value();
  };
  EXPECT_TRUE(matches("a*", "a"));
  EXPECT_TRUE(matches("*a*a", "aa"));
  EXPECT_TRUE(matches("*.b*", "a.b"));
  EXPECT_FALSE(matches("a*a", "a"));
  EXPECT_FALSE(matches("a*b*c", "acb"));
  EXPECT_FALSE(matches("a", "ab"));
}

TEST(WeightMap, NamesArgumentsByOrder) {
  auto map = parse(
      R"([{"arg": "%arg2", "order": ["token_embd.weight", null, "input"]}])");
  ASSERT_TRUE(map) << map.error().message;
  using Kind = MapEntry::Kind;
  EXPECT_EQ(map->find(Kind::Argument, "arg2")->ggufName, "token_embd.weight");
  EXPECT_EQ(map->find(Kind::Argument, "arg3"), nullptr);
  EXPECT_TRUE(map->find(Kind::Argument, "arg4")->isInput);
}

TEST(WeightMap, RefusesWrongPatternsAndOrders) {
  expectRefused(R"([{"global": "a*", "gguf": "*.*"}])", {"more '*'"});
  expectRefused(R"([{"global": "a", "order": ["x"]}])", {"numbered argument"});
  expectRefused(R"([{"arg": "argx", "order": ["x"]}])", {"numbered argument"});
  expectRefused(R"([{"arg": "arg1", "order": "x"}])", {"array of names"});
  expectRefused(R"([{"arg": "arg1", "order": [1]}])", {"names in 'order'"});
  expectRefused(R"([{"arg": "arg1", "gguf": "x", "order": ["x"]}])",
                {"'order' and a name"});
  expectRefused(
      R"([{"arg": "arg1", "gguf": "x"}, {"arg": "arg0", "order": ["x", "y"]}])",
      {"arg1", "twice"});
}

} // namespace
