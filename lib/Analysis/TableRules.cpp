//===- TableRules.cpp - Roles of the tables ---------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The first and the last matrix of a language model have a row for each token.
// Which table that is shows in where its row numbers come from; the output is
// then known by its width.
//
//===----------------------------------------------------------------------===//

#include "FunctionRules.h"

using namespace mlir;

namespace qblock::detail {

using recipe::Role;

/// True if the row numbers come from the caller as they are; positions are
/// counted in the function or are constants.
static bool areTokenIds(Value ids) {
  ids = stripReshapes(ids);
  // What brings them in, in a dialect that is not loaded.
  while (Operation *op = ids.getDefiningOp()) {
    if (op->isRegistered() || op->getNumOperands() == 0)
      return false;
    ids = stripReshapes(op->getOperand(0));
  }
  return cast<BlockArgument>(ids).getOwner()->isEntryBlock();
}

/// Rule `tied`: a table that the model multiplies by as well. Rule `token-ids`:
/// else the largest table that is read at row numbers from the caller.
TokenTable FunctionRules::findTokenTable() {
  TokenTable table;
  for (const Weight &weight : weights) {
    bool isGathered = false, hasTokenIds = false, isMultiplied = false;
    for (const WeightUse &use : weight.uses) {
      if (!function->isProperAncestor(use.op))
        continue;
      isMultiplied |= use.kind == WeightUse::Kind::Matmul;
      isGathered |= use.kind == WeightUse::Kind::GatherRows;
      hasTokenIds |= use.kind == WeightUse::Kind::GatherRows &&
                     areTokenIds(use.op->getOperand(use.ids));
    }
    if (!isGathered || (!isMultiplied && !hasTokenIds))
      continue;
    int64_t mostRows = table.weight ? table.weight->numRows : 0;
    if (std::make_pair(isMultiplied, weight.numRows) >
        std::make_pair(table.isTied, mostRows))
      table = {&weight, isMultiplied};
  }
  if (table.weight)
    claim(table.weight - weights.data(), Role::TokenEmbd, std::nullopt,
          table.isTied ? "tied" : "token-ids");
  return table;
}

/// Rule `vocabulary-width`: the last layer without a role that has a row for
/// each token. Without a token table, rule `widest-last`: the last layer of a
/// model with attention, if it is wider than all others.
void FunctionRules::claimOutput(const Weight *tokenTable) {
  std::optional<unsigned> last;
  int64_t widest = 0;
  for (auto [index, node] : llvm::enumerate(graph.nodes)) {
    if (!node.weight)
      continue;
    const Weight &weight = weights[*node.weight];
    if (!roles.claims[*node.weight])
      last = index;
    else
      widest = std::max(widest, weight.numRows);
  }
  if (!last)
    return;
  const Weight &output = weights[*graph.nodes[*last].weight];
  unsigned index = &output - weights.data();
  if (tokenTable) {
    if (output.numRows == tokenTable->numRows &&
        output.rowElems == tokenTable->rowElems)
      claim(index, Role::Output, std::nullopt, "vocabulary-width");
    return;
  }
  bool isLast = *last + 1 == graph.nodes.size();
  if (!attentions.empty() && isLast && output.numRows > widest)
    claim(index, Role::Output, std::nullopt, "widest-last");
}

} // namespace qblock::detail
