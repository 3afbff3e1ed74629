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

#include <cstdint>
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

/// The names of all formats that a weight can have.
std::vector<std::string> getBlockTypes();

} // namespace qblock::test

#endif // QBLOCK_UNITTESTS_CONVERSION_RANDOMWEIGHT_H
