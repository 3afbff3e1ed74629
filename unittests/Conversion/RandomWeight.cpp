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

std::vector<std::string> test::getBlockTypes() {
  std::vector<std::string> names;
  for (const Format &row : allFormats())
    if (!row.activationOnly)
      names.emplace_back(row.name);
  return names;
}
