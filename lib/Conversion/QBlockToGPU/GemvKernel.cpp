//===- GemvKernel.cpp - Products of few rows of x ---------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A block of threads multiplies one tile. A warp's lanes are split 4 x 8: four
// groups of rows, eight slabs of 32 elements, and its warps take turns along K.
// So 16 bytes of codes meet words of x that serve four rows, and four lanes
// read 64 successive bytes. Sums meet in shuffles, then in shared memory.
//
//===----------------------------------------------------------------------===//

#include "KernelBuilder.h"
#include "LaneReader.h"

using namespace mlir;
using namespace qblock;
using format::MinKind;
using format::PackedLayout;

/// A slab a lane is 16 KiB of 4-bit codes on their way to a block, 32 KiB to a
/// multiprocessor with two blocks. By arithmetic, 18 KB hide the latency of an
/// H100's memory: 0.7 us times 3.35 TB/s / 132.
static constexpr int64_t warpsPerBlock = 8;
static constexpr int64_t rowsPerTile = PackedLayout::rowsPerTile;
static constexpr int64_t rowsPerLane = LaneReader::maxRows;
static constexpr int64_t lanesPerTile = rowsPerTile / rowsPerLane;
static constexpr int64_t slabsPerWarp = GpuEmitter::lanesPerWarp / lanesPerTile;

namespace {
/// Names of the arguments.
struct GemvArguments {
  explicit GemvArguments(ArrayRef<Value> values)
      : codes(values[0]), scales(values[1]), sums(values[2]), weight(values[3]),
        init(values[4]), y(values[5]), m(values[6]), n(values[7]), k(values[8]),
        initStride(values[9]) {}
  Value codes, scales, sums, weight, init, y, m, n, k, initStride;
};

/// What a lane needs of x for one slab.
struct XSlab {
  SmallVector<Value> words; ///< in the order of the codes
  Value scale;
  SmallVector<Value> groupSums; ///< i32, or f32 times the scale
};

class GemvKernel {
public:
  using Sums = SmallVector<Value>; ///< by column, then by row of the lane

  GemvKernel(const GpuEmitter &emit, const PackedLayout &layout,
             int64_t columns, ArrayRef<Value> values, Value shared)
      : emit(emit), layout(layout), row(*layout.row), plan(layout),
        activations(*format::findFormat(row.dotPartner)), columns(columns),
        arguments(values), shared(shared) {
    Value thread = emit.threadId();
    warp = emit.div(thread, GpuEmitter::lanesPerWarp);
    Value lane = emit.rem(thread, GpuEmitter::lanesPerWarp);
    firstRow = emit.mul(emit.rem(lane, lanesPerTile), rowsPerLane);
    slabOfWarp = emit.div(lane, lanesPerTile);
    tile = emit.blockId(gpu::Dimension::x);
    firstColumn = emit.mul(emit.blockId(gpu::Dimension::y), columns);
    table = LaneReader::emitTable(emit, layout, arguments.k);
  }

  void run();

private:
  /// -bias times the codes' sum, where there is a bias.
  Value firstSum(const XSlab &x, int64_t group) const {
    Value zero = emit.constant(emit.i32(), 0);
    if (!plan.bias)
      return zero;
    return emit.mul(x.groupSums[group], emit.constant(emit.i32(), -plan.bias));
  }
  XSlab readX(const LaneReader &reader, int64_t column, Value slabInRow) const;
  SmallVector<Value> readSums(Value pointer) const;
  Value numberOf(const XSlab &x, ArrayRef<Value> words,
                 int64_t rowOfLane) const;
  Value minOf(const XSlab &x, int64_t rowOfLane) const;
  void readScales(const LaneReader &reader);
  Sums addSlab(Value block, Value slab, Sums sums);
  Value addLanes(Value sum) const;
  void storePartial(ArrayRef<Value> sums) const;
  void storeResult() const;

  const GpuEmitter &emit;
  const PackedLayout &layout;
  const format::Format &row;
  CodePlan plan;
  GpuActivations activations;
  int64_t columns;
  GemvArguments arguments;
  Value shared, warp, firstRow, slabOfWarp, tile, firstColumn;
  SmallVector<Value> table;
  /// Of the slab at hand, by row of the lane, of groups by group first. Mins
  /// are what is to be added.
  SmallVector<Value> scales, mins;
  SmallVector<SmallVector<Value>> subScales, subMins;
};
} // namespace

XSlab GemvKernel::readX(const LaneReader &reader, int64_t column,
                        Value slabInRow) const {
  constexpr int64_t slabElems = PackedLayout::elemsPerSlab;
  XSlab x;
  // Rows past the end are multiplied as the last one, but not stored.
  Value last = emit.make<arith::SubIOp>(arguments.m, emit.index(1));
  Value rowOfX = emit.min(emit.add(firstColumn, column), last);
  Value firstElem = emit.mul(rowOfX, arguments.k);
  auto numberAt = [&](Value array, int64_t elems) {
    Value inRow = elems <= slabElems ? emit.mul(slabInRow, slabElems / elems)
                                     : emit.div(slabInRow, elems / slabElems);
    Value index = emit.add(emit.div(firstElem, elems), inRow);
    return emit.at(array, emit.mul(index, 4));
  };
  Value codes = emit.at(arguments.codes,
                        emit.add(firstElem, emit.mul(slabInRow, slabElems)));
  constexpr int64_t wordsPerLoad = 4;
  for (int64_t step = 0; step < LaneReader::stepsPerSlab;
       step += wordsPerLoad) {
    Value vector = emit.loadConstant(emit.vectorOf(wordsPerLoad, emit.i32()),
                                     emit.at(codes, 4 * step));
    for (int64_t i = 0; i < wordsPerLoad; ++i)
      x.words.push_back(emit.element(vector, i));
  }
  x.words = reader.arrange(x.words);
  x.scale = emit.loadConstant(
      emit.f32(), numberAt(arguments.scales, activations.elemsPerBlock));
  if (!plan.bias && row.minKind == MinKind::None)
    return x;
  x.groupSums = readSums(numberAt(arguments.sums, activations.elemsPerSum));
  return x;
}

/// The sums of the groups of a slab, which may be several of the array each.
SmallVector<Value> GemvKernel::readSums(Value pointer) const {
  int64_t sumsPerSlab = PackedLayout::elemsPerSlab / activations.elemsPerSum;
  int64_t sumsPerGroup = sumsPerSlab / plan.groupsPerSlab();
  assert(sumsPerGroup > 0 && "groups are no finer than sums of x");
  Type type = activations.scalesSums ? emit.f32() : emit.i32();
  if (sumsPerSlab == 1)
    return {emit.loadConstant(type, pointer)};
  Value vector = emit.loadConstant(emit.vectorOf(sumsPerSlab, type), pointer);
  SmallVector<Value> groups;
  for (int64_t first = 0; first < sumsPerSlab; first += sumsPerGroup) {
    Value sum = emit.element(vector, first);
    for (int64_t i = 1; i < sumsPerGroup; ++i)
      sum = emit.add(sum, emit.element(vector, first + i));
    groups.push_back(sum);
  }
  return groups;
}

/// The slab's product, but for the scale of x and mins. Integer sub-scales are
/// multiplied with integer sums: 32 products of at most 8 x 8 bits times 8 bits
/// fit in 32.
Value GemvKernel::numberOf(const XSlab &x, ArrayRef<Value> words,
                           int64_t rowOfLane) const {
  int64_t stepsPerGroup = LaneReader::stepsPerSlab / plan.groupsPerSlab();
  Value integer, number;
  for (int64_t group = 0; group < plan.groupsPerSlab(); ++group) {
    Value sum = firstSum(x, group);
    for (int64_t i = 0; i < stepsPerGroup; ++i) {
      int64_t step = group * stepsPerGroup + i;
      sum = emit.dot(sum, words[step], x.words[step], plan.isSigned);
    }
    if (!row.subScale) {
      number = emit.toFloat(sum);
      continue;
    }
    Value scale = subScales[group][rowOfLane];
    if (LaneReader::isInteger(row.subScale)) {
      Value product = emit.mul(sum, scale);
      integer = integer ? emit.add(integer, product) : product;
    } else {
      Value float32 = emit.toFloat(sum);
      number = number ? emit.fma(float32, scale, number)
                      : emit.make<arith::MulFOp>(float32, scale);
    }
  }
  if (integer)
    number = emit.toFloat(integer);
  return row.scale ? emit.make<arith::MulFOp>(number, scales[rowOfLane])
                   : number;
}

/// What is added to that product; nothing if the sums of x have its scale
/// already.
Value GemvKernel::minOf(const XSlab &x, int64_t rowOfLane) const {
  Value sum;
  for (int64_t group = 0; group < plan.groupsPerSlab(); ++group) {
    Value product = x.groupSums[group];
    if (row.subMin)
      product = emit.mul(product, subMins[group][rowOfLane]);
    sum = sum ? emit.add(sum, product) : product;
  }
  return emit.toFloat(sum);
}

void GemvKernel::readScales(const LaneReader &reader) {
  subScales.clear();
  subMins.clear();
  if (row.scale)
    scales = reader.blockNumbers(layout.scale, row.scale);
  if (row.min)
    mins = reader.blockNumbers(layout.min, row.min);
  if (row.minKind == MinKind::Subtract)
    for (Value &min : mins)
      min = emit.make<arith::NegFOp>(min);
  for (int64_t group = 0; group < plan.groupsPerSlab(); ++group) {
    if (row.subScale)
      subScales.push_back(
          reader.groupCodes(layout.subScale, row.subScale, group));
    if (row.subMin)
      subMins.push_back(reader.groupCodes(layout.subMin, row.subMin, group));
  }
}

GemvKernel::Sums GemvKernel::addSlab(Value block, Value slab, Sums sums) {
  Value numBlocks = emit.div(arguments.k, row.elemsPerBlock);
  Value blockOfWeight = emit.add(emit.mul(tile, numBlocks), block);
  LaneReader reader(
      emit, layout, table,
      emit.at(arguments.weight, emit.mul(blockOfWeight, layout.bytesPerBlock)),
      slab, firstRow, rowsPerLane);
  Value slabInRow = emit.add(emit.mul(block, layout.slabsPerBlock()), slab);
  readScales(reader);
  SmallVector<XSlab> xs;
  for (int64_t column = 0; column < columns; ++column)
    xs.push_back(readX(reader, column, slabInRow));
  for (int64_t rowOfLane = 0; rowOfLane < rowsPerLane; ++rowOfLane) {
    SmallVector<Value> words = reader.codes(rowOfLane);
    for (int64_t column = 0; column < columns; ++column) {
      const XSlab &x = xs[column];
      Value &sum = sums[column * rowsPerLane + rowOfLane];
      Value number = numberOf(x, words, rowOfLane);
      if (row.minKind != MinKind::None && !activations.scalesSums)
        number = emit.fma(mins[rowOfLane], minOf(x, rowOfLane), number);
      sum = emit.fma(number, x.scale, sum);
      if (row.minKind != MinKind::None && activations.scalesSums)
        sum = emit.fma(mins[rowOfLane], x.groupSums.front(), sum);
    }
  }
  return sums;
}

/// Over the lanes with the same rows.
Value GemvKernel::addLanes(Value sum) const {
  for (int64_t mask = lanesPerTile; mask < GpuEmitter::lanesPerWarp; mask *= 2)
    sum = emit.make<arith::AddFOp>(sum, emit.shuffle(sum, mask));
  return sum;
}

/// Stores the sums of the warp to shared memory: [warp, column, row of tile].
void GemvKernel::storePartial(ArrayRef<Value> sums) const {
  SmallVector<Value> totals;
  for (Value sum : sums)
    totals.push_back(addLanes(sum));
  emit.ifTrue(emit.isZero(slabOfWarp), [&] {
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
void GemvKernel::storeResult() const {
  Value thread = emit.threadId();
  Value column = emit.add(firstColumn, emit.div(thread, rowsPerTile));
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
              {arguments.init, arguments.initStride, arguments.y, arguments.n},
              sum, column, rowOfWeight);
  });
}

void GemvKernel::run() {
  int64_t slabsPerBlock = layout.slabsPerBlock();
  int64_t blocksPerWarp = slabsPerWarp / slabsPerBlock;
  Value slab = emit.rem(slabOfWarp, slabsPerBlock);
  Value first = emit.add(emit.mul(warp, blocksPerWarp),
                         emit.div(slabOfWarp, slabsPerBlock));
  Value numBlocks = emit.div(arguments.k, row.elemsPerBlock);
  Sums zeros(columns * rowsPerLane, emit.constant(emit.f32(), 0));
  Sums sums = emit.loop(first, numBlocks, warpsPerBlock * blocksPerWarp, zeros,
                        [&](Value block, ValueRange carried) -> Sums {
                          return addSlab(block, slab, llvm::to_vector(carried));
                        });
  storePartial(sums);
  gpu::BarrierOp::create(emit.builder, emit.loc);
  storeResult();
}

GpuKernel qblock::emitGemvKernel(gpu::GPUModuleOp module,
                                 const PackedLayout &layout, int64_t columns,
                                 const GpuTarget &target) {
  GpuKernel kernel = describeMatmul(GpuKernel::Role::Gemv, layout, columns);
  kernel.name = "qblock_gemv_" + std::string(layout.row->name) + "_m" +
                std::to_string(columns);
  kernel.weightsPerDot = double(PackedLayout::elemsPerStep) / double(columns);
  kernel.threadsPerBlock = warpsPerBlock * GpuEmitter::lanesPerWarp;
  kernel.grid = {GpuGridDim{GpuSize::N, rowsPerTile}, {GpuSize::M, columns}};
  int64_t numPartials = warpsPerBlock * columns * rowsPerTile;
  kernel.sharedBytes = numPartials * int64_t(sizeof(float));
  OpBuilder builder(module.getContext());
  auto shared = MemRefType::get(
      numPartials, builder.getF32Type(), MemRefLayoutAttrInterface(),
      gpu::AddressSpaceAttr::get(module.getContext(),
                                 gpu::AddressSpace::Workgroup));
  buildKernel(
      module, kernel, target, shared,
      [&](const GpuEmitter &emit, ArrayRef<Value> arguments, Value buffer) {
        GemvKernel(emit, layout, columns, arguments, buffer).run();
      });
  return kernel;
}
