//===- PackedMatmulTest.cpp - Kernels against the reference -----------*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../../benchmarks/KernelJit.h"
#include "qblock/Format/Codes.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <tuple>
#include <vector>

using namespace qblock;
using namespace qblock::format;

namespace {

constexpr unsigned seed = 20261124;

/// Activations as ggml rounds them, and the sums that its blocks keep.
struct RoundedRow {
  RoundedRow(const float *x, int64_t numElems, const Format &partner) {
    bool isHalf = partner.scale.kind == CodeKind::F16;
    for (int64_t first = 0; first != numElems; first += partner.elemsPerBlock) {
      float magnitude = 0;
      for (int64_t i = 0; i != partner.elemsPerBlock; ++i)
        magnitude = std::max(magnitude, std::fabs(x[first + i]));
      float scale = magnitude / 127.0f;
      float inverse = magnitude == 0 ? 0.0f : 127.0f / magnitude;
      int sum = 0;
      for (int64_t i = 0; i != partner.elemsPerBlock; ++i) {
        int code = int(std::nearbyint(x[first + i] * inverse));
        codes.push_back(code);
        sum += code;
      }
      scales.push_back(isHalf ? decodeF16(encodeF16(scale)) : scale);
      sums.push_back(partner.sum && isHalf
                         ? decodeF16(encodeF16(scale * float(sum)))
                         : 0.0f);
    }
  }
  std::vector<int> codes;
  std::vector<float> scales, sums;
};

using Case = std::tuple<const Format *, const CpuTarget *>;

class PackedMatmulTest : public testing::TestWithParam<Case> {
protected:
  void SetUp() override {
    std::tie(row, target) = GetParam();
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

  float randomFloat() {
    return std::uniform_real_distribution<float>(-1.0f, 1.0f)(random);
  }

  /// `fill` gives each byte; scales and mins become finite numbers.
  template <typename Fill>
  void makeWeight(int64_t n, int64_t k, Fill fill) {
    bytes.resize(n * (k / row->elemsPerBlock) * row->bytesPerBlock);
    for (uint8_t &byte : bytes)
      byte = fill();
    uint32_t blockIndex = 0;
    for (size_t pos = 0; pos != bytes.size(); pos += row->bytesPerBlock)
      for (const Code *code : {&row->scale, &row->min})
        if (*code)
          writeCode(*code, bytes.data() + pos, 0,
                    code->kind == CodeKind::E8M0Half
                        ? 120 + blockIndex++ % 8
                        : encodeF16(randomFloat()));
    const TypeInfo &type = *findType(row->name);
    values.resize(n * k);
    for (int64_t i = 0; i != n; ++i)
      decodeRow(type, bytes.data() + i * rowBytes(type, k),
                values.data() + i * k, k);
    packed.resize(layout->numBytes(n, k));
    layout->pack(bytes.data(), packed.data(), n, k);
  }

  /// The product with the rounded activations, in binary64, and the sum of the
  /// magnitudes, which scales the error of any order of summing. A min that is
  /// added meets the rounded sum, as in ggml's block.
  std::pair<double, double> expected(const RoundedRow &x, const Format &partner,
                                     int64_t n, int64_t k) const {
    double sum = 0, magnitude = 0;
    for (int64_t i = 0; i != k; ++i) {
      double product = double(x.scales[i / partner.elemsPerBlock]) *
                       x.codes[i] * values[n * k + i];
      sum += product;
      magnitude += std::fabs(product);
    }
    if (row->minKind != MinKind::Add)
      return {sum, magnitude};
    for (int64_t block = 0; block != k / row->elemsPerBlock; ++block) {
      int codes = 0;
      for (int64_t i = 0; i != row->elemsPerBlock; ++i)
        codes += x.codes[block * row->elemsPerBlock + i];
      const uint8_t *src =
          bytes.data() +
          (n * (k / row->elemsPerBlock) + block) * row->bytesPerBlock;
      double min = codeValue(row->min, readCode(row->min, src, 0));
      sum += min * (x.sums[block] - double(x.scales[block]) * codes);
    }
    return {sum, magnitude};
  }

  void check(const std::vector<float> &x, int64_t m, int64_t n, int64_t k) {
    std::vector<float> y(m * n + 1, 1.0f);
    kernel->run(x.data(), packed.data(), y.data(), m, n, k);
    EXPECT_EQ(y.back(), 1.0f) << "writes past the end of y";
    const Format &partner = *findFormat(row->dotPartner);
    for (int64_t i = 0; i != m; ++i) {
      RoundedRow rounded(x.data() + i * k, k, partner);
      for (int64_t j = 0; j != n; ++j) {
        auto [sum, magnitude] = expected(rounded, partner, j, k);
        ASSERT_NEAR(y[i * n + j], 1.0 + sum, 2e-6 * (1.0 + magnitude))
            << "m = " << m << ", n = " << n << ", row " << i << ", column "
            << j;
      }
    }
  }

  /// By case; emptied here because LLVM's own statics must outlive engines.
  static void TearDownTestSuite() { kernels.clear(); }
  static inline std::map<Case, std::unique_ptr<KernelJit>> kernels;

  const Format *row = nullptr;
  const CpuTarget *target = nullptr;
  std::optional<PackedLayout> layout;
  KernelJit *kernel = nullptr;
  std::mt19937 random{seed};
  std::vector<uint8_t> bytes, packed;
  std::vector<float> values;
};

TEST_P(PackedMatmulTest, EqualsTheReferenceForAllShapes) {
  int64_t k = 512;
  for (int64_t n : {1, 7, 31, 256}) {
    makeWeight(n, k, [&] { return uint8_t(random()); });
    for (int64_t m : {1, 2, 3, 5, 8, 17, 64}) {
      std::vector<float> x(m * k);
      for (float &value : x)
        value = randomFloat();
      check(x, m, n, k);
    }
  }
}

/// All bits set or none, against activations at both ends.
TEST_P(PackedMatmulTest, IsExactForExtremeCodes) {
  int64_t m = 5, n = 16, k = 512;
  for (uint8_t byte : {0x00, 0xff, 0x80, 0x7f}) {
    makeWeight(n, k, [&] { return byte; });
    for (float sign : {1.0f, -1.0f}) {
      std::vector<float> x(m * k, sign);
      check(x, m, n, k);
    }
  }
}

/// Numbers that no code stands for reach their own row of y and no other.
TEST_P(PackedMatmulTest, KeepsOddActivationsApart) {
  int64_t m = 5, n = 16, k = 512;
  makeWeight(n, k, [&] { return uint8_t(random()); });
  std::vector<float> x(m * k);
  for (float &value : x)
    value = randomFloat();
  for (int64_t block = 0; block < k; block += 32) {
    x[k + block] = std::numeric_limits<float>::quiet_NaN();
    x[2 * k + block] = std::numeric_limits<float>::infinity();
    for (int64_t i = 0; i != 32; ++i)
      x[3 * k + block + i] = std::numeric_limits<float>::denorm_min();
  }
  std::vector<float> y(m * n), cleared(m * n);
  kernel->run(x.data(), packed.data(), y.data(), m, n, k);
  std::fill(x.begin() + k, x.begin() + 4 * k, 0.0f);
  kernel->run(x.data(), packed.data(), cleared.data(), m, n, k);
  for (int64_t j = 0; j != n; ++j) {
    EXPECT_EQ(y[j], cleared[j]);
    EXPECT_TRUE(std::isnan(y[n + j])) << y[n + j];
    EXPECT_FALSE(std::isfinite(y[2 * n + j])) << y[2 * n + j];
    EXPECT_NEAR(y[3 * n + j], 0.0f, 1e-30f);
    EXPECT_EQ(y[4 * n + j], cleared[4 * n + j]);
  }
}

std::vector<const Format *> getWeightFormats() {
  std::vector<const Format *> rows;
  for (const Format &row : allFormats())
    if (!row.activationOnly)
      rows.push_back(&row);
  return rows;
}

INSTANTIATE_TEST_SUITE_P(
    Kernels, PackedMatmulTest,
    testing::Combine(testing::ValuesIn(getWeightFormats()),
                     testing::ValuesIn(getCpuTargets().vec())),
    [](const auto &info) {
      return std::string(std::get<0>(info.param)->name) + "_" +
             std::get<1>(info.param)->getName().str();
    });

} // namespace
