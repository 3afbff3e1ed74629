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
#include "UnitReader.h"

using namespace mlir;
using namespace qblock;
using format::MinKind;
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
  /// The number of a code for an element of the slab, and of its quant.
  using Numbers = function_ref<Value(const format::Code &, int64_t)>;
  using Quants = function_ref<Value(int64_t)>;
  Value product(Numbers number, const format::Code &block,
                const format::Code &group, int64_t elem) const;
  SmallVector<Value> decode(Numbers number, Quants quant) const;
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

/// A code of the block times one of a group, or the one of the two that the
/// format has; null if it has none.
Value GatherKernel::product(Numbers number, const format::Code &block,
                            const format::Code &group, int64_t elem) const {
  Value value = block ? number(block, elem) : Value();
  if (!group)
    return value;
  Value factor = number(group, elem);
  if (LaneReader::isInteger(group))
    factor = emit.toFloat(factor);
  return value ? emit.make<arith::MulFOp>(value, factor) : factor;
}

SmallVector<Value> GatherKernel::decode(Numbers number, Quants quant) const {
  SmallVector<Value> values;
  for (int64_t elem = 0; elem < slabElems; ++elem) {
    Value scale = product(number, row.scale, row.subScale, elem);
    Value value = emit.make<arith::MulFOp>(scale, quant(elem));
    Value min = product(number, row.min, row.subMin, elem);
    if (row.minKind == MinKind::Add)
      value = emit.make<arith::AddFOp>(value, min);
    if (row.minKind == MinKind::Subtract)
      value = emit.make<arith::SubFOp>(value, min);
    values.push_back(value);
  }
  return values;
}

SmallVector<Value> GatherKernel::decodePacked(Value rowOfWeight,
                                              Value slabInRow) const {
  Value tile = emit.div(rowOfWeight, PackedLayout::rowsPerTile);
  Value numBlocks = emit.div(k, row.elemsPerBlock);
  Value block = emit.add(emit.mul(tile, numBlocks),
                         emit.div(slabInRow, layout.slabsPerBlock()));
  SmallVector<Value> table = LaneReader::emitTable(emit, layout, k);
  LaneReader reader(emit, layout, table,
                    emit.at(weight, emit.mul(block, layout.bytesPerBlock)),
                    emit.rem(slabInRow, layout.slabsPerBlock()),
                    emit.rem(rowOfWeight, PackedLayout::rowsPerTile),
                    /*numRows=*/1);
  SmallVector<Value> words = reader.codes(0);
  int64_t elemsPerGroup = CodePlan(layout).elemsPerGroup;
  return decode(
      [&](const format::Code &code, int64_t elem) -> Value {
        if (&code == &row.scale)
          return reader.blockNumbers(layout.scale, code)[0];
        if (&code == &row.min)
          return reader.blockNumbers(layout.min, code)[0];
        return reader.groupCodes(&code == &row.subScale ? layout.subScale
                                                        : layout.subMin,
                                 code, elem / elemsPerGroup)[0];
      },
      [&](int64_t elem) { return reader.quant(words, elem); });
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
  SmallVector<Value> words = reader.codes();
  return decode([&](const format::Code &code,
                    int64_t elem) { return reader.number(code, elem); },
                [&](int64_t elem) { return reader.quant(words, elem); });
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
