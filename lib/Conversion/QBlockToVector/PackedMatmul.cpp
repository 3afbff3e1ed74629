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
#include "mlir/IR/SymbolTable.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace qblock;
using format::PackedLayout;

/// Bytes of rounded x in a piece: half of a usual second-level cache.
static constexpr int64_t bytesPerPiece = 544 * 1024;

static Value emitMin(const Emitter &emit, Value a, Value b) {
  return emit.make<arith::MinUIOp>(a, b);
}

/// For each size of tile (largest first, the last is 1), the part of [first,
/// end) that is cut into such tiles. A rest too large for the next size takes
/// one more tile, of which it fills a part.
static SmallVector<std::pair<Value, Value>> emitRanges(const Emitter &emit,
                                                       ArrayRef<int64_t> sizes,
                                                       Value first, Value end) {
  SmallVector<std::pair<Value, Value>> ranges;
  for (size_t i = 0; i != sizes.size(); ++i) {
    int64_t next = i + 1 == sizes.size() ? 0 : sizes[i + 1];
    Value count = emit.make<arith::SubIOp>(end, first);
    Value numTiles = emit.div(emit.add(count, sizes[i] - 1 - next), sizes[i]);
    Value last =
        emitMin(emit, emit.add(first, emit.mul(numTiles, sizes[i])), end);
    ranges.push_back({first, last});
    first = last;
  }
  return ranges;
}

/// The kernels of a format: one for each width with the first height, then one
/// for each other height with a width of 1.
struct PackedKernels::TileKernels {
  PackedLayout layout;
  ActivationPlan plan;
  SmallVector<func::FuncOp> functions;
};

namespace {
/// One weight of a function, and where its products go.
struct Factor {
  const PackedLayout &layout;
  ArrayRef<func::FuncOp> kernels;
  size_t planIndex;
  Value weight, y;
};

/// The body of a function.
struct Driver {
  const Emitter &emit;
  ArrayRef<int64_t> heights, widths;
  SmallVector<ActivationPlan> plans; ///< different ones
  SmallVector<Factor> factors;
  Value x, adds;

  size_t addPlan(const ActivationPlan &plan);
  void quantizeRows(const ActivationPlan &plan,
                    const ActivationBuffers &buffers, Value firstRow,
                    Value endRow) const;
  void multiplyRows(const Factor &factor, const ActivationBuffers &buffers,
                    Value firstRow, Value endRow) const;
  Value getLaterByte(const TileArguments &arguments, int64_t width,
                     Value firstRow) const;
  void multiplyTiles(ArrayRef<func::FuncOp> kernels, size_t widthIndex,
                     TileArguments arguments,
                     ArrayRef<std::pair<Value, Value>> rows) const;
  Value getRowsPerPiece(Value numRows, Value numElems) const;
  void run() const;
};
} // namespace

size_t Driver::addPlan(const ActivationPlan &plan) {
  auto found = llvm::find(plans, plan);
  size_t index = found - plans.begin();
  if (found == plans.end())
    plans.push_back(plan);
  return index;
}

void Driver::quantizeRows(const ActivationPlan &plan,
                          const ActivationBuffers &buffers, Value firstRow,
                          Value endRow) const {
  auto ranges = emitRanges(emit, heights, firstRow, endRow);
  for (size_t i = 0; i != heights.size(); ++i)
    emit.loop(ranges[i].first, ranges[i].second, heights[i],
              [&](Value tileRow) {
                Value height = emit.index(heights[i]);
                Value rest = emit.make<arith::SubIOp>(endRow, tileRow);
                emit.loop(emit.index(0), emitMin(emit, height, rest), 1,
                          [&](Value rowInTile) {
                            emitQuantizedRow(emit, plan, x, tileRow, rowInTile,
                                             height, buffers);
                          });
              });
}

/// Each call asks for a share of the tiles that follow its own: the first call
/// that multiplies them would wait for memory.
Value Driver::getLaterByte(const TileArguments &arguments, int64_t width,
                           Value firstRow) const {
  constexpr int64_t bytesPerLine = 64;
  Value bytesPerCall = emit.mul(
      emit.div(arguments.numElems, PackedLayout::elemsPerSlab), bytesPerLine);
  Value call = emit.div(emit.make<arith::SubIOp>(arguments.firstRow, firstRow),
                        heights.front());
  Value share = emit.mul(call, bytesPerCall);
  Value bytes = emit.mul(arguments.tileStride, width);
  Value isLater = arith::CmpIOp::create(
      emit.builder, emit.loc, arith::CmpIPredicate::ult, share, bytes);
  share = emit.make<arith::SelectOp>(isLater, share, emit.index(0));
  return emit.add(emit.add(arguments.tileByte, bytes), share);
}

/// Multiplies some tiles of the weight, which `arguments` names, with all rows.
/// Only the tallest kernels take several at once: for lower ones the weight is
/// to be one stream.
void Driver::multiplyTiles(ArrayRef<func::FuncOp> kernels, size_t widthIndex,
                           TileArguments arguments,
                           ArrayRef<std::pair<Value, Value>> rows) const {
  auto multiply = [&](size_t heightIndex, func::FuncOp kernel) {
    Value first = rows[heightIndex].first, end = rows[heightIndex].second;
    emit.loop(first, end, heights[heightIndex], [&](Value row) {
      arguments.firstRow = row;
      arguments.laterByte = getLaterByte(arguments, widths[widthIndex], first);
      func::CallOp::create(emit.builder, emit.loc, kernel.getSymName(),
                           TypeRange(), arguments.values());
    });
  };
  multiply(0, kernels[widthIndex]);
  for (int64_t tile = 0; tile != widths[widthIndex]; ++tile) {
    for (size_t i = 1; i != heights.size(); ++i)
      multiply(i, kernels[widths.size() + i - 1]);
    arguments.tileByte = emit.add(arguments.tileByte, arguments.tileStride);
    arguments.firstColumn =
        emit.add(arguments.firstColumn, PackedLayout::rowsPerTile);
  }
}

void Driver::multiplyRows(const Factor &factor,
                          const ActivationBuffers &buffers, Value firstRow,
                          Value endRow) const {
  TileArguments arguments = {};
  arguments.weight = factor.weight;
  arguments.numElems = memref::DimOp::create(emit.builder, emit.loc, x, 1);
  arguments.tileStride =
      emit.mul(emit.div(arguments.numElems, factor.layout.row->elemsPerBlock),
               factor.layout.bytesPerBlock);
  arguments.y = factor.y;
  arguments.adds = adds;
  arguments.x = buffers;
  Value numColumns = memref::DimOp::create(emit.builder, emit.loc, factor.y, 1);
  Value numTiles = emit.div(emit.add(numColumns, PackedLayout::rowsPerTile - 1),
                            PackedLayout::rowsPerTile);
  auto rows = emitRanges(emit, heights, firstRow, endRow);
  auto tiles = emitRanges(emit, widths, emit.index(0), numTiles);
  for (size_t i = 0; i != widths.size(); ++i)
    emit.loop(tiles[i].first, tiles[i].second, widths[i], [&](Value tile) {
      arguments.tileByte = emit.mul(tile, arguments.tileStride);
      arguments.firstColumn = emit.mul(tile, PackedLayout::rowsPerTile);
      multiplyTiles(factor.kernels, i, arguments, rows);
    });
}

/// Pieces are whole tiles of the largest height, so that only the last one has
/// lower ones, and tiles lie at the same places for both steps. All pieces are
/// about as large: each costs a pass over the weight.
Value Driver::getRowsPerPiece(Value numRows, Value numElems) const {
  int64_t height = heights.front();
  auto divideUp = [&](Value a, Value b) -> Value {
    Value rounded = emit.make<arith::SubIOp>(emit.add(a, b), emit.index(1));
    return emit.make<arith::DivUIOp>(rounded, b);
  };
  Value tilesPerPiece = emit.make<arith::DivUIOp>(emit.index(bytesPerPiece),
                                                  emit.mul(numElems, height));
  tilesPerPiece = emit.make<arith::MaxUIOp>(tilesPerPiece, emit.index(1));
  Value numTiles = divideUp(numRows, emit.index(height));
  Value numPieces = divideUp(numTiles, tilesPerPiece);
  numPieces = emit.make<arith::MaxUIOp>(numPieces, emit.index(1));
  return emit.mul(divideUp(numTiles, numPieces), height);
}

void Driver::run() const {
  Value numRows = memref::DimOp::create(emit.builder, emit.loc, x, 0);
  Value numElems = memref::DimOp::create(emit.builder, emit.loc, x, 1);
  // The last tile may have rows past the end of x.
  Value numPlaces = emit.add(numRows, heights.front());
  SmallVector<ActivationBuffers> buffers;
  for (const ActivationPlan &plan : plans)
    buffers.push_back(allocate(emit, plan, numPlaces, numElems));
  Value rowsPerPiece = getRowsPerPiece(numRows, numElems);
  scf::ForOp::create(
      emit.builder, emit.loc, emit.index(0), numRows, rowsPerPiece,
      ValueRange(), [&](OpBuilder &, Location, Value row, ValueRange) {
        Value end = emitMin(emit, emit.add(row, rowsPerPiece), numRows);
        for (auto [plan, rounded] : llvm::zip_equal(plans, buffers))
          quantizeRows(plan, rounded, row, end);
        for (const Factor &factor : factors)
          multiplyRows(factor, buffers[factor.planIndex], row, end);
        scf::YieldOp::create(emit.builder, emit.loc);
      });
  for (const ActivationBuffers &rounded : buffers)
    deallocate(emit, rounded);
}

PackedKernels::PackedKernels(ModuleOp module, const CpuTarget &target,
                             bool isOptional)
    : module(module), target(target), isOptional(isOptional) {}
PackedKernels::PackedKernels(PackedKernels &&) = default;
PackedKernels::~PackedKernels() = default;

/// A private function of this name, or of one like it that is not taken.
func::FuncOp PackedKernels::createFunction(Location loc, StringRef name,
                                           ArrayRef<Type> inputs) {
  auto isTaken = [&](StringRef name) {
    return module.lookupSymbol(name) != nullptr;
  };
  SmallString<64> symbol(name);
  if (isOptional)
    symbol += ("_" + target.getName()).str();
  unsigned suffix = 0;
  if (isTaken(symbol))
    symbol = SymbolTable::generateSymbolName<64>(symbol, isTaken, suffix);
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  auto function = func::FuncOp::create(
      builder, loc, symbol, builder.getFunctionType(inputs, TypeRange()));
  function.setPrivate();
  function.addEntryBlock();
  SmallVector<Attribute> attributes;
  // Inlined into the loops around it, LLVM would hoist more than fits.
  attributes.push_back(builder.getStringAttr("noinline"));
  if (isOptional) {
    std::string features;
    for (StringRef feature : target.getFeatures())
      features += (features.empty() ? "+" : ",+") + feature.str();
    attributes.push_back(
        builder.getStrArrayAttr({"target-features", features}));
  }
  function->setAttr("passthrough", builder.getArrayAttr(attributes));
  return function;
}

func::FuncOp PackedKernels::emitTileFunction(Location loc,
                                             const TileKernels &kernels,
                                             int64_t height, int64_t width) {
  OpBuilder builder(module.getContext());
  std::string_view format = kernels.layout.row->name;
  std::string name =
      llvm::formatv("qblock_tile_{0}_{1}x{2}",
                    StringRef(format.data(), format.size()), height, width);
  auto function = createFunction(loc, name, TileArguments::getTypes(builder));
  allowVectorsOf(target, function);
  builder.setInsertionPointToStart(&function.getBody().front());
  Emitter emit = {builder, loc};
  emitTileKernel(emit, kernels.layout, kernels.plan, target, {height, width},
                 TileArguments::fromValues(function.getArguments()));
  func::ReturnOp::create(builder, loc);
  return function;
}

PackedKernels::TileKernels &
PackedKernels::getTileKernels(Location loc, const PackedLayout &layout) {
  std::unique_ptr<TileKernels> &kernels = tileKernels[layout.row];
  if (kernels)
    return *kernels;
  kernels.reset(new TileKernels{layout, ActivationPlan(layout, target), {}});
  auto add = [&](int64_t height, int64_t width) {
    kernels->functions.push_back(
        emitTileFunction(loc, *kernels, height, width));
  };
  SmallVector<int64_t> heights = getTileHeights(target);
  for (int64_t width : getTileWidths(target))
    add(heights.front(), width);
  for (int64_t height : ArrayRef(heights).drop_front())
    add(height, 1);
  return *kernels;
}

func::FuncOp PackedKernels::emitMatmul(Location loc, StringRef name,
                                       ArrayRef<PackedLayout> layouts) {
  SmallVector<TileKernels *> kernels;
  for (const PackedLayout &layout : layouts)
    kernels.push_back(&getTileKernels(loc, layout));
  OpBuilder builder(module.getContext());
  Type bytes = MemRefType::get(ShapedType::kDynamic, builder.getI8Type());
  Type matrix = TileArguments::getMatrixType(builder);
  SmallVector<Type> types = {matrix};
  for (size_t i = 0; i != layouts.size(); ++i)
    types.append({bytes, matrix});
  types.push_back(builder.getI1Type());
  auto function = createFunction(loc, name, types);
  builder.setInsertionPointToStart(&function.getBody().front());
  Emitter emit = {builder, loc};
  ValueRange arguments = function.getArguments();
  SmallVector<int64_t> heights = getTileHeights(target);
  SmallVector<int64_t> widths = getTileWidths(target);
  Driver driver = {emit, heights,      widths,          {},
                   {},   arguments[0], arguments.back()};
  for (auto [index, tiles] : llvm::enumerate(kernels))
    driver.factors.push_back(
        {tiles->layout, tiles->functions, driver.addPlan(tiles->plan),
         arguments[1 + 2 * index], arguments[2 + 2 * index]});
  driver.run();
  func::ReturnOp::create(builder, loc);
  return function;
}
