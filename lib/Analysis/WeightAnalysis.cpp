//===- WeightAnalysis.cpp - Weights of a module and their uses --*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Joins what the sources say about each weight: an attribute is believed before
// the map, the map before names in the IR, and names before the dataflow. A
// source that is overruled and disagrees is reported, because one of the two is
// then wrong and the user can tell which.
//
//===----------------------------------------------------------------------===//

#include "qblock/Analysis/WeightAnalysis.h"

#include "FindWeights.h"
#include "RoleRules.h"

using namespace mlir;

namespace qblock {

using detail::RoleClaim;
using recipe::Role;

std::string getArgumentSymbol(unsigned argNumber) {
  return "arg" + std::to_string(argNumber);
}

bool Weight::isQuantizable() const {
  return !uses.empty() && llvm::all_of(uses, [](const WeightUse &use) {
    return use.kind != WeightUse::Kind::Float;
  });
}

static StringRef toRef(std::string_view text) {
  return StringRef(text.data(), text.size());
}

static bool hasUse(const Weight &weight, WeightUse::Kind kind) {
  return llvm::any_of(weight.uses,
                      [=](const WeightUse &use) { return use.kind == kind; });
}

/// Two names for one thing are no disagreement: of a tied table, one name says
/// `output` and another `token_embd`. The dataflow counts layers from 0 even
/// where a module holds the later ones only.
static bool agree(const Weight &weight, const RoleClaim &a,
                  const RoleClaim &b) {
  if (a.role == b.role)
    return !a.layer || !b.layer || a.layer == b.layer || b.countsLayers;
  auto isTable = [](Role role) {
    return role == Role::TokenEmbd || role == Role::Output;
  };
  return hasUse(weight, WeightUse::Kind::GatherRows) && isTable(a.role) &&
         isTable(b.role);
}

static std::string describe(const RoleClaim &claim) {
  std::string text = toRef(recipe::stringify(claim.role)).str();
  if (claim.layer)
    text += " of layer " + std::to_string(*claim.layer);
  text += " by " + claim.how;
  if (!claim.evidence.empty())
    text += " '" + claim.evidence + "'";
  return text;
}

/// Takes the first claim and reports those that contradict it.
static void applyClaims(Weight &weight, ArrayRef<RoleClaim> claims) {
  weight.how = "none";
  if (claims.empty())
    return;
  const RoleClaim &best = claims.front();
  for (const RoleClaim &other : claims.drop_front())
    if (other.isConfident && !agree(weight, best, other))
      emitWarning(weight.getLoc())
          << "weight '" << weight.symbol << "' is " << describe(best)
          << ", but " << describe(other) << "; the former is used";
  weight.role = best.role;
  for (const RoleClaim &claim : claims)
    if (!weight.layer && claim.role == best.role)
      weight.layer = claim.layer;
  weight.how = best.how;
  // Rows of it are looked up: the output matrix is the token table.
  if (best.role == Role::Output && hasUse(weight, WeightUse::Kind::GatherRows))
    weight.role = Role::TokenEmbd;
}

static std::string chooseName(const Weight &weight,
                              const weights::MapEntry *entry) {
  std::string name =
      recipe::ggufName(weight.role, weight.layer, weight.numExperts > 1);
  if (!name.empty())
    return name;
  if (entry && entry->ggufName)
    return *entry->ggufName;
  if (entry && !entry->torchName.empty())
    return entry->torchName;
  return weight.symbol;
}

WeightAnalysis::WeightAnalysis(ModuleOp module, const weights::WeightMap *map)
    : list(detail::findWeights(module, map)) {
  SymbolTableCollection symbols;
  detail::DataflowRoles dataflow = detail::findDataflowRoles(module, list);
  inferred.heads = dataflow.heads;
  inferred.kvHeads = dataflow.kvHeads;
  for (auto [index, weight] : llvm::enumerate(list)) {
    const auto *entry = detail::findEntry(map, weight.source, weight.symbol);
    SmallVector<RoleClaim, 4> claims;
    auto add = [&](std::optional<RoleClaim> claim) {
      if (claim)
        claims.push_back(std::move(*claim));
    };
    add(detail::claimFromAttributes(weight, symbols));
    add(detail::claimFromMap(entry));
    add(detail::claimFromNames(weight));
    add(dataflow.claims[index]);
    applyClaims(weight, claims);
    weight.name = chooseName(weight, entry);
    inferred.tied |= weight.role == Role::TokenEmbd &&
                     hasUse(weight, WeightUse::Kind::Matmul);
    inferred.experts = std::max(inferred.experts,
                                weight.numExperts > 1 ? weight.numExperts : 0);
    if (weight.layer)
      inferred.layers = std::max(inferred.layers, *weight.layer + 1);
  }
}

} // namespace qblock
