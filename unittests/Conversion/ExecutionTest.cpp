//===- ExecutionTest.cpp - Lowered ops, executed ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every type that a weight can have goes through the lowering, is compiled and
// run. Decoding must give the reference's bits; a matmul may add in another
// order and is compared with a sum in double.
//
//===----------------------------------------------------------------------===//

#include "JitModule.h"
#include "RandomWeight.h"

#include "qblock/Format/Format.h"
#include "qblock/Format/Quantize.h"

#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <map>
#include <random>

using namespace qblock;
using namespace qblock::format;
using qblock::test::Array;
using qblock::test::JitModule;

namespace {

constexpr int64_t numRows = 5;
constexpr unsigned seed = 20240611;

const std::vector<std::string> floatTypes = {"f32", "f16", "bf16"};

/// A weight of one type with random bits, and what its elements are.
class ExecutionTest : public testing::TestWithParam<std::string> {
protected:
  void SetUp() override {
    RecordProperty("seed", int(seed));
    type = findType(std::string_view(GetParam()));
    ASSERT_NE(type, nullptr);
    numElems = type->isBlock() ? 2 * type->elemsPerBlock : 48;
    test::RandomWeight weight(*type, numRows, numElems, random);
    bytes = std::move(weight.bytes);
    values = std::move(weight.values);
    // Compiled once for all tests of the type.
    std::unique_ptr<JitModule> &slot = modules[GetParam()];
    if (!slot)
      slot = JitModule::compile(getModuleText());
    module = slot.get();
    ASSERT_NE(module, nullptr);
  }

  float randomFloat() {
    return std::uniform_real_distribution<float>(-1.0f, 1.0f)(random);
  }

  std::string getModuleText() const {
    std::string elem =
        (type->isBlock() ? "!qblock." : "") + std::string(type->name);
    std::string k = std::to_string(numElems), n = std::to_string(numRows);
    std::string w = "tensor<" + n + "x" + k + "x" + elem + ">";
    std::string f = "tensor<" + n + "x" + k + "xf32>";
    std::string text = getMatmul("matmul", "", "f32", w) +
                       getMatmul("matmul_batch", "2x", "f16", w) +
                       getGather("i32", w) + getGather("i64", w);
    if (type->isBlock())
      text += "func.func @dequantize(%w: " + w + ") -> " + f +
              " attributes {llvm.emit_c_interface} {\n"
              "  %e = tensor.empty() : " +
              f +
              "\n"
              "  %r = qblock.dequantize ins(%w : " +
              w + ") outs(%e : " + f + ") -> " + f + "\n  return %r : " + f +
              "\n}\n"
              "func.func @quantize(%f: " +
              f + ") -> " + w +
              " attributes {llvm.emit_c_interface} {\n"
              "  %e = tensor.empty() : " +
              w +
              "\n"
              "  %r = qblock.quantize ins(%f : " +
              f + ") outs(%e : " + w + ") -> " + w + "\n  return %r : " + w +
              "\n}\n";
    return text;
  }

  /// init + x . w^T with an init of ones and a dynamic M.
  std::string getMatmul(const std::string &name, const std::string &batch,
                        const std::string &xElem, const std::string &w) const {
    std::string x =
        "tensor<" + batch + "?x" + std::to_string(numElems) + "x" + xElem + ">";
    std::string y =
        "tensor<" + batch + "?x" + std::to_string(numRows) + "xf32>";
    std::string dim = batch.empty() ? "0" : "1";
    return "func.func @" + name + "(%x: " + x + ", %w: " + w + ") -> " + y +
           " attributes {llvm.emit_c_interface} {\n"
           "  %one = arith.constant 1.0 : f32\n"
           "  %dim = arith.constant " +
           dim +
           " : index\n"
           "  %m = tensor.dim %x, %dim : " +
           x +
           "\n"
           "  %e = tensor.empty(%m) : " +
           y +
           "\n"
           "  %i = linalg.fill ins(%one : f32) outs(%e : " +
           y + ") -> " + y + "\n  %r = qblock.matmul ins(%x, %w : " + x + ", " +
           w + ") outs(%i : " + y + ") -> " + y + "\n  return %r : " + y +
           "\n}\n";
  }

  std::string getGather(const std::string &idType, const std::string &w) const {
    std::string ids = "tensor<?x" + idType + ">";
    std::string y = "tensor<?x" + std::to_string(numElems) + "xf32>";
    return "func.func @gather_" + idType + "(%w: " + w + ", %ids: " + ids +
           ") -> " + y +
           " attributes {llvm.emit_c_interface} {\n"
           "  %zero = arith.constant 0 : index\n"
           "  %m = tensor.dim %ids, %zero : " +
           ids +
           "\n"
           "  %e = tensor.empty(%m) : " +
           y +
           "\n"
           "  %r = qblock.gather_rows ins(%w, %ids : " +
           w + ", " + ids + ") outs(%e : " + y + ") -> " + y +
           "\n  return %r : " + y + "\n}\n";
  }

  /// Blocks are passed as bytes.
  Array weight() const {
    return {bytes.data(),
            {numRows, type->isBlock() ? rowBytes(*type, numElems) : numElems}};
  }

  void expectProduct(const std::vector<float> &x, const float *y) const {
    for (size_t m = 0; m != x.size() / numElems; ++m)
      for (int64_t n = 0; n != numRows; ++n) {
        double sum = 1.0, magnitude = 1.0;
        for (int64_t k = 0; k != numElems; ++k) {
          double product =
              double(x[m * numElems + k]) * values[n * numElems + k];
          sum += product;
          magnitude += std::fabs(product);
        }
        EXPECT_NEAR(y[m * numRows + n], sum, 1e-6 * magnitude)
            << "row " << m << ", column " << n;
      }
  }

  const TypeInfo *type = nullptr;
  int64_t numElems = 0;
  std::mt19937 random{seed};
  std::vector<uint8_t> bytes;
  std::vector<float> values; ///< decoded by the reference
  JitModule *module = nullptr;

  /// By type; emptied here because LLVM's own statics must outlive engines.
  static void TearDownTestSuite() { modules.clear(); }
  static inline std::map<std::string, std::unique_ptr<JitModule>> modules;
};

/// Ops that only types with blocks have.
class BlockExecutionTest : public ExecutionTest {};

TEST_P(BlockExecutionTest, DequantizeGivesTheBitsOfTheReference) {
  Array result = module->call("dequantize", 2, {weight()});
  EXPECT_EQ(0, std::memcmp(result.data(), values.data(),
                           values.size() * sizeof(float)));
  result.release();
}

TEST_P(ExecutionTest, MatmulMultipliesByTheDecodedWeight) {
  for (int64_t m : {1, 3, 16}) {
    std::vector<float> x(m * numElems);
    for (float &value : x)
      value = randomFloat();
    Array result =
        module->call("matmul", 2, {Array(x.data(), {m, numElems}), weight()});
    expectProduct(x, static_cast<const float *>(result.data()));
    result.release();
  }
}

TEST_P(ExecutionTest, MatmulTakesHalfPrecisionAndBatchDimensions) {
  int64_t m = 3;
  std::vector<uint16_t> half(2 * m * numElems);
  std::vector<float> x(half.size());
  for (size_t i = 0; i != half.size(); ++i) {
    half[i] = encodeF16(randomFloat());
    x[i] = decodeF16(half[i]);
  }
  Array result = module->call("matmul_batch", 3,
                              {Array(half.data(), {2, m, numElems}), weight()});
  expectProduct(x, static_cast<const float *>(result.data()));
  result.release();
}

TEST_P(ExecutionTest, GatherRowsReadsTheRowsOfTheIds) {
  std::vector<int32_t> ids = {4, 0, 2, 4};
  Array result =
      module->call("gather_i32", 2, {weight(), Array(ids.data(), {4})});
  for (size_t i = 0; i != ids.size(); ++i)
    EXPECT_EQ(
        0, std::memcmp(static_cast<const float *>(result.data()) + i * numElems,
                       values.data() + ids[i] * numElems,
                       numElems * sizeof(float)));
  result.release();
}

TEST_P(ExecutionTest, GatherRowsRefusesIdsOutOfRange) {
  for (int64_t id : {int64_t(-1), numRows, int64_t(1) << 40})
    EXPECT_EXIT(module->call("gather_i64", 2, {weight(), Array(&id, {1})}),
                testing::ExitedWithCode(3), "id out of range");
}

TEST_P(BlockExecutionTest, QuantizeGivesTheBytesOfTheReference) {
  std::vector<float> floats(numRows * numElems);
  for (float &value : floats)
    value = randomFloat();
  std::vector<uint8_t> expected(bytes.size());
  quantizeRows(*type, floats.data(), expected.data(), numRows, numElems);
  Array result =
      module->call("quantize", 2, {Array(floats.data(), {numRows, numElems})});
  EXPECT_EQ(0, std::memcmp(result.data(), expected.data(), expected.size()));
  result.release();
}

auto getName = [](const auto &info) { return info.param; };

INSTANTIATE_TEST_SUITE_P(FloatTypes, ExecutionTest,
                         testing::ValuesIn(floatTypes), getName);
INSTANTIATE_TEST_SUITE_P(BlockTypes, ExecutionTest,
                         testing::ValuesIn(test::getBlockTypes()), getName);
INSTANTIATE_TEST_SUITE_P(BlockTypes, BlockExecutionTest,
                         testing::ValuesIn(test::getBlockTypes()), getName);

} // namespace
