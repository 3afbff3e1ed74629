//===- DecodeTest.cpp - Values equal the reference --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The decoder against hashes of what ggml decoded, so bit for bit including the
// sign of zeros, and the access to codes against the definition of a plane.
//
//===----------------------------------------------------------------------===//

#include "Golden.h"
#include "qblock/Format/Codes.h"
#include "qblock/Format/Format.h"

#include "gtest/gtest.h"
#include <cmath>
#include <cstring>
#include <random>

using namespace qblock;
using namespace qblock::format;
using namespace qblock::test;

TEST(Decode, ValuesEqualReferenceBitForBit) {
  // type, variant, row, hash
  int numRows = 0;
  Matrix<uint8_t> golden;
  std::string file;
  for (const std::vector<std::string> &line : readTable("dequant_rows.tsv")) {
    ASSERT_EQ(line.size(), 4u);
    const TypeInfo *type = findType(line[0]);
    ASSERT_TRUE(type && canDecode(*type)) << line[0];
    std::string wanted = "q_" + line[0] + "_" + line[1] + ".npy";
    if (file != wanted)
      golden = readBytes(file = wanted);
    int64_t row = std::stoll(line[2]);
    ASSERT_LT(row, golden.numRows);
    std::vector<float> values(golden.elemsPerRow / type->bytesPerBlock *
                              type->elemsPerBlock);
    decodeRow(*type, golden.row(row), values.data(), values.size());
    EXPECT_EQ(shortHash(values.data(), values.size() * sizeof(float)), line[3])
        << wanted << " row " << row;
    ++numRows;
  }
  // Four of the formats were recorded without importance data as well.
  EXPECT_EQ(numRows, (18 * 2 + 7 + 4) * 64);
}

/// The value of element i straight from the formula in Format.h.
static float decodeElem(const Format &row, const uint8_t *block, unsigned i) {
  auto number = [&](const Code &code) {
    return codeValue(code, readCode(code, block, i / code.elemsPerCode));
  };
  float scale = row.scale ? number(row.scale) : 1.0f;
  if (row.subScale)
    scale *= number(row.subScale);
  float product = scale * number(row.quant);
  if (row.minKind == MinKind::Add)
    return product + number(row.min);
  if (row.minKind == MinKind::Subtract) {
    float min = number(row.min) * number(row.subMin);
    return product - min;
  }
  return product;
}

TEST(Decode, FollowsTheFormulaOnActivations) {
  int numTypes = 0;
  for (const Format &row : allFormats()) {
    std::string file = "act_" + std::string(row.name) + ".npy";
    if (!hasGolden(file))
      continue;
    ++numTypes;
    Matrix<uint8_t> golden = readBytes(file);
    Matrix<float> src = readFloats("act_f32.npy");
    std::vector<float> values(src.elemsPerRow);
    for (int64_t r = 0; r != golden.numRows; ++r) {
      decodeRow(typeOf(row), golden.row(r), values.data(), src.elemsPerRow);
      for (int64_t i = 0; i != src.elemsPerRow; ++i) {
        const uint8_t *block =
            golden.row(r) + i / row.elemsPerBlock * row.bytesPerBlock;
        float expected = decodeElem(row, block, i % row.elemsPerBlock);
        ASSERT_EQ(std::memcmp(&expected, &values[i], sizeof(float)), 0)
            << file << " row " << r << " element " << i;
      }
    }
  }
  EXPECT_EQ(numTypes, 3);
}

/// Reads a code bit by bit, as the definition of a plane says.
static uint32_t readBitByBit(const Code &code, const uint8_t *block,
                             unsigned codeIndex) {
  uint32_t raw = 0;
  for (const Plane &plane : code.planes)
    for (unsigned b = 0; b != plane.widthBits; ++b) {
      unsigned bit = plane.bitOffset(codeIndex) + b;
      raw |= uint32_t(block[bit / 8] >> bit % 8 & 1) << (plane.shift + b);
    }
  return raw;
}

/// All code families of a row that are there.
static std::vector<const Code *> codesOf(const Format &row) {
  std::vector<const Code *> codes;
  for (const Code *code :
       {&row.quant, &row.scale, &row.subScale, &row.min, &row.subMin, &row.sum})
    if (*code)
      codes.push_back(code);
  return codes;
}

class Codes : public ::testing::Test {
protected:
  Codes() {
    std::random_device device;
    seed = device();
    random.seed(seed);
    RecordProperty("seed", std::to_string(seed));
  }
  std::vector<uint8_t> randomBytes(size_t numBytes) {
    std::vector<uint8_t> bytes(numBytes);
    for (uint8_t &byte : bytes)
      byte = uint8_t(random());
    return bytes;
  }
  unsigned seed;
  std::mt19937 random;
};

TEST_F(Codes, UnpackReadsTheBitsOfThePlanes) {
  for (const Format &row : allFormats()) {
    std::vector<uint8_t> block = randomBytes(row.bytesPerBlock);
    for (const Code *code : codesOf(row)) {
      unsigned count = numCodes(row, *code);
      std::vector<uint8_t> raw(count);
      bool bytewise = code->widthBits() <= 8;
      if (bytewise)
        unpackCodes(*code, count, block.data(), raw.data());
      for (unsigned i = 0; i != count; ++i) {
        uint32_t expected = readBitByBit(*code, block.data(), i);
        EXPECT_EQ(readCode(*code, block.data(), i), expected)
            << row.name << " code " << i << " seed " << seed;
        if (bytewise) {
          EXPECT_EQ(raw[i], expected)
              << row.name << " code " << i << " seed " << seed;
        }
      }
    }
  }
}

TEST_F(Codes, PackingAllCodesGivesTheBlockBack) {
  for (const Format &row : allFormats()) {
    std::vector<uint8_t> block = randomBytes(row.bytesPerBlock);
    std::vector<uint8_t> packed(row.bytesPerBlock, 0);
    std::vector<uint8_t> written = randomBytes(row.bytesPerBlock);
    for (const Code *code : codesOf(row)) {
      unsigned count = numCodes(row, *code);
      if (code->widthBits() <= 8) {
        std::vector<uint8_t> raw(count);
        unpackCodes(*code, count, block.data(), raw.data());
        // Bits above the width must not reach the neighbours.
        for (uint8_t &value : raw)
          value |= uint8_t(0xff << code->widthBits());
        packCodes(*code, count, raw.data(), packed.data());
      } else {
        for (unsigned i = 0; i != count; ++i)
          writeCode(*code, packed.data(), i, readCode(*code, block.data(), i));
      }
      for (unsigned i = 0; i != count; ++i)
        writeCode(*code, written.data(), i, readCode(*code, block.data(), i));
    }
    EXPECT_EQ(packed, block) << row.name << " seed " << seed;
    EXPECT_EQ(written, block) << row.name << " seed " << seed;
  }
}

TEST_F(Codes, DecodingRandomBlocksFollowsTheFormula) {
  for (const Format &row : allFormats()) {
    std::vector<uint8_t> block = randomBytes(row.bytesPerBlock);
    std::vector<float> values(row.elemsPerBlock);
    decodeRow(typeOf(row), block.data(), values.data(), row.elemsPerBlock);
    for (unsigned i = 0; i != row.elemsPerBlock; ++i) {
      float expected = decodeElem(row, block.data(), i);
      bool bothNaN = std::isnan(expected) && std::isnan(values[i]);
      EXPECT_TRUE(bothNaN ||
                  std::memcmp(&expected, &values[i], sizeof(float)) == 0)
          << row.name << " element " << i << " seed " << seed;
    }
  }
}
