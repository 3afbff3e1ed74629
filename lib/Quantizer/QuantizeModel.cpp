//===- QuantizeModel.cpp - Quantize the tensors of a model ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The job of llama-quantize: decide for all tensors, check that each decision
// can be carried out, then stream the tensors from the source to the file. All
// that can be known to fail does so before the first byte is written.
//
//===----------------------------------------------------------------------===//

#include "qblock/Quantizer/QuantizeModel.h"

#include "qblock/Format/Format.h"
#include "qblock/Format/Quantize.h"
#include "qblock/Quantizer/TypeChoice.h"
#include "qblock/Support/Progress.h"
#include "qblock/Weights/GgufWriter.h"

#include <algorithm>

using namespace qblock;
using format::TypeInfo;
using recipe::Role;
using weights::ModelTensor;

//===----------------------------------------------------------------------===//
// Facts
//===----------------------------------------------------------------------===//

recipe::ModelFacts qblock::readModelFacts(const weights::Metadata &metadata) {
  recipe::ModelFacts facts;
  if (auto architecture = metadata.getString("general.architecture"))
    facts.architecture = *architecture;
  auto read = [&](const char *key, int64_t &field) {
    if (auto value = metadata.getUint(facts.architecture + key))
      field = int64_t(*value);
  };
  read(".block_count", facts.layers);
  read(".attention.head_count", facts.heads);
  // Without a number of their own, each query head has its key/value head.
  facts.kvHeads = facts.heads;
  read(".attention.head_count_kv", facts.kvHeads);
  read(".expert_count", facts.experts);
  return facts;
}

recipe::ModelFacts qblock::readModelFacts(const weights::Model &model) {
  recipe::ModelFacts facts = readModelFacts(model.metadata());
  facts.tied = !model.find("output.weight");
  return facts;
}

//===----------------------------------------------------------------------===//
// Planning
//===----------------------------------------------------------------------===//

std::vector<ReportRow> ModelPlan::reportRows() const {
  std::vector<ReportRow> rows;
  for (const TensorPlan &plan : tensors)
    rows.push_back({plan.tensor->name, plan.weight.role, plan.weight.layer,
                    plan.tensor->shape, plan.tensor->type, plan.decision.type,
                    "name", plan.decision.why});
  return rows;
}

/// Why the conversion cannot be done; empty if it can.
static std::string findFault(const TensorPlan &plan, bool allowRequantize) {
  const TypeInfo &from = *plan.tensor->type, &to = *plan.decision.type;
  if (&from == &to)
    return {};
  if (!format::canDecode(from))
    return "is stored as " + std::string(from.name) +
           ", which cannot be decoded";
  if (!format::canQuantize(to))
    return "takes " + std::string(to.name) + ", which cannot be written";
  if (from.isBlock() && !allowRequantize)
    return "is quantized already (" + std::string(from.name) +
           "); converting it to " + std::string(to.name) +
           " loses accuracy twice: --allow-requantize does it all the same";
  return {};
}

Expected<void> qblock::checkConversions(const ModelPlan &plan,
                                        const QuantizeModelOptions &options) {
  for (const TensorPlan &tensor : plan.tensors)
    if (std::string fault = findFault(tensor, options.allowRequantize);
        !fault.empty())
      return makeError("tensor " + tensor.tensor->name + " " + fault);
  return {};
}

/// Finds the importance of a tensor; a wrong number of values is a fault but
/// for the table of words, which has none.
static Expected<void> bindImportance(TensorPlan &plan,
                                     const weights::ImportanceData &data,
                                     std::vector<std::string> &warnings) {
  const ModelTensor &tensor = *plan.tensor;
  const std::vector<float> *values = data.find(tensor.name);
  if (!values)
    return {};
  int64_t wanted = tensor.rowElems() * tensor.numExperts();
  if (int64_t(values->size()) == wanted) {
    plan.importance = values->data();
    return {};
  }
  std::string message = "importance of " + tensor.name + " has " +
                        std::to_string(values->size()) + " values, expected " +
                        std::to_string(wanted);
  if (plan.weight.role != Role::TokenEmbd)
    return makeError(message);
  warnings.push_back(message + ": ignored");
  return {};
}

static Expected<void> bindAllImportance(ModelPlan &plan,
                                        const weights::ImportanceData &data,
                                        const QuantizeModelOptions &options) {
  bool dryRun = options.assign.dryRun;
  int64_t numLacking = 0, numConverted = 0;
  std::string firstLacking;
  for (TensorPlan &tensor : plan.tensors) {
    const TypeInfo &to = *tensor.decision.type;
    bool isConverted = &to != tensor.tensor->type && to.isBlock();
    if (!isConverted && !options.bindAllImportance)
      continue;
    if (tensor.decision.kept)
      continue;
    if (auto bound = bindImportance(tensor, data, plan.warnings); !bound)
      return bound;
    bool isLacking = !tensor.importance;
    if (isLacking && tensor.decision.needsImportance && !dryRun)
      return makeError(tensor.tensor->name + ": takes " + std::string(to.name) +
                       ", which needs importance data, but " + data.path() +
                       " has none for it");
    // Tools that collect importance leave these two out.
    if (tensor.weight.role == Role::TokenEmbd ||
        tensor.weight.role == Role::Output)
      continue;
    ++numConverted;
    if (isLacking && numLacking++ == 0)
      firstLacking = tensor.tensor->name;
  }
  if (numLacking)
    plan.warnings.push_back(
        data.path() + " has no importance for " + std::to_string(numLacking) +
        " of " + std::to_string(numConverted) + " weights (the first is " +
        firstLacking + "): quantized without");
  return {};
}

/// All tensors as they are.
static recipe::Assignment copyAll(const std::vector<recipe::Weight> &weights) {
  recipe::Assignment result;
  for (const recipe::Weight &weight : weights) {
    recipe::Decision decision;
    decision.type = weight.sourceType;
    decision.why = "copied";
    decision.kept = true;
    result.decisions.push_back(std::move(decision));
  }
  return result;
}

std::map<const TypeInfo *, int64_t> ModelPlan::elemsOfTypes() const {
  std::map<const TypeInfo *, int64_t> elems;
  for (const TensorPlan &tensor : tensors)
    elems[tensor.decision.type] += tensor.tensor->numElems();
  return elems;
}

Expected<ModelPlan> qblock::planModel(const weights::Model &model,
                                      const QuantizeModelOptions &options) {
  recipe::ModelFacts facts = readModelFacts(model);
  facts.hasImportance =
      options.importance && !options.importance->entries().empty();
  std::vector<recipe::Weight> weights;
  for (const ModelTensor &tensor : model.tensors())
    weights.push_back(recipe::makeWeight(tensor.name, tensor.shape, tensor.type,
                                         facts.architecture));
  recipe::Assignment assigned = copyAll(weights);
  ModelPlan plan;
  plan.fileType = model.metadata().getUint("general.file_type").value_or(0);
  if (options.scheme) {
    auto result =
        recipe::assignTypes(*options.scheme, facts, weights, options.assign);
    if (!result)
      return tl::make_unexpected(result.error());
    assigned = std::move(*result);
    plan.fileType = options.scheme->fileType;
  }
  plan.warnings = std::move(assigned.warnings);

  for (size_t i : recipe::visitOrder(weights)) {
    TensorPlan tensor{&model.tensors()[i], weights[i], assigned.decisions[i]};
    plan.tensors.push_back(std::move(tensor));
  }
  bool knowsFileType =
      options.scheme || model.metadata().find("general.file_type");
  if (!knowsFileType)
    plan.fileType = mostLikeFileType(plan.elemsOfTypes());
  if (auto possible = checkConversions(plan, options); !possible) {
    if (!options.assign.dryRun)
      return tl::make_unexpected(possible.error());
    plan.warnings.push_back("a real run would fail: " +
                            possible.error().message);
  }
  if (facts.hasImportance)
    if (auto bound = bindAllImportance(plan, *options.importance, options);
        !bound)
      return tl::make_unexpected(bound.error());
  return plan;
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

weights::Metadata
qblock::quantizedMetadata(const weights::Model &model, const ModelPlan &plan,
                          const QuantizeModelOptions &options) {
  weights::Metadata metadata = model.metadata();
  weights::setQuantized(metadata, plan.fileType);
  if (!options.importance || options.importance->entries().empty())
    return metadata;
  // Where the importance came from; ggml cuts texts at this length.
  constexpr size_t maxBytes = 127;
  const weights::ImportanceData &importance = *options.importance;
  metadata.setString("quantize.imatrix.file",
                     importance.path().substr(0, maxBytes));
  if (!importance.dataset().empty())
    metadata.setString("quantize.imatrix.dataset",
                       importance.dataset().substr(0, maxBytes));
  metadata.setUint32("quantize.imatrix.entries_count",
                     importance.entries().size());
  if (importance.numChunks() > 0)
    metadata.setUint32("quantize.imatrix.chunks_count", importance.numChunks());
  return metadata;
}

/// `plan` as the writer wants it; `produce` is set by the caller.
static weights::TensorToWrite toWrite(const TensorPlan &plan) {
  return {plan.tensor->name, plan.decision.type, plan.tensor->shape, {}};
}

uint64_t qblock::countModelBytes(const ModelPlan &plan,
                                 const weights::Metadata &metadata) {
  std::vector<weights::TensorToWrite> tensors;
  for (const TensorPlan &tensor : plan.tensors)
    tensors.push_back(toWrite(tensor));
  return weights::countGgufBytes(metadata, tensors);
}

Expected<void> qblock::writeModel(const std::string &path,
                                  const ModelPlan &plan,
                                  const weights::Metadata &metadata,
                                  const QuantizeModelOptions &options) {
  Progress progress("quantizing tensors", plan.tensors.size());
  std::vector<weights::TensorToWrite> tensors;
  for (const TensorPlan &tensor : plan.tensors) {
    weights::TensorToWrite out = toWrite(tensor);
    out.produce = [&](int64_t firstRow, int64_t numRows,
                      uint8_t *dst) -> Expected<void> {
      weights::QuantizeOptions rowOptions;
      rowOptions.importance = tensor.importance;
      rowOptions.allowNonFinite = options.allowNonFinite;
      auto done = weights::quantizeRowsTo(*tensor.tensor, *tensor.decision.type,
                                          firstRow, numRows, dst, rowOptions);
      weights::releasePages(*tensor.tensor);
      if (firstRow + numRows == tensor.tensor->numRows())
        progress.advance();
      return done;
    };
    tensors.push_back(std::move(out));
  }
  return weights::writeGguf(path, metadata, tensors);
}
