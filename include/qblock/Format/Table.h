//===- Table.h - The rows of the format table -------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One row a format. The rows are constexpr and public so that a program can
// derive code from them when it is compiled; most callers want `allFormats` and
// `findFormat` instead. lib/Format/Formats.cpp proves every row.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_FORMAT_TABLE_H
#define QBLOCK_FORMAT_TABLE_H

#include "qblock/Format/Format.h"

namespace qblock::format {
namespace rows {

/// Bits of a byte: offsets and strides below read `16 * B` as "16 bytes".
constexpr unsigned B = 8;

/// `width << shift @base [dim0, dim1, dim2]`; see Plane.
constexpr Plane plane(unsigned widthBits, unsigned shift, unsigned baseBits,
                      PlaneDim dim0 = {}, PlaneDim dim1 = {},
                      PlaneDim dim2 = {}) {
  return {uint8_t(widthBits),
          uint8_t(shift),
          uint16_t(baseBits),
          {dim0, dim1, dim2}};
}

constexpr Code unsignedCode(unsigned elemsPerCode, int bias, Plane low,
                            Plane high = {}) {
  return {CodeKind::Unsigned,
          uint16_t(elemsPerCode),
          int16_t(bias),
          {low, high},
          nullptr};
}

constexpr Code signedCode(unsigned elemsPerCode, Plane bits) {
  return {CodeKind::Signed, uint16_t(elemsPerCode), 0, {bits}, nullptr};
}

constexpr Code lookupCode(const int8_t *table, Plane bits) {
  return {CodeKind::Lookup, 1, 0, {bits}, table};
}

/// A float (or exponent) that holds for `elemsPerCode` elements.
constexpr Code floatCode(CodeKind kind, unsigned elemsPerCode,
                         unsigned widthBits, unsigned baseBits,
                         PlaneDim dim = {}) {
  return {kind,
          uint16_t(elemsPerCode),
          0,
          {plane(widthBits, 0, baseBits, dim)},
          nullptr};
}

constexpr Code f16Code(unsigned elemsPerCode, unsigned baseBits) {
  return floatCode(CodeKind::F16, elemsPerCode, 16, baseBits);
}

constexpr Code noCode = {};

/// Levels that are denser around zero, for weights with a bell-shaped density.
inline constexpr int8_t nonLinearTable[16] = {
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

/// Twice the values of the 4-bit float E2M1, which makes them integers. Code 8
/// is its negative zero.
inline constexpr int8_t doubledE2M1Table[16] = {0, 1,  2,  3,  4,  6,  8,  12,
                                                0, -1, -2, -3, -4, -6, -8, -12};

/// One bit: the sign.
inline constexpr int8_t signTable[2] = {-1, 1};

/// Two codes a byte: 16 low nibbles, then 16 high nibbles.
constexpr Plane nibbles32(unsigned baseBits) {
  return plane(4, 0, baseBits, {16, B}, {2, 4});
}

/// The same over 256 codes, 64 at a time.
constexpr Plane nibbles256(unsigned baseBits) {
  return plane(4, 0, baseBits, {32, B}, {2, 4}, {4, 32 * B});
}

/// Four 2-bit codes a byte, 128 codes at a time.
constexpr Plane crumbs256(unsigned shift, unsigned baseBits) {
  return plane(2, shift, baseBits, {32, B}, {4, 2}, {2, 32 * B});
}

/// The eight 6-bit scales that q4_K and q5_K keep in bytes 4..15.
inline constexpr Code scales6 =
    unsignedCode(32, 0, plane(4, 0, 4 * B, {4, B}, {2, 8 * B}),
                 plane(2, 4, 4 * B + 4, {4, B}, {2, 2}));

/// The eight 6-bit mins in the same twelve bytes.
inline constexpr Code mins6 =
    unsignedCode(32, 0, plane(4, 0, 8 * B, {4, B}, {2, 4 * B + 4}),
                 plane(2, 4, 8 * B + 4, {4, B}, {2, 2}));

} // namespace rows

// clang-format off
// Columns: name, ggmlId, elemsPerBlock, bytesPerBlock, quant, scale, subScale,
// min, subMin, minKind, sum, activationOnly, dotPartner.
inline constexpr Format formatTable[] = {
  {"q4_0", 2, 32, 18,
   rows::unsignedCode(1, 8, rows::nibbles32(2 * rows::B)),
   rows::f16Code(32, 0), rows::noCode,
   rows::noCode, rows::noCode, MinKind::None, rows::noCode, false, "q8_0"},

  {"q4_1", 3, 32, 20,
   rows::unsignedCode(1, 0, rows::nibbles32(4 * rows::B)),
   rows::f16Code(32, 0), rows::noCode,
   rows::f16Code(32, 2 * rows::B), rows::noCode, MinKind::Add,
   rows::noCode, false, "q8_1"},

  {"q5_0", 6, 32, 22,
   rows::unsignedCode(1, 16, rows::nibbles32(6 * rows::B),
                      rows::plane(1, 4, 2 * rows::B, {32, 1})),
   rows::f16Code(32, 0), rows::noCode,
   rows::noCode, rows::noCode, MinKind::None, rows::noCode, false, "q8_0"},

  {"q5_1", 7, 32, 24,
   rows::unsignedCode(1, 0, rows::nibbles32(8 * rows::B),
                      rows::plane(1, 4, 4 * rows::B, {32, 1})),
   rows::f16Code(32, 0), rows::noCode,
   rows::f16Code(32, 2 * rows::B), rows::noCode, MinKind::Add,
   rows::noCode, false, "q8_1"},

  {"q8_0", 8, 32, 34,
   rows::signedCode(1, rows::plane(8, 0, 2 * rows::B, {32, rows::B})),
   rows::f16Code(32, 0), rows::noCode,
   rows::noCode, rows::noCode, MinKind::None, rows::noCode, false, "q8_0"},

  {"q8_1", 9, 32, 36,
   rows::signedCode(1, rows::plane(8, 0, 4 * rows::B, {32, rows::B})),
   rows::f16Code(32, 0), rows::noCode,
   rows::noCode, rows::noCode, MinKind::None,
   rows::f16Code(32, 2 * rows::B), true, ""},

  {"q2_K", 10, 256, 84,
   rows::unsignedCode(1, 0, rows::crumbs256(0, 16 * rows::B)),
   rows::f16Code(256, 80 * rows::B),
   rows::unsignedCode(16, 0, rows::plane(4, 0, 0, {16, rows::B})),
   rows::f16Code(256, 82 * rows::B),
   rows::unsignedCode(16, 0, rows::plane(4, 0, 4, {16, rows::B})),
   MinKind::Subtract, rows::noCode, false, "q8_K"},

  {"q3_K", 11, 256, 110,
   rows::unsignedCode(1, 4, rows::crumbs256(0, 32 * rows::B),
                      rows::plane(1, 2, 0, {32, rows::B}, {8, 1})),
   rows::f16Code(256, 108 * rows::B),
   rows::unsignedCode(16, 32,
                      rows::plane(4, 0, 96 * rows::B, {8, rows::B}, {2, 4}),
                      rows::plane(2, 4, 104 * rows::B, {4, rows::B}, {4, 2})),
   rows::noCode, rows::noCode, MinKind::None, rows::noCode, false, "q8_K"},

  {"q4_K", 12, 256, 144,
   rows::unsignedCode(1, 0, rows::nibbles256(16 * rows::B)),
   rows::f16Code(256, 0), rows::scales6,
   rows::f16Code(256, 2 * rows::B), rows::mins6,
   MinKind::Subtract, rows::noCode, false, "q8_K"},

  {"q5_K", 13, 256, 176,
   rows::unsignedCode(1, 0, rows::nibbles256(48 * rows::B),
                      rows::plane(1, 4, 16 * rows::B, {32, rows::B}, {8, 1})),
   rows::f16Code(256, 0), rows::scales6,
   rows::f16Code(256, 2 * rows::B), rows::mins6,
   MinKind::Subtract, rows::noCode, false, "q8_K"},

  {"q6_K", 14, 256, 210,
   rows::unsignedCode(1, 32,
                      rows::plane(4, 0, 0, {64, rows::B}, {2, 4},
                                  {2, 64 * rows::B}),
                      rows::crumbs256(4, 128 * rows::B)),
   rows::f16Code(256, 208 * rows::B),
   rows::signedCode(16, rows::plane(8, 0, 192 * rows::B, {16, rows::B})),
   rows::noCode, rows::noCode, MinKind::None, rows::noCode, false, "q8_K"},

  {"q8_K", 15, 256, 292,
   rows::signedCode(1, rows::plane(8, 0, 4 * rows::B, {256, rows::B})),
   rows::floatCode(CodeKind::F32, 256, 32, 0), rows::noCode,
   rows::noCode, rows::noCode, MinKind::None,
   rows::signedCode(16, rows::plane(16, 0, 260 * rows::B, {16, 2 * rows::B})),
   true, ""},

  {"iq4_nl", 20, 32, 18,
   rows::lookupCode(rows::nonLinearTable, rows::nibbles32(2 * rows::B)),
   rows::f16Code(32, 0), rows::noCode,
   rows::noCode, rows::noCode, MinKind::None, rows::noCode, false, "q8_0"},

  {"iq4_xs", 23, 256, 136,
   rows::lookupCode(rows::nonLinearTable,
                    rows::plane(4, 0, 8 * rows::B, {16, rows::B}, {2, 4},
                                {8, 16 * rows::B})),
   rows::f16Code(256, 0),
   rows::unsignedCode(32, 32, rows::plane(4, 0, 4 * rows::B, {8, 4}),
                      rows::plane(2, 4, 2 * rows::B, {8, 2})),
   rows::noCode, rows::noCode, MinKind::None, rows::noCode, false, "q8_K"},

  {"tq2_0", 35, 256, 66,
   rows::unsignedCode(1, 1, rows::crumbs256(0, 0)),
   rows::f16Code(256, 64 * rows::B), rows::noCode,
   rows::noCode, rows::noCode, MinKind::None, rows::noCode, false, "q8_K"},

  {"mxfp4", 39, 32, 17,
   rows::lookupCode(rows::doubledE2M1Table, rows::nibbles32(1 * rows::B)),
   rows::floatCode(CodeKind::E8M0Half, 32, 8, 0), rows::noCode,
   rows::noCode, rows::noCode, MinKind::None, rows::noCode, false, "q8_0"},

  {"nvfp4", 40, 64, 36,
   rows::lookupCode(rows::doubledE2M1Table,
                    rows::plane(4, 0, 4 * rows::B, {8, rows::B}, {2, 4},
                                {4, 8 * rows::B})),
   rows::noCode,
   rows::floatCode(CodeKind::E4M3Half, 16, 8, 0, {4, rows::B}),
   rows::noCode, rows::noCode, MinKind::None, rows::noCode, false, "q8_0"},

  {"q1_0", 41, 128, 18,
   rows::lookupCode(rows::signTable, rows::plane(1, 0, 2 * rows::B, {128, 1})),
   rows::f16Code(128, 0), rows::noCode,
   rows::noCode, rows::noCode, MinKind::None, rows::noCode, false, "q8_0"},

  {"q2_0", 42, 64, 18,
   rows::unsignedCode(1, 1, rows::plane(2, 0, 2 * rows::B, {64, 2})),
   rows::f16Code(64, 0), rows::noCode,
   rows::noCode, rows::noCode, MinKind::None, rows::noCode, false, "q8_0"},
};
// clang-format on

} // namespace qblock::format

#endif // QBLOCK_FORMAT_TABLE_H
