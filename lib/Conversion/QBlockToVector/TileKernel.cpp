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
// block of x when a block has several groups, floats along the row. The height
// is the largest for which these fit the target's registers beside a few for
// operands.
//
//===----------------------------------------------------------------------===//

#include "TileKernel.h"
#include "TileReader.h"

#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace qblock;
using format::PackedLayout;

static MemRefType getMatrixType(OpBuilder &builder) {
  int64_t any = ShapedType::kDynamic;
  auto layout = StridedLayoutAttr::get(builder.getContext(), any,
                                       ArrayRef<int64_t>{any, 1});
  return MemRefType::get({any, any}, builder.getF32Type(), layout);
}

SmallVector<Type> TileArguments::getTypes(OpBuilder &builder) {
  Type index = builder.getIndexType();
  Type bytes = MemRefType::get(ShapedType::kDynamic, builder.getI8Type());
  SmallVector<Type> types = {bytes, index, index, getMatrixType(builder),
                             index, index};
  types.append(ActivationBuffers::getTypes(builder));
  return types;
}

TileArguments TileArguments::fromValues(ValueRange v) {
  return {v[0],
          v[1],
          v[2],
          v[3],
          v[4],
          v[5],
          ActivationBuffers::fromValues(v.drop_front(6))};
}

SmallVector<Value> TileArguments::values() const {
  SmallVector<Value> values = {weight, tileByte, numElems,
                               y,      firstRow, firstColumn};
  values.append(x.values());
  return values;
}

SmallVector<int64_t> qblock::getTileHeights(const CpuTarget &target) {
  constexpr int64_t smallHeight = 4;
  // Integers of a group and floats of a block; those of the row, if they are
  // not the same, are wanted once a block and may be spilled in between.
  constexpr int64_t numSums = 2;
  int64_t numParts = PackedLayout::rowsPerTile / target.getLanes();
  // One register in six is for codes, scales and activations.
  int64_t height = target.getNumRegisters() * 5 / 6 / (numSums * numParts);
  height = std::max<int64_t>(height, 1);
  if (height <= smallHeight)
    return height == 1 ? SmallVector<int64_t>{1}
                       : SmallVector<int64_t>{height, 1};
  return {height / smallHeight * smallHeight, smallHeight, 1};
}

namespace {
class TileKernel {
public:
  TileKernel(const Emitter &emit, const PackedLayout &layout,
             const ActivationPlan &plan, const CpuTarget &target,
             int64_t height, const TileArguments &arguments)
      : emit(emit), layout(layout), plan(plan), target(target), height(height),
        arguments(arguments), lanes(target.getLanes()),
        numParts(PackedLayout::rowsPerTile / lanes),
        sumType(emit.vectorOf(lanes, emit.f32())) {}

  void run() const;

private:
  /// One vector for each row of x and part of the tile.
  using Sums = SmallVector<Value>;

  Sums zeros() const {
    return Sums(height * numParts, emit.constant(sumType, 0));
  }
  Value fma(Value a, Value b, Value c) const {
    return emit.make<vector::FMAOp>(a, b, c);
  }
  /// Lane copies of number `index` of those that stand for `elems` elements.
  Value activation(Value buffer, Value index, int64_t elems,
                   int64_t row) const {
    Value tile =
        emit.mul(arguments.firstRow, emit.div(arguments.numElems, elems));
    Value inTile = emit.add(emit.mul(index, height), row);
    return emit.loadSplat(lanes, buffer, emit.add(tile, inTile));
  }
  Sums addBlock(Value block, Sums sums) const;
  Sums addSlab(const TileReader &reader, ArrayRef<Value> blockScales,
               ArrayRef<Value> blockMins, Value block, Value slab,
               Sums sums) const;
  Sums dots(const TileReader &reader, Value slab, Value slabInRow,
            int64_t firstElem) const;
  void store(ArrayRef<Value> sums) const;

  const Emitter &emit;
  const PackedLayout &layout;
  const ActivationPlan &plan;
  const CpuTarget &target;
  int64_t height;
  const TileArguments &arguments;
  int64_t lanes, numParts;
  VectorType sumType;
};
} // namespace

/// The integer dot products of one group, minus the bias.
TileKernel::Sums TileKernel::dots(const TileReader &reader, Value slab,
                                  Value slabInRow, int64_t firstElem) const {
  constexpr int64_t slabElems = PackedLayout::elemsPerSlab;
  constexpr int64_t stepElems = PackedLayout::elemsPerStep;
  VectorType intType = emit.vectorOf(lanes, emit.i32());
  VectorType byteType = emit.vectorOf(lanes * stepElems, emit.i8());
  Value group = emit.add(emit.mul(slabInRow, slabElems / plan.elemsPerGroup),
                         firstElem / plan.elemsPerGroup);
  Sums sums(height * numParts, emit.constant(intType, 0));
  if (plan.bias)
    for (int64_t row = 0; row < height; ++row)
      for (int64_t part = 0; part < numParts; ++part)
        sums[row * numParts + part] =
            activation(arguments.x.biasSums, group, plan.elemsPerGroup, row);

  unsigned maxCode = TileReader::getMaxCode(*layout.row);
  int64_t firstStep = firstElem / stepElems;
  int64_t endStep = firstStep + plan.elemsPerGroup / stepElems;
  Value slabStep = emit.mul(slabInRow, slabElems / stepElems);
  for (int64_t step = firstStep; step < endStep; ++step) {
    SmallVector<Value> codes;
    for (int64_t part = 0; part < numParts; ++part)
      codes.push_back(reader.codes(slab, step, part));
    for (int64_t row = 0; row < height; ++row) {
      Value words = activation(arguments.x.codes, emit.add(slabStep, step),
                               stepElems, row);
      Value x = emit.make<vector::BitCastOp>(byteType, words);
      for (int64_t part = 0; part < numParts; ++part) {
        Value &sum = sums[row * numParts + part];
        sum = target.emitDot(emit.builder, emit.loc, sum, codes[part], x,
                             maxCode);
      }
    }
  }
  return sums;
}

/// Adds the groups of a slab. The scale of x is applied here if a slab is a
/// block of x, else by the caller.
TileKernel::Sums TileKernel::addSlab(const TileReader &reader,
                                     ArrayRef<Value> blockScales,
                                     ArrayRef<Value> blockMins, Value block,
                                     Value slab, Sums sums) const {
  constexpr int64_t slabElems = PackedLayout::elemsPerSlab;
  Value slabInRow = emit.add(emit.mul(block, layout.slabsPerBlock()), slab);
  for (int64_t elem = 0; elem < slabElems; elem += plan.elemsPerGroup) {
    SmallVector<Value> scales, mins;
    for (int64_t part = 0; part < numParts; ++part) {
      scales.push_back(reader.groupScale(blockScales[part], slab, elem, part));
      if (plan.hasMin)
        mins.push_back(reader.groupMin(blockMins[part], slab, elem, part));
    }
    Sums products = dots(reader, slab, slabInRow, elem);
    Value group = emit.add(emit.mul(slabInRow, slabElems / plan.elemsPerGroup),
                           elem / plan.elemsPerGroup);
    for (int64_t row = 0; row < height; ++row) {
      for (int64_t part = 0; part < numParts; ++part) {
        Value &sum = sums[row * numParts + part];
        Value product = emit.make<arith::SIToFPOp>(
            sumType, products[row * numParts + part]);
        if (plan.scalesSums()) {
          Value scaled = emit.make<arith::MulFOp>(product, scales[part]);
          sum = fma(scaled,
                    activation(arguments.x.scales, slabInRow, slabElems, row),
                    sum);
        } else {
          sum = fma(product, scales[part], sum);
        }
        if (plan.hasMin)
          sum = fma(
              mins[part],
              activation(arguments.x.minSums, group, plan.elemsPerGroup, row),
              sum);
      }
    }
  }
  return sums;
}

TileKernel::Sums TileKernel::addBlock(Value block, Sums sums) const {
  Value firstByte =
      emit.add(arguments.tileByte, emit.mul(block, layout.bytesPerBlock));
  TileReader reader(emit, layout, target, arguments.weight, firstByte);
  SmallVector<Value> scales, mins;
  for (int64_t part = 0; part < numParts; ++part) {
    scales.push_back(reader.blockScale(part));
    mins.push_back(reader.blockMin(part));
  }
  bool isNested = !plan.scalesSums();
  Sums blockSums = isNested ? zeros() : sums;
  int64_t numSlabs = layout.slabsPerBlock();
  if (numSlabs == 1 || height == 1) {
    for (int64_t slab = 0; slab < numSlabs; ++slab)
      blockSums =
          addSlab(reader, scales, mins, block, emit.index(slab), blockSums);
  } else {
    blockSums =
        emit.loop(emit.index(0), emit.index(numSlabs), 1, blockSums,
                  [&](Value slab, ValueRange carried) -> SmallVector<Value> {
                    return addSlab(reader, scales, mins, block, slab,
                                   llvm::to_vector(carried));
                  });
  }
  if (!isNested)
    return blockSums;
  for (int64_t row = 0; row < height; ++row) {
    Value scale =
        activation(arguments.x.scales, block, plan.elemsPerBlock, row);
    for (int64_t part = 0; part < numParts; ++part) {
      Value &sum = sums[row * numParts + part];
      sum = fma(blockSums[row * numParts + part], scale, sum);
    }
  }
  return sums;
}

/// Adds to y; columns past its end, which fill up the tile, are left out.
void TileKernel::store(ArrayRef<Value> sums) const {
  Value numColumns =
      memref::DimOp::create(emit.builder, emit.loc, arguments.y, 1);
  VectorType maskType = emit.vectorOf(lanes, emit.builder.getI1Type());
  for (int64_t part = 0; part < numParts; ++part) {
    Value column = emit.add(arguments.firstColumn, part * lanes);
    Value rest = emit.make<arith::SubIOp>(numColumns, column);
    Value mask = vector::CreateMaskOp::create(emit.builder, emit.loc, maskType,
                                              ValueRange{rest});
    for (int64_t row = 0; row < height; ++row) {
      SmallVector<Value> position = {emit.add(arguments.firstRow, row), column};
      Value old = vector::MaskedLoadOp::create(emit.builder, emit.loc, sumType,
                                               arguments.y, position, mask,
                                               emit.constant(sumType, 0));
      Value sum = emit.make<arith::AddFOp>(old, sums[row * numParts + part]);
      vector::MaskedStoreOp::create(emit.builder, emit.loc, arguments.y,
                                    position, mask, sum);
    }
  }
}

void TileKernel::run() const {
  Value numBlocks = emit.div(arguments.numElems, layout.row->elemsPerBlock);
  store(emit.loop(emit.index(0), numBlocks, 1, zeros(),
                  [&](Value block, ValueRange carried) -> SmallVector<Value> {
                    return addBlock(block, llvm::to_vector(carried));
                  }));
}

void qblock::emitTileKernel(const Emitter &emit, const PackedLayout &layout,
                            const ActivationPlan &plan, const CpuTarget &target,
                            int64_t height, const TileArguments &arguments) {
  TileKernel(emit, layout, plan, target, height, arguments).run();
}
