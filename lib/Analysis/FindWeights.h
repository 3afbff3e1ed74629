//===- FindWeights.h - Matrices that are constants --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_ANALYSIS_FINDWEIGHTS_H
#define QBLOCK_LIB_ANALYSIS_FINDWEIGHTS_H

#include "qblock/Analysis/WeightAnalysis.h"
#include "qblock/Weights/WeightMap.h"

namespace qblock::detail {

/// The entry of `map` (may be null) for a value of the IR.
const weights::MapEntry *findEntry(const weights::WeightMap *map,
                                   SourceKind source, llvm::StringRef symbol);

/// All weight matrices with their uses, in the order of first appearance. Names
/// and roles are not set.
llvm::SmallVector<Weight, 0> findWeights(mlir::ModuleOp module,
                                         const weights::WeightMap *map);

} // namespace qblock::detail

#endif // QBLOCK_LIB_ANALYSIS_FINDWEIGHTS_H
