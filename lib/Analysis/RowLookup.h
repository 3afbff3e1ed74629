//===- RowLookup.h - Matching of row lookups --------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_ANALYSIS_ROWLOOKUP_H
#define QBLOCK_LIB_ANALYSIS_ROWLOOKUP_H

#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace qblock::detail {

/// The row numbers of a linalg op that copies rows of a table, if `extract` is
/// what reads the table in its body; else null.
mlir::OpOperand *matchGatherRows(mlir::tensor::ExtractOp extract);

} // namespace qblock::detail

#endif // QBLOCK_LIB_ANALYSIS_ROWLOOKUP_H
