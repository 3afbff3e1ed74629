//===- Searches.h - Searches for scales and minima --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The four searches that all formats share: each tries several scales for a
// block and keeps the one with the least weighted error. Trials, bounds and
// error kinds are parameters. Every product and sum is written in the order of
// the reference; do not rearrange. Four blocks are searched at a time
// (Lanes.h); a lane whose block is degenerate computes rubbish that a select
// discards.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_FORMAT_SEARCHES_H
#define QBLOCK_LIB_FORMAT_SEARCHES_H

#include "Lanes.h"

#include <cstring>
#include <utility>

namespace qblock::format {
inline namespace QBLOCK_VARIANT {

/// Blocks whose largest magnitude is below this are stored as zeros.
constexpr float negligible = 1e-15f;

/// Weighted sums over a block, of element times code and of code squared.
struct FitSums {
  Lanes elemCode;
  Lanes codeCode;

  /// The scale of least squared error, or 0 for codes that are all zero.
  Lanes scale() const {
    return select(codeCode != splat(0.0f), elemCode / codeCode, splat(0.0f));
  }
};

/// The sums for codes clamp(round(inverse * x), -bound, bound - 1).
template <unsigned n>
FitSums fitSymmetric(const Lanes (&x)[n], const Lanes (&weight)[n],
                     Lanes inverse, int bound) {
  FitSums sums = {splat(0.0f), splat(0.0f)};
  for (unsigned i = 0; i != n; ++i) {
    Lanes code = toFloat(clamp(nearestInt(inverse * x[i]), -bound, bound - 1));
    sums.elemCode += weight[i] * x[i] * code;
    sums.codeCode += weight[i] * code * code;
  }
  return sums;
}

/// Symmetric search: scales such that the extremum falls on codes around
/// -bound, nineteen in steps of 0.1. Writes codes + bound (0 for negligible
/// blocks) and returns the scales.
template <unsigned n>
Lanes searchSymmetric(const Lanes (&x)[n], const Lanes (&weight)[n], int bound,
                      IntLanes (&codes)[n]) {
  Lanes extremum = signedExtremum(x);
  IntLanes live = ~IntLanes(absolute(extremum) < splat(negligible));
  Lanes bestInverse = splat(-float(bound)) / extremum;
  FitSums sums = fitSymmetric(x, weight, bestInverse, bound);
  Lanes scale = sums.scale();
  Lanes best = scale * sums.elemCode;
  for (int step = -9; step <= 9; ++step) {
    if (step == 0)
      continue;
    Lanes inverse = splat(-(float(bound) + 0.1f * float(step))) / extremum;
    sums = fitSymmetric(x, weight, inverse, bound);
    IntLanes better = (sums.codeCode > splat(0.0f)) &
                      (sums.elemCode * sums.elemCode > best * sums.codeCode);
    scale = select(better, sums.elemCode / sums.codeCode, scale);
    best = select(better, scale * sums.elemCode, best);
    bestInverse = select(better, inverse, bestInverse);
  }
  for (unsigned i = 0; i != n; ++i) {
    IntLanes code = clamp(nearestInt(bestInverse * x[i]), -bound, bound - 1);
    codes[i] = (code + splatInt(bound)) & live;
  }
  return select(live, scale, splat(0.0f));
}

/// What a code may become during coordinate descent.
struct CodeRange {
  IntLanes low;
  IntLanes high;

  CodeRange(int low, int high) : low(splatInt(low)), high(splatInt(high)) {}

  IntLanes clamp(IntLanes code) const {
    code = select(code < low, low, code);
    return select(code > high, high, code);
  }
};

/// One change of a single code: the sums without it, then with its best value.
/// Sets the new code and returns the lanes that changed. Conditions become
/// values that lose the last comparison (0 on the left; infinity and NaN on the
/// right): joined as masks, compilers narrow each of them to bits and back.
/// With `needsPositiveSquares` a change is tried only where the sum of squared
/// codes is positive, too.
template <bool needsPositiveSquares>
IntLanes improveCode(Lanes x, Lanes weight, Lanes weighted,
                     const CodeRange &range, FitSums &sums, Lanes code,
                     Lanes &newCode) {
  const Lanes zero = splat(0.0f), infinite = splat(INFINITY);
  Lanes elemCode = sums.elemCode - weighted * code;
  Lanes codeCode = sums.codeCode - weight * code * code;
  IntLanes tried = elemCode > zero;
  if (needsPositiveSquares)
    tried &= codeCode > zero;
  Lanes changed = toFloat(range.clamp(nearestInt(x * codeCode / elemCode)));
  elemCode += weighted * changed;
  codeCode += weight * changed * changed;
  Lanes gain = elemCode * elemCode * sums.codeCode;
  Lanes needed = sums.elemCode * sums.elemCode * codeCode;
  gain = select(tried, gain, zero);
  needed = select(codeCode > zero, needed, infinite);
  needed = select(changed != code, needed, splat(NAN));
  IntLanes better = gain > needed;
  sums.elemCode = select(better, elemCode, sums.elemCode);
  sums.codeCode = select(better, codeCode, sums.codeCode);
  newCode = select(better, changed, code);
  return better;
}

/// The sweeps of `descend`, with the groups of each step written out and the
/// sums in variables of their own, so that they stay in registers. Codes go
/// from one array to another and back: changed in place, they would be written
/// under masks, which is slow.
template <bool needsPositiveSquares, size_t... group, unsigned numGroups,
          unsigned n>
void descendGroups(const Lanes (&x)[numGroups][n],
                   const Lanes (&weight)[numGroups][n], const CodeRange &range,
                   FitSums (&result)[numGroups], Lanes (&codes)[numGroups][n],
                   std::index_sequence<group...>) {
  FitSums sums[numGroups] = {result[group]...};
  Lanes spare[numGroups][n], weighted[numGroups][n];
  for (unsigned i = 0; i != n; ++i)
    ((weighted[group][i] = weight[group][i] * x[group][i]), ...);
  Lanes(*from)[n] = codes, (*to)[n] = spare;
  for (int sweep = 0; sweep != 5; ++sweep) {
    IntLanes changed = splatInt(0);
    for (unsigned i = 0; i != n; ++i)
      ((changed |= improveCode<needsPositiveSquares>(
            x[group][i], weight[group][i], weighted[group][i], range,
            sums[group], from[group][i], to[group][i])),
       ...);
    std::swap(from, to);
    if (!anyLane(changed))
      break;
  }
  if (from != codes)
    std::memcpy(codes, spare, sizeof(spare));
  ((result[group] = sums[group]), ...);
}

/// Changes one code after the other, up to five times around. Lanes that came
/// to rest stay at rest while others go on. Each change waits for the one
/// before, division included; several groups of blocks side by side use the
/// time.
template <bool needsPositiveSquares, unsigned numGroups, unsigned n>
void descend(const Lanes (&x)[numGroups][n],
             const Lanes (&weight)[numGroups][n], const CodeRange &range,
             FitSums (&sums)[numGroups], Lanes (&codes)[numGroups][n]) {
  descendGroups<needsPositiveSquares>(x, weight, range, sums, codes,
                                      std::make_index_sequence<numGroups>());
}

/// Symmetric codes from the extremum alone, then coordinate descent. Codes and
/// scales as in `searchSymmetric`.
template <unsigned numGroups, unsigned n>
void descendSymmetric(const Lanes (&x)[numGroups][n],
                      const Lanes (&weight)[numGroups][n], int bound,
                      IntLanes (&codes)[numGroups][n],
                      Lanes (&scale)[numGroups]) {
  IntLanes live[numGroups];
  FitSums sums[numGroups];
  Lanes signedCodes[numGroups][n];
  for (unsigned group = 0; group != numGroups; ++group) {
    Lanes extremum = signedExtremum(x[group]);
    live[group] = ~IntLanes(absolute(extremum) < splat(negligible));
    Lanes inverse = splat(-float(bound)) / extremum;
    sums[group] = {splat(0.0f), splat(0.0f)};
    for (unsigned i = 0; i != n; ++i) {
      Lanes code =
          toFloat(clamp(nearestInt(inverse * x[group][i]), -bound, bound - 1));
      sums[group].elemCode += weight[group][i] * x[group][i] * code;
      sums[group].codeCode += weight[group][i] * code * code;
      signedCodes[group][i] = code;
    }
  }
  descend<false>(x, weight, {-bound, bound - 1}, sums, signedCodes);
  for (unsigned group = 0; group != numGroups; ++group) {
    for (unsigned i = 0; i != n; ++i) {
      IntLanes code = __builtin_convertvector(signedCodes[group][i], IntLanes);
      codes[group][i] = (code + splatInt(bound)) & live[group];
    }
    IntLanes usable = live[group] & (sums[group].codeCode > splat(0.0f));
    scale[group] = select(usable, sums[group].elemCode / sums[group].codeCode,
                          splat(0.0f));
  }
}

/// Squared error of the codes that `inverse` gives, cut to low .. high.
template <unsigned n>
Lanes errorOfInverse(const Lanes (&values)[n], const Lanes (&weight)[n],
                     Lanes inverse, int low, int high) {
  Lanes scale = splat(1.0f) / inverse;
  Lanes error = splat(0.0f);
  for (unsigned i = 0; i != n; ++i) {
    Lanes code = toFloat(clamp(nearestInt(inverse * values[i]), low, high));
    Lanes difference = values[i] - scale * code;
    error += weight[i] * difference * difference;
  }
  return error;
}

/// Search for the common scale of values that are not negative, under weights;
/// used for the scales and minima of sub-blocks. Codes are 0 .. maxCode.
template <unsigned n>
Lanes searchPositive(const Lanes (&values)[n], const Lanes (&weight)[n],
                     int maxCode, IntLanes (&codes)[n]) {
  Lanes largest = splat(0.0f);
  for (unsigned i = 0; i != n; ++i)
    largest = select(values[i] > largest, values[i], largest);
  IntLanes live = ~IntLanes(largest < splat(negligible));
  // Below the first code nothing is cut off, as in the reference.
  constexpr int low = -(1 << 22);

  Lanes bestInverse = splat(float(maxCode)) / largest;
  Lanes bestError = errorOfInverse(values, weight, bestInverse, low, 1 << 22);
  for (int step = -4; step <= 4; ++step) {
    if (step == 0)
      continue;
    Lanes inverse = splat(0.1f * float(step) + float(maxCode)) / largest;
    Lanes error = errorOfInverse(values, weight, inverse, low, maxCode);
    IntLanes better = error < bestError;
    bestError = select(better, error, bestError);
    bestInverse = select(better, inverse, bestInverse);
  }

  FitSums sums[1] = {{splat(0.0f), splat(0.0f)}};
  Lanes floatCodes[1][n];
  for (unsigned i = 0; i != n; ++i) {
    Lanes code =
        toFloat(clamp(nearestInt(bestInverse * values[i]), low, maxCode));
    sums[0].elemCode += weight[i] * values[i] * code;
    sums[0].codeCode += weight[i] * code * code;
    floatCodes[0][i] = code;
  }
  using Group = const Lanes[1][n];
  descend<true>(reinterpret_cast<Group &>(values),
                reinterpret_cast<Group &>(weight), {low, maxCode}, sums,
                floatCodes);
  for (unsigned i = 0; i != n; ++i)
    codes[i] = __builtin_convertvector(floatCodes[0][i], IntLanes) & live;
  return select(live, sums[0].scale(), splat(0.0f));
}

/// Which scales `searchAffine` tries: (start + step * k + maxCode) / range for
/// k = 0 .. lastTrial.
struct AffineTrials {
  float start;
  float step;
  int lastTrial;
};

/// Weighted error of `scale * code + base` against x.
enum class ErrorKind { Square, Absolute };

template <ErrorKind errorKind>
Lanes elemError(Lanes scale, Lanes code, Lanes base, Lanes x) {
  Lanes difference = scale * code + base - x;
  return errorKind == ErrorKind::Square ? difference * difference
                                        : absolute(difference);
}

/// Weighted sums over a block that do not depend on the codes.
struct ElemSums {
  Lanes weight;
  Lanes elem;
};

/// A line through the points (code, x): x is about scale * code + base. Where
/// all codes are equal there is none, and `exists` is false.
struct AffineFit {
  Lanes scale;
  Lanes base;
  IntLanes exists;
};

/// The line of least squared error among those whose base is not positive.
template <unsigned n>
AffineFit fitAffine(const Lanes (&x)[n], const Lanes (&weight)[n],
                    const Lanes (&codes)[n], const ElemSums &sums) {
  Lanes zero = splat(0.0f);
  Lanes code = zero, square = zero, product = zero;
  for (unsigned i = 0; i != n; ++i) {
    code += weight[i] * codes[i];
    square += weight[i] * codes[i] * codes[i];
    product += weight[i] * codes[i] * x[i];
  }
  Lanes determinant = sums.weight * square - code * code;
  AffineFit fit;
  fit.scale = (sums.weight * product - sums.elem * code) / determinant;
  fit.base = (square * sums.elem - code * product) / determinant;
  fit.exists = determinant > zero;
  IntLanes positive = fit.base > zero;
  fit.scale = select(positive, product / square, fit.scale);
  fit.base = select(positive, zero, fit.base);
  return fit;
}

template <ErrorKind errorKind, unsigned n>
Lanes sumErrors(const Lanes (&x)[n], const Lanes (&weight)[n],
                const Lanes (&codes)[n], Lanes scale, Lanes base) {
  Lanes error = splat(0.0f);
  for (unsigned i = 0; i != n; ++i)
    error += weight[i] * elemError<errorKind>(scale, codes[i], base, x[i]);
  return error;
}

/// codes[i] = clamp(round(inverse * (x[i] - base)), 0, maxCode), as floats.
template <unsigned n>
void assignAffine(const Lanes (&x)[n], Lanes inverse, Lanes base, int maxCode,
                  Lanes (&codes)[n]) {
  for (unsigned i = 0; i != n; ++i)
    codes[i] = toFloat(clamp(nearestInt(inverse * (x[i] - base)), 0, maxCode));
}

/// Sets `base` to the least of 0 and all x, `top` to the greatest x, and sums.
template <unsigned n>
ElemSums measureBlock(const Lanes (&x)[n], const Lanes (&weight)[n],
                      Lanes &base, Lanes &top) {
  ElemSums sums = {weight[0], weight[0] * x[0]};
  base = top = x[0];
  for (unsigned i = 1; i != n; ++i) {
    base = select(x[i] < base, x[i], base);
    top = select(x[i] > top, x[i], top);
    sums.weight += weight[i];
    sums.elem += weight[i] * x[i];
  }
  base = select(base > splat(0.0f), splat(0.0f), base);
  return sums;
}

/// Search for scale and minimum: x is about scale * code - min with codes
/// 0 .. maxCode and min not below 0 (except for a negative zero). Returns the
/// scales.
template <ErrorKind errorKind, unsigned n>
Lanes searchAffine(const Lanes (&x)[n], const Lanes (&weight)[n], int maxCode,
                   const AffineTrials &trials, IntLanes (&codes)[n],
                   Lanes &min) {
  Lanes base, top, trialCodes[n];
  ElemSums sums = measureBlock(x, weight, base, top);
  IntLanes live = ~IntLanes(top == base);

  Lanes bestInverse = splat(float(maxCode)) / (top - base), bestBase = base;
  Lanes scale = splat(1.0f) / bestInverse;
  assignAffine(x, bestInverse, base, maxCode, trialCodes);
  Lanes bestError = sumErrors<errorKind>(x, weight, trialCodes, scale, base);

  for (int trial = 0; trial <= trials.lastTrial; ++trial) {
    // `base` is that of the last accepted trial, not of the block.
    float levels = trials.start + trials.step * float(trial) + float(maxCode);
    Lanes inverse = splat(levels) / (top - base);
    assignAffine(x, inverse, base, maxCode, trialCodes);
    AffineFit fit = fitAffine(x, weight, trialCodes, sums);
    Lanes error =
        sumErrors<errorKind>(x, weight, trialCodes, fit.scale, fit.base);
    IntLanes better = live & fit.exists & (error < bestError);
    bestError = select(better, error, bestError);
    bestInverse = select(better, inverse, bestInverse);
    bestBase = select(better, base, bestBase);
    scale = select(better, fit.scale, scale);
    base = select(better, fit.base, base);
  }

  assignAffine(x, bestInverse, bestBase, maxCode, trialCodes);
  for (unsigned i = 0; i != n; ++i)
    codes[i] = __builtin_convertvector(trialCodes[i], IntLanes) & live;
  min = -base;
  return select(live, scale, splat(0.0f));
}

} // namespace QBLOCK_VARIANT
} // namespace qblock::format

#endif // QBLOCK_LIB_FORMAT_SEARCHES_H
