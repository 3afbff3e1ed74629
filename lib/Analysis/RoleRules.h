//===- RoleRules.h - Roles from the dataflow --------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_ANALYSIS_ROLERULES_H
#define QBLOCK_LIB_ANALYSIS_ROLERULES_H

#include "RoleClaims.h"

namespace qblock::detail {

/// What the dataflow of a module shows.
struct DataflowRoles {
  /// One for each weight, in the same order.
  llvm::SmallVector<std::optional<RoleClaim>> claims;
  int64_t heads = 0;   ///< of the first attention block; 0 if not visible
  int64_t kvHeads = 0; ///< likewise
};

/// Applies all rules to all functions of `module`. Layers are numbered by the
/// order of their attention blocks in each function.
DataflowRoles findDataflowRoles(mlir::ModuleOp module,
                                llvm::ArrayRef<Weight> weights);

} // namespace qblock::detail

#endif // QBLOCK_LIB_ANALYSIS_ROLERULES_H
