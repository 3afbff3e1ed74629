//===- QuantizeSmallBlocks.cpp - Formats of one, two, four bits -*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// These formats search for nothing: the scale follows from the elements, and
// each code from its element. Loops run over the elements of one block, without
// branches, so that compilers vectorize them; sums keep their order.
//
//===----------------------------------------------------------------------===//

#include "Quantizers.h"

using namespace qblock;
using namespace qblock::format;

static constexpr unsigned maxElemsPerBlock = 256;

static float largestMagnitude(const float *x, unsigned numElems) {
  float largest = 0.0f;
  for (unsigned i = 0; i != numElems; ++i) {
    float magnitude = std::fabs(x[i]);
    largest = magnitude > largest ? magnitude : largest;
  }
  return largest;
}

/// Calls `fit(x, codes, block)` for each block: it stores the scales and sets
/// the codes.
template <typename Fit>
static void forEachBlock(const Format &format, const float *src, uint8_t *dst,
                         int64_t numElems, Fit fit) {
  uint8_t codes[maxElemsPerBlock];
  for (int64_t i = 0; i != numElems; i += format.elemsPerBlock) {
    std::fill_n(dst, format.bytesPerBlock, 0);
    fit(src + i, codes, dst);
    packCodes(format.quant, format.elemsPerBlock, codes, dst);
    dst += format.bytesPerBlock;
  }
}

/// Codes 0, 1 and 2; see ternaryDigit for `undefined`.
static void quantizeTernary(const Format &format, const float *src,
                            uint8_t *dst, int64_t numElems,
                            unsigned undefined) {
  unsigned n = format.elemsPerBlock;
  forEachBlock(format, src, dst, numElems,
               [&](const float *x, uint8_t *codes, uint8_t *block) {
                 float scale = largestMagnitude(x, n);
                 float inverse = scale != 0.0f ? 1.0f / scale : 0.0f;
                 for (unsigned i = 0; i != n; ++i)
                   codes[i] = uint8_t(ternaryDigit(x[i] * inverse, undefined));
                 writeFloat(format.scale, block, scale);
               });
}

// The two differ where the reference leaves the range of integers: one keeps
// the low bits of the result, the other clamps it.

void format::quantizeTernaryBlocks(const Format &format, const float *src,
                                   uint8_t *dst, int64_t numElems,
                                   const float *) {
  quantizeTernary(format, src, dst, numElems, /*undefined=*/1);
}

void format::quantizeClampedTernaryBlocks(const Format &format,
                                          const float *src, uint8_t *dst,
                                          int64_t numElems, const float *) {
  quantizeTernary(format, src, dst, numElems, /*undefined=*/0);
}

void format::quantizeSignBlocks(const Format &format, const float *src,
                                uint8_t *dst, int64_t numElems, const float *) {
  unsigned n = format.elemsPerBlock;
  forEachBlock(format, src, dst, numElems,
               [&](const float *x, uint8_t *codes, uint8_t *block) {
                 float sum = 0.0f;
                 for (unsigned i = 0; i != n; ++i) {
                   sum += std::fabs(x[i]);
                   codes[i] = x[i] >= 0.0f;
                 }
                 writeFloat(format.scale, block, sum / float(n));
               });
}

/// The E4M3 code of `value`: mantissas round half up, looking at one bit more
/// than they have. What would round to the binade of 256 becomes the largest
/// number, as the reference has it.
static uint8_t encodeE4M3(float value) {
  constexpr uint8_t largestCode = 0x7e;
  constexpr float largestValue = 448.0f;
  if (!(value > 0.0f))
    return 0;
  uint32_t bits = floatBits(std::min(value, largestValue));
  int exponent = int(bits >> 23) - 127 + 7;
  if (exponent <= 0) {
    int mantissa = int(value * 512.0f + 0.5f);
    return uint8_t(std::min(mantissa, 7));
  }
  if (exponent >= 15)
    return largestCode;
  uint32_t mantissa = bits >> 20 & 7;
  mantissa += bits >> 19 & 1;
  exponent += mantissa >> 3;
  if (exponent >= 15)
    return largestCode;
  return uint8_t(exponent << 3 | (mantissa & 7));
}

/// The level of least error, the lower one where two are as good. Levels are
/// those of a 4-bit float with its sign: 0, 1, 2, 3, 4, 6, 8, 12 and negative.
static uint8_t leastErrorLevel(const int8_t *table, float scale, float x) {
  constexpr unsigned numLevels = 16;
  float best = std::fabs(table[0] * scale - x);
  uint8_t code = 0;
  for (unsigned level = 1; level != numLevels; ++level) {
    float error = std::fabs(table[level] * scale - x);
    code = error < best ? uint8_t(level) : code;
    best = error < best ? error : best;
  }
  return code;
}

void format::quantizeSmallFloatBlocks(const Format &format, const float *src,
                                      uint8_t *dst, int64_t numElems,
                                      const float *) {
  constexpr float largestLevel = 6.0f;
  unsigned groupElems = format.subScale.elemsPerCode;
  unsigned numGroups = numCodes(format, format.subScale);
  forEachBlock(format, src, dst, numElems,
               [&](const float *x, uint8_t *codes, uint8_t *block) {
                 for (unsigned group = 0; group != numGroups; ++group) {
                   const float *elems = x + group * groupElems;
                   uint8_t raw = encodeE4M3(
                       largestMagnitude(elems, groupElems) / largestLevel);
                   float scale = codeValue(format.subScale, raw);
                   writeCode(format.subScale, block, group, raw);
                   for (unsigned i = 0; i != groupElems; ++i)
                     codes[group * groupElems + i] =
                         leastErrorLevel(format.quant.table, scale, elems[i]);
                 }
               });
}
