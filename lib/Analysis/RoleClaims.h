//===- RoleClaims.h - What sources say about a weight -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_ANALYSIS_ROLECLAIMS_H
#define QBLOCK_LIB_ANALYSIS_ROLECLAIMS_H

#include "qblock/Analysis/WeightAnalysis.h"
#include "qblock/Weights/WeightMap.h"

#include "mlir/IR/SymbolTable.h"

namespace qblock::detail {

/// What one source says about a weight.
struct RoleClaim {
  recipe::Role role = recipe::Role::Other;
  std::optional<int64_t> layer;
  std::string how;      ///< `attribute`, `map`, `name` or a dataflow rule
  std::string evidence; ///< the name or attribute that was read; may be empty
  /// False for a guess: good enough to be used, not to contradict a name.
  bool isConfident = true;
  bool countsLayers = false; ///< `layer` is a position, not a name
};

/// Reads `qblock.role` and `qblock.layer` from the argument, constant or
/// global, else from the ops that use the weight. The dialect verifies them.
std::optional<RoleClaim>
claimFromAttributes(const Weight &weight, mlir::SymbolTableCollection &symbols);

/// True if the argument of the weight has a `qblock.role`.
bool hasRoleAttribute(mlir::BlockArgument argument);

/// Reads the names of the weight's map entry.
std::optional<RoleClaim> claimFromMap(const weights::MapEntry *entry);

/// Reads the symbol or resource key, then the location's name.
std::optional<RoleClaim> claimFromNames(const Weight &weight);

} // namespace qblock::detail

#endif // QBLOCK_LIB_ANALYSIS_ROLECLAIMS_H
