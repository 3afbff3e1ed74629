//===- Lanes.h - Several blocks side by side --------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The sums of the reference quantizers have a fixed order, so the elements of
// one block cannot be spread over a vector register. Blocks are independent:
// here lane k of a vector works on block k of several, each in the scalar
// order. The vector types are those of the compiler; no instruction set is
// named.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_FORMAT_LANES_H
#define QBLOCK_LIB_FORMAT_LANES_H

#include "Variant.h"

#include <cmath>
#include <cstdint>
#include <cstring>

namespace qblock::format {
inline namespace QBLOCK_VARIANT {

using Lanes = float __attribute__((vector_size(4 * numLanes)));
using IntLanes = int32_t __attribute__((vector_size(4 * numLanes)));

inline Lanes splat(float value) { return value - Lanes{}; }
inline IntLanes splatInt(int32_t value) { return value - IntLanes{}; }

/// Lane by lane `mask ? a : b`; masks are results of comparisons.
inline Lanes select(IntLanes mask, Lanes a, Lanes b) { return mask ? a : b; }
inline IntLanes select(IntLanes mask, IntLanes a, IntLanes b) {
  return mask ? a : b;
}

inline bool anyLane(IntLanes mask) {
  int32_t any = 0;
  for (unsigned lane = 0; lane != numLanes; ++lane)
    any |= mask[lane];
  return any != 0;
}

/// The value of `pick(a, b)` over all lanes, in every lane. `pick` must not
/// depend on the order of lanes.
template <typename Pick>
Lanes reduceLanes(Lanes v, Pick pick) {
  // Each step joins a lane with the one half, a quarter, ... further on.
  Lanes turned = v;
  for (unsigned distance = numLanes / 2; distance != 0; distance /= 2) {
    for (unsigned lane = 0; lane != numLanes; ++lane)
      turned[lane] = v[lane ^ distance];
    v = pick(v, turned);
  }
  return v;
}

inline Lanes absolute(Lanes v) {
  return Lanes(IntLanes(v) & splatInt(0x7fffffff));
}

inline Lanes squareRoot(Lanes v) {
  Lanes root;
  for (unsigned lane = 0; lane != numLanes; ++lane)
    root[lane] = std::sqrt(v[lane]);
  return root;
}

inline Lanes reciprocalOrZero(Lanes v) {
  return select(v != splat(0.0f), splat(1.0f) / v, splat(0.0f));
}

inline Lanes toFloat(IntLanes v) { return __builtin_convertvector(v, Lanes); }

/// Rounds to nearest, ties to even, by adding 1.5 * 2^23 and reading the low
/// bits of the sum. Beyond 2^22 the result wraps around; the reference does the
/// same, so that its bytes for degenerate blocks come out too.
inline IntLanes nearestInt(Lanes v) {
  IntLanes bits = IntLanes(v + splat(12582912.0f));
  return (bits & splatInt(0x007fffff)) - splatInt(0x00400000);
}

inline IntLanes clamp(IntLanes v, int32_t low, int32_t high) {
  v = select(v < splatInt(low), splatInt(low), v);
  return select(v > splatInt(high), splatInt(high), v);
}

/// x[i] lane k = element i of block k, for blocks of n elements that follow
/// each other from `src` on. Lanes from `numBlocks` on are zero.
template <unsigned n>
void gather(const float *src, unsigned numBlocks, Lanes (&x)[n]) {
  if (numBlocks == numLanes) {
    for (unsigned i = 0; i != n; ++i)
      for (unsigned lane = 0; lane != numLanes; ++lane)
        x[i][lane] = src[lane * n + i];
    return;
  }
  for (unsigned i = 0; i != n; ++i) {
    x[i] = splat(0.0f);
    for (unsigned lane = 0; lane != numBlocks; ++lane)
      x[i][lane] = src[lane * n + i];
  }
}

using Bytes = uint8_t __attribute__((vector_size(16)));

/// Element p of the first half of `from` goes to 2p, that of the second to
/// 2p + 1. Positions are numbers of log2(16 * count) bits, which turn left by
/// one.
template <unsigned count>
void interleaveHalves(const Bytes (&from)[count], Bytes (&to)[count]) {
  for (unsigned i = 0; i != count / 2; ++i) {
    Bytes a = from[i], b = from[i + count / 2];
    to[2 * i] = __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20,
                                        5, 21, 6, 22, 7, 23);
    to[2 * i + 1] = __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27,
                                            12, 28, 13, 29, 14, 30, 15, 31);
  }
}

/// Inverse of `gather` for codes; keeps the low eight bits of each.
template <unsigned n>
void scatter(const IntLanes (&codes)[n], unsigned numBlocks, uint8_t *dst) {
  if (numBlocks == numLanes) {
    // The bits of element and lane change places, one turn a bit of n.
    using LaneBytes = uint8_t __attribute__((vector_size(numLanes)));
    Bytes bytes[n * numLanes / 16], turned[n * numLanes / 16];
    for (unsigned i = 0; i != n; ++i) {
      LaneBytes code = __builtin_convertvector(codes[i], LaneBytes);
      std::memcpy(reinterpret_cast<uint8_t *>(bytes) + i * numLanes, &code,
                  numLanes);
    }
    static_assert(n == 8 || n == 16 || n == 32 || n == 64);
    for (unsigned bit = n; bit != 1; bit /= 2) {
      interleaveHalves(bytes, turned);
      std::memcpy(bytes, turned, sizeof(bytes));
    }
    std::memcpy(dst, bytes, sizeof(bytes));
    return;
  }
  for (unsigned i = 0; i != n; ++i)
    for (unsigned lane = 0; lane != numBlocks; ++lane)
      dst[lane * n + i] = uint8_t(codes[i][lane]);
}

/// Sum of each lane in ascending order.
template <unsigned n>
Lanes sumOf(const Lanes (&x)[n]) {
  Lanes sum = splat(0.0f);
  for (unsigned i = 0; i != n; ++i)
    sum += x[i];
  return sum;
}

/// Sum of squares of each lane in ascending order.
template <unsigned n>
Lanes sumOfSquares(const Lanes (&x)[n]) {
  Lanes sum = splat(0.0f);
  for (unsigned i = 0; i != n; ++i)
    sum += x[i] * x[i];
  return sum;
}

/// The first element of largest magnitude with its sign, lane by lane.
template <unsigned n>
Lanes signedExtremum(const Lanes (&x)[n]) {
  Lanes largest = splat(0.0f), extremum = splat(0.0f);
  for (unsigned i = 0; i != n; ++i) {
    Lanes magnitude = absolute(x[i]);
    IntLanes larger = magnitude > largest;
    largest = select(larger, magnitude, largest);
    extremum = select(larger, x[i], extremum);
  }
  return extremum;
}

} // namespace QBLOCK_VARIANT
} // namespace qblock::format

#endif // QBLOCK_LIB_FORMAT_LANES_H
