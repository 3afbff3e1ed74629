//===- Contraction.h - Sums of products over tensors ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_ANALYSIS_CONTRACTION_H
#define QBLOCK_ANALYSIS_CONTRACTION_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"

#include <optional>

namespace qblock {

/// One side of a product: a scalar that the body of a linalg op computes from
/// some of the op's inputs.
struct Factor {
  mlir::Value scalar;
  /// The inputs that it is computed from, in order.
  llvm::SmallVector<mlir::OpOperand *, 2> operands;

  /// The input that the factor is, apart from casts between floats; null if
  /// something is computed.
  mlir::OpOperand *getOnlyOperand() const;
  bool uses(const mlir::OpOperand *operand) const;
};

/// A linalg op that adds products of two factors up: init + sum of a * b. Named
/// ops, generics and those that elementwise ops were fused into are alike.
struct Contraction {
  mlir::linalg::LinalgOp op;
  Factor lhs, rhs;
};

/// The two scalars in the body of `op` whose product it adds up, whatever they
/// are computed from: elements that the body looks up by itself, too.
std::optional<std::pair<mlir::Value, mlir::Value>>
matchSumOfProducts(mlir::Operation *op);

/// Matches ops on float tensors whose factors read different inputs: a sum of
/// squares is none.
std::optional<Contraction> matchContraction(mlir::Operation *op);

/// True if all elements of a tensor of floats are seen to be zero, as those of
/// the tensors are that front ends let a matmul add to.
bool isKnownZero(mlir::Value value);

} // namespace qblock

#endif // QBLOCK_ANALYSIS_CONTRACTION_H
