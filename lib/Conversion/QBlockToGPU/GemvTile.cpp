//===- GemvTile.cpp - How a block of threads shares a tile ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What kernels for few rows of x have in common, whatever the order of bytes of
// the weight is: where lanes work, and how their sums meet.
//
//===----------------------------------------------------------------------===//

#include "GemvTile.h"

using namespace mlir;
using namespace qblock;

GemvTile::GemvTile(const GpuEmitter &emit, int64_t columns,
                   const MatmulArguments &arguments, Value shared)
    : emit(emit), columns(columns), arguments(arguments), shared(shared) {
  Value thread = emit.threadId();
  warp = emit.div(thread, GpuEmitter::lanesPerWarp);
  lane = emit.rem(thread, GpuEmitter::lanesPerWarp);
  firstRow = emit.mul(emit.rem(lane, lanesPerTile), rowsPerLane);
  unitOfWarp = emit.div(lane, lanesPerTile);
  tile = emit.blockId(gpu::Dimension::x);
}

MemRefType GemvTile::describe(GpuKernel &kernel, int64_t columns,
                              MLIRContext *context) {
  kernel.weightsPerDot =
      double(format::PackedLayout::elemsPerStep) / double(columns);
  kernel.threadsPerBlock = warpsPerBlock * GpuEmitter::lanesPerWarp;
  kernel.grid = {GpuGridDim{GpuSize::N, rowsPerTile}, kernel.getBlocksAlongM()};
  int64_t numPartials = warpsPerBlock * columns * rowsPerTile;
  kernel.sharedBytes = numPartials * int64_t(sizeof(float));
  return getSharedType(numPartials, Float32Type::get(context));
}

Value GemvTile::rowOfX(int64_t column) const {
  Value last = emit.make<arith::SubIOp>(arguments.m, emit.index(1));
  return emit.min(emit.add(arguments.firstColumn, column), last);
}

/// Over the lanes with the same rows.
Value GemvTile::addLanes(Value sum) const {
  for (int64_t mask = lanesPerTile; mask < GpuEmitter::lanesPerWarp; mask *= 2)
    sum = emit.make<arith::AddFOp>(sum, emit.shuffle(sum, mask));
  return sum;
}

/// Stores the sums of the warp to shared memory: [warp, column, row of tile].
void GemvTile::storePartial(ArrayRef<Value> sums) const {
  SmallVector<Value> totals;
  for (Value sum : sums)
    totals.push_back(addLanes(sum));
  emit.ifTrue(emit.isZero(unitOfWarp), [&] {
    VectorType type = emit.vectorOf(rowsPerLane, emit.f32());
    for (int64_t column = 0; column < columns; ++column) {
      Value rows = vector::FromElementsOp::create(
          emit.builder, emit.loc, type,
          ArrayRef(totals).slice(column * rowsPerLane, rowsPerLane));
      Value offset = emit.add(
          emit.mul(emit.add(emit.mul(warp, columns), column), rowsPerTile),
          firstRow);
      vector::StoreOp::create(emit.builder, emit.loc, rows, shared, offset,
                              /*nontemporal=*/false, llvm::MaybeAlign(16));
    }
  });
}

/// Adds the warps' sums and the initial value, a thread for each number of y.
void GemvTile::storeResult() const {
  Value thread = emit.threadId();
  Value column = emit.add(arguments.firstColumn, emit.div(thread, rowsPerTile));
  Value rowOfWeight =
      emit.add(emit.mul(tile, rowsPerTile), emit.rem(thread, rowsPerTile));
  Value isInside = emit.make<arith::AndIOp>(
      emit.less(thread, emit.index(columns * rowsPerTile)),
      emit.make<arith::AndIOp>(emit.less(column, arguments.m),
                               emit.less(rowOfWeight, arguments.n)));
  emit.ifTrue(isInside, [&] {
    Value sum = emit.constant(emit.f32(), 0);
    for (int64_t i = 0; i < warpsPerBlock; ++i) {
      Value index = emit.add(thread, i * columns * rowsPerTile);
      sum = emit.make<arith::AddFOp>(
          sum, memref::LoadOp::create(emit.builder, emit.loc, shared, index));
    }
    emitStore(emit,
              {arguments.init, arguments.bias, arguments.y, arguments.n,
               arguments.order},
              sum, column, rowOfWeight);
  });
}

void GemvTile::store(ArrayRef<Value> sums) const {
  storePartial(sums);
  gpu::BarrierOp::create(emit.builder, emit.loc);
  storeResult();
}
