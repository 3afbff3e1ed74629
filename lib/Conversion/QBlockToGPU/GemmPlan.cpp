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
static constexpr int64_t maxColumnTiles = 8;
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

GemmPlan::GemmPlan(const format::PackedLayout &layout, const GpuTarget &target)
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
  planStage(maxColumnTiles);
  // Sums that are kept as integers and as numbers leave too few registers where
  // products are small: ptxas then spills.
  bool isShortOfRegisters = hasIntegerScales() && elemsPerUnit < elemsPerSlab;
  if (isShortOfRegisters || !target.holdsWideTiles() ||
      sharedBytes() > target.getMaxSharedBytes())
    planStage(maxColumnTiles / 2);
  assert(sharedBytes() <= target.getMaxSharedBytes() && "a stage is too large");
}
