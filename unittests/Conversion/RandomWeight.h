//===- RandomWeight.h - Weights of random bits ------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_UNITTESTS_CONVERSION_RANDOMWEIGHT_H
#define QBLOCK_UNITTESTS_CONVERSION_RANDOMWEIGHT_H

#include "qblock/Format/Format.h"
#include "qblock/Format/PackedLayout.h"

#include <cstdint>
#include <gtest/gtest.h>
#include <random>
#include <string>
#include <vector>

namespace qblock::test {

/// A matrix of one type with random bits, but finite scales and minimums, and
/// what the reference decodes of it.
struct RandomWeight {
  RandomWeight(const format::TypeInfo &type, int64_t numRows, int64_t numElems,
               std::mt19937 &random);

  std::vector<uint8_t> bytes;
  std::vector<float> values;
};

/// The bytes of [numRows, numElems] in a packed layout.
std::vector<uint8_t> pack(const format::PackedLayout &layout,
                          const std::vector<uint8_t> &bytes, int64_t numRows,
                          int64_t numElems);

/// Whole numbers, with one of 127 in each block of the smallest size, which
/// rounding to 8 bits leaves as they are.
std::vector<float> makeWholeActivations(int64_t count, std::mt19937 &random);

/// True if `actual` is init + x . w for rows of `numElems`, as near as sums
/// with weights of the type are.
testing::AssertionResult isProduct(float actual, const float *x, const float *w,
                                   int64_t numElems, double init,
                                   const format::TypeInfo &type);

/// The names of all formats that a weight can have.
std::vector<std::string> getBlockTypes();

} // namespace qblock::test

#endif // QBLOCK_UNITTESTS_CONVERSION_RANDOMWEIGHT_H
