//===- PackedMatmul.cpp - Kernels for packed weights -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is around the tile kernels: x is cut into pieces that, once rounded,
// stay in the second-level cache while the weight passes by. Rows that are long
// are cut too, so that what a call reads of the weight is there for the next
// one. Rows are taken by the tallest kernels first, the rest by lower ones.
//
//===----------------------------------------------------------------------===//

#include "qblock/Conversion/PackedMatmul.h"
#include "TileKernel.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/Support/FormatVariadic.h"

#include <limits>
#include <numeric>

using namespace mlir;
using namespace qblock;
using format::PackedLayout;

/// Bytes of the weight that one call reads and the next one reads again, which
/// are to stay beside a piece of x. Up to `maxBytesOfTiles` rows are not cut,
/// as each part is a pass over y. If they must be, shorter parts are better: on
/// Zen 5 with K = 14336, these took 2 to 5% less time than parts of 96 KB, and
/// 40 to 64 KB were as good.
static constexpr int64_t maxBytesOfTiles = 96 * 1024;
static constexpr int64_t bytesOfTileParts = 56 * 1024;

static Value emitMin(const Emitter &emit, Value a, Value b) {
  return emit.make<arith::MinUIOp>(a, b);
}

/// The size of equal parts of `count` which are no larger than `max`: whole
/// multiples of `unit`, but for the last one.
static Value getPartSize(const Emitter &emit, Value count, Value max,
                         int64_t unit) {
  auto divideUp = [&](Value a, Value b) -> Value {
    Value rounded = emit.make<arith::SubIOp>(emit.add(a, b), emit.index(1));
    return emit.make<arith::DivUIOp>(rounded, b);
  };
  auto atLeastOne = [&](Value a) -> Value {
    return emit.make<arith::MaxUIOp>(a, emit.index(1));
  };
  Value numUnits = atLeastOne(divideUp(count, emit.index(unit)));
  Value numParts = divideUp(numUnits, atLeastOne(emit.div(max, unit)));
  return emit.mul(divideUp(numUnits, numParts), unit);
}

/// Calls `body(first, size)` for parts of `count`.
static void emitParts(const Emitter &emit, Value count, Value sizeOfPart,
                      function_ref<void(Value, Value)> body) {
  scf::ForOp::create(emit.builder, emit.loc, emit.index(0), count, sizeOfPart,
                     ValueRange(),
                     [&](OpBuilder &, Location, Value first, ValueRange) {
                       Value rest = emit.make<arith::SubIOp>(count, first);
                       body(first, emitMin(emit, sizeOfPart, rest));
                       scf::YieldOp::create(emit.builder, emit.loc);
                     });
}

/// Bytes of the first elements of the rows of a tile.
static Value getBytesOfTile(const Emitter &emit, const PackedLayout &layout,
                            Value numElems) {
  return emit.mul(emit.div(numElems, layout.row->elemsPerBlock),
                  layout.bytesPerBlock);
}

/// The part of a matrix that has so many rows and columns.
static Value cut(const Emitter &emit, Value matrix, Value firstRow,
                 Value numRows, Value firstColumn, Value numColumns) {
  SmallVector<OpFoldResult> offsets = {firstRow, firstColumn},
                            sizes = {numRows, numColumns},
                            strides(2, emit.builder.getIndexAttr(1));
  return memref::SubViewOp::create(emit.builder, emit.loc, matrix, offsets,
                                   sizes, strides);
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

/// What is rounded at once: a part of x.
struct Piece {
  Value firstRow, numRows, firstElem, numElems;
};

/// The body of a function.
struct Driver {
  const Emitter &emit;
  ArrayRef<int64_t> heights, widths;
  SmallVector<RoundedActivations> rounded; ///< by different plans
  SmallVector<Factor> factors;
  Value x, adds;

  size_t addPlan(const ActivationPlan &plan);
  SmallVector<std::pair<Value, Value>> getRowRanges(Value numRows) const;
  int64_t getMaxElems(int64_t bytesPerCall) const;
  Value getElemsPerPiece(Value numRows, Value numElems) const;
  Value getRowsPerPiece(Value numRows, Value elemsPerPiece) const;
  void quantize(ArrayRef<const RoundedActivations *> sharing,
                const Piece &piece) const;
  void multiply(const Factor &factor, const ActivationBuffers &buffers,
                const Piece &piece) const;
  Value getLaterByte(const TileArguments &arguments, const PackedLayout &layout,
                     int64_t width, Value call) const;
  void multiplyTiles(const Factor &factor, size_t widthIndex,
                     TileArguments arguments,
                     ArrayRef<std::pair<Value, Value>> rows) const;
  void multiplyPiece(const Piece &piece) const;
  void run();
};
} // namespace

size_t Driver::addPlan(const ActivationPlan &plan) {
  auto found = llvm::find_if(
      rounded, [&](const auto &other) { return other.plan == plan; });
  size_t index = found - rounded.begin();
  if (found == rounded.end())
    rounded.push_back({plan});
  return index;
}

/// Rows for the kernels of each height. Where two calls of lower kernels do, a
/// tall one would be called but once with a tile and wait for memory, while
/// those read it as a stream and then from a cache: with 5 to 8 rows, Zen 5
/// took 1.2 to 2.4 times as long. With more rows, tall kernels were as good or
/// better.
SmallVector<std::pair<Value, Value>> Driver::getRowRanges(Value numRows) const {
  Value zero = emit.index(0);
  Value end = emitRanges(emit, heights.take_front(2), zero, numRows)[0].second;
  Value isFew =
      arith::CmpIOp::create(emit.builder, emit.loc, arith::CmpIPredicate::ule,
                            numRows, emit.index(2 * heights[1]));
  end = emit.make<arith::SelectOp>(isFew, zero, end);
  SmallVector<std::pair<Value, Value>> ranges = {{zero, end}};
  ranges.append(emitRanges(emit, heights.drop_front(), end, numRows));
  return ranges;
}

/// Rounds for all that share their codes. Rows are cut into tiles as `multiply`
/// takes them.
void Driver::quantize(ArrayRef<const RoundedActivations *> sharing,
                      const Piece &piece) const {
  Value part = cut(emit, x, piece.firstRow, piece.numRows, piece.firstElem,
                   piece.numElems);
  auto ranges = getRowRanges(piece.numRows);
  for (size_t i = 0; i != heights.size(); ++i)
    emit.loop(ranges[i].first, ranges[i].second, heights[i],
              [&](Value tileRow) {
                Value height = emit.index(heights[i]);
                Value rest = emit.make<arith::SubIOp>(piece.numRows, tileRow);
                emit.loop(emit.index(0), emitMin(emit, height, rest), 1,
                          [&](Value rowInTile) {
                            emitQuantizedRow(emit, sharing, part, tileRow,
                                             rowInTile, height);
                          });
              });
}

/// Each call asks for a share of the tiles that follow its own: the first call
/// that multiplies them would wait for memory. Once all is asked for, calls ask
/// for their own, which costs next to nothing.
Value Driver::getLaterByte(const TileArguments &arguments,
                           const PackedLayout &layout, int64_t width,
                           Value call) const {
  Value numSlabs = emit.div(arguments.numElems, PackedLayout::elemsPerSlab);
  Value bytesPerCall =
      emit.mul(numSlabs, getLinesAhead(layout, width) * bytesPerLine);
  Value bytesPerTile = getBytesOfTile(emit, layout, arguments.numElems);
  Value share = emit.mul(call, bytesPerCall);
  Value tile = emit.make<arith::DivUIOp>(share, bytesPerTile);
  Value byteInTile = emit.make<arith::RemUIOp>(share, bytesPerTile);
  Value later = emit.add(emit.mul(emit.add(tile, width), arguments.tileStride),
                         byteInTile);
  Value isLater =
      arith::CmpIOp::create(emit.builder, emit.loc, arith::CmpIPredicate::ult,
                            tile, emit.index(width));
  later = emit.make<arith::SelectOp>(isLater, later, emit.index(0));
  return emit.add(arguments.tileByte, later);
}

/// Multiplies some tiles of the weight, which `arguments` names, with all rows.
/// Only the tallest kernels take several at once: for lower ones the weight is
/// to be one stream.
void Driver::multiplyTiles(const Factor &factor, size_t widthIndex,
                           TileArguments arguments,
                           ArrayRef<std::pair<Value, Value>> rows) const {
  auto multiply = [&](size_t heightIndex, func::FuncOp kernel) {
    Value first = rows[heightIndex].first, end = rows[heightIndex].second;
    emit.loop(first, end, heights[heightIndex], [&](Value row) {
      arguments.firstRow = row;
      Value call =
          emit.div(emit.make<arith::SubIOp>(row, first), heights.front());
      arguments.laterByte =
          getLaterByte(arguments, factor.layout, widths[widthIndex], call);
      func::CallOp::create(emit.builder, emit.loc, kernel.getSymName(),
                           TypeRange(), arguments.values());
    });
  };
  multiply(0, factor.kernels[widthIndex]);
  for (int64_t tile = 0; tile != widths[widthIndex]; ++tile) {
    for (size_t i = 1; i != heights.size(); ++i)
      multiply(i, factor.kernels[widths.size() + i - 1]);
    arguments.tileByte = emit.add(arguments.tileByte, arguments.tileStride);
    arguments.firstColumn =
        emit.add(arguments.firstColumn, PackedLayout::rowsPerTile);
  }
}

void Driver::multiply(const Factor &factor, const ActivationBuffers &buffers,
                      const Piece &piece) const {
  Value numElems = memref::DimOp::create(emit.builder, emit.loc, x, 1);
  Value numColumns = memref::DimOp::create(emit.builder, emit.loc, factor.y, 1);
  Value isLater =
      arith::CmpIOp::create(emit.builder, emit.loc, arith::CmpIPredicate::ne,
                            piece.firstElem, emit.index(0));
  TileArguments arguments = {};
  arguments.weight = factor.weight;
  arguments.numElems = piece.numElems;
  arguments.tileStride = getBytesOfTile(emit, factor.layout, numElems);
  arguments.y = cut(emit, factor.y, piece.firstRow, piece.numRows,
                    emit.index(0), numColumns);
  arguments.adds = emit.make<arith::OrIOp>(adds, isLater);
  arguments.x = buffers;
  Value firstByte = getBytesOfTile(emit, factor.layout, piece.firstElem);
  Value numTiles = emit.div(emit.add(numColumns, PackedLayout::rowsPerTile - 1),
                            PackedLayout::rowsPerTile);
  auto rows = getRowRanges(piece.numRows);
  auto tiles = emitRanges(emit, widths, emit.index(0), numTiles);
  for (size_t i = 0; i != widths.size(); ++i)
    emit.loop(tiles[i].first, tiles[i].second, widths[i], [&](Value tile) {
      arguments.tileByte =
          emit.add(emit.mul(tile, arguments.tileStride), firstByte);
      arguments.firstColumn = emit.mul(tile, PackedLayout::rowsPerTile);
      multiplyTiles(factor, i, arguments, rows);
    });
}

/// Elements of which all weights have at most so many bytes in a call.
int64_t Driver::getMaxElems(int64_t bytesPerCall) const {
  int64_t maxElems = std::numeric_limits<int64_t>::max();
  for (const Factor &factor : factors) {
    int64_t bytes = factor.layout.bytesPerBlock * widths.front();
    maxElems = std::min(maxElems, bytesPerCall / bytes *
                                      factor.layout.row->elemsPerBlock);
  }
  return maxElems;
}

/// Pieces of rows are all about as long: each costs a pass over y. If all of x
/// is one piece, the weight is read but once, and as long streams.
Value Driver::getElemsPerPiece(Value numRows, Value numElems) const {
  int64_t unit = 1;
  for (const RoundedActivations &one : rounded)
    unit = std::lcm(unit, one.plan.elemsPerBlock);
  for (const Factor &factor : factors)
    unit = std::lcm(unit, factor.layout.row->elemsPerBlock);
  auto isAtMost = [&](Value a, int64_t b) {
    return emit.make<arith::CmpIOp>(arith::CmpIPredicate::ule, a,
                                    emit.index(b));
  };
  Value isWhole = emit.make<arith::OrIOp>(
      isAtMost(emit.mul(numRows, numElems), PackedKernels::maxElemsPerPiece),
      isAtMost(numElems, getMaxElems(maxBytesOfTiles)));
  Value part = getPartSize(emit, numElems,
                           emit.index(getMaxElems(bytesOfTileParts)), unit);
  return emit.make<arith::SelectOp>(isWhole, numElems, part);
}

/// Pieces are whole tiles of the largest height, so that only the last one has
/// lower ones. All are about as large: each costs a pass over the weight.
Value Driver::getRowsPerPiece(Value numRows, Value elemsPerPiece) const {
  Value max = emit.make<arith::DivUIOp>(
      emit.index(PackedKernels::maxElemsPerPiece), elemsPerPiece);
  return getPartSize(emit, numRows, max, heights.front());
}

/// Rounds a part of x and multiplies it with all of the weights.
void Driver::multiplyPiece(const Piece &piece) const {
  for (size_t first = 0; first != rounded.size(); ++first) {
    auto shares = [&](const RoundedActivations &one) {
      return one.plan.sharesCodes(rounded[first].plan);
    };
    if (llvm::any_of(ArrayRef(rounded).take_front(first), shares))
      continue;
    SmallVector<const RoundedActivations *> sharing;
    for (const RoundedActivations &one : ArrayRef(rounded).drop_front(first))
      if (shares(one))
        sharing.push_back(&one);
    quantize(sharing, piece);
  }
  for (const Factor &factor : factors)
    multiply(factor, rounded[factor.planIndex].buffers, piece);
}

void Driver::run() {
  Value numRows = memref::DimOp::create(emit.builder, emit.loc, x, 0);
  Value numElems = memref::DimOp::create(emit.builder, emit.loc, x, 1);
  Value elemsPerPiece = getElemsPerPiece(numRows, numElems);
  Value rowsPerPiece = getRowsPerPiece(numRows, elemsPerPiece);
  // The last tile may have rows past the end of x.
  Value numPlaces = emit.add(rowsPerPiece, heights.front());
  for (auto [index, one] : llvm::enumerate(rounded))
    allocate(emit, one, ArrayRef(rounded).take_front(index), numPlaces,
             elemsPerPiece);
  emitParts(emit, numRows, rowsPerPiece, [&](Value firstRow, Value numRows) {
    emitParts(emit, numElems, elemsPerPiece,
              [&](Value firstElem, Value numElems) {
                multiplyPiece({firstRow, numRows, firstElem, numElems});
              });
  });
  for (auto [index, one] : llvm::enumerate(rounded))
    deallocate(emit, one, ArrayRef(rounded).take_front(index));
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
  // What is spilled is aligned only where it is wanted before registers are
  // allocated. Else it may lie on two pages, which halved a kernel's speed.
  attributes.push_back(builder.getStringAttr("stackrealign"));
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
