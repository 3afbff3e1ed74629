//===- InlineCalls.h - Calls that hide weights ------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_INLINECALLS_H
#define QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_INLINECALLS_H

#include "mlir/IR/BuiltinOps.h"

namespace qblock::detail {

/// True if `inlineCalls` would change the module.
bool hasCallsToInline(mlir::ModuleOp module);

/// Replaces the calls that pass tensors which may be weights, or whose callee
/// has such tensors itself, by the callee's body, and removes private functions
/// that nothing calls any more. Recursive calls and bodies of several blocks
/// stay.
void inlineCalls(mlir::ModuleOp module);

} // namespace qblock::detail

#endif // QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_INLINECALLS_H
