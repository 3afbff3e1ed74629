//===- QuantizeBlocks.cpp - Blocks with one scale ---------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Blocks of 32 elements with one scale and perhaps one minimum. Without
// importance they have closed forms; with it, the shared searches run under
// weights that also depend on the mean square of the whole row.
//
//===----------------------------------------------------------------------===//

#include "Quantizers.h"
#include "Searches.h"

using namespace qblock;
using namespace qblock::format;

/// Elements per block of every format in this file.
static constexpr unsigned n = 32;

namespace {
/// Up to four blocks that are quantized together.
struct BlockGroup {
  const float *importance; ///< of the first element, or null
  float sigma2;            ///< mean square of the row
  unsigned numBlocks;
  Lanes x[n];
  Lanes scale;
  Lanes min;
  Lanes sum;
  IntLanes codes[n];
};
} // namespace

static void storeGroup(const Format &format, const BlockGroup &group,
                       uint8_t *dst) {
  uint8_t raw[numLanes * n];
  scatter(group.codes, group.numBlocks, raw);
  for (unsigned lane = 0; lane != group.numBlocks; ++lane) {
    uint8_t *block = dst + lane * format.bytesPerBlock;
    std::fill_n(block, format.bytesPerBlock, 0);
    writeFloat(format.scale, block, group.scale[lane]);
    if (format.min)
      writeFloat(format.min, block, group.min[lane]);
    if (format.sum)
      writeFloat(format.sum, block, group.sum[lane]);
    packCodes(format.quant, n, raw + lane * n, block);
  }
}

/// Quantizes a row four blocks at a time; `fit` sets scale, min, sum and codes.
template <typename Fit>
static void forEachGroup(const Format &format, const float *src, uint8_t *dst,
                         int64_t numElems, const float *importance, Fit fit) {
  BlockGroup group;
  group.sigma2 =
      importance ? sumOfSquares(src, numElems) / float(numElems) : 0.0f;
  for (int64_t first = 0; first < numElems; first += numLanes * n) {
    group.numBlocks =
        unsigned(std::min<int64_t>(numLanes, (numElems - first) / n));
    group.importance = importance ? importance + first : nullptr;
    gather(src + first, group.numBlocks, group.x);
    fit(group);
    storeGroup(format, group, dst + first / n * format.bytesPerBlock);
  }
}

//===----------------------------------------------------------------------===//
// Closed forms
//===----------------------------------------------------------------------===//

// Without importance nothing is summed, so a block's elements can be looked at
// in any order: these loops run along the block and are left to the compiler.

/// The codes of a block, and what is stored besides.
namespace {
struct ClosedBlock {
  float scale;
  float min;
  uint8_t codes[n];
};
} // namespace

/// Truncates v to an integer of at most `maxCode`. Where scales are subnormal,
/// v may be infinite or NaN, whose conversion C++ does not define: 0 then.
static uint8_t truncateToCode(float v, int maxCode) {
  v = v >= 0.0f && v < 256.0f ? v : 0.0f;
  int code = int(v);
  return uint8_t(code < maxCode ? code : maxCode);
}

/// The first element that equals `value`: the two zeros are told apart by it.
static float firstEqual(const float *x, float value) {
  for (unsigned i = 0; i != n; ++i)
    if (x[i] == value)
      return x[i];
  return value;
}

/// Least and largest of `start` and the elements. Of elements that are equal
/// any may be taken: zeros of both signs are the caller's.
static void findRange(const float *x, float start, float &low, float &high) {
  Lanes lows = splat(start), highs = lows;
  for (unsigned i = 0; i != n; i += numLanes) {
    Lanes elems;
    std::memcpy(&elems, x + i, sizeof(elems));
    lows = select(elems < lows, elems, lows);
    highs = select(elems > highs, elems, highs);
  }
  low = high = start;
  for (unsigned lane = 0; lane != numLanes; ++lane) {
    low = lows[lane] < low ? lows[lane] : low;
    high = highs[lane] > high ? highs[lane] : high;
  }
}

/// The first element of largest magnitude; 0 if all are zeros.
static float firstExtremum(const float *x) {
  float low, high;
  findRange(x, 0.0f, low, high);
  if (high != -low)
    return high > -low ? high : low;
  for (unsigned i = 0; high != 0.0f && i != n; ++i)
    if (x[i] == high || x[i] == low)
      return x[i];
  return 0.0f;
}

static void storeClosed(const Format &format, const ClosedBlock &closed,
                        uint8_t *block) {
  std::fill_n(block, format.bytesPerBlock, 0);
  writeFloat(format.scale, block, closed.scale);
  if (format.min)
    writeFloat(format.min, block, closed.min);
  packCodes(format.quant, n, closed.codes, block);
}

static void fitSymmetricClosed(const float *x, float bias, int maxCode,
                               ClosedBlock &closed) {
  closed.scale = firstExtremum(x) / -bias;
  float inverse = closed.scale != 0.0f ? 1.0f / closed.scale : 0.0f;
  for (unsigned i = 0; i != n; ++i)
    closed.codes[i] = truncateToCode(x[i] * inverse + (bias + 0.5f), maxCode);
}

static void fitAffineClosed(const float *x, int maxCode, ClosedBlock &closed) {
  float low, high;
  findRange(x, x[0], low, high);
  low = low == 0.0f ? firstEqual(x, low) : low;
  high = high == 0.0f ? firstEqual(x, high) : high;
  closed.scale = (high - low) / float(maxCode);
  closed.min = low;
  float inverse = closed.scale != 0.0f ? 1.0f / closed.scale : 0.0f;
  for (unsigned i = 0; i != n; ++i)
    closed.codes[i] = truncateToCode((x[i] - low) * inverse + 0.5f, maxCode);
}

template <typename Fit>
static void forEachClosed(const Format &format, const float *src, uint8_t *dst,
                          int64_t numElems, Fit fit) {
  ClosedBlock closed;
  for (int64_t first = 0; first < numElems; first += n) {
    fit(src + first, closed);
    storeClosed(format, closed, dst);
    dst += format.bytesPerBlock;
  }
}

//===----------------------------------------------------------------------===//
// Formats
//===----------------------------------------------------------------------===//

void format::quantizeSymmetricBlocks(const Format &format, const float *src,
                                     uint8_t *dst, int64_t numElems,
                                     const float *importance) {
  if (!importance)
    return forEachClosed(format, src, dst, numElems,
                         [&](const float *x, ClosedBlock &closed) {
                           fitSymmetricClosed(x, format.quant.bias,
                                              maxCode(format.quant), closed);
                         });
  forEachGroup(format, src, dst, numElems, importance, [&](BlockGroup &group) {
    Lanes weight[n];
    weightByImportance(group.x, group.importance, group.numBlocks,
                       splat(group.sigma2), weight);
    group.scale =
        searchSymmetric(group.x, weight, format.quant.bias, group.codes);
  });
}

void format::quantizeAffineBlocks(const Format &format, const float *src,
                                  uint8_t *dst, int64_t numElems,
                                  const float *importance) {
  if (!importance)
    return forEachClosed(format, src, dst, numElems,
                         [&](const float *x, ClosedBlock &closed) {
                           fitAffineClosed(x, maxCode(format.quant), closed);
                         });
  forEachGroup(format, src, dst, numElems, importance, [&](BlockGroup &group) {
    Lanes weight[n], min;
    weightByImportance(group.x, group.importance, group.numBlocks,
                       splat(group.sigma2), weight);
    group.scale =
        searchAffine<ErrorKind::Square>(group.x, weight, maxCode(format.quant),
                                        {-0.9f, 0.05f, 36}, group.codes, min);
    group.min = -min;
  });
}

/// Rounds halves away from zero; v is at most a little above 127 in magnitude.
/// Infinities and NaN, which subnormal scales bring about, give 0.
static IntLanes roundHalfAway(Lanes v) {
  Lanes magnitude = absolute(v);
  magnitude = select(magnitude < splat(256.0f), magnitude, splat(0.0f));
  IntLanes whole = __builtin_convertvector(magnitude, IntLanes);
  Lanes rest = magnitude - toFloat(whole);
  whole -= IntLanes(rest >= splat(0.5f));
  return select(v < splat(0.0f), -whole, whole);
}

void format::quantizeByteBlocks(const Format &format, const float *src,
                                uint8_t *dst, int64_t numElems, const float *) {
  forEachGroup(format, src, dst, numElems, nullptr, [&](BlockGroup &group) {
    group.scale = absolute(signedExtremum(group.x)) / splat(127.0f);
    Lanes inverse = reciprocalOrZero(group.scale);
    IntLanes sum = splatInt(0);
    for (unsigned i = 0; i != n; ++i) {
      group.codes[i] = roundHalfAway(group.x[i] * inverse);
      sum += group.codes[i];
    }
    group.sum = toFloat(sum) * group.scale;
  });
}
