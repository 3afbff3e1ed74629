//===- BindTest.cpp - Tensors seen through map entries ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which tensor an entry finds in which kind of file, which rows of it, and
// which shapes it may have.
//
//===----------------------------------------------------------------------===//

#include "TestFiles.h"
#include "qblock/Weights/WeightMap.h"

#include <numeric>

using namespace qblock;
using namespace qblock::weights;
using namespace qblock::weights::test;

namespace {

/// Both kinds of file with a matrix [12, 2] (element i is i) and a vector [12].
class BindTest : public ::testing::Test {
protected:
  BindTest() {
    std::vector<float> values(24);
    std::iota(values.begin(), values.end(), 0.f);
    std::string matrix = bytesOf(values);
    std::string vector = matrix.substr(0, 48);
    GgufBuilder builder;
    builder.tensors = {{"blk.0.q", {2, 12}, 0, matrix},
                       {"blk.0.b", {12}, 0, vector}};
    gguf = *openTensorFile(folder.write("a.gguf", builder.build()));
    safetensors = *openTensorFile(folder.write(
        "a.safetensors",
        safetensorsBytes(
            R"({"q":{"dtype":"F32","shape":[12,2],"data_offsets":[0,96]},)"
            R"("b":{"dtype":"F32","shape":[12],"data_offsets":[96,144]},)"
            R"("s":{"dtype":"F32","shape":[2,3,2],"data_offsets":[144,192]},)"
            R"("none":{"dtype":"F32","shape":[0],"data_offsets":[192,192]},)"
            R"("mask":{"dtype":"U8","shape":[1],"data_offsets":[192,193]}})",
            matrix + vector + vector + "x")));
    entry.symbol = "arg7";
    entry.torchName = "q";
    entry.ggufName = "blk.0.q";
  }

  /// The first element of each row of the bound view.
  static std::vector<float> firstColumn(const BoundTensor &bound) {
    std::vector<float> values(bound.numElems()), column;
    readRows(bound, 0, bound.rowCount, values.data());
    for (int64_t row = 0; row < bound.rowCount; ++row)
      column.push_back(values[row * bound.rowElems()]);
    return column;
  }
  Expected<BoundTensor> bindShape(std::vector<int64_t> shape) {
    return weights::bind(entry, *gguf, &shape);
  }

  TemporaryFolder folder;
  std::unique_ptr<TensorFile> gguf, safetensors;
  MapEntry entry;
};

TEST_F(BindTest, UndoesPermutationOfGguf) {
  entry.permutedHeads = 2;
  auto bound = weights::bind(entry, *gguf, nullptr);
  ASSERT_TRUE(bound) << bound.error().message;
  // [0..11] as (2 heads, 3, 2), axes 1 and 2 swapped; a row has 2 elements.
  EXPECT_EQ(firstColumn(*bound),
            (std::vector<float>{0, 4, 8, 2, 6, 10, 12, 16, 20, 14, 18, 22}));
}

TEST_F(BindTest, PermutationMatchesItsFormula) {
  // new[h, s, j] = old[h, j, s] for all shapes that 12 rows allow.
  for (int64_t heads : {1, 2, 3, 6}) {
    entry.permutedHeads = heads;
    auto bound = weights::bind(entry, *gguf, nullptr);
    ASSERT_TRUE(bound) << bound.error().message;
    std::vector<float> column = firstColumn(*bound);
    int64_t half = 12 / heads / 2;
    for (int64_t h = 0; h < heads; ++h)
      for (int64_t s = 0; s < 2; ++s)
        for (int64_t j = 0; j < half; ++j)
          EXPECT_EQ(column[(h * 2 + s) * half + j],
                    2 * ((h * half + j) * 2 + s));
  }
}

TEST_F(BindTest, SafetensorsRowsAreInOrder) {
  entry.permutedHeads = 2;
  auto bound = weights::bind(entry, *safetensors, nullptr);
  ASSERT_TRUE(bound) << bound.error().message;
  EXPECT_EQ(bound->tensor->name, "q");
  EXPECT_EQ(firstColumn(*bound),
            (std::vector<float>{0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22}));
}

TEST_F(BindTest, SelectsRowsThenPermutes) {
  entry.rows.emplace(4, 4);
  auto bound = weights::bind(entry, *gguf, nullptr);
  ASSERT_TRUE(bound) << bound.error().message;
  EXPECT_EQ(firstColumn(*bound), (std::vector<float>{8, 10, 12, 14}));
  entry.permutedHeads = 1;
  bound = weights::bind(entry, *gguf, nullptr);
  ASSERT_TRUE(bound) << bound.error().message;
  EXPECT_EQ(firstColumn(*bound), (std::vector<float>{8, 12, 10, 14}));
}

TEST_F(BindTest, BindsVectors) {
  entry.ggufName = "blk.0.b";
  std::vector<int64_t> shape = {12};
  auto bound = weights::bind(entry, *gguf, &shape);
  ASSERT_TRUE(bound) << bound.error().message;
  EXPECT_EQ(bound->rowCount, 1);
  EXPECT_EQ(bound->rowElems(), 12);
  // A bias of q is permuted as the rows of q are.
  entry.permutedHeads = 3;
  bound = weights::bind(entry, *gguf, &shape);
  ASSERT_TRUE(bound) << bound.error().message;
  EXPECT_EQ(firstColumn(*bound),
            (std::vector<float>{0, 2, 1, 3, 4, 6, 5, 7, 8, 10, 9, 11}));
}

TEST_F(BindTest, AcceptsReshapes) {
  for (std::vector<int64_t> shape : {std::vector<int64_t>{12, 2},
                                     {3, 4, 2},
                                     {1, 12, 2},
                                     {12, 1, 2},
                                     {-1, 2},
                                     {12, -1},
                                     {-1, 3, 2}})
    EXPECT_TRUE(bindShape(shape)) << shape.size();
  entry.transposed = true;
  for (std::vector<int64_t> shape :
       {std::vector<int64_t>{2, 12}, {2, 3, 4}, {2, -1}})
    EXPECT_TRUE(bindShape(shape)) << shape.size();
}

TEST_F(BindTest, RefusesShapes) {
  for (std::vector<int64_t> shape : {std::vector<int64_t>{2, 12},
                                     {24},
                                     {2, 3, 4},
                                     {12, 3},
                                     {-1, 3},
                                     {5, -1, 2},
                                     {1ll << 32, 1ll << 32, 2}})
    expectError(bindShape(shape), {"'arg7': tensor 'blk.0.q': the value has",
                                   "the stored shape [12, 2]"});
  entry.transposed = true;
  expectError(bindShape({12, 2}), {"no reshape", "[12, 2], transposed"});
  expectError(bindShape({3, 4, 2}), {"no reshape"});
  entry.transposed = false;
  entry.shape = {{6, 4}};
  expectError(weights::bind(entry, *gguf, nullptr),
              {"the map expects shape [6, 4]"});
  entry.shape.reset();
  entry.rows.emplace(0, 6);
  EXPECT_TRUE(bindShape({6, 2}));
  expectError(bindShape({12, 2}), {"cut to 6 rows"});
}

TEST_F(BindTest, StacksKeepTheirDims) {
  entry.torchName = "s";
  std::vector<int64_t> stored = {2, 3, 2}, swapped = {3, 2, 2};
  EXPECT_TRUE(weights::bind(entry, *safetensors, &stored));
  expectError(weights::bind(entry, *safetensors, &swapped), {"no reshape"});
  entry.transposed = true;
  expectError(weights::bind(entry, *safetensors, nullptr),
              {"expects a matrix to transpose, but its shape is [2, 3, 2]"});
}

TEST_F(BindTest, RefusesRows) {
  entry.rows.emplace(8, 5);
  expectError(weights::bind(entry, *gguf, nullptr),
              {"rows [8, 5] (first, count) are not inside its 12 rows"});
  entry.rows.emplace(INT64_MAX, INT64_MAX);
  expectError(weights::bind(entry, *gguf, nullptr), {"are not inside"});
  entry.rows.reset();
  for (int64_t heads : {4, 5, 24}) {
    entry.permutedHeads = heads;
    expectError(weights::bind(entry, *gguf, nullptr),
                {"its 12 rows are not an even"});
  }
}

TEST_F(BindTest, FindsTorchNamesInGgufFilesInTheirOwnOrder) {
  entry.ggufName = "blk.1.q";
  entry.torchName = "blk.0.q";
  entry.permutedHeads = 2;
  Expected<BoundTensor> bound = weights::bind(entry, *gguf, nullptr);
  ASSERT_TRUE(bound);
  EXPECT_EQ(bound->tensor->name, "blk.0.q");
  EXPECT_EQ(bound->permutedHeads, 0);
}

TEST_F(BindTest, RefusesMissingTensors) {
  entry.ggufName = "blk.1.q";
  expectError(weights::bind(entry, *gguf, nullptr),
              {"'arg7': no tensor 'blk.1.q' in ", "a.gguf"});
  entry.ggufName.reset();
  expectError(weights::bind(entry, *gguf, nullptr),
              {"'arg7': the map gives it no gguf name", "a.gguf"});
  entry.torchName = "k";
  expectError(weights::bind(entry, *safetensors, nullptr),
              {"no tensor 'k' in "});
  entry.torchName = "";
  expectError(weights::bind(entry, *safetensors, nullptr), {"no torch name"});
  entry.torchName = "mask";
  expectError(weights::bind(entry, *safetensors, nullptr),
              {"'mask' has type U8"});
  entry.torchName = "none";
  expectError(weights::bind(entry, *safetensors, nullptr), {"has no elements"});
  entry.isInput = true;
  expectError(weights::bind(entry, *safetensors, nullptr), {"is an input"});
}

} // namespace
