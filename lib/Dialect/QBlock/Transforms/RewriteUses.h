//===- RewriteUses.h - From linalg ops on weights to qblock ops -*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_REWRITEUSES_H
#define QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_REWRITEUSES_H

#include "mlir/IR/PatternMatch.h"
#include "qblock/Analysis/WeightAnalysis.h"

namespace qblock::detail {

/// Replaces the op of a Matmul or GatherRows use by the qblock op that reads
/// `value`, a [N,K] tensor of blocks or floats that dominates it, and erases
/// what the old op alone needed. The new op carries the weight's role and
/// layer.
void rewriteUse(mlir::RewriterBase &rewriter, const Weight &weight,
                const WeightUse &use, mlir::Value value);

/// The role and layer of a weight as discardable attributes.
/// Erases an op that copied matrices of a weight, unless its result is still
/// read. (Its checks keep it from being dead.)
void eraseStackGather(mlir::RewriterBase &rewriter, mlir::Operation *gather);

llvm::SmallVector<mlir::NamedAttribute>
getRoleAttributes(mlir::MLIRContext *context, const Weight &weight);

} // namespace qblock::detail

#endif // QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_REWRITEUSES_H
