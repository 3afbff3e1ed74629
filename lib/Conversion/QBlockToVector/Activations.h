//===- Activations.h - Activations as blocks of int8 -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOVECTOR_ACTIVATIONS_H
#define QBLOCK_CONVERSION_QBLOCKTOVECTOR_ACTIVATIONS_H

#include "Emitter.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "qblock/Format/PackedLayout.h"
#include "qblock/Target/CpuTarget.h"

namespace qblock {

/// How x is rounded for weights of a format, derived from that format's row and
/// the row of its partner.
struct ActivationPlan {
  ActivationPlan(const format::PackedLayout &layout, const CpuTarget &target);

  int64_t elemsPerBlock; ///< that share a scale
  int64_t elemsPerGroup; ///< that share a sum
  bool roundsScale;      ///< the scale is kept in binary16
  bool roundsSum;        ///< the scaled sum is kept in binary16
  /// A weight is codes minus `bias`.
  int64_t bias;
  bool hasMin;
  /// Sums for mins are integers of 16 bits, two groups a word, for mins are
  /// integers too and a block of x is one of the weight.
  bool pairsSums;

  bool hasSignedCodes; ///< see TileReader
  /// Steps of a group whose products fit in 16 bits; 0: they are added in 32.
  int64_t stepsPerShortSum = 0;
  /// A sum of a block of x is an integer: sub-scales, if there are any, are
  /// integers that multiply short sums or codes.
  bool sumsIntegers = false;
  /// Sub-scales multiply codes, which still fit in a byte with a sign.
  bool scalesCodes = false;

  /// Mins are multiplied with sums that are scaled already.
  bool scalesSums() const {
    return elemsPerBlock == format::PackedLayout::elemsPerSlab;
  }
  /// Sums of a block of x wait for its end to meet the block's own scale and
  /// mins, which so take no registers along the block.
  bool scalesBlocks() const { return !scalesSums() && (pairsSums || !hasMin); }

  /// True if the codes and scales of one serve the other. Its sums may differ.
  bool sharesCodes(const ActivationPlan &other) const {
    return elemsPerBlock == other.elemsPerBlock &&
           roundsScale == other.roundsScale;
  }

  /// True if x rounded for one serves the other.
  bool operator==(const ActivationPlan &other) const {
    auto facts = [](const ActivationPlan &plan) {
      return std::make_tuple(plan.elemsPerBlock, plan.elemsPerGroup,
                             plan.roundsScale, plan.roundsSum, plan.bias,
                             plan.hasMin, plan.pairsSums, plan.hasSignedCodes,
                             plan.stepsPerShortSum, plan.sumsIntegers);
    };
    return facts(*this) == facts(other);
  }
};

/// Buffers of rounded activations. Rows are cut into tiles of h of them; a tile
/// whose first row is m takes the places from m * (places of a row) on, and
/// place p of row i of the tile is p * h + i.
struct ActivationBuffers {
  mlir::Value codes;  ///< i32: four i8 each
  mlir::Value scales; ///< f32, one a block
  /// i32, one a group: -bias * sum of the codes; for short sums two i16, that
  /// of the first and that of the last two codes of all steps.
  mlir::Value biasSums;
  /// i32: with `pairsSums` the sums of the codes of two groups in i16 each;
  /// else the bits of one group's sum of codes, f32, maybe scaled.
  mlir::Value minSums;

  static llvm::SmallVector<mlir::Type> getTypes(mlir::OpBuilder &builder);
  static ActivationBuffers fromValues(mlir::ValueRange values) {
    return {values[0], values[1], values[2], values[3]};
  }
  llvm::SmallVector<mlir::Value> values() const {
    return {codes, scales, biasSums, minSums};
  }
};

/// A plan and what x is rounded into by it.
struct RoundedActivations {
  ActivationPlan plan;
  ActivationBuffers buffers = {};
};

/// Allocates buffers for M rows of K elements; if `others` has some whose codes
/// serve this plan too, they are shared.
void allocate(const Emitter &emit, RoundedActivations &rounded,
              llvm::ArrayRef<RoundedActivations> others, mlir::Value numRows,
              mlir::Value numElems);
/// Deallocates what is not shared with `others`.
void deallocate(const Emitter &emit, const RoundedActivations &rounded,
                llvm::ArrayRef<RoundedActivations> others);

/// Emits the rounding of row `tileRow + rowInTile` of x (f32, rank 2), which is
/// row `rowInTile` of a tile that starts at `tileRow` and has `tileHeight`
/// rows. All of `rounded` share their codes.
void emitQuantizedRow(const Emitter &emit,
                      llvm::ArrayRef<const RoundedActivations *> rounded,
                      mlir::Value x, mlir::Value tileRow, mlir::Value rowInTile,
                      mlir::Value tileHeight);

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOVECTOR_ACTIVATIONS_H
