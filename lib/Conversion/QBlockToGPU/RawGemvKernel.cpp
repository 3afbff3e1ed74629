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
/// What a lane needs of x for one unit.
struct XUnit {
  SmallVector<Value> words; ///< in the order of the codes
  Value scale;
  SmallVector<Value> groupSums; ///< i32, or f32 times the scale
};

class RawGemvKernel {
public:
  using Sums = GemvTile::Sums;

  RawGemvKernel(const GpuEmitter &emit, const BlockUnits &units,
                int64_t columns, ArrayRef<Value> values, Value shared)
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
  XUnit readX(int64_t column, Value block) const;
  Value numberOf(const XUnit &x, ArrayRef<Value> codes,
                 ArrayRef<Value> subScales) const;
  Value minOf(const XUnit &x, ArrayRef<Value> subMins) const;
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

XUnit RawGemvKernel::readX(int64_t column, Value block) const {
  Value firstOfRow = emit.mul(tile.rowOfX(column), arguments.k);
  Value first = emit.add(
      firstOfRow, emit.add(emit.mul(block, row.elemsPerBlock), firstElem));
  XUnit x;
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

/// The unit's product, but for the scales of its block and of x, and mins.
Value RawGemvKernel::numberOf(const XUnit &x, ArrayRef<Value> codes,
                              ArrayRef<Value> subScales) const {
  Value integer, number;
  for (int64_t group = 0; group < units.groupsPerUnit(); ++group) {
    Value sum = emit.constant(emit.i32(), 0);
    if (plan.bias)
      sum = emit.mul(x.groupSums[group], emit.constant(emit.i32(), -plan.bias));
    for (int64_t i = 0; i < units.stepsPerGroup(); ++i) {
      int64_t step = group * units.stepsPerGroup() + i;
      sum = emit.dot(sum, codes[step], x.words[step], plan.isSigned);
    }
    if (!row.subScale)
      return emit.toFloat(sum);
    if (LaneReader::isInteger(row.subScale)) {
      Value product = emit.mul(sum, subScales[group]);
      integer = integer ? emit.add(integer, product) : product;
    } else {
      Value float32 = emit.toFloat(sum);
      number = number ? emit.fma(float32, subScales[group], number)
                      : emit.fmul(float32, subScales[group]);
    }
  }
  return integer ? emit.toFloat(integer) : number;
}

/// What the min is multiplied with; not used if sums of x have its scale.
Value RawGemvKernel::minOf(const XUnit &x, ArrayRef<Value> subMins) const {
  Value sum;
  for (int64_t group = 0; group < units.groupsPerUnit(); ++group) {
    Value product = x.groupSums[group];
    if (row.subMin)
      product = emit.mul(product, subMins[group]);
    sum = sum ? emit.add(sum, product) : product;
  }
  return emit.toFloat(sum);
}

RawGemvKernel::Sums RawGemvKernel::addUnit(Value block, ArrayRef<Value> rows,
                                           Sums sums) const {
  SmallVector<XUnit> xs;
  for (int64_t column = 0; column < columns; ++column)
    xs.push_back(readX(column, block));
  Value byte = emit.mul(block, row.bytesPerBlock);
  for (auto [rowOfLane, pointer] : llvm::enumerate(rows)) {
    UnitReader reader(emit, units, place, table, emit.at(pointer, byte));
    SmallVector<Value> codes = reader.codes(), subScales, subMins;
    for (int64_t group = 0; group < units.groupsPerUnit(); ++group) {
      int64_t elem = units.elemOfStep(group * units.stepsPerGroup());
      if (row.subScale)
        subScales.push_back(reader.number(row.subScale, elem));
      if (row.subMin)
        subMins.push_back(reader.number(row.subMin, elem));
    }
    Value scale, min;
    if (row.scale)
      scale = reader.number(row.scale, 0);
    if (row.minKind != MinKind::None)
      min = reader.number(row.min, 0);
    if (row.minKind == MinKind::Subtract)
      min = emit.make<arith::NegFOp>(min);
    for (int64_t column = 0; column < columns; ++column) {
      const XUnit &x = xs[column];
      Value &sum = sums[column * rowsPerLane + int64_t(rowOfLane)];
      Value number = numberOf(x, codes, subScales);
      if (scale)
        number = emit.fmul(number, scale);
      if (min && !activations.scalesSums)
        number = emit.fma(min, minOf(x, subMins), number);
      sum = emit.fma(number, x.scale, sum);
      if (min && activations.scalesSums)
        sum = emit.fma(min, x.groupSums.front(), sum);
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
  GpuKernel kernel = describeMatmul(
      GpuKernel::Role::Gemv, *format::PackedLayout::get(weight), columns);
  kernel.isRaw = true;
  kernel.name = "qblock_gemv_raw_" + std::string(weight.name) + "_m" +
                std::to_string(columns);
  MemRefType shared = GemvTile::describe(kernel, columns, module.getContext());
  BlockUnits units = BlockUnits::getCheapest(weight);
  if (addsWords(units, *kernel.activations)) // One more row, of ones.
    kernel.weightsPerDot *= double(rowsPerLane) / double(rowsPerLane + 1);
  buildKernel(
      module, kernel, target, shared,
      [&](const GpuEmitter &emit, ArrayRef<Value> arguments, Value buffer) {
        RawGemvKernel(emit, units, columns, arguments, buffer).run();
      });
  return kernel;
}
