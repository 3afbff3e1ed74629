//===- FunctionRules.h - Role rules over one function -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_ANALYSIS_FUNCTIONRULES_H
#define QBLOCK_LIB_ANALYSIS_FUNCTIONRULES_H

#include "FlowGraph.h"
#include "RoleRules.h"

namespace qblock::detail {

/// softmax(q . k^T) . v
struct Attention {
  unsigned scores; ///< node of q . k^T
  unsigned values; ///< node of the product with v
  Flow query, key, value;
  bool knowsKey = false; ///< query and key could be told apart
  int64_t layer = 0;
};

/// The table of token embeddings of a function; no weight if there is none.
struct TokenTable {
  const Weight *weight = nullptr;
  bool isTied = false; ///< it is the output matrix as well
};

/// The rules, applied to the flow graph of one function. A rule claims a role
/// for each weight that it recognizes; later rules see earlier claims.
class FunctionRules {
public:
  FunctionRules(mlir::Operation *function, llvm::ArrayRef<Weight> weights,
                DataflowRoles &roles, llvm::SmallVectorImpl<bool> &contested)
      : function(function), weights(weights),
        graph(buildFlowGraph(function, weights)), roles(roles),
        contested(contested) {}

  /// Applies all rules.
  void run();

private:
  void findAttentions();
  void countLayers();
  void claimProjections(const Attention &attention);
  void claimCompression(const Flow &projection, int64_t layer);
  void claimAttentionOutput(const Attention &attention);
  void countHeads(const Attention &attention);
  void claimGatedFeedForward();
  void claimGatedResult(const Gating &gating, int64_t layer);
  void claimPlainFeedForward();
  void claimRouters();
  TokenTable findTokenTable();
  void claimOutput(const Weight *tokenTable);

  /// Matches a product with v at `node`.
  std::optional<Attention> matchAttention(unsigned node) const;
  void orderQueryAndKey(Attention &attention, const Flow &weightsFlow,
                        bool weightsAreLhs) const;
  /// Leaves of what leads to query, key and value the layers that read the same
  /// input.
  void keepSiblings(Attention &attention) const;
  /// True if the two belong to one layer of a decoder.
  bool isCrossAttentionAfter(const Attention &attention,
                             const Attention &before) const;
  int64_t getFeedForwardLayer(unsigned node) const;
  /// The weight of the only layer in `flow`; null if that is not so.
  const Weight *getLayerWeight(const Flow &flow) const;
  int64_t getWidth(const Flow &flow, const Flow &other) const;
  /// Records a role; a second, different one makes the weight contested.
  void claim(unsigned weight, recipe::Role role, std::optional<int64_t> layer,
             llvm::StringRef rule, bool isConfident = true);
  void claimNode(unsigned node, recipe::Role role, int64_t layer,
                 llvm::StringRef rule) {
    claim(*graph.nodes[node].weight, role, layer, rule);
  }

  mlir::Operation *function;
  llvm::ArrayRef<Weight> weights;
  FlowGraph graph;
  DataflowRoles &roles;
  llvm::SmallVectorImpl<bool> &contested;
  llvm::SmallVector<Attention> attentions;
  int64_t numFeedForwards = 0;
};

} // namespace qblock::detail

#endif // QBLOCK_LIB_ANALYSIS_FUNCTIONRULES_H
