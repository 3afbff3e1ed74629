//===- Quantize.cpp - Dispatch to the quantizers ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds the quantizer of a type, compiled for the machine at hand, and checks
// what was written.
//
//===----------------------------------------------------------------------===//

#include "qblock/Format/Quantize.h"
#include "OtherDecoders.h"
#include "Quantizers.h"
#include "qblock/Format/Table.h"

#include <cassert>
#include <iterator>

using namespace qblock;
using namespace qblock::format;

#ifdef QBLOCK_HAS_WIDE_VARIANT
namespace qblock::format::wide {
ArrayView<NamedQuantizer> listQuantizers();
void convertToF16(const float *, uint8_t *, int64_t);
void convertToBF16(const float *, uint8_t *, int64_t);
} // namespace qblock::format::wide
#else
namespace wide = qblock::format::baseline;
#endif

/// True if this machine runs the wide variant.
static bool isWide() {
#ifdef QBLOCK_HAS_WIDE_VARIANT
  static const bool isSupported = __builtin_cpu_supports(QBLOCK_WIDE_FEATURE);
  return isSupported;
#else
  return false;
#endif
}

/// Those of the machine that this runs on.
static ArrayView<NamedQuantizer> hostQuantizers() {
#ifdef QBLOCK_HAS_WIDE_VARIANT
  if (isWide())
    return wide::listQuantizers();
#endif
  return baseline::listQuantizers();
}

using Converter = void (*)(const float *, uint8_t *, int64_t);

/// One of two variants of a function.
static Converter choose(Converter baseline, Converter wide) {
  return isWide() ? wide : baseline;
}

static void quantizePlain(const TypeInfo &type, const float *src, uint8_t *dst,
                          int64_t numElems) {
  assert(canQuantize(type) && "the type has no quantizer");
  if (type.name == "f32") {
    std::memcpy(dst, src, numElems * sizeof(float));
  } else if (type.name == "f16") {
    choose(baseline::convertToF16, wide::convertToF16)(src, dst, numElems);
  } else {
    choose(baseline::convertToBF16, wide::convertToBF16)(src, dst, numElems);
  }
}

bool format::canQuantize(const TypeInfo &type) {
  return type.row || isTernaryType(type) || type.name == "f32" ||
         type.name == "f16" || type.name == "bf16";
}

void format::quantizeRows(const TypeInfo &type, const float *src, uint8_t *dst,
                          int64_t numRows, int64_t elemsPerRow,
                          const float *importance) {
  assert(elemsPerRow % type.elemsPerBlock == 0 && "whole blocks");
  if (isTernaryType(type))
    return quantizeTernaryDigits(src, dst, numRows * elemsPerRow);
  if (!type.row)
    return quantizePlain(type, src, dst, numRows * elemsPerRow);
  RowQuantizer quantizer = hostQuantizers()[type.row - formatTable].quantizer;
  int64_t bytesPerRow = rowBytes(type, elemsPerRow);
  for (int64_t i = 0; i != numRows; ++i)
    quantizer(*type.row, src + i * elemsPerRow, dst + i * bytesPerRow,
              elemsPerRow, importance);
}

/// Infinite, NaN, or the exponent that stands for neither number.
static bool isInvalidScale(const Code &code, const uint8_t *block) {
  if (!code)
    return false;
  uint32_t raw = readCode(code, block, 0);
  switch (code.kind) {
  case CodeKind::F16:
    return (raw & 0x7c00) == 0x7c00;
  case CodeKind::F32:
    return (raw & 0x7f800000) == 0x7f800000;
  case CodeKind::E8M0Half:
    return raw == 255;
  case CodeKind::E4M3Half:
  case CodeKind::Unsigned:
  case CodeKind::Signed:
  case CodeKind::Lookup:
    return false;
  }
  return false;
}

int64_t format::findInvalidBlock(const TypeInfo &type, const uint8_t *blocks,
                                 int64_t numBlocks) {
  if (isTernaryType(type))
    return findInvalidTernaryBlock(blocks, numBlocks);
  if (!type.row)
    return -1;
  for (int64_t i = 0; i != numBlocks; ++i) {
    const uint8_t *block = blocks + i * type.bytesPerBlock;
    if (isInvalidScale(type.row->scale, block) ||
        isInvalidScale(type.row->min, block))
      return i;
  }
  return -1;
}
