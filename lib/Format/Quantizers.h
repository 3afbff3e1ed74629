//===- Quantizers.h - Quantizers of the formats -----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One function for each family of formats; the row passed along says which
// member is meant. All write whole rows and start from zeroed memory in each
// block, so that packing only has to set bits.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_FORMAT_QUANTIZERS_H
#define QBLOCK_LIB_FORMAT_QUANTIZERS_H

#include "Floats.h"
#include "Lanes.h"
#include "qblock/Format/Codes.h"
#include "qblock/Format/Table.h"

#include <algorithm>

namespace qblock::format {
inline namespace QBLOCK_VARIANT {

/// Writes one row of `numElems` elements to `dst`; `importance` may be null.
using RowQuantizer = void (*)(const Format &format, const float *src,
                              uint8_t *dst, int64_t numElems,
                              const float *importance);

struct NamedQuantizer {
  std::string_view name;
  RowQuantizer quantizer;
};

/// One for each row of the table, in order.
ArrayView<NamedQuantizer> listQuantizers();

/// The place of a row in the table.
constexpr size_t rowNamed(std::string_view name) {
  size_t row = 0;
  while (formatTable[row].name != name)
    ++row;
  return row;
}

// q4_0 and q5_0; q4_1 and q5_1: compiled for each row. q8_0 and q8_1.
template <size_t row>
void quantizeSymmetricBlocks(const Format &, const float *, uint8_t *, int64_t,
                             const float *);
template <size_t row>
void quantizeAffineBlocks(const Format &, const float *, uint8_t *, int64_t,
                          const float *);
void quantizeByteBlocks(const Format &, const float *, uint8_t *, int64_t,
                        const float *);
// q2_K; q4_K and q5_K.
void quantizeAffineSuperBlocks16(const Format &, const float *, uint8_t *,
                                 int64_t, const float *);
void quantizeAffineSuperBlocks32(const Format &, const float *, uint8_t *,
                                 int64_t, const float *);
// q3_K and q6_K, compiled for each row; q8_K.
template <size_t row>
void quantizeLowSuperBlocks(const Format &, const float *, uint8_t *, int64_t,
                            const float *);
template <size_t row>
void quantizeHighSuperBlocks(const Format &, const float *, uint8_t *, int64_t,
                             const float *);
void quantizeByteSuperBlocks(const Format &, const float *, uint8_t *, int64_t,
                             const float *);
// iq4_nl; iq4_xs; mxfp4.
void quantizeNonLinearBlocks(const Format &, const float *, uint8_t *, int64_t,
                             const float *);
void quantizeNonLinearSuperBlocks(const Format &, const float *, uint8_t *,
                                  int64_t, const float *);
void quantizeExponentBlocks(const Format &, const float *, uint8_t *, int64_t,
                            const float *);

// tq2_0; q2_0; q1_0; nvfp4.
void quantizeTernaryBlocks(const Format &, const float *, uint8_t *, int64_t,
                           const float *);
void quantizeClampedTernaryBlocks(const Format &, const float *, uint8_t *,
                                  int64_t, const float *);
void quantizeSignBlocks(const Format &, const float *, uint8_t *, int64_t,
                        const float *);
void quantizeSmallFloatBlocks(const Format &, const float *, uint8_t *, int64_t,
                              const float *);

/// Rounds to nearest, ties to even; NaN stays NaN.
void convertToF16(const float *src, uint8_t *dst, int64_t numElems);
void convertToBF16(const float *src, uint8_t *dst, int64_t numElems);

/// Stores the single float of a block (its scale, min or sum), which is at
/// whole bytes, in the precision that the code has.
inline void writeFloat(const Code &code, uint8_t *block, float value) {
  uint8_t *bytes = block + code.planes[0].baseBits / 8;
  if (code.kind == CodeKind::F16) {
    uint16_t bits = floatToF16(value);
    std::memcpy(bytes, &bits, sizeof(bits));
  } else {
    std::memcpy(bytes, &value, sizeof(value));
  }
}

/// The stored value of a float that was written in binary16.
inline float roundToF16(float value) { return f16ToFloat(floatToF16(value)); }

/// The largest code, for codes that count from zero.
inline int maxCode(const Code &code) { return (1 << code.widthBits()) - 1; }

/// Sum of squares in ascending order.
inline float sumOfSquares(const float *x, int64_t numElems) {
  float sum = 0.0f;
  for (int64_t i = 0; i != numElems; ++i)
    sum += x[i] * x[i];
  return sum;
}

/// importance * sqrt(sigma2 + x^2): the weights of most searches.
template <unsigned n>
void weightByImportance(const Lanes (&x)[n], const float *importance,
                        unsigned numBlocks, Lanes sigma2, Lanes (&weight)[n]) {
  gather(importance, numBlocks, weight);
  for (unsigned i = 0; i != n; ++i)
    weight[i] *= squareRoot(sigma2 + x[i] * x[i]);
}

template <unsigned n>
void weightBySquare(const Lanes (&x)[n], Lanes (&weight)[n]) {
  for (unsigned i = 0; i != n; ++i)
    weight[i] = x[i] * x[i];
}

/// The first of the values with the largest magnitude, with its sign.
inline float signedExtremum(const float *values, unsigned numValues) {
  float largest = 0.0f, extremum = 0.0f;
  for (unsigned i = 0; i != numValues; ++i)
    if (std::fabs(values[i]) > largest) {
      largest = std::fabs(values[i]);
      extremum = values[i];
    }
  return extremum;
}

/// `nearestInt` and a clamp, for single numbers.
inline int nearestClamped(float value, int low, int high) {
  return clamp(nearestInt(splat(value)), low, high)[0];
}

/// Codes clamp(round((x + base) / scale), low, high) - low for consecutive
/// elements, a multiple of the lanes: after the scales were rounded for
/// storage, each element is assigned anew.
inline void assignCodes(const float *x, unsigned numElems, float scale,
                        float base, int low, int high, uint8_t *codes) {
  for (unsigned i = 0; i != numElems; i += numLanes) {
    Lanes elems;
    std::memcpy(&elems, x + i, sizeof(elems));
    IntLanes code =
        clamp(nearestInt((elems + splat(base)) / splat(scale)), low, high) -
        splatInt(low);
    for (unsigned lane = 0; lane != numLanes; ++lane)
      codes[i + lane] = uint8_t(code[lane]);
  }
}

} // namespace QBLOCK_VARIANT
} // namespace qblock::format

#endif // QBLOCK_LIB_FORMAT_QUANTIZERS_H
