//===- Features.h - Who can ask for which features --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_TARGET_FEATURES_H
#define QBLOCK_LIB_TARGET_FEATURES_H

#include "qblock/Target/CpuFeatures.h"

namespace qblock::detail {

/// As `emitHasFeatures`; null if a feature is of another architecture.
mlir::Value emitHasX86Features(mlir::OpBuilder &builder, mlir::Location loc,
                               llvm::ArrayRef<llvm::StringRef> features);
mlir::Value emitHasArmFeatures(mlir::OpBuilder &builder, mlir::Location loc,
                               llvm::ArrayRef<llvm::StringRef> features);

} // namespace qblock::detail

#endif // QBLOCK_LIB_TARGET_FEATURES_H
