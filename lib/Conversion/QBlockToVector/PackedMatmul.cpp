//===- PackedMatmul.cpp - Kernels for packed weights -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is around the tile kernels: x is rounded once, then cut into pieces that
// stay in the second-level cache while all of the weight passes by. Rows of x
// are taken by the tallest kernels first, the rest by lower ones.
//
//===----------------------------------------------------------------------===//

#include "qblock/Conversion/PackedMatmul.h"
#include "TileKernel.h"

using namespace mlir;
using namespace qblock;
using format::PackedLayout;

/// Bytes of rounded x in a piece: half of a usual second-level cache.
static constexpr int64_t bytesPerPiece = 512 * 1024;

static Value emitMin(const Emitter &emit, Value a, Value b) {
  return emit.make<arith::MinUIOp>(a, b);
}

/// For each height, the rows [first, end) that its kernel takes; all rows
/// together are those of `firstRow` to `endRow`.
static SmallVector<std::pair<Value, Value>>
emitRowRanges(const Emitter &emit, ArrayRef<int64_t> heights, Value firstRow,
              Value endRow) {
  SmallVector<std::pair<Value, Value>> ranges;
  for (int64_t height : heights) {
    Value count = emit.make<arith::SubIOp>(endRow, firstRow);
    Value whole = emit.mul(emit.div(count, height), height);
    Value end = emit.add(firstRow, whole);
    ranges.push_back({firstRow, end});
    firstRow = end;
  }
  return ranges;
}

static func::FuncOp createFunction(ModuleOp module, Location loc,
                                   StringRef name, ArrayRef<Type> inputs) {
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  auto function = func::FuncOp::create(
      builder, loc, name, builder.getFunctionType(inputs, TypeRange()));
  function.setPrivate();
  function.addEntryBlock();
  return function;
}

static func::FuncOp
emitKernelFunction(ModuleOp module, Location loc, const Twine &name,
                   const PackedLayout &layout, const ActivationPlan &plan,
                   const CpuTarget &target, int64_t height) {
  OpBuilder builder(module.getContext());
  auto function =
      createFunction(module, loc, (name + "_" + Twine(height)).str(),
                     TileArguments::getTypes(builder));
  // Inlined into the loops around it, LLVM would hoist more than fits.
  // A vector of 64 bytes is legal only where it is said to be wanted.
  std::string width = std::to_string(target.getLanes() * 32);
  function->setAttr(
      "passthrough",
      builder.getArrayAttr(
          {builder.getStringAttr("noinline"),
           builder.getStrArrayAttr({"min-legal-vector-width", width}),
           builder.getStrArrayAttr({"prefer-vector-width", width})}));
  builder.setInsertionPointToStart(&function.getBody().front());
  Emitter emit = {builder, loc};
  emitTileKernel(emit, layout, plan, target, height,
                 TileArguments::fromValues(function.getArguments()));
  func::ReturnOp::create(builder, loc);
  return function;
}

namespace {
/// The tile kernels and what calls them.
struct Driver {
  const Emitter &emit;
  const PackedLayout &layout;
  const ActivationPlan &plan;
  ArrayRef<int64_t> heights;
  MutableArrayRef<func::FuncOp> kernels;
  Value x, weight, y;

  void quantizeRows(const ActivationBuffers &buffers, Value firstRow,
                    Value endRow) const;
  void multiplyPiece(const ActivationBuffers &buffers, Value firstRow,
                     Value endRow) const;
  void run() const;
};
} // namespace

void Driver::quantizeRows(const ActivationBuffers &buffers, Value firstRow,
                          Value endRow) const {
  auto ranges = emitRowRanges(emit, heights, firstRow, endRow);
  for (size_t i = 0; i != heights.size(); ++i)
    emit.loop(ranges[i].first, ranges[i].second, heights[i],
              [&](Value tileRow) {
                Value height = emit.index(heights[i]);
                emit.loop(emit.index(0), height, 1, [&](Value rowInTile) {
                  emitQuantizedRow(emit, plan, x, tileRow, rowInTile, height,
                                   buffers);
                });
              });
}

void Driver::multiplyPiece(const ActivationBuffers &buffers, Value firstRow,
                           Value endRow) const {
  Value numElems = memref::DimOp::create(emit.builder, emit.loc, x, 1);
  Value numColumns = memref::DimOp::create(emit.builder, emit.loc, y, 1);
  Value bytesPerTile = emit.mul(emit.div(numElems, layout.row->elemsPerBlock),
                                layout.bytesPerBlock);
  auto ranges = emitRowRanges(emit, heights, firstRow, endRow);
  emit.loop(
      emit.index(0), numColumns, PackedLayout::rowsPerTile, [&](Value column) {
        Value tileByte =
            emit.mul(emit.div(column, PackedLayout::rowsPerTile), bytesPerTile);
        for (size_t i = 0; i != heights.size(); ++i)
          emit.loop(ranges[i].first, ranges[i].second, heights[i],
                    [&](Value row) {
                      TileArguments arguments = {weight, tileByte, numElems, y,
                                                 row,    column,   buffers};
                      func::CallOp::create(emit.builder, emit.loc, kernels[i],
                                           arguments.values());
                    });
      });
}

void Driver::run() const {
  Value numRows = memref::DimOp::create(emit.builder, emit.loc, x, 0);
  Value numElems = memref::DimOp::create(emit.builder, emit.loc, x, 1);
  ActivationBuffers buffers = allocate(emit, plan, numRows, numElems);
  // Pieces are whole tiles of the largest height, so that only the last one has
  // lower ones, and tiles lie at the same places for both steps.
  Value bytesPerTallTile = emit.mul(numElems, heights.front());
  Value tiles =
      emit.make<arith::DivUIOp>(emit.index(bytesPerPiece), bytesPerTallTile);
  Value rowsPerPiece = emit.mul(emit.make<arith::MaxUIOp>(tiles, emit.index(1)),
                                heights.front());
  Value zero = emit.index(0);
  scf::ForOp::create(
      emit.builder, emit.loc, zero, numRows, rowsPerPiece, ValueRange(),
      [&](OpBuilder &, Location, Value row, ValueRange) {
        Value end = emitMin(emit, emit.add(row, rowsPerPiece), numRows);
        quantizeRows(buffers, row, end);
        multiplyPiece(buffers, row, end);
        scf::YieldOp::create(emit.builder, emit.loc);
      });
  deallocate(emit, buffers);
}

func::FuncOp qblock::emitPackedMatmul(ModuleOp module, Location loc,
                                      StringRef name,
                                      const PackedLayout &layout,
                                      const CpuTarget &target) {
  ActivationPlan plan(layout);
  SmallVector<int64_t> heights = getTileHeights(target);
  SmallVector<func::FuncOp> kernels;
  for (int64_t height : heights)
    kernels.push_back(
        emitKernelFunction(module, loc, name, layout, plan, target, height));
  OpBuilder builder(module.getContext());
  SmallVector<Type> tileTypes = TileArguments::getTypes(builder);
  Type bytes = tileTypes[0], matrix = tileTypes[3];
  auto function = createFunction(module, loc, name, {matrix, bytes, matrix});
  builder.setInsertionPointToStart(&function.getBody().front());
  Emitter emit = {builder, loc};
  Driver driver = {emit,
                   layout,
                   plan,
                   heights,
                   kernels,
                   function.getArgument(0),
                   function.getArgument(1),
                   function.getArgument(2)};
  driver.run();
  func::ReturnOp::create(builder, loc);
  return function;
}
