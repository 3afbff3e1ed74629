//===- FloatsTest.cpp - 16-bit float conversions ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All 65536 values of each 16-bit float against their definition, and rounding
// at every border between two neighbours.
//
//===----------------------------------------------------------------------===//

#include "qblock/Format/Format.h"

#include "gtest/gtest.h"
#include <cmath>
#include <cstring>
#include <limits>

using namespace qblock::format;

static uint32_t bitsOf(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return bits;
}

/// The number that a binary16 stands for, from its fields; finite ones only.
static float valueOfF16(unsigned bits) {
  int exponent = bits >> 10 & 31;
  int fraction = bits & 0x3ff;
  float magnitude = exponent == 0
                        ? std::ldexp(float(fraction), -24)
                        : std::ldexp(float(1024 + fraction), exponent - 25);
  return bits & 0x8000 ? -magnitude : magnitude;
}

TEST(Floats, DecodesEveryF16) {
  for (unsigned bits = 0; bits != 0x10000; ++bits) {
    float value = decodeF16(uint16_t(bits));
    if ((bits & 0x7fff) > 0x7c00) {
      EXPECT_TRUE(std::isnan(value)) << bits;
    } else if ((bits & 0x7fff) == 0x7c00) {
      EXPECT_EQ(value, bits & 0x8000 ? -std::numeric_limits<float>::infinity()
                                     : std::numeric_limits<float>::infinity());
    } else {
      EXPECT_EQ(bitsOf(value), bitsOf(valueOfF16(bits))) << bits;
    }
  }
}

TEST(Floats, EncodesEveryF16Exactly) {
  for (unsigned bits = 0; bits != 0x10000; ++bits) {
    uint16_t back = encodeF16(decodeF16(uint16_t(bits)));
    bool isNaN = (bits & 0x7fff) > 0x7c00;
    EXPECT_EQ(back, isNaN ? (bits & 0x8000) | 0x7e00 : bits) << bits;
  }
}

TEST(Floats, RoundsF16ToNearestEven) {
  // Halfway between neighbours and one unit to either side; the last pair is
  // the largest finite number and what would follow it.
  for (unsigned low = 0; low != 0x7c00; ++low) {
    float next = low == 0x7bff ? 65536.0f : valueOfF16(low + 1);
    float middle = (valueOfF16(low) + next) / 2;
    unsigned even = low + (low & 1);
    EXPECT_EQ(encodeF16(middle), even) << low;
    EXPECT_EQ(encodeF16(std::nextafterf(middle, 0.0f)), low) << low;
    EXPECT_EQ(encodeF16(std::nextafterf(middle, 1e9f)), low + 1) << low;
    EXPECT_EQ(encodeF16(-middle), even | 0x8000) << low;
  }
}

TEST(Floats, EncodesF16BeyondItsRange) {
  float infinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(encodeF16(65519.996f), 0x7bff);
  EXPECT_EQ(encodeF16(65520.0f), 0x7c00);
  EXPECT_EQ(encodeF16(-3e38f), 0xfc00);
  EXPECT_EQ(encodeF16(infinity), 0x7c00);
  EXPECT_EQ(encodeF16(-infinity), 0xfc00);
  EXPECT_EQ(encodeF16(1e-45f), 0);
  EXPECT_EQ(encodeF16(-1e-45f), 0x8000);
  EXPECT_EQ(encodeF16(-0.0f), 0x8000);
  float payload;
  for (uint32_t bits : {0x7f800001u, 0x7fffffffu, 0x7fc12345u}) {
    std::memcpy(&payload, &bits, sizeof(payload));
    EXPECT_EQ(encodeF16(payload), 0x7e00);
    bits |= 0x80000000;
    std::memcpy(&payload, &bits, sizeof(payload));
    EXPECT_EQ(encodeF16(payload), 0xfe00);
  }
}

TEST(Floats, ConvertsEveryBF16) {
  for (unsigned bits = 0; bits != 0x10000; ++bits) {
    float value = decodeBF16(uint16_t(bits));
    EXPECT_EQ(bitsOf(value), bits << 16);
    bool isNaN = (bits & 0x7fff) > 0x7f80;
    EXPECT_EQ(encodeBF16(value), isNaN ? bits | 0x40 : bits) << bits;
  }
}

TEST(Floats, RoundsBF16ToNearestEven) {
  for (unsigned low = 0; low != 0x7f80; ++low) {
    for (uint32_t rest : {0x7fffu, 0x8000u, 0x8001u}) {
      uint32_t bits = low << 16 | rest;
      float value;
      std::memcpy(&value, &bits, sizeof(value));
      unsigned expected = rest < 0x8000   ? low
                          : rest > 0x8000 ? low + 1
                                          : low + (low & 1);
      EXPECT_EQ(encodeBF16(value), expected) << bits;
    }
  }
}
