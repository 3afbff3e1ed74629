//===- QuantizeLookup.cpp - Blocks whose codes index a table ----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Formats whose codes select from a table of sixteen levels. Distances to
// levels replace rounding; levels and the borders between them come from the
// table of the row. Both searches follow elements in the order of the
// reference.
//
//===----------------------------------------------------------------------===//

#include "Quantizers.h"
#include "Searches.h"

using namespace qblock;
using namespace qblock::format;

static constexpr unsigned n = 32; ///< elements that share a scale
static constexpr unsigned numLevels = 16;

namespace {
/// An ascending table of levels. The nearest level to v is the highest one less
/// the number of midpoints above v: a tie goes to the upper level, NaN (from
/// sums that overflow) to the highest. Midpoints are halves of integers, so
/// comparing with them is exact.
class Levels {
public:
  explicit Levels(const int8_t *table)
      : lowest(table[0]), highest(table[numLevels - 1]) {
    for (unsigned i = 0; i + 1 != numLevels; ++i) {
      midpoint[i] = 0.5f * float(table[i] + table[i + 1]);
      gap[i] = float(table[i + 1] - table[i]);
    }
  }

  float lowestLevel() const { return lowest; }

  /// The level itself; gaps are integers, so the differences are exact.
  Lanes nearestLevel(Lanes v) const {
    Lanes level = splat(highest);
    for (unsigned i = 0; i + 1 != numLevels; ++i)
      level -= select(v < splat(midpoint[i]), splat(gap[i]), splat(0.0f));
    return level;
  }

  IntLanes nearestCode(Lanes v) const {
    IntLanes code = splatInt(numLevels - 1);
    for (unsigned i = 0; i + 1 != numLevels; ++i)
      code += IntLanes(v < splat(midpoint[i]));
    return code;
  }

private:
  float lowest;
  float highest;
  float midpoint[numLevels - 1];
  float gap[numLevels - 1];
};
} // namespace

static FitSums fitLevels(const Levels &levels, const Lanes (&x)[n],
                         const Lanes (&weight)[n], Lanes inverse) {
  FitSums sums = {splat(0.0f), splat(0.0f)};
  for (unsigned i = 0; i != n; ++i) {
    Lanes level = levels.nearestLevel(inverse * x[i]);
    sums.elemCode += weight[i] * level * x[i];
    sums.codeCode += weight[i] * level * level;
  }
  return sums;
}

/// Tries scales that put the extremum around the lowest level.
static Lanes searchLevels(const Levels &levels, const Lanes (&x)[n],
                          const Lanes (&weight)[n]) {
  Lanes zero = splat(0.0f);
  Lanes extremum = signedExtremum(x);
  IntLanes live = ~IntLanes(absolute(extremum) < splat(negligible));
  Lanes guess = -extremum / splat(levels.lowestLevel());
  FitSums sums = fitLevels(levels, x, weight, splat(1.0f) / guess);
  Lanes scale =
      select(sums.codeCode > zero, sums.elemCode / sums.codeCode, zero);
  Lanes best = scale * sums.elemCode;
  for (int step = -7; step <= 7; ++step) {
    Lanes inverse = splat(float(step) + levels.lowestLevel()) / extremum;
    sums = fitLevels(levels, x, weight, inverse);
    IntLanes better = (sums.codeCode > zero) &
                      (sums.elemCode * sums.elemCode > best * sums.codeCode);
    scale = select(better, sums.elemCode / sums.codeCode, scale);
    best = select(better, scale * sums.elemCode, best);
  }
  return select(live, scale, zero);
}

/// The codes of four runs of n elements, given each run's inverse scale.
static void assignLevels(const Levels &levels, const Lanes (&x)[n],
                         Lanes inverse, unsigned numRuns, uint8_t *raw) {
  IntLanes codes[n];
  for (unsigned i = 0; i != n; ++i)
    codes[i] = levels.nearestCode(inverse * x[i]);
  scatter(codes, numRuns, raw);
}

static void weigh(const Lanes (&x)[n], const float *importance,
                  unsigned numBlocks, Lanes sigma2, Lanes (&weight)[n]) {
  if (importance)
    weightByImportance(x, importance, numBlocks, sigma2, weight);
  else
    weightBySquare(x, weight);
}

void format::quantizeNonLinearBlocks(const Format &format, const float *src,
                                     uint8_t *dst, int64_t numElems,
                                     const float *importance) {
  Levels levels(format.quant.table);
  for (int64_t first = 0; first < numElems; first += numLanes * n) {
    unsigned numBlocks =
        unsigned(std::min<int64_t>(numLanes, (numElems - first) / n));
    Lanes x[n], weight[n];
    uint8_t raw[numLanes * n];
    gather(src + first, numBlocks, x);
    Lanes sigma2 = sumOfSquares(x) * splat(2.0f / n);
    weigh(x, importance ? importance + first : nullptr, numBlocks, sigma2,
          weight);
    Lanes scale = searchLevels(levels, x, weight);
    assignLevels(levels, x, reciprocalOrZero(scale), numBlocks, raw);
    for (unsigned lane = 0; lane != numBlocks; ++lane) {
      std::fill_n(dst, format.bytesPerBlock, 0);
      writeFloat(format.scale, dst, scale[lane]);
      packCodes(format.quant, n, raw + lane * n, dst);
      dst += format.bytesPerBlock;
    }
  }
}

namespace {
constexpr unsigned elemsPerSuperBlock = 256;
constexpr unsigned numSubBlocks = elemsPerSuperBlock / n;
} // namespace

static void quantizeNonLinearSuperBlock(const Format &format,
                                        const Levels &levels, const float *src,
                                        uint8_t *block,
                                        const float *importance) {
  Lanes x[numSubBlocks / numLanes][n];
  float scales[numSubBlocks];
  Lanes sigma2 = splat(sumOfSquares(src, elemsPerSuperBlock) *
                       (2.0f / elemsPerSuperBlock));
  for (unsigned first = 0; first != numSubBlocks; first += numLanes) {
    Lanes(&group)[n] = x[first / numLanes];
    Lanes weight[n];
    gather(src + first * n, numLanes, group);
    weigh(group, importance ? importance + first * n : nullptr, numLanes,
          sigma2, weight);
    Lanes scale = searchLevels(levels, group, weight);
    for (unsigned lane = 0; lane != numLanes; ++lane)
      scales[first + lane] = scale[lane];
  }

  // The scale before rounding decides all codes; only its rounding is stored.
  int bound = format.subScale.bias;
  float step = -signedExtremum(scales, numSubBlocks) / float(bound);
  float inverse = step != 0.0f ? 1.0f / step : 0.0f;
  uint8_t scaleCodes[numSubBlocks], raw[elemsPerSuperBlock];
  for (unsigned first = 0; first != numSubBlocks; first += numLanes) {
    Lanes rounded;
    for (unsigned lane = 0; lane != numLanes; ++lane) {
      int code =
          nearestClamped(inverse * scales[first + lane], -bound, bound - 1);
      scaleCodes[first + lane] = uint8_t(code + bound);
      rounded[lane] = step * float(code);
    }
    assignLevels(levels, x[first / numLanes], reciprocalOrZero(rounded),
                 numLanes, raw + first * n);
  }
  std::fill_n(block, format.bytesPerBlock, 0);
  writeFloat(format.scale, block, step);
  packCodes(format.subScale, numSubBlocks, scaleCodes, block);
  packCodes(format.quant, elemsPerSuperBlock, raw, block);
}

void format::quantizeNonLinearSuperBlocks(const Format &format,
                                          const float *src, uint8_t *dst,
                                          int64_t numElems,
                                          const float *importance) {
  Levels levels(format.quant.table);
  for (int64_t first = 0; first != numElems; first += elemsPerSuperBlock) {
    quantizeNonLinearSuperBlock(format, levels, src + first, dst,
                                importance ? importance + first : nullptr);
    dst += format.bytesPerBlock;
  }
}

/// The exponent code for a block whose largest magnitude is `largest`: the top
/// level, 12 halves, then has about the magnitude's exponent. 255, which no
/// reader accepts, for magnitudes that are not finite.
static uint8_t exponentCode(float largest) {
  if (!(largest > 0.0f))
    return 0;
  if (!std::isfinite(largest))
    return 255;
  return uint8_t(int(std::floor(std::log2(largest))) - 2 + 127);
}

/// The level of least error; the lower code where two are equally good, so that
/// the negative zero of the table is never chosen.
static IntLanes leastErrorCode(const int8_t *table, Lanes scale, Lanes x) {
  IntLanes code = splatInt(0);
  Lanes best = absolute(splat(table[0]) * scale - x);
  for (unsigned level = 1; level != numLevels; ++level) {
    Lanes error = absolute(splat(table[level]) * scale - x);
    IntLanes better = error < best;
    best = select(better, error, best);
    code = select(better, splatInt(int(level)), code);
  }
  return code;
}

void format::quantizeExponentBlocks(const Format &format, const float *src,
                                    uint8_t *dst, int64_t numElems,
                                    const float *) {
  for (int64_t first = 0; first < numElems; first += numLanes * n) {
    unsigned numBlocks =
        unsigned(std::min<int64_t>(numLanes, (numElems - first) / n));
    Lanes x[n], scale;
    IntLanes codes[n];
    uint8_t exponents[numLanes], raw[numLanes * n];
    gather(src + first, numBlocks, x);
    Lanes largest = absolute(signedExtremum(x));
    for (unsigned lane = 0; lane != numLanes; ++lane) {
      exponents[lane] = exponentCode(largest[lane]);
      scale[lane] = codeValue(format.scale, exponents[lane]);
    }
    for (unsigned i = 0; i != n; ++i)
      codes[i] = leastErrorCode(format.quant.table, scale, x[i]);
    scatter(codes, numBlocks, raw);
    for (unsigned lane = 0; lane != numBlocks; ++lane) {
      std::fill_n(dst, format.bytesPerBlock, 0);
      writeCode(format.scale, dst, 0, exponents[lane]);
      packCodes(format.quant, n, raw + lane * n, dst);
      dst += format.bytesPerBlock;
    }
  }
}
