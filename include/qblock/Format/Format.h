//===- Format.h - The table of block formats --------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A block is a set of codes; a code is one to three bit planes glued by shifts;
// a plane is an integer-strided function from an index to a bit position. All
// else (sizes, decoder, unpacking IR, documentation) derives from these rows.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_FORMAT_FORMAT_H
#define QBLOCK_FORMAT_FORMAT_H

#include "qblock/Format/Types.h"

#include <cstdint>
#include <string_view>

namespace qblock::format {

/// One factor of a plane's index space: `count` values, `strideBits` apart.
struct PlaneDim {
  uint16_t count = 0;
  uint16_t strideBits = 0;
};

/// `widthBits` bits of a code. For code index c the bits start at
/// baseBits + sum_k digit_k * dims[k].strideBits, where digit_0 = c % count_0,
/// digit_1 = (c / count_0) % count_1, ...: the first dim is the fastest. Bit b
/// of a block is bit b%8 of byte b/8; multi-byte values are little-endian. The
/// plane contributes its bits at position `shift` of the code.
struct Plane {
  static constexpr unsigned maxDims = 4;
  uint8_t widthBits = 0;
  uint8_t shift = 0;
  uint16_t baseBits = 0;
  PlaneDim dims[maxDims] = {};

  constexpr unsigned bitOffset(unsigned codeIndex) const {
    unsigned bit = baseBits;
    for (const PlaneDim &dim : dims) {
      if (dim.count == 0)
        break;
      bit += codeIndex % dim.count * dim.strideBits;
      codeIndex /= dim.count;
    }
    return bit;
  }
};

/// How the bits of a code are read as a number.
enum class CodeKind : uint8_t {
  Unsigned, ///< integer, minus `bias`
  Signed,   ///< two's complement, minus `bias`
  F16,      ///< IEEE binary16
  F32,      ///< IEEE binary32
  E8M0Half, ///< 2^(code - 128): an E8M0 exponent whose factor 1/2 is folded in
  /// Half of an unsigned E4M3: bit 7 is ignored, and the code that stands for
  /// NaN counts as zero.
  E4M3Half,
  Lookup, ///< `table[code]`
};

/// A family of numbers in the block: number c (0 <= c < elemsPerBlock /
/// elemsPerCode) belongs to elements [c * elemsPerCode, (c+1) * elemsPerCode).
struct Code {
  static constexpr unsigned maxPlanes = 3;
  CodeKind kind = CodeKind::Unsigned;
  uint16_t elemsPerCode = 0; ///< 0: the block has no such code
  int16_t bias = 0;
  Plane planes[maxPlanes] = {};
  const int8_t *table = nullptr; ///< 2^widthBits entries, for Lookup

  constexpr explicit operator bool() const { return elemsPerCode != 0; }
  constexpr unsigned widthBits() const {
    unsigned width = 0;
    for (const Plane &plane : planes)
      width += plane.widthBits;
    return width;
  }
};

/// How the minimum enters an element's value.
enum class MinKind : uint8_t {
  None,     ///< s * q
  Add,      ///< s * q + m       (m is `min` itself)
  Subtract, ///< s * q - min * m (m is the sub-min code)
};

/// One block format. With q the quant, sc the sub-scale and mn the sub-min of
/// element i, its value in binary32, each step rounded on its own, is
///
///   s = scale * sc, or the one of the two that the block has
///   v = s * q                                     (MinKind::None)
///   v = s * q + min                               (MinKind::Add)
///   v = s * q - (min * mn)                        (MinKind::Subtract)
struct Format {
  std::string_view name; ///< ggml's spelling
  uint32_t ggmlId;
  uint16_t elemsPerBlock;
  uint16_t bytesPerBlock;
  Code quant;
  Code scale;    ///< d; absent in formats whose sub-scales are floats
  Code subScale; ///< absent in formats with one scale a block
  Code min;      ///< m or dmin
  Code subMin;
  MinKind minKind = MinKind::None;
  Code
      sum; ///< sums of quants, kept by activation formats; no part of the value
  bool activationOnly = false; ///< never the type of a weight
  std::string_view dotPartner; ///< activation format that ggml multiplies with

  constexpr double bitsPerElem() const {
    return 8.0 * bytesPerBlock / elemsPerBlock;
  }
};

/// All rows, ordered by ggmlId.
ArrayView<Format> allFormats();

/// Lookup by ggml's spelling (exact, `q4_K`); null if there is none.
const Format *findFormat(std::string_view name);

/// Bytes of a row of `numElems` elements, which must be whole blocks.
inline int64_t rowBytes(const TypeInfo &type, int64_t numElems) {
  return numElems / type.elemsPerBlock * type.bytesPerBlock;
}

/// Decodes `numElems` elements (whole blocks) of any type with a row, or of
/// f32, f16 and bf16, to binary32. `src` need not be aligned.
void decodeRow(const TypeInfo &type, const uint8_t *src, float *dst,
               int64_t numElems);

/// True for the types that `decodeRow` reads.
bool canDecode(const TypeInfo &type);

/// Exact conversions of stored floats, given their bits. Infinities, NaN and
/// subnormals are kept.
float decodeF16(uint16_t bits);
float decodeBF16(uint16_t bits);
/// Round to nearest even; overflow gives infinity; NaN becomes sign|0x7E00.
uint16_t encodeF16(float value);
/// Round to nearest even; NaN stays NaN (made quiet).
uint16_t encodeBF16(float value);

} // namespace qblock::format

#endif // QBLOCK_FORMAT_FORMAT_H
