//===- Budget.cpp - The best types within a size ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `planModel` tells what the rules keep and what the user settles; the rest is
// free, and measured.
//
//===----------------------------------------------------------------------===//

#include "qblock/Quantizer/Budget.h"

#include "qblock/Format/Format.h"
#include "qblock/Quantizer/Measure.h"
#include "qblock/Support/Progress.h"

#include <cmath>

using namespace qblock;
using weights::ModelTensor;

static int64_t bytesOf(const TensorPlan &plan) {
  return plan.tensor->numRows() *
         format::rowBytes(*plan.decision.type, plan.tensor->rowElems());
}

/// The tensors that no rule keeps and no option settles.
static std::vector<TensorPlan *> findFree(ModelPlan &plan) {
  std::vector<TensorPlan *> free;
  for (TensorPlan &tensor : plan.tensors)
    if (!tensor.decision.kept && !tensor.decision.asked)
      free.push_back(&tensor);
  return free;
}

static Expected<std::vector<FreeWeight>>
measureAll(const std::vector<TensorPlan *> &plans, bool allowRequantize) {
  Progress progress("measuring tensors", plans.size());
  std::vector<FreeWeight> weights;
  for (const TensorPlan *plan : plans) {
    const ModelTensor &tensor = *plan->tensor;
    FreeWeight weight{
        tensor.numRows(),
        tensor.rowElems(),
        candidateTypes(*tensor.type, tensor.rowElems(), allowRequantize),
        {}};
    auto errors = measureErrors(tensor, weight.types, plan->importance);
    if (!errors)
      return tl::make_unexpected(errors.error());
    weight.errors = std::move(*errors);
    weights.push_back(std::move(weight));
    progress.advance();
  }
  return weights;
}

/// Bytes that the free tensors may take together, each rounded up to the
/// alignment.
static int64_t bytesLeft(const Budget &budget, const weights::Model &model,
                         const ModelPlan &plan,
                         const std::vector<TensorPlan *> &free,
                         const QuantizeModelOptions &options,
                         int64_t alignment) {
  int64_t numElems = 0, allBytes = 0, freeBytes = 0;
  for (const TensorPlan &tensor : plan.tensors) {
    numElems += tensor.tensor->numElems();
    allBytes += bytesOf(tensor);
  }
  for (const TensorPlan *tensor : free)
    freeBytes += (bytesOf(*tensor) + alignment - 1) / alignment * alignment;
  double maxBytes;
  if (budget.bitsPerWeight) {
    maxBytes = std::floor(*budget.bitsPerWeight * double(numElems) / 8);
  } else {
    maxBytes = double(*budget.numBytes);
    allBytes =
        int64_t(countModelBytes(plan, quantizedMetadata(model, plan, options)));
  }
  return int64_t(maxBytes) - (allBytes - freeBytes);
}

Expected<ModelPlan> qblock::planWithin(const Budget &budget,
                                       const weights::Model &model,
                                       const QuantizeModelOptions &options) {
  // Any scheme with blocks tells what is kept; its types are replaced.
  QuantizeModelOptions anyMix = options;
  anyMix.assign.pure = true;
  anyMix.scheme = &finestScheme();
  anyMix.allowRequantize = true;
  anyMix.bindAllImportance = true;
  auto plan = planModel(model, anyMix);
  if (!plan)
    return plan;
  std::vector<TensorPlan *> free = findFree(*plan);
  auto measured = measureAll(free, options.allowRequantize);
  if (!measured)
    return tl::make_unexpected(measured.error());
  // An average knows no padding, a file does.
  int64_t alignment = 1;
  if (budget.numBytes)
    alignment = model.metadata().getUint("general.alignment").value_or(32);
  auto choices = chooseTypes(
      *measured, bytesLeft(budget, model, *plan, free, options, alignment),
      alignment, describe(budget));
  if (!choices)
    return tl::make_unexpected(choices.error());
  for (size_t i = 0; i < free.size(); ++i) {
    free[i]->decision.type = (*choices)[i].type;
    free[i]->decision.why = std::move((*choices)[i].why);
  }
  plan->fileType = mostLikeFileType(plan->elemsOfTypes());
  if (auto possible = checkConversions(*plan, options); !possible)
    return tl::make_unexpected(possible.error());
  return plan;
}
