//===- MaskedSoftmax.h - Columns that a softmax leaves out ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Attention masks scores by adding something hugely negative, or by choosing it
// instead. After the exponential such a column is exactly zero, and so is what
// the second product adds for it. A tile of rows needs the columns from the
// first to the last one that some row does not mask.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_PIPELINES_MASKEDSOFTMAX_H
#define QBLOCK_LIB_PIPELINES_MASKEDSOFTMAX_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"

#include <optional>

namespace qblock {

/// Two products, a softmax between them, and the op that masks the scores.
struct MaskedSoftmax {
  mlir::linalg::GenericOp mask; ///< reads the first product, and only it does
  mlir::OpOperand *scores;      ///< of `mask`: the first product
  /// The loops of `mask` on which depends what is masked, that over columns last.
  llvm::SmallVector<unsigned> loops;
  /// Those but the last one, as loops of the second product.
  llvm::SmallVector<unsigned> rowLoops;
  /// All ops that have the columns, with the number of that loop.
  llvm::SmallVector<std::pair<mlir::Operation *, unsigned>> ops;
};

/// Matches the ops `producers` that are between the second product `last` and
/// the first one, which is among them. Nothing if a masked column could count
/// for something, or if the mask is no smaller than the scores.
std::optional<MaskedSoftmax>
matchMaskedSoftmax(mlir::linalg::GenericOp last,
                   const llvm::SetVector<mlir::Operation *> &producers);

} // namespace qblock

#endif // QBLOCK_LIB_PIPELINES_MASKEDSOFTMAX_H
