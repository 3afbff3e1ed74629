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

#include "PackCodes.h"
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
// in any order: these functions run along the block. Rows are known at compile
// time, which makes packing straight code.

static constexpr unsigned numVectors = n / numLanes;
using ByteCodes = uint8_t __attribute__((vector_size(n)));
using WideCodes = int32_t __attribute__((vector_size(4 * n)));

namespace {
/// The elements of one block.
struct Elements {
  Lanes v[numVectors];

  explicit Elements(const float *src) { std::memcpy(v, src, sizeof(v)); }
};
} // namespace

/// Least and largest of `start` and the elements. Of elements that are equal
/// any may be taken: zeros of both signs are the caller's.
static void findRange(const Elements &x, float start, float &low, float &high) {
  auto lesser = [](Lanes a, Lanes b) { return select(a < b, a, b); };
  auto greater = [](Lanes a, Lanes b) { return select(a > b, a, b); };
  Lanes lows = splat(start), highs = lows;
  for (Lanes elems : x.v) {
    lows = lesser(elems, lows);
    highs = greater(elems, highs);
  }
  low = reduceLanes(lows, lesser)[0];
  high = reduceLanes(highs, greater)[0];
}

/// The first element that equals one of the values: tells the two zeros apart,
/// and extremes of either sign.
static float firstEqual(const float *x, float a, float b) {
  for (unsigned i = 0; i != n; ++i)
    if (x[i] == a || x[i] == b)
      return x[i];
  return a;
}

/// The first element of largest magnitude; 0 if all are zeros.
static float firstExtremum(const float *src, const Elements &x) {
  float low, high;
  findRange(x, 0.0f, low, high);
  if (high != -low)
    return high > -low ? high : low;
  return high != 0.0f ? firstEqual(src, low, high) : 0.0f;
}

/// Truncates to integers of at most `maxCode` and packs them. Where scales are
/// subnormal, v may be infinite or NaN, whose conversion C++ does not define: 0
/// then.
template <size_t row>
[[gnu::always_inline]] inline void storeTruncated(const Lanes (&v)[numVectors],
                                                  uint8_t *block) {
  constexpr const Format &format = formatTable[row];
  int maxOfRow = maxCode(format.quant);
  IntLanes codes[numVectors];
  for (unsigned i = 0; i != numVectors; ++i) {
    IntLanes valid = (v[i] >= splat(0.0f)) & (v[i] < splat(256.0f));
    codes[i] = __builtin_convertvector(Lanes(IntLanes(v[i]) & valid), IntLanes);
    codes[i] =
        select(codes[i] < splatInt(maxOfRow), codes[i], splatInt(maxOfRow));
  }
  WideCodes all;
  std::memcpy(&all, codes, sizeof(all));
  ByteCodes bytes = __builtin_convertvector(all, ByteCodes);
  uint8_t raw[n];
  std::memcpy(raw, &bytes, sizeof(raw));
  packKnown<row>(raw, block);
}

template <size_t row>
[[gnu::always_inline]] inline void fitSymmetricClosed(const float *src,
                                                      uint8_t *block) {
  constexpr const Format &format = formatTable[row];
  constexpr float bias = format.quant.bias;
  Elements x(src);
  float scale = firstExtremum(src, x) / -bias;
  float inverse = scale != 0.0f ? 1.0f / scale : 0.0f;
  for (Lanes &v : x.v)
    v = v * splat(inverse) + splat(bias + 0.5f);
  writeFloat(format.scale, block, scale);
  storeTruncated<row>(x.v, block);
}

template <size_t row>
[[gnu::always_inline]] inline void fitAffineClosed(const float *src,
                                                   uint8_t *block) {
  constexpr const Format &format = formatTable[row];
  Elements x(src);
  float low, high;
  findRange(x, src[0], low, high);
  low = low == 0.0f ? firstEqual(src, low, low) : low;
  high = high == 0.0f ? firstEqual(src, high, high) : high;
  float scale = (high - low) / float(maxCode(format.quant));
  float inverse = scale != 0.0f ? 1.0f / scale : 0.0f;
  for (Lanes &v : x.v)
    v = (v - splat(low)) * splat(inverse) + splat(0.5f);
  writeFloat(format.scale, block, scale);
  writeFloat(format.min, block, low);
  storeTruncated<row>(x.v, block);
}

/// Quantizes a row block by block; `fit(elements, block)` writes one, which is
/// zeroed.
template <size_t row, typename Fit>
static void forEachClosed(const float *src, uint8_t *dst, int64_t numElems,
                          Fit fit) {
  constexpr unsigned bytesPerBlock = formatTable[row].bytesPerBlock;
  for (int64_t first = 0; first < numElems; first += n) {
    uint8_t block[bytesPerBlock] = {};
    fit(src + first, block);
    std::memcpy(dst, block, bytesPerBlock);
    dst += bytesPerBlock;
  }
}

//===----------------------------------------------------------------------===//
// Formats
//===----------------------------------------------------------------------===//

template <size_t row>
void format::QBLOCK_VARIANT::quantizeSymmetricBlocks(const Format &format,
                                                     const float *src,
                                                     uint8_t *dst,
                                                     int64_t numElems,
                                                     const float *importance) {
  if (!importance)
    return forEachClosed<row>(src, dst, numElems,
                              [](auto *x, auto *block)
                                  __attribute__((always_inline)) {
                                    fitSymmetricClosed<row>(x, block);
                                  });
  forEachGroup(format, src, dst, numElems, importance, [&](BlockGroup &group) {
    Lanes weight[n];
    weightByImportance(group.x, group.importance, group.numBlocks,
                       splat(group.sigma2), weight);
    group.scale =
        searchSymmetric(group.x, weight, format.quant.bias, group.codes);
  });
}

template <size_t row>
void format::QBLOCK_VARIANT::quantizeAffineBlocks(const Format &format,
                                                  const float *src,
                                                  uint8_t *dst,
                                                  int64_t numElems,
                                                  const float *importance) {
  if (!importance)
    return forEachClosed<row>(
        src, dst, numElems,
        [](auto *x, auto *block)
            __attribute__((always_inline)) { fitAffineClosed<row>(x, block); });
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

#define INSTANTIATE(QUANTIZER, NAME)                                           \
  template void format::QBLOCK_VARIANT::QUANTIZER<rowNamed(NAME)>(             \
      const Format &, const float *, uint8_t *, int64_t, const float *);
INSTANTIATE(quantizeSymmetricBlocks, "q4_0")
INSTANTIATE(quantizeSymmetricBlocks, "q5_0")
INSTANTIATE(quantizeAffineBlocks, "q4_1")
INSTANTIATE(quantizeAffineBlocks, "q5_1")
#undef INSTANTIATE
