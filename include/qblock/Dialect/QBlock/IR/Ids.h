//===- Ids.h - Numbers that choose rows or matrices -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_DIALECT_QBLOCK_IR_IDS_H
#define QBLOCK_DIALECT_QBLOCK_IR_IDS_H

#include "mlir/IR/Builders.h"

namespace qblock {

/// Element `position` of a tensor or buffer [count] of integers or indices, as
/// an index.
mlir::Value emitId(mlir::OpBuilder &builder, mlir::Location loc,
                   mlir::Value ids, mlir::Value position);

/// The same, after a check at run time that it is less than `count`, of which a
/// negative number is none. Its message says what is expected: "a row of the
/// table".
mlir::Value emitCheckedId(mlir::OpBuilder &builder, mlir::Location loc,
                          mlir::Value ids, mlir::Value position,
                          mlir::Value count, llvm::StringRef expected);

/// What a number that chooses a matrix for a row is expected to be.
inline constexpr llvm::StringLiteral kMatrixOfStack = "a matrix of the stack";

} // namespace qblock

#endif // QBLOCK_DIALECT_QBLOCK_IR_IDS_H
