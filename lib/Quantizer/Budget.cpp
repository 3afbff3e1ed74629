//===- Budget.cpp - The best types within a size ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A mix is a guess about which weights matter, made once for all models. With
// the model at hand nothing needs to be guessed: the error of every type on
// every weight is measured, and the best choice within a size is a knapsack
// problem. What the rules keep (norms, routers) and what the user settles
// stays.
//
//===----------------------------------------------------------------------===//

#include "qblock/Quantizer/Budget.h"

#include "Table.h"
#include "qblock/Format/Format.h"
#include "qblock/Format/Quantize.h"
#include "qblock/Quantizer/Knapsack.h"
#include "qblock/Quantizer/Measure.h"
#include "qblock/Support/Progress.h"

#include <algorithm>
#include <cmath>
#include <map>

using namespace qblock;
using format::TypeInfo;
using weights::ModelTensor;

namespace {
/// A tensor whose type is to be chosen.
struct FreeTensor {
  TensorPlan *plan;
  std::vector<const TypeInfo *> types;
  std::vector<double> errors;
  std::vector<Choice> choices;
};
} // namespace

static int64_t bytesAs(const ModelTensor &tensor, const TypeInfo &type) {
  return tensor.numRows() * format::rowBytes(type, tensor.rowElems());
}

static int64_t roundUp(int64_t numBytes, int64_t alignment) {
  return (numBytes + alignment - 1) / alignment * alignment;
}

/// The types that the tensor can take, by size. Converting a tensor that is
/// quantized already needs leave.
static std::vector<const TypeInfo *> candidateTypes(const ModelTensor &tensor,
                                                    bool allowRequantize) {
  std::vector<const TypeInfo *> types = {tensor.type};
  if (tensor.type->isBlock() && !allowRequantize)
    return types;
  for (const TypeInfo &type : format::allTypes()) {
    bool isWeightType =
        type.isBlock() && !(type.row && type.row->activationOnly);
    // Without blocks, only what fits any row where no block does.
    bool isUpperEnd = &type == recipe::typeOfLastResort();
    if (&type != tensor.type && (isWeightType || isUpperEnd) &&
        format::canQuantize(type) &&
        tensor.rowElems() % type.elemsPerBlock == 0)
      types.push_back(&type);
  }
  std::sort(types.begin(), types.end(), [&](auto *a, auto *b) {
    int64_t bytesOfA = bytesAs(tensor, *a), bytesOfB = bytesAs(tensor, *b);
    return bytesOfA != bytesOfB ? bytesOfA < bytesOfB : a->ggmlId < b->ggmlId;
  });
  return types;
}

static Expected<void> measureAll(std::vector<FreeTensor> &tensors) {
  Progress progress("measuring tensors", tensors.size());
  for (FreeTensor &tensor : tensors) {
    auto errors = measureErrors(*tensor.plan->tensor, tensor.types,
                                tensor.plan->importance);
    if (!errors)
      return tl::make_unexpected(errors.error());
    tensor.errors = std::move(*errors);
    progress.advance();
  }
  return {};
}

/// Errors become integers on one scale: the sum of the largest is 2^52. Sizes
/// are rounded up to the alignment.
static void setChoices(std::vector<FreeTensor> &tensors, int64_t alignment) {
  double worst = 0;
  for (const FreeTensor &tensor : tensors)
    worst += *std::max_element(tensor.errors.begin(), tensor.errors.end());
  double scale = worst > 0 ? 0x1p52 / worst : 0;
  for (FreeTensor &tensor : tensors)
    for (size_t i = 0; i < tensor.types.size(); ++i)
      tensor.choices.push_back(
          {roundUp(bytesAs(*tensor.plan->tensor, *tensor.types[i]), alignment),
           std::llround(tensor.errors[i] * scale)});
}

/// The error of the type, and those of its neighbours: what a byte more or less
/// would have changed.
static std::string explain(const FreeTensor &tensor, unsigned chosen,
                           const std::string &target) {
  auto describe = [&](size_t i) {
    return std::string(tensor.types[i]->name) + " " +
           formatNumber("%.3g", tensor.errors[i]);
  };
  std::string why = target + ": error " + describe(chosen);
  // The next one that is worse and the next one that is better.
  for (size_t i = chosen; i-- > 0;)
    if (tensor.errors[i] > tensor.errors[chosen]) {
      why += ", smaller " + describe(i);
      break;
    }
  for (size_t i = chosen + 1; i < tensor.types.size(); ++i)
    if (tensor.errors[i] < tensor.errors[chosen]) {
      why += ", larger " + describe(i);
      break;
    }
  return why;
}

/// Bytes that the free tensors may take together, each rounded up to the
/// alignment.
static int64_t bytesLeft(const Budget &budget, const weights::Model &model,
                         const ModelPlan &plan,
                         const std::vector<FreeTensor> &free,
                         const QuantizeModelOptions &options,
                         int64_t alignment) {
  int64_t numElems = 0, allBytes = 0, freeBytes = 0;
  for (const TensorPlan &tensor : plan.tensors) {
    numElems += tensor.tensor->numElems();
    allBytes += bytesAs(*tensor.tensor, *tensor.decision.type);
  }
  for (const FreeTensor &tensor : free)
    freeBytes += roundUp(
        bytesAs(*tensor.plan->tensor, *tensor.plan->decision.type), alignment);
  double maxBytes;
  if (budget.bitsPerWeight) {
    maxBytes = std::floor(*budget.bitsPerWeight * double(numElems) / 8);
  } else {
    maxBytes = double(*budget.fileBytes);
    allBytes =
        int64_t(countModelBytes(plan, quantizedMetadata(model, plan, options)));
  }
  return int64_t(maxBytes) - (allBytes - freeBytes);
}

static std::string describe(const Budget &budget) {
  if (budget.bitsPerWeight)
    return "target of " + formatNumber("%g", *budget.bitsPerWeight) +
           " bits per weight";
  return "target of " + std::to_string(*budget.fileBytes) + " bytes";
}

/// A scheme that can write every weight: the one of most bits per weight among
/// those with blocks.
static const recipe::Scheme *findFinestScheme() {
  auto bitsOf = [](const recipe::Scheme &scheme) {
    const TypeInfo &type = *format::findType(scheme.defaultType);
    return type.isBlock() ? type.bitsPerElem() : 0;
  };
  ArrayView<recipe::Scheme> schemes = recipe::allSchemes();
  return std::max_element(
      schemes.begin(), schemes.end(),
      [&](auto &a, auto &b) { return bitsOf(a) < bitsOf(b); });
}

Expected<ModelPlan> qblock::planWithin(const Budget &budget,
                                       const weights::Model &model,
                                       const QuantizeModelOptions &options) {
  // Any scheme with blocks tells what is kept; its types are replaced.
  QuantizeModelOptions anyMix = options;
  anyMix.assign.pure = true;
  anyMix.scheme = findFinestScheme();
  anyMix.allowRequantize = true;
  anyMix.bindAllImportance = true;
  auto plan = planModel(model, anyMix);
  if (!plan)
    return plan;
  std::vector<FreeTensor> free;
  for (TensorPlan &tensor : plan->tensors)
    if (!tensor.decision.kept && !tensor.decision.asked)
      free.push_back({&tensor,
                      candidateTypes(*tensor.tensor, options.allowRequantize),
                      {},
                      {}});
  if (auto done = measureAll(free); !done)
    return tl::make_unexpected(done.error());
  // An average knows no padding, a file does.
  int64_t alignment = 1;
  if (budget.fileBytes)
    alignment = model.metadata().getUint("general.alignment").value_or(32);
  setChoices(free, alignment);

  std::vector<std::vector<Choice>> items;
  for (const FreeTensor &tensor : free)
    items.push_back(tensor.choices);
  std::string target = describe(budget);
  auto chosen = chooseWithin(
      items, bytesLeft(budget, model, *plan, free, options, alignment));
  if (!chosen)
    return makeError(target + " cannot be met: the weights' part " +
                     chosen.error().message);
  for (size_t i = 0; i < free.size(); ++i) {
    recipe::Decision &decision = free[i].plan->decision;
    decision.type = free[i].types[(*chosen)[i]];
    decision.why = explain(free[i], (*chosen)[i], target);
  }
  plan->fileType = mostLikeFileType(*plan);
  if (auto possible = checkConversions(*plan, options); !possible)
    return tl::make_unexpected(possible.error());
  return plan;
}
