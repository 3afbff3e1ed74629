//===- TileKernel.cpp - A tile of rows times a tile of activations -----------*-
// C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one kernel behind all formats, targets and heights. Sums stay in
// registers along the whole of K: integers within a group, floats within a
// block of x when a block has several groups, floats along the row.
//
//===----------------------------------------------------------------------===//

#include "TileKernel.h"
#include "GroupProducts.h"
#include "OutputTile.h"

using namespace mlir;
using namespace qblock;
using format::PackedLayout;

namespace {
/// Scales what GroupProducts gives, and adds it up along K.
class TileKernel : GroupProducts {
public:
  explicit TileKernel(const TileContext &context)
      : GroupProducts(context),
        x(emit, plan, target, arguments.x, arguments.firstRow,
          arguments.numElems, height),
        masks(keepsMasksInMemory()
                  ? TileReader::addressOfMasks(emit, layout, target)
                  : Value()) {}

  void run() const;

private:
  Value fma(Value a, Value b, Value c) const {
    return emit.make<vector::FMAOp>(a, b, c);
  }
  Sums multiply() const;
  Sums addBlock(Value index, Sums sums) const;
  Sums addSlabs(SlabReader slab, Value count, Sums sums) const;
  Sums addSlab(SlabReader &slab, Sums sums) const;
  Sums addGroup(SlabReader &slab, int64_t firstElem, Sums sums) const;
  Sums scaleBlock(const BlockReader &block, ArrayRef<Value> blockSums) const;
  Sums pairedMins(const BlockReader &block) const;

  ActivationReader x; ///< in no slab
  Value masks;        ///< the address of those of codes; null: constants
};
} // namespace

/// The mins of a block times the sums of x, to be multiplied with the scale of
/// x: products of integers up to here.
TileKernel::Sums TileKernel::pairedMins(const BlockReader &block) const {
  int64_t elems = plan.elemsPerGroup;
  int64_t numPairs = plan.elemsPerBlock / (2 * elems);
  Sums sums = zeros(intType());
  for (int64_t pair = 0; pair < numPairs; ++pair) {
    int64_t first = 2 * pair * elems;
    SmallVector<Value> mins;
    for (int64_t part = 0; part < numParts; ++part)
      mins.push_back(
          block.tile(part).minPair(first, first + elems, inTile(part)));
    SmallVector<Value> numbers =
        x.splatsInRow(ActivationReader::MinSums,
                      emit.add(emit.mul(block.index, numPairs), pair));
    for (auto [index, sum] : llvm::enumerate(sums))
      sum =
          target.emitPairDot(emit.builder, emit.loc, sum,
                             mins[index % numParts], numbers[index / numParts]);
  }
  for (int64_t row = 0; row < height; ++row)
    for (int64_t part = 0; part < numParts; ++part) {
      Value &sum = sums[row * numParts + part];
      sum = emit.make<arith::MulFOp>(emit.make<arith::SIToFPOp>(sumType(), sum),
                                     block.tile(part).blockMin(inTile(part)));
    }
  return sums;
}

/// Adds a group as numbers. The scale of x is applied here if a slab is a block
/// of x, else by the caller.
TileKernel::Sums TileKernel::addGroup(SlabReader &slab, int64_t firstElem,
                                      Sums sums) const {
  Sums integers = products(slab, firstElem);
  slab.readAfter(integers);
  SmallVector<Value> scales, mins;
  for (int64_t part = 0; part < numParts; ++part) {
    const TileReader &tile = slab.tile(part);
    int64_t place = inTile(part);
    scales.push_back(
        tile.groupScale(isSlab() ? tile.blockScale(place) : slab.scales[part],
                        firstElem, place));
    if (hasGroupMins())
      mins.push_back(tile.groupMin(
          isSlab() ? tile.blockMin(place) : slab.mins[part], firstElem, place));
  }
  ActivationReader::Numbers xScales, xSums;
  if (plan.scalesSums())
    xScales = slab.x.numbers(ActivationReader::Scales, 0);
  if (hasGroupMins())
    xSums = slab.x.numbers(ActivationReader::MinSums,
                           firstElem / plan.elemsPerGroup);
  for (int64_t row = 0; row < height; ++row) {
    Value xScale, xSum;
    if (plan.scalesSums())
      xScale = slab.x.splat(xScales, row);
    if (hasGroupMins())
      xSum = emit.make<arith::BitcastOp>(sumType(), slab.x.splat(xSums, row));
    for (int64_t part = 0; part < numParts; ++part) {
      Value &sum = sums[row * numParts + part];
      Value product = emit.make<arith::SIToFPOp>(
          sumType(), integers[row * numParts + part]);
      if (xScale)
        product = emit.make<arith::MulFOp>(product, xScale);
      sum = fma(product, scales[part], sum);
      if (xSum)
        sum = fma(mins[part], xSum, sum);
    }
    auto done = ArrayRef(sums).slice(row * numParts, numParts);
    if (xScale)
      slab.readAfter(ActivationReader::Scales, done);
    if (xSum)
      slab.readAfter(ActivationReader::MinSums, done);
  }
  slab.readAfter(sums);
  return sums;
}

/// Adds the groups of a slab.
TileKernel::Sums TileKernel::addSlab(SlabReader &slab, Sums sums) const {
  slab.prefetch();
  for (int64_t elem = 0; elem < PackedLayout::elemsPerSlab;
       elem += plan.elemsPerGroup)
    sums = plan.sumsIntegers ? addIntegers(slab, elem, std::move(sums))
                             : addGroup(slab, elem, std::move(sums));
  return sums;
}

/// Adds `count` slabs (an index), of which `slab` is the first. Addresses that
/// wait for sums are carried from slab to slab, one register each.
TileKernel::Sums TileKernel::addSlabs(SlabReader slab, Value count,
                                      Sums sums) const {
  SmallVector<Value *> addresses;
  if (hasOrder())
    addresses = slab.addresses();
  auto join = [&](Sums sums) {
    for (Value *address : addresses)
      sums.push_back(*address);
    return sums;
  };
  size_t numCarried = sums.size();
  auto body = [&](Value index, ValueRange carried) -> SmallVector<Value> {
    for (auto [address, value] :
         llvm::zip(addresses, carried.drop_front(numCarried)))
      *address = value;
    if (addresses.empty())
      slab.advance(index);
    Sums next = addSlab(slab, llvm::to_vector(carried.take_front(numCarried)));
    if (!addresses.empty())
      slab.advance(emit.index(1));
    return join(std::move(next));
  };
  Sums results =
      emit.loop(emit.index(0), count, 1, join(std::move(sums)), body);
  results.truncate(numCarried);
  return results;
}

/// The numbers that the sums of a block stand for, without the scale of x.
TileKernel::Sums TileKernel::scaleBlock(const BlockReader &block,
                                        ArrayRef<Value> blockSums) const {
  Sums sums = plan.pairsSums ? pairedMins(block) : zeros(sumType());
  SmallVector<Value> scales;
  for (int64_t part = 0; part < numParts; ++part)
    scales.push_back(block.tile(part).blockScale(inTile(part)));
  for (auto [index, blockSum] : llvm::enumerate(blockSums)) {
    Value number = plan.sumsIntegers
                       ? emit.make<arith::SIToFPOp>(sumType(), blockSum)
                       : blockSum;
    sums[index] = fma(number, scales[index % numParts], sums[index]);
  }
  return sums;
}

TileKernel::Sums TileKernel::addBlock(Value index, Sums sums) const {
  BlockReader block(*this, index, masks);
  block.prefetchAhead();
  bool isNested = !plan.scalesSums();
  int64_t blockSteps = layout.row->elemsPerBlock / PackedLayout::elemsPerStep;
  Sums blockSums = plan.sumsIntegers ? zeros(intType(), numSets(blockSteps))
                   : isNested        ? zeros(sumType())
                                     : sums;
  int64_t numSlabs = layout.slabsPerBlock();
  // With one sum, entering and leaving a loop counts.
  constexpr int64_t maxUnrolledSlabs = 4;
  SlabReader slab(block, x);
  if (numSums() == 1 && numSlabs <= maxUnrolledSlabs)
    for (int64_t i = 0; i < numSlabs; ++i) {
      blockSums = addSlab(slab, std::move(blockSums));
      slab.advance(emit.index(1));
    }
  else
    blockSums = addSlabs(slab, emit.index(numSlabs), std::move(blockSums));
  if (!isNested)
    return blockSums;
  blockSums = addSets(std::move(blockSums));
  if (plan.scalesBlocks())
    blockSums = scaleBlock(block, blockSums);
  SmallVector<Value> scales = x.splatsInRow(ActivationReader::Scales, index);
  for (auto [place, sum] : llvm::enumerate(sums))
    sum = fma(blockSums[place], scales[place / numParts], sum);
  return sums;
}

/// The sums of rows of x times rows of the weight.
TileKernel::Sums TileKernel::multiply() const {
  Value numBlocks = emit.div(arguments.numElems, layout.row->elemsPerBlock);
  if (isSlab())
    return addSlabs({{*this, emit.index(0), masks}, x}, numBlocks,
                    zeros(sumType()));
  return emit.loop(emit.index(0), numBlocks, 1, zeros(sumType()),
                   [&](Value block, ValueRange carried) -> SmallVector<Value> {
                     return addBlock(block, llvm::to_vector(carried));
                   });
}

void TileKernel::run() const {
  OutputTile output = {emit,
                       arguments.y,
                       arguments.firstRow,
                       emit.add(arguments.firstColumn, firstPart * lanes()),
                       height,
                       numParts,
                       lanes()};
  output.prefetch();
  output.store(multiply(), arguments.adds);
}

void qblock::emitTileKernel(const Emitter &emit, const PackedLayout &layout,
                            const ActivationPlan &plan, const CpuTarget &target,
                            TileShape shape, CodeSource codes,
                            const TileArguments &arguments) {
  int64_t numParts = shape.width * getPartsPerTile(target);
  int64_t partsAtOnce =
      std::clamp<int64_t>(getMaxSums(target) / shape.height, 1, numParts);
  for (int64_t part = 0; part < numParts; part += partsAtOnce)
    TileKernel({emit, layout, plan, target, arguments, shape.height,
                shape.width, part, std::min(partsAtOnce, numParts - part),
                codes})
        .run();
}
