//===- ExposeStacks.h - Looked-up matrices in plain sight -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_EXPOSESTACKS_H
#define QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_EXPOSESTACKS_H

#include "mlir/IR/BuiltinOps.h"

namespace qblock::detail {

/// True if some op looks up matrices of a stack.
bool hasLookupsOfStacks(mlir::ModuleOp module);

/// Rewrites what multiplies by matrices W[ids] of a stack, so that each number
/// has a loop of its own that the op runs in parallel:
///   - the lookup is an op, not a part of the body of the product;
///   - no dimension is joined from numbers and rows or columns;
///   - a sum over numbers is an op after the product.
void exposeStacks(mlir::ModuleOp module);

} // namespace qblock::detail

#endif // QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_EXPOSESTACKS_H
