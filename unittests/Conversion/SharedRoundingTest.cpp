//===- SharedRoundingTest.cpp - One x for several formats -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Matmuls of one x on weights of two formats are one op, which rounds x once if
// codes and scales are those of both formats. What it computes has the bits of
// what two functions compute that round x for themselves.
//
//===----------------------------------------------------------------------===//

#include "JitModule.h"
#include "RandomWeight.h"

#include "qblock/Format/PackedLayout.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/TargetParser/Host.h"

#include <cstring>
#include <gtest/gtest.h>
#include <random>

using namespace qblock;
using namespace qblock::format;
using qblock::test::Array;
using qblock::test::JitModule;
using qblock::test::replaced;

namespace {

constexpr unsigned seed = 20261125;
constexpr int64_t numRows = 32, numElems = 512;

// $A and $B: formats.
constexpr char moduleText[] = R"(
!x = tensor<?x512xf32>
!y = tensor<?x32xf32>
!a = tensor<32x512x!qblock.$A<#qblock.packed>>
!b = tensor<32x512x!qblock.$B<#qblock.packed>>

func.func @both(%x: !x, %a: !a, %b: !b) -> tensor<?x64xf32> attributes {llvm.emit_c_interface} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %m = tensor.dim %x, %c0 : !x
  %e = tensor.empty(%m) : !y
  %i = linalg.fill ins(%zero : f32) outs(%e : !y) -> !y
  %p = qblock.matmul activations<q8> ins(%x, %a : !x, !a) outs(%i : !y) -> !y
  %q = qblock.matmul activations<q8> ins(%x, %b : !x, !b) outs(%i : !y) -> !y
  %r = tensor.concat dim(1) %p, %q : (!y, !y) -> tensor<?x64xf32>
  return %r : tensor<?x64xf32>
}

func.func @first(%x: !x, %a: !a) -> !y attributes {llvm.emit_c_interface} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %m = tensor.dim %x, %c0 : !x
  %e = tensor.empty(%m) : !y
  %i = linalg.fill ins(%zero : f32) outs(%e : !y) -> !y
  %p = qblock.matmul activations<q8> ins(%x, %a : !x, !a) outs(%i : !y) -> !y
  return %p : !y
}

func.func @second(%x: !x, %b: !b) -> !y attributes {llvm.emit_c_interface} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %m = tensor.dim %x, %c0 : !x
  %e = tensor.empty(%m) : !y
  %i = linalg.fill ins(%zero : f32) outs(%e : !y) -> !y
  %p = qblock.matmul activations<q8> ins(%x, %b : !x, !b) outs(%i : !y) -> !y
  return %p : !y
}
)";

using Case = std::tuple<const char *, const char *, std::string>;

class SharedRoundingTest : public testing::TestWithParam<Case> {
protected:
  std::vector<uint8_t> makePacked(const char *format) {
    const TypeInfo &type = *findType(std::string_view(format));
    PackedLayout layout = *PackedLayout::get(*type.row);
    test::RandomWeight weight(type, numRows, numElems, random);
    return test::pack(layout, weight.bytes, numRows, numElems);
  }

  static Array toArray(const std::vector<uint8_t> &packed) {
    int64_t numTiles = numRows / PackedLayout::rowsPerTile;
    return {packed.data(), {numTiles, int64_t(packed.size()) / numTiles}};
  }

  std::mt19937 random{seed};
};

TEST_P(SharedRoundingTest, GivesTheBitsOfSeparateMatmuls) {
  RecordProperty("seed", int(seed));
  auto [first, second, cpu] = GetParam();
  std::unique_ptr<JitModule> module = JitModule::compile(
      replaced(replaced(moduleText, "$A", first), "$B", second), cpu);
  ASSERT_NE(module, nullptr);
  std::vector<uint8_t> weights[] = {makePacked(first), makePacked(second)};
  std::normal_distribution<float> normal;
  for (int64_t m : {1, 3, 17}) {
    std::vector<float> elems(m * numElems);
    for (float &elem : elems)
      elem = normal(random);
    Array x(elems.data(), {m, numElems});
    Array both =
        module->call("both", 2, {x, toArray(weights[0]), toArray(weights[1])});
    for (int64_t i : {0, 1}) {
      Array alone =
          module->call(i ? "second" : "first", 2, {x, toArray(weights[i])});
      for (int64_t row = 0; row != m; ++row)
        EXPECT_EQ(0, std::memcmp(static_cast<const float *>(both.data()) +
                                     (2 * row + i) * numRows,
                                 static_cast<const float *>(alone.data()) +
                                     row * numRows,
                                 numRows * sizeof(float)))
            << "row " << row << " of " << m << ", weight " << i;
      alone.release();
    }
    both.release();
  }
}

/// True if this machine runs code for haswell, whose kernels sum in 16 bits.
bool runsHaswell() {
  llvm::StringMap<bool> features = llvm::sys::getHostCPUFeatures();
  return llvm::all_of(
      llvm::ArrayRef<llvm::StringRef>{"avx2", "fma", "bmi2", "f16c"},
      [&](llvm::StringRef name) { return features[name]; });
}

// Sums of 32 and of 16 elements, integers or floats, with mins, with a bias and
// with neither.
std::vector<Case> getCases() {
  std::vector<Case> cases = {{"q4_K", "q6_K", "host"},
                             {"q2_K", "q5_K", "host"},
                             {"q4_0", "q4_1", "host"},
                             {"q4_K", "q6_K", "generic"}};
  if (runsHaswell()) {
    cases.push_back({"q4_K", "q6_K", "haswell"});
    cases.push_back({"q3_K", "q2_K", "haswell"});
  }
  return cases;
}

INSTANTIATE_TEST_SUITE_P(Formats, SharedRoundingTest,
                         testing::ValuesIn(getCases()), [](const auto &info) {
                           return std::string(std::get<0>(info.param)) + "_" +
                                  std::get<1>(info.param) + "_" +
                                  std::get<2>(info.param);
                         });

} // namespace
