//===- PackKernel.cpp - Brings weights into the packed layout ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PackedLayout::pack on a GPU, byte by byte the same. A thread moves a slab of
// one row: 16 neighbours have the rows of a tile, so each vector of 64 bytes is
// written whole by one instruction. A block of threads reads half a kilobyte or
// so of each row, all of it, so lines come from memory once.
//
//===----------------------------------------------------------------------===//

#include "KernelBuilder.h"
#include "UnitReader.h"

using namespace mlir;
using namespace qblock;
using format::Code;
using format::PackedCode;
using format::PackedLayout;

static constexpr int64_t rowsPerTile = PackedLayout::rowsPerTile;
static constexpr int64_t slabElems = PackedLayout::elemsPerSlab;
static constexpr int64_t threadsPerBlock = 256;
static constexpr int64_t slabsPerThreads = threadsPerBlock / rowsPerTile;

static int64_t repeatInBytes(int64_t mask) { return mask * 0x01010101; }

namespace {
class PackKernel {
public:
  PackKernel(const GpuEmitter &emit, const PackedLayout &layout,
             ArrayRef<Value> values)
      : emit(emit), layout(layout), blocks(values[0]), packed(values[1]),
        n(values[2]), k(values[3]) {}

  void run() const;

private:
  /// One slab of one row.
  struct Place {
    Value slab; ///< in its block
    Value rowOfTile;
    Value tileBlock; ///< pointer to the block of the tile
    Value isRow;     ///< the tile is not filled up here
  };
  Value orZero(const Place &place, Value number) const;
  void storeQuants(const Place &place, const UnitReader &reader) const;
  void storeCodes(const Place &place, const UnitReader &reader,
                  const PackedCode &packedCode, const Code &code) const;
  Value getRaw(const UnitReader &reader, const PackedCode &packedCode,
               const Code &code, int64_t elem) const;
  void moveSlab(Value slabOfRow) const;

  const GpuEmitter &emit;
  const PackedLayout &layout;
  Value blocks, packed, n, k;
};
} // namespace

/// Rows that fill up the last tile are zeros.
Value PackKernel::orZero(const Place &place, Value number) const {
  return emit.select(place.isRow, number, emit.constant(number.getType(), 0));
}

void PackKernel::storeQuants(const Place &place,
                             const UnitReader &reader) const {
  SmallVector<Value> steps = reader.rawCodes();
  Value slab =
      emit.at(place.tileBlock,
              emit.add(emit.mul(place.slab, layout.bytesPerSlab),
                       emit.mul(place.rowOfTile, PackedLayout::elemsPerStep)));
  unsigned totalWidth = layout.row->quant.widthBits();
  for (unsigned shift = 0; shift != totalWidth;) {
    int64_t width = layout.partWidth(shift), fields = 8 / width;
    for (int64_t first = 0; first < int64_t(steps.size()); first += fields) {
      Value word;
      for (int64_t field = 0; field < fields; ++field) {
        int64_t mask = ((int64_t(1) << width) - 1) << field * width;
        Value part = emit.shiftAndMask(steps[first + field],
                                       field * width - int64_t(shift),
                                       repeatInBytes(mask));
        word = word ? emit.make<arith::OrIOp>(word, part) : part;
      }
      int64_t vector = int64_t(shift) + first / fields;
      emit.store(orZero(place, word),
                 emit.at(slab, layout.slabOffset +
                                   vector * PackedLayout::bytesPerVector));
    }
    shift += unsigned(width);
  }
}

/// The bits at the place of a code, those of a min that shares bytes included.
Value PackKernel::getRaw(const UnitReader &reader, const PackedCode &packedCode,
                         const Code &code, int64_t elem) const {
  Value raw = reader.rawCode(code, elem);
  if (&packedCode != &layout.subScale || layout.subMin.bitInByte == 0)
    return raw;
  Value min = reader.rawCode(layout.row->subMin, elem);
  Value moved = emit.make<arith::ShLIOp>(
      min, emit.constant(emit.i32(), layout.subMin.bitInByte));
  return emit.make<arith::OrIOp>(raw, moved);
}

/// The codes that begin in the slab.
void PackKernel::storeCodes(const Place &place, const UnitReader &reader,
                            const PackedCode &packedCode,
                            const Code &code) const {
  int64_t bytes = packedCode.bytesPerCode, elems = code.elemsPerCode;
  auto type = emit.builder.getIntegerType(unsigned(8 * bytes));
  auto store = [&](Value codeIndex, int64_t elem) {
    Value raw = orZero(place, getRaw(reader, packedCode, code, elem));
    if (raw.getType() != type)
      raw = emit.make<arith::TruncIOp>(type, raw);
    Value index = emit.add(emit.mul(codeIndex, rowsPerTile), place.rowOfTile);
    emit.store(raw, emit.at(emit.at(place.tileBlock, emit.mul(index, bytes)),
                            packedCode.byteOffset));
  };
  if (elems > slabElems) {
    int64_t slabs = elems / slabElems;
    emit.ifTrue(emit.isZero(emit.rem(place.slab, slabs)),
                [&] { store(emit.div(place.slab, slabs), 0); });
    return;
  }
  for (int64_t i = 0; i < slabElems / elems; ++i)
    store(emit.add(emit.mul(place.slab, slabElems / elems), i), i * elems);
}

void PackKernel::moveSlab(Value slabOfRow) const {
  const format::Format &row = *layout.row;
  Place place;
  Value tile = emit.blockId(gpu::Dimension::x);
  Value numBlocks = emit.div(k, row.elemsPerBlock);
  Value block = emit.div(slabOfRow, layout.slabsPerBlock());
  place.slab = emit.rem(slabOfRow, layout.slabsPerBlock());
  place.rowOfTile = emit.rem(emit.threadId(), rowsPerTile);
  place.tileBlock =
      emit.at(packed, emit.mul(emit.add(emit.mul(tile, numBlocks), block),
                               layout.bytesPerBlock));
  Value rowOfWeight = emit.add(emit.mul(tile, rowsPerTile), place.rowOfTile);
  place.isRow = emit.less(rowOfWeight, n);
  Value last = emit.make<arith::SubIOp>(n, emit.index(1));
  Value source =
      emit.add(emit.mul(emit.min(rowOfWeight, last), numBlocks), block);

  BlockUnits units = BlockUnits::getSlabs(row);
  UnitPlace unitPlace(emit, units, place.slab);
  UnitReader reader(emit, units, unitPlace, /*table=*/{},
                    emit.at(blocks, emit.mul(source, row.bytesPerBlock)));
  storeQuants(place, reader);
  std::pair<const PackedCode *, const Code *> codes[] = {
      {&layout.scale, &row.scale},
      {&layout.min, &row.min},
      {&layout.subScale, &row.subScale},
      {&layout.subMin, &row.subMin}};
  for (auto [packedCode, code] : codes)
    if (*code && packedCode->bitInByte == 0)
      storeCodes(place, reader, *packedCode, *code);
}

void PackKernel::run() const {
  Value slab =
      emit.add(emit.mul(emit.blockId(gpu::Dimension::y), slabsPerThreads),
               emit.div(emit.threadId(), rowsPerTile));
  emit.ifTrue(emit.less(slab, emit.div(k, slabElems)), [&] { moveSlab(slab); });
}

GpuKernel qblock::emitPackKernel(gpu::GPUModuleOp module,
                                 const PackedLayout &layout,
                                 const GpuTarget &target) {
  using Kind = GpuArgument::Kind;
  GpuKernel kernel;
  kernel.role = GpuKernel::Role::Pack;
  kernel.name = "qblock_pack_" + std::string(layout.row->name);
  kernel.weight = layout.row;
  kernel.arguments = {{Kind::Input, "blocks", "i8"},
                      {Kind::Output, "packed", "i8"},
                      {Kind::Size, "n", ""},
                      {Kind::Size, "k", ""}};
  kernel.threadsPerBlock = threadsPerBlock;
  kernel.grid = {GpuGridDim{GpuSize::N, rowsPerTile},
                 {GpuSize::K, slabsPerThreads * slabElems}};
  buildKernel(module, kernel, target, /*sharedType=*/{},
              [&](const GpuEmitter &emit, ArrayRef<Value> arguments, Value) {
                PackKernel(emit, layout, arguments).run();
              });
  return kernel;
}
