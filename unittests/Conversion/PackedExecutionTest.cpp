//===- PackedExecutionTest.cpp - Packed weights, executed -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ops on packed weights go through the whole pipeline, are compiled for the
// host and run. Activations are whole numbers of which each block has one of
// 127, so that rounding to int8 changes nothing and results can be compared
// with the reference's product.
//
//===----------------------------------------------------------------------===//

#include "JitModule.h"
#include "RandomWeight.h"

#include "qblock/Format/PackedLayout.h"

#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <map>
#include <random>

using namespace qblock;
using namespace qblock::format;
using qblock::test::Array;
using qblock::test::JitModule;
using qblock::test::replaced;

namespace {

constexpr unsigned seed = 20261125;
// Two whole tiles and a part of one.
constexpr int64_t numRows = 37, firstRow = 16, numSlicedRows = 16;

// $T: the format, $K: elements of a row.
constexpr char moduleText[] = R"(
!w = tensor<37x$Kx!qblock.$T>
!p = tensor<37x$Kx!qblock.$T<#qblock.packed>>
!s = tensor<16x$Kx!qblock.$T<#qblock.packed>>
!x = tensor<?x$Kxf32>
!y = tensor<?x37xf32>

func.func @pack(%w: !w) -> !p attributes {llvm.emit_c_interface} {
  %p = qblock.pack %w : !w to !p
  return %p : !p
}

func.func @unpack(%p: !p) -> !w attributes {llvm.emit_c_interface} {
  %w = qblock.unpack %p : !p to !w
  return %w : !w
}

func.func @dequantize(%p: !p) -> tensor<37x$Kxf32> attributes {llvm.emit_c_interface} {
  %e = tensor.empty() : tensor<37x$Kxf32>
  %f = qblock.dequantize ins(%p : !p) outs(%e : tensor<37x$Kxf32>) -> tensor<37x$Kxf32>
  return %f : tensor<37x$Kxf32>
}

func.func @gather(%p: !p, %ids: tensor<?xi32>) -> !x attributes {llvm.emit_c_interface} {
  %c0 = arith.constant 0 : index
  %m = tensor.dim %ids, %c0 : tensor<?xi32>
  %e = tensor.empty(%m) : !x
  %f = qblock.gather_rows ins(%p, %ids : !p, tensor<?xi32>) outs(%e : !x) -> !x
  return %f : !x
}

func.func @rounded(%x: !x, %w: !w) -> !y attributes {llvm.emit_c_interface} {
  %c0 = arith.constant 0 : index
  %one = arith.constant 1.0 : f32
  %m = tensor.dim %x, %c0 : !x
  %e = tensor.empty(%m) : !y
  %i = linalg.fill ins(%one : f32) outs(%e : !y) -> !y
  %p = qblock.pack %w : !w to !p
  %y = qblock.matmul activations<q8> ins(%x, %p : !x, !p) outs(%i : !y) -> !y
  return %y : !y
}

func.func @exact(%x: !x, %p: !p) -> !y attributes {llvm.emit_c_interface} {
  %c0 = arith.constant 0 : index
  %one = arith.constant 1.0 : f32
  %m = tensor.dim %x, %c0 : !x
  %e = tensor.empty(%m) : !y
  %i = linalg.fill ins(%one : f32) outs(%e : !y) -> !y
  %y = qblock.matmul activations<exact> ins(%x, %p : !x, !p) outs(%i : !y) -> !y
  return %y : !y
}

// Rows of the weight from the middle, and columns of x and of the result that
// are parts of larger tensors.
func.func @sliced(%x: tensor<3x?xf32>, %p: !p, %firsts: tensor<1xindex>, %y: tensor<3x40xf32>)
    -> tensor<3x40xf32> attributes {llvm.emit_c_interface} {
  %c0 = arith.constant 0 : index
  %first = tensor.extract %firsts[%c0] : tensor<1xindex>
  %c16 = arith.constant 16 : index
  %row = arith.muli %first, %c16 : index
  %part = tensor.extract_slice %p[%row, 0] [16, $K] [1, 1] : !p to !s
  %xs = tensor.extract_slice %x[0, 5] [3, $K] [1, 1] : tensor<3x?xf32> to tensor<3x$Kxf32>
  %ys = tensor.extract_slice %y[0, 20] [3, 16] [1, 1] : tensor<3x40xf32> to tensor<3x16xf32>
  %r = qblock.matmul activations<q8> ins(%xs, %part : tensor<3x$Kxf32>, !s)
         outs(%ys : tensor<3x16xf32>) -> tensor<3x16xf32>
  %z = tensor.insert_slice %r into %y[0, 20] [3, 16] [1, 1] : tensor<3x16xf32> into tensor<3x40xf32>
  return %z : tensor<3x40xf32>
}
)";

class PackedExecutionTest : public testing::TestWithParam<std::string> {
protected:
  void SetUp() override {
    RecordProperty("seed", int(seed));
    type = findType(std::string_view(GetParam()));
    ASSERT_NE(type, nullptr);
    numElems = 2 * type->elemsPerBlock;
    layout = PackedLayout::get(*type->row);
    ASSERT_TRUE(layout);
    test::RandomWeight weight(*type, numRows, numElems, random);
    bytes = std::move(weight.bytes);
    values = std::move(weight.values);
    packed = test::pack(*layout, bytes, numRows, numElems);
    std::unique_ptr<JitModule> &slot = modules[GetParam()];
    if (!slot)
      slot = JitModule::compile(replaced(replaced(moduleText, "$T", GetParam()),
                                         "$K", std::to_string(numElems)));
    module = slot.get();
    ASSERT_NE(module, nullptr);
  }

  Array plainArray() const {
    return {bytes.data(), {numRows, rowBytes(*type, numElems)}};
  }
  Array packedArray() const {
    return {packed.data(),
            {layout->numTiles(numRows), layout->bytesPerTile(numElems)}};
  }

  std::vector<float> makeActivations(int64_t count) {
    return test::makeWholeActivations(count, random);
  }

  void expectProduct(float actual, const float *x, int64_t row, double init) {
    EXPECT_TRUE(test::isProduct(actual, x, values.data() + row * numElems,
                                numElems, init, *type))
        << "column " << row;
  }

  void expectProducts(const std::string &function, Array weight) {
    for (int64_t m : {1, 2, 9}) {
      std::vector<float> x = makeActivations(m * numElems);
      Array result =
          module->call(function, 2, {Array(x.data(), {m, numElems}), weight});
      auto *y = static_cast<const float *>(result.data());
      for (int64_t i = 0; i != m; ++i)
        for (int64_t row = 0; row != numRows; ++row)
          expectProduct(y[i * numRows + row], x.data() + i * numElems, row, 1);
      result.release();
    }
  }

  const TypeInfo *type = nullptr;
  std::optional<PackedLayout> layout;
  int64_t numElems = 0;
  std::mt19937 random{seed};
  std::vector<uint8_t> bytes, packed;
  std::vector<float> values; ///< decoded by the reference
  JitModule *module = nullptr;

  /// By type; emptied here because LLVM's own statics must outlive engines.
  static void TearDownTestSuite() { modules.clear(); }
  static inline std::map<std::string, std::unique_ptr<JitModule>> modules;
};

TEST_P(PackedExecutionTest, PackAndUnpackMoveTheBytes) {
  Array result = module->call("pack", 2, {plainArray()});
  EXPECT_EQ(0, std::memcmp(result.data(), packed.data(), packed.size()));
  result.release();
  result = module->call("unpack", 2, {packedArray()});
  EXPECT_EQ(0, std::memcmp(result.data(), bytes.data(), bytes.size()));
  result.release();
}

TEST_P(PackedExecutionTest, DecodingGivesTheBitsOfTheReference) {
  Array result = module->call("dequantize", 2, {packedArray()});
  EXPECT_EQ(0, std::memcmp(result.data(), values.data(),
                           values.size() * sizeof(float)));
  result.release();
}

TEST_P(PackedExecutionTest, GatherRowsReadsRowsOfTiles) {
  std::vector<int32_t> ids = {36, 0, 17};
  Array result =
      module->call("gather", 2, {packedArray(), Array(ids.data(), {3})});
  for (size_t i = 0; i != ids.size(); ++i)
    EXPECT_EQ(
        0, std::memcmp(static_cast<const float *>(result.data()) + i * numElems,
                       values.data() + ids[i] * numElems,
                       numElems * sizeof(float)));
  result.release();
}

TEST_P(PackedExecutionTest, MatmulRoundsActivations) {
  expectProducts("rounded", plainArray());
}

TEST_P(PackedExecutionTest, MatmulCanBeExactOnTiles) {
  expectProducts("exact", packedArray());
}

TEST_P(PackedExecutionTest, MatmulReadsSlices) {
  constexpr int64_t m = 3, numColumns = 40, firstColumn = 20;
  int64_t width = numElems + 9;
  std::vector<float> x(m * width, 1e9f), y(m * numColumns, 2.0f);
  for (int64_t i = 0; i != m; ++i) {
    std::vector<float> row = makeActivations(numElems);
    std::copy(row.begin(), row.end(), x.begin() + i * width + 5);
  }
  int64_t tile = firstRow / PackedLayout::rowsPerTile;
  Array result =
      module->call("sliced", 2,
                   {Array(x.data(), {m, width}), packedArray(),
                    Array(&tile, {1}), Array(y.data(), {m, numColumns})});
  auto *actual = static_cast<const float *>(result.data());
  for (int64_t i = 0; i != m; ++i)
    for (int64_t column = 0; column != numColumns; ++column) {
      int64_t row = column - firstColumn;
      if (row < 0 || row >= numSlicedRows)
        EXPECT_EQ(actual[i * numColumns + column], 2.0f);
      else
        expectProduct(actual[i * numColumns + column], x.data() + i * width + 5,
                      firstRow + row, 2.0);
    }
  result.release();
}

INSTANTIATE_TEST_SUITE_P(BlockTypes, PackedExecutionTest,
                         testing::ValuesIn(test::getBlockTypes()),
                         [](const auto &info) { return info.param; });

} // namespace
