//===- FeedForwardRules.cpp - Rules for feed-forward layers -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A feed-forward block is an activation function between layers: with a sibling
// that it is multiplied with (gate, up, down) or without (up, down).
//
//===----------------------------------------------------------------------===//

#include "FunctionRules.h"

using namespace mlir;

namespace qblock::detail {

using recipe::Role;

/// The width of what a layer, or one expert of a stack, gives.
static int64_t getRowsPerExpert(const Weight &weight) {
  return weight.numRows / weight.numExperts;
}

/// A feed-forward belongs to the attention block before it, or to the one that
/// reads the same input beside it.
int64_t FunctionRules::getFeedForwardLayer(unsigned node) const {
  if (attentions.empty())
    return numFeedForwards;
  int64_t layer = -1;
  for (const Attention &attention : attentions) {
    std::optional<unsigned> query = attention.query.getOnlyNode();
    if (query && graph.nodes[*query].inputs == graph.nodes[node].inputs)
      return attention.layer;
    if (attention.values < node)
      layer = attention.layer;
  }
  return std::max<int64_t>(layer, 0);
}

/// Rule `gated-product`: one layer's result goes through an activation function
/// and is multiplied with that of its sibling. Rule `gated-slices`: the two are
/// slices of one layer's result.
void FunctionRules::claimGatedFeedForward() {
  for (const Gating &gating : graph.gatings) {
    const Node &gate = graph.nodes[gating.gate], &up = graph.nodes[gating.up];
    if (!gate.weight || !up.weight || gate.inputs != up.inputs)
      continue;
    int64_t layer = getFeedForwardLayer(gating.gate);
    if (gating.gate == gating.up) {
      claimNode(gating.gate, Role::FfnGateUp, layer, "gated-slices");
    } else {
      claimNode(gating.gate, Role::FfnGate, layer, "gated-product");
      claimNode(gating.up, Role::FfnUp, layer, "gated-product");
    }
    claimGatedResult(gating, layer);
    ++numFeedForwards;
  }
}

/// Rule `gated-result`: the layer that reads the product and nothing else.
void FunctionRules::claimGatedResult(const Gating &gating, int64_t layer) {
  auto isPart = [&](const Trace &trace) {
    return trace.node == gating.gate || trace.node == gating.up;
  };
  // The reader comes later; the first one that follows is it.
  for (unsigned index = std::max(gating.gate, gating.up) + 1,
                end = graph.nodes.size();
       index != end; ++index) {
    const Node &node = graph.nodes[index];
    if (!node.weight || !llvm::any_of(node.lhs.traces, isPart))
      continue;
    if (llvm::all_of(node.lhs.traces, isPart))
      claimNode(index, Role::FfnDown, layer, "gated-result");
    return;
  }
}

/// Rule `activation`: a layer whose result goes through an activation function
/// and nothing else into a layer that leads back to the width of its input.
void FunctionRules::claimPlainFeedForward() {
  for (auto [index, down] : llvm::enumerate(graph.nodes)) {
    const Weight *up = getLayerWeight(down.lhs);
    if (!down.weight || !up || !(down.lhs.getFlags() & Nonlinear))
      continue;
    unsigned upNode = *down.lhs.getOnlyNode();
    if (roles.claims[*graph.nodes[upNode].weight] &&
        roles.claims[*graph.nodes[upNode].weight]->role != Role::FfnUp)
      continue;
    if (getRowsPerExpert(weights[*down.weight]) != up->rowElems)
      continue;
    int64_t layer = getFeedForwardLayer(upNode);
    claimNode(upNode, Role::FfnUp, layer, "activation");
    claimNode(index, Role::FfnDown, layer, "activation");
    ++numFeedForwards;
  }
}

/// Rule `expert-count`: before a stack of experts, the last layer without a
/// role that has a row for each of them and reads rows as long as those that
/// the experts read, or give.
void FunctionRules::claimRouters() {
  for (auto [index, node] : llvm::enumerate(graph.nodes)) {
    if (!node.weight || weights[*node.weight].numExperts == 1)
      continue;
    const Weight &experts = weights[*node.weight];
    const std::optional<RoleClaim> &claimed = roles.claims[*node.weight];
    if (!claimed)
      continue;
    // The first layers of experts may be one matrix to the op that reads them.
    int64_t rowElems = claimed->role == Role::FfnDown
                           ? getRowsPerExpert(experts)
                           : experts.rowElems;
    for (unsigned before = index; before-- > 0;) {
      if (!graph.nodes[before].weight)
        continue;
      unsigned candidate = *graph.nodes[before].weight;
      const Weight &router = weights[candidate];
      if (router.numExperts != 1 || router.numRows != experts.numExperts ||
          router.rowElems != rowElems)
        continue;
      if (!roles.claims[candidate])
        claim(candidate, Role::FfnRouter, claimed->layer, "expert-count");
      break;
    }
  }
}

} // namespace qblock::detail
