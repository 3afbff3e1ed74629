//===- GemmTile.cpp - What a warp has of a matrix product -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where few blocks have work, K is split among more of them. Each stores sums
// of its own, and another kernel adds them in the order of K: no result depends
// on which block is first.
//
//===----------------------------------------------------------------------===//

#include "GemmTile.h"
#include "KernelBuilder.h"

using namespace mlir;
using namespace qblock;

static constexpr int64_t rowsPerTile = format::PackedLayout::rowsPerTile;

SplitRange qblock::emitSplitRange(const GpuEmitter &emit, Value numSteps,
                                  Value splits) {
  Value perSplit = emit.make<arith::CeilDivUIOp>(numSteps, splits);
  Value first = emit.min(
      emit.make<arith::MulIOp>(emit.blockId(gpu::Dimension::z), perSplit),
      numSteps);
  return {first, emit.min(perSplit, emit.make<arith::SubIOp>(numSteps, first))};
}

GemmTile::GemmTile(const GpuEmitter &emit, Value lane, int64_t rowTiles,
                   int64_t columnTiles)
    : emit(emit), group(emit.div(lane, 4)), member(emit.rem(lane, 4)),
      rowTiles(rowTiles), columnTiles(columnTiles) {}

/// One column of all of the lane's rows.
void GemmTile::storeColumn(ArrayRef<Value> sums, const GemmResult &result,
                           Value firstRow, Value column, int64_t columnTile,
                           int64_t odd, double factor) const {
  MatmulResult place = {result.init, result.bias, result.y, result.n,
                        result.order};
  for (int64_t half = 0; half < 2 * rowTiles; ++half) {
    Value row = emit.add(firstRow, half * rowsPerTile / 2);
    int64_t product = half / 2 * columnTiles + columnTile;
    Value sum = sums[4 * product + 2 * (half % 2) + odd];
    if (factor != 1)
      sum = emit.fmul(sum, emit.constant(emit.f32(), factor));
    emit.ifTrue(emit.less(row, result.n),
                [&] { emitStore(emit, place, sum, column, row); });
  }
}

void GemmTile::store(ArrayRef<Value> sums, const GemmResult &result,
                     Value firstRow, Value firstColumn, double factor) const {
  // Rows of the [M, N] of this split.
  Value planes = emit.mul(emit.blockId(gpu::Dimension::z), result.m);
  GemmResult part = result;
  part.y = emit.at(result.y, emit.mul(emit.mul(planes, result.n), 4));
  Value isOne =
      arith::CmpIOp::create(emit.builder, emit.loc, arith::CmpIPredicate::eq,
                            result.splits, emit.index(1));
  Value null =
      LLVM::ZeroOp::create(emit.builder, emit.loc, result.init.getType());
  part.init = emit.select(isOne, result.init, null);
  part.bias = emit.select(isOne, result.bias, null);
  Value row = emit.add(firstRow, group);
  for (int64_t tile = 0; tile < columnTiles; ++tile)
    for (int64_t odd = 0; odd < 2; ++odd) {
      Value column =
          emit.add(firstColumn,
                   emit.add(emit.mul(member, 2), tile * columnsPerTile + odd));
      emit.ifTrue(emit.less(column, result.m), [&] {
        storeColumn(sums, part, row, column, tile, odd, factor);
      });
    }
}

/// Shared memory whose size the launcher says.
Value qblock::emitDynamicShared(const GpuEmitter &emit,
                                gpu::GPUModuleOp module) {
  constexpr StringRef name = "qblock_shared";
  constexpr int64_t alignment = 16;
  auto global = module.lookupSymbol<LLVM::GlobalOp>(name);
  if (!global) {
    OpBuilder builder = OpBuilder::atBlockBegin(module.getBody());
    auto type = LLVM::LLVMArrayType::get(emit.i8(), 0);
    global = LLVM::GlobalOp::create(
        builder, emit.loc, type, /*isConstant=*/false, LLVM::Linkage::External,
        name, Attribute(), alignment, GpuEmitter::sharedMemory);
  }
  return LLVM::AddressOfOp::create(emit.builder, emit.loc, global);
}
