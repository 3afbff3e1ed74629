//===- RecipeControls.cpp - What the user changes in a recipe ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A module knows its weights by what they do, importance files and overrides by
// names of tensors in files. The two meet in the name that a weight of that
// role and layer has in a GGUF file.
//
//===----------------------------------------------------------------------===//

#include "RecipeControls.h"

#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace qblock;
using namespace qblock::detail;
using recipe::Role;

static Expected<void> readType(const std::string &name,
                               const format::TypeInfo *&type) {
  if (name.empty())
    return {};
  auto found = recipe::findWeightType(name);
  if (!found)
    return tl::make_unexpected(found.error());
  type = *found;
  return {};
}

static Expected<void> readImportance(const ControlTexts &texts,
                                     RecipeControls &controls) {
  if (texts.importanceFile.empty())
    return {};
  auto loaded = weights::ImportanceData::load(texts.importanceFile);
  if (!loaded)
    return tl::make_unexpected(loaded.error());
  controls.importance = std::move(*loaded);
  if (!texts.excludedWeights.empty())
    controls.importance->drop(texts.excludedWeights.vec());
  if (!texts.includedWeights.empty())
    controls.importance->keepOnly(texts.includedWeights.vec());
  return {};
}

Expected<RecipeControls>
qblock::detail::readControls(const ControlTexts &texts) {
  RecipeControls controls;
  recipe::AssignOptions &assign = controls.assign;
  for (const std::string &text : texts.tensorTypes) {
    auto override = recipe::parseTypeOverride(text);
    if (!override)
      return makeError("tensor-type: " + override.error().message);
    assign.overrides.push_back(std::move(*override));
  }
  if (!texts.tensorTypeFile.empty()) {
    auto overrides = recipe::loadTypeOverrides(texts.tensorTypeFile);
    if (!overrides)
      return tl::make_unexpected(overrides.error());
    assign.overrides.insert(assign.overrides.end(), overrides->begin(),
                            overrides->end());
  }
  if (auto done = readType(texts.outputTensorType, assign.outputType); !done)
    return makeError("output-tensor-type: " + done.error().message);
  if (auto done = readType(texts.tokenEmbeddingType, assign.embeddingType);
      !done)
    return makeError("token-embedding-type: " + done.error().message);
  if (auto done = readImportance(texts, controls); !done)
    return tl::make_unexpected(done.error());
  return controls;
}

/// What the weight is called in a GGUF file.
static std::string getStoredName(const Weight &weight) {
  std::string name = recipe::ggufName(weight.role, weight.layer);
  return name.empty() ? weight.name : name;
}

LogicalResult
qblock::detail::bindImportance(Location loc,
                               const weights::ImportanceData &data,
                               MutableArrayRef<WeightPlan> plans) {
  int64_t numLacking = 0;
  llvm::StringSet<> used;
  for (WeightPlan &plan : plans) {
    const Weight &weight = *plan.weight;
    std::string name = getStoredName(weight);
    used.insert(name);
    if (!plan.changesType() || !plan.to->isBlock())
      continue;
    const std::vector<float> *values = data.find(name);
    bool isTable = weight.role == Role::TokenEmbd;
    if (!values) {
      numLacking += !isTable && weight.role != Role::Output;
      continue;
    }
    if (int64_t(values->size()) == weight.rowElems) {
      plan.importance = values->data();
      continue;
    }
    if (!isTable)
      return emitError(weight.getLoc())
             << "importance of '" << name << "' has " << values->size()
             << " values, expected " << weight.rowElems;
    emitWarning(weight.getLoc())
        << "importance of '" << name << "' is ignored: it has "
        << values->size() << " values, expected " << weight.rowElems;
  }
  if (numLacking)
    emitWarning(loc) << data.path() << " has no importance for " << numLacking
                     << " weights: quantized without";
  int64_t numUnused = llvm::count_if(data.entries(), [&](const auto &entry) {
    return !used.contains(entry.first);
  });
  if (numUnused)
    emitWarning(loc) << numUnused << " entries of " << data.path()
                     << " belong to no weight of the module";
  return success();
}

/// The separate matrices that a fused one stands for.
static ArrayRef<StringRef> getParts(Role role) {
  static const StringRef attention[] = {"attn_q", "attn_k", "attn_v"};
  static const StringRef feedForward[] = {"ffn_gate"};
  if (role == Role::AttnQKV)
    return attention;
  if (role == Role::FfnGateUp)
    return feedForward;
  return {};
}

void qblock::detail::warnOfFusedOverrides(const recipe::AssignOptions &options,
                                          ArrayRef<WeightPlan> plans) {
  for (const recipe::TypeOverride &override : options.overrides)
    for (const WeightPlan &plan : plans)
      for (StringRef part : getParts(plan.weight->role))
        // The last character tells attn_q from attn_qkv.
        if (StringRef(override.pattern).contains(part) &&
            !StringRef(override.pattern).contains("attn_qkv")) {
          emitWarning(plan.weight->getLoc())
              << "override '" << override.pattern << "' names " << part
              << ", which this module has fused into "
              << getStoredName(*plan.weight);
          break;
        }
}
