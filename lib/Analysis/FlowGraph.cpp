//===- FlowGraph.cpp - Which contractions feed which ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rules that tell roles apart speak of contractions: "feeds a softmax", "is
// multiplied with". This file reduces a function to them. Each value carries
// the contractions it depends on, with what happened on the way; linalg bodies
// are entered, so that one fused generic and ten small ones give the same flow.
// The sets are bounded, which keeps the pass linear in the size of the
// function.
//
//===----------------------------------------------------------------------===//

#include "FlowGraph.h"

#include "AxisView.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "qblock/Analysis/Contraction.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace qblock::detail {

/// More contractions than the rules can use: enough for a fused projection
/// whose three parts are rotated by halves.
static constexpr size_t kMaxTraces = 8;

std::optional<unsigned> Flow::getOnlyNode() const {
  if (isMixed || traces.empty())
    return std::nullopt;
  unsigned node = traces.front().node;
  if (llvm::any_of(traces, [=](const Trace &t) { return t.node != node; }))
    return std::nullopt;
  return node;
}

Operation *Flow::getOnlySlice() const {
  if (isMixed || traces.empty())
    return nullptr;
  Operation *slice = traces.front().slice;
  bool isShared =
      llvm::all_of(traces, [=](const Trace &t) { return t.slice == slice; });
  return isShared ? slice : nullptr;
}

uint8_t Flow::getFlags() const {
  uint8_t flags = 0;
  for (const Trace &trace : traces)
    flags |= trace.flags;
  return flags;
}

static void merge(Flow &into, const Flow &from) {
  into.isMixed |= from.isMixed;
  for (const Trace &trace : from.traces) {
    auto *same = llvm::find_if(into.traces, [&](const Trace &t) {
      return t.node == trace.node && t.slice == trace.slice;
    });
    if (same != into.traces.end())
      same->flags |= trace.flags;
    else
      into.traces.push_back(trace);
  }
  if (into.traces.size() > kMaxTraces)
    into.isMixed = true;
  if (into.isMixed)
    into.traces.clear();
}

/// True if the two boxes share no element whatever their dynamic offsets are.
static bool areDisjoint(OffsetSizeAndStrideOpInterface a,
                        OffsetSizeAndStrideOpInterface b) {
  for (auto [aStart, aSize, aStride, bStart, bSize, bStride] : llvm::zip_equal(
           a.getStaticOffsets(), a.getStaticSizes(), a.getStaticStrides(),
           b.getStaticOffsets(), b.getStaticSizes(), b.getStaticStrides())) {
    bool isStatic = llvm::none_of(ArrayRef({aStart, aSize, bStart, bSize}),
                                  ShapedType::isDynamic);
    if (isStatic && aStride == 1 && bStride == 1 &&
        (aStart + aSize <= bStart || bStart + bSize <= aStart))
      return true;
  }
  return false;
}

static void addFlags(Flow &flow, uint8_t flags) {
  for (Trace &trace : flow.traces)
    trace.flags |= flags;
}

Value stripReshapes(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    bool isView = op->getNumOperands() != 0 &&
                  (!isa<tensor::ExtractSliceOp>(op) || isWholeSlice(op)) &&
                  getViewResult(op->getOpOperand(0)) == value;
    if (!isView && !isa<tensor::ReshapeOp>(op))
      break;
    value = op->getOperand(0);
  }
  return value;
}

/// True if the dimensions that `map` keeps stay in their order.
static bool isOrdered(AffineMap map) {
  std::optional<unsigned> last;
  for (AffineExpr expr : map.getResults()) {
    auto dim = dyn_cast<AffineDimExpr>(expr);
    if (dim && last && dim.getPosition() < *last)
      return false;
    if (dim)
      last = dim.getPosition();
  }
  return true;
}

/// True for the attention ops of IREE and torch-mlir, whose first operands are
/// query, key and value. Their dialects need not be loaded.
static bool isFusedAttention(Operation *op) {
  if (!op->getName().getStringRef().ends_with("attention") ||
      op->getNumOperands() < 3 || op->getNumResults() == 0)
    return false;
  return llvm::all_of(op->getOperands().take_front(3), [](Value operand) {
    auto tensor = dyn_cast<RankedTensorType>(operand.getType());
    return tensor && tensor.getRank() >= 2;
  });
}

namespace {

/// What a scalar in the body of a linalg op is computed from.
struct ElementReads {
  ElementReads(linalg::LinalgOp op, Value scalar) : op(op) { visit(scalar); }

  llvm::SmallSetVector<Value, 4> tensors;
  /// From the loops to the tensor with most dimensions.
  AffineMap map;

private:
  void visit(Value value) {
    if (!seen.insert(value).second)
      return;
    auto argument = dyn_cast<BlockArgument>(value);
    if (argument && argument.getOwner() == op.getBlock())
      return add(op->getOperand(argument.getArgNumber()),
                 op.getIndexingMapsArray()[argument.getArgNumber()]);
    Operation *producer = value.getDefiningOp();
    if (!producer || producer->getBlock() != op.getBlock())
      return;
    if (auto extract = dyn_cast<tensor::ExtractOp>(producer)) {
      SmallVector<AffineExpr> exprs;
      for (Value index : extract.getIndices())
        exprs.push_back(getLoop(index));
      return add(extract.getTensor(),
                 AffineMap::get(op.getNumLoops(), 0, exprs, op.getContext()));
    }
    for (Value operand : producer->getOperands())
      visit(operand);
  }

  void add(Value tensor, AffineMap newMap) {
    tensors.insert(tensor);
    if (!map || newMap.getNumResults() > map.getNumResults())
      map = newMap;
  }

  /// The only loop that an index depends on, else a constant.
  AffineExpr getLoop(Value index) {
    llvm::SetVector<Value> values;
    values.insert(index);
    std::optional<unsigned> loop;
    for (size_t i = 0; i < values.size(); ++i) {
      Operation *producer = values[i].getDefiningOp();
      if (!producer || producer->getBlock() != op.getBlock())
        continue;
      if (auto counter = dyn_cast<linalg::IndexOp>(producer)) {
        if (loop && *loop != counter.getDim())
          return getAffineConstantExpr(0, op.getContext());
        loop = counter.getDim();
      }
      values.insert_range(producer->getOperands());
    }
    return loop ? getAffineDimExpr(*loop, op.getContext())
                : getAffineConstantExpr(0, op.getContext());
  }

  linalg::LinalgOp op;
  llvm::SmallDenseSet<Value> seen;
};

class GraphBuilder {
public:
  explicit GraphBuilder(ArrayRef<Weight> weights) {
    for (auto [index, weight] : llvm::enumerate(weights))
      for (const WeightUse &use : weight.uses)
        if (use.kind == WeightUse::Kind::Matmul)
          layers[use.op] = {static_cast<unsigned>(index), use.weight};
  }

  void visitBlock(Block &block) {
    for (Operation &op : block)
      visit(&op);
  }

  FlowGraph takeGraph() { return std::move(graph); }

private:
  void visit(Operation *op) {
    if (auto contraction = matchContraction(op))
      return visitContraction(*contraction);
    if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op))
      return visitLinalg(linalgOp);
    if (isFusedAttention(op))
      return visitFusedAttention(op);
    if (op->getNumRegions() != 0)
      return visitRegions(op);
    for (Value result : op->getResults())
      set(result, propagate(op));
    if (isa<arith::MulFOp>(op))
      recordGating(get(op->getOperand(0)), get(op->getOperand(1)));
  }

  void visitContraction(const Contraction &contraction) {
    linalg::LinalgOp op = contraction.op;
    visitBody(op);
    Node node{op, std::nullopt, {}, {}, {}, {}, {}};
    const Factor *input = &contraction.lhs;
    if (auto layer = layers.find(op); layer != layers.end()) {
      node.weight = layer->second.first;
      if (input->uses(layer->second.second))
        input = &contraction.rhs;
      for (OpOperand *operand : input->operands)
        node.inputs.push_back(stripReshapes(operand->get()));
    } else {
      node.rhs = get(contraction.rhs.scalar);
      node.lhsMap = getMap(contraction.lhs, contraction.rhs);
      node.rhsMap = getMap(contraction.rhs, contraction.lhs);
    }
    node.lhs = get(input->scalar);
    Flow result;
    result.traces.push_back({static_cast<unsigned>(graph.nodes.size())});
    merge(result, get(op.getDpsInits()[0]));
    set(op->getResult(0), result);
    graph.nodes.push_back(std::move(node));
  }

  /// A product of which the body looks elements up by itself: that of a dynamic
  /// batch which may have to be repeated, after fusion.
  bool visitProductOfLookups(linalg::LinalgOp op) {
    auto factors = matchSumOfProducts(op);
    if (!factors)
      return false;
    ElementReads lhs(op, factors->first), rhs(op, factors->second);
    Node node{op, std::nullopt, {}, {}, {}, lhs.map, rhs.map};
    node.lhs = get(factors->first);
    node.rhs = get(factors->second);
    // A sum of squares is no product.
    if (node.lhs.empty() || node.rhs.empty() || lhs.tensors == rhs.tensors)
      return false;
    Flow result;
    result.traces.push_back({static_cast<unsigned>(graph.nodes.size())});
    set(op->getResult(0), result);
    graph.nodes.push_back(std::move(node));
    return true;
  }

  void visitFusedAttention(Operation *op) {
    auto node = static_cast<unsigned>(graph.nodes.size());
    graph.fusedAttentions.push_back({node, get(op->getOperand(0)),
                                     get(op->getOperand(1)),
                                     get(op->getOperand(2))});
    graph.nodes.push_back({op, std::nullopt, {}, {}, {}, {}, {}});
    Flow result;
    result.traces.push_back({node});
    set(op->getResult(0), result);
  }

  /// The map of the input that has most dimensions, of those that depend on a
  /// layer and that only one factor reads.
  AffineMap getMap(const Factor &factor, const Factor &other) const {
    auto op = cast<linalg::LinalgOp>(factor.operands.front()->getOwner());
    AffineMap best;
    bool bestFlows = false;
    for (OpOperand *operand : factor.operands) {
      AffineMap map = op.getMatchingIndexingMap(operand);
      bool flows = !get(operand->get()).empty();
      if (!other.uses(operand) &&
          (!best || std::make_pair(flows, map.getNumResults()) >
                        std::make_pair(bestFlows, best.getNumResults()))) {
        best = map;
        bestFlows = flows;
      }
    }
    return best ? best : op.getMatchingIndexingMap(factor.operands.front());
  }

  void visitBody(linalg::LinalgOp op) {
    Block *body = op.getBlock();
    for (OpOperand &operand : op->getOpOperands()) {
      if (operand.getOperandNumber() >= body->getNumArguments())
        break; // linalg.map passes its inputs only
      Flow flow = get(operand.get());
      AffineMap map = op.getMatchingIndexingMap(&operand);
      if (op.isDpsInput(&operand) && !isOrdered(map))
        addFlags(flow, Permuted);
      set(body->getArgument(operand.getOperandNumber()), flow);
    }
    visitBlock(*body);
  }

  void visitLinalg(linalg::LinalgOp op) {
    visitBody(op);
    if (visitProductOfLookups(op))
      return;
    for (auto [result, yielded] : llvm::zip(
             op->getResults(), op.getBlock()->getTerminator()->getOperands()))
      set(result, get(yielded));
  }

  /// Control flow: whatever goes in may come out.
  void visitRegions(Operation *op) {
    Flow flow = propagate(op);
    for (Region &region : op->getRegions()) {
      for (Block &block : region) {
        for (Value argument : block.getArguments())
          set(argument, flow);
        visitBlock(block);
        if (block.mightHaveTerminator())
          for (Value operand : block.getTerminator()->getOperands())
            merge(flow, get(operand));
      }
    }
    for (Value result : op->getResults())
      set(result, flow);
  }

  /// What is in a slice: of parts that were written into the tensor one after
  /// another, as into the cache of all layers, those that it may have.
  Flow getWrittenInto(tensor::ExtractSliceOp slice) const {
    Flow flow;
    Value source = slice.getSource();
    while (auto insert = source.getDefiningOp<tensor::InsertSliceOp>()) {
      if (!areDisjoint(slice, insert))
        merge(flow, get(insert.getSource()));
      source = insert.getDest();
    }
    merge(flow, get(source));
    return flow;
  }

  Flow propagate(Operation *op) {
    Flow flow;
    if (isa<tensor::EmptyOp, tensor::DimOp>(op))
      return flow;
    if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op)) {
      flow = getWrittenInto(slice);
      if (!isWholeSlice(op))
        for (Trace &trace : flow.traces)
          if (!trace.slice)
            trace.slice = op;
      return flow;
    }
    for (Value operand : op->getOperands())
      merge(flow, get(operand));
    addFlags(flow, getFlags(op));
    return flow;
  }

  uint8_t getFlags(Operation *op) {
    if (isa<math::ExpOp, math::Exp2Op, linalg::SoftmaxOp>(op))
      return Nonlinear | Exponential;
    if (isa<math::TanhOp, math::ErfOp, math::ErfcOp, arith::MaximumFOp,
            arith::MaxNumFOp>(op))
      return Nonlinear;
    // relu and its kin: a choice that depends on the value.
    if (auto select = dyn_cast<arith::SelectOp>(op))
      return get(select.getCondition()).empty() ? 0 : Nonlinear;
    return 0;
  }

  void recordGating(const Flow &a, const Flow &b) {
    std::optional<unsigned> nodeA = a.getOnlyNode(), nodeB = b.getOnlyNode();
    if (!nodeA || !nodeB)
      return;
    bool areSlices = a.getOnlySlice() && b.getOnlySlice() &&
                     a.getOnlySlice() != b.getOnlySlice();
    bool isActiveA = a.getFlags() & Nonlinear,
         isActiveB = b.getFlags() & Nonlinear;
    if ((*nodeA == *nodeB && !areSlices) || isActiveA == isActiveB)
      return;
    graph.gatings.push_back(isActiveA ? Gating{*nodeA, *nodeB}
                                      : Gating{*nodeB, *nodeA});
  }

  Flow get(Value value) const {
    auto it = flows.find(value);
    return it == flows.end() ? Flow() : it->second;
  }
  /// Only floats and comparisons of floats carry data; sizes and row numbers do
  /// not.
  void set(Value value, const Flow &flow) {
    Type type = getElementTypeOrSelf(value.getType());
    if (!flow.empty() && (isa<FloatType>(type) || type.isInteger(1)))
      flows[value] = flow;
  }

  DenseMap<Operation *, std::pair<unsigned, OpOperand *>> layers;
  DenseMap<Value, Flow> flows;
  FlowGraph graph;
};

} // namespace

FlowGraph buildFlowGraph(Operation *function, ArrayRef<Weight> weights) {
  GraphBuilder builder(weights);
  for (Region &region : function->getRegions())
    for (Block &block : region)
      builder.visitBlock(block);
  return builder.takeGraph();
}

} // namespace qblock::detail
