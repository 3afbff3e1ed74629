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

#include <optional>

namespace qblock::detail {

/// If `extract`, in the body of a linalg op, reads whole rows of its table:
/// which operand of the linalg op has the row numbers.
std::optional<unsigned> matchGatherRows(mlir::tensor::ExtractOp extract);

} // namespace qblock::detail

#endif // QBLOCK_LIB_ANALYSIS_ROWLOOKUP_H
