//===- RoleRules.cpp - Roles from the dataflow ------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Most exports keep no names, but a transformer's layers can be told apart by
// what becomes of their results. Each rule below is one such observation and is
// named in reports as `dataflow:<rule>`. A rule only speaks where its picture
// is complete; a weight that two rules see differently gets no role.
//
//===----------------------------------------------------------------------===//

#include "FunctionRules.h"

#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;

namespace qblock::detail {

using recipe::Role;

void FunctionRules::claim(unsigned weight, Role role,
                          std::optional<int64_t> layer, StringRef rule,
                          bool isConfident) {
  std::optional<RoleClaim> &slot = roles.claims[weight];
  if (slot && slot->role != role)
    contested[weight] = true;
  if (slot)
    return;
  slot.emplace();
  slot->role = role;
  slot->layer = layer;
  slot->how = ("dataflow:" + rule).str();
  slot->isConfident = isConfident;
  slot->countsLayers = true;
}

const Weight *FunctionRules::getLayerWeight(const Flow &flow) const {
  std::optional<unsigned> node = flow.getOnlyNode();
  if (!node || !graph.nodes[*node].weight)
    return nullptr;
  return &weights[*graph.nodes[*node].weight];
}

void FunctionRules::run() {
  findAttentions();
  countLayers();
  for (const Attention &attention : attentions) {
    claimProjections(attention);
    claimAttentionOutput(attention);
  }
  if (!attentions.empty() && roles.heads == 0)
    countHeads(attentions.front());
  claimGatedFeedForward();
  claimPlainFeedForward();
  claimRouters();
  TokenTable table = findTokenTable();
  if (!table.isTied)
    claimOutput(table.weight);
}

/// A function with a body, also one of a dialect that is not loaded.
static bool isFunction(Operation *op) {
  if (op->getNumRegions() == 0 || op->getRegion(0).empty())
    return false;
  return isa<FunctionOpInterface>(op) ||
         (!op->isRegistered() && op->hasAttr(SymbolTable::getSymbolAttrName()));
}

DataflowRoles findDataflowRoles(ModuleOp module, ArrayRef<Weight> weights) {
  DataflowRoles roles;
  roles.claims.resize(weights.size());
  SmallVector<bool> contested(weights.size(), false);
  module.walk([&](Operation *op) {
    if (isFunction(op))
      FunctionRules(op, weights, roles, contested).run();
  });
  for (auto [claim, isContested] : llvm::zip_equal(roles.claims, contested))
    if (isContested)
      claim.reset();
  return roles;
}

} // namespace qblock::detail
