//===- ColumnSpans.h - The columns that rows need ---------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_PIPELINES_COLUMNSPANS_H
#define QBLOCK_LIB_PIPELINES_COLUMNSPANS_H

#include "MaskedSoftmax.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

namespace qblock {

/// For each row (of the loops `rowLoops`) the first column that counts, and the
/// one after the last; tensors of i64. The largest i64 and 0 if no column does.
struct ColumnSpans {
  mlir::Value first, end;
};

/// Computes the spans where all that they depend on is known: outside of loops
/// where possible.
ColumnSpans createColumnSpans(mlir::RewriterBase &rewriter,
                              const MaskedSoftmax &softmax);

/// Marks the ops of a softmax; tiling keeps the mark.
void markColumns(const MaskedSoftmax &softmax);

/// Restricts the marked ops in the tile that `loop` computes to the columns
/// that its rows need. `tileSizes` are those of all loops of the second
/// product.
void restrictColumns(mlir::RewriterBase &rewriter, mlir::scf::ForallOp loop,
                     llvm::ArrayRef<int64_t> tileSizes,
                     const MaskedSoftmax &softmax, ColumnSpans spans);

} // namespace qblock

#endif // QBLOCK_LIB_PIPELINES_COLUMNSPANS_H
