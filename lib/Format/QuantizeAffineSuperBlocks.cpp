//===- QuantizeAffineSuperBlocks.cpp - Super-blocks with minima -*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Super-blocks of 256 elements whose sub-blocks have a scale and a minimum
// each: the affine search runs on the sub-blocks, their scales and minima are
// quantized in turn, and the elements are assigned anew with what was stored.
// The formats of this family differ in widths, which the row states, and in the
// few numbers below.
//
//===----------------------------------------------------------------------===//

#include "Quantizers.h"
#include "Searches.h"

using namespace qblock;
using namespace qblock::format;

static constexpr unsigned elemsPerSuperBlock = 256;

namespace {
/// What the sub-block size decides beside the layout.
template <unsigned n>
struct Parameters;

template <>
struct Parameters<16> {
  static constexpr ErrorKind plainError = ErrorKind::Absolute;
  static constexpr float sigma2Factor = 1.0f;
};

template <>
struct Parameters<32> {
  static constexpr ErrorKind plainError = ErrorKind::Square;
  static constexpr float sigma2Factor = 2.0f;
};

/// The fit of each sub-block of one super-block.
template <unsigned n>
struct SubBlocks {
  static constexpr unsigned count = elemsPerSuperBlock / n;
  float scale[count];
  float min[count];
  float weight[count]; ///< sums of the weights of the elements
  uint8_t quants[elemsPerSuperBlock];
};

/// One of the two families of numbers that sub-blocks have, quantized.
struct Quantized {
  float step = 0.0f;
  uint8_t codes[elemsPerSuperBlock / 16] = {};
};
} // namespace

static constexpr AffineTrials importanceTrials = {-0.9f, 0.05f, 36};

/// Without importance, wider codes try more scales.
template <unsigned n>
static AffineTrials plainTrials(int maxQuant) {
  if (n == 16 || maxQuant > 15)
    return {-0.5f, 0.1f, 15};
  return {-1.0f, 0.1f, 20};
}

/// Weights without importance: the magnitude, for sub-blocks of 32 raised by
/// the root of their mean square.
template <unsigned n>
static void plainWeights(const Lanes (&x)[n], Lanes (&weight)[n]) {
  Lanes base = splat(0.0f);
  if (n == 32)
    base = squareRoot(sumOfSquares(x) / splat(float(n)));
  for (unsigned i = 0; i != n; ++i)
    weight[i] = base + absolute(x[i]);
}

template <unsigned n>
static void fitSubBlocks(const float *src, const float *importance,
                         int maxQuant, SubBlocks<n> &fit) {
  float sigma2 = Parameters<n>::sigma2Factor *
                 sumOfSquares(src, elemsPerSuperBlock) / elemsPerSuperBlock;
  for (unsigned first = 0; first != SubBlocks<n>::count; first += numLanes) {
    Lanes x[n], weight[n], scale, min;
    IntLanes codes[n];
    gather(src + first * n, numLanes, x);
    if (importance) {
      weightByImportance(x, importance + first * n, numLanes, splat(sigma2),
                         weight);
      scale = searchAffine<ErrorKind::Square>(x, weight, maxQuant,
                                              importanceTrials, codes, min);
    } else {
      plainWeights(x, weight);
      scale = searchAffine<Parameters<n>::plainError>(
          x, weight, maxQuant, plainTrials<n>(maxQuant), codes, min);
    }
    Lanes sumWeight = sumOf(weight);
    scatter(codes, numLanes, fit.quants + first * n);
    for (unsigned lane = 0; lane != numLanes; ++lane) {
      fit.scale[first + lane] = scale[lane];
      fit.min[first + lane] = min[lane];
      fit.weight[first + lane] = sumWeight[lane];
    }
  }
}

/// The largest value becomes the largest code.
static Quantized quantizeByLargest(const float *values, unsigned numValues,
                                   int maxCode) {
  Quantized result;
  float largest = 0.0f;
  for (unsigned i = 0; i != numValues; ++i)
    if (values[i] > largest)
      largest = values[i];
  float inverse = largest > 0.0f ? float(maxCode) / largest : 0.0f;
  for (unsigned i = 0; i != numValues; ++i) {
    // A byte holds the code before it is cut to its width, as in the reference.
    uint8_t code = uint8_t(nearestInt(splat(inverse * values[i]))[0]);
    result.codes[i] = std::min<uint8_t>(code, maxCode);
  }
  result.step = largest / float(maxCode);
  return result;
}

/// Under importance: scales and minima are searched in two lanes at once.
template <unsigned n>
static void quantizeBySearch(const SubBlocks<n> &fit, int maxCode,
                             Quantized &scales, Quantized &mins) {
  constexpr unsigned count = SubBlocks<n>::count;
  Lanes values[count], weight[count];
  IntLanes codes[count];
  for (unsigned i = 0; i != count; ++i) {
    values[i] = Lanes{fit.scale[i], fit.min[i]};
    weight[i] = splat(fit.weight[i]);
  }
  Lanes steps = searchPositive(values, weight, maxCode, codes);
  scales.step = steps[0];
  mins.step = steps[1];
  for (unsigned i = 0; i != count; ++i) {
    scales.codes[i] = uint8_t(codes[i][0]);
    mins.codes[i] = uint8_t(codes[i][1]);
  }
}

template <unsigned n>
static void quantizeSuperBlock(const Format &format, const float *src,
                               uint8_t *block, const float *importance) {
  constexpr unsigned count = SubBlocks<n>::count;
  int maxQuant = maxCode(format.quant), maxScale = maxCode(format.subScale);
  SubBlocks<n> fit;
  fitSubBlocks<n>(src, importance, maxQuant, fit);
  Quantized scales, mins;
  if (importance) {
    quantizeBySearch<n>(fit, maxScale, scales, mins);
  } else {
    scales = quantizeByLargest(fit.scale, count, maxScale);
    mins = quantizeByLargest(fit.min, count, maxScale);
  }

  float storedScale = roundToF16(scales.step);
  float storedMin = roundToF16(mins.step);
  for (unsigned sub = 0; sub != count; ++sub) {
    float scale = storedScale * float(scales.codes[sub]);
    float min = storedMin * float(mins.codes[sub]);
    if (scale != 0.0f)
      assignCodes(src + sub * n, n, scale, min, 0, maxQuant,
                  fit.quants + sub * n);
  }
  std::fill_n(block, format.bytesPerBlock, 0);
  writeFloat(format.scale, block, scales.step);
  writeFloat(format.min, block, mins.step);
  packCodes(format.subScale, count, scales.codes, block);
  packCodes(format.subMin, count, mins.codes, block);
  packCodes(format.quant, elemsPerSuperBlock, fit.quants, block);
}

template <unsigned n>
static void quantizeSuperBlocks(const Format &format, const float *src,
                                uint8_t *dst, int64_t numElems,
                                const float *importance) {
  for (int64_t first = 0; first != numElems; first += elemsPerSuperBlock) {
    quantizeSuperBlock<n>(format, src + first, dst,
                          importance ? importance + first : nullptr);
    dst += format.bytesPerBlock;
  }
}

void format::quantizeAffineSuperBlocks16(const Format &format, const float *src,
                                         uint8_t *dst, int64_t numElems,
                                         const float *importance) {
  quantizeSuperBlocks<16>(format, src, dst, numElems, importance);
}

void format::quantizeAffineSuperBlocks32(const Format &format, const float *src,
                                         uint8_t *dst, int64_t numElems,
                                         const float *importance) {
  quantizeSuperBlocks<32>(format, src, dst, numElems, importance);
}
