//===- MatmulOperands.h - What matmuls do to their operands ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOLINALG_MATMULOPERANDS_H
#define QBLOCK_CONVERSION_QBLOCKTOLINALG_MATMULOPERANDS_H

#include "qblock/Dialect/QBlock/IR/QBlockOps.h"

namespace qblock {

/// True if a matmul on such a weight becomes one of integers: kernels for
/// packed weights, and with `keepsRaw` for those in ggml's order, round their
/// activations.
bool usesIntegers(mlir::RankedTensorType weight,
                  std::optional<Activations> activations, bool keepsRaw);

/// `value` as a tensor of f32. Done before a kernel is called, so that there is
/// one for all types of activations.
mlir::Value emitAsF32(mlir::OpBuilder &builder, mlir::Location loc,
                      mlir::Value value);

/// Stops at run time if two sizes differ.
void emitSizeCheck(mlir::OpBuilder &builder, mlir::Location loc,
                   mlir::Value size, mlir::Value expected);

/// The same for dimensions of two tensors, if they are not known to be equal.
void emitSizeCheck(mlir::OpBuilder &builder, mlir::Location loc,
                   mlir::Value lhs, int64_t lhsDim, mlir::Value rhs,
                   int64_t rhsDim);

/// `matrix` with a known number of columns, which is checked at run time.
mlir::Value emitWithColumns(mlir::OpBuilder &builder, mlir::Location loc,
                            mlir::Value matrix, int64_t numColumns);

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOLINALG_MATMULOPERANDS_H
