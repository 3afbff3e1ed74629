//===- RowNumbers.h - Numbers of the rows of a lookup -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_ANALYSIS_ROWNUMBERS_H
#define QBLOCK_ANALYSIS_ROWNUMBERS_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "llvm/ADT/SmallBitVector.h"

#include <optional>

namespace qblock {

/// Numbers, integer or index, by which the body of a linalg op looks up rows of
/// a table or matrices of a stack: elements of an operand, or what is computed
/// from elements of some, in the body or before it.
struct RowNumbers {
  mlir::linalg::GenericOp op;
  mlir::Value scalar; ///< in the body
  /// What it is computed from: inputs of `op`, or what they repeat.
  struct Source {
    unsigned input;
    mlir::Value value;
    mlir::AffineMap map; ///< from the loops of `op`
  };
  llvm::SmallVector<Source, 1> sources;
  /// Other tensors with a number that it is computed from.
  llvm::SmallVector<mlir::Value, 1> tensors;
  /// From the loops of `op` to the dimensions of the numbers. Constant
  /// dimensions are those that the operand has.
  mlir::AffineMap map;

  /// Matches `scalar` of the body of `op`, if it is computed from
  /// elements of inputs, numbers in other tensors and scalars of the
  /// surroundings. Scalars alone are no numbers of rows, but positions.
  static std::optional<RowNumbers> match(mlir::linalg::GenericOp op,
                                         mlir::Value scalar);

  /// The numbers as a tensor, before `op`.
  mlir::Value create(mlir::OpBuilder &builder) const;

  /// The loops of `op` that the numbers depend on.
  llvm::SmallBitVector getLoops() const;
};

} // namespace qblock

#endif // QBLOCK_ANALYSIS_ROWNUMBERS_H
