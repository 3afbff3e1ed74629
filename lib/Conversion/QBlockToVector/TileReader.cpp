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

/// Sub-scales and sub-mins are for a slab or less.
static int64_t codesPerSlab(const Code &code) {
  assert(code.elemsPerCode <= PackedLayout::elemsPerSlab && "too few of them");
  return PackedLayout::elemsPerSlab / code.elemsPerCode;
}

void TileReader::advance(Value numSlabs) {
  auto move = [&](Value &base, int64_t bytes) {
    base = emit.add(base, emit.mul(numSlabs, bytes));
  };
  auto moveCodes = [&](Value &base, const Codes &codes) {
    if (codes.code)
      move(base, codesPerSlab(codes.code) * codes.packed.bytesPerCode *
                     PackedLayout::rowsPerTile);
  };
  if (areCodesApart())
    move(codesOfSlab,
         areExpanded() ? expandedBytesPerSlab : layout.bytesPerSlab);
  if (isSlab()) {
    move(block, layout.bytesPerBlock);
    return;
  }
  moveCodes(scalesOfSlab, subScales());
  moveCodes(minsOfSlab, subMins());
}

SmallVector<Value *> TileReader::addresses() {
  SmallVector<Value *> all = {&codesAddress()};
  if (masks)
    all.push_back(&masks);
  if (isSlab()) {
    if (areExpanded())
      all.push_back(&block);
    return all;
  }
  if (layout.row->subScale)
    all.push_back(&scalesOfSlab);
  if (layout.row->subMin)
    all.push_back(&minsOfSlab);
  return all;
}

void TileReader::readCodesAfter(Value value) {
  Value &address = codesAddress();
  address = target.emitAfter(emit.builder, emit.loc, address, value);
  if (masks)
    masks = target.emitAfter(emit.builder, emit.loc, masks, value);
}

void TileReader::readAfter(Value value) {
  for (Value *address : addresses())
    *address = target.emitAfter(emit.builder, emit.loc, *address, value);
}

/// By how much codes are shifted to the left, beside unpacking, for the numbers
/// that they stand for; none if these are looked up.
static std::optional<int64_t> getShift(const PackedLayout &layout,
                                       const CpuTarget &target) {
  const Code &quant = layout.row->quant;
  if (quant.kind != CodeKind::Lookup)
    return 0;
  return TileReader::hasSignedCodes(layout, target) ? std::nullopt
                                                    : getTableShift(quant);
}

/// What codes are masked with, for each part that they are put together of.
static SmallVector<int32_t> getMasks(const PackedLayout &layout,
                                     const CpuTarget &target) {
  SmallVector<int32_t> masks;
  int64_t left = getShift(layout, target).value_or(0);
  for (unsigned shift = 0; shift != layout.row->quant.widthBits();) {
    int64_t width = layout.partWidth(shift);
    int64_t mask = ((int64_t(1) << width) - 1) << (shift + left);
    masks.push_back(repeatInBytes(mask));
    shift += width;
  }
  return masks;
}

Value TileReader::addressOfMasks(const Emitter &emit,
                                 const PackedLayout &layout,
                                 const CpuTarget &target) {
  std::string name = "qblock_masks_" + std::string(layout.row->name) + "_" +
                     target.getName().str();
  return emit.addressOfWords(name, target.getLanes(), getMasks(layout, target));
}

Value TileReader::mask(int64_t index) const {
  VectorType type = emit.vectorOf(target.getLanes(), emit.i32());
  if (!masks)
    return emit.constant(type, getMasks(layout, target)[index]);
  return emit.loadFrom(type, masks, index * target.getLanes() * 4);
}

Value TileReader::codes(int64_t step, int64_t part) const {
  const Code &quant = layout.row->quant;
  bool isSigned = hasSignedCodes(layout, target);
  bool isTable = quant.kind == CodeKind::Lookup;
  std::optional<int64_t> moved = getShift(layout, target);
  int64_t bytes = target.getLanes() * PackedLayout::elemsPerStep;
  VectorType byteType = emit.vectorOf(bytes, emit.i8());
  VectorType laneType = emit.vectorOf(target.getLanes(), emit.i32());
  if (areExpanded())
    return emit.loadFrom(byteType, codesOfSlab,
                         (part * PackedLayout::stepsPerSlab + step) * bytes);
  Value all;
  int64_t place = 0;
  for (unsigned shift = 0; shift != quant.widthBits(); ++place) {
    int64_t width = layout.partWidth(shift), fields = 8 / width;
    int64_t offset = layout.slabOffset + part * bytes +
                     (shift + step / fields) * PackedLayout::bytesPerVector;
    Value lanes = emit.make<vector::BitCastOp>(
        laneType, emit.loadFrom(byteType, codesBase(), offset));
    if (width < 8)
      lanes = emit.make<arith::AndIOp>(
          emit.shift(lanes, shift + moved.value_or(0) - step % fields * width),
          mask(place));
    all = all ? emit.make<arith::OrIOp>(all, lanes) : lanes;
    shift += width;
  }
  if (!isTable && isSigned != (quant.kind == CodeKind::Signed)) {
    int64_t sign = int64_t(1) << (quant.widthBits() - 1);
    all = emit.make<arith::XOrIOp>(
        all, emit.constant(laneType, int32_t(repeatInBytes(sign))));
  }
  Value codes = emit.make<vector::BitCastOp>(byteType, all);
  if (!moved)
    return target.emitLookup(emit.builder, emit.loc, getTable(quant, isSigned),
                             codes);
  return codes;
}

//===----------------------------------------------------------------------===//
// Scales
//===----------------------------------------------------------------------===//

Value TileReader::bytesOf(const Codes &codes, int64_t index,
                          int64_t part) const {
  int64_t bytes = codes.packed.bytesPerCode, lanes = target.getLanes();
  int64_t offset = codes.packed.byteOffset +
                   (index * PackedLayout::rowsPerTile + part * lanes) * bytes;
  return emit.loadFrom(emit.vectorOf(lanes * bytes, emit.i8()), codes.base,
                       offset);
}

/// Integer codes as i32.
Value TileReader::integer(const Codes &codes, int64_t index,
                          int64_t part) const {
  auto &[packed, code, base] = codes;
  assert(packed.bytesPerCode == 1 && "integers and small floats take a byte");
  VectorType i32 = emit.vectorOf(target.getLanes(), emit.i32());
  Value loaded = bytesOf(codes, index, part);
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

Value TileReader::number(const Codes &codes, int64_t index,
                         int64_t part) const {
  VectorType f32 = emit.vectorOf(target.getLanes(), emit.f32());
  VectorType i32 = emit.vectorOf(target.getLanes(), emit.i32());
  switch (codes.code.kind) {
  case CodeKind::F16: {
    VectorType f16 =
        emit.vectorOf(target.getLanes(), emit.builder.getF16Type());
    return emit.make<arith::ExtFOp>(
        f32, emit.make<vector::BitCastOp>(f16, bytesOf(codes, index, part)));
  }
  case CodeKind::F32:
    return emit.make<vector::BitCastOp>(f32, bytesOf(codes, index, part));
  case CodeKind::E8M0Half:
  case CodeKind::E4M3Half: {
    Value raw = emit.make<arith::ExtUIOp>(i32, bytesOf(codes, index, part));
    return emitSmallFloat(emit, codes.code.kind, raw);
  }
  default:
    return emit.make<arith::SIToFPOp>(f32, integer(codes, index, part));
  }
}

Value TileReader::product(Value factor, const Codes &codes, int64_t elemInSlab,
                          int64_t part) const {
  if (!codes.code)
    return factor;
  Value value = number(codes, elemInSlab / codes.code.elemsPerCode, part);
  return factor ? emit.make<arith::MulFOp>(factor, value) : value;
}

Value TileReader::blockScale(int64_t part) const {
  const Code &code = layout.row->scale;
  return code ? number({layout.scale, code, block}, 0, part) : Value();
}

Value TileReader::groupScale(Value scale, int64_t elemInSlab,
                             int64_t part) const {
  return product(scale, subScales(), elemInSlab, part);
}

Value TileReader::groupScalePair(int64_t elemInSlab, int64_t part) const {
  Codes scales = subScales();
  Value scale = integer(scales, elemInSlab / scales.code.elemsPerCode, part);
  Type type = scale.getType();
  Value high = emit.make<arith::ShLIOp>(scale, emit.constant(type, 16));
  Value low = emit.make<arith::AndIOp>(scale, emit.constant(type, 0xffff));
  return emit.make<arith::OrIOp>(low, high);
}

Value TileReader::blockMin(int64_t part) const {
  const format::Format &row = *layout.row;
  if (row.minKind == MinKind::None)
    return {};
  Value min = number({layout.min, row.min, block}, 0, part);
  if (row.minKind == MinKind::Subtract)
    min = emit.make<arith::NegFOp>(min);
  return min;
}

Value TileReader::groupMin(Value min, int64_t elemInSlab, int64_t part) const {
  return product(min, subMins(), elemInSlab, part);
}

Value TileReader::minPair(int64_t firstElem, int64_t secondElem,
                          int64_t part) const {
  const Code &code = layout.row->subMin;
  auto min = [&](int64_t elem) {
    return integer({layout.subMin, code, block}, elem / code.elemsPerCode,
                   part);
  };
  Value high = min(secondElem);
  high = emit.make<arith::ShLIOp>(high, emit.constant(high.getType(), 16));
  return emit.make<arith::OrIOp>(min(firstElem), high);
}
