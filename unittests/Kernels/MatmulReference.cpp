//===- MatmulReference.cpp - What packed matmuls must give ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MatmulReference.h"

#include "qblock/Format/Codes.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

using namespace qblock;
using namespace qblock::format;
using namespace qblock::test;

std::vector<const Format *> test::getWeightFormats() {
  std::vector<const Format *> rows;
  for (const Format &row : allFormats())
    if (!row.activationOnly)
      rows.push_back(&row);
  return rows;
}

std::vector<float> test::randomFloats(int64_t count, std::mt19937 &random) {
  std::uniform_real_distribution<float> distribution(-1.0f, 1.0f);
  std::vector<float> values(count);
  for (float &value : values)
    value = distribution(random);
  return values;
}

/// Activations as ggml rounds them, and the sums that its blocks keep.
struct MatmulReference::RoundedRow {
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

MatmulReference::MatmulReference(const PackedLayout &layout, int64_t n,
                                 int64_t k,
                                 const std::function<uint8_t()> &fill,
                                 std::mt19937 &random)
    : row(*layout.row), n(n), k(k),
      bytes(n * (k / row.elemsPerBlock) * row.bytesPerBlock),
      packed(layout.numBytes(n, k)), values(n * k) {
  for (uint8_t &byte : bytes)
    byte = fill();
  uint32_t blockIndex = 0;
  for (size_t pos = 0; pos != bytes.size(); pos += row.bytesPerBlock)
    for (const Code *code : {&row.scale, &row.min})
      if (*code)
        writeCode(*code, bytes.data() + pos, 0,
                  code->kind == CodeKind::E8M0Half
                      ? 120 + blockIndex++ % 8
                      : encodeF16(randomFloats(1, random)[0]));
  const TypeInfo &type = *findType(row.name);
  for (int64_t i = 0; i != n; ++i)
    decodeRow(type, bytes.data() + i * rowBytes(type, k), values.data() + i * k,
              k);
  layout.pack(bytes.data(), packed.data(), n, k);
}

/// The product with the rounded activations, in binary64, and the sum of the
/// magnitudes, which scales the error of any order of summing. A min that is
/// added meets the rounded sum, as in ggml's block.
std::pair<double, double> MatmulReference::product(const RoundedRow &x,
                                                   const Format &partner,
                                                   int64_t weightRow) const {
  double sum = 0, magnitude = 0;
  for (int64_t i = 0; i != k; ++i) {
    double product = double(x.scales[i / partner.elemsPerBlock]) * x.codes[i] *
                     values[weightRow * k + i];
    sum += product;
    magnitude += std::fabs(product);
  }
  if (row.minKind != MinKind::Add)
    return {sum, magnitude};
  for (int64_t block = 0; block != k / row.elemsPerBlock; ++block) {
    int codes = 0;
    for (int64_t i = 0; i != row.elemsPerBlock; ++i)
      codes += x.codes[block * row.elemsPerBlock + i];
    const uint8_t *src =
        bytes.data() +
        (weightRow * (k / row.elemsPerBlock) + block) * row.bytesPerBlock;
    double min = codeValue(row.min, readCode(row.min, src, 0));
    sum += min * (x.sums[block] - double(x.scales[block]) * codes);
  }
  return {sum, magnitude};
}

void MatmulReference::expectProduct(const float *y,
                                    const std::vector<float> &x) const {
  const Format &partner = *findFormat(row.dotPartner);
  int64_t m = int64_t(x.size()) / k;
  for (int64_t i = 0; i != m; ++i) {
    RoundedRow rounded(x.data() + i * k, k, partner);
    for (int64_t j = 0; j != n; ++j) {
      auto [sum, magnitude] = product(rounded, partner, j);
      ASSERT_NEAR(y[i * n + j], 1.0 + sum, 2e-6 * (1.0 + magnitude))
          << "m = " << m << ", n = " << n << ", row " << i << ", column " << j;
    }
  }
}
