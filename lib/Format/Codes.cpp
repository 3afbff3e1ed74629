//===- Codes.cpp - Reading and writing the codes of a block -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Turns planes into byte accesses; PackCodes.h has the other half. Most planes
// step by one byte in their fastest dim; there eight codes are moved at a time
// inside a 64-bit word, which needs no vector instructions and, because the
// proof of a row keeps fields inside their bytes, no care for neighbours.
//
//===----------------------------------------------------------------------===//

#include "qblock/Format/Codes.h"
#include "Floats.h"
#include "PackCodes.h"

#include <cassert>

using namespace qblock;
using namespace qblock::format;

/// The field of `widthBits` bits at `bitOffset`.
static uint32_t readField(const uint8_t *block, unsigned bitOffset,
                          unsigned widthBits) {
  const uint8_t *bytes = block + bitOffset / 8;
  uint32_t value = 0;
  for (unsigned i = 0; i * 8 < widthBits; ++i)
    value |= uint32_t(bytes[i]) << 8 * i;
  return value >> bitOffset % 8 & lowMask(widthBits);
}

static void writeField(uint8_t *block, unsigned bitOffset, unsigned widthBits,
                       uint32_t value) {
  uint8_t *bytes = block + bitOffset / 8;
  uint32_t mask = lowMask(widthBits) << bitOffset % 8;
  value <<= bitOffset % 8;
  for (unsigned i = 0; i * 8 < widthBits; ++i) {
    uint8_t byteMask = uint8_t(mask >> 8 * i);
    bytes[i] = (bytes[i] & ~byteMask) | (uint8_t(value >> 8 * i) & byteMask);
  }
}

uint32_t format::readCode(const Code &code, const uint8_t *block,
                          unsigned codeIndex) {
  uint32_t raw = 0;
  for (const Plane &plane : code.planes)
    if (plane.widthBits)
      raw |= readField(block, plane.bitOffset(codeIndex), plane.widthBits)
             << plane.shift;
  return raw;
}

void format::writeCode(const Code &code, uint8_t *block, unsigned codeIndex,
                       uint32_t raw) {
  for (const Plane &plane : code.planes)
    if (plane.widthBits)
      writeField(block, plane.bitOffset(codeIndex), plane.widthBits,
                 raw >> plane.shift);
}

static void unpackPlane(const Plane &plane, unsigned numCodes,
                        const uint8_t *block, uint8_t *raw) {
  uint32_t mask = lowMask(plane.widthBits);
  uint64_t wordMask = replicate(mask);
  unsigned stride = plane.dims[0].strideBits;
  auto unpackRun = [&](unsigned first, unsigned runLength, unsigned bit) {
    unsigned i = 0;
    const uint8_t *src = block + bit / 8;
    if (stride == 8)
      for (; i + 8 <= runLength; i += 8) {
        uint64_t codes = loadWord(src + i) >> bit % 8 & wordMask;
        storeWord(raw + first + i,
                  loadWord(raw + first + i) | codes << plane.shift);
      }
    for (unsigned pos = bit % 8 + i * stride; i != runLength;
         ++i, pos += stride)
      raw[first + i] |= (src[pos / 8] >> pos % 8 & mask) << plane.shift;
  };
  forEachRun(plane, numCodes, unpackRun);
}

void format::unpackCodes(const Code &code, unsigned numCodes,
                         const uint8_t *block, uint8_t *raw) {
  assert(code.widthBits() <= 8 && "one code a byte");
  std::memset(raw, 0, numCodes);
  for (const Plane &plane : code.planes)
    if (plane.widthBits)
      unpackPlane(plane, numCodes, block, raw);
}

void format::packCodes(const Code &code, unsigned numCodes, const uint8_t *raw,
                       uint8_t *block) {
  assert(code.widthBits() <= 8 && "one code a byte");
  for (const Plane &plane : code.planes)
    if (plane.widthBits)
      packPlane(plane, numCodes, raw, block);
}

/// 2^(exponent - 128); the two lowest exponents give subnormals.
static float e8m0HalfToFloat(uint32_t exponent) {
  return bitsToFloat(exponent < 2 ? 0x00200000u << exponent
                                  : (exponent - 1) << 23);
}

/// Subnormals below 2^-6, else 1.mmm * 2^(exponent - 7); halved.
static float e4m3HalfToFloat(uint32_t code) {
  uint32_t exponent = code >> 3 & 15, mantissa = code & 7;
  constexpr uint32_t nanCode = 0x7f;
  if ((code & nanCode) == nanCode)
    return 0.0f;
  if (exponent == 0)
    return float(mantissa) * 0x1p-10f;
  // The exponent's bias goes from 7 to 127, and down by one for the half.
  return bitsToFloat((exponent + 127 - 7 - 1) << 23 | mantissa << 20);
}

float format::codeValue(const Code &code, uint32_t raw) {
  switch (code.kind) {
  case CodeKind::Unsigned:
    return float(int32_t(raw) - code.bias);
  case CodeKind::Signed: {
    int32_t signBit = 1 << (code.widthBits() - 1);
    return float(int32_t(raw ^ signBit) - signBit - code.bias);
  }
  case CodeKind::F16:
    return f16ToFloat(uint16_t(raw));
  case CodeKind::F32:
    return bitsToFloat(raw);
  case CodeKind::E8M0Half:
    return e8m0HalfToFloat(raw);
  case CodeKind::E4M3Half:
    return e4m3HalfToFloat(raw);
  case CodeKind::Lookup:
    return float(code.table[raw]);
  }
  return 0.0f;
}
