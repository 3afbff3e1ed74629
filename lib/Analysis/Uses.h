//===- Uses.h - Matching of single uses of a weight -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_ANALYSIS_USES_H
#define QBLOCK_LIB_ANALYSIS_USES_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Value.h"

#include <optional>

namespace qblock::detail {

/// A value that holds the elements of another one, perhaps in another order or
/// a wider float type.
struct View {
  mlir::Value result;
  /// Dimension i of the result is dimension permutation[i] of the source.
  llvm::SmallVector<unsigned, 2> permutation;
};

/// Matches the owner of `operand` as a view of it: transposes, copies, widening
/// casts, as named op or as linalg.generic.
std::optional<View> matchView(mlir::OpOperand &operand);

/// A contraction init + input . W^T with W the weight operand.
struct MatmulForm {
  mlir::OpOperand *input = nullptr; ///< [..., M, K]
  mlir::OpOperand *init = nullptr;  ///< [..., M, N]
  /// Dimensions of the weight operand that run over N and over K.
  unsigned dimN = 0, dimK = 0;
};

/// True for any op that multiplies two float tensors and sums over a dimension.
bool isFloatContraction(mlir::Operation *op);

/// Matches the owner of `weight` as a contraction in the form above, whatever
/// op it is written as.
std::optional<MatmulForm> matchMatmul(mlir::OpOperand &weight);

/// Matches the linalg op around `extract` as a copy of whole rows of the table
/// that `extract` reads; returns the row numbers, whose dimensions are the
/// leading dimensions of the result, or null.
mlir::OpOperand *matchGatherRows(mlir::tensor::ExtractOp extract);

} // namespace qblock::detail

#endif // QBLOCK_LIB_ANALYSIS_USES_H
