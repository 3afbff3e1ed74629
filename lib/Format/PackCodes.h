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
#include "qblock/Format/Format.h"

#include <cstdint>
#include <cstring>

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

[[gnu::always_inline]] inline void packPlane(const Plane &plane,
                                             unsigned numCodes,
                                             const uint8_t *raw,
                                             uint8_t *block) {
  uint32_t mask = lowMask(plane.widthBits);
  uint64_t wordMask = replicate(mask);
  unsigned stride = plane.dims[0].strideBits;
  auto packRun = [&](unsigned first, unsigned runLength, unsigned bit) {
    unsigned i = 0;
    uint8_t *dst = block + bit / 8;
    // One bit of each of eight codes: the product moves bit i of byte i to bit
    // i of the highest byte.
    if (stride == 1 && plane.widthBits == 1 && bit % 8 == 0)
      for (; i + 8 <= runLength; i += 8) {
        uint64_t bits = loadWord(raw + first + i) >> plane.shift & wordMask;
        dst[i / 8] |= uint8_t(bits * UINT64_C(0x0102040810204080) >> 56);
      }
    if (stride == 8)
      for (; i + 8 <= runLength; i += 8) {
        uint64_t codes = loadWord(raw + first + i) >> plane.shift & wordMask;
        storeWord(dst + i, loadWord(dst + i) | codes << bit % 8);
      }
    for (unsigned pos = bit % 8 + i * stride; i != runLength;
         ++i, pos += stride)
      dst[pos / 8] |= (raw[first + i] >> plane.shift & mask) << pos % 8;
  };
  forEachRun(plane, numCodes, packRun);
}

/// As `packCodes`.
[[gnu::always_inline]] inline void packInline(const Code &code,
                                              unsigned numCodes,
                                              const uint8_t *raw,
                                              uint8_t *block) {
  for (const Plane &plane : code.planes)
    if (plane.widthBits)
      packPlane(plane, numCodes, raw, block);
}

} // namespace QBLOCK_VARIANT
} // namespace qblock::format

#endif // QBLOCK_LIB_FORMAT_PACKCODES_H
