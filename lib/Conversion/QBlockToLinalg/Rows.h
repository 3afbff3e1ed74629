//===- Rows.h - Rows of weights as floats -----------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOLINALG_ROWS_H
#define QBLOCK_CONVERSION_QBLOCKTOLINALG_ROWS_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/Value.h"

namespace qblock {

/// Emits a loop over 0 .. count-1 (an index) that carries one tensor; just the
/// body if `count` is the constant 1.
mlir::Value
emitLoop(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value count,
         mlir::Value init,
         llvm::function_ref<mlir::Value(mlir::OpBuilder &, mlir::Location,
                                        mlir::Value index, mlir::Value carried)>
             body);

/// The same for iterations that write to different places of the tensor and
/// read nothing that another one writes: targets may run them at once.
mlir::Value emitIndependentLoop(
    mlir::OpBuilder &builder, mlir::Location loc, mlir::Value count,
    mlir::Value init,
    llvm::function_ref<mlir::Value(mlir::OpBuilder &, mlir::Location,
                                   mlir::Value index, mlir::Value carried)>
        body);

/// Emits the decoding of row `row` of a weight into row `destRow` of `dest`
/// (f32, rank 2) and returns the new `dest`. `weight` has rank 2: bytes in the
/// order of `elementType` if that is a block type, else elements of that float
/// type.
mlir::Value emitDecodedRow(mlir::OpBuilder &builder, mlir::Location loc,
                           mlir::Type elementType, mlir::Value weight,
                           mlir::Value row, mlir::Value dest,
                           mlir::Value destRow);

/// Rows of a weight of logical type `type` (an index), given its storage.
mlir::Value emitNumRows(mlir::OpBuilder &builder, mlir::Location loc,
                        mlir::Type type, mlir::Value storage);

/// The tensor with all dimensions but the last in one: rank 2.
mlir::Value emitAsMatrix(mlir::OpBuilder &builder, mlir::Location loc,
                         mlir::Value tensor);

/// Inverse of `emitAsMatrix`: `matrix` in the shape of `like`.
mlir::Value emitFromMatrix(mlir::OpBuilder &builder, mlir::Location loc,
                           mlir::Value matrix, mlir::Value like);

/// `value` as type `type` of the same rank; a cast if they differ.
mlir::Value emitCast(mlir::OpBuilder &builder, mlir::Location loc,
                     mlir::Value value, mlir::Type type);

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOLINALG_ROWS_H
