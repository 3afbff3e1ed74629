//===- TernaryDigits.cpp - Five digits to the base three a byte -*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A byte holds the digits as a fraction v / 243 of 256, rounded up: multiplied
// by 3 its integer part is the first digit, and so on, without a division. 240
// of the 256 elements of a block are in bytes of five digits, 16 in bytes of
// four.
//
//===----------------------------------------------------------------------===//

#include "Floats.h"
#include "OtherDecoders.h"

#include <algorithm>
#include <cmath>

using namespace qblock;
using namespace qblock::format;

static constexpr unsigned elemsPerBlock = 256;
static constexpr unsigned scaleOffset = 52, bytesPerBlock = 54;

namespace {
/// `numBytes` bytes from `firstByte` on hold `numDigits` digits each: digit n
/// of byte m is element firstElem + n * numBytes + m.
struct Region {
  unsigned firstByte, numBytes, numDigits, firstElem;
};
} // namespace

static constexpr Region regions[] = {
    {0, 32, 5, 0}, {32, 16, 5, 160}, {48, 4, 4, 240}};
static constexpr unsigned digitsPerByte = 5;

static uint16_t storedScale(const uint8_t *block) {
  return uint16_t(block[scaleOffset] | block[scaleOffset + 1] << 8);
}

int64_t format::findInvalidTernaryBlock(const uint8_t *blocks,
                                        int64_t numBlocks) {
  constexpr uint16_t exponentMask = 0x7c00;
  for (int64_t i = 0; i != numBlocks; ++i)
    if ((storedScale(blocks + i * bytesPerBlock) & exponentMask) ==
        exponentMask)
      return i;
  return -1;
}

static void decodeBlock(const uint8_t *block, float *dst) {
  float scale = f16ToFloat(storedScale(block));
  for (const Region &region : regions)
    for (unsigned m = 0; m != region.numBytes; ++m) {
      uint8_t rest = block[region.firstByte + m];
      for (unsigned n = 0; n != region.numDigits; ++n) {
        unsigned product = rest * 3u;
        float digit = float(int(product >> 8) - 1);
        dst[region.firstElem + n * region.numBytes + m] = digit * scale;
        rest = uint8_t(product);
      }
    }
}

void format::decodeTernaryDigits(const uint8_t *src, float *dst,
                                 int64_t numElems) {
  for (int64_t i = 0; i != numElems; i += elemsPerBlock) {
    decodeBlock(src, dst + i);
    src += bytesPerBlock;
  }
}

static void quantizeBlock(const float *src, uint8_t *block) {
  float largest = 0.0f;
  for (unsigned i = 0; i != elemsPerBlock; ++i)
    largest = std::max(largest, std::fabs(src[i]));
  float inverse = largest != 0.0f ? 1.0f / largest : 0.0f;
  for (const Region &region : regions)
    for (unsigned m = 0; m != region.numBytes; ++m) {
      unsigned value = 0;
      for (unsigned n = 0; n != digitsPerByte; ++n) {
        value *= 3;
        if (n < region.numDigits)
          value += ternaryDigit(
              src[region.firstElem + n * region.numBytes + m] * inverse, 1);
      }
      block[region.firstByte + m] = uint8_t((value * 256 + 242) / 243);
    }
  uint16_t scale = floatToF16(largest);
  block[scaleOffset] = uint8_t(scale);
  block[scaleOffset + 1] = uint8_t(scale >> 8);
}

void format::quantizeTernaryDigits(const float *src, uint8_t *dst,
                                   int64_t numElems) {
  for (int64_t i = 0; i != numElems; i += elemsPerBlock) {
    quantizeBlock(src + i, dst);
    dst += bytesPerBlock;
  }
}
