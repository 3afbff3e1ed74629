//===- RoutedExecutionTest.cpp - Rows routed to matrices, executed -*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each row of the result is compared with a product with the matrix that its
// number names, decoded by the reference. Activations are whole numbers of
// which each block has one of 127, so that rounding to int8 changes nothing.
//
//===----------------------------------------------------------------------===//

#include "JitModule.h"
#include "RandomWeight.h"

#include "qblock/Format/PackedLayout.h"

#include <cmath>
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
// Three tiles a matrix.
constexpr int64_t rowsPerExpert = 48;
const std::vector<int64_t> expertCounts = {2, 8, 60};

// $T: the format, $K: elements of a row, $E: matrices, $R: rows of all.
constexpr char functionsText[] = R"(
func.func @rounded_$E(%x: tensor<?x$Kxf32>, %p: tensor<$Rx$Kx!qblock.$T<#qblock.packed>>, %ids: tensor<?xi64>)
    -> tensor<?x48xf32> attributes {llvm.emit_c_interface} {
  %c0 = arith.constant 0 : index
  %one = arith.constant 1.0 : f32
  %m = tensor.dim %ids, %c0 : tensor<?xi64>
  %e = tensor.empty(%m) : tensor<?x48xf32>
  %i = linalg.fill ins(%one : f32) outs(%e : tensor<?x48xf32>) -> tensor<?x48xf32>
  %y = qblock.routed_matmul activations<q8> ins(%x, %p, %ids : tensor<?x$Kxf32>, tensor<$Rx$Kx!qblock.$T<#qblock.packed>>, tensor<?xi64>)
         outs(%i : tensor<?x48xf32>) -> tensor<?x48xf32>
  return %y : tensor<?x48xf32>
}

// Two products of one x, the second of which replaces what is there; the third
// adds to the first.
func.func @shared_$E(%x: tensor<?x$Kxf32>, %p: tensor<$Rx$Kx!qblock.$T<#qblock.packed>>, %ids: tensor<?xi64>)
    -> tensor<?x48xf32> attributes {llvm.emit_c_interface} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %m = tensor.dim %ids, %c0 : tensor<?xi64>
  %e = tensor.empty(%m) : tensor<?x48xf32>
  %i = linalg.fill ins(%zero : f32) outs(%e : tensor<?x48xf32>) -> tensor<?x48xf32>
  %a = qblock.routed_matmul activations<q8> ins(%x, %p, %ids : tensor<?x$Kxf32>, tensor<$Rx$Kx!qblock.$T<#qblock.packed>>, tensor<?xi64>)
         outs(%i : tensor<?x48xf32>) -> tensor<?x48xf32>
  %b = qblock.routed_matmul activations<q8> ins(%x, %p, %ids : tensor<?x$Kxf32>, tensor<$Rx$Kx!qblock.$T<#qblock.packed>>, tensor<?xi64>)
         outs(%i : tensor<?x48xf32>) -> tensor<?x48xf32>
  %c = qblock.routed_matmul activations<q8> ins(%x, %p, %ids : tensor<?x$Kxf32>, tensor<$Rx$Kx!qblock.$T<#qblock.packed>>, tensor<?xi64>)
         outs(%a : tensor<?x48xf32>) -> tensor<?x48xf32>
  %s = linalg.sub ins(%c, %b : tensor<?x48xf32>, tensor<?x48xf32>) outs(%e : tensor<?x48xf32>) -> tensor<?x48xf32>
  return %s : tensor<?x48xf32>
}

func.func @exact_$E(%x: tensor<?x$Kxf32>, %w: tensor<$Rx$Kx!qblock.$T>, %ids: tensor<?xi32>)
    -> tensor<?x48xf32> attributes {llvm.emit_c_interface} {
  %c0 = arith.constant 0 : index
  %one = arith.constant 1.0 : f32
  %m = tensor.dim %ids, %c0 : tensor<?xi32>
  %e = tensor.empty(%m) : tensor<?x48xf32>
  %i = linalg.fill ins(%one : f32) outs(%e : tensor<?x48xf32>) -> tensor<?x48xf32>
  %y = qblock.routed_matmul activations<exact> ins(%x, %w, %ids : tensor<?x$Kxf32>, tensor<$Rx$Kx!qblock.$T>, tensor<?xi32>)
         outs(%i : tensor<?x48xf32>) -> tensor<?x48xf32>
  return %y : tensor<?x48xf32>
}
)";

/// Which numbers rows get.
enum class Routing { Even, Skewed, AllInOne };

class RoutedExecutionTest : public testing::TestWithParam<std::string> {
protected:
  void SetUp() override {
    RecordProperty("seed", int(seed));
    type = findType(std::string_view(GetParam()));
    ASSERT_NE(type, nullptr);
    numElems = 2 * type->elemsPerBlock;
    layout = PackedLayout::get(*type->row);
    ASSERT_TRUE(layout);
    int64_t numRows = expertCounts.back() * rowsPerExpert;
    test::RandomWeight weight(*type, numRows, numElems, random);
    bytes = std::move(weight.bytes);
    values = std::move(weight.values);
    packed = test::pack(*layout, bytes, numRows, numElems);
    std::unique_ptr<JitModule> &slot = modules[GetParam()];
    if (!slot)
      slot = JitModule::compile(getModuleText());
    module = slot.get();
    ASSERT_NE(module, nullptr);
  }

  std::string getModuleText() const {
    std::string text;
    for (int64_t numExperts : expertCounts) {
      std::string part = replaced(functionsText, "$T", GetParam());
      part = replaced(part, "$K", std::to_string(numElems));
      part = replaced(part, "$E", std::to_string(numExperts));
      text += replaced(part, "$R", std::to_string(numExperts * rowsPerExpert));
    }
    return text;
  }

  std::vector<float> makeActivations(int64_t count) {
    return test::makeWholeActivations(count, random);
  }

  template <typename Id>
  std::vector<Id> makeIds(int64_t count, int64_t numExperts, Routing routing) {
    std::uniform_int_distribution<Id> any(0, Id(numExperts - 1));
    std::vector<Id> ids(count);
    for (int64_t i = 0; i != count; ++i)
      switch (routing) {
      case Routing::Even:
        ids[i] = any(random);
        break;
      case Routing::Skewed: // three of four in the last one
        ids[i] = i % 4 ? Id(numExperts - 1) : any(random);
        break;
      case Routing::AllInOne:
        ids[i] = Id(numExperts / 2);
        break;
      }
    return ids;
  }

  Array weight(bool isPacked, int64_t numExperts) const {
    int64_t numRows = numExperts * rowsPerExpert;
    if (isPacked)
      return {packed.data(),
              {layout->numTiles(numRows), layout->bytesPerTile(numElems)}};
    return {bytes.data(), {numRows, rowBytes(*type, numElems)}};
  }

  /// Every result of `function` is `init` + its product.
  template <typename Id>
  void expectProducts(const std::string &function, bool isPacked, double init,
                      int64_t numRows, int64_t idsPerRow, int64_t numExperts,
                      Routing routing) {
    std::vector<float> x = makeActivations(numRows * numElems);
    std::vector<Id> ids = makeIds<Id>(numRows * idsPerRow, numExperts, routing);
    Array result = module->call(function + "_" + std::to_string(numExperts), 2,
                                {Array(x.data(), {numRows, numElems}),
                                 weight(isPacked, numExperts),
                                 Array(ids.data(), {int64_t(ids.size())})});
    auto *y = static_cast<const float *>(result.data());
    for (size_t p = 0; p != ids.size(); ++p)
      for (int64_t n = 0; n != rowsPerExpert; ++n)
        expectProduct(y[p * rowsPerExpert + n],
                      x.data() + int64_t(p) / idsPerRow * numElems,
                      values.data() + (ids[p] * rowsPerExpert + n) * numElems,
                      init);
    result.release();
  }

  void expectProduct(float actual, const float *x, const float *w,
                     double init) const {
    ASSERT_TRUE(test::isProduct(actual, x, w, numElems, init, *type));
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

TEST_P(RoutedExecutionTest, EachRowMeetsItsMatrix) {
  for (int64_t numExperts : expertCounts)
    for (int64_t numRows : {1, 2, 3, 8, 17, 64})
      for (Routing routing :
           {Routing::Even, Routing::Skewed, Routing::AllInOne})
        for (int64_t idsPerRow : {1, 4}) {
          SCOPED_TRACE(testing::Message()
                       << numExperts << " matrices, " << numRows << " rows, "
                       << idsPerRow << " numbers a row, routing "
                       << int(routing));
          expectProducts<int64_t>("rounded", true, 1, numRows, idsPerRow,
                                  numExperts, routing);
          if (HasFatalFailure())
            return;
        }
}

TEST_P(RoutedExecutionTest, MatmulsOfOneXShareItsRows) {
  expectProducts<int64_t>("shared", true, 0, 9, 2, 8, Routing::Skewed);
}

TEST_P(RoutedExecutionTest, WeightsInAnyOrderCanBeExact) {
  for (int64_t numRows : {1, 7})
    for (Routing routing : {Routing::Even, Routing::Skewed})
      expectProducts<int32_t>("exact", false, 1, numRows, 2, 8, routing);
}

TEST_P(RoutedExecutionTest, NoRowsGiveNoResults) {
  expectProducts<int64_t>("rounded", true, 1, 0, 1, 8, Routing::Even);
  expectProducts<int32_t>("exact", false, 1, 0, 1, 8, Routing::Even);
}

TEST_P(RoutedExecutionTest, RefusesNumbersOutOfRange) {
  std::vector<float> x = makeActivations(numElems);
  for (int64_t id : {int64_t(-1), int64_t(8), int64_t(1) << 40})
    EXPECT_EXIT(module->call("rounded_8", 2,
                             {Array(x.data(), {1, numElems}), weight(true, 8),
                              Array(&id, {1})}),
                testing::ExitedWithCode(3), "id out of range");
}

TEST_P(RoutedExecutionTest, RefusesNumbersThatAreNoMultipleOfTheRows) {
  std::vector<float> x = makeActivations(2 * numElems);
  std::vector<int64_t> ids = {0, 1, 2};
  EXPECT_EXIT(module->call("rounded_8", 2,
                           {Array(x.data(), {2, numElems}), weight(true, 8),
                            Array(ids.data(), {3})}),
              testing::ExitedWithCode(3), "expects equal sizes");
}

// A format for each way in which kernels treat scales and mins.
INSTANTIATE_TEST_SUITE_P(BlockTypes, RoutedExecutionTest,
                         testing::Values("q4_0", "q4_1", "q8_0", "q2_K", "q4_K",
                                         "q6_K", "iq4_nl", "iq4_xs"),
                         [](const auto &info) { return info.param; });

} // namespace
