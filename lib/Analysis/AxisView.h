//===- AxisView.h - Weights seen through reshapes ---------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_ANALYSIS_AXISVIEW_H
#define QBLOCK_LIB_ANALYSIS_AXISVIEW_H

#include "qblock/Analysis/WeightAnalysis.h"

namespace qblock::detail {

/// A tensor as a view of a weight.
struct AxisView {
  /// What each dimension of the tensor runs over: nothing if it has one element
  /// or repeats the others.
  llvm::SmallVector<WeightAxes, 3> dims;
  /// The parts of the weight's dimensions that were cut out.
  llvm::SmallVector<WeightSlice, 0> slices;

  /// As in WeightUse.
  mlir::Operation *stackGather = nullptr;
  std::optional<RowNumbers> stackNumbers;

  /// The whole weight.
  explicit AxisView(mlir::RankedTensorType type);
};

/// True for a slice that only takes away or adds dimensions of one element. Of
/// dimensions whose size is not known it is not known either.
bool isWholeSlice(mlir::Operation *op);

/// The result of an op that only copies `operand`: in another shape or float
/// type, with other dimensions, a part of it. Null for other ops.
mlir::Value getViewResult(mlir::OpOperand &operand);

/// `view` as the result of such an op. No value if one of its dimensions is no
/// product of parts of the weight's.
std::optional<AxisView> followView(mlir::OpOperand &operand,
                                   const AxisView &view);

} // namespace qblock::detail

#endif // QBLOCK_LIB_ANALYSIS_AXISVIEW_H
