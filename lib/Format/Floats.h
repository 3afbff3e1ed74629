//===- Floats.h - 16-bit float conversions ----------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Inline bodies of the conversions that Format.h declares, so that loops over
// stored floats can be vectorized.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_FORMAT_FLOATS_H
#define QBLOCK_LIB_FORMAT_FLOATS_H

#include "Variant.h"

#include <cstdint>
#include <cstring>

namespace qblock::format {
inline namespace QBLOCK_VARIANT {

inline uint32_t floatBits(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return bits;
}

inline float bitsToFloat(uint32_t bits) {
  float value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

/// Exact. Exponent and fraction move to their place in binary32; the product
/// with 2^112 then corrects the exponent's bias and normalizes subnormals.
inline float f16ToFloat(uint16_t bits) {
  uint32_t sign = uint32_t(bits & 0x8000) << 16;
  uint32_t magnitude = uint32_t(bits & 0x7fff) << 13;
  float scaled = bitsToFloat(magnitude) * bitsToFloat((127u + 112u) << 23);
  uint32_t finite = floatBits(scaled);
  uint32_t special = magnitude | 0x7f800000;
  return bitsToFloat(sign | ((bits & 0x7c00) == 0x7c00 ? special : finite));
}

inline float bf16ToFloat(uint16_t bits) {
  return bitsToFloat(uint32_t(bits) << 16);
}

inline uint16_t floatToF16(float value) {
  uint32_t bits = floatBits(value);
  int32_t magnitude = int32_t(bits & 0x7fffffff);
  int32_t odd = magnitude >> 13 & 1;
  int32_t normal = (magnitude + 0xfff + odd - (112 << 23)) >> 13;
  // Below 2^-14 the result counts units of 2^-24. Adding 1/2, whose last bit
  // is worth 2^-24, rounds to them in the adder, ties to even.
  int32_t tiny =
      int32_t(floatBits(bitsToFloat(uint32_t(magnitude)) + 0.5f) & 0x7fff);
  int32_t result = magnitude < 0x38800000 ? tiny : normal;
  // From 65520 on, the nearest binary16 would be 2^16: infinity.
  result = magnitude >= 0x477ff000 ? 0x7c00 : result;
  result = magnitude > 0x7f800000 ? 0x7e00 : result;
  return uint16_t((bits >> 16 & 0x8000) | uint32_t(result));
}

inline uint16_t floatToBF16(float value) {
  uint32_t bits = floatBits(value);
  uint32_t rounded = (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
  bool isNaN = int32_t(bits & 0x7fffffff) > 0x7f800000;
  return uint16_t(isNaN ? bits >> 16 | 0x40 : rounded);
}

/// 0, 1 or 2 for a `v` that rounds (halves away from zero) to -1, 0 or 1.
/// `undefined` for the infinities and NaN that subnormal scales bring about.
inline unsigned ternaryDigit(float v, unsigned undefined) {
  bool inRange = v > -2.0f && v < 2.0f;
  return inRange ? unsigned(v > -0.5f) + unsigned(v >= 0.5f) : undefined;
}

} // namespace QBLOCK_VARIANT
} // namespace qblock::format

#endif // QBLOCK_LIB_FORMAT_FLOATS_H
