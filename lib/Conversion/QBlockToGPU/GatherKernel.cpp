//===- GatherKernel.cpp - Decodes rows of a weight --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A thread decodes a slab of one row, in the order of operations that Format.h
// states, so that values are those of the decoder bit by bit. Embeddings read
// few rows; nothing is gained by reading tiles.
//
//===----------------------------------------------------------------------===//

#include "KernelBuilder.h"
#include "SlabDecoder.h"
#include "UnitReader.h"

using namespace mlir;
using namespace qblock;
using format::PackedLayout;

static constexpr int64_t threadsPerBlock = 64;
static constexpr int64_t slabElems = PackedLayout::elemsPerSlab;
static constexpr int64_t elemsPerStore = 4;

namespace {
class GatherKernel {
public:
  GatherKernel(const GpuEmitter &emit, const PackedLayout &layout, bool isRaw,
               ArrayRef<Value> values)
      : emit(emit), layout(layout), row(*layout.row), isRaw(isRaw),
        ids(values[0]), weight(values[1]), y(values[2]), errors(values[3]),
        n(values[5]), k(values[6]) {}

  void run() const;

private:
  Value id(Value rowOfY) const;
  void countError(Value slab) const;
  SmallVector<Value> decodePacked(Value rowOfWeight, Value slabInRow) const;
  SmallVector<Value> decodeRaw(Value rowOfWeight, Value slabInRow) const;
  void decodeSlab(Value rowOfWeight, Value slabInRow, Value destination) const;

  const GpuEmitter &emit;
  const PackedLayout &layout;
  const format::Format &row;
  bool isRaw;
  Value ids, weight, y, errors, n, k;
};
} // namespace

/// The row of the weight for a row of y, as index; that of the same number if
/// there are no ids.
Value GatherKernel::id(Value rowOfY) const {
  Type i64 = emit.builder.getI64Type();
  return emit.choose(
      emit.isNull(ids),
      [&] { return emit.make<arith::IndexCastOp>(i64, rowOfY); },
      [&] {
        return emit.loadConstant(
            i64, emit.at(ids, emit.mul(rowOfY, int64_t(sizeof(int64_t)))));
      });
}

/// Once a row of y.
void GatherKernel::countError(Value slab) const {
  emit.ifTrue(emit.isZero(slab), [&] {
    LLVM::AtomicRMWOp::create(emit.builder, emit.loc, LLVM::AtomicBinOp::add,
                              errors, emit.constant(emit.i32(), 1),
                              LLVM::AtomicOrdering::monotonic);
  });
}

SmallVector<Value> GatherKernel::decodePacked(Value rowOfWeight,
                                              Value slabInRow) const {
  SlabDecoder decoder(emit, layout, k);
  return decoder.decode(decoder.load(weight, rowOfWeight, slabInRow));
}

SmallVector<Value> GatherKernel::decodeRaw(Value rowOfWeight,
                                           Value slabInRow) const {
  Value numBlocks = emit.div(k, row.elemsPerBlock);
  Value block = emit.add(emit.mul(rowOfWeight, numBlocks),
                         emit.div(slabInRow, layout.slabsPerBlock()));
  SmallVector<Value> table = LaneReader::emitTable(emit, layout, k);
  BlockUnits units = BlockUnits::getSlabs(row);
  UnitPlace place(emit, units, emit.rem(slabInRow, units.unitsPerBlock()));
  UnitReader reader(emit, units, place, table,
                    emit.at(weight, emit.mul(block, row.bytesPerBlock)));
  SmallVector<Value> words = reader.codes(), values;
  for (int64_t elem = 0; elem < slabElems; ++elem) {
    auto number = [&](const format::Code &code) {
      return code ? reader.number(code, elem) : Value();
    };
    auto product = [&](const format::Code &ofBlock,
                       const format::Code &ofGroup) {
      return SlabDecoder::multiply(emit, number(ofBlock), ofGroup,
                                   number(ofGroup));
    };
    values.push_back(SlabDecoder::combine(
        emit, row, product(row.scale, row.subScale), reader.quant(words, elem),
        product(row.min, row.subMin)));
  }
  return values;
}

void GatherKernel::decodeSlab(Value rowOfWeight, Value slabInRow,
                              Value destination) const {
  SmallVector<Value> values = isRaw ? decodeRaw(rowOfWeight, slabInRow)
                                    : decodePacked(rowOfWeight, slabInRow);
  VectorType type = emit.vectorOf(elemsPerStore, emit.f32());
  for (int64_t elem = 0; elem < slabElems; elem += elemsPerStore) {
    Value vector = vector::FromElementsOp::create(
        emit.builder, emit.loc, type,
        ArrayRef(values).slice(elem, elemsPerStore));
    emit.store(vector, emit.at(destination, elem * int64_t(sizeof(float))));
  }
}

void GatherKernel::run() const {
  Value rowOfY = emit.blockId(gpu::Dimension::x);
  Value slab =
      emit.add(emit.mul(emit.blockId(gpu::Dimension::y), threadsPerBlock),
               emit.threadId());
  Value number = id(rowOfY);
  // Unsigned, negative numbers are the largest.
  Value end = emit.make<arith::IndexCastOp>(number.getType(), n);
  Value isRow = emit.less(number, end);
  emit.ifTrue(emit.less(slab, emit.div(k, slabElems)), [&] {
    auto branch = scf::IfOp::create(emit.builder, emit.loc, isRow,
                                    /*withElseRegion=*/true);
    OpBuilder::InsertionGuard guard(emit.builder);
    emit.builder.setInsertionPointToStart(branch.thenBlock());
    Value first = emit.add(emit.mul(rowOfY, k), emit.mul(slab, slabElems));
    decodeSlab(
        emit.make<arith::IndexCastOp>(emit.builder.getIndexType(), number),
        slab, emit.at(y, emit.mul(first, int64_t(sizeof(float)))));
    emit.builder.setInsertionPointToStart(branch.elseBlock());
    countError(slab);
  });
}

GpuKernel qblock::emitGatherKernel(gpu::GPUModuleOp module,
                                   const PackedLayout &layout, bool isRaw,
                                   const GpuTarget &target) {
  using Kind = GpuArgument::Kind;
  GpuKernel kernel;
  kernel.role = GpuKernel::Role::Gather;
  kernel.name = (isRaw ? "qblock_gather_raw_" : "qblock_gather_") +
                std::string(layout.row->name);
  kernel.isRaw = isRaw;
  kernel.weight = layout.row;
  kernel.arguments = {{Kind::OptionalInput, "ids", "i64"},
                      {Kind::Input, "weight", "i8"},
                      {Kind::Output, "y", "f32"},
                      {Kind::Output, "errors", "i32"},
                      {Kind::Size, "m", ""},
                      {Kind::Size, "n", ""},
                      {Kind::Size, "k", ""}};
  kernel.threadsPerBlock = threadsPerBlock;
  kernel.grid = {GpuGridDim{GpuSize::M},
                 {GpuSize::K, threadsPerBlock * slabElems}};
  buildKernel(module, kernel, target, /*sharedType=*/{},
              [&](const GpuEmitter &emit, ArrayRef<Value> arguments, Value) {
                GatherKernel(emit, layout, isRaw, arguments).run();
              });
  return kernel;
}
