//===- MatmulDriver.cpp - What is around tile kernels -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// x is cut into pieces that, once rounded, stay in the second-level cache while
// the weight passes by. Rows that are long are cut too, so that what a call
// reads of the weight is there for the next one. Rows are taken by the tallest
// kernels first, the rest by lower ones.
//
//===----------------------------------------------------------------------===//

#include "MatmulDriver.h"
#include "MatmulCalls.h"
#include "qblock/Conversion/PackedMatmul.h"

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

/// The same for tiles that are expanded, in elements of a row. On Zen 5 with 32
/// registers, rows of up to 2304 took 4 to 15% less time whole. Of longer ones,
/// parts of 1024 to 2048 were about as good, and whole rows up to 20% slower.
static constexpr int64_t maxExpandedElems = 2560;
static constexpr int64_t expandedElemsOfParts = 1536;

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

namespace {
/// What is rounded at once: a part of x.
struct Piece {
  Value firstRow, numRows, firstElem, numElems;
};

using RowRanges = SmallVector<std::pair<Value, Value>>; ///< of each height

/// The body of a function.
class Driver {
public:
  Driver(const Emitter &emit, const CpuTarget &target, Value x,
         ArrayRef<Factor> factors, Value adds)
      : emit(emit), heights(getTileHeights(target)),
        widths(getTileWidths(target)), x(x), factors(factors), adds(adds) {}
  void run();

private:
  void planRounding();
  Value isExpanded(const Factor &factor) const;
  Value allocateExpandedCodes(Value elemsPerPiece) const;
  RowRanges getRowRanges(Value numRows) const;
  int64_t getMaxElems(int64_t bytesPerCall) const;
  int64_t getUnit() const;
  Value getElemsPerPiece(Value numRows, Value numElems) const;
  Value getRowsPerPiece(Value numRows, Value elemsPerPiece) const;
  void quantize(ArrayRef<const RoundedActivations *> sharing,
                const Piece &piece) const;
  void multiply(const Factor &factor, const ActivationBuffers &buffers,
                const Piece &piece) const;
  Value getLaterByte(const TileArguments &arguments, const PackedLayout &layout,
                     int64_t width, Value call) const;
  void call(func::FuncOp kernel, const TileArguments &arguments) const;
  void multiplyTall(const Factor &factor, size_t widthIndex,
                    TileArguments arguments, const RowRanges &rows) const;
  void multiplyLow(const Factor &factor, int64_t width, TileArguments arguments,
                   const RowRanges &rows) const;
  void multiplyPiece(const Piece &piece) const;

  const Emitter &emit;
  SmallVector<int64_t> heights, widths;
  Value x;
  ArrayRef<Factor> factors;
  Value adds;
  SmallVector<RoundedActivations> rounded; ///< by different plans
  SmallVector<size_t> planOfFactor;        ///< its place in `rounded`
  Value expandedCodes;                     ///< null: no format has such
};
} // namespace

void Driver::planRounding() {
  for (const Factor &factor : factors) {
    const ActivationPlan &plan = factor.functions.plan;
    auto found = llvm::find_if(
        rounded, [&](const auto &other) { return other.plan == plan; });
    planOfFactor.push_back(found - rounded.begin());
    if (found == rounded.end())
      rounded.push_back({plan});
  }
}

/// True if there are so many rows that tiles of the factor are expanded.
Value Driver::isExpanded(const Factor &factor) const {
  if (!factor.functions.expands())
    return emit.constant(emit.builder.getI1Type(), 0);
  Value numRows = emit.dim(x, 0);
  return emit.make<arith::CmpIOp>(arith::CmpIPredicate::uge, numRows,
                                  emit.index(factor.functions.minExpandedRows));
}

/// Enough for the tiles that are expanded at once, if any are.
Value Driver::allocateExpandedCodes(Value elemsPerPiece) const {
  Value any = emit.constant(emit.builder.getI1Type(), 0);
  for (const Factor &factor : factors)
    any = emit.make<arith::OrIOp>(any, isExpanded(factor));
  Value numBytes =
      emit.mul(elemsPerPiece, widths.front() * PackedLayout::rowsPerTile);
  numBytes = emit.make<arith::SelectOp>(any, numBytes, emit.index(0));
  return memref::AllocOp::create(
      emit.builder, emit.loc, MemRefType::get(ShapedType::kDynamic, emit.i8()),
      ValueRange{numBytes}, emit.builder.getI64IntegerAttr(bytesPerLine));
}

/// Rows for the kernels of each height. Where two calls of lower kernels do, a
/// tall one would be called but once with a tile and wait for memory, while
/// those read it as a stream and then from a cache: with 5 to 8 rows, Zen 5
/// took 1.2 to 2.4 times as long. With more rows, tall kernels were as good or
/// better.
RowRanges Driver::getRowRanges(Value numRows) const {
  Value zero = emit.index(0);
  Value end =
      emitRanges(emit, ArrayRef(heights).take_front(2), zero, numRows)[0]
          .second;
  Value isFew =
      arith::CmpIOp::create(emit.builder, emit.loc, arith::CmpIPredicate::ule,
                            numRows, emit.index(2 * heights[1]));
  end = emit.make<arith::SelectOp>(isFew, zero, end);
  RowRanges ranges = {{zero, end}};
  ranges.append(emitRanges(emit, ArrayRef(heights).drop_front(), end, numRows));
  return ranges;
}

/// Rounds for all that share their codes. Rows are cut into tiles as `multiply`
/// takes them.
void Driver::quantize(ArrayRef<const RoundedActivations *> sharing,
                      const Piece &piece) const {
  Value part = emitBlock(emit, x, piece.firstRow, piece.numRows,
                         piece.firstElem, piece.numElems);
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
  Value bytesPerTile = emitTileBytes(emit, layout, arguments.numElems);
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

void Driver::call(func::FuncOp kernel, const TileArguments &arguments) const {
  func::CallOp::create(emit.builder, emit.loc, kernel.getSymName(), TypeRange(),
                       arguments.values());
}

/// Multiplies the tiles of a width with the rows of the tallest kernels.
void Driver::multiplyTall(const Factor &factor, size_t widthIndex,
                          TileArguments arguments,
                          const RowRanges &rows) const {
  const TileFunctions &functions = factor.functions;
  Value first = rows.front().first, end = rows.front().second;
  auto forEachCall = [&](function_ref<void()> body) {
    emit.loop(first, end, heights.front(), [&](Value row) {
      arguments.firstRow = row;
      body();
    });
  };
  auto multiplyPacked = [&] {
    forEachCall([&] {
      Value number = emit.div(
          emit.make<arith::SubIOp>(arguments.firstRow, first), heights.front());
      arguments.laterByte =
          getLaterByte(arguments, functions.layout, widths[widthIndex], number);
      call(functions.tall[widthIndex], arguments);
    });
  };
  if (widthIndex != 0 || !functions.expands())
    return multiplyPacked();
  auto branch = scf::IfOp::create(emit.builder, emit.loc, isExpanded(factor),
                                  /*withElse=*/true);
  OpBuilder::InsertionGuard guard(emit.builder);
  emit.builder.setInsertionPointToStart(branch.thenBlock());
  arguments.firstRow = first;
  call(functions.expander, arguments);
  forEachCall([&] { call(functions.tallExpanded, arguments); });
  emit.builder.setInsertionPointToStart(branch.elseBlock());
  multiplyPacked();
}

/// Multiplies so many tiles with the rows of all other kernels, one after the
/// other: for those, the weight is to be one stream.
void Driver::multiplyLow(const Factor &factor, int64_t width,
                         TileArguments arguments, const RowRanges &rows) const {
  for (int64_t tile = 0; tile != width; ++tile) {
    for (size_t i = 1; i != heights.size(); ++i)
      emit.loop(rows[i].first, rows[i].second, heights[i], [&](Value row) {
        arguments.firstRow = row;
        call(factor.functions.low[i - 1], arguments);
      });
    arguments.tileByte = emit.add(arguments.tileByte, arguments.tileStride);
    arguments.firstColumn =
        emit.add(arguments.firstColumn, PackedLayout::rowsPerTile);
  }
}

void Driver::multiply(const Factor &factor, const ActivationBuffers &buffers,
                      const Piece &piece) const {
  Value numElems = emit.dim(x, 1);
  Value numColumns = emit.dim(factor.y, 1);
  Value isLater =
      arith::CmpIOp::create(emit.builder, emit.loc, arith::CmpIPredicate::ne,
                            piece.firstElem, emit.index(0));
  TileArguments arguments = {};
  arguments.weight = factor.weight;
  arguments.numElems = piece.numElems;
  arguments.tileStride = emitTileBytes(emit, factor.functions.layout, numElems);
  arguments.y = emitBlock(emit, factor.y, piece.firstRow, piece.numRows,
                          emit.index(0), numColumns);
  arguments.adds = emit.make<arith::OrIOp>(adds, isLater);
  arguments.laterByte = emit.index(0);
  arguments.expandedCodes = expandedCodes ? expandedCodes : factor.weight;
  arguments.x = buffers;
  Value firstByte =
      emitTileBytes(emit, factor.functions.layout, piece.firstElem);
  Value numTiles = emit.div(emit.add(numColumns, PackedLayout::rowsPerTile - 1),
                            PackedLayout::rowsPerTile);
  auto rows = getRowRanges(piece.numRows);
  auto tiles = emitRanges(emit, widths, emit.index(0), numTiles);
  for (size_t i = 0; i != widths.size(); ++i)
    emit.loop(tiles[i].first, tiles[i].second, widths[i], [&](Value tile) {
      arguments.tileByte =
          emit.add(emit.mul(tile, arguments.tileStride), firstByte);
      arguments.firstColumn = emit.mul(tile, PackedLayout::rowsPerTile);
      multiplyTall(factor, i, arguments, rows);
      multiplyLow(factor, widths[i], arguments, rows);
    });
}

/// Elements of which all weights have at most so many bytes in a call.
int64_t Driver::getMaxElems(int64_t bytesPerCall) const {
  int64_t maxElems = std::numeric_limits<int64_t>::max();
  for (const Factor &factor : factors) {
    int64_t bytes = factor.functions.layout.bytesPerBlock * widths.front();
    maxElems =
        std::min(maxElems, bytesPerCall / bytes *
                               factor.functions.layout.row->elemsPerBlock);
  }
  return maxElems;
}

/// Whole blocks of x and of all weights.
int64_t Driver::getUnit() const {
  int64_t unit = 1;
  for (const RoundedActivations &one : rounded)
    unit = std::lcm(unit, one.plan.elemsPerBlock);
  for (const Factor &factor : factors)
    unit = std::lcm(unit, factor.functions.layout.row->elemsPerBlock);
  return unit;
}

/// Pieces of rows are all about as long: each costs a pass over y. If all of x
/// is one piece, the weight is read but once, and as long streams.
Value Driver::getElemsPerPiece(Value numRows, Value numElems) const {
  int64_t unit = getUnit();
  auto isAtMost = [&](Value a, int64_t b) {
    return emit.make<arith::CmpIOp>(arith::CmpIPredicate::ule, a,
                                    emit.index(b));
  };
  auto cutUnless = [&](Value isWhole, int64_t maxElems) {
    return emit.make<arith::SelectOp>(
        isWhole, numElems,
        getPartSize(emit, numElems, emit.index(maxElems), unit));
  };
  Value isOnePiece =
      isAtMost(emit.mul(numRows, numElems), PackedKernels::maxElemsPerPiece);
  Value isShort = isAtMost(numElems, getMaxElems(maxBytesOfTiles));
  Value packed = cutUnless(emit.make<arith::OrIOp>(isOnePiece, isShort),
                           getMaxElems(bytesOfTileParts));
  Value expanded =
      cutUnless(isAtMost(numElems, maxExpandedElems), expandedElemsOfParts);
  Value areExpanded = emit.constant(emit.builder.getI1Type(), 1);
  for (const Factor &factor : factors)
    areExpanded = emit.make<arith::AndIOp>(areExpanded, isExpanded(factor));
  return emit.make<arith::SelectOp>(areExpanded, expanded, packed);
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
  for (auto [index, factor] : llvm::enumerate(factors))
    multiply(factor, rounded[planOfFactor[index]].buffers, piece);
}

void Driver::run() {
  planRounding();
  Value numRows = emit.dim(x, 0);
  Value numElems = emit.dim(x, 1);
  Value elemsPerPiece = getElemsPerPiece(numRows, numElems);
  Value rowsPerPiece = getRowsPerPiece(numRows, elemsPerPiece);
  // The last tile may have rows past the end of x.
  Value numPlaces = emit.add(rowsPerPiece, heights.front());
  for (auto [index, one] : llvm::enumerate(rounded))
    allocate(emit, one, ArrayRef(rounded).take_front(index), numPlaces,
             elemsPerPiece);
  if (llvm::any_of(factors, [](const Factor &factor) {
        return factor.functions.expands();
      }))
    expandedCodes = allocateExpandedCodes(elemsPerPiece);
  emitParts(emit, numRows, rowsPerPiece, [&](Value firstRow, Value numRows) {
    emitParts(emit, numElems, elemsPerPiece,
              [&](Value firstElem, Value numElems) {
                multiplyPiece({firstRow, numRows, firstElem, numElems});
              });
  });
  for (auto [index, one] : llvm::enumerate(rounded))
    deallocate(emit, one, ArrayRef(rounded).take_front(index));
  if (expandedCodes)
    memref::DeallocOp::create(emit.builder, emit.loc, expandedCodes);
}

void qblock::emitMatmulDriver(const Emitter &emit, const CpuTarget &target,
                              Value x, ArrayRef<Factor> factors, Value adds) {
  Driver(emit, target, x, factors, adds).run();
}
