//===- Codes.h - Reading and writing the codes of a block -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_FORMAT_CODES_H
#define QBLOCK_FORMAT_CODES_H

#include "qblock/Format/Format.h"

#include <cstdint>

namespace qblock::format {

/// How many numbers of this family a block of `row` holds.
constexpr unsigned numCodes(const Format &row, const Code &code) {
  return code ? row.elemsPerBlock / code.elemsPerCode : 0;
}

/// The raw bits of code `codeIndex`: planes glued, nothing interpreted.
uint32_t readCode(const Code &code, const uint8_t *block, unsigned codeIndex);

/// Sets the raw bits of code `codeIndex`. Bits of `raw` above the width of the
/// code are ignored.
void writeCode(const Code &code, uint8_t *block, unsigned codeIndex,
               uint32_t raw);

/// Reads codes 0 .. numCodes-1, each at most a byte wide, raw, one a byte.
void unpackCodes(const Code &code, unsigned numCodes, const uint8_t *block,
                 uint8_t *raw);

/// Inverse of `unpackCodes` on a block whose bits of this code are zero.
void packCodes(const Code &code, unsigned numCodes, const uint8_t *raw,
               uint8_t *block);

/// The number that raw bits stand for (see CodeKind), bias subtracted.
float codeValue(const Code &code, uint32_t raw);

} // namespace qblock::format

#endif // QBLOCK_FORMAT_CODES_H
