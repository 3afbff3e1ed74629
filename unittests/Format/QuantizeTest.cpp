//===- QuantizeTest.cpp - Bytes equal the reference -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every row of the table against the recorded bytes of ggml, byte for byte. No
// row is left out: where the reference converts an infinite float to an integer
// (scales of binary32 subnormals), which C leaves undefined, the quantizers do
// what the recorded build did.
//
//===----------------------------------------------------------------------===//

#include "qblock/Format/Quantize.h"
#include "Golden.h"
#include "qblock/Format/Codes.h"

#include "gtest/gtest.h"
#include <cmath>
#include <limits>

using namespace qblock;
using namespace qblock::format;
using namespace qblock::test;

/// Names the first difference of two rows of blocks; empty if there is none.
static std::string compareRow(const TypeInfo &type, const uint8_t *actual,
                              const uint8_t *expected, int64_t numBytes) {
  for (int64_t i = 0; i != numBytes; ++i)
    if (actual[i] != expected[i])
      return "block " + std::to_string(i / type.bytesPerBlock) + " byte " +
             std::to_string(i % type.bytesPerBlock) + ": expected " +
             std::to_string(expected[i]) + ", got " + std::to_string(actual[i]);
  return "";
}

static std::vector<uint8_t> quantize(const TypeInfo &type,
                                     const Matrix<float> &src,
                                     const float *importance) {
  std::vector<uint8_t> bytes(rowBytes(type, src.elems.size()), 0xee);
  quantizeRows(type, src.elems.data(), bytes.data(), src.numRows,
               src.elemsPerRow, importance);
  return bytes;
}

/// The types that weights can be quantized to.
static std::vector<const TypeInfo *> weightTypes() {
  std::vector<const TypeInfo *> types;
  for (const TypeInfo &type : allTypes())
    if (type.isBlock() && canQuantize(type) &&
        !(type.row && type.row->activationOnly))
      types.push_back(&type);
  return types;
}

/// Compares all rows of `src`, quantized, with the rows of the file.
static void compareWithGolden(const TypeInfo &type, const Matrix<float> &src,
                              const float *importance,
                              const std::string &file) {
  Matrix<uint8_t> golden = readBytes(file);
  std::vector<uint8_t> bytes = quantize(type, src, importance);
  ASSERT_EQ(golden.numRows, src.numRows) << file;
  ASSERT_EQ(golden.elems.size(), bytes.size()) << file;
  for (int64_t i = 0; i != src.numRows; ++i)
    EXPECT_EQ("", compareRow(type, bytes.data() + i * golden.elemsPerRow,
                             golden.row(i), golden.elemsPerRow))
        << file << " row " << i;
}

TEST(Quantize, WeightsEqualReferenceBytes) {
  Matrix<float> src = readFloats("input_f32.npy");
  Matrix<float> importance = readFloats("imatrix.npy");
  ASSERT_EQ(src.numRows, 64);
  ASSERT_EQ(importance.elemsPerRow, src.elemsPerRow);
  for (const TypeInfo *type : weightTypes()) {
    std::string name(type->name);
    compareWithGolden(*type, src, nullptr, "q_" + name + "_noimat.npy");
    compareWithGolden(*type, src, importance.elems.data(),
                      "q_" + name + "_imat.npy");
  }
}

TEST(Quantize, HugeValuesEqualReferenceBytes) {
  Matrix<float> src = readFloats("overflow_f32.npy");
  ASSERT_EQ(src.numRows, 2);
  for (const TypeInfo *type : weightTypes())
    compareWithGolden(*type, src, nullptr,
                      "over_" + std::string(type->name) + ".npy");
}

TEST(Quantize, ActivationsEqualReferenceBytes) {
  Matrix<float> src = readFloats("act_f32.npy");
  ASSERT_EQ(src.numRows, 8);
  int numTypes = 0;
  for (const Format &row : allFormats()) {
    std::string file = "act_" + std::string(row.name) + ".npy";
    if (!hasGolden(file))
      continue;
    ++numTypes;
    compareWithGolden(typeOf(row), src, nullptr, file);
  }
  EXPECT_EQ(numTypes, 3);
}

TEST(Quantize, RowsAreIndependent) {
  // 96 elements: with four blocks at a time, one lane stays empty.
  Matrix<float> src = readFloats("input_f32.npy");
  Matrix<float> importance = readFloats("imatrix.npy");
  for (const Format &row : allFormats()) {
    const TypeInfo &type = typeOf(row);
    int64_t elemsPerRow = 3 * row.elemsPerBlock;
    for (const float *weights :
         {(const float *)nullptr, (const float *)importance.elems.data()}) {
      std::vector<uint8_t> together(rowBytes(type, 5 * elemsPerRow));
      quantizeRows(type, src.elems.data(), together.data(), 5, elemsPerRow,
                   weights);
      for (int i = 0; i != 5; ++i) {
        std::vector<uint8_t> alone(rowBytes(type, elemsPerRow));
        quantizeRows(type, src.elems.data() + i * elemsPerRow, alone.data(), 1,
                     elemsPerRow, weights);
        EXPECT_EQ("", compareRow(type, together.data() + i * alone.size(),
                                 alone.data(), alone.size()))
            << row.name << " row " << i;
      }
    }
  }
}

TEST(Quantize, PlainFloatsRoundTrip) {
  Matrix<float> src = readFloats("input_f32.npy");
  for (const char *name : {"f32", "f16", "bf16"}) {
    const TypeInfo &type = *findType(name);
    ASSERT_TRUE(canQuantize(type) && canDecode(type));
    std::vector<uint8_t> bytes(rowBytes(type, src.elemsPerRow));
    std::vector<float> decoded(src.elemsPerRow);
    quantizeRows(type, src.row(24), bytes.data(), 1, src.elemsPerRow);
    decodeRow(type, bytes.data(), decoded.data(), src.elemsPerRow);
    float bound = type.name == "f32"   ? 0.0f
                  : type.name == "f16" ? 1.0f / 2048
                                       : 1.0f / 256;
    for (int64_t i = 0; i != src.elemsPerRow; ++i)
      EXPECT_LE(std::fabs(decoded[i] - src.row(24)[i]),
                std::fabs(src.row(24)[i]) * bound)
          << name << " element " << i;
  }
}

TEST(Quantize, WhatIsQuantizableIsDecodable) {
  for (const TypeInfo &type : allTypes()) {
    bool isPlainFloat =
        type.name == "f32" || type.name == "f16" || type.name == "bf16";
    bool isTernary = type.name == "tq1_0";
    EXPECT_EQ(canQuantize(type), type.row || isPlainFloat || isTernary)
        << type.name;
    EXPECT_TRUE(!canQuantize(type) || canDecode(type)) << type.name;
  }
}

/// Raw scales that a writer must refuse.
static std::vector<uint32_t> invalidScales(CodeKind kind) {
  switch (kind) {
  case CodeKind::F16:
    return {0x7c00, 0xfc00, 0x7e00, 0x7c01};
  case CodeKind::F32:
    return {0x7f800000, 0xff800000, 0x7fc00000, 0x7f800001};
  case CodeKind::E8M0Half:
    return {255};
  default:
    return {};
  }
}

TEST(FindInvalidBlock, NamesTheFirstScaleThatIsNotFinite) {
  for (const Format &row : allFormats()) {
    const TypeInfo &type = typeOf(row);
    std::vector<float> src(4 * row.elemsPerBlock);
    for (size_t i = 0; i != src.size(); ++i)
      src[i] = std::sin(float(i));
    std::vector<uint8_t> bytes(4 * row.bytesPerBlock);
    quantizeRows(type, src.data(), bytes.data(), 1, src.size());
    EXPECT_EQ(findInvalidBlock(type, bytes.data(), 4), -1) << row.name;
    if (!row.scale)
      continue;
    EXPECT_FALSE(invalidScales(row.scale.kind).empty()) << row.name;
    for (uint32_t raw : invalidScales(row.scale.kind)) {
      std::vector<uint8_t> damaged = bytes;
      writeCode(row.scale, &damaged[2 * row.bytesPerBlock], 0, raw);
      writeCode(row.scale, &damaged[3 * row.bytesPerBlock], 0, raw);
      EXPECT_EQ(findInvalidBlock(type, damaged.data(), 4), 2)
          << row.name << " scale " << raw;
    }
  }
}

TEST(FindInvalidBlock, SeesInfiniteInputOfBlocksWithOneScale) {
  for (const Format &row : allFormats()) {
    // A super-block skips the scale of a sub-block that is not a number, and
    // the reciprocal of infinity is a finite scale of activations.
    if (row.elemsPerBlock != 32 || !row.scale)
      continue;
    std::vector<float> src(4 * row.elemsPerBlock, 1.0f);
    src[2 * row.elemsPerBlock + 7] = -std::numeric_limits<float>::infinity();
    std::vector<uint8_t> bytes(4 * row.bytesPerBlock);
    quantizeRows(typeOf(row), src.data(), bytes.data(), 1, src.size());
    EXPECT_EQ(findInvalidBlock(typeOf(row), bytes.data(), 4), 2) << row.name;
  }
}

TEST(FindInvalidBlock, LooksAtTheMinimumToo) {
  int numFormats = 0;
  for (const Format &row : allFormats()) {
    if (!row.min)
      continue;
    ++numFormats;
    std::vector<uint8_t> bytes(2 * row.bytesPerBlock);
    unsigned byte = row.min.planes[0].baseBits / 8;
    bytes[row.bytesPerBlock + byte + 1] = 0xfc; // minus infinity
    EXPECT_EQ(findInvalidBlock(typeOf(row), bytes.data(), 2), 1) << row.name;
  }
  EXPECT_EQ(numFormats, 5);
}
