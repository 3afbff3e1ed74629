//===- Intrinsics.h - Emission shared by targets ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_TARGET_INTRINSICS_H
#define QBLOCK_LIB_TARGET_INTRINSICS_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Value.h"

namespace qblock::detail {

/// A call of LLVM's intrinsic `name`.
mlir::Value emitIntrinsic(mlir::OpBuilder &builder, mlir::Location loc,
                          llvm::StringRef name, mlir::Type type,
                          mlir::ValueRange operands);

/// A vector of integers that are all `value`.
mlir::Value emitSplat(mlir::OpBuilder &builder, mlir::Location loc,
                      mlir::Type type, int64_t value);

/// The first operand, by way of empty assembly that has all of them in
/// registers; `constraints` are LLVM's for the result and them.
mlir::Value emitEmptyAssembly(mlir::OpBuilder &builder, mlir::Location loc,
                              mlir::ValueRange operands,
                              llvm::StringRef constraints);

/// CpuTarget::emitAfter for a target of 64 bits whose vectors are in registers
/// that inline assembly calls `vectorConstraint`.
mlir::Value emitAfter(mlir::OpBuilder &builder, mlir::Location loc,
                      mlir::Value index, mlir::ValueRange values,
                      llvm::StringRef vectorConstraint);

} // namespace qblock::detail

#endif // QBLOCK_LIB_TARGET_INTRINSICS_H
