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

/// Truncates v to an integer of at most `maxCode`. Where scales are subnormal,
/// v may be infinite or NaN, whose conversion C++ does not define: 0 then.
static IntLanes truncateToCode(Lanes v, int maxCode) {
  IntLanes defined = (v >= splat(0.0f)) & (v < splat(256.0f));
  v = select(defined, v, splat(0.0f));
  return clamp(__builtin_convertvector(v, IntLanes), 0, maxCode);
}

static void fitSymmetricClosed(const Format &format, BlockGroup &group) {
  float bias = format.quant.bias;
  group.scale = signedExtremum(group.x) / splat(-bias);
  Lanes inverse = reciprocalOrZero(group.scale);
  for (unsigned i = 0; i != n; ++i)
    group.codes[i] = truncateToCode(group.x[i] * inverse + splat(bias + 0.5f),
                                    maxCode(format.quant));
}

void format::quantizeSymmetricBlocks(const Format &format, const float *src,
                                     uint8_t *dst, int64_t numElems,
                                     const float *importance) {
  forEachGroup(format, src, dst, numElems, importance, [&](BlockGroup &group) {
    if (!importance)
      return fitSymmetricClosed(format, group);
    Lanes weight[n];
    weightByImportance(group.x, group.importance, group.numBlocks,
                       splat(group.sigma2), weight);
    group.scale =
        searchSymmetric(group.x, weight, format.quant.bias, group.codes);
  });
}

static void fitAffineClosed(const Format &format, BlockGroup &group) {
  Lanes low = group.x[0], high = group.x[0];
  for (unsigned i = 1; i != n; ++i) {
    low = select(group.x[i] < low, group.x[i], low);
    high = select(group.x[i] > high, group.x[i], high);
  }
  group.scale = (high - low) / splat(float(maxCode(format.quant)));
  group.min = low;
  Lanes inverse = reciprocalOrZero(group.scale);
  for (unsigned i = 0; i != n; ++i)
    group.codes[i] = truncateToCode((group.x[i] - low) * inverse + splat(0.5f),
                                    maxCode(format.quant));
}

void format::quantizeAffineBlocks(const Format &format, const float *src,
                                  uint8_t *dst, int64_t numElems,
                                  const float *importance) {
  forEachGroup(format, src, dst, numElems, importance, [&](BlockGroup &group) {
    if (!importance)
      return fitAffineClosed(format, group);
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
