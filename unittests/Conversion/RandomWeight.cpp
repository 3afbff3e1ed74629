//===- RandomWeight.cpp - Weights of random bits ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RandomWeight.h"

#include "qblock/Format/Codes.h"
#include "qblock/Format/Quantize.h"

#include <cmath>

using namespace qblock;
using namespace qblock::format;
using namespace qblock::test;

static float randomFloat(std::mt19937 &random) {
  return std::uniform_real_distribution<float>(-1.0f, 1.0f)(random);
}

static void fillBlocks(const TypeInfo &type, std::mt19937 &random,
                       std::vector<uint8_t> &bytes) {
  for (uint8_t &byte : bytes)
    byte = uint8_t(random());
  uint32_t blockIndex = 0;
  for (size_t pos = 0; pos != bytes.size(); pos += type.bytesPerBlock)
    for (const Code *code : {&type.row->scale, &type.row->min})
      if (*code)
        writeCode(*code, bytes.data() + pos, 0,
                  code->kind == CodeKind::E8M0Half
                      ? blockIndex++ // among them the subnormal ones
                      : encodeF16(randomFloat(random)));
}

RandomWeight::RandomWeight(const TypeInfo &type, int64_t numRows,
                           int64_t numElems, std::mt19937 &random)
    : bytes(numRows * rowBytes(type, numElems)), values(numRows * numElems) {
  if (type.isBlock()) {
    fillBlocks(type, random, bytes);
  } else {
    for (float &value : values)
      value = randomFloat(random);
    quantizeRows(type, values.data(), bytes.data(), numRows, numElems);
  }
  for (int64_t row = 0; row != numRows; ++row)
    decodeRow(type, bytes.data() + row * rowBytes(type, numElems),
              values.data() + row * numElems, numElems);
}

std::vector<uint8_t> test::pack(const PackedLayout &layout,
                                const std::vector<uint8_t> &bytes,
                                int64_t numRows, int64_t numElems) {
  std::vector<uint8_t> packed(layout.numBytes(numRows, numElems));
  layout.pack(bytes.data(), packed.data(), numRows, numElems);
  return packed;
}

std::vector<float> test::makeWholeActivations(int64_t count,
                                              std::mt19937 &random) {
  std::uniform_int_distribution<int> distribution(-127, 127);
  std::vector<float> x(count);
  for (int64_t i = 0; i != count; ++i)
    x[i] = i % 16 == 0 ? 127.0f : float(distribution(random));
  return x;
}

testing::AssertionResult test::isProduct(float actual, const float *x,
                                         const float *w, int64_t numElems,
                                         double init, const TypeInfo &type) {
  double sum = init, magnitude = 1.0;
  for (int64_t k = 0; k != numElems; ++k) {
    double product = double(x[k]) * w[k];
    sum += product;
    magnitude += std::fabs(product);
  }
  // A sum of activations that is kept in binary16 (a min that is added).
  double tolerance = type.row->minKind == MinKind::Add ? 1e-3 : 2e-6;
  if (std::fabs(actual - sum) <= tolerance * magnitude)
    return testing::AssertionSuccess();
  return testing::AssertionFailure()
         << actual << " differs from " << sum << " by more than "
         << tolerance * magnitude;
}

std::vector<std::string> test::getBlockTypes() {
  std::vector<std::string> names;
  for (const Format &row : allFormats())
    if (!row.activationOnly)
      names.emplace_back(row.name);
  return names;
}
