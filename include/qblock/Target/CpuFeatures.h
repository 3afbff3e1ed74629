//===- CpuFeatures.h - What the machine at run time has ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_TARGET_CPUFEATURES_H
#define QBLOCK_TARGET_CPUFEATURES_H

#include "mlir/IR/Builders.h"

namespace qblock {

/// Emits code that asks the processor and the operating system whether vector
/// code with all of `features` (as LLVM spells them) can run: an i1. Null if
/// there is one that cannot be asked for. It is slow: keep the answer.
mlir::Value emitHasFeatures(mlir::OpBuilder &builder, mlir::Location loc,
                            llvm::ArrayRef<llvm::StringRef> features);

} // namespace qblock

#endif // QBLOCK_TARGET_CPUFEATURES_H
