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

} // namespace qblock::detail

#endif // QBLOCK_LIB_TARGET_INTRINSICS_H
