//===- LaneProduct.h - What a lane of a GEMV multiplies ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOGPU_LANEPRODUCT_H
#define QBLOCK_CONVERSION_QBLOCKTOGPU_LANEPRODUCT_H

#include "KernelBuilder.h"
#include "LaneReader.h"

namespace qblock {

/// What a lane needs of a row of x.
struct LaneX {
  llvm::SmallVector<mlir::Value> words; ///< in the order of the codes
  mlir::Value scale;
  llvm::SmallVector<mlir::Value> groupSums; ///< i32, or f32 times the scale
};

/// What it needs of a row of the weight, all of one block.
struct LaneWeight {
  llvm::SmallVector<mlir::Value> codes; ///< four in a word
  mlir::Value scale;                    ///< null if there is none
  mlir::Value min;                      ///< to be added; null if there is none
  llvm::SmallVector<mlir::Value> subScales, subMins; ///< by group
};

/// Multiplies the elements of a lane, whatever they lie next to in memory.
class LaneProduct {
public:
  LaneProduct(const GpuEmitter &emit, const CodePlan &plan,
              const format::Format &row, int64_t wordsPerGroup)
      : emit(emit), plan(plan), row(row),
        activations(*format::findFormat(row.dotPartner)),
        wordsPerGroup(wordsPerGroup) {}

  /// `sum` + x . w
  mlir::Value addTo(mlir::Value sum, const LaneX &x,
                    const LaneWeight &weight) const;

private:
  mlir::Value firstSum(const LaneX &x, int64_t group) const;
  mlir::Value numberOf(const LaneX &x, const LaneWeight &weight) const;
  mlir::Value minOf(const LaneX &x, const LaneWeight &weight) const;

  const GpuEmitter &emit;
  CodePlan plan;
  const format::Format &row;
  GpuActivations activations;
  int64_t wordsPerGroup;
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOGPU_LANEPRODUCT_H
