//===- RawGemvKernel.cpp - Few rows of x times blocks as they are -*- C++ -*-=//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For weights that stay in ggml's order. A lane multiplies a unit of each of
// four rows: words of x, their order and their sums serve all of them, and so
// do places, which depend on the unit alone.
//
//===----------------------------------------------------------------------===//

#include "GemvTile.h"
#include "LaneProduct.h"
#include "UnitReader.h"

using namespace mlir;
using namespace qblock;
using format::MinKind;

static constexpr int64_t rowsPerLane = GemvTile::rowsPerLane;
static constexpr int64_t numberBytes = 4; ///< of a scale or a sum of x

static bool needsSums(const format::Format &row) {
  return CodePlan(*format::PackedLayout::get(row)).bias ||
         row.minKind != MinKind::None;
}

/// True if sums of x are needed of groups that are no whole ones of the array.
static bool addsWords(const BlockUnits &units,
                      const format::Format &activations) {
  return needsSums(*units.row) &&
         units.elemsPerRun() % GpuActivations(activations).elemsPerSum != 0;
}

namespace {
class RawGemvKernel {
public:
  using Sums = GemvTile::Sums;

  RawGemvKernel(const GpuEmitter &emit, const BlockUnits &units,
                int64_t columns, const MatmulArguments &values, Value shared)
      : emit(emit), units(units), row(*units.row),
        layout(*format::PackedLayout::get(row)), plan(layout),
        activations(*format::findFormat(row.dotPartner)), columns(columns),
        arguments(values), tile(emit, columns, arguments, shared),
        place(emit, units, emit.rem(tile.unitOfWarp, units.unitsPerBlock())),
        firstElem(place.firstElem()),
        table(LaneReader::emitTable(emit, layout, arguments.k)) {}

  void run();

private:
  Value getRow(int64_t rowOfLane) const;
  SmallVector<Value> readWords(Value codes) const;
  SmallVector<Value> readSums(Value firstOfBlock) const;
  SmallVector<Value> addWords(ArrayRef<Value> words) const;
  LaneX readX(int64_t column, Value block) const;
  LaneWeight readWeight(Value pointer) const;
  Sums addUnit(Value block, ArrayRef<Value> rows, Sums sums) const;

  const GpuEmitter &emit;
  const BlockUnits &units;
  const format::Format &row;
  format::PackedLayout layout;
  CodePlan plan;
  GpuActivations activations;
  int64_t columns;
  MatmulArguments arguments;
  GemvTile tile;
  UnitPlace place;
  Value firstElem;
  SmallVector<Value> table;
};
} // namespace

/// The pointer to a row of the weight; those past the end are the last one.
Value RawGemvKernel::getRow(int64_t rowOfLane) const {
  Value rowOfTile = emit.add(tile.firstRow, rowOfLane);
  Value index = emit.add(emit.mul(tile.tile, GemvTile::rowsPerTile), rowOfTile);
  Value last = emit.make<arith::SubIOp>(arguments.n, emit.index(1));
  Value bytesPerRow =
      emit.mul(emit.div(arguments.k, row.elemsPerBlock), row.bytesPerBlock);
  return emit.at(arguments.weight,
                 emit.mul(emit.min(index, last), bytesPerRow));
}

/// Words of x for all steps, by loads as wide as runs of elements are long.
SmallVector<Value> RawGemvKernel::readWords(Value codes) const {
  int64_t stepsPerLoad =
      getLoadBytes(units.elemsPerRun(), units.elemsPerRun()) /
      BlockUnits::elemsPerStep;
  SmallVector<Value> words;
  for (int64_t step = 0; step < BlockUnits::stepsPerUnit;
       step += stepsPerLoad) {
    Value pointer = emit.at(codes, units.elemOfStep(step));
    if (stepsPerLoad == 1) {
      words.push_back(emit.loadConstant(emit.i32(), pointer));
      continue;
    }
    Value vector =
        emit.loadConstant(emit.vectorOf(stepsPerLoad, emit.i32()), pointer);
    for (int64_t i = 0; i < stepsPerLoad; ++i)
      words.push_back(emit.element(vector, i));
  }
  return words;
}

/// Sums of the groups out of the array, if groups are made of whole ones.
SmallVector<Value> RawGemvKernel::readSums(Value firstOfBlock) const {
  int64_t elemsPerSum = activations.elemsPerSum;
  Type type = activations.scalesSums ? emit.f32() : emit.i32();
  SmallVector<Value> groups;
  int64_t elemsPerGroup = units.stepsPerGroup() * BlockUnits::elemsPerStep;
  Value pointer =
      emit.at(arguments.sums,
              emit.mul(emit.div(firstOfBlock, elemsPerSum), numberBytes));
  for (int64_t group = 0; group < units.groupsPerUnit(); ++group) {
    Value sum;
    for (int64_t elem = 0; elem < elemsPerGroup; elem += elemsPerSum) {
      int64_t step =
          group * units.stepsPerGroup() + elem / BlockUnits::elemsPerStep;
      int64_t index = units.elemOfStep(step) / elemsPerSum;
      Value next =
          emit.loadConstant(type, emit.at(pointer, index * numberBytes));
      sum = sum ? emit.add(sum, next) : next;
    }
    groups.push_back(sum);
  }
  return groups;
}

/// The same sums of words of x, where groups are finer.
SmallVector<Value> RawGemvKernel::addWords(ArrayRef<Value> words) const {
  Value ones = emit.constant(emit.i32(), 0x01010101);
  SmallVector<Value> groups;
  for (int64_t group = 0; group < units.groupsPerUnit(); ++group) {
    Value sum = emit.constant(emit.i32(), 0);
    for (Value word :
         words.slice(group * units.stepsPerGroup(), units.stepsPerGroup()))
      sum = emit.dot(sum, ones, word, /*areCodesSigned=*/false);
    groups.push_back(sum);
  }
  return groups;
}

LaneX RawGemvKernel::readX(int64_t column, Value block) const {
  Value firstOfRow = emit.mul(tile.rowOfX(column), arguments.k);
  Value first = emit.add(
      firstOfRow, emit.add(emit.mul(block, row.elemsPerBlock), firstElem));
  LaneX x;
  SmallVector<Value> words = readWords(emit.at(arguments.codes, first));
  x.scale = emit.loadConstant(
      emit.f32(), emit.at(arguments.scales,
                          emit.mul(emit.div(first, activations.elemsPerBlock),
                                   numberBytes)));
  if (addsWords(units, *activations.partner))
    x.groupSums = addWords(words);
  else if (needsSums(row))
    x.groupSums = readSums(first);
  x.words = UnitReader::arrange(emit, units, words);
  return x;
}

LaneWeight RawGemvKernel::readWeight(Value pointer) const {
  UnitReader reader(emit, units, place, table, pointer);
  LaneWeight weight;
  weight.codes = reader.codes();
  for (int64_t group = 0; group < units.groupsPerUnit(); ++group) {
    int64_t elem = units.elemOfStep(group * units.stepsPerGroup());
    if (row.subScale)
      weight.subScales.push_back(reader.number(row.subScale, elem));
    if (row.subMin)
      weight.subMins.push_back(reader.number(row.subMin, elem));
  }
  if (row.scale)
    weight.scale = reader.number(row.scale, 0);
  if (row.minKind != MinKind::None)
    weight.min = reader.number(row.min, 0);
  if (row.minKind == MinKind::Subtract)
    weight.min = emit.make<arith::NegFOp>(weight.min);
  return weight;
}

RawGemvKernel::Sums RawGemvKernel::addUnit(Value block, ArrayRef<Value> rows,
                                           Sums sums) const {
  LaneProduct product(emit, plan, row, units.stepsPerGroup());
  SmallVector<LaneX> xs;
  for (int64_t column = 0; column < columns; ++column)
    xs.push_back(readX(column, block));
  Value byte = emit.mul(block, row.bytesPerBlock);
  for (auto [rowOfLane, pointer] : llvm::enumerate(rows)) {
    LaneWeight weight = readWeight(emit.at(pointer, byte));
    for (int64_t column = 0; column < columns; ++column) {
      Value &sum = sums[column * rowsPerLane + int64_t(rowOfLane)];
      sum = product.addTo(sum, xs[column], weight);
    }
  }
  return sums;
}

void RawGemvKernel::run() {
  int64_t unitsPerBlock = units.unitsPerBlock();
  int64_t blocksPerWarp = GemvTile::unitsPerWarp / unitsPerBlock;
  Value first = emit.add(emit.mul(tile.warp, blocksPerWarp),
                         emit.div(tile.unitOfWarp, unitsPerBlock));
  Value numBlocks = emit.div(arguments.k, row.elemsPerBlock);
  SmallVector<Value> rows;
  for (int64_t rowOfLane = 0; rowOfLane < rowsPerLane; ++rowOfLane)
    rows.push_back(getRow(rowOfLane));
  tile.store(emit.loop(first, numBlocks,
                       GemvTile::warpsPerBlock * blocksPerWarp, tile.zeros(),
                       [&](Value block, ValueRange carried) -> Sums {
                         return addUnit(block, rows, llvm::to_vector(carried));
                       }));
}

GpuKernel qblock::emitRawGemvKernel(gpu::GPUModuleOp module,
                                    const format::Format &weight,
                                    int64_t columns, const GpuTarget &target) {
  GpuKernel kernel = describeMatmul(GpuKernel::Role::Gemv,
                                    *format::PackedLayout::get(weight), columns,
                                    /*isRouted=*/false);
  kernel.isRaw = true;
  kernel.name = "qblock_gemv_raw_" + std::string(weight.name) + "_m" +
                std::to_string(columns);
  MemRefType shared = GemvTile::describe(kernel, columns, module.getContext());
  BlockUnits units = BlockUnits::getCheapest(weight);
  if (addsWords(units, *kernel.activations)) // One more row, of ones.
    kernel.weightsPerDot *= double(rowsPerLane) / double(rowsPerLane + 1);
  buildMatmul(module, kernel, target, shared,
              [&](const GpuEmitter &emit, const MatmulArguments &arguments,
                  Value buffer) {
                RawGemvKernel(emit, units, columns, arguments, buffer).run();
              });
  return kernel;
}
