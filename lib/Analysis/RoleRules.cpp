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

#include "RoleRules.h"

#include "FlowGraph.h"
#include "Uses.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;

namespace qblock::detail {
namespace {

using recipe::Role;

/// softmax(q . k^T) . v
struct Attention {
  unsigned scores; ///< node of q . k^T
  unsigned values; ///< node of the product with v
  Flow query, key, value;
  bool knowsKey = false; ///< query and key could be told apart
};

/// The table of token embeddings of a function; no weight if there is none.
struct TokenTable {
  const Weight *weight = nullptr;
  bool isTied = false; ///< it is the output matrix as well
};

class FunctionRules {
public:
  FunctionRules(FunctionOpInterface function, ArrayRef<Weight> weights,
                DataflowRoles &roles, SmallVectorImpl<bool> &contested)
      : function(function), weights(weights),
        graph(buildFlowGraph(function, weights)), roles(roles),
        contested(contested) {}

  void run() {
    findAttentions();
    for (auto [layer, attention] : llvm::enumerate(attentions)) {
      claimProjections(attention, layer);
      claimAttentionOutput(attention, layer);
    }
    if (!attentions.empty() && roles.heads == 0)
      countHeads(attentions.front());
    claimGatedFeedForward();
    claimPlainFeedForward();
    TokenTable table = findTokenTable();
    if (!table.isTied)
      claimOutput(table.weight);
  }

private:
  void findAttentions();
  void claimProjections(const Attention &attention, int64_t layer);
  void claimAttentionOutput(const Attention &attention, int64_t layer);
  void countHeads(const Attention &attention);
  void claimGatedFeedForward();
  void claimPlainFeedForward();
  TokenTable findTokenTable();
  void claimOutput(const Weight *tokenTable);

  std::optional<Attention> matchAttention(unsigned node) const;
  void orderQueryAndKey(Attention &attention, const Flow &weightsFlow,
                        OpOperand *weightsOperand) const;
  int64_t getFeedForwardLayer(unsigned node);
  const Weight *getLayerWeight(const Flow &flow) const;
  int64_t getWidth(const Flow &flow) const;
  void claim(unsigned weight, Role role, std::optional<int64_t> layer,
             StringRef rule, bool isConfident = true);
  void claimNode(unsigned node, Role role, int64_t layer, StringRef rule) {
    claim(*graph.nodes[node].weight, role, layer, rule);
  }

  FunctionOpInterface function;
  ArrayRef<Weight> weights;
  FlowGraph graph;
  DataflowRoles &roles;
  SmallVectorImpl<bool> &contested;
  SmallVector<Attention> attentions;
  int64_t numFeedForwards = 0;
};

} // namespace

void FunctionRules::claim(unsigned weight, Role role,
                          std::optional<int64_t> layer, StringRef rule,
                          bool isConfident) {
  std::optional<RoleClaim> &slot = roles.claims[weight];
  if (slot && slot->role != role)
    contested[weight] = true;
  if (!slot)
    slot = RoleClaim{role, layer,       ("dataflow:" + rule).str(),
                     "",   isConfident, true};
}

/// The weight of the only layer in `flow`.
const Weight *FunctionRules::getLayerWeight(const Flow &flow) const {
  std::optional<unsigned> node = flow.getOnlyNode();
  if (!node || !graph.nodes[*node].weight)
    return nullptr;
  return &weights[*graph.nodes[*node].weight];
}

//===----------------------------------------------------------------------===//
// Attention
//===----------------------------------------------------------------------===//

/// The product in `flow` whose result went through a softmax. Position biases
/// and masks may be there as well, but no layer.
static std::optional<Trace> findSoftmaxOf(const FlowGraph &graph,
                                          const Flow &flow) {
  std::optional<Trace> scores;
  for (const Trace &trace : flow.traces) {
    if (scores || graph.nodes[trace.node].weight ||
        !(trace.flags & Exponential))
      return std::nullopt;
    scores = trace;
  }
  return scores;
}

/// True if the contraction sums over the operand's last dimension.
static bool sumsLastDim(OpOperand *operand) {
  auto op = cast<linalg::LinalgOp>(operand->getOwner());
  AffineMap map = op.getMatchingIndexingMap(operand);
  if (map.getNumResults() == 0)
    return false;
  unsigned loop = cast<AffineDimExpr>(map.getResults().back()).getPosition();
  return op.getIteratorTypesArray()[loop] == utils::IteratorType::reduction;
}

/// The key has the dimension that the attention weights are summed over. If
/// nothing was reordered in between, that is one dimension of the scores and
/// comes from one operand; else the wider one is the query, as heads share
/// keys.
void FunctionRules::orderQueryAndKey(Attention &attention,
                                     const Flow &weightsFlow,
                                     OpOperand *weightsOperand) const {
  const Node &scores = graph.nodes[attention.scores];
  attention.query = scores.lhs;
  attention.key = scores.rhs;
  if ((weightsFlow.getFlags() & Permuted) || !sumsLastDim(weightsOperand)) {
    if (getWidth(attention.query) < getWidth(attention.key))
      std::swap(attention.query, attention.key);
    return;
  }
  linalg::LinalgOp op = scores.op;
  AffineMap resultMap = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  AffineMap lhsMap = op.getMatchingIndexingMap(op.getDpsInputOperand(0));
  attention.knowsKey = resultMap.getNumResults() != 0;
  if (attention.knowsKey &&
      lhsMap.getResultPosition(resultMap.getResults().back()))
    std::swap(attention.query, attention.key);
}

std::optional<Attention> FunctionRules::matchAttention(unsigned node) const {
  const Node &values = graph.nodes[node];
  if (values.weight)
    return std::nullopt;
  for (bool weightsAreLhs : {true, false}) {
    const Flow &weightsFlow = weightsAreLhs ? values.lhs : values.rhs;
    std::optional<Trace> scores = findSoftmaxOf(graph, weightsFlow);
    if (!scores)
      continue;
    linalg::LinalgOp op = values.op;
    Attention attention;
    attention.scores = scores->node;
    attention.values = node;
    attention.value = weightsAreLhs ? values.rhs : values.lhs;
    orderQueryAndKey(attention, weightsFlow,
                     op.getDpsInputOperand(weightsAreLhs ? 0 : 1));
    return attention;
  }
  return std::nullopt;
}

void FunctionRules::findAttentions() {
  for (unsigned node = 0, end = graph.nodes.size(); node != end; ++node)
    if (std::optional<Attention> attention = matchAttention(node))
      attentions.push_back(std::move(*attention));
}

/// Rule `qk-product` and `pv-product`: whose results meet around the softmax.
/// Rule `qkv-slices`: one layer whose slices do.
void FunctionRules::claimProjections(const Attention &attention,
                                     int64_t layer) {
  const Weight *query = getLayerWeight(attention.query);
  const Weight *key = getLayerWeight(attention.key);
  const Weight *value = getLayerWeight(attention.value);
  auto indexOf = [&](const Weight *weight) {
    return static_cast<unsigned>(weight - weights.data());
  };
  if (query && query == key && query == value)
    return claim(indexOf(query), Role::AttnQKV, layer, "qkv-slices");
  if (query && key && query != key) {
    bool isConfident = attention.knowsKey;
    claim(indexOf(query), Role::AttnQ, layer, "qk-product", isConfident);
    if (key != value)
      claim(indexOf(key), Role::AttnK, layer, "qk-product", isConfident);
  }
  if (value && value != query && value != key)
    claim(indexOf(value), Role::AttnV, layer, "pv-product");
}

/// Rule `attention-result`: reads the product with v and nothing else.
void FunctionRules::claimAttentionOutput(const Attention &attention,
                                         int64_t layer) {
  for (auto [index, node] : llvm::enumerate(graph.nodes))
    if (node.weight && node.lhs.getOnlyNode() == attention.values)
      claimNode(index, Role::AttnOutput, layer, "attention-result");
}

/// Number of columns of a layer's result, or of the slice that was taken of it.
int64_t FunctionRules::getWidth(const Flow &flow) const {
  const Weight *weight = getLayerWeight(flow);
  if (!weight)
    return 0;
  auto slice = dyn_cast_or_null<tensor::ExtractSliceOp>(flow.getOnlySlice());
  if (!slice || slice.getSourceType().getShape().back() != weight->numRows)
    return weight->numRows;
  return slice.getType().getShape().back();
}

void FunctionRules::countHeads(const Attention &attention) {
  linalg::LinalgOp op = graph.nodes[attention.scores].op;
  FailureOr<linalg::ContractionDimensions> dims =
      linalg::inferContractionDims(op);
  if (failed(dims) || dims->k.size() != 1)
    return;
  int64_t headElems = op.getStaticLoopRanges()[dims->k.front()];
  auto count = [&](const Flow &flow) -> int64_t {
    int64_t width = getWidth(flow);
    bool isWhole = headElems > 0 && width > 0 && width % headElems == 0;
    return isWhole ? width / headElems : 0;
  };
  roles.heads = count(attention.query);
  roles.kvHeads = count(attention.key);
}

//===----------------------------------------------------------------------===//
// Feed-forward
//===----------------------------------------------------------------------===//

/// A feed-forward belongs to the attention block before it, or to the one that
/// reads the same input beside it.
int64_t FunctionRules::getFeedForwardLayer(unsigned node) {
  if (attentions.empty())
    return numFeedForwards;
  int64_t layer = -1;
  for (auto [index, attention] : llvm::enumerate(attentions)) {
    std::optional<unsigned> query = attention.query.getOnlyNode();
    if (query && graph.nodes[*query].input == graph.nodes[node].input)
      return index;
    if (attention.values < node)
      layer = index;
  }
  return std::max<int64_t>(layer, 0);
}

/// Rule `gated-product`: one layer's result goes through an activation function
/// and is multiplied with that of its sibling.
void FunctionRules::claimGatedFeedForward() {
  DenseMap<unsigned, Gating> gatingOf;
  for (const Gating &gating : graph.gatings) {
    const Node &gate = graph.nodes[gating.gate], &up = graph.nodes[gating.up];
    if (!gate.weight || !up.weight || gate.input != up.input)
      continue;
    int64_t layer = getFeedForwardLayer(gating.gate);
    if (gating.gate == gating.up) {
      claimNode(gating.gate, Role::FfnGateUp, layer, "gated-slices");
    } else {
      claimNode(gating.gate, Role::FfnGate, layer, "gated-product");
      claimNode(gating.up, Role::FfnUp, layer, "gated-product");
    }
    gatingOf[gating.gate] = gating;
    gatingOf[gating.up] = gating;
    ++numFeedForwards;
  }
  for (auto [index, node] : llvm::enumerate(graph.nodes)) {
    if (!node.weight || node.lhs.traces.empty())
      continue;
    auto it = gatingOf.find(node.lhs.traces.front().node);
    if (it == gatingOf.end())
      continue;
    Gating gating = it->second;
    bool readsOnlyThem = llvm::all_of(node.lhs.traces, [&](const Trace &trace) {
      return trace.node == gating.gate || trace.node == gating.up;
    });
    std::optional<RoleClaim> &claimed =
        roles.claims[*graph.nodes[gating.gate].weight];
    if (readsOnlyThem && claimed)
      claimNode(index, Role::FfnDown, *claimed->layer, "gated-result");
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
    if (weights[*down.weight].numRows != up->rowElems)
      continue;
    int64_t layer = getFeedForwardLayer(upNode);
    claimNode(upNode, Role::FfnUp, layer, "activation");
    claimNode(index, Role::FfnDown, layer, "activation");
    ++numFeedForwards;
  }
}

//===----------------------------------------------------------------------===//
// Tables
//===----------------------------------------------------------------------===//

/// True if the row numbers come from the caller as they are; positions are
/// counted in the function or are constants.
static bool areTokenIds(Value ids) {
  while (Operation *op = ids.getDefiningOp()) {
    Value stripped = stripReshapes(ids);
    if (stripped != ids)
      ids = stripped;
    else if (op->getNumOperands() != 0 && matchView(op->getOpOperand(0)))
      ids = op->getOperand(0);
    else
      return false;
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
      hasTokenIds |= use.ids && areTokenIds(use.ids);
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

DataflowRoles findDataflowRoles(ModuleOp module, ArrayRef<Weight> weights) {
  DataflowRoles roles;
  roles.claims.resize(weights.size());
  SmallVector<bool> contested(weights.size(), false);
  module.walk([&](FunctionOpInterface function) {
    if (!function.isExternal())
      FunctionRules(function, weights, roles, contested).run();
  });
  for (auto [claim, isContested] : llvm::zip_equal(roles.claims, contested))
    if (isContested)
      claim.reset();
  return roles;
}

} // namespace qblock::detail
