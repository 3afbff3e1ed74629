//===- RoutedMatmul.cpp - Rows of x by the matrices they meet -- -*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rows that are for one matrix are brought together, multiplied by the kernels
// that all matmuls have, and put where they belong. A row that is alone, as all
// are while a model writes one token after the other, is not copied. Threads
// split the columns of all matrices, so that they have equal work however
// uneven the rows are spread.
//
//===----------------------------------------------------------------------===//

#include "MatmulCalls.h"

using namespace mlir;
using namespace qblock;
using format::PackedLayout;

namespace {
/// One weight, and the columns of its y that are computed.
struct Stack {
  Value weight, y;
  ColumnPart part;
  Value bytesPerTile, tilesPerExpert;
  Value gathered; ///< rows of y of one matrix
};

/// The body of a function.
struct RoutedPart {
  const Emitter &emit;
  func::FuncOp kernel;
  Value x, order, starts, adds;
  SmallVector<Stack> stacks;
  Value idsPerRow, numElems;
  Value gatheredX;

  RoutedPart(const Emitter &emit, const MatmulCalls &calls,
             ValueRange arguments);
  void run();

private:
  Value load(Value indices, Value position) const {
    return memref::LoadOp::create(emit.builder, emit.loc, indices, position);
  }
  Value emitMaxRows() const;
  Value emitRows(Type matrixType, Value numRows, Value numColumns) const;
  Value emitWeight(const Stack &stack, Value expert) const;
  void copyRow(Value from, Value fromRow, Value to, Value toRow,
               Value isAdded = {}) const;
  void multiplyOne(Value expert, Value row) const;
  void multiplyAll(Value expert, Value first, Value numRows) const;
};
} // namespace

RoutedPart::RoutedPart(const Emitter &emit, const MatmulCalls &calls,
                       ValueRange arguments)
    : emit(emit), kernel(calls.kernel), x(arguments[0]), order(arguments[1]),
      starts(arguments[2]) {
  Value numThreads = arguments.back();
  Value thread = arguments[arguments.size() - 2];
  adds = arguments[arguments.size() - 3];
  numElems = emit.dim(x, 1);
  Value numXRows = emit.make<arith::MaxUIOp>(emit.dim(x, 0), emit.index(1));
  idsPerRow = emit.make<arith::DivUIOp>(emit.dim(order, 0), numXRows);
  for (auto [i, layout] : llvm::enumerate(calls.layouts)) {
    Value weight = arguments[3 + 2 * i], y = arguments[4 + 2 * i];
    stacks.push_back({weight,
                      y,
                      ColumnPart::get(emit, y, thread, numThreads),
                      emitTileBytes(emit, layout, numElems),
                      emit.div(emit.dim(y, 1), PackedLayout::rowsPerTile),
                      {}});
  }
}

/// The most rows that are brought together, those of a matrix with several.
Value RoutedPart::emitMaxRows() const {
  Value numExperts =
      emit.make<arith::SubIOp>(emit.dim(starts, 0), emit.index(1));
  Value maxRows =
      emit.loop(emit.index(0), numExperts, 1, {emit.index(0)},
                [&](Value expert, ValueRange carried) -> SmallVector<Value> {
                  Value count = emit.make<arith::SubIOp>(
                      load(starts, emit.add(expert, 1)), load(starts, expert));
                  return {emit.make<arith::MaxUIOp>(carried[0], count)};
                })
          .front();
  Value hasSeveral =
      arith::CmpIOp::create(emit.builder, emit.loc, arith::CmpIPredicate::ugt,
                            maxRows, emit.index(1));
  return emit.make<arith::SelectOp>(hasSeveral, maxRows, emit.index(0));
}

/// A buffer for rows, as a matrix of the kernel's type.
Value RoutedPart::emitRows(Type matrixType, Value numRows,
                           Value numColumns) const {
  auto type =
      MemRefType::get({ShapedType::kDynamic, ShapedType::kDynamic}, emit.f32());
  Value rows = memref::AllocOp::create(emit.builder, emit.loc, type,
                                       ValueRange{numRows, numColumns},
                                       emit.builder.getI64IntegerAttr(64));
  return memref::CastOp::create(emit.builder, emit.loc, matrixType, rows);
}

/// The tiles of a matrix that the part reads.
Value RoutedPart::emitWeight(const Stack &stack, Value expert) const {
  Value tile =
      emit.add(emit.mul(expert, stack.tilesPerExpert), stack.part.firstTile);
  return emitByteRange(emit, stack.weight, emit.mul(tile, stack.bytesPerTile),
                       emit.mul(stack.part.numTiles, stack.bytesPerTile));
}

/// Copies a row, or adds it if `isAdded` is true. Rows are whole vectors: K is
/// whole blocks, and N whole tiles.
void RoutedPart::copyRow(Value from, Value fromRow, Value to, Value toRow,
                         Value isAdded) const {
  constexpr int64_t elemsPerVector = PackedLayout::rowsPerTile;
  VectorType type = emit.vectorOf(elemsPerVector, emit.f32());
  auto copy = [&](bool adds) {
    emit.loop(
        emit.index(0), emit.dim(from, 1), elemsPerVector, [&](Value column) {
          auto load = [&](Value matrix, Value row) -> Value {
            return vector::LoadOp::create(emit.builder, emit.loc, type, matrix,
                                          ValueRange{row, column});
          };
          Value values = load(from, fromRow);
          if (adds)
            values = emit.make<arith::AddFOp>(load(to, toRow), values);
          vector::StoreOp::create(emit.builder, emit.loc, values, to,
                                  ValueRange{toRow, column});
        });
  };
  if (!isAdded)
    return copy(false);
  auto branch =
      scf::IfOp::create(emit.builder, emit.loc, isAdded, /*withElse=*/true);
  OpBuilder::InsertionGuard guard(emit.builder);
  emit.builder.setInsertionPointToStart(branch.thenBlock());
  copy(true);
  emit.builder.setInsertionPointToStart(branch.elseBlock());
  copy(false);
}

/// Multiplies row `row` of the result's where it is.
void RoutedPart::multiplyOne(Value expert, Value row) const {
  Value zero = emit.index(0), one = emit.index(1);
  Value xRow = emit.make<arith::DivUIOp>(row, idsPerRow);
  SmallVector<Value> arguments = {
      emitBlock(emit, x, xRow, one, zero, numElems)};
  for (const Stack &stack : stacks)
    arguments.append({emitWeight(stack, expert),
                      emitBlock(emit, stack.y, row, one, stack.part.firstColumn,
                                stack.part.numColumns)});
  arguments.push_back(adds);
  func::CallOp::create(emit.builder, emit.loc, kernel, arguments);
}

/// Multiplies `numRows` rows from place `first` of the order on.
void RoutedPart::multiplyAll(Value expert, Value first, Value numRows) const {
  Value zero = emit.index(0);
  emit.loop(zero, numRows, 1, [&](Value i) {
    Value row = load(order, emit.add(first, i));
    copyRow(x, emit.make<arith::DivUIOp>(row, idsPerRow), gatheredX, i);
  });
  SmallVector<Value> arguments = {
      emitBlock(emit, gatheredX, zero, numRows, zero, numElems)};
  for (const Stack &stack : stacks)
    arguments.append({emitWeight(stack, expert),
                      emitBlock(emit, stack.gathered, zero, numRows, zero,
                                stack.part.numColumns)});
  arguments.push_back(emit.constant(emit.builder.getI1Type(), 0));
  func::CallOp::create(emit.builder, emit.loc, kernel, arguments);
  for (const Stack &stack : stacks) {
    Value columns = emitBlock(emit, stack.y, zero, emit.dim(stack.y, 0),
                              stack.part.firstColumn, stack.part.numColumns);
    emit.loop(zero, numRows, 1, [&](Value i) {
      copyRow(stack.gathered, i, columns, load(order, emit.add(first, i)),
              adds);
    });
  }
}

void RoutedPart::run() {
  OpBuilder &builder = emit.builder;
  Value maxRows = emitMaxRows();
  gatheredX = emitRows(x.getType(), maxRows, numElems);
  for (Stack &stack : stacks)
    stack.gathered =
        emitRows(stack.y.getType(), maxRows, stack.part.numColumns);
  Value numExperts =
      emit.make<arith::SubIOp>(emit.dim(starts, 0), emit.index(1));
  emit.loop(emit.index(0), numExperts, 1, [&](Value expert) {
    Value first = load(starts, expert);
    Value count =
        emit.make<arith::SubIOp>(load(starts, emit.add(expert, 1)), first);
    SmallVector<int64_t> cases = {0, 1};
    auto branch = scf::IndexSwitchOp::create(builder, emit.loc, TypeRange(),
                                             count, cases, cases.size());
    auto fill = [&](Region &region, function_ref<void()> body) {
      OpBuilder::InsertionGuard guard(builder);
      builder.createBlock(&region);
      body();
      scf::YieldOp::create(builder, emit.loc);
    };
    fill(branch.getCaseRegions()[0], [] {});
    fill(branch.getCaseRegions()[1],
         [&] { multiplyOne(expert, load(order, first)); });
    fill(branch.getDefaultRegion(), [&] { multiplyAll(expert, first, count); });
  });
  memref::DeallocOp::create(builder, emit.loc, gatheredX);
  for (const Stack &stack : stacks)
    memref::DeallocOp::create(builder, emit.loc, stack.gathered);
}

/// (x, order, starts, w, y, ..., adds, number of the thread, how many there
/// are).
static func::FuncOp emitPart(const Emitter &emit, MatmulCalls &calls,
                             ArrayRef<Type> types) {
  SmallVector<Type> partTypes(types);
  partTypes.append(2, emit.builder.getIndexType());
  func::FuncOp function =
      createFunction(emit, calls.kernel->getParentOfType<ModuleOp>(),
                     calls.kernel.getSymName() + "_routed_part", partTypes);
  RoutedPart(emit, calls, function.getArguments()).run();
  func::ReturnOp::create(emit.builder, emit.loc);
  return function;
}

func::FuncOp MatmulCalls::emitRouted(bool threads) {
  OpBuilder builder(kernel.getContext());
  Emitter emit = {builder, loc};
  auto module = kernel->getParentOfType<ModuleOp>();
  SmallVector<Type> types(kernel.getArgumentTypes());
  Type indices = MemRefType::get(ShapedType::kDynamic, builder.getIndexType());
  types.insert(types.begin() + 1, 2, indices);
  func::FuncOp part = emitPart(emit, *this, types);
  func::FuncOp function =
      createFunction(emit, module, kernel.getSymName() + "_routed", types);
  SmallVector<Value> arguments(function.getArguments());
  auto callPart = [&](Value thread, Value numThreads) {
    SmallVector<Value> all = arguments;
    all.append({thread, numThreads});
    func::CallOp::create(builder, loc, part, all);
  };
  if (threads) {
    Value numColumns = emit.index(0);
    for (size_t i = 0; i != layouts.size(); ++i)
      numColumns = emit.add(numColumns, emit.dim(arguments[4 + 2 * i], 1));
    Value area = emit.mul(emit.dim(arguments[1], 0), emit.dim(arguments[0], 1));
    emitInThreads(emit, module, emit.mul(area, numColumns), callPart,
                  [&] { callPart(emit.index(0), emit.index(1)); });
  } else {
    callPart(emit.index(0), emit.index(1));
  }
  func::ReturnOp::create(builder, loc);
  return function;
}
