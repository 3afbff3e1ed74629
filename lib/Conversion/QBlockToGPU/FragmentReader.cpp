//===- FragmentReader.cpp - Operands of products on tensor units -*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which field of a word a lane wants depends on the lane. Rotations bring it to
// its place, by amounts that are found once; one mask then serves all lanes.
//
//===----------------------------------------------------------------------===//

#include "FragmentReader.h"
#include "../QBlockToVector/ScaleCodes.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace qblock;
using format::Code;
using format::CodeKind;
using format::PackedCode;
using format::PackedLayout;

static constexpr int64_t lanesPerRow = 4;
static constexpr int64_t rowsPerHalf = 8;
static constexpr int64_t stepsPerHalf = 4;
static constexpr int64_t wordBytes = PackedLayout::elemsPerStep;
static constexpr int64_t topBits = 0x80808080;

static int64_t repeatInBytes(int64_t mask) { return mask * 0x01010101; }

FragmentReader::FragmentReader(const GpuEmitter &emit, const GemmPlan &plan,
                               ArrayRef<Value> table, Value lane)
    : emit(emit), plan(plan), table(table) {
  firstRow = emit.div(lane, lanesPerRow);
  step = emit.rem(lane, lanesPerRow);
  Value rowOffset = emit.mul(firstRow, wordBytes);
  for (int64_t shift = 0; shift != plan.row.quant.widthBits();) {
    Part part;
    part.shift = shift;
    part.width = plan.layout.partWidth(shift);
    part.fieldsPerByte = 8 / part.width;
    Value vector = emit.div(step, part.fieldsPerByte);
    part.offset =
        emit.add(emit.mul(vector, PackedLayout::bytesPerVector), rowOffset);
    Value bit =
        emit.toWord(emit.mul(emit.rem(step, part.fieldsPerByte), part.width));
    for (int64_t half = 0; half < 2; ++half) {
      // Looked-up codes of the second half go to the high nibbles.
      int64_t toBit =
          plan.codes.alternatesSteps ? 4 * half : plan.codeShift + shift;
      int64_t inByte = half * stepsPerHalf % part.fieldsPerByte * part.width;
      Value amount = emit.add(bit, emit.constant(emit.i32(), inByte - toBit));
      part.amounts[half] =
          emit.make<arith::AndIOp>(amount, emit.constant(emit.i32(), 31));
    }
    parts.push_back(part);
    shift += part.width;
  }
}

void FragmentReader::setTiles(Value tiles) {
  partPointers.clear();
  for (const Part &part : parts)
    partPointers.push_back(emit.at(tiles, part.offset));
  for (auto [log, pointer] : llvm::enumerate(rowPointers))
    pointer = emit.at(tiles, emit.mul(firstRow, int64_t(1) << log));
  if (plan.hasSubMins())
    subMinPointer =
        emit.at(rowPointers[0], emit.mul(step, plan.subMinsPerLane() *
                                                   PackedLayout::rowsPerTile));
}

/// Of a block of a tile, from the warp's first tile.
int64_t FragmentReader::blockOffset(int64_t tile, int64_t block) const {
  return tile * plan.tileBytes + block * plan.layout.bytesPerBlock;
}

//===----------------------------------------------------------------------===//
// Quants
//===----------------------------------------------------------------------===//

Value FragmentReader::word(const Part &part, int64_t tile, int64_t slab,
                           int64_t rowHalf, int64_t stepHalf) const {
  int64_t slabsPerBlock = plan.layout.slabsPerBlock();
  int64_t vector = stepHalf * stepsPerHalf / part.fieldsPerByte;
  int64_t offset = blockOffset(tile, slab / slabsPerBlock) +
                   plan.layout.slabOffset +
                   slab % slabsPerBlock * plan.layout.bytesPerSlab +
                   (part.shift + vector) * PackedLayout::bytesPerVector +
                   rowHalf * rowsPerHalf * wordBytes;
  return emit.load(emit.i32(),
                   emit.at(partPointers[&part - parts.data()], offset));
}

/// The part's bits of a step, at bit `toBit` of each byte.
Value FragmentReader::field(const Part &part, int64_t tile, int64_t slab,
                            int64_t rowHalf, int64_t stepHalf,
                            int64_t toBit) const {
  Value raw = word(part, tile, slab, rowHalf, stepHalf);
  if (part.width == 8)
    return raw;
  int64_t mask = ((int64_t(1) << part.width) - 1) << toBit;
  return emit.make<arith::AndIOp>(
      emit.rotate(raw, part.amounts[stepHalf]),
      emit.constant(emit.i32(), int32_t(repeatInBytes(mask))));
}

Value FragmentReader::code(int64_t tile, int64_t slab, int64_t rowHalf,
                           int64_t stepHalf) const {
  Value all;
  for (const Part &part : parts) {
    Value bits =
        field(part, tile, slab, rowHalf, stepHalf, plan.codeShift + part.shift);
    all = all ? emit.make<arith::OrIOp>(all, bits) : bits;
  }
  if (plan.codes.factor != 1)
    all = emit.mul(all, emit.constant(emit.i32(), plan.codes.factor));
  if (!plan.codes.bias)
    return all;
  Value flipped = emit.bitXor(all, int32_t(topBits));
  if (plan.flipsTopBit)
    return flipped;
  // With the top bit set no byte borrows from the next.
  Value bias =
      emit.constant(emit.i32(), int32_t(repeatInBytes(plan.codes.bias)));
  return emit.bitXor(emit.make<arith::SubIOp>(flipped, bias), int32_t(topBits));
}

/// Both steps of a row at once, whose bytes alternate at first.
void FragmentReader::lookUp(int64_t tile, int64_t slab, int64_t rowHalf,
                            MutableArrayRef<Value> registers) const {
  const Part &part = parts.front();
  Value indices =
      emit.make<arith::OrIOp>(field(part, tile, slab, rowHalf, 0, 0),
                              field(part, tile, slab, rowHalf, 1, 4));
  SmallVector<Value> entries;
  LaneReader::lookUp(emit, table, indices, entries);
  for (int64_t half = 0; half < 2; ++half)
    registers[2 * half + rowHalf] =
        emit.selectBytes(entries[0], entries[1], half ? 0x7531 : 0x6420);
}

SmallVector<Value> FragmentReader::codes(int64_t tile, int64_t elem) const {
  int64_t slab = elem / GemmPlan::elemsPerSlab;
  SmallVector<Value> registers(4);
  for (int64_t rowHalf = 0; rowHalf < 2; ++rowHalf) {
    if (plan.codes.alternatesSteps) {
      lookUp(tile, slab, rowHalf, registers);
      continue;
    }
    for (int64_t stepHalf = 0; stepHalf < 2; ++stepHalf)
      registers[2 * stepHalf + rowHalf] = code(tile, slab, rowHalf, stepHalf);
  }
  if (plan.elemsPerUnit == GemmPlan::elemsPerSlab)
    return registers;
  // What is not returned is not computed.
  int64_t stepHalf = elem % GemmPlan::elemsPerSlab / plan.elemsPerUnit;
  return {registers[2 * stepHalf], registers[2 * stepHalf + 1]};
}

//===----------------------------------------------------------------------===//
// Scales
//===----------------------------------------------------------------------===//

/// The number that a loaded code stands for.
static Value emitNumber(const GpuEmitter &emit, const PackedCode &packed,
                        const Code &code, Value raw) {
  if (code.kind == CodeKind::F32)
    return raw;
  if (code.kind == CodeKind::F16)
    return emit.make<arith::ExtFOp>(emit.f32(), raw);
  if (code.kind == CodeKind::Signed)
    return emit.make<arith::ExtSIOp>(emit.i32(), raw);
  Value value = emit.make<arith::ExtUIOp>(emit.i32(), raw);
  if (packed.widthBits < 8)
    value = emit.shiftAndMask(value, -int64_t(packed.bitInByte),
                              (int64_t(1) << packed.widthBits) - 1);
  if (!LaneReader::isInteger(code))
    return emitSmallFloat(emit, code.kind, value);
  return code.bias ? emit.make<arith::SubIOp>(
                         value, emit.constant(emit.i32(), code.bias))
                   : value;
}

/// Of rows g and g + 8, from row g's place on.
FragmentReader::Pair FragmentReader::load(Value pointer, int64_t offset,
                                          const PackedCode &packed,
                                          const Code &code) const {
  Type type = emit.f32();
  if (packed.bytesPerCode == 1)
    type = emit.i8();
  else if (code.kind == CodeKind::F16)
    type = emit.builder.getF16Type();
  Pair values;
  for (Value &value : values) {
    value = emitNumber(emit, packed, code,
                       emit.load(type, emit.at(pointer, offset)));
    offset += rowsPerHalf * packed.bytesPerCode;
  }
  return values;
}

FragmentReader::Pair FragmentReader::numbers(int64_t tile,
                                             const PackedCode &packed,
                                             const Code &code,
                                             int64_t index) const {
  int64_t perBlock = plan.row.elemsPerBlock / code.elemsPerCode;
  int64_t offset =
      blockOffset(tile, index / perBlock) + packed.byteOffset +
      index % perBlock * PackedLayout::rowsPerTile * packed.bytesPerCode;
  return load(rowPointers[llvm::Log2_64(packed.bytesPerCode)], offset, packed,
              code);
}

FragmentReader::Pair FragmentReader::subMins(int64_t tile,
                                             int64_t index) const {
  const PackedCode &packed = plan.layout.subMin;
  assert(packed.bytesPerCode == 1 && "sub-mins are bytes");
  int64_t offset = blockOffset(tile, 0) + packed.byteOffset +
                   index * PackedLayout::rowsPerTile;
  return load(subMinPointer, offset, packed, plan.row.subMin);
}
