//===- PackCodes.h - Write the codes of a block -----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Inline, so that a quantizer that knows its row at compile time gets straight
// code for it: every offset, shift and mask becomes a constant.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_FORMAT_PACKCODES_H
#define QBLOCK_LIB_FORMAT_PACKCODES_H

#include "Variant.h"
#include "qblock/Format/Table.h"

#include <cstdint>
#include <cstring>
#include <iterator>
#include <type_traits>
#include <utility>

namespace qblock::format {
inline namespace QBLOCK_VARIANT {

inline uint32_t lowMask(unsigned widthBits) {
  return widthBits >= 32 ? ~0u : (1u << widthBits) - 1;
}

inline uint64_t loadWord(const uint8_t *bytes) {
  uint64_t word;
  std::memcpy(&word, bytes, sizeof(word));
  return word;
}

inline void storeWord(uint8_t *bytes, uint64_t word) {
  std::memcpy(bytes, &word, sizeof(word));
}

/// `mask` in each byte of a word.
inline uint64_t replicate(uint32_t mask) {
  return mask * UINT64_C(0x0101010101010101);
}

/// Calls `run(firstCode, bitOffset)` for each run of `plane.dims[0].count`
/// codes along the fastest dim.
template <typename Fn>
[[gnu::always_inline]] inline void forEachRun(const Plane &plane,
                                              unsigned numCodes, Fn run) {
  unsigned runLength = plane.dims[0].count ? plane.dims[0].count : 1;
  for (unsigned first = 0; first != numCodes; first += runLength)
    run(first, runLength, plane.bitOffset(first));
}

/// Writes `runLength` fields of `widthBits` bits, `strideBits` apart, from bit
/// `bit` of the block on: the bits of the codes from `shift` up.
[[gnu::always_inline]] inline void packRun(unsigned widthBits, unsigned shift,
                                           unsigned strideBits, unsigned bit,
                                           unsigned runLength,
                                           const uint8_t *raw, uint8_t *block) {
  uint32_t mask = lowMask(widthBits);
  uint64_t wordMask = replicate(mask);
  unsigned i = 0;
  uint8_t *dst = block + bit / 8;
  // One bit of each of eight codes: the product moves bit i of byte i to bit i
  // of the highest byte.
  if (strideBits == 1 && widthBits == 1 && bit % 8 == 0)
    for (; i + 8 <= runLength; i += 8) {
      uint64_t bits = loadWord(raw + i) >> shift & wordMask;
      dst[i / 8] |= uint8_t(bits * UINT64_C(0x0102040810204080) >> 56);
    }
  if (strideBits == 8)
    for (; i + 8 <= runLength; i += 8) {
      uint64_t codes = loadWord(raw + i) >> shift & wordMask;
      storeWord(dst + i, loadWord(dst + i) | codes << bit % 8);
    }
  for (unsigned pos = bit % 8 + i * strideBits; i != runLength;
       ++i, pos += strideBits)
    dst[pos / 8] |= (raw[i] >> shift & mask) << pos % 8;
}

/// As `packCodes`, for one plane.
inline void packPlane(const Plane &plane, unsigned numCodes, const uint8_t *raw,
                      uint8_t *block) {
  forEachRun(plane, numCodes,
             [&](unsigned first, unsigned runLength, unsigned bit) {
               packRun(plane.widthBits, plane.shift, plane.dims[0].strideBits,
                       bit, runLength, raw + first, block);
             });
}

/// The same where all of it is known: straight code.
template <size_t row, size_t planeIndex, size_t... runs>
[[gnu::always_inline]] inline void packKnownRuns(std::index_sequence<runs...>,
                                                 const uint8_t *raw,
                                                 uint8_t *block) {
  constexpr Plane plane = formatTable[row].quant.planes[planeIndex];
  constexpr unsigned runLength = plane.dims[0].count;
  (packRun(plane.widthBits, plane.shift, plane.dims[0].strideBits,
           std::integral_constant<unsigned,
                                  plane.bitOffset(runs * runLength)>::value,
           runLength, raw + runs * runLength, block),
   ...);
}

/// `packCodes` of the quants of a row of the table.
template <size_t row, size_t... planes>
[[gnu::always_inline]] inline void
packKnownPlanes(std::index_sequence<planes...>, const uint8_t *raw,
                uint8_t *block) {
  constexpr const Format &format = formatTable[row];
  auto pack = [&](auto index) __attribute__((always_inline)) {
    constexpr size_t planeIndex = decltype(index)::value;
    constexpr Plane plane = format.quant.planes[planeIndex];
    if constexpr (plane.widthBits != 0) {
      constexpr size_t numRuns = format.elemsPerBlock / plane.dims[0].count;
      packKnownRuns<row, planeIndex>(std::make_index_sequence<numRuns>(), raw,
                                     block);
    }
  };
  (pack(std::integral_constant<size_t, planes>()), ...);
}

template <size_t row>
[[gnu::always_inline]] inline void packKnown(const uint8_t *raw,
                                             uint8_t *block) {
  constexpr size_t numPlanes = std::size(formatTable[row].quant.planes);
  packKnownPlanes<row>(std::make_index_sequence<numPlanes>(), raw, block);
}

} // namespace QBLOCK_VARIANT
} // namespace qblock::format

#endif // QBLOCK_LIB_FORMAT_PACKCODES_H
