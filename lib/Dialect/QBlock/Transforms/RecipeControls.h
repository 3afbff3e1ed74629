//===- RecipeControls.h - What the user changes in a recipe -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_RECIPECONTROLS_H
#define QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_RECIPECONTROLS_H

#include "WeightPlaces.h"

#include "qblock/Quantizer/TypeChoice.h"
#include "qblock/Recipe/Recipe.h"
#include "qblock/Weights/Importance.h"

namespace qblock::detail {

/// The texts of the pass's options, as llama-quantize has them.
struct ControlTexts {
  llvm::ArrayRef<std::string> tensorTypes; ///< PATTERN=TYPE
  std::string tensorTypeFile, outputTensorType, tokenEmbeddingType;
  std::string importanceFile;
  llvm::ArrayRef<std::string> includedWeights, excludedWeights;
};

/// The same, read.
struct RecipeControls {
  recipe::AssignOptions assign;
  std::optional<weights::ImportanceData> importance;
  Budget budget; ///< none: the scheme decides

  bool hasImportance() const {
    return importance && !importance->entries().empty();
  }
};

/// Fails on texts that cannot be understood and files that cannot be read.
Expected<RecipeControls> readControls(const ControlTexts &texts);

/// Sets `plan.importance` of the weights that get blocks, by the name that each
/// has in a GGUF file, and tells at the module's location which have none and
/// which entries belong to no weight. Fails if a number of values is wrong.
mlir::LogicalResult bindImportance(mlir::Location loc,
                                   const weights::ImportanceData &data,
                                   llvm::MutableArrayRef<WeightPlan> plans);

/// Where an override names one of several matrices that the module has fused,
/// or a table that it has tied, says so at the fused one's location.
void warnOfFusedOverrides(const recipe::AssignOptions &options,
                          llvm::ArrayRef<WeightPlan> plans);

} // namespace qblock::detail

#endif // QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_RECIPECONTROLS_H
