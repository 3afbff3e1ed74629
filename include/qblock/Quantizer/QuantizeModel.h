//===- QuantizeModel.h - Quantize the tensors of a model --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_QUANTIZER_QUANTIZEMODEL_H
#define QBLOCK_QUANTIZER_QUANTIZEMODEL_H

#include "qblock/Quantizer/Report.h"
#include "qblock/Recipe/Recipe.h"
#include "qblock/Weights/Importance.h"
#include "qblock/Weights/Model.h"

#include <map>
#include <string>
#include <vector>

namespace qblock {

/// What the recipes need to know of a model, from its metadata: architecture,
/// layers, heads (of layer 0), experts, and whether it has an output matrix.
recipe::ModelFacts readModelFacts(const weights::Metadata &metadata);
recipe::ModelFacts readModelFacts(const weights::Model &model);

struct QuantizeModelOptions {
  const recipe::Scheme *scheme = nullptr; ///< null: copy all tensors
  recipe::AssignOptions assign;
  const weights::ImportanceData *importance = nullptr; ///< null: none
  bool allowRequantize = false; ///< of tensors that have lost bits already
  bool allowNonFinite = false;  ///< let infinite and NaN weights through
  /// Find the importance also of tensors that keep their type for now.
  bool bindAllImportance = false;
};

/// A tensor and what becomes of it.
struct TensorPlan {
  const weights::ModelTensor *tensor = nullptr;
  recipe::Weight weight;
  recipe::Decision decision;
  const float *importance = nullptr; ///< a slice for each expert, or null
};

/// The tensors of the output file in their order. Refers to the model and to
/// the importance data.
struct ModelPlan {
  std::vector<TensorPlan> tensors;
  uint32_t fileType = 0; ///< general.file_type
  std::vector<std::string> warnings;

  std::vector<ReportRow> reportRows() const;
  /// How many elements get each type.
  std::map<const format::TypeInfo *, int64_t> elemsOfTypes() const;
};

/// Decides what becomes of each tensor, as llama-quantize would. In a dry run
/// that which would only fail while writing is a warning; else it is an error.
Expected<ModelPlan> planModel(const weights::Model &model,
                              const QuantizeModelOptions &options);

/// Fails if a conversion of the plan cannot be done or is not allowed, naming
/// the first such tensor.
Expected<void> checkConversions(const ModelPlan &plan,
                                const QuantizeModelOptions &options);

/// The metadata of the quantized file.
weights::Metadata quantizedMetadata(const weights::Model &model,
                                    const ModelPlan &plan,
                                    const QuantizeModelOptions &options);

/// Bytes of the file that `writeModel` writes.
uint64_t countModelBytes(const ModelPlan &plan,
                         const weights::Metadata &metadata);

/// Quantizes and writes the GGUF file `path`, which appears when whole.
Expected<void> writeModel(const std::string &path, const ModelPlan &plan,
                          const weights::Metadata &metadata,
                          const QuantizeModelOptions &options);

} // namespace qblock

#endif // QBLOCK_QUANTIZER_QUANTIZEMODEL_H
