//===- Matrices.h - Products of small matrices by a warp --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_TARGET_NVVM_MATRICES_H
#define QBLOCK_LIB_TARGET_NVVM_MATRICES_H

#include "qblock/Target/GpuTarget.h"

// What the functions of the same names of GpuTarget do; `largest` is the
// largest product of one instruction.
namespace qblock::nvvm {

llvm::SmallVector<mlir::Value>
emitInt8Product(mlir::OpBuilder &builder, mlir::Location loc, MmaShape largest,
                mlir::ValueRange a, mlir::ValueRange b, mlir::ValueRange c);
llvm::SmallVector<mlir::Value>
emitHalfProduct(mlir::OpBuilder &builder, mlir::Location loc, MmaShape largest,
                mlir::Type element, mlir::ValueRange a, mlir::ValueRange b,
                mlir::ValueRange c);
llvm::SmallVector<mlir::Value> emitLoadMatrices(mlir::OpBuilder &builder,
                                                mlir::Location loc,
                                                mlir::Value pointer);
void emitAsyncCopy(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value to,
                   mlir::Value from, int64_t bytes, mlir::Value isInside);
void emitWaitForCopies(mlir::OpBuilder &builder, mlir::Location loc);

} // namespace qblock::nvvm

#endif // QBLOCK_LIB_TARGET_NVVM_MATRICES_H
