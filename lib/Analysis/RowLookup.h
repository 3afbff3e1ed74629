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
#include "qblock/Analysis/RowNumbers.h"

#include <optional>

namespace qblock::detail {

/// If `extract`, in the body of a linalg op, reads whole rows of its table:
/// which ones.
std::optional<RowNumbers> matchGatherRows(mlir::tensor::ExtractOp extract);

/// A linalg op that copies matrices W[ids[...], :, :] of a stack.
struct StackGather {
  mlir::Operation *op = nullptr;
  RowNumbers numbers;
  /// For each dimension of the result: that of the numbers, else that of the
  /// stack.
  llvm::SmallVector<std::pair<std::optional<unsigned>, unsigned>, 4> dims;
};

/// Matches `extract`, in the body of a linalg op, as what reads the stack.
std::optional<StackGather> matchGatherStack(mlir::tensor::ExtractOp extract);

} // namespace qblock::detail

#endif // QBLOCK_LIB_ANALYSIS_ROWLOOKUP_H
