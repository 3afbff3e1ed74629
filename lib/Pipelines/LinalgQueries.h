//===- LinalgQueries.h - Questions that several passes ask ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_PIPELINES_LINALGQUERIES_H
#define QBLOCK_LIB_PIPELINES_LINALGQUERIES_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace qblock {

/// True for an op that only writes a constant.
inline bool isFill(mlir::linalg::GenericOp op) {
  return op.getNumDpsInputs() == 0 && op.getNumReductionLoops() == 0 &&
         op.getBody()->getOperations().size() == 1;
}

/// True if size `a` is no smaller than size `b`, as far as is known: unknown
/// ones are those of activations, which can be long.
inline bool isLonger(int64_t a, int64_t b) {
  return mlir::ShapedType::isDynamic(a) ||
         (!mlir::ShapedType::isDynamic(b) && a >= b);
}

} // namespace qblock

#endif // QBLOCK_LIB_PIPELINES_LINALGQUERIES_H
