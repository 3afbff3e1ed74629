//===- GemmStage.cpp - Brings operands to shared memory ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything goes as it is, 16 bytes at a time but for numbers that a lane
// wants beside others. Where K ends within a stage, zeros are multiplied.
//
//===----------------------------------------------------------------------===//

#include "GemmStage.h"

using namespace mlir;
using namespace qblock;

static constexpr int64_t pieceBytes = 16;
static constexpr int64_t wordBytes = 4;
static constexpr int64_t lanesPerWarp = GpuEmitter::lanesPerWarp;
static_assert(GemmPlan::numWarps == GemmPlan::tilesPerBlock,
              "a warp copies a tile of the weight");

GemmStage::GemmStage(const GpuEmitter &emit, const GemmPlan &plan,
                     const GemmOperands &whole, Value first)
    : emit(emit), plan(plan), operands(whole) {
  auto advance = [&](Value &array, int64_t bytesPerStage) {
    array = emit.at(array, emit.mul(first, bytesPerStage));
  };
  advance(operands.codes, plan.elemsPerStage);
  advance(operands.scales, plan.scalesPerColumn * wordBytes);
  advance(operands.sums, plan.sumsPerColumn * wordBytes);
  advance(operands.weight, plan.tileBytes);
  elemsLeft =
      emit.make<arith::SubIOp>(operands.k, emit.mul(first, plan.elemsPerStage));
  thread = emit.threadId();
  lane = emit.rem(thread, lanesPerWarp);
  warp = emit.div(thread, lanesPerWarp);
  Value lastTile = emit.div(emit.make<arith::SubIOp>(operands.n, emit.index(1)),
                            format::PackedLayout::rowsPerTile);
  Value tile = emit.min(emit.add(operands.firstTile, warp), lastTile);
  Value bytesPerTile = emit.mul(emit.div(operands.k, plan.row.elemsPerBlock),
                                plan.layout.bytesPerBlock);
  weightRow = emit.at(operands.weight, emit.mul(tile, bytesPerTile));
}

/// `isInside` may be null.
void GemmStage::move(Value to, Value from, int64_t bytes,
                     Value isInside) const {
  if (emit.target.hasAsyncCopy()) {
    emit.target.emitAsyncCopy(emit.builder, emit.loc, to, from, bytes,
                              isInside);
    return;
  }
  Type type = emit.i32();
  if (bytes > wordBytes)
    type = emit.vectorOf(bytes / wordBytes, type);
  auto read = [&] { return emit.loadConstant(type, from); };
  emit.store(isInside ? emit.choose(isInside, read,
                                    [&] { return emit.constant(type, 0); })
                      : read(),
             to);
}

/// Calls `body` for `first`, `first` + `perPass`, ... below `count`; `first` is
/// less than `perPass`.
void GemmStage::forEach(int64_t count, int64_t perPass, Value first,
                        function_ref<void(Value)> body) const {
  for (int64_t done = 0; done < count; done += perPass) {
    Value index = emit.add(first, done);
    if (done + perPass <= count)
      body(index);
    else
      emit.ifTrue(emit.less(first, emit.index(count - done)),
                  [&] { body(index); });
  }
}

Value GemmStage::rowOfX(Value column) const {
  Value last = emit.make<arith::SubIOp>(operands.m, emit.index(1));
  return emit.min(emit.add(operands.firstColumn, column), last);
}

/// Null if all elements of a stage are.
Value GemmStage::isInRow(Value elem) const {
  return plan.hasTail() ? emit.less(elem, elemsLeft) : Value();
}

/// A tile a warp: its blocks follow each other.
void GemmStage::copyWeight(Value step, Value stage) const {
  Value from = emit.at(weightRow, emit.mul(step, plan.tileBytes));
  Value to = emit.at(stage, emit.mul(warp, plan.tileBytes));
  Value bytesLeft;
  if (plan.hasTail())
    bytesLeft = emit.make<arith::SubIOp>(
        emit.mul(emit.div(elemsLeft, plan.row.elemsPerBlock),
                 plan.layout.bytesPerBlock),
        emit.mul(step, plan.tileBytes));
  forEach(plan.tileBytes / pieceBytes, lanesPerWarp, lane, [&](Value piece) {
    Value offset = emit.mul(piece, pieceBytes);
    move(emit.at(to, offset), emit.at(from, offset), pieceBytes,
         bytesLeft ? emit.less(offset, bytesLeft) : Value());
  });
}

/// Eight lanes take 128 successive bytes of a column, and then the next: so few
/// pointers are needed.
void GemmStage::copyX(Value step, Value stage) const {
  constexpr int64_t lanesPerColumn = 8;
  constexpr int64_t bytesPerPass = lanesPerColumn * pieceBytes;
  Value to = emit.at(stage, plan.xOffset);
  Value inColumn = emit.mul(emit.rem(thread, lanesPerColumn), pieceBytes);
  Value elem = emit.add(emit.mul(step, plan.elemsPerStage), inColumn);
  forEach(plan.columnsPerBlock(), GemmPlan::numThreads / lanesPerColumn,
          emit.div(thread, lanesPerColumn), [&](Value column) {
            Value from =
                emit.at(operands.codes,
                        emit.add(emit.mul(rowOfX(column), operands.k), elem));
            Value offset =
                emit.add(emit.mul(column, plan.bytesPerColumn), inColumn);
            for (int64_t byte = 0; byte < plan.elemsPerStage;
                 byte += bytesPerPass)
              move(emit.at(emit.at(to, offset), byte), emit.at(from, byte),
                   pieceBytes, isInRow(emit.add(elem, byte)));
          });
}

/// Where a column's number is among those of all columns: what a lane wants of
/// two tiles of columns, 2 t and 2 t + 1 of each, are neighbours.
static Value emitPlaceOfColumn(const GpuEmitter &emit, Value column) {
  constexpr int64_t perTile = GemmPlan::columnsPerTile, perPair = 2 * perTile;
  Value inTile = emit.rem(column, perTile);
  Value tile = emit.div(emit.rem(column, perPair), perTile);
  Value pair = emit.mul(emit.div(column, perPair), perPair);
  return emit.add(emit.add(pair, emit.mul(emit.div(inTile, 2), 4)),
                  emit.add(emit.mul(tile, 2), emit.rem(inTile, 2)));
}

/// A number for each column and each `elemsPerNumber` elements: those of one
/// place along K side by side.
void GemmStage::copyNumbers(Value array, int64_t elemsPerNumber, Value step,
                            Value to) const {
  int64_t perColumn = plan.elemsPerStage / elemsPerNumber;
  int64_t columns = plan.columnsPerBlock();
  Value perRow = emit.div(operands.k, elemsPerNumber);
  forEach(columns * perColumn, GemmPlan::numThreads, thread, [&](Value index) {
    Value column = emit.rem(index, columns), number = emit.div(index, columns);
    Value inRow = emit.add(emit.mul(step, perColumn), number);
    Value from = emit.add(emit.mul(rowOfX(column), perRow), inRow);
    Value place =
        emit.add(emit.mul(number, columns), emitPlaceOfColumn(emit, column));
    move(emit.at(to, emit.mul(place, wordBytes)),
         emit.at(array, emit.mul(from, wordBytes)), wordBytes,
         isInRow(emit.mul(inRow, elemsPerNumber)));
  });
}

/// Those of a column side by side.
void GemmStage::copySums(Value step, Value to) const {
  constexpr int64_t perPiece = pieceBytes / wordBytes;
  int64_t piecesPerColumn = plan.sumsPerColumn / perPiece;
  Value perRow = emit.div(operands.k, plan.activations.elemsPerSum);
  forEach(plan.columnsPerBlock() * piecesPerColumn, GemmPlan::numThreads,
          thread, [&](Value index) {
            Value row = rowOfX(emit.div(index, piecesPerColumn));
            Value inRow =
                emit.add(emit.mul(step, plan.sumsPerColumn),
                         emit.mul(emit.rem(index, piecesPerColumn), perPiece));
            Value from = emit.add(emit.mul(row, perRow), inRow);
            move(emit.at(to, emit.mul(index, pieceBytes)),
                 emit.at(operands.sums, emit.mul(from, wordBytes)), pieceBytes,
                 /*isInside=*/{});
          });
}

void GemmStage::copy(Value step, Value stage) const {
  copyWeight(step, stage);
  copyX(step, stage);
  copyNumbers(operands.scales, plan.activations.elemsPerBlock, step,
              emit.at(stage, plan.scalesOffset));
  Value sums = emit.at(stage, plan.sumsOffset);
  if (plan.hasSubMins())
    copySums(step, sums);
  if (plan.hasAddedMins())
    copyNumbers(operands.sums, plan.activations.elemsPerSum, step, sums);
}
