//===- MatmulReference.h - What packed matmuls must give --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Weights and products that do not depend on where a kernel runs: in this
// process or in another machine's emulation.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_UNITTESTS_KERNELS_MATMULREFERENCE_H
#define QBLOCK_UNITTESTS_KERNELS_MATMULREFERENCE_H

#include "qblock/Format/PackedLayout.h"

#include <cstdint>
#include <functional>
#include <random>
#include <utility>
#include <vector>

namespace qblock::test {

/// Rows of weight formats, of which all have a packed layout.
std::vector<const format::Format *> getWeightFormats();

/// Numbers between -1 and 1.
std::vector<float> randomFloats(int64_t count, std::mt19937 &random);

/// A weight w[n, k] of one format.
class MatmulReference {
public:
  /// `fill` gives each byte in ggml's order; scales and mins become finite
  /// random numbers.
  MatmulReference(const format::PackedLayout &layout, int64_t n, int64_t k,
                  const std::function<uint8_t()> &fill, std::mt19937 &random);

  int64_t getN() const { return n; }
  int64_t getK() const { return k; }
  const std::vector<uint8_t> &getPacked() const { return packed; }

  /// Expects y[m, n] to be 1 + x[m, k] . w^T with x rounded as ggml does, and
  /// stops at the first element that is not.
  void expectProduct(const float *y, const std::vector<float> &x) const;

private:
  struct RoundedRow;
  std::pair<double, double> product(const RoundedRow &x,
                                    const format::Format &partner,
                                    int64_t row) const;

  const format::Format &row;
  int64_t n, k;
  std::vector<uint8_t> bytes, packed;
  std::vector<float> values;
};

} // namespace qblock::test

#endif // QBLOCK_UNITTESTS_KERNELS_MATMULREFERENCE_H
