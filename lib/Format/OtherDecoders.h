//===- OtherDecoders.h - Formats outside of the table -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_FORMAT_OTHERDECODERS_H
#define QBLOCK_LIB_FORMAT_OTHERDECODERS_H

#include "qblock/Format/Types.h"

namespace qblock::format {

/// Decodes whole blocks to binary32.
using RowDecoder = void (*)(const uint8_t *src, float *dst, int64_t numElems);

/// The decoder of a type whose codes are no planes of bits; null for others.
RowDecoder findRowDecoder(const TypeInfo &type);

/// The decoder of a type whose codes are numbers of patterns; null for others.
RowDecoder findCodebookDecoder(std::string_view name);

/// tq1_0, whose bytes hold five digits to the base three.
bool isTernaryType(const TypeInfo &type);
void decodeTernaryDigits(const uint8_t *src, float *dst, int64_t numElems);
void quantizeTernaryDigits(const float *src, uint8_t *dst, int64_t numElems);
/// See `findInvalidBlock`.
int64_t findInvalidTernaryBlock(const uint8_t *blocks, int64_t numBlocks);

} // namespace qblock::format

#endif // QBLOCK_LIB_FORMAT_OTHERDECODERS_H
