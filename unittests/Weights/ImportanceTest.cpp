//===- ImportanceTest.cpp - Reading importance files ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "qblock/Weights/Importance.h"
#include "TestFiles.h"
#include "qblock/Weights/GgufFile.h"

#include <limits>

using namespace qblock;
using namespace qblock::weights;
using namespace qblock::weights::test;

namespace {

using Floats = std::vector<float>;

class ImportanceTest : public ::testing::Test {
protected:
  ImportanceTest() {
    builder.entries = {entryBytes("imatrix.datasets", MetadataType::Array,
                                  bytesOf(MetadataType::String) +
                                      bytesOf<uint64_t>(1) +
                                      stringBytes("wiki.txt")),
                       entryBytes("imatrix.chunk_count", MetadataType::Uint32,
                                  bytesOf<uint32_t>(7)),
                       entryBytes("imatrix.chunk_size", MetadataType::Uint32,
                                  bytesOf<uint32_t>(512))};
  }
  void add(const std::string &name, const Floats &values) {
    builder.tensors.push_back({name, {values.size()}, 0, bytesOf(values)});
  }
  Expected<ImportanceData> load() {
    return ImportanceData::load(folder.write("i.gguf", builder.build()));
  }
  Expected<ImportanceData> loadBytes(const std::string &bytes) {
    return ImportanceData::load(folder.write("i.dat", bytes));
  }
  static std::string legacyEntry(const std::string &name, int32_t calls,
                                 const Floats &values) {
    return bytesOf<int32_t>(name.size()) + name + bytesOf(calls) +
           bytesOf<int32_t>(values.size()) + bytesOf(values);
  }
  TemporaryFolder folder;
  GgufBuilder builder;
};

TEST_F(ImportanceTest, DividesSumsByCounts) {
  add("w.weight.in_sum2", {2, 4, 6, 8});
  add("w.weight.counts", {4});
  auto data = load();
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_EQ(*data->find("w.weight"), (Floats{0.5, 1, 1.5, 2}));
  EXPECT_EQ(data->find("v.weight"), nullptr);
  EXPECT_EQ(data->dataset(), "wiki.txt");
  EXPECT_EQ(data->numChunks(), 7);
}

TEST_F(ImportanceTest, UnusedExpertsAreOnes) {
  add("w.in_sum2", {2, 4, 6, 8});
  add("w.counts", {2, 0});
  auto data = load();
  ASSERT_TRUE(data);
  EXPECT_EQ(*data->find("w"), (Floats{1, 2, 1, 1}));
}

TEST_F(ImportanceTest, ReadsTheOlderKind) {
  std::string entries = bytesOf<int32_t>(2) + legacyEntry("a", 2, {2, 4}) +
                        legacyEntry("b", 0, {3});
  auto data = loadBytes(entries);
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_EQ(*data->find("a"), (Floats{1, 2}));
  EXPECT_EQ(*data->find("b"), (Floats{3}));
  EXPECT_EQ(data->numChunks(), 0);

  data =
      loadBytes(entries + bytesOf<int32_t>(9) + bytesOf<int32_t>(4) + "text");
  ASSERT_TRUE(data);
  EXPECT_EQ(data->numChunks(), 9);
  EXPECT_EQ(data->dataset(), "text");
}

TEST_F(ImportanceTest, FiltersByParts) {
  auto data =
      loadBytes(bytesOf<int32_t>(3) + legacyEntry("attn_q", 1, {1}) +
                legacyEntry("attn_k", 1, {1}) + legacyEntry("ffn_up", 1, {1}));
  ASSERT_TRUE(data);
  ImportanceData kept = *data;
  kept.keepOnly({"attn"});
  EXPECT_EQ(kept.entries().size(), 2u);
  data->drop({"attn_q", "up"});
  EXPECT_EQ(data->entries().size(), 1u);
  EXPECT_NE(data->find("attn_k"), nullptr);
}

TEST_F(ImportanceTest, RefusesWhatIsNoFinite) {
  add("w.in_sum2", {2, std::numeric_limits<float>::quiet_NaN()});
  add("w.counts", {1});
  expectError(load(), {"importance of 'w' is nan at column 1"});
}

TEST_F(ImportanceTest, RefusesBadFiles) {
  expectError(load(), {"has no entries"});
  add("w.in_sum2", {2, 4, 6});
  expectError(load(), {"'w' has no tensor .counts"});
  add("w.counts", {1, 1});
  expectError(load(), {"'w' has 3 sums, which are no multiple of its 2"});
  builder.tensors[1].typeId = 26; // i32
  expectError(load(), {"tensor 'w.counts' has type i32, expected f32"});
  builder.entries.pop_back();
  expectError(load(), {"is no importance file: metadata has no "
                       "imatrix.chunk_size"});
}

TEST_F(ImportanceTest, RefusesEveryTruncation) {
  std::string whole = bytesOf<int32_t>(2) + legacyEntry("a", 2, {2, 4}) +
                      legacyEntry("b", 1, {3});
  for (size_t numBytes = 0; numBytes < whole.size(); ++numBytes)
    EXPECT_FALSE(loadBytes(whole.substr(0, numBytes))) << numBytes;
  EXPECT_TRUE(loadBytes(whole));
  expectError(loadBytes(bytesOf<int32_t>(0x7FFFFFFF) + std::string(64, 'x')),
              {"is neither a GGUF importance file nor one of the older kind"});
}

} // namespace
