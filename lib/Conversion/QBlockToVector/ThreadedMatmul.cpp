//===- ThreadedMatmul.cpp - Parts of matmuls for threads ----- -*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Threads take columns of y and share nothing: each rounds x for itself, which
// costs less than to wait for another one. Where x has so many rows that each
// thread would cut them into pieces, threads take rows too: then x is rounded
// fewer times, and what one thread reads of a weight the others find in a
// cache that they share. Two threads of Zen 5 gained 4% by that.
//
//===----------------------------------------------------------------------===//

#include "MatmulCalls.h"
#include "TileExpander.h"
#include "qblock/Conversion/PackedMatmul.h"

using namespace mlir;
using namespace qblock;
using format::PackedLayout;

/// Below so many products, a matmul is done before other threads have begun.
static constexpr int64_t minThreadedProducts = 1 << 20;

ColumnPart ColumnPart::get(const Emitter &emit, Value y, Value thread,
                           Value numThreads) {
  Value rowsPerTile = emit.index(PackedLayout::rowsPerTile);
  Value numColumns = emit.dim(y, 1);
  Value allTiles = emit.make<arith::CeilDivUIOp>(numColumns, rowsPerTile);
  Value tilesPerThread = emit.make<arith::CeilDivUIOp>(allTiles, numThreads);
  Value firstTile =
      emit.make<arith::MinUIOp>(emit.mul(thread, tilesPerThread), allTiles);
  Value numTiles = emit.make<arith::MinUIOp>(
      tilesPerThread, emit.make<arith::SubIOp>(allTiles, firstTile));
  Value column =
      emit.make<arith::MinUIOp>(emit.mul(firstTile, rowsPerTile), numColumns);
  Value width =
      emit.make<arith::MinUIOp>(emit.mul(numTiles, rowsPerTile),
                                emit.make<arith::SubIOp>(numColumns, column));
  return {firstTile, numTiles, column, width};
}

namespace {
/// The rows of x and y that one of several threads computes, and its number
/// among those that split the columns of the same rows.
struct RowPart {
  Value firstRow, numRows;
  Value thread, numThreads;

  static RowPart get(const Emitter &emit, Value x, Value thread,
                     Value numThreads, int64_t tileHeight);
};
} // namespace

/// The largest divisor of `numThreads` by which rows may be divided. So many
/// are left in each part that a pass over the weight pays, and that a kernel
/// cuts the part in K and expands tiles as it would for all of x: sums are in
/// the same order.
static Value emitNumRowParts(const Emitter &emit, Value x, Value numThreads,
                             int64_t tileHeight) {
  Value elemsPerPiece = emit.index(PackedKernels::maxElemsPerPiece);
  Value rowsPerPiece = emit.make<arith::DivUIOp>(elemsPerPiece, emit.dim(x, 1));
  Value minRows = emit.make<arith::MaxUIOp>(rowsPerPiece, emit.index(manyRows));
  // Parts are whole tiles, so that some have fewer rows than others.
  minRows = emit.add(minRows, 2 * tileHeight);
  Value maxParts = emit.make<arith::MinUIOp>(
      numThreads, emit.make<arith::DivUIOp>(emit.dim(x, 0), minRows));
  return emit.loop(
      emit.index(2), emit.add(maxParts, 1), 1, emit.index(1),
      [&](Value divisor, ValueRange carried) -> SmallVector<Value> {
        Value rest = emit.make<arith::RemUIOp>(numThreads, divisor);
        Value divides = emit.make<arith::CmpIOp>(arith::CmpIPredicate::eq, rest,
                                                 emit.index(0));
        return {emit.make<arith::SelectOp>(divides, divisor, carried[0])};
      })[0];
}

/// Neighbours have the same columns: they are likely to share a cache.
RowPart RowPart::get(const Emitter &emit, Value x, Value thread,
                     Value numThreads, int64_t tileHeight) {
  Value numParts = emitNumRowParts(emit, x, numThreads, tileHeight);
  Value part = emit.make<arith::RemUIOp>(thread, numParts);
  Value numRows = emit.dim(x, 0);
  Value numTiles =
      emit.make<arith::CeilDivUIOp>(numRows, emit.index(tileHeight));
  auto getRow = [&](Value part) -> Value {
    Value tile = emit.make<arith::DivUIOp>(emit.mul(part, numTiles), numParts);
    return emit.make<arith::MinUIOp>(emit.mul(tile, tileHeight), numRows);
  };
  Value firstRow = getRow(part), end = getRow(emit.add(part, 1));
  return {firstRow, emit.make<arith::SubIOp>(end, firstRow),
          emit.make<arith::DivUIOp>(thread, numParts),
          emit.make<arith::DivUIOp>(numThreads, numParts)};
}

Value qblock::emitTileBytes(const Emitter &emit, const PackedLayout &layout,
                            Value numElems) {
  return emit.mul(emit.div(numElems, layout.row->elemsPerBlock),
                  layout.bytesPerBlock);
}

Value qblock::emitByteRange(const Emitter &emit, Value weight, Value firstByte,
                            Value numBytes) {
  return memref::ViewOp::create(emit.builder, emit.loc,
                                cast<MemRefType>(weight.getType()), weight,
                                firstByte, ValueRange{numBytes});
}

Value qblock::emitBlock(const Emitter &emit, Value matrix, Value firstRow,
                        Value numRows, Value firstColumn, Value numColumns) {
  OpFoldResult one = emit.builder.getIndexAttr(1);
  Value block = memref::SubViewOp::create(
      emit.builder, emit.loc, matrix,
      ArrayRef<OpFoldResult>{firstRow, firstColumn},
      ArrayRef<OpFoldResult>{numRows, numColumns}, ArrayRef{one, one});
  if (block.getType() == matrix.getType())
    return block;
  return memref::CastOp::create(emit.builder, emit.loc, matrix.getType(),
                                block);
}

func::FuncOp qblock::createFunction(const Emitter &emit, ModuleOp module,
                                    const Twine &name,
                                    ArrayRef<Type> arguments) {
  emit.builder.setInsertionPointToEnd(module.getBody());
  auto function = func::FuncOp::create(
      emit.builder, emit.loc, name.str(),
      emit.builder.getFunctionType(arguments, TypeRange()));
  function.setPrivate();
  emit.builder.setInsertionPointToStart(function.addEntryBlock());
  return function;
}

/// The declaration of OpenMP's function.
static func::FuncOp getMaxThreads(ModuleOp module, Location loc) {
  constexpr StringLiteral name = "omp_get_max_threads";
  if (auto function = module.lookupSymbol<func::FuncOp>(name))
    return function;
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  auto function = func::FuncOp::create(
      builder, loc, name,
      builder.getFunctionType(TypeRange(), builder.getI32Type()));
  function.setPrivate();
  return function;
}

void qblock::emitInThreads(const Emitter &emit, ModuleOp module, Value products,
                           function_ref<void(Value, Value)> body,
                           function_ref<void()> alone) {
  OpBuilder &builder = emit.builder;
  func::FuncOp maxThreads = getMaxThreads(module, emit.loc);
  Value zero = emit.index(0), one = emit.index(1);
  Value isLarge =
      arith::CmpIOp::create(builder, emit.loc, arith::CmpIPredicate::uge,
                            products, emit.index(minThreadedProducts));
  auto branch =
      scf::IfOp::create(builder, emit.loc, isLarge, /*withElse=*/true);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(branch.elseBlock());
  alone();
  builder.setInsertionPointToStart(branch.thenBlock());
  Value count =
      func::CallOp::create(builder, emit.loc, maxThreads).getResult(0);
  Value numThreads =
      emit.make<arith::IndexCastOp>(builder.getIndexType(), count);
  auto loop = scf::ParallelOp::create(builder, emit.loc, ValueRange{zero},
                                      ValueRange{numThreads}, ValueRange{one});
  builder.setInsertionPointToStart(loop.getBody());
  body(loop.getInductionVars()[0], numThreads);
}

/// (x, w, y, ..., adds, number of the thread, how many there are). A function
/// of its own: the body of OpenMP's loop must not branch.
static func::FuncOp emitPart(const Emitter &emit, MatmulCalls &calls) {
  SmallVector<Type> types(calls.kernel.getArgumentTypes());
  types.append(2, emit.builder.getIndexType());
  func::FuncOp function =
      createFunction(emit, calls.kernel->getParentOfType<ModuleOp>(),
                     calls.kernel.getSymName() + "_part", types);
  SmallVector<Value> arguments(function.getArguments());
  Value numThreads = arguments.pop_back_val();
  Value thread = arguments.pop_back_val();
  Value zero = emit.index(0);
  Value numElems = emit.dim(arguments[0], 1);
  RowPart rows =
      RowPart::get(emit, arguments[0], thread, numThreads, calls.tileHeight);
  arguments[0] = emitBlock(emit, arguments[0], rows.firstRow, rows.numRows,
                           zero, numElems);
  for (auto [i, layout] : llvm::enumerate(calls.layouts)) {
    Value &weight = arguments[1 + 2 * i], &y = arguments[2 + 2 * i];
    ColumnPart part = ColumnPart::get(emit, y, rows.thread, rows.numThreads);
    Value bytesPerTile = emitTileBytes(emit, layout, numElems);
    weight = emitByteRange(emit, weight, emit.mul(part.firstTile, bytesPerTile),
                           emit.mul(part.numTiles, bytesPerTile));
    y = emitBlock(emit, y, rows.firstRow, rows.numRows, part.firstColumn,
                  part.numColumns);
  }
  func::CallOp::create(emit.builder, emit.loc, calls.kernel, arguments);
  func::ReturnOp::create(emit.builder, emit.loc);
  return function;
}

func::FuncOp MatmulCalls::emitThreaded() {
  OpBuilder builder(kernel.getContext());
  Emitter emit = {builder, loc};
  auto module = kernel->getParentOfType<ModuleOp>();
  func::FuncOp part = emitPart(emit, *this);
  func::FuncOp function =
      createFunction(emit, module, kernel.getSymName() + "_threads",
                     kernel.getArgumentTypes());
  SmallVector<Value> arguments(function.getArguments());
  Value numColumns = emit.index(0);
  for (size_t i = 0; i != layouts.size(); ++i)
    numColumns = emit.add(numColumns, emit.dim(arguments[2 + 2 * i], 1));
  Value area = emit.mul(emit.dim(arguments[0], 0), emit.dim(arguments[0], 1));
  emitInThreads(
      emit, module, emit.mul(area, numColumns),
      [&](Value thread, Value numThreads) {
        SmallVector<Value> all = arguments;
        all.append({thread, numThreads});
        func::CallOp::create(builder, loc, part, all);
      },
      [&] { func::CallOp::create(builder, loc, kernel, arguments); });
  func::ReturnOp::create(builder, loc);
  return function;
}
