//===- GemmStage.h - Brings operands to shared memory -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOGPU_GEMMSTAGE_H
#define QBLOCK_CONVERSION_QBLOCKTOGPU_GEMMSTAGE_H

#include "GemmPlan.h"

namespace qblock {

/// What a block of threads multiplies. Sizes are of type index.
struct GemmOperands {
  mlir::Value codes, scales, sums, weight, m, n, k;
  mlir::Value firstTile, firstColumn; ///< of the block
};

/// Emits the copying of a stage by all threads of a block. Rows of the weight
/// and of x that do not exist become copies of the last one.
class GemmStage {
public:
  /// To be made outside of loops. Stages are counted from number `first`
  /// (index) of a row on.
  GemmStage(const GpuEmitter &emit, const GemmPlan &plan,
            const GemmOperands &operands, mlir::Value first);

  /// Starts to copy stage number `step` (index) to `stage` in shared memory.
  /// On chips that copy asynchronously it is there after the target's wait and
  /// a barrier, on others after a barrier.
  void copy(mlir::Value step, mlir::Value stage) const;

private:
  void copyWeight(mlir::Value step, mlir::Value stage) const;
  void copyX(mlir::Value step, mlir::Value stage) const;
  void copyNumbers(mlir::Value array, int64_t elemsPerNumber, mlir::Value step,
                   mlir::Value to) const;
  void copySums(mlir::Value step, mlir::Value to) const;
  void move(mlir::Value to, mlir::Value from, int64_t bytes,
            mlir::Value isInside) const;
  mlir::Value rowOfX(mlir::Value column) const;
  mlir::Value isInRow(mlir::Value elem) const;
  void forEach(int64_t count, int64_t perPass, mlir::Value first,
               llvm::function_ref<void(mlir::Value index)> body) const;

  const GpuEmitter &emit;
  const GemmPlan &plan;
  GemmOperands operands; ///< whose arrays begin with the first stage
  mlir::Value elemsLeft; ///< of a row, from there on
  mlir::Value thread, lane, warp;
  mlir::Value weightRow; ///< start of the tile of the weight that a warp copies
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOGPU_GEMMSTAGE_H
