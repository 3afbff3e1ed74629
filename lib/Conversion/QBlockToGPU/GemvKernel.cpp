//===- GemvKernel.cpp - Products of few rows of x ---------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A lane multiplies four rows of a packed tile: 16 bytes of codes meet words of
// x that serve them all, and four lanes read 64 successive bytes.
//
//===----------------------------------------------------------------------===//

#include "GemvTile.h"
#include "LaneProduct.h"

using namespace mlir;
using namespace qblock;
using format::MinKind;
using format::PackedLayout;

static constexpr int64_t rowsPerLane = GemvTile::rowsPerLane;
static_assert(GemvTile::lanesPerTile == WordExchange::numLanes &&
              GemvTile::lanesPerTile == BlockPairs::lanesPerBlock);

namespace {
class GemvKernel {
public:
  using Sums = GemvTile::Sums;

  GemvKernel(const GpuEmitter &emit, const PackedLayout &layout,
             int64_t columns, const MatmulArguments &values, Value shared)
      : emit(emit), layout(layout), row(*layout.row), plan(layout),
        activations(*format::findFormat(row.dotPartner)), columns(columns),
        arguments(values), tile(emit, columns, arguments, shared),
        exchange(getExchange()),
        table(LaneReader::emitTable(emit, layout, arguments.k)) {}

  void run();

private:
  LaneExchange getExchange() const;
  LaneX readX(const LaneReader &reader, int64_t column, Value slabInRow) const;
  SmallVector<Value> readSums(Value pointer) const;
  void readScales(LaneReader &reader);
  LaneWeight getWeight(LaneReader &reader, int64_t rowOfLane) const;
  Sums addSlab(Value block, Value slab, Sums sums);

  const GpuEmitter &emit;
  const PackedLayout &layout;
  const format::Format &row;
  CodePlan plan;
  GpuActivations activations;
  int64_t columns;
  MatmulArguments arguments;
  GemvTile tile;
  LaneExchange exchange;
  SmallVector<Value> table;
  /// Of the slab at hand, by row of the lane, of groups by group first. Mins
  /// are what is to be added.
  SmallVector<Value> scales, mins;
  SmallVector<SmallVector<Value>> subScales, subMins;
};
} // namespace

LaneExchange GemvKernel::getExchange() const {
  // Lanes of a warp whose slabs are of one block all come to its end.
  bool isUniform = layout.slabsPerBlock() == GemvTile::unitsPerWarp;
  LaneExchange exchange{WordExchange(emit, tile.lane, isUniform), {}};
  if (BlockPairs::areIn(layout))
    exchange.pairs.emplace(emit, layout, tile.lane,
                           emit.div(arguments.k, row.elemsPerBlock));
  return exchange;
}

LaneX GemvKernel::readX(const LaneReader &reader, int64_t column,
                        Value slabInRow) const {
  constexpr int64_t slabElems = PackedLayout::elemsPerSlab;
  LaneX x;
  Value firstElem = emit.mul(tile.rowOfX(column), arguments.k);
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

void GemvKernel::readScales(LaneReader &reader) {
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

/// The row's part of what `readScales` has read, and its codes.
LaneWeight GemvKernel::getWeight(LaneReader &reader, int64_t rowOfLane) const {
  LaneWeight weight;
  weight.codes = reader.codes(rowOfLane);
  if (row.scale)
    weight.scale = scales[rowOfLane];
  if (row.minKind != MinKind::None)
    weight.min = mins[rowOfLane];
  for (const SmallVector<Value> &group : subScales)
    weight.subScales.push_back(group[rowOfLane]);
  for (const SmallVector<Value> &group : subMins)
    weight.subMins.push_back(group[rowOfLane]);
  return weight;
}

GemvKernel::Sums GemvKernel::addSlab(Value block, Value slab, Sums sums) {
  Value numBlocks = emit.div(arguments.k, row.elemsPerBlock);
  Value blockOfWeight = emit.add(emit.mul(tile.tile, numBlocks), block);
  LaneReader reader(
      emit, layout, table,
      emit.at(arguments.weight, emit.mul(blockOfWeight, layout.bytesPerBlock)),
      slab, tile.firstRow, rowsPerLane, &exchange);
  Value slabInRow = emit.add(emit.mul(block, layout.slabsPerBlock()), slab);
  readScales(reader);
  LaneProduct product(emit, plan, row,
                      LaneReader::stepsPerSlab / plan.groupsPerSlab());
  SmallVector<LaneX> xs;
  for (int64_t column = 0; column < columns; ++column)
    xs.push_back(readX(reader, column, slabInRow));
  for (int64_t rowOfLane = 0; rowOfLane < rowsPerLane; ++rowOfLane) {
    LaneWeight weight = getWeight(reader, rowOfLane);
    for (int64_t column = 0; column < columns; ++column) {
      Value &sum = sums[column * rowsPerLane + rowOfLane];
      sum = product.addTo(sum, xs[column], weight);
    }
  }
  return sums;
}

void GemvKernel::run() {
  constexpr int64_t warpsPerBlock = GemvTile::warpsPerBlock;
  int64_t slabsPerBlock = layout.slabsPerBlock();
  int64_t blocksPerWarp = GemvTile::unitsPerWarp / slabsPerBlock;
  Value slab = emit.rem(tile.unitOfWarp, slabsPerBlock);
  Value first = emit.add(emit.mul(tile.warp, blocksPerWarp),
                         emit.div(tile.unitOfWarp, slabsPerBlock));
  Value numBlocks = emit.div(arguments.k, row.elemsPerBlock);
  tile.store(emit.loop(first, numBlocks, warpsPerBlock * blocksPerWarp,
                       tile.zeros(),
                       [&](Value block, ValueRange carried) -> Sums {
                         return addSlab(block, slab, llvm::to_vector(carried));
                       }));
}

GpuKernel qblock::emitGemvKernel(gpu::GPUModuleOp module,
                                 const PackedLayout &layout, int64_t columns,
                                 bool isRouted, const GpuTarget &target) {
  GpuKernel kernel =
      describeMatmul(GpuKernel::Role::Gemv, layout, columns, isRouted);
  kernel.name = (isRouted ? "qblock_routed_gemv_" : "qblock_gemv_") +
                std::string(layout.row->name) + "_m" + std::to_string(columns);
  MemRefType shared = GemvTile::describe(kernel, columns, module.getContext());
  buildMatmul(module, kernel, target, shared,
              [&](const GpuEmitter &emit, const MatmulArguments &arguments,
                  Value buffer) {
                GemvKernel(emit, layout, columns, arguments, buffer).run();
              });
  return kernel;
}
