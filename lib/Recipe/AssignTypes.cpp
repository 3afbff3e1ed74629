//===- AssignTypes.cpp - Evaluate the mix rules -----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Walks the weights of a model as llama-quantize does and evaluates the rule
// table for each. The order of the walk is part of the result, since rules
// count the weights of a category; the caller's order is kept in the answer.
//
//===----------------------------------------------------------------------===//

#include "MixTable.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <numeric>
#include <tuple>

using namespace qblock;
using namespace qblock::recipe;
using format::TypeInfo;

/// The type of a table row; the tables name only types that exist.
static const TypeInfo &typeNamed(std::string_view name) {
  const TypeInfo *type = format::findType(name);
  assert(type && "a rule names a type that the format library does not know");
  return *type;
}

/// The class of a weight whose type the rules decide; none if it is kept.
static std::optional<Category> categoryOf(Role role, bool tied) {
  switch (role) {
  case Role::Output:
    return Category::Output;
  case Role::TokenEmbd:
    return tied ? Category::Output : Category::Embedding;
  case Role::AttnV:
  case Role::AttnQKV:
    return Category::AttnV;
  case Role::AttnK:
    return Category::AttnK;
  case Role::AttnQ:
    return Category::AttnQ;
  case Role::AttnOutput:
    return Category::AttnOutput;
  case Role::FfnUp:
  case Role::FfnGateUp:
    return Category::FfnUp;
  case Role::FfnGate:
    return Category::FfnGate;
  case Role::FfnDown:
    return Category::FfnDown;
  case Role::FfnRouter:
  case Role::Other:
    return std::nullopt;
  }
  return std::nullopt;
}

/// Why a weight keeps its source type; empty if it does not.
static std::string_view whyKept(const Weight &weight) {
  if (weight.role == Role::FfnRouter)
    return "router";
  if (weight.role == Role::Other)
    return "no rule for this weight";
  if (weight.numRows <= 1 && weight.numExperts <= 1)
    return "a vector";
  return {};
}

/// Indices of `weights` in the order of visits: those outside of layers first,
/// then layer by layer, by name within a layer.
static std::vector<size_t> visitOrder(const std::vector<Weight> &weights) {
  std::vector<size_t> order(weights.size());
  std::iota(order.begin(), order.end(), size_t(0));
  auto key = [&](size_t i) {
    const Weight &weight = weights[i];
    return std::tuple(weight.layer.value_or(-1), std::string_view(weight.name),
                      i);
  };
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return key(a) < key(b); });
  return order;
}

/// The number of layers, from the weights if the facts lack it.
static int64_t countLayers(const ModelFacts &facts,
                           const std::vector<Weight> &weights) {
  if (facts.layers > 0)
    return facts.layers;
  int64_t layers = 0;
  for (const Weight &weight : weights)
    layers = std::max(layers, weight.layer.value_or(-1) + 1);
  if (layers > 0)
    return layers;
  return std::count_if(
      weights.begin(), weights.end(),
      [](const Weight &weight) { return weight.role == Role::FfnDown; });
}

namespace {

/// The state of one walk over a model.
class Assigner {
public:
  Assigner(const Scheme &scheme, const ModelFacts &modelFacts,
           const std::vector<Weight> &weights)
      : scheme(scheme), facts(modelFacts),
        defaultType(typeNamed(scheme.defaultType)) {
    facts.layers = countLayers(modelFacts, weights);
    for (const Weight &weight : weights)
      if (whyKept(weight).empty() &&
          categoryOf(weight.role, facts.tied) == Category::AttnV)
        ++numAttnV;
  }

  Expected<Decision> decide(const Weight &weight);

private:
  Decision mix(const Weight &weight, Category category);
  Context contextOf(const Weight &weight, Category category);
  /// "Q5_K_M: attn_v takes", for reports.
  std::string subject(const Weight &weight) const;

  const Scheme &scheme;
  ModelFacts facts;
  const TypeInfo &defaultType;
  int64_t numAttnV = 0;
  std::array<int64_t, numCategories> numVisited = {};
};

} // namespace

std::string Assigner::subject(const Weight &weight) const {
  std::string text(scheme.name);
  text += ": ";
  if (weight.role == Role::TokenEmbd && facts.tied)
    return text + "tied to the output: output rule takes ";
  return text + std::string(stringify(weight.role)) + " takes ";
}

Context Assigner::contextOf(const Weight &weight, Category category) {
  Context context{facts, weight, defaultType};
  context.running = numVisited[static_cast<unsigned>(category)]++;
  context.position = context.running;
  context.count = category == Category::AttnV ? numAttnV : facts.layers;
  // Experts may be stored one by one: only the layer says where they are.
  if (category != Category::AttnV && facts.experts > 1 && weight.layer)
    context.position = *weight.layer;
  return context;
}

/// " (reason, reason)", or nothing.
static std::string reasonsOf(const Rule &rule) {
  std::string text;
  for (const Condition &condition : rule.conditions)
    if (condition.holds)
      text += (text.empty() ? " (" : ", ") + std::string(condition.reason);
  return text.empty() ? text : text + ")";
}

Decision Assigner::mix(const Weight &weight, Category category) {
  Context context = contextOf(weight, category);
  std::string reasons = " (default)";
  context.type = &defaultType;
  for (const Rule &rule : mixRules()) {
    if (!rule.matches(scheme, category, context))
      continue;
    if (!rule.type.empty()) {
      context.type = &typeNamed(rule.type);
      reasons = reasonsOf(rule);
    }
    break;
  }
  for (const Rule &rule : adjustmentRules()) {
    if (!rule.matches(scheme, category, context))
      continue;
    context.type = &typeNamed(rule.type);
    reasons = reasonsOf(rule);
  }
  return {context.type,
          subject(weight) + std::string(context.type->name) + reasons};
}

/// Replaces a type whose blocks do not divide the row. Types without a row in
/// the table stay for the second test, which leaves f16.
static Expected<Decision> fitRow(const Weight &weight, Decision decision) {
  auto divides = [&](const TypeInfo &type) {
    return weight.rowElems % type.elemsPerBlock == 0;
  };
  const TypeInfo &wanted = *decision.type;
  if (divides(wanted))
    return decision;
  std::string misfit = "rows of " + std::to_string(weight.rowElems) +
                       " are no multiple of " +
                       std::to_string(wanted.elemsPerBlock);
  for (const Fallback &row : fallbacks()) {
    if (row.type != wanted.name)
      continue;
    if (row.replacement.empty())
      return makeError(weight.name + ": " + misfit + ", the block length of " +
                       std::string(wanted.name) + ", which has no substitute");
    decision.type = &typeNamed(row.replacement);
  }
  if (!divides(*decision.type))
    decision.type = &typeNamed("f16");
  decision.why +=
      "; " + misfit + ", so " + std::string(decision.type->name) + " instead";
  return decision;
}

Expected<Decision> Assigner::decide(const Weight &weight) {
  std::string_view kept = whyKept(weight);
  if (!kept.empty()) {
    assert(weight.sourceType && "a kept weight needs its source type");
    return Decision{weight.sourceType,
                    "kept in " + std::string(weight.sourceType->name) + ": " +
                        std::string(kept)};
  }
  // Schemes without blocks have no mix: all weights get the one type.
  if (!defaultType.isBlock())
    return Decision{&defaultType, subject(weight) +
                                      std::string(defaultType.name) +
                                      " (default)"};
  std::optional<Category> category = categoryOf(weight.role, facts.tied);
  assert(category && "weights without a category are kept");
  Expected<Decision> decision = fitRow(weight, mix(weight, *category));
  if (decision)
    decision->needsImportance =
        needsImportance(scheme, weight, *decision->type);
  return decision;
}

Expected<std::vector<Decision>>
recipe::assignTypes(const Scheme &scheme, const ModelFacts &facts,
                    const std::vector<Weight> &weights,
                    const AssignOptions &options) {
  Assigner assigner(scheme, facts, weights);
  std::vector<Decision> decisions(weights.size());
  for (size_t index : visitOrder(weights)) {
    Expected<Decision> decision = assigner.decide(weights[index]);
    if (!decision)
      return tl::unexpected<Error>(decision.error());
    if (decision->needsImportance && !facts.hasImportance && !options.dryRun)
      return makeError(weights[index].name + ": " + std::string(scheme.name) +
                       " gives it " + std::string(decision->type->name) +
                       ", which needs importance data, but there is none");
    decisions[index] = std::move(*decision);
  }
  return decisions;
}
