//===- LinalgOnBuffers.h - What becomes a kernel ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_PIPELINES_LINALGONBUFFERS_H
#define QBLOCK_LIB_PIPELINES_LINALGONBUFFERS_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/BuiltinOps.h"

namespace qblock {

/// The op that fills what `op`, a reduction, adds to, if nothing that happens
/// between them touches memory: the kernel can begin with its value then. Null
/// if there is none.
mlir::linalg::LinalgOp getFill(mlir::linalg::LinalgOp op);

/// Turns copies between strided buffers into linalg ops, which are loops like
/// all others: else they would become calls of a runtime function for any rank.
void convertStridedCopies(mlir::ModuleOp module);

/// `mulf addf -> 9x?x64xf32`: what an op on buffers computes, and what it
/// writes.
std::string describe(mlir::linalg::LinalgOp op);

} // namespace qblock

#endif // QBLOCK_LIB_PIPELINES_LINALGONBUFFERS_H
