//===- GemmPlan.h - Sizes of a matrix product on tensor units ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A block of threads multiplies rows of the weight with rows of x, which are
// the columns of the product: its first operand is the weight.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOGPU_GEMMPLAN_H
#define QBLOCK_CONVERSION_QBLOCKTOGPU_GEMMPLAN_H

#include "LaneReader.h"
#include "qblock/Conversion/GpuKernels.h"

namespace qblock {

/// What follows from a format and a chip. A stage is what shared memory holds
/// of both operands for `elemsPerStage` elements along K:
///
///   weight  [tile, tileBytes]             blocks, packed
///   x       [column, bytesPerColumn]      i8
///   scales  [scale, column]               f32, columns in the order of lanes
///   sums    [column, sum] i32, or [sum, column] f32 as the scales
struct GemmPlan {
  /// A warp takes as many columns as shared memory and registers allow and no
  /// more than `maxColumns`.
  GemmPlan(const format::PackedLayout &layout, const GpuTarget &target,
           int64_t maxColumns);

  static constexpr int64_t warpsAlongN = 4, warpsAlongM = 2;
  static constexpr int64_t numWarps = warpsAlongN * warpsAlongM;
  static constexpr int64_t numThreads = numWarps * GpuEmitter::lanesPerWarp;
  /// Of the weight, each of 16 rows.
  static constexpr int64_t tilesPerWarp = 2;
  static constexpr int64_t tilesPerBlock = tilesPerWarp * warpsAlongN;
  static constexpr int64_t rowsPerBlock =
      tilesPerBlock * format::PackedLayout::rowsPerTile;
  /// Columns that one instruction multiplies.
  static constexpr int64_t columnsPerTile = 8;
  static constexpr int64_t elemsPerSlab = format::PackedLayout::elemsPerSlab;

  /// Of integers that, added to 1.5 x 2^23, stay in the mantissa.
  static constexpr int64_t maxSumInMantissa = int64_t(1) << 22;

  const format::PackedLayout &layout;
  const format::Format &row;
  CodePlan codes;
  GpuActivations activations;

  /// Bytes of the first operand are codes, less their bias, times
  /// 2^`codeShift`.
  int64_t codeShift;
  bool flipsTopBit; ///< which subtracts the bias from such codes

  int64_t elemsPerUnit; ///< along K, of one product: 16 or 32
  /// That share all numbers in binary32 but for mins, whose products are added
  /// as integers.
  int64_t elemsPerSpan;

  int64_t elemsPerStage;
  int64_t numStages;
  int64_t columnTilesPerWarp; ///< an even number
  /// Bytes of a stage; offsets from its start.
  int64_t tileBytes, bytesPerColumn, xOffset, scalesOffset, sumsOffset,
      bytesPerStage;
  /// Numbers of a column in a stage.
  int64_t scalesPerColumn, sumsPerColumn;

  int64_t columnsPerWarp() const { return columnTilesPerWarp * columnsPerTile; }
  /// Tiles of columns whose operand of a product one load brings.
  int64_t tilesPerLoad() const { return 64 / elemsPerUnit; }
  int64_t columnsPerBlock() const { return columnsPerWarp() * warpsAlongM; }
  int64_t blocksPerStage() const { return elemsPerStage / row.elemsPerBlock; }
  int64_t sharedBytes() const { return bytesPerStage * numStages; }
  /// K may end within a stage.
  bool hasTail() const { return elemsPerStage > row.elemsPerBlock; }
  bool hasIntegerScales() const {
    return row.subScale && LaneReader::isInteger(row.subScale);
  }
  /// Mins are multiplied with sums of x block by block.
  bool hasSubMins() const { return row.minKind == format::MinKind::Subtract; }
  /// Mins are numbers that meet sums of x with their scale.
  bool hasAddedMins() const { return row.minKind == format::MinKind::Add; }

  /// Of four successive sums.
  int64_t sumsPerSubMin() const {
    return row.subMin.elemsPerCode / activations.elemsPerSum;
  }
  int64_t subMinsPerLane() const { return 4 / sumsPerSubMin(); }

  /// Of a product of 16 x 8 x 32, about: those that scale sums, and those for
  /// operands, which tiles of 8 columns share.
  double estimateInstructions() const;

private:
  void planCodes();
  void planStage(int64_t columnTiles);
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOGPU_GEMMPLAN_H
