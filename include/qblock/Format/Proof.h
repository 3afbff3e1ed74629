//===- Proof.h - What makes a row of the table valid ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A wrong offset in a row would decode plausible rubbish, so rows are proved
// when they are compiled: static_assert(isValidRow(row)).
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_FORMAT_PROOF_H
#define QBLOCK_FORMAT_PROOF_H

#include "qblock/Format/Format.h"

namespace qblock::format {

/// Largest block that the proof can take.
constexpr unsigned maxProvableBits = 4096;

/// Counts in `uses` how often each bit of the block is named by `code`. False
/// if a field reaches past the end of the block.
constexpr bool markBits(const Format &row, const Code &code, uint8_t *uses) {
  if (!code)
    return true;
  for (const Plane &plane : code.planes) {
    if (plane.widthBits == 0)
      continue;
    for (unsigned i = 0, e = row.elemsPerBlock / code.elemsPerCode; i != e;
         ++i) {
      unsigned bit = plane.bitOffset(i);
      if (bit + plane.widthBits > row.bytesPerBlock * 8u)
        return false;
      for (unsigned b = 0; b != plane.widthBits; ++b)
        ++uses[bit + b];
    }
  }
  return true;
}

/// Every bit of the block belongs to exactly one field of one code, and no
/// field leaves the block.
constexpr bool coversEveryBitOnce(const Format &row) {
  unsigned numBits = row.bytesPerBlock * 8u;
  if (numBits > maxProvableBits)
    return false;
  uint8_t uses[maxProvableBits] = {};
  const Code *codes[] = {&row.quant, &row.scale,  &row.subScale,
                         &row.min,   &row.subMin, &row.sum};
  for (const Code *code : codes)
    if (!markBits(row, *code, uses))
      return false;
  for (unsigned bit = 0; bit != numBits; ++bit)
    if (uses[bit] != 1)
      return false;
  return true;
}

/// The dims of the plane count exactly `numCodes` codes. Fields up to a byte
/// wide stay inside one byte and wider ones start at a byte: readers and the
/// emitted unpacking code rely on it.
constexpr bool isValidPlane(const Plane &plane, unsigned numCodes) {
  unsigned product = 1;
  bool ended = false;
  for (const PlaneDim &dim : plane.dims) {
    ended |= dim.count == 0;
    if (ended && dim.count != 0)
      return false;
    product *= ended ? 1 : dim.count;
  }
  if (product != numCodes)
    return false;
  for (unsigned i = 0; i != numCodes; ++i) {
    unsigned bitInByte = plane.bitOffset(i) % 8;
    if (plane.widthBits <= 8 ? bitInByte + plane.widthBits > 8 : bitInByte != 0)
      return false;
  }
  return true;
}

/// The width that the kind of the code asks for.
constexpr bool hasWidthOfKind(const Code &code) {
  unsigned width = code.widthBits();
  switch (code.kind) {
  case CodeKind::Unsigned:
  case CodeKind::Signed:
    return width >= 1 && width <= 16;
  case CodeKind::F16:
    return width == 16;
  case CodeKind::F32:
    return width == 32;
  case CodeKind::E8M0Half:
  case CodeKind::E4M3Half:
    return width == 8;
  case CodeKind::Lookup:
    return width >= 1 && width <= 8 && code.table;
  }
  return false;
}

/// The planes of the code are valid and together give each of its bits once,
/// lowest plane first.
constexpr bool isValidCode(const Format &row, const Code &code) {
  if (!code)
    return true;
  if (row.elemsPerBlock % code.elemsPerCode != 0 || !hasWidthOfKind(code))
    return false;
  unsigned numCodes = row.elemsPerBlock / code.elemsPerCode;
  unsigned nextShift = 0;
  for (const Plane &plane : code.planes) {
    if (plane.widthBits == 0)
      continue;
    if (plane.shift != nextShift || !isValidPlane(plane, numCodes))
      return false;
    nextShift += plane.widthBits;
  }
  return true;
}

/// The codes that the formula of the value needs are there, and no others; one
/// quant an element, of at most a byte; one scale and at most one min a block.
constexpr bool hasCodesOfFormula(const Format &row) {
  bool hasScale = row.scale || row.subScale;
  bool wholeBlock =
      hasScale && (!row.scale || row.scale.elemsPerCode == row.elemsPerBlock) &&
      (!row.min || row.min.elemsPerCode == row.elemsPerBlock);
  bool bytewise = row.quant.elemsPerCode == 1 && row.quant.widthBits() <= 8 &&
                  row.subScale.widthBits() <= 8 && row.subMin.widthBits() <= 8;
  bool needsMin = row.minKind != MinKind::None;
  bool needsSubMin = row.minKind == MinKind::Subtract;
  return wholeBlock && bytewise && bool(row.min) == needsMin &&
         bool(row.subMin) == needsSubMin;
}

/// All of the above: what the rest of the project assumes of a row.
constexpr bool isValidRow(const Format &row) {
  return hasCodesOfFormula(row) && isValidCode(row, row.quant) &&
         isValidCode(row, row.scale) && isValidCode(row, row.subScale) &&
         isValidCode(row, row.min) && isValidCode(row, row.subMin) &&
         isValidCode(row, row.sum) && coversEveryBitOnce(row);
}

} // namespace qblock::format

#endif // QBLOCK_FORMAT_PROOF_H
