//===- RowGroups.cpp - Rows that are routed to matrices ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The host does not know how many rows a matrix has: it would have to wait for
// the router. So it launches as many blocks as any routing needs, and each
// finds its rows from where those of the matrices start. The first group of a
// matrix follows from its start alone, so lanes look at a matrix each; a table
// of groups would be another launch, which takes longer.
//
//===----------------------------------------------------------------------===//

#include "RowGroups.h"

using namespace mlir;
using namespace qblock;

static constexpr int64_t bytesPerNumber = sizeof(int64_t);

/// The lower half alone: numbers of rows fit in it, and take one register.
Value qblock::emitRoutedRow(const GpuEmitter &emit, Value order,
                            Value position) {
  Value row = emit.loadConstant(
      emit.i32(), emit.at(order, emit.mul(position, bytesPerNumber)));
  return emit.make<arith::IndexCastUIOp>(emit.builder.getIndexType(), row);
}

namespace {
/// The search of a block.
struct Search {
  const GpuEmitter &emit;
  Value starts, numStarts;
  int64_t columns;

  /// See `countRowGroups`.
  Value firstGroup(Value matrix, Value start) const {
    return emit.div(emit.add(start, emit.mul(matrix, columns - 1)), columns);
  }
  Value start(Value matrix) const {
    return emitRoutedRow(emit, starts, matrix);
  }

  /// The last matrix whose groups begin at `group` or before; the number of
  /// matrices if there are not so many groups. The warp's lanes count them.
  Value findMatrix(Value group) const {
    Value lane = emit.rem(emit.threadId(), GpuEmitter::lanesPerWarp);
    Value zero = emit.constant(emit.i32(), 0);
    Value count = emit.loop(
        lane, numStarts, GpuEmitter::lanesPerWarp, zero,
        [&](Value matrix, ValueRange carried) -> SmallVector<Value> {
          Value isAfter = emit.less(group, firstGroup(matrix, start(matrix)));
          Value next = emit.add(carried[0], emit.constant(emit.i32(), 1));
          return {emit.make<arith::SelectOp>(isAfter, carried[0], next)};
        })[0];
    for (int64_t mask = 1; mask < GpuEmitter::lanesPerWarp; mask *= 2)
      count = emit.add(count, emit.shuffle(count, mask));
    // Group 0 is never before that of matrix 0.
    return emit.make<arith::SubIOp>(
        emit.make<arith::IndexCastUIOp>(emit.builder.getIndexType(), count),
        emit.index(1));
  }
};
} // namespace

void qblock::emitGroup(const GpuEmitter &emit, const GpuKernel &kernel,
                       const MatmulArguments &all, Value starts,
                       Value numStarts,
                       function_ref<void(const MatmulArguments &)> body) {
  Search search = {emit, starts, numStarts, kernel.columns};
  Value group = emit.blockId(gpu::Dimension::y);
  Value matrix = search.findMatrix(group);
  // Numbers that are no matrix leave groups without one at the end.
  Value last = emit.make<arith::SubIOp>(numStarts, emit.index(1));
  emit.ifTrue(emit.less(matrix, last), [&] {
    Value start = search.start(matrix);
    MatmulArguments ofBlock = all;
    ofBlock.m = search.start(emit.add(matrix, 1));
    Value groupOfMatrix =
        emit.make<arith::SubIOp>(group, search.firstGroup(matrix, start));
    ofBlock.firstColumn =
        emit.add(start, emit.mul(groupOfMatrix, kernel.columns));
    format::PackedLayout layout = *format::PackedLayout::get(*kernel.weight);
    Value numTiles = emit.div(all.n, format::PackedLayout::rowsPerTile);
    Value blocksPerRow = emit.div(all.k, layout.row->elemsPerBlock);
    Value bytesPerMatrix = emit.mul(emit.mul(numTiles, blocksPerRow),
                                    int64_t(layout.bytesPerBlock));
    ofBlock.weight = emit.at(all.weight, emit.mul(matrix, bytesPerMatrix));
    emit.ifTrue(emit.less(ofBlock.firstColumn, ofBlock.m),
                [&] { body(ofBlock); });
  });
}
