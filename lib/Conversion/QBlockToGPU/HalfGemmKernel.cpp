//===- HalfGemmKernel.cpp - Products of decoded weights ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Threads of a block decode a part of the weight once, with scales and mins, to
// bfloat16 in shared memory, while tensor units multiply the part
// before it. Nothing is scaled between products, so their cost is that of
// products, of the loads of their operands and of the decoding, which is shared
// by all columns of the block.
//
//===----------------------------------------------------------------------===//

#include "GemmTile.h"
#include "KernelBuilder.h"
#include "SlabDecoder.h"

using namespace mlir;
using namespace qblock;
using format::PackedLayout;

static constexpr int64_t bytesPerElem = 2;
static constexpr int64_t pieceBytes = 16;
static constexpr int64_t elemsPerPiece = pieceBytes / bytesPerElem;
static constexpr int64_t slabElems = PackedLayout::elemsPerSlab;
/// Of K, of one product.
static constexpr int64_t elemsPerProduct = 16;

namespace {
/// A stage holds `elemsPerStage` elements along K of both operands:
///
///   weight  [row, bytesPerRow]
///   x       [column, bytesPerRow]
struct HalfGemmPlan {
  /// Two slabs for each thread to decode, or one where shared memory is short.
  explicit HalfGemmPlan(const GpuTarget &target) : slabsPerThread(2) {
    if (sharedBytes() > target.getMaxSharedBytes())
      slabsPerThread = 1;
  }

  static constexpr int64_t warpsAlongN = 4, warpsAlongM = 2;
  static constexpr int64_t numThreads =
      warpsAlongN * warpsAlongM * GpuEmitter::lanesPerWarp;
  static constexpr int64_t tilesPerWarp = 2, columnTilesPerWarp = 8;
  static constexpr int64_t rowsPerWarp =
      tilesPerWarp * PackedLayout::rowsPerTile;
  static constexpr int64_t columnsPerWarp =
      columnTilesPerWarp * GemmTile::columnsPerTile;
  static constexpr int64_t rowsPerBlock = rowsPerWarp * warpsAlongN;
  static constexpr int64_t columnsPerBlock = columnsPerWarp * warpsAlongM;
  static constexpr int64_t threadsPerRow = numThreads / rowsPerBlock;
  static constexpr int64_t numStages = 2; ///< that take turns

  int64_t slabsPerThread;

  int64_t slabsPerStage() const { return slabsPerThread * threadsPerRow; }
  int64_t elemsPerStage() const { return slabsPerStage() * slabElems; }
  /// Successive rows begin in different banks: ldmatrix reads 8 of them at
  /// once, and 8 lanes write a piece each, of successive rows.
  int64_t bytesPerRow() const {
    return elemsPerStage() * bytesPerElem + pieceBytes;
  }
  int64_t xOffset() const { return rowsPerBlock * bytesPerRow(); }
  int64_t bytesPerStage() const {
    return xOffset() + columnsPerBlock * bytesPerRow();
  }
  int64_t sharedBytes() const { return bytesPerStage() * numStages; }
};
using Plan = HalfGemmPlan;

class HalfGemmKernel {
public:
  HalfGemmKernel(const GpuEmitter &emit, const PackedLayout &layout,
                 const Plan &plan, ArrayRef<Value> arguments, Value shared)
      : emit(emit), plan(plan), element(emit.builder.getBF16Type()),
        x(arguments[0]), weight(arguments[1]), init(arguments[2]),
        bias(arguments[3]), y(arguments[4]), m(arguments[5]), n(arguments[6]),
        k(arguments[7]), splits(arguments[8]), shared(shared),
        decoder(emit, layout, k), thread(emit.threadId()),
        lane(emit.rem(thread, GpuEmitter::lanesPerWarp)),
        warp(emit.div(thread, GpuEmitter::lanesPerWarp)) {
    firstRow = emit.mul(emit.blockId(gpu::Dimension::x), Plan::rowsPerBlock);
    firstColumn =
        emit.mul(emit.blockId(gpu::Dimension::y), Plan::columnsPerBlock);
    warpAlongN = emit.rem(warp, Plan::warpsAlongN);
    warpAlongM = emit.div(warp, Plan::warpsAlongN);
    rowOfThread = emit.rem(thread, Plan::rowsPerBlock);
    slabOfThread = emit.div(thread, Plan::rowsPerBlock);
  }

  void run();

private:
  using Sums = SmallVector<Value>;
  using Fragment = SmallVector<Value>;
  using Slabs = SmallVector<LoadedSlab>;

  Value lastOf(Value size) const {
    return emit.make<arith::SubIOp>(size, emit.index(1));
  }
  Slabs loadWeight(Value step) const;
  void storeWeight(const Slabs &slabs, Value stage) const;
  void storeSlab(const LoadedSlab &slab, Value to) const;
  void copyX(Value step, Value stage) const;
  Value matrixPointer(Value operand, Value first, int64_t inTile,
                      int64_t alongK) const;
  Sums multiply(Value stage, Sums sums) const;
  Sums addStages() const;

  const GpuEmitter &emit;
  const Plan &plan;
  Type element; ///< of what tensor units multiply
  Value x, weight, init, bias, y, m, n, k, splits, shared;
  SlabDecoder decoder;
  Value thread, lane, warp;
  Value firstRow, firstColumn; ///< of the block
  Value warpAlongN, warpAlongM;
  Value rowOfThread, slabOfThread; ///< that the thread decodes, of a stage
};
} // namespace

/// Rows and slabs that do not exist are copies of the last ones: rows are not
/// stored, and slabs meet zeros of x.
HalfGemmKernel::Slabs HalfGemmKernel::loadWeight(Value step) const {
  Value row = emit.min(emit.add(firstRow, rowOfThread), lastOf(n));
  Value last = lastOf(emit.div(k, slabElems));
  Value first = emit.add(emit.mul(step, plan.slabsPerStage()), slabOfThread);
  Slabs slabs;
  for (int64_t i = 0; i < plan.slabsPerThread; ++i)
    slabs.push_back(decoder.load(
        weight, row, emit.min(emit.add(first, i * Plan::threadsPerRow), last)));
  return slabs;
}

void HalfGemmKernel::storeSlab(const LoadedSlab &slab, Value to) const {
  constexpr int64_t wordBytes = 4, wordsPerPiece = pieceBytes / wordBytes;
  SmallVector<Value> words = decoder.decodeRounded(slab);
  VectorType type = emit.vectorOf(wordsPerPiece, emit.i32());
  for (int64_t word = 0; word < int64_t(words.size()); word += wordsPerPiece) {
    Value piece = vector::FromElementsOp::create(
        emit.builder, emit.loc, type,
        ArrayRef(words).slice(word, wordsPerPiece));
    emit.store(piece, emit.at(to, word * wordBytes));
  }
}

void HalfGemmKernel::storeWeight(const Slabs &slabs, Value stage) const {
  constexpr int64_t bytesPerSlab = slabElems * bytesPerElem;
  Value to = emit.at(stage, emit.add(emit.mul(rowOfThread, plan.bytesPerRow()),
                                     emit.mul(slabOfThread, bytesPerSlab)));
  for (auto [i, slab] : llvm::enumerate(slabs))
    storeSlab(slab, emit.at(to, i * Plan::threadsPerRow * bytesPerSlab));
}

/// Columns that do not exist are copies of the last one; zeros where K ends
/// within a stage.
void HalfGemmKernel::copyX(Value step, Value stage) const {
  int64_t lanesPerColumn = plan.elemsPerStage() / elemsPerPiece;
  int64_t columnsPerPass = Plan::numThreads / lanesPerColumn;
  Value piece = emit.rem(thread, lanesPerColumn);
  Value elem = emit.add(emit.mul(step, plan.elemsPerStage()),
                        emit.mul(piece, elemsPerPiece));
  Value isInside = emit.less(elem, k);
  Value to =
      emit.at(emit.at(stage, plan.xOffset()), emit.mul(piece, pieceBytes));
  for (int64_t pass = 0; pass < Plan::columnsPerBlock; pass += columnsPerPass) {
    Value column = emit.add(emit.div(thread, lanesPerColumn), pass);
    Value row = emit.min(emit.add(firstColumn, column), lastOf(m));
    Value from =
        emit.at(x, emit.mul(emit.add(emit.mul(row, k), elem), bytesPerElem));
    emit.target.emitAsyncCopy(emit.builder, emit.loc,
                              emit.at(to, emit.mul(column, plan.bytesPerRow())),
                              from, pieceBytes, isInside);
  }
}

/// Where the lane's row of four matrices of 8 x 8 begins: matrices number
/// `inTile` and up lie 8 rows further on, or `alongK` ones 8 elements.
Value HalfGemmKernel::matrixPointer(Value operand, Value first, int64_t inTile,
                                    int64_t alongK) const {
  constexpr int64_t rowsPerMatrix = 8;
  Value matrix = emit.div(lane, rowsPerMatrix);
  auto bit = [&](int64_t weight) {
    return emit.rem(emit.div(matrix, weight), 2);
  };
  Value row = emit.add(emit.add(first, emit.rem(lane, rowsPerMatrix)),
                       emit.mul(bit(inTile), rowsPerMatrix));
  return emit.at(operand, emit.add(emit.mul(row, plan.bytesPerRow()),
                                   emit.mul(bit(alongK), pieceBytes)));
}

HalfGemmKernel::Sums HalfGemmKernel::multiply(Value stage, Sums sums) const {
  auto load = [&](Value pointer, int64_t row, int64_t elem) {
    return emit.target.emitLoadMatrices(
        emit.builder, emit.loc,
        emit.at(pointer, row * plan.bytesPerRow() + elem * bytesPerElem));
  };
  // A fragment of rows goes down first, one of columns along K.
  Value rows =
      matrixPointer(stage, emit.mul(warpAlongN, Plan::rowsPerWarp), 1, 2);
  Value columns =
      matrixPointer(emit.at(stage, plan.xOffset()),
                    emit.mul(warpAlongM, Plan::columnsPerWarp), 2, 1);
  constexpr int64_t tilesPerLoad = 2, wordsPerTile = 2;
  for (int64_t elem = 0; elem < plan.elemsPerStage(); elem += elemsPerProduct) {
    SmallVector<Fragment> a;
    for (int64_t tile = 0; tile < Plan::tilesPerWarp; ++tile)
      a.push_back(load(rows, tile * PackedLayout::rowsPerTile, elem));
    for (int64_t pair = 0; pair < Plan::columnTilesPerWarp;
         pair += tilesPerLoad) {
      Fragment words = load(columns, pair * GemmTile::columnsPerTile, elem);
      for (int64_t i = 0; i < tilesPerLoad; ++i)
        for (int64_t tile = 0; tile < Plan::tilesPerWarp; ++tile) {
          int64_t place = 4 * (tile * Plan::columnTilesPerWarp + pair + i);
          Fragment product = emit.target.emitHalfProduct(
              emit.builder, emit.loc, element, a[tile],
              ArrayRef(words).slice(i * wordsPerTile, wordsPerTile),
              ArrayRef(sums).slice(place, 4));
          llvm::copy(product, sums.begin() + place);
        }
    }
  }
  return sums;
}

/// While a stage is multiplied the next one's x is copied, and its weight is
/// loaded and decoded: what decodes has no order among what multiplies. (Loads
/// stand before the barrier: LLVM would move them to where they are used.) One
/// barrier a stage: threads that write a stage have passed the barrier of the
/// one before, which all come to after they have multiplied the stage that had
/// this one's place.
HalfGemmKernel::Sums HalfGemmKernel::addStages() const {
  Value zero = emit.index(0), one = emit.index(1);
  Value numSteps =
      emit.div(emit.add(k, plan.elemsPerStage() - 1), plan.elemsPerStage());
  SplitRange range = emitSplitRange(emit, numSteps, splits);
  auto copy = [&](Value index, Value stage) {
    emit.ifTrue(emit.less(index, range.count),
                [&] { copyX(emit.add(range.first, index), stage); });
  };
  copy(zero, shared);
  storeWeight(loadWeight(range.first), shared);
  size_t numSums = 4 * Plan::tilesPerWarp * Plan::columnTilesPerWarp;
  SmallVector<Value> carried(numSums, emit.constant(emit.f32(), 0));
  carried.push_back(zero); // bytes, where the stage is
  SmallVector<Value> results =
      emit.loop(zero, range.count, 1, carried,
                [&](Value index, ValueRange values) -> SmallVector<Value> {
                  Value stage = emit.at(shared, values.back());
                  Value nextOffset = emit.make<arith::SubIOp>(
                      emit.index(plan.bytesPerStage()), values.back());
                  Value next = emit.add(index, one);
                  Value nextStage = emit.at(shared, nextOffset);
                  Slabs loaded = loadWeight(emit.add(range.first, next));
                  emit.target.emitWaitForCopies(emit.builder, emit.loc);
                  gpu::BarrierOp::create(emit.builder, emit.loc);
                  copy(next, nextStage);
                  SmallVector<Value> yielded =
                      multiply(stage, llvm::to_vector(values.drop_back()));
                  storeWeight(loaded, nextStage);
                  yielded.push_back(nextOffset);
                  return yielded;
                });
  results.pop_back();
  return results;
}

void HalfGemmKernel::run() {
  Sums sums = addStages();
  GemmTile tile(emit, lane, Plan::tilesPerWarp, Plan::columnTilesPerWarp);
  tile.store(sums, {init, bias, y, m, n, splits},
             emit.add(firstRow, emit.mul(warpAlongN, Plan::rowsPerWarp)),
             emit.add(firstColumn, emit.mul(warpAlongM, Plan::columnsPerWarp)),
             /*factor=*/1);
}

GpuKernel qblock::emitHalfGemmKernel(gpu::GPUModuleOp module,
                                     const PackedLayout &layout,
                                     GpuGemm arithmetic,
                                     const GpuTarget &target) {
  using Kind = GpuArgument::Kind;
  std::string element(spellElement(arithmetic));
  Plan plan(target);
  GpuKernel kernel;
  kernel.role = GpuKernel::Role::Gemm;
  kernel.name = "qblock_gemm_" + std::string(layout.row->name) + "_" + element;
  kernel.weight = layout.row;
  kernel.arithmetic = arithmetic;
  kernel.columns = Plan::columnsPerBlock;
  kernel.arguments = {
      {Kind::Input, "x", element},   {Kind::Input, "weight", "i8"},
      {Kind::Addend, "init", "f32"}, {Kind::OptionalInput, "bias", "f32"},
      {Kind::Output, "y", "f32"},    {Kind::Size, "m", ""},
      {Kind::Size, "n", ""},         {Kind::Size, "k", ""},
      {Kind::Size, "splits", ""}};
  kernel.threadsPerBlock = Plan::numThreads;
  kernel.grid = {GpuGridDim{GpuSize::N, Plan::rowsPerBlock},
                 {GpuSize::M, Plan::columnsPerBlock},
                 {GpuSize::Splits}};
  kernel.dynamicSharedBytes = plan.sharedBytes();
  kernel.weightsPerIteration = Plan::rowsPerWarp * plan.elemsPerStage();
  buildKernel(module, kernel, target, /*sharedType=*/{},
              [&](const GpuEmitter &emit, ArrayRef<Value> arguments, Value) {
                HalfGemmKernel(emit, layout, plan, arguments,
                               emitDynamicShared(emit, module))
                    .run();
              });
  return kernel;
}
