//===- TileReader.cpp - Reads blocks of packed tiles -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The counterpart of PackedLayout in IR. Fields of a byte are taken out on
// lanes of 32 bits, because no target shifts bytes; what crosses a byte is
// masked.
//
//===----------------------------------------------------------------------===//

#include "TileReader.h"
#include "ScaleCodes.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

#include <algorithm>

using namespace mlir;
using namespace qblock;
using format::Code;
using format::CodeKind;
using format::MinKind;
using format::PackedCode;
using format::PackedLayout;

static int64_t repeatInBytes(int64_t mask) { return mask * 0x01010101; }

Value TileReader::byteAt(Value base, int64_t offset) const {
  return emit.add(base, offset);
}

//===----------------------------------------------------------------------===//
// Codes
//===----------------------------------------------------------------------===//

unsigned TileReader::getMaxCode(const PackedLayout &layout) {
  const format::Format &row = *layout.row;
  unsigned numLevels = 1u << row.quant.widthBits();
  if (row.quant.kind != CodeKind::Lookup)
    return numLevels - 1;
  auto [min, max] =
      std::minmax_element(row.quant.table, row.quant.table + numLevels);
  return *max - *min;
}

bool TileReader::hasSignedCodes(const PackedLayout &layout,
                                const CpuTarget &target) {
  return getMaxCode(layout) > target.getMaxUnsignedCode();
}

/// Tables hold numbers with a sign already. Codes of eight bits that are stored
/// without one lose half of their range to it.
int64_t TileReader::getBias(const PackedLayout &layout, bool isSigned) {
  const Code &quant = layout.row->quant;
  int64_t half = int64_t(1) << (quant.widthBits() - 1);
  switch (quant.kind) {
  case CodeKind::Lookup:
    return isSigned ? 0
                    : -*std::min_element(quant.table, quant.table + 2 * half);
  case CodeKind::Signed:
    return quant.bias + (isSigned ? 0 : half);
  default:
    return quant.bias - (isSigned ? half : 0);
  }
}

/// The table as it is or from its minimum on, filled up to 16 entries.
static SmallVector<uint8_t> getTable(const Code &quant, bool isSigned) {
  ArrayRef<int8_t> table(quant.table, size_t(1) << quant.widthBits());
  int8_t min = isSigned ? 0 : *std::min_element(table.begin(), table.end());
  SmallVector<uint8_t> entries;
  for (int8_t entry : table)
    entries.push_back(uint8_t(entry - min));
  entries.resize(16);
  return entries;
}

/// By how much codes are to be shifted to the left for what a table holds, from
/// its minimum on, if its entries are so evenly spaced.
static std::optional<int64_t> getTableShift(const Code &quant) {
  ArrayRef<int8_t> table(quant.table, size_t(1) << quant.widthBits());
  int64_t spacing = table[1] - table[0];
  if (spacing <= 0 || !llvm::isPowerOf2_64(spacing))
    return std::nullopt;
  for (auto [index, entry] : llvm::enumerate(table))
    if (entry != table[0] + int64_t(index) * spacing)
      return std::nullopt;
  return llvm::Log2_64(spacing);
}

Value TileReader::codes(Value slab, int64_t step, int64_t part) const {
  const Code &quant = layout.row->quant;
  bool isSigned = hasSignedCodes(layout, target);
  bool isTable = quant.kind == CodeKind::Lookup;
  std::optional<int64_t> tableShift;
  if (isTable && !isSigned)
    tableShift = getTableShift(quant);
  int64_t bytes = target.getLanes() * PackedLayout::elemsPerStep;
  VectorType byteType = emit.vectorOf(bytes, emit.i8());
  VectorType laneType = emit.vectorOf(target.getLanes(), emit.i32());
  Value base = emit.add(firstByte, emit.mul(slab, layout.bytesPerSlab));
  Value all;
  for (unsigned shift = 0; shift != quant.widthBits();) {
    int64_t width = layout.partWidth(shift), fields = 8 / width;
    int64_t offset = layout.slabOffset + part * bytes +
                     (shift + step / fields) * PackedLayout::bytesPerVector;
    Value lanes = emit.make<vector::BitCastOp>(
        laneType, emit.load(byteType, weight, byteAt(base, offset)));
    if (width < 8) {
      int64_t left = shift + tableShift.value_or(0);
      int64_t mask = ((int64_t(1) << width) - 1) << left;
      lanes = emit.shiftAndMask(lanes, left - step % fields * width,
                                repeatInBytes(mask));
    }
    all = all ? emit.make<arith::OrIOp>(all, lanes) : lanes;
    shift += width;
  }
  if (!isTable && isSigned != (quant.kind == CodeKind::Signed)) {
    int64_t sign = int64_t(1) << (quant.widthBits() - 1);
    all = emit.make<arith::XOrIOp>(
        all, emit.constant(laneType, int32_t(repeatInBytes(sign))));
  }
  Value codes = emit.make<vector::BitCastOp>(byteType, all);
  if (isTable && !tableShift)
    return target.emitLookup(emit.builder, emit.loc, getTable(quant, isSigned),
                             codes);
  return codes;
}

//===----------------------------------------------------------------------===//
// Scales
//===----------------------------------------------------------------------===//

Value TileReader::bytesOfCodes(const PackedCode &packed, Value codeIndex,
                               int64_t part) const {
  int64_t bytes = packed.bytesPerCode;
  Value base = emit.add(firstByte,
                        emit.mul(codeIndex, PackedLayout::rowsPerTile * bytes));
  return emit.load(
      emit.vectorOf(target.getLanes() * bytes, emit.i8()), weight,
      byteAt(base, packed.byteOffset + part * target.getLanes() * bytes));
}

/// Integer codes as i32.
Value TileReader::integer(const PackedCode &packed, const Code &code,
                          Value codeIndex, int64_t part) const {
  assert(packed.bytesPerCode == 1 && "integers and small floats take a byte");
  VectorType i32 = emit.vectorOf(target.getLanes(), emit.i32());
  Value loaded = bytesOfCodes(packed, codeIndex, part);
  if (code.kind == CodeKind::Signed)
    return emit.make<arith::ExtSIOp>(i32, loaded);
  Value raw = emit.make<arith::ExtUIOp>(i32, loaded);
  if (packed.widthBits <= 4)
    raw = emit.shiftAndMask(raw, -int64_t(packed.bitInByte),
                            (1 << packed.widthBits) - 1);
  if (code.bias)
    raw = emit.make<arith::SubIOp>(raw, emit.constant(i32, code.bias));
  return raw;
}

Value TileReader::number(const PackedCode &packed, const Code &code,
                         Value codeIndex, int64_t part) const {
  VectorType f32 = emit.vectorOf(target.getLanes(), emit.f32());
  VectorType i32 = emit.vectorOf(target.getLanes(), emit.i32());
  switch (code.kind) {
  case CodeKind::F16: {
    VectorType f16 =
        emit.vectorOf(target.getLanes(), emit.builder.getF16Type());
    return emit.make<arith::ExtFOp>(
        f32, emit.make<vector::BitCastOp>(
                 f16, bytesOfCodes(packed, codeIndex, part)));
  }
  case CodeKind::F32:
    return emit.make<vector::BitCastOp>(f32,
                                        bytesOfCodes(packed, codeIndex, part));
  case CodeKind::E8M0Half:
  case CodeKind::E4M3Half: {
    Value raw =
        emit.make<arith::ExtUIOp>(i32, bytesOfCodes(packed, codeIndex, part));
    return emitSmallFloat(emit, code.kind, raw);
  }
  default:
    return emit.make<arith::SIToFPOp>(f32,
                                      integer(packed, code, codeIndex, part));
  }
}

Value TileReader::codeIndex(const Code &code, Value slab,
                            int64_t elemInSlab) const {
  int64_t elems = code.elemsPerCode, slabElems = PackedLayout::elemsPerSlab;
  return elems <= slabElems
             ? emit.add(emit.mul(slab, slabElems / elems), elemInSlab / elems)
             : emit.div(slab, elems / slabElems);
}

Value TileReader::product(Value block, const PackedCode &packed,
                          const Code &code, Value slab, int64_t elemInSlab,
                          int64_t part) const {
  if (!code)
    return block;
  Value index = codeIndex(code, slab, elemInSlab);
  Value factor = number(packed, code, index, part);
  return block ? emit.make<arith::MulFOp>(block, factor) : factor;
}

Value TileReader::blockScale(int64_t part) const {
  const Code &code = layout.row->scale;
  return code ? number(layout.scale, code, emit.index(0), part) : Value();
}

Value TileReader::groupScale(Value block, Value slab, int64_t elemInSlab,
                             int64_t part) const {
  return product(block, layout.subScale, layout.row->subScale, slab, elemInSlab,
                 part);
}

Value TileReader::groupScalePair(Value slab, int64_t elemInSlab,
                                 int64_t part) const {
  const Code &code = layout.row->subScale;
  Value scale =
      integer(layout.subScale, code, codeIndex(code, slab, elemInSlab), part);
  Type type = scale.getType();
  Value high = emit.make<arith::ShLIOp>(scale, emit.constant(type, 16));
  Value low = emit.make<arith::AndIOp>(scale, emit.constant(type, 0xffff));
  return emit.make<arith::OrIOp>(low, high);
}

Value TileReader::blockMin(int64_t part) const {
  const format::Format &row = *layout.row;
  if (row.minKind == MinKind::None)
    return {};
  Value min = number(layout.min, row.min, emit.index(0), part);
  if (row.minKind == MinKind::Subtract)
    min = emit.make<arith::NegFOp>(min);
  return min;
}

Value TileReader::groupMin(Value block, Value slab, int64_t elemInSlab,
                           int64_t part) const {
  return product(block, layout.subMin, layout.row->subMin, slab, elemInSlab,
                 part);
}

Value TileReader::minPair(int64_t firstElem, int64_t secondElem,
                          int64_t part) const {
  const Code &code = layout.row->subMin;
  auto min = [&](int64_t elem) {
    return integer(layout.subMin, code, emit.index(elem / code.elemsPerCode),
                   part);
  };
  Value high = min(secondElem);
  high = emit.make<arith::ShLIOp>(high, emit.constant(high.getType(), 16));
  return emit.make<arith::OrIOp>(min(firstElem), high);
}
