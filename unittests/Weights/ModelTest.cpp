//===- ModelTest.cpp - Models in one and in several files -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "qblock/Weights/Model.h"
#include "TestFiles.h"
#include "qblock/Format/Format.h"
#include "qblock/Format/Quantize.h"

#include <cmath>
#include <limits>

using namespace qblock;
using namespace qblock::weights;
using namespace qblock::weights::test;

namespace {

std::vector<float> ramp(size_t count) {
  std::vector<float> values(count);
  for (size_t i = 0; i < count; ++i)
    values[i] = std::sin(float(i));
  return values;
}

class ModelTest : public ::testing::Test {
protected:
  static GgufBuilder shard(uint16_t index, uint16_t count,
                           const std::string &tensor) {
    GgufBuilder builder;
    if (index > 0)
      builder.entries.clear();
    builder.entries.push_back(
        entryBytes("split.no", MetadataType::Uint16, bytesOf(index)));
    builder.entries.push_back(
        entryBytes("split.count", MetadataType::Uint16, bytesOf(count)));
    builder.entries.push_back(entryBytes(
        "split.tensors.count", MetadataType::Int32, bytesOf<int32_t>(count)));
    builder.tensors.push_back({tensor, {1}, 0, bytesOf(float(index))});
    return builder;
  }
  std::string write(uint16_t index, const GgufBuilder &builder) {
    return folder.write("m-0000" + std::to_string(index + 1) + "-of-00002.gguf",
                        builder.build());
  }
  TemporaryFolder folder;
};

TEST_F(ModelTest, AnyShardStandsForAll) {
  write(0, shard(0, 2, "a"));
  std::string second = write(1, shard(1, 2, "b"));
  auto model = Model::open(second);
  ASSERT_TRUE(model) << model.error().message;
  ASSERT_EQ((*model)->tensors().size(), 2u);
  float value = -1;
  readRows(*(*model)->find("b"), 0, 1, &value);
  EXPECT_EQ(value, 1);
  EXPECT_EQ((*model)->metadata().getString("general.architecture"), "llama");
}

TEST_F(ModelTest, RefusesIncompleteShards) {
  std::string first = write(0, shard(0, 2, "a"));
  expectError(Model::open(first), {"m-00002-of-00002.gguf: cannot open",
                                   "one of 2 files of a model"});
  write(1, shard(0, 2, "b"));
  expectError(Model::open(first), {"expects split.no 1 of 2"});
  write(1, shard(1, 2, "a"));
  expectError(Model::open(first), {"tensor 'a' is in two files"});
  std::string renamed = folder.write("m.gguf", shard(0, 2, "a").build());
  expectError(Model::open(renamed), {"whose names must end in"});
}

TEST_F(ModelTest, RefusesOtherFiles) {
  GgufBuilder builder;
  builder.entries.clear();
  expectError(Model::open(folder.write("m.gguf", builder.build())),
              {"metadata has no general.architecture"});
  // A checkpoint has its configuration beside it.
  expectError(
      Model::open(folder.write("m.safetensors", safetensorsBytes("{}"))),
      {"config.json: cannot open"});
  // What a file is shows in its bytes.
  expectError(Model::open(folder.write("m.bin", safetensorsBytes("{}"))),
              {"config.json: cannot open"});
}

TEST_F(ModelTest, EachExpertHasItsImportance) {
  constexpr int64_t experts = 3, rows = 5, columns = 64;
  std::vector<float> values = ramp(experts * rows * columns);
  std::vector<float> importance(experts * columns);
  for (size_t i = 0; i < importance.size(); ++i)
    importance[i] = 1 + i % 7 * float(i / columns);
  GgufBuilder builder;
  builder.tensors.push_back(
      {"w", {columns, rows, experts}, 0, bytesOf(values)});
  auto model = Model::open(folder.write("m.gguf", builder.build()));
  ASSERT_TRUE(model) << model.error().message;
  const ModelTensor &tensor = (*model)->tensors()[0];
  EXPECT_EQ(tensor.numExperts(), experts);

  const format::TypeInfo &type = *format::findType("q4_0");
  int64_t rowBytes = format::rowBytes(type, columns);
  std::vector<uint8_t> expected(experts * rows * rowBytes),
      bytes(expected.size());
  for (int64_t expert = 0; expert < experts; ++expert)
    format::quantizeRows(type, values.data() + expert * rows * columns,
                         expected.data() + expert * rows * rowBytes, rows,
                         columns, importance.data() + expert * columns);
  QuantizeOptions options;
  options.importance = importance.data();
  // A range that begins and ends inside of experts, and the rest.
  ASSERT_TRUE(
      quantizeRowsTo(tensor, type, 3, 9, bytes.data() + 3 * rowBytes, options));
  ASSERT_TRUE(quantizeRowsTo(tensor, type, 0, 3, bytes.data(), options));
  ASSERT_TRUE(quantizeRowsTo(tensor, type, 12, 3, bytes.data() + 12 * rowBytes,
                             options));
  EXPECT_EQ(bytes, expected);

  // The same experts, stored apart.
  GgufBuilder apart;
  for (int64_t expert = 0; expert < experts; ++expert) {
    std::vector<float> part(values.begin() + expert * rows * columns,
                            values.begin() + (expert + 1) * rows * columns);
    apart.tensors.push_back(
        {std::to_string(expert), {columns, rows}, 0, bytesOf(part)});
  }
  auto parts = Model::open(folder.write("parts.gguf", apart.build()));
  ASSERT_TRUE(parts);
  ModelTensor stacked = tensor;
  stacked.parts.clear();
  for (const ModelTensor &part : (*parts)->tensors())
    stacked.parts.push_back(part.parts[0]);
  std::fill(bytes.begin(), bytes.end(), 0);
  ASSERT_TRUE(
      quantizeRowsTo(stacked, type, 0, experts * rows, bytes.data(), options));
  EXPECT_EQ(bytes, expected);
}

TEST_F(ModelTest, NonFiniteWeightsPassIfAllowed) {
  std::vector<float> values = ramp(32);
  values[5] = std::numeric_limits<float>::infinity();
  GgufBuilder builder;
  builder.tensors.push_back({"w", {32, 1}, 0, bytesOf(values)});
  auto model = Model::open(folder.write("m.gguf", builder.build()));
  ASSERT_TRUE(model);
  const ModelTensor &tensor = (*model)->tensors()[0];
  uint8_t bytes[34];
  const format::TypeInfo &type = *format::findType("q8_0");
  expectError(quantizeRowsTo(tensor, type, 0, 1, bytes),
              {"tensor 'w': weight is infinite at row 0, column 5"});
  QuantizeOptions options;
  options.allowNonFinite = true;
  EXPECT_TRUE(quantizeRowsTo(tensor, type, 0, 1, bytes, options));
}

} // namespace
