//===- AttentionRules.cpp - Roles around attention --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An attention block is found at its end, the product with v, because that is
// the one product whose operand comes out of a softmax; what meets there and in
// the scores before tells the projections.
//
//===----------------------------------------------------------------------===//

#include "FunctionRules.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace qblock::detail {

using recipe::Role;

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

/// True if the contraction sums over the last dimension of what is read by
/// `map`.
static bool sumsLastDim(linalg::LinalgOp op, AffineMap map) {
  if (map.getNumResults() == 0)
    return false;
  auto dim = dyn_cast<AffineDimExpr>(map.getResults().back());
  return dim && op.getIteratorTypesArray()[dim.getPosition()] ==
                    utils::IteratorType::reduction;
}

/// The key has the dimension that the attention weights are summed over. If
/// nothing was reordered in between, that is one dimension of the scores and
/// comes from one operand; else the wider one is the query, as heads share
/// keys.
void FunctionRules::orderQueryAndKey(Attention &attention,
                                     const Flow &weightsFlow,
                                     bool weightsAreLhs) const {
  const Node &values = graph.nodes[attention.values];
  const Node &scores = graph.nodes[attention.scores];
  if ((weightsFlow.getFlags() & Permuted) ||
      !sumsLastDim(cast<linalg::LinalgOp>(values.op),
                   weightsAreLhs ? values.lhsMap : values.rhsMap)) {
    if (getWidth(attention.query, attention.key) <
        getWidth(attention.key, attention.query))
      std::swap(attention.query, attention.key);
    return;
  }
  auto op = cast<linalg::LinalgOp>(scores.op);
  AffineMap resultMap = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  attention.knowsKey = resultMap.getNumResults() != 0;
  if (attention.knowsKey &&
      scores.lhsMap.getResultPosition(resultMap.getResults().back()))
    std::swap(attention.query, attention.key);
}

/// A cache brings in the layers before as well, and an adaptation of low rank
/// its second half. Neither reads what the projections read.
void FunctionRules::keepSiblings(Attention &attention) const {
  Flow *flows[] = {&attention.query, &attention.key, &attention.value};
  using Inputs = ArrayRef<Value>;
  auto reads = [&](const Trace &trace, Inputs inputs) {
    const Node &node = graph.nodes[trace.node];
    return node.weight && Inputs(node.inputs) == inputs;
  };
  auto countReaders = [&](Inputs inputs) {
    llvm::SmallSetVector<unsigned, 4> readers;
    for (const Flow *flow : flows)
      for (const Trace &trace : flow->traces)
        if (reads(trace, inputs))
          readers.insert(trace.node);
    return readers.size();
  };
  Inputs shared;
  size_t numReaders = 1;
  for (const Flow *flow : flows)
    for (const Trace &trace : flow->traces)
      if (graph.nodes[trace.node].weight) {
        Inputs inputs = graph.nodes[trace.node].inputs;
        if (size_t count = countReaders(inputs); count > numReaders) {
          shared = inputs;
          numReaders = count;
        }
      }
  if (numReaders == 1)
    return;
  for (Flow *flow : flows)
    if (llvm::any_of(flow->traces,
                     [&](const Trace &t) { return reads(t, shared); }))
      llvm::erase_if(flow->traces,
                     [&](const Trace &t) { return !reads(t, shared); });
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
    Attention attention;
    attention.scores = scores->node;
    attention.values = node;
    attention.value = weightsAreLhs ? values.rhs : values.lhs;
    attention.query = graph.nodes[scores->node].lhs;
    attention.key = graph.nodes[scores->node].rhs;
    keepSiblings(attention);
    orderQueryAndKey(attention, weightsFlow, weightsAreLhs);
    // A router that is no layer chooses among values in the same way, but its
    // own matrix comes from nowhere.
    if (attention.key.empty() != attention.value.empty())
      continue;
    return attention;
  }
  return std::nullopt;
}

void FunctionRules::findAttentions() {
  for (unsigned node = 0, end = graph.nodes.size(); node != end; ++node)
    if (std::optional<Attention> attention = matchAttention(node))
      attentions.push_back(std::move(*attention));
  for (const FusedAttention &fused : graph.fusedAttentions)
    attentions.push_back({fused.node, fused.node, fused.query, fused.key,
                          fused.value, /*knowsKey=*/true});
  llvm::sort(attentions, [](const Attention &a, const Attention &b) {
    return a.values < b.values;
  });
}

/// A decoder's second attention reads keys and values of the encoder; no layer
/// is between it and the output of the first.
bool FunctionRules::isCrossAttentionAfter(const Attention &attention,
                                          const Attention &before) const {
  std::optional<unsigned> query = attention.query.getOnlyNode(),
                          key = attention.key.getOnlyNode(),
                          value = attention.value.getOnlyNode();
  if (!query || !key || !value ||
      graph.nodes[*key].inputs != graph.nodes[*value].inputs ||
      graph.nodes[*query].inputs == graph.nodes[*key].inputs)
    return false;
  for (unsigned node = before.values + 1; node < attention.scores; ++node)
    if (graph.nodes[node].weight && node != *query && node != *key &&
        node != *value && graph.nodes[node].lhs.getOnlyNode() != before.values)
      return false;
  return true;
}

/// An attention block each, but for those of a decoder that belong together.
void FunctionRules::countLayers() {
  int64_t numLayers = 0;
  bool isSecond = false;
  for (auto [index, attention] : llvm::enumerate(attentions)) {
    isSecond = index != 0 && !isSecond &&
               isCrossAttentionAfter(attention, attentions[index - 1]);
    attention.layer = isSecond ? numLayers - 1 : numLayers++;
  }
}

/// Rule `qk-product` and `pv-product`: whose results meet around the softmax.
/// Rule `qkv-slices`: one layer whose slices do. Rule `kv-slices`: one layer
/// that gives the values and a part of the keys.
void FunctionRules::claimProjections(const Attention &attention) {
  const Weight *query = getLayerWeight(attention.query);
  const Weight *key = getLayerWeight(attention.key);
  const Weight *value = getLayerWeight(attention.value);
  int64_t layer = attention.layer;
  auto indexOf = [&](const Weight *weight) {
    return static_cast<unsigned>(weight - weights.data());
  };
  if (query && query == key && query == value)
    return claim(indexOf(query), Role::AttnQKV, layer, "qkv-slices");
  bool isConfident = attention.knowsKey;
  bool tellsOne = query != key && ((query && key) || isConfident);
  if (query && tellsOne && query != value)
    claim(indexOf(query), Role::AttnQ, layer, "qk-product", isConfident);
  if (key && tellsOne && key != value)
    claim(indexOf(key), Role::AttnK, layer, "qk-product", isConfident);
  if (!value || value == query || value == key)
    return;
  bool givesKeys =
      llvm::is_contained(llvm::map_range(attention.key.traces,
                                         [](const Trace &t) { return t.node; }),
                         *attention.value.getOnlyNode());
  claim(indexOf(value), givesKeys ? Role::AttnKVB : Role::AttnV, layer,
        givesKeys ? "kv-slices" : "pv-product");
  if (givesKeys) {
    claimCompression(attention.query, layer);
    claimCompression(attention.value, layer);
  }
}

/// Rule `compression`: the layer that a projection expands the result of.
void FunctionRules::claimCompression(const Flow &projection, int64_t layer) {
  std::optional<unsigned> node = projection.getOnlyNode();
  if (!node || !graph.nodes[*node].weight)
    return;
  const Flow &input = graph.nodes[*node].lhs;
  const Weight *weight = getLayerWeight(input);
  if (weight && weight->numRows < weight->rowElems)
    claim(weight - weights.data(), Role::Matrix, layer, "compression");
}

/// Rule `attention-result`: reads the product with v and nothing else.
void FunctionRules::claimAttentionOutput(const Attention &attention) {
  for (auto [index, node] : llvm::enumerate(graph.nodes))
    if (node.weight && node.lhs.getOnlyNode() == attention.values)
      claimNode(index, Role::AttnOutput, attention.layer, "attention-result");
}

/// Number of columns of a layer's result, or of the part that a slice takes of
/// one that is query and key together.
int64_t FunctionRules::getWidth(const Flow &flow, const Flow &other) const {
  const Weight *weight = getLayerWeight(flow);
  if (!weight)
    return 0;
  auto slice = dyn_cast_or_null<tensor::ExtractSliceOp>(flow.getOnlySlice());
  if (!slice || weight != getLayerWeight(other))
    return weight->numRows;
  // The rows may have become several dimensions, in another order.
  int64_t width = weight->numRows;
  for (auto [whole, part] : llvm::zip_equal(slice.getSourceType().getShape(),
                                            slice.getStaticSizes()))
    if (!ShapedType::isDynamic(whole) && !ShapedType::isDynamic(part))
      width = width * part / whole;
  return width;
}

void FunctionRules::countHeads(const Attention &attention) {
  Operation *scores = graph.nodes[attention.scores].op;
  int64_t headElems = 1;
  if (auto op = dyn_cast<linalg::LinalgOp>(scores)) {
    for (auto [size, iterator] :
         llvm::zip(op.getStaticLoopRanges(), op.getIteratorTypesArray()))
      if (iterator == utils::IteratorType::reduction)
        headElems = ShapedType::isDynamic(size) ? 0 : headElems * size;
  } else {
    headElems =
        cast<ShapedType>(scores->getOperand(0).getType()).getShape().back();
  }
  auto count = [&](const Flow &flow, const Flow &other) -> int64_t {
    int64_t width = getWidth(flow, other);
    bool isWhole = headElems > 0 && width > 0 && width % headElems == 0;
    return isWhole ? width / headElems : 0;
  };
  roles.heads = count(attention.query, attention.key);
  roles.kvHeads = count(attention.key, attention.query);
}

} // namespace qblock::detail
