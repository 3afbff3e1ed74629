//===- AssignTypes.cpp - Evaluate the mix rules -----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Walks the weights of a model as llama-quantize does and evaluates the rules
// of a scheme for each. The order of the walk is part of the result, since
// rules count the weights of a category; the caller's order is kept in the
// answer.
//
//===----------------------------------------------------------------------===//

#include "Mix.h"
#include "OverrideMatcher.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <numeric>
#include <tuple>

using namespace qblock;
using namespace qblock::recipe;
using format::TypeInfo;

/// The class of a weight whose type the rules decide; none if it is kept.
static std::optional<Category> categoryOf(Role role, bool tied) {
  switch (role) {
  case Role::Output:
    return Category::Output;
  case Role::TokenEmbd:
    return tied ? Category::Output : Category::Embedding;
  case Role::AttnV:
  case Role::AttnQKV:
  case Role::AttnKVB:
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
  case Role::Matrix:
    return Category::Matrix;
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

std::vector<size_t> recipe::visitOrder(const std::vector<Weight> &weights) {
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
           const std::vector<Weight> &weights, const AssignOptions &options,
           OverrideMatcher &matcher)
      : scheme(scheme), facts(modelFacts), options(options), matcher(matcher),
        mixture(*scheme.mix),
        defaultType(*format::findType(scheme.defaultType)) {
    facts.layers = countLayers(modelFacts, weights);
    for (const Weight &weight : weights)
      if (weight.countsAsAttnV ||
          categoryOf(weight.role, facts.tied) == Category::AttnV)
        ++numAttnV;
  }

  Expected<Decision> decide(const Weight &weight);

private:
  Expected<Decision> decideType(const Weight &weight);
  std::optional<Decision> findFinalType(const Weight &weight,
                                        const TypeOverride *matching) const;
  Expected<Decision> mix(const Weight &weight, Category category);
  Expected<Decision> fitRow(const Weight &weight, Decision decision) const;
  Context contextOf(const Weight &weight, Category category);
  /// "Q5_K_M: attn_v takes", for reports.
  std::string subject(const Weight &weight) const;

  const Scheme &scheme;
  ModelFacts facts;
  const AssignOptions &options;
  OverrideMatcher &matcher;
  const Mix &mixture;
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
  Context context{facts, weight, &defaultType};
  context.running = numVisited[static_cast<unsigned>(category)]++;
  context.position = context.running;
  context.count = category == Category::AttnV ? numAttnV : facts.layers;
  // Experts may be stored one by one: only the layer says where they are.
  if (category != Category::AttnV && facts.experts > 1 && weight.layer)
    context.position = *weight.layer;
  return context;
}

/// Among experts only the layer's number says where a weight is.
static Expected<void> checkExpertLayer(const Weight &weight, Category category,
                                       const ModelFacts &facts) {
  bool isFeedForward = category == Category::FfnUp ||
                       category == Category::FfnGate ||
                       category == Category::FfnDown;
  if (!isFeedForward || facts.experts <= 1)
    return {};
  if (!weight.layer)
    return makeError(weight.name + ": the model has experts, so that the type "
                                   "depends on the layer, but none is known");
  if (*weight.layer >= facts.layers)
    return makeError(weight.name + ": layer " + std::to_string(*weight.layer) +
                     " is not below " + std::to_string(facts.layers) +
                     ", the number of layers");
  return {};
}

/// " (reason, reason)", or nothing.
static std::string reasonsOf(const Rule &rule) {
  std::string text;
  for (const std::string &reason : rule.reasons)
    text += (text.empty() ? " (" : ", ") + reason;
  return text.empty() ? text : text + ")";
}

Expected<Decision> Assigner::mix(const Weight &weight, Category category) {
  if (category == Category::Output && options.outputType) {
    Decision decision{options.outputType,
                      "output type asked for: tied table takes " +
                          std::string(options.outputType->name)};
    decision.asked = true;
    return decision;
  }
  Context context = contextOf(weight, category);
  std::string reasons = " (default)";
  auto apply = [&](const Rule &rule) {
    context.type = rule.type ? rule.type : &defaultType;
    reasons = rule.type ? reasonsOf(rule) : " (default)";
  };
  bool anyCategory = false;
  for (const RuleRef &rule : mixture.rules) {
    Expected<bool> matches = rule->matches(category, context);
    if (!matches)
      return tl::make_unexpected(matches.error());
    if (!*matches)
      continue;
    apply(*rule);
    anyCategory = rule->isForAll();
    break;
  }
  if (!anyCategory)
    if (auto valid = checkExpertLayer(weight, category, facts); !valid)
      return tl::make_unexpected(valid.error());
  for (const RuleRef &rule : mixture.adjustments) {
    Expected<bool> matches = rule->matches(category, context);
    if (!matches)
      return tl::make_unexpected(matches.error());
    if (*matches)
      apply(*rule);
  }
  return Decision{context.type,
                  subject(weight) + std::string(context.type->name) + reasons};
}

const TypeInfo *recipe::typeOfLastResort() { return format::findType("f16"); }

/// Replaces a type whose blocks do not divide the row. Types without a row in
/// the table stay for the second test, which leaves f16.
Expected<Decision> Assigner::fitRow(const Weight &weight,
                                    Decision decision) const {
  auto divides = [&](const TypeInfo &type) {
    return weight.rowElems % type.elemsPerBlock == 0;
  };
  const TypeInfo &wanted = *decision.type;
  if (divides(wanted))
    return decision;
  std::string misfit = "rows of " + std::to_string(weight.rowElems) +
                       " are no multiple of " +
                       std::to_string(wanted.elemsPerBlock);
  auto row = std::find_if(
      mixture.fallbacks.begin(), mixture.fallbacks.end(),
      [&](const Fallback &fallback) { return fallback.type == &wanted; });
  if (row != mixture.fallbacks.end()) {
    if (!row->replacement)
      return makeError(weight.name + ": " + misfit + ", the block length of " +
                       std::string(wanted.name) + ", which has no substitute");
    decision.type = row->replacement;
  }
  if (!divides(*decision.type)) {
    decision.type = typeOfLastResort();
    decision.fitsNoBlocks = !decision.type->isBlock();
  }
  decision.why +=
      "; " + misfit + ", so " + std::string(decision.type->name) + " instead";
  return decision;
}

/// The types that are settled by options and are not replaced if rows are not
/// whole blocks.
std::optional<Decision>
Assigner::findFinalType(const Weight &weight,
                        const TypeOverride *matching) const {
  bool isTable = weight.role == Role::TokenEmbd;
  // Tables of single layers can be told apart by their names alone.
  bool isMainTable = isTable && !isPerLayerTable(weight);
  const TypeInfo *type = nullptr;
  if (isTable && (isMainTable || !matching))
    type = options.embeddingType;
  else if (weight.role == Role::Output)
    type = options.outputType;
  if (!type)
    return std::nullopt;
  Decision decision{type, std::string(stringify(weight.role)) +
                              " type asked for: takes " +
                              std::string(type->name)};
  decision.asked = true;
  return decision;
}

Expected<Decision> Assigner::decideType(const Weight &weight) {
  const TypeOverride *matching = matcher.match(weight);
  if (std::optional<Decision> final = findFinalType(weight, matching)) {
    if (!options.dryRun && weight.rowElems % final->type->elemsPerBlock)
      return makeError(
          weight.name + ": rows of " + std::to_string(weight.rowElems) +
          " are no multiple of " + std::to_string(final->type->elemsPerBlock) +
          ", the block length of " + std::string(final->type->name) +
          ", which was asked for");
    return *final;
  }
  // Neither rules nor overrides: all weights get the one type.
  if (mixture.plain)
    return Decision{&defaultType, subject(weight) +
                                      std::string(defaultType.name) +
                                      " (default)"};
  if (matching) {
    matcher.markUsed(*matching);
    Decision decision{matching->type, "override '" + matching->pattern +
                                          "' takes " +
                                          std::string(matching->type->name)};
    decision.asked = true;
    return fitRow(weight, std::move(decision));
  }
  if (options.pure)
    return fitRow(
        weight, {&defaultType,
                 subject(weight) + std::string(defaultType.name) + " (pure)"});
  std::optional<Category> category = categoryOf(weight.role, facts.tied);
  assert(category && "weights without a category are kept");
  Expected<Decision> decision = mix(weight, *category);
  if (!decision)
    return decision;
  return fitRow(weight, std::move(*decision));
}

Expected<Decision> Assigner::decide(const Weight &weight) {
  std::string_view kept = whyKept(weight);
  if (kept.empty() && options.leaveOutput && weight.role == Role::Output)
    kept = "output is to be left";
  if (!kept.empty()) {
    assert(weight.sourceType && "a kept weight needs its source type");
    Decision decision{weight.sourceType,
                      "kept in " + std::string(weight.sourceType->name) + ": " +
                          std::string(kept)};
    decision.kept = true;
    return decision;
  }
  Expected<Decision> decision = decideType(weight);
  if (decision)
    decision->needsImportance =
        mixture.needsImportance(weight, *decision->type);
  return decision;
}

Expected<Assignment> recipe::assignTypes(const Scheme &scheme,
                                         const ModelFacts &facts,
                                         const std::vector<Weight> &weights,
                                         const AssignOptions &options) {
  Expected<OverrideMatcher> matcher =
      OverrideMatcher::compile(options.overrides);
  if (!matcher)
    return tl::make_unexpected(matcher.error());
  Assigner assigner(scheme, facts, weights, options, *matcher);
  Assignment result;
  result.decisions.resize(weights.size());
  for (size_t index : visitOrder(weights)) {
    Expected<Decision> decision = assigner.decide(weights[index]);
    if (!decision)
      return tl::make_unexpected(decision.error());
    if (decision->needsImportance && !facts.hasImportance && !options.dryRun)
      return makeError(weights[index].name + ": " + std::string(scheme.name) +
                       " gives it " + std::string(decision->type->name) +
                       ", which needs importance data, but there is none");
    result.decisions[index] = std::move(*decision);
  }
  result.warnings = matcher->findIdle(weights);
  return result;
}
