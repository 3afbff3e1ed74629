//===- GemmKernel.cpp - Products of many rows of x with a weight -*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tensor units multiply bytes; the cost is what is done with their sums. So
// sums stay integers as long as scales are, numbers are made of integers by the
// multiplication that a scale needs anyway, and mins are multiplied with sums
// of x by tensor units too, in binary16, which holds both exactly.
//
//===----------------------------------------------------------------------===//

#include "FragmentReader.h"
#include "GemmStage.h"
#include "GemmTile.h"
#include "KernelBuilder.h"

using namespace mlir;
using namespace qblock;
using format::CodeKind;
using format::PackedLayout;

/// As a binary32 these bits are 1.5 x 2^23, and plus an integer of less than
/// 2^22 in magnitude they are that number plus the integer.
static constexpr int64_t magicBits = 0x4b400000;
static constexpr double magic = 12582912;

namespace {
using Fragment = SmallVector<Value>;

class GemmKernel {
public:
  GemmKernel(const GpuEmitter &emit, const GemmPlan &plan,
             const MatmulArguments &values, Value shared)
      : emit(emit), plan(plan), row(plan.row), arguments(values),
        shared(shared), operands{values.codes,
                                 values.scales,
                                 values.sums,
                                 values.weight,
                                 values.m,
                                 values.n,
                                 values.k,
                                 emit.mul(emit.blockId(gpu::Dimension::x),
                                          GemmPlan::tilesPerBlock),
                                 values.firstColumn},
        table(LaneReader::emitTable(emit, plan.layout, operands.k)),
        lane(emit.rem(emit.threadId(), GpuEmitter::lanesPerWarp)),
        range(emitSplitRange(
            emit,
            emit.div(emit.add(operands.k, plan.elemsPerStage - 1),
                     plan.elemsPerStage),
            values.splits)),
        reader(emit, plan, table, lane),
        stage(emit, plan, operands, range.first) {
    Value warp = emit.div(emit.threadId(), GpuEmitter::lanesPerWarp);
    warpAlongN = emit.rem(warp, GemmPlan::warpsAlongN);
    warpAlongM = emit.div(warp, GemmPlan::warpsAlongN);
    group = emit.div(lane, 4);
    member = emit.rem(lane, 4);
  }

  void run();

private:
  /// By tile of the weight, tile of columns and register of the result.
  using Sums = SmallVector<Value>;
  int64_t numProducts() const {
    return GemmPlan::tilesPerWarp * plan.columnTilesPerWarp;
  }

  Sums addStages();
  Value offsetInColumns(int64_t tiles) const;
  void setStage(Value pointer);
  Sums addStage(Sums sums);
  void addUnit(int64_t elem, Sums &sums);
  void addTile(int64_t tile, int64_t elem, ArrayRef<Fragment> columns,
               Sums &sums);
  void finishSpan(int64_t tile, int64_t elem, Sums &sums);

  SmallVector<Fragment> loadColumns(int64_t elem) const;
  SmallVector<Value> loadNumbers(int64_t offset, int64_t index) const;
  Fragment minFragment(int64_t tile) const;
  Fragment sumFragment(int64_t columnTile) const;
  Value toHalves(Value a, Value b) const;
  Value firstInteger() const;
  Fragment toFloats(ArrayRef<Value> integers, ArrayRef<Value> scales) const;
  /// Sums of a span are made numbers by their bits.
  bool isMagic() const { return !plan.hasIntegerScales(); }

  const GpuEmitter &emit;
  const GemmPlan &plan;
  const format::Format &row;
  MatmulArguments arguments;
  Value shared;
  GemmOperands operands;
  SmallVector<Value> table;
  Value lane;
  SplitRange range; ///< stages of this block
  FragmentReader reader;
  GemmStage stage;
  Value warpAlongN, warpAlongM;
  Value group, member; ///< g and t of GpuTarget

  // In the stage at hand: pointers of the lane, and the sums of the span.
  Value columnPointer, lastColumnPointer, numberPointer, sumPointer;
  SmallVector<Fragment> integers;
  /// Of the span at hand, a number for each column of the lane.
  SmallVector<Value> xScales, xSums;
  SmallVector<Fragment> sumFragments;
};
} // namespace

/// Of what the lane reads of the first `tiles` tiles of columns: lane 8 i + r
/// has row r of matrix i, 16 elements of a tile. Matrices of more tiles are
/// those of the first ones again.
Value GemmKernel::offsetInColumns(int64_t tiles) const {
  int64_t perTile = plan.elemsPerUnit / 16;
  Value matrix = emit.div(lane, GemmPlan::columnsPerTile);
  Value tile = emit.rem(emit.div(matrix, perTile), tiles);
  Value column = emit.add(emit.mul(tile, GemmPlan::columnsPerTile),
                          emit.rem(lane, GemmPlan::columnsPerTile));
  return emit.add(emit.mul(column, plan.bytesPerColumn),
                  emit.mul(emit.rem(matrix, perTile), 16));
}

void GemmKernel::setStage(Value pointer) {
  reader.setTiles(emit.at(
      pointer, emit.mul(warpAlongN, GemmPlan::tilesPerWarp * plan.tileBytes)));
  Value firstColumn = emit.mul(warpAlongM, plan.columnsPerWarp());
  Value xOfWarp =
      emit.at(emit.at(pointer, emit.mul(firstColumn, plan.bytesPerColumn)),
              plan.xOffset);
  columnPointer = emit.at(xOfWarp, offsetInColumns(plan.tilesPerLoad()));
  if (int64_t rest = plan.columnTilesPerWarp % plan.tilesPerLoad())
    lastColumnPointer = emit.at(xOfWarp, offsetInColumns(rest));
  numberPointer =
      emit.at(pointer, emit.mul(emit.add(firstColumn, emit.mul(member, 4)), 4));
  Value sumOffset =
      emit.add(emit.mul(emit.add(firstColumn, group), plan.sumsPerColumn * 4),
               emit.mul(member, 16));
  sumPointer = emit.at(emit.at(pointer, sumOffset), plan.sumsOffset);
}

/// The second operands of products over the elements from `elem` on, one for
/// each tile of columns.
SmallVector<Fragment> GemmKernel::loadColumns(int64_t elem) const {
  SmallVector<Fragment> columns;
  int64_t perTile = plan.elemsPerUnit / 16;
  for (int64_t tile = 0; tile < plan.columnTilesPerWarp;
       tile += plan.tilesPerLoad()) {
    int64_t offset =
        tile * GemmPlan::columnsPerTile * plan.bytesPerColumn + elem;
    int64_t tiles =
        std::min(plan.tilesPerLoad(), plan.columnTilesPerWarp - tile);
    Fragment words = emit.target.emitLoadMatrices(
        emit.builder, emit.loc,
        emit.at(tiles < plan.tilesPerLoad() ? lastColumnPointer : columnPointer,
                offset));
    for (int64_t i = 0; i < tiles; ++i)
      columns.push_back(
          llvm::to_vector(ArrayRef(words).slice(i * perTile, perTile)));
  }
  return columns;
}

/// Numbers of all columns of the lane, at one place along K.
SmallVector<Value> GemmKernel::loadNumbers(int64_t offset,
                                           int64_t index) const {
  SmallVector<Value> numbers;
  for (int64_t tile = 0; tile < plan.columnTilesPerWarp; tile += 2) {
    int64_t place =
        index * plan.columnsPerBlock() + tile * GemmPlan::columnsPerTile;
    Value vector = emit.load(emit.vectorOf(4, emit.f32()),
                             emit.at(numberPointer, offset + place * 4));
    for (int64_t i = 0; i < 4; ++i)
      numbers.push_back(emit.element(vector, i));
  }
  return numbers;
}

//===----------------------------------------------------------------------===//
// Mins
//===----------------------------------------------------------------------===//

Value GemmKernel::toHalves(Value a, Value b) const {
  Type half = emit.builder.getF16Type();
  Value elements[] = {emit.make<arith::SIToFPOp>(half, a),
                      emit.make<arith::SIToFPOp>(half, b)};
  return emit.bitcast(emit.i32(), vector::FromElementsOp::create(
                                      emit.builder, emit.loc,
                                      emit.vectorOf(2, half), elements));
}

/// Sub-mins of the rows of a tile for 16 sums of x: a lane has those of sums
/// 4 t to 4 t + 3, which is an order as good as any. Integers of 8 bits are
/// exact in binary16.
Fragment GemmKernel::minFragment(int64_t tile) const {
  SmallVector<FragmentReader::Pair> codes;
  for (int64_t i = 0; i < plan.subMinsPerLane(); ++i)
    codes.push_back(reader.subMins(tile, i));
  auto codeOf = [&](int64_t sum) { return codes[sum / plan.sumsPerSubMin()]; };
  Fragment fragment;
  for (int64_t sum = 0; sum < 4; sum += 2)
    for (int64_t rowHalf = 0; rowHalf < 2; ++rowHalf)
      fragment.push_back(
          toHalves(codeOf(sum)[rowHalf], codeOf(sum + 1)[rowHalf]));
  return fragment;
}

/// Sums of 16 codes of x are at most 16 x 127, exact in binary16.
Fragment GemmKernel::sumFragment(int64_t columnTile) const {
  int64_t offset =
      columnTile * GemmPlan::columnsPerTile * plan.sumsPerColumn * 4;
  Value vector =
      emit.load(emit.vectorOf(4, emit.i32()), emit.at(sumPointer, offset));
  return {toHalves(emit.element(vector, 0), emit.element(vector, 1)),
          toHalves(emit.element(vector, 2), emit.element(vector, 3))};
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

Value GemmKernel::firstInteger() const {
  return emit.constant(emit.i32(), isMagic() ? magicBits : 0);
}

/// The span's integers times the scales of their rows, rounded once.
Fragment GemmKernel::toFloats(ArrayRef<Value> sums,
                              ArrayRef<Value> scales) const {
  Fragment numbers;
  Value minusMagic = emit.constant(emit.f32(), -magic);
  const format::Code &scale = row.scale ? row.scale : row.subScale;
  for (int64_t i = 0; i < 4; ++i) {
    Value rowScale = scales[i / 2];
    if (!isMagic()) {
      numbers.push_back(emit.fmul(emit.toFloat(sums[i]), rowScale));
      continue;
    }
    Value shifted = emit.bitcast(emit.f32(), sums[i]);
    // Exact products of the magic number go away within the rounding of the
    // sum, unless they overflow.
    if (scale.kind == CodeKind::E8M0Half)
      numbers.push_back(
          emit.fmul(emit.make<arith::AddFOp>(shifted, minusMagic), rowScale));
    else
      numbers.push_back(
          emit.fma(shifted, rowScale, emit.fmul(minusMagic, rowScale)));
  }
  return numbers;
}

/// Scales what tensor units have added up since the last span of a tile.
void GemmKernel::finishSpan(int64_t tile, int64_t elem, Sums &sums) {
  auto numbersOf = [&](const format::PackedCode &packed,
                       const format::Code &code) {
    return reader.numbers(tile, packed, code, elem / code.elemsPerCode);
  };
  FragmentReader::Pair scales =
      row.scale ? numbersOf(plan.layout.scale, row.scale)
                : numbersOf(plan.layout.subScale, row.subScale);
  FragmentReader::Pair mins;
  Fragment subMins;
  if (row.min)
    mins = numbersOf(plan.layout.min, row.min);
  if (plan.hasSubMins())
    subMins = minFragment(tile);
  Value zero = emit.constant(emit.f32(), 0);
  for (int64_t columnTile = 0; columnTile < plan.columnTilesPerWarp;
       ++columnTile) {
    int64_t product = tile * plan.columnTilesPerWarp + columnTile;
    Fragment numbers = toFloats(integers[product], scales);
    Fragment minSums;
    if (plan.hasSubMins())
      minSums = emit.target.emitHalfProduct(
          emit.builder, emit.loc, emit.builder.getF16Type(), subMins,
          sumFragments[columnTile], Fragment(4, zero));
    for (int64_t i = 0; i < 4; ++i) {
      Value number = numbers[i];
      Value &sum = sums[4 * product + i];
      int64_t column = 2 * columnTile + i % 2;
      if (plan.hasSubMins())
        number =
            emit.fma(emit.make<arith::NegFOp>(mins[i / 2]), minSums[i], number);
      sum = emit.fma(number, xScales[column], sum);
      if (plan.hasAddedMins())
        sum = emit.fma(mins[i / 2], xSums[column], sum);
    }
    integers[product].clear();
  }
}

/// The products of a tile of the weight with each tile of columns, over the
/// elements from `elem` on.
void GemmKernel::addTile(int64_t tile, int64_t elem, ArrayRef<Fragment> columns,
                         Sums &sums) {
  SmallVector<Value> a = reader.codes(tile, elem);
  FragmentReader::Pair scales;
  if (plan.hasIntegerScales())
    scales = reader.numbers(tile, plan.layout.subScale, row.subScale,
                            elem / row.subScale.elemsPerCode);
  Fragment first(4, firstInteger());
  for (int64_t columnTile = 0; columnTile < plan.columnTilesPerWarp;
       ++columnTile) {
    Fragment &sum = integers[tile * plan.columnTilesPerWarp + columnTile];
    bool isFirst = sum.empty();
    Fragment product = emit.target.emitInt8Product(
        emit.builder, emit.loc, a, columns[columnTile],
        isFirst || plan.hasIntegerScales() ? first : sum);
    if (!plan.hasIntegerScales()) {
      sum = product;
      continue;
    }
    for (int64_t i = 0; i < 4; ++i) {
      Value scaled = emit.mul(product[i], scales[i / 2]);
      if (isFirst)
        sum.push_back(scaled);
      else
        sum[i] = emit.add(sum[i], scaled);
    }
  }
  if ((elem + plan.elemsPerUnit) % plan.elemsPerSpan == 0)
    finishSpan(tile, elem, sums);
}

void GemmKernel::addUnit(int64_t elem, Sums &sums) {
  if (elem % plan.activations.elemsPerBlock == 0)
    xScales =
        loadNumbers(plan.scalesOffset, elem / plan.activations.elemsPerBlock);
  if (plan.hasAddedMins())
    xSums = loadNumbers(plan.sumsOffset, elem / plan.activations.elemsPerSum);
  SmallVector<Fragment> columns = loadColumns(elem);
  for (int64_t tile = 0; tile < GemmPlan::tilesPerWarp; ++tile)
    addTile(tile, elem, columns, sums);
}

GemmKernel::Sums GemmKernel::addStage(Sums sums) {
  integers.assign(numProducts(), Fragment());
  sumFragments.clear();
  if (plan.hasSubMins())
    for (int64_t tile = 0; tile < plan.columnTilesPerWarp; ++tile)
      sumFragments.push_back(sumFragment(tile));
  for (int64_t elem = 0; elem < plan.elemsPerStage; elem += plan.elemsPerUnit)
    addUnit(elem, sums);
  return sums;
}

/// With two stages the next one comes while one is multiplied; a barrier says
/// that all have done with the one that it replaces.
GemmKernel::Sums GemmKernel::addStages() {
  Value zero = emit.index(0), one = emit.index(1);
  auto barrier = [&] { gpu::BarrierOp::create(emit.builder, emit.loc); };
  auto stageOf = [&](Value step) {
    return emit.at(
        shared, emit.mul(emit.rem(step, plan.numStages), plan.bytesPerStage));
  };
  auto copy = [&](Value index, Value to) {
    emit.ifTrue(emit.less(index, range.count), [&] { stage.copy(index, to); });
  };
  bool isAhead = plan.numStages > 1;
  if (isAhead)
    copy(zero, shared);
  Sums zeros(4 * numProducts(), emit.constant(emit.f32(), 0));
  return emit.loop(zero, range.count, 1, zeros,
                   [&](Value index, ValueRange carried) -> Sums {
                     if (isAhead) {
                       Value next = emit.add(index, one);
                       emit.target.emitWaitForCopies(emit.builder, emit.loc);
                       barrier();
                       copy(next, stageOf(next));
                     } else {
                       barrier();
                       stage.copy(index, shared);
                       barrier();
                     }
                     setStage(isAhead ? stageOf(index) : shared);
                     return addStage(llvm::to_vector(carried));
                   });
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

void GemmKernel::run() {
  Sums sums = addStages();
  Value firstTile = emit.add(operands.firstTile,
                             emit.mul(warpAlongN, GemmPlan::tilesPerWarp));
  GemmTile tile(emit, lane, GemmPlan::tilesPerWarp, plan.columnTilesPerWarp);
  tile.store(sums,
             {arguments.init, arguments.bias, arguments.y, arguments.m,
              arguments.n, arguments.splits, arguments.order},
             emit.mul(firstTile, PackedLayout::rowsPerTile),
             emit.add(operands.firstColumn,
                      emit.mul(warpAlongM, plan.columnsPerWarp())),
             1.0 / double(int64_t(1) << plan.codeShift));
}

GpuKernel qblock::emitGemmKernel(gpu::GPUModuleOp module,
                                 const PackedLayout &layout, int64_t maxColumns,
                                 bool isRouted, const GpuTarget &target) {
  GemmPlan plan(layout, target, maxColumns);
  GpuKernel kernel = describeMatmul(GpuKernel::Role::Gemm, layout,
                                    plan.columnsPerBlock(), isRouted);
  kernel.name = (isRouted ? "qblock_routed_gemm_" : "qblock_gemm_") +
                std::string(layout.row->name) + "_m" +
                std::to_string(plan.columnsPerBlock());
  kernel.threadsPerBlock = GemmPlan::numThreads;
  kernel.grid = {GpuGridDim{GpuSize::N, GemmPlan::rowsPerBlock},
                 kernel.getBlocksAlongM()};
  if (!isRouted)
    kernel.grid[2] = {GpuSize::Splits};
  kernel.dynamicSharedBytes = plan.sharedBytes();
  kernel.weightsPerIteration =
      GemmPlan::tilesPerWarp * PackedLayout::rowsPerTile * plan.elemsPerStage;
  buildMatmul(
      module, kernel, target, /*sharedType=*/{},
      [&](const GpuEmitter &emit, const MatmulArguments &arguments, Value) {
        GemmKernel(emit, plan, arguments, emitDynamicShared(emit, module))
            .run();
      });
  return kernel;
}
