//===- PackedMatmulTest.cpp - Kernels against the reference -----------*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelJit.h"
#include "MatmulReference.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/TargetParser/Host.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <map>
#include <string>
#include <tuple>

using namespace qblock;
using namespace qblock::format;
using qblock::test::MatmulReference;

namespace {

constexpr unsigned seed = 20261124;

using Case = std::tuple<const Format *, const CpuTarget *>;

class PackedMatmulTest : public testing::TestWithParam<Case> {
protected:
  void SetUp() override {
    auto [row, target] = GetParam();
    if (!llvm::all_of(target->getFeatures(), hasHostFeature))
      GTEST_SKIP() << "this machine lacks " << target->getName().str();
    layout = PackedLayout::get(*row);
    ASSERT_TRUE(layout);
    std::unique_ptr<KernelJit> &slot = kernels[GetParam()];
    if (!slot)
      slot = KernelJit::compile(*layout, *target);
    kernel = slot.get();
    ASSERT_NE(kernel, nullptr);
  }

  MatmulReference makeWeight(int64_t n, int64_t k,
                             const std::function<uint8_t()> &fill) {
    return MatmulReference(*layout, n, k, fill, random);
  }

  void check(const MatmulReference &weight, const std::vector<float> &x) {
    int64_t m = int64_t(x.size()) / weight.getK();
    int64_t size = m * weight.getN();
    auto multiply = [&](float init, bool adds) {
      std::vector<float> y(size + 1, init);
      kernel->run(x.data(), weight.getPacked().data(), y.data(), m,
                  weight.getN(), weight.getK(), adds);
      return y;
    };
    std::vector<float> sums = multiply(1.0f, /*adds=*/true);
    EXPECT_EQ(sums.back(), 1.0f) << "writes past the end of y";
    weight.expectProduct(sums.data(), x);
    // What y held is not read, be it what no number can be added to.
    float nan = std::numeric_limits<float>::quiet_NaN();
    std::vector<float> products = multiply(nan, /*adds=*/false);
    EXPECT_TRUE(std::isnan(products.back())) << "writes past the end of y";
    for (int64_t i = 0; i != size; ++i)
      ASSERT_EQ(products[i] + 1.0f, sums[i]) << i;
  }

  /// By case; emptied here because LLVM's own statics must outlive engines.
  static void TearDownTestSuite() { kernels.clear(); }
  static inline std::map<Case, std::unique_ptr<KernelJit>> kernels;

  std::optional<PackedLayout> layout;
  KernelJit *kernel = nullptr;
  std::mt19937 random{seed};
};

TEST_P(PackedMatmulTest, EqualsTheReferenceForAllShapes) {
  int64_t k = 512;
  for (int64_t n : {1, 7, 31, 256}) {
    MatmulReference weight =
        makeWeight(n, k, [&] { return uint8_t(random()); });
    for (int64_t m : {1, 2, 3, 5, 8, 17, 64})
      check(weight, test::randomFloats(m * k, random));
  }
}

/// So long that rows of x are multiplied in parts, of which the last is
/// shorter: the first one overwrites y, the others add to it. Parts of expanded
/// tiles are shorter.
TEST_P(PackedMatmulTest, AddsPartsOfLongRows) {
  constexpr int64_t n = 17;
  for (auto [m, k] : {std::pair<int64_t, int64_t>(7, 315 * 256), {130, 2816}}) {
    MatmulReference weight =
        makeWeight(n, k, [&] { return uint8_t(random()); });
    std::vector<float> x = test::randomFloats(m * k, random);
    std::vector<float> y(m * n, std::numeric_limits<float>::quiet_NaN());
    kernel->run(x.data(), weight.getPacked().data(), y.data(), m, n, k,
                /*adds=*/false);
    for (float &sum : y)
      sum += 1.0f;
    weight.expectProduct(y.data(), x);
  }
}

/// So many that tiles are expanded first, where that pays: an odd number of
/// tiles of which the last has few rows, and some rows of x beside whole tiles.
TEST_P(PackedMatmulTest, ExpandsTilesForManyRows) {
  int64_t m = 130, n = 40, k = 512;
  MatmulReference weight = makeWeight(n, k, [&] { return uint8_t(random()); });
  check(weight, test::randomFloats(m * k, random));
}

/// All bits set or none, against activations at both ends.
TEST_P(PackedMatmulTest, IsExactForExtremeCodes) {
  int64_t n = 32, k = 256;
  for (uint8_t byte : {0x00, 0xff, 0x80, 0x7f}) {
    MatmulReference weight = makeWeight(n, k, [&] { return byte; });
    for (int64_t m : {5, 130})
      for (float sign : {1.0f, -1.0f})
        check(weight, std::vector<float>(m * k, sign));
  }
}

/// Numbers that no code stands for reach their own row of y and no other.
TEST_P(PackedMatmulTest, KeepsOddActivationsApart) {
  int64_t m = 5, n = 16, k = 512;
  MatmulReference weight = makeWeight(n, k, [&] { return uint8_t(random()); });
  std::vector<float> x = test::randomFloats(m * k, random);
  for (int64_t block = 0; block < k; block += 32) {
    x[k + block] = std::numeric_limits<float>::quiet_NaN();
    x[2 * k + block] = std::numeric_limits<float>::infinity();
    for (int64_t i = 0; i != 32; ++i)
      x[3 * k + block + i] = std::numeric_limits<float>::denorm_min();
  }
  const uint8_t *packed = weight.getPacked().data();
  std::vector<float> y(m * n), cleared(m * n);
  kernel->run(x.data(), packed, y.data(), m, n, k, /*adds=*/true);
  std::fill(x.begin() + k, x.begin() + 4 * k, 0.0f);
  kernel->run(x.data(), packed, cleared.data(), m, n, k, /*adds=*/true);
  for (int64_t j = 0; j != n; ++j) {
    EXPECT_EQ(y[j], cleared[j]);
    EXPECT_TRUE(std::isnan(y[n + j])) << y[n + j];
    EXPECT_FALSE(std::isfinite(y[2 * n + j])) << y[2 * n + j];
    EXPECT_NEAR(y[3 * n + j], 0.0f, 1e-30f);
    EXPECT_EQ(y[4 * n + j], cleared[4 * n + j]);
  }
}

/// Those whose features this machine has or lacks; other architectures' are
/// unknown to it, and their kernels are emulated instead.
std::vector<const CpuTarget *> getTargets() {
  llvm::StringMap<bool> known = llvm::sys::getHostCPUFeatures();
  std::vector<const CpuTarget *> targets;
  for (const CpuTarget *target : getCpuTargets())
    if (llvm::all_of(target->getFeatures(), [&](llvm::StringRef feature) {
          return known.count(feature) != 0;
        }))
      targets.push_back(target);
  return targets;
}

INSTANTIATE_TEST_SUITE_P(
    Kernels, PackedMatmulTest,
    testing::Combine(testing::ValuesIn(test::getWeightFormats()),
                     testing::ValuesIn(getTargets())),
    [](const auto &info) {
      std::string name = std::string(std::get<0>(info.param)->name) + "_" +
                         std::get<1>(info.param)->getName().str();
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

} // namespace
