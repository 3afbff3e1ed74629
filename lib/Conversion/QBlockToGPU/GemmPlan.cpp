//===- GemmPlan.cpp - Sizes of a matrix product on tensor units -*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A warp's tile is as wide as registers allow, so that unpacked codes serve
// many columns; it is halved where shared memory does not hold two stages.
//
//===----------------------------------------------------------------------===//

#include "GemmPlan.h"

#include <algorithm>

using namespace mlir;
using namespace qblock;

/// For formats with smaller blocks.
static constexpr int64_t minElemsPerStage = 128;
/// Keeps successive columns in different banks: ldmatrix reads 8 of them at
/// once, 16 bytes each.
static constexpr int64_t padding = 16;
static constexpr int64_t maxColumnsOfShortSums = 48;
static constexpr int64_t wordBytes = 4;

/// A bias of half the codes' range goes away when the codes are shifted to the
/// top of their bytes and the top bit is flipped: what is left is a number with
/// a sign.
void GemmPlan::planCodes() {
  int64_t width = row.quant.widthBits();
  flipsTopBit = codes.bias && codes.bias == int64_t(1) << (width - 1) &&
                codes.factor == 1;
  codeShift = flipsTopBit ? 8 - width : 0;
  assert((codes.isSigned || width < 8 || flipsTopBit) &&
         "codes fit in bytes with a sign");
}

void GemmPlan::planStage(int64_t columnTiles) {
  columnTilesPerWarp = columnTiles;
  tileBytes = blocksPerStage() * int64_t(layout.bytesPerBlock);
  bytesPerColumn = elemsPerStage + padding;
  scalesPerColumn = elemsPerStage / activations.elemsPerBlock;
  sumsPerColumn = row.minKind == format::MinKind::None
                      ? 0
                      : elemsPerStage / activations.elemsPerSum;
  xOffset = tilesPerBlock * tileBytes;
  scalesOffset = xOffset + columnsPerBlock() * bytesPerColumn;
  sumsOffset = scalesOffset + columnsPerBlock() * scalesPerColumn * wordBytes;
  bytesPerStage = sumsOffset + columnsPerBlock() * sumsPerColumn * wordBytes;
}

double GemmPlan::estimateInstructions() const {
  constexpr double elems = 32, sumsPerLane = 4;
  // With 8 tiles of columns; the difference between kernels as they are and
  // what follows here.
  constexpr double forOperands = 4, tilesOfColumns = 8;
  double perUnit = 1, perSpan = 2;
  if (hasIntegerScales())
    perUnit += sumsPerLane;
  for (bool takesOneMore : {hasIntegerScales(), hasSubMins(), hasAddedMins(),
                            (row.scale ? row.scale : row.subScale).kind ==
                                format::CodeKind::E8M0Half})
    perSpan += takesOneMore;
  return elems / double(elemsPerUnit) * perUnit +
         elems / double(elemsPerSpan) * sumsPerLane * perSpan +
         forOperands * tilesOfColumns / double(columnTilesPerWarp);
}

GemmPlan::GemmPlan(const format::PackedLayout &layout, const GpuTarget &target,
                   int64_t maxColumns)
    : layout(layout), row(*layout.row), codes(layout),
      activations(*format::findFormat(row.dotPartner)) {
  planCodes();
  elemsPerUnit = codes.elemsPerGroup;
  elemsPerSpan = std::min<int64_t>(
      activations.elemsPerBlock, row.scale ? row.elemsPerBlock : elemsPerUnit);
  elemsPerStage = std::max<int64_t>(row.elemsPerBlock, minElemsPerStage);
  assert((elemsPerUnit == 16 || elemsPerUnit == 32) && "a product's depth");
  assert((!hasSubMins() || (row.subMin && elemsPerStage == row.elemsPerBlock &&
                            !activations.scalesSums)) &&
         "sub-mins belong to blocks of a stage and meet integer sums");
  assert((!hasAddedMins() || (activations.scalesSums &&
                              elemsPerSpan == activations.elemsPerSum)) &&
         "added mins meet a sum each");
  assert((hasIntegerScales() || elemsPerSpan * 128 * 127 < maxSumInMantissa) &&
         "sums of a span are made numbers by their bits");
  numStages = target.hasAsyncCopy() ? 2 : 1;
  // ptxas spills where sums are kept as integers and as numbers and products
  // are small.
  bool isShortOfRegisters = hasIntegerScales() && elemsPerUnit < elemsPerSlab;
  int64_t columnTiles =
      (isShortOfRegisters ? std::min(maxColumns, maxColumnsOfShortSums)
                          : maxColumns) /
      columnsPerTile;
  do
    planStage(columnTiles);
  while (sharedBytes() > target.getMaxSharedBytes() && (columnTiles -= 2) > 0);
  assert(columnTiles > 0 && "a stage is too large");
}
