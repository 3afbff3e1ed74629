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
#include "OutputTile.h"
#include "TileReader.h"

#include "mlir/Dialect/Utils/StaticValueUtils.h"

#include <vector>

using namespace mlir;
using namespace qblock;
using format::PackedLayout;

MemRefType TileArguments::getMatrixType(OpBuilder &builder) {
  int64_t any = ShapedType::kDynamic;
  auto layout = StridedLayoutAttr::get(builder.getContext(), any,
                                       ArrayRef<int64_t>{any, 1});
  return MemRefType::get({any, any}, builder.getF32Type(), layout);
}

SmallVector<Type> TileArguments::getTypes(OpBuilder &builder) {
  Type index = builder.getIndexType();
  Type bytes = MemRefType::get(ShapedType::kDynamic, builder.getI8Type());
  SmallVector<Type> types = {bytes,
                             index,
                             index,
                             index,
                             getMatrixType(builder),
                             index,
                             index,
                             index,
                             builder.getI1Type()};
  types.append(ActivationBuffers::getTypes(builder));
  return types;
}

TileArguments TileArguments::fromValues(ValueRange v) {
  return {
      v[0], v[1], v[2], v[3], v[4],
      v[5], v[6], v[7], v[8], ActivationBuffers::fromValues(v.drop_front(9))};
}

SmallVector<Value> TileArguments::values() const {
  SmallVector<Value> values = {weight,   tileByte,    tileStride, numElems, y,
                               firstRow, firstColumn, laterByte,  adds};
  values.append(x.values());
  return values;
}

/// Kernels for so few rows of x are as fast as memory is.
static constexpr int64_t maxStreamedHeight = 4;

namespace {
class TileKernel {
public:
  TileKernel(const Emitter &emit, const PackedLayout &layout,
             const ActivationPlan &plan, const CpuTarget &target,
             TileShape shape, int64_t firstPart, int64_t numParts,
             const TileArguments &arguments)
      : emit(emit), layout(layout), plan(plan), target(target),
        height(shape.height), arguments(arguments), lanes(target.getLanes()),
        partsPerTile(getPartsPerTile(target)), numTiles(shape.width),
        firstPart(firstPart), numParts(numParts),
        sumType(emit.vectorOf(lanes, emit.f32())),
        intType(emit.vectorOf(lanes, emit.i32())) {}

  void run() const;

private:
  /// One vector for each row of x and part of the tiles.
  using Sums = SmallVector<Value>;

  /// One block of each tile of the weight. Its parts are those of all tiles.
  struct Block {
    Value index; ///< along K
    std::vector<TileReader> readers;
    /// Of its groups' numbers; null where they wait for the block's end.
    SmallVector<Value> scales, mins;
  };

  int64_t numSums() const { return height * numParts; }
  Sums zeros(VectorType type, int64_t numSets = 1) const {
    return Sums(numSets * numSums(), emit.constant(type, 0));
  }
  Value fma(Value a, Value b, Value c) const {
    return emit.make<vector::FMAOp>(a, b, c);
  }
  SmallVector<Value> activations(Value buffer, Value index,
                                 int64_t elems) const;
  /// The reader of the tile of a part, and the part within the tile.
  const TileReader &reader(const Block &block, int64_t part) const {
    return block.readers[(firstPart + part) / partsPerTile];
  }
  int64_t inTile(int64_t part) const {
    return (firstPart + part) % partsPerTile;
  }

  Block readBlock(Value index) const;
  void prefetch(Value byte, unsigned locality) const;
  void prefetchLater(Value slabInRow) const;
  void prefetchAhead(const Block &block, Value offset, int64_t count) const;
  Sums addBlock(Value index, Sums sums) const;
  Sums addSlab(const Block &block, Value slab, Sums sums) const;
  void forEachDot(const Block &block, Value slab, Value slabInRow,
                  int64_t firstElem, int64_t numSteps, ArrayRef<Value> factors,
                  function_ref<void(int64_t, int64_t, Value, Value)> add) const;
  Value scaleCodes(Value codes, Value factor) const;
  Sums biasSums(Value slabInRow, int64_t firstElem) const;
  Sums addDots(const Block &block, Value slab, Value slabInRow,
               int64_t firstElem, ArrayRef<Value> factors, Sums sums) const;
  Sums addShortDots(const Block &block, Value slab, Value slabInRow,
                    int64_t firstElem, ArrayRef<Value> factors,
                    Sums sums) const;
  Sums addIntegers(const Block &block, Value slab, Value slabInRow,
                   int64_t firstElem, Sums sums) const;
  Sums groupProducts(const Block &block, Value slab, Value slabInRow,
                     int64_t firstElem) const;
  Sums addGroup(const Block &block, Value slab, Value slabInRow,
                int64_t firstElem, Sums sums) const;
  int64_t numSets(int64_t numSteps) const;
  Sums addSets(Sums sums) const;
  Sums scaleBlock(const Block &block, ArrayRef<Value> blockSums) const;
  Sums pairedMins(const Block &block) const;

  const Emitter &emit;
  const PackedLayout &layout;
  const ActivationPlan &plan;
  const CpuTarget &target;
  int64_t height;
  const TileArguments &arguments;
  int64_t lanes, partsPerTile, numTiles;
  int64_t firstPart, numParts; ///< those of all tiles that are multiplied here
  VectorType sumType, intType;
};
} // namespace

/// For each row, lane copies of number `index` of those that stand for `elems`
/// elements.
SmallVector<Value> TileKernel::activations(Value buffer, Value index,
                                           int64_t elems) const {
  Value tile =
      emit.mul(arguments.firstRow, emit.div(arguments.numElems, elems));
  Value first = emit.add(tile, emit.mul(index, height));
  Type element = cast<MemRefType>(buffer.getType()).getElementType();
  SmallVector<Value> splats;
  Value numbers;
  if (target.broadcastsLanes() && height > 1)
    numbers = emit.load(emit.vectorOf(height, element), buffer, first);
  for (int64_t row = 0; row < height; ++row)
    splats.push_back(numbers
                         ? emit.make<vector::BroadcastOp>(
                               emit.vectorOf(lanes, element),
                               emit.make<vector::ExtractOp>(numbers, row))
                         : emit.loadSplat(lanes, buffer, emit.add(first, row)));
  return splats;
}

/// Codes times a factor, an i16 in pairs: for products that fit in a byte, two
/// of them are one product of 16 bits.
Value TileKernel::scaleCodes(Value codes, Value factor) const {
  VectorType shortType = emit.vectorOf(2 * lanes, emit.builder.getI16Type());
  Value products = emit.mul(emit.make<vector::BitCastOp>(shortType, codes),
                            emit.make<vector::BitCastOp>(shortType, factor));
  return emit.make<vector::BitCastOp>(codes.getType(), products);
}

/// Calls `add(step, index, codes, x)` for each step from `firstElem` of a slab
/// on, row of x and part of the tiles; `index` names the sum of the last two.
/// Codes are multiplied with the factors of their parts, if there are any.
void TileKernel::forEachDot(
    const Block &block, Value slab, Value slabInRow, int64_t firstElem,
    int64_t numSteps, ArrayRef<Value> factors,
    function_ref<void(int64_t, int64_t, Value, Value)> add) const {
  constexpr int64_t slabElems = PackedLayout::elemsPerSlab;
  constexpr int64_t stepElems = PackedLayout::elemsPerStep;
  VectorType byteType = emit.vectorOf(lanes * stepElems, emit.i8());
  int64_t firstStep = firstElem / stepElems;
  Value slabStep = emit.mul(slabInRow, slabElems / stepElems);
  for (int64_t step = firstStep; step < firstStep + numSteps; ++step) {
    SmallVector<Value> codes;
    for (int64_t part = 0; part < numParts; ++part)
      codes.push_back(reader(block, part).codes(slab, step, inTile(part)));
    for (auto [part, factor] : llvm::enumerate(factors))
      codes[part] = scaleCodes(codes[part], factor);
    SmallVector<Value> words =
        activations(arguments.x.codes, emit.add(slabStep, step), stepElems);
    for (int64_t row = 0; row < height; ++row) {
      Value x = emit.make<vector::BitCastOp>(byteType, words[row]);
      for (int64_t part = 0; part < numParts; ++part)
        add(step, row * numParts + part, codes[part], x);
    }
  }
}

/// What the sums of a group start with: the bias.
TileKernel::Sums TileKernel::biasSums(Value slabInRow,
                                      int64_t firstElem) const {
  int64_t groupsPerSlab = PackedLayout::elemsPerSlab / plan.elemsPerGroup;
  Value group = emit.add(emit.mul(slabInRow, groupsPerSlab),
                         firstElem / plan.elemsPerGroup);
  Sums sums(height * numParts, emit.constant(intType, 0));
  if (!plan.bias)
    return sums;
  SmallVector<Value> biases =
      activations(arguments.x.biasSums, group, plan.elemsPerGroup);
  for (auto [index, sum] : llvm::enumerate(sums))
    sum = biases[index / numParts];
  return sums;
}

/// Adds the dot products of a group, its codes times factors if there are any.
/// Steps take turns with sets of sums, if `sums` has several.
TileKernel::Sums TileKernel::addDots(const Block &block, Value slab,
                                     Value slabInRow, int64_t firstElem,
                                     ArrayRef<Value> factors, Sums sums) const {
  forEachDot(block, slab, slabInRow, firstElem,
             plan.elemsPerGroup / PackedLayout::elemsPerStep, factors,
             [&](int64_t step, int64_t index, Value codes, Value x) {
               Value &sum = sums[step * numSums() % sums.size() + index];
               sum = target.emitDot(emit.builder, emit.loc, sum, codes, x,
                                    plan.hasSignedCodes);
             });
  return sums;
}

/// Adds the dot products of a group, each times a factor of its part: i16 in
/// pairs. Products are added in 16 bits as long as they fit.
TileKernel::Sums TileKernel::addShortDots(const Block &block, Value slab,
                                          Value slabInRow, int64_t firstElem,
                                          ArrayRef<Value> factors,
                                          Sums sums) const {
  int64_t elems = plan.stepsPerShortSum * PackedLayout::elemsPerStep;
  VectorType shortType = emit.vectorOf(2 * lanes, emit.builder.getI16Type());
  for (int64_t elem = 0; elem < plan.elemsPerGroup; elem += elems) {
    Sums shorts = biasSums(slabInRow, firstElem);
    for (Value &value : shorts)
      value = emit.make<vector::BitCastOp>(shortType, value);
    forEachDot(block, slab, slabInRow, firstElem + elem, plan.stepsPerShortSum,
               /*factors=*/{},
               [&](int64_t, int64_t index, Value codes, Value x) {
                 shorts[index] =
                     target.emitShortDot(emit.builder, emit.loc, shorts[index],
                                         codes, x, plan.hasSignedCodes);
               });
    for (auto [index, value] : llvm::enumerate(shorts)) {
      Value &sum = sums[index];
      sum = target.emitPairDot(emit.builder, emit.loc, sum,
                               emit.make<vector::BitCastOp>(intType, value),
                               factors[index % numParts]);
      if (elems < plan.elemsPerGroup)
        sum = target.emitInPlace(emit.builder, emit.loc, sum);
    }
  }
  return sums;
}

/// The mins of a block times the sums of x, to be multiplied with the scale of
/// x: products of integers up to here.
TileKernel::Sums TileKernel::pairedMins(const Block &block) const {
  int64_t elems = plan.elemsPerGroup;
  int64_t numPairs = plan.elemsPerBlock / (2 * elems);
  Sums sums(height * numParts, emit.constant(intType, 0));
  for (int64_t pair = 0; pair < numPairs; ++pair) {
    int64_t first = 2 * pair * elems;
    SmallVector<Value> mins;
    for (int64_t part = 0; part < numParts; ++part)
      mins.push_back(
          reader(block, part).minPair(first, first + elems, inTile(part)));
    Value place = emit.add(emit.mul(block.index, numPairs), pair);
    SmallVector<Value> x = activations(arguments.x.minSums, place, 2 * elems);
    for (auto [index, sum] : llvm::enumerate(sums))
      sum = target.emitPairDot(emit.builder, emit.loc, sum,
                               mins[index % numParts], x[index / numParts]);
  }
  for (int64_t row = 0; row < height; ++row)
    for (int64_t part = 0; part < numParts; ++part) {
      Value &sum = sums[row * numParts + part];
      sum =
          emit.make<arith::MulFOp>(emit.make<arith::SIToFPOp>(sumType, sum),
                                   reader(block, part).blockMin(inTile(part)));
    }
  return sums;
}

void TileKernel::prefetch(Value byte, unsigned locality) const {
  memref::PrefetchOp::create(emit.builder, emit.loc, arguments.weight, byte,
                             /*isWrite=*/false, locality,
                             /*isDataCache=*/true);
}

/// How far ahead a line is asked for. With one row there are few instructions a
/// line, so that loads run ahead by themselves: on Zen 5, 10 KiB took 2 to 6
/// percent more time there, and with four rows 6 KiB 4 to 9 percent.
static int64_t getBytesAhead(int64_t height) {
  return height == 1 ? 6144 : 10240;
}

/// Asks for what is read some bytes after the `count` bytes at an offset of the
/// block. Hardware's own prefetching ends with a page, and a page lasts no
/// longer than it takes to fetch one. Tall kernels read what is in a cache.
void TileKernel::prefetchAhead(const Block &block, Value offset,
                               int64_t count) const {
  if (height > maxStreamedHeight || firstPart != 0)
    return;
  Value first =
      emit.add(arguments.tileByte, emit.mul(block.index, layout.bytesPerBlock));
  for (int64_t byte = 0; byte < count; byte += bytesPerLine)
    prefetch(emit.add(emit.add(first, offset), getBytesAhead(height) + byte),
             /*locality=*/3);
}

/// Asks for a share of what later calls read.
void TileKernel::prefetchLater(Value slabInRow) const {
  int64_t bytesLater = getLinesAhead(layout, numTiles) * bytesPerLine;
  Value first = emit.add(arguments.laterByte, emit.mul(slabInRow, bytesLater));
  for (int64_t byte = 0; byte < bytesLater; byte += bytesPerLine)
    prefetch(emit.add(first, byte), /*locality=*/2);
}

/// Adds a group's products as integers, times the group's sub-scale.
TileKernel::Sums TileKernel::addIntegers(const Block &block, Value slab,
                                         Value slabInRow, int64_t firstElem,
                                         Sums sums) const {
  bool hasScales(layout.row->subScale);
  SmallVector<Value> factors;
  for (int64_t part = 0; part < numParts; ++part)
    factors.push_back(
        hasScales
            ? reader(block, part).groupScalePair(slab, firstElem, inTile(part))
            : emit.constant(intType, 0x10001));
  if (plan.stepsPerShortSum)
    return addShortDots(block, slab, slabInRow, firstElem, factors,
                        std::move(sums));
  if (plan.bias)
    for (auto [sum, bias] : llvm::zip(sums, biasSums(slabInRow, firstElem)))
      sum = emit.add(sum, bias);
  return addDots(block, slab, slabInRow, firstElem,
                 hasScales ? ArrayRef<Value>(factors) : ArrayRef<Value>(),
                 std::move(sums));
}

/// The products of a group as integers, added up with the bias.
TileKernel::Sums TileKernel::groupProducts(const Block &block, Value slab,
                                           Value slabInRow,
                                           int64_t firstElem) const {
  if (plan.stepsPerShortSum) {
    SmallVector<Value> ones(numParts, emit.constant(intType, 0x10001));
    return addShortDots(block, slab, slabInRow, firstElem, ones,
                        zeros(intType));
  }
  Sums sums = biasSums(slabInRow, firstElem);
  int64_t numSteps = plan.elemsPerGroup / PackedLayout::elemsPerStep;
  // Several sums overlap enough, and ask for registers as they are.
  if (numSums() == 1)
    sums.append(zeros(intType, numSets(numSteps) - 1));
  return addSets(addDots(block, slab, slabInRow, firstElem, /*factors=*/{},
                         std::move(sums)));
}

/// Adds a group as numbers. The scale of x is applied here if a slab is a block
/// of x, else by the caller.
TileKernel::Sums TileKernel::addGroup(const Block &block, Value slab,
                                      Value slabInRow, int64_t firstElem,
                                      Sums sums) const {
  constexpr int64_t slabElems = PackedLayout::elemsPerSlab;
  bool hasGroupMins = plan.hasMin && !plan.pairsSums;
  SmallVector<Value> scales, mins;
  for (int64_t part = 0; part < numParts; ++part) {
    const TileReader &tile = reader(block, part);
    scales.push_back(
        tile.groupScale(block.scales[part], slab, firstElem, inTile(part)));
    if (hasGroupMins)
      mins.push_back(
          tile.groupMin(block.mins[part], slab, firstElem, inTile(part)));
  }
  Sums products = groupProducts(block, slab, slabInRow, firstElem);
  Value group = emit.add(emit.mul(slabInRow, slabElems / plan.elemsPerGroup),
                         firstElem / plan.elemsPerGroup);
  SmallVector<Value> xScales(height), xSums(height);
  if (plan.scalesSums())
    xScales = activations(arguments.x.scales, slabInRow, slabElems);
  if (hasGroupMins)
    xSums = activations(arguments.x.minSums, group, plan.elemsPerGroup);
  for (int64_t row = 0; row < height; ++row) {
    for (int64_t part = 0; part < numParts; ++part) {
      Value &sum = sums[row * numParts + part];
      Value product =
          emit.make<arith::SIToFPOp>(sumType, products[row * numParts + part]);
      if (xScales[row])
        product = emit.make<arith::MulFOp>(product, xScales[row]);
      sum = fma(product, scales[part], sum);
      if (xSums[row])
        sum = fma(mins[part], emit.make<arith::BitcastOp>(sumType, xSums[row]),
                  sum);
    }
  }
  return sums;
}

/// Adds the groups of a slab.
TileKernel::Sums TileKernel::addSlab(const Block &block, Value slab,
                                     Sums sums) const {
  Value slabInRow =
      emit.add(emit.mul(block.index, layout.slabsPerBlock()), slab);
  prefetchAhead(
      block, emit.add(emit.mul(slab, layout.bytesPerSlab), layout.slabOffset),
      layout.bytesPerSlab);
  if (height > maxStreamedHeight && firstPart == 0)
    prefetchLater(slabInRow);
  for (int64_t elem = 0; elem < PackedLayout::elemsPerSlab;
       elem += plan.elemsPerGroup)
    sums = plan.sumsIntegers
               ? addIntegers(block, slab, slabInRow, elem, std::move(sums))
               : addGroup(block, slab, slabInRow, elem, std::move(sums));
  return sums;
}

/// A sum waits for its last product. Where there are few sums, several sets of
/// them take turns with the steps, so that products overlap.
int64_t TileKernel::numSets(int64_t numSteps) const {
  constexpr int64_t productsInFlight = 8, minStepsPerSet = 4, maxSets = 4;
  if (plan.stepsPerShortSum)
    return 1;
  int64_t count = std::min(productsInFlight, getMaxSums(target)) / numSums();
  count = std::min({count, numSteps / minStepsPerSet, maxSets});
  return llvm::bit_floor(uint64_t(std::max<int64_t>(count, 1)));
}

/// The sum of all sets.
TileKernel::Sums TileKernel::addSets(Sums sums) const {
  for (size_t index = numSums(); index != sums.size(); ++index) {
    Value &sum = sums[index % numSums()];
    sum = emit.add(sum, sums[index]);
  }
  sums.truncate(numSums());
  return sums;
}

/// The numbers that the sums of a block stand for, without the scale of x.
TileKernel::Sums TileKernel::scaleBlock(const Block &block,
                                        ArrayRef<Value> blockSums) const {
  Sums sums = plan.pairsSums ? pairedMins(block) : zeros(sumType);
  SmallVector<Value> scales;
  for (int64_t part = 0; part < numParts; ++part)
    scales.push_back(reader(block, part).blockScale(inTile(part)));
  for (auto [index, blockSum] : llvm::enumerate(blockSums)) {
    Value number = plan.sumsIntegers
                       ? emit.make<arith::SIToFPOp>(sumType, blockSum)
                       : blockSum;
    sums[index] = fma(number, scales[index % numParts], sums[index]);
  }
  return sums;
}

TileKernel::Block TileKernel::readBlock(Value index) const {
  Block block = {index, {}, {}, {}};
  for (int64_t tile = 0; tile < numTiles; ++tile) {
    Value firstByte = emit.add(
        emit.add(arguments.tileByte, emit.mul(arguments.tileStride, tile)),
        emit.mul(index, layout.bytesPerBlock));
    block.readers.emplace_back(emit, layout, target, arguments.weight,
                               firstByte);
  }
  block.scales.resize(numParts);
  block.mins.resize(numParts);
  if (plan.scalesBlocks())
    return block;
  for (int64_t part = 0; part < numParts; ++part) {
    block.scales[part] = reader(block, part).blockScale(inTile(part));
    block.mins[part] = reader(block, part).blockMin(inTile(part));
  }
  return block;
}

TileKernel::Sums TileKernel::addBlock(Value index, Sums sums) const {
  Block block = readBlock(index);
  prefetchAhead(block, emit.index(0), layout.slabOffset);
  bool isNested = !plan.scalesSums();
  int64_t blockSteps = layout.row->elemsPerBlock / PackedLayout::elemsPerStep;
  Sums blockSums = plan.sumsIntegers ? zeros(intType, numSets(blockSteps))
                   : isNested        ? zeros(sumType)
                                     : sums;
  int64_t numSlabs = layout.slabsPerBlock();
  // With one sum, entering and leaving a loop counts.
  constexpr int64_t maxUnrolledSlabs = 4;
  if (numSlabs == 1 || (numSums() == 1 && numSlabs <= maxUnrolledSlabs)) {
    for (int64_t slab = 0; slab < numSlabs; ++slab)
      blockSums = addSlab(block, emit.index(slab), blockSums);
  } else {
    blockSums =
        emit.loop(emit.index(0), emit.index(numSlabs), 1, blockSums,
                  [&](Value slab, ValueRange carried) -> SmallVector<Value> {
                    return addSlab(block, slab, llvm::to_vector(carried));
                  });
  }
  if (!isNested)
    return blockSums;
  blockSums = addSets(std::move(blockSums));
  if (plan.scalesBlocks())
    blockSums = scaleBlock(block, blockSums);
  SmallVector<Value> scales =
      activations(arguments.x.scales, index, plan.elemsPerBlock);
  for (auto [place, sum] : llvm::enumerate(sums))
    sum = fma(blockSums[place], scales[place / numParts], sum);
  return sums;
}

void TileKernel::run() const {
  OutputTile output = {emit,
                       arguments.y,
                       arguments.firstRow,
                       emit.add(arguments.firstColumn, firstPart * lanes),
                       height,
                       numParts,
                       lanes};
  output.prefetch();
  Value numBlocks = emit.div(arguments.numElems, layout.row->elemsPerBlock);
  output.store(
      emit.loop(emit.index(0), numBlocks, 1, zeros(sumType),
                [&](Value block, ValueRange carried) -> SmallVector<Value> {
                  return addBlock(block, llvm::to_vector(carried));
                }),
      arguments.adds);
}

void qblock::emitTileKernel(const Emitter &emit, const PackedLayout &layout,
                            const ActivationPlan &plan, const CpuTarget &target,
                            TileShape shape, const TileArguments &arguments) {
  int64_t numParts = shape.width * getPartsPerTile(target);
  int64_t partsAtOnce =
      std::clamp<int64_t>(getMaxSums(target) / shape.height, 1, numParts);
  for (int64_t part = 0; part < numParts; part += partsAtOnce)
    TileKernel(emit, layout, plan, target, shape, part,
               std::min(partsAtOnce, numParts - part), arguments)
        .run();
}
