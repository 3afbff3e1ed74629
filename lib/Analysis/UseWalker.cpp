//===- UseWalker.cpp - All uses of one tensor -------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Walks the uses of a tensor forward, through ops that only copy, and says of
// each what it reads and whether only a weight would be read like that.
//
//===----------------------------------------------------------------------===//

#include "UseWalker.h"

#include "MatmulForm.h"
#include "RowLookup.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "qblock/Analysis/GlobalTensor.h"

using namespace mlir;

namespace qblock::detail {

FoundUse makeFloatUse(Operation *op, Evidence evidence, std::string reason) {
  FoundUse found{{}, evidence, {}, {}};
  found.use.op = op;
  found.use.reason = std::move(reason);
  return found;
}

/// Follows a value back through views.
static Value getRoot(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (op->getNumOperands() == 0 ||
        getViewResult(op->getOpOperand(0)) != value)
      break;
    value = op->getOperand(0);
  }
  return value;
}

static bool isConstant(Value value) {
  SymbolTableCollection symbols;
  Operation *op = value.getDefiningOp();
  return op &&
         (isa<arith::ConstantOp>(op) || GlobalTensor::loadedBy(op, symbols));
}

/// True if the result's rows come first: the weight is the left factor.
static bool isLeftFactor(const WeightUse &use) {
  auto op = cast<linalg::LinalgOp>(use.op);
  AffineMap map = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  AffineExpr last = map.getResults().back();
  return use.loopAxes[cast<AffineDimExpr>(last).getPosition()].empty();
}

/// True if the op takes the largest of some elements, as a softmax does.
static bool findsMaximum(linalg::LinalgOp op) {
  return op.getNumReductionLoops() != 0 &&
         llvm::any_of(op.getBlock()->without_terminator(),
                      [](Operation &inner) {
                        return isa<arith::MaximumFOp, arith::MaxNumFOp>(inner);
                      });
}

/// True if a softmax is among the `maxSteps` elementwise ops after `value`:
/// these are attention scores.
static bool leadsToSoftmax(Value value, unsigned maxSteps) {
  if (maxSteps == 0)
    return false;
  for (Operation *user : value.getUsers()) {
    auto op = dyn_cast<linalg::LinalgOp>(user);
    if (isa<linalg::SoftmaxOp>(user) || (op && findsMaximum(op)))
      return true;
    bool isElementwise = op ? op.getNumReductionLoops() == 0
                            : bool(getViewResult(user->getOpOperand(0)));
    if (isElementwise && user->getNumResults() == 1 &&
        leadsToSoftmax(user->getResult(0), maxSteps - 1))
      return true;
  }
  return false;
}

/// True if a softmax is among the `maxSteps` ops before `value`: these are
/// attention weights.
static bool comesFromSoftmax(Value value, unsigned maxSteps) {
  Operation *op = getRoot(value).getDefiningOp();
  if (!op || maxSteps == 0)
    return false;
  auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
  if (isa<linalg::SoftmaxOp>(op) || (linalgOp && findsMaximum(linalgOp)))
    return true;
  if (!linalgOp || matchContraction(op))
    return false;
  return llvm::any_of(linalgOp.getDpsInputs(), [&](Value input) {
    return comesFromSoftmax(input, maxSteps - 1);
  });
}

Evidence UseWalker::judge(const FoundUse &found, const Factor &input) const {
  const WeightUse &use = found.use;
  if (!isa<BlockArgument>(currentLeaf))
    return Evidence::Weight;
  // Of an argument and a constant, the constant is the weight; of two
  // arguments, the right factor. Two stacks of matrices are queries and keys.
  auto readsOnly = [&](auto isLike) {
    return llvm::all_of(input.operands, [&](OpOperand *operand) {
      return isLike(getRoot(operand->get()));
    });
  };
  bool readsArguments = readsOnly(llvm::IsaPred<BlockArgument>);
  bool readsStack =
      readsArguments && !use.stackLoops.empty() && readsOnly([](Value root) {
        return cast<ShapedType>(root.getType()).getRank() > 2;
      });
  if (readsOnly(isConstant) || readsStack ||
      (readsArguments && isLeftFactor(use)))
    return Evidence::Activation;
  if (use.stackLoops.empty())
    return Evidence::Weight;
  // A stack of experts has three dimensions and is not next to a softmax, as
  // the keys and values of a cache are.
  auto type = cast<RankedTensorType>(currentLeaf.getType());
  bool isAttention = leadsToSoftmax(use.op->getResult(0), 6) ||
                     llvm::any_of(input.operands, [](OpOperand *operand) {
                       return comesFromSoftmax(operand->get(), 6);
                     });
  return type.getRank() != 3 || isAttention ? Evidence::Activation
                                            : Evidence::Weight;
}

FoundUse UseWalker::classifyContraction(OpOperand &operand,
                                        const AxisView &view,
                                        const Contraction &contraction) const {
  Operation *op = operand.getOwner();
  FoundUse found;
  found.use.op = op;
  found.use.slices = view.slices;
  found.use.stackGather = view.stackGather;
  found.use.numbers = view.stackNumbers;
  auto type = cast<RankedTensorType>(currentLeaf.getType());
  auto kDims = matchMatmul(contraction, operand, view, type, found.use);
  if (!kDims)
    return makeFloatUse(op, Evidence::Activation,
                        "the contraction is not of the form x[..., M, K] . "
                        "W[N, K]^T: " +
                            kDims.error().message);
  found.kDims = *kDims;
  found.use.kind = WeightUse::Kind::Matmul;
  // An outer product or a single dot product: rope's angles, not a layer.
  int64_t rowElems = 1;
  for (unsigned dim : kDims->set_bits())
    rowElems *= type.getDimSize(dim);
  bool isVector = rowElems == 1 || rowElems == type.getNumElements();
  found.evidence =
      isVector ? Evidence::None
               : judge(found, contraction.lhs.uses(&operand) ? contraction.rhs
                                                             : contraction.lhs);
  return found;
}

/// True if nothing was done to the weight yet.
static bool isWhole(const AxisView &view, RankedTensorType type) {
  if (view.dims.size() != static_cast<size_t>(type.getRank()) ||
      view.stackGather || !view.slices.empty())
    return false;
  for (auto [dim, axes] : llvm::enumerate(view.dims))
    if (!axes.empty() && (axes.size() != 1 || axes.front().dim != dim ||
                          axes.front().size != type.getDimSize(dim)))
      return false;
  return true;
}

FoundUse UseWalker::classifyExtract(tensor::ExtractOp extract,
                                    const AxisView &view) const {
  std::optional<RowNumbers> numbers = matchGatherRows(extract);
  auto type = cast<RankedTensorType>(currentLeaf.getType());
  if (!numbers || type.getRank() != 2 || !isWhole(view, type))
    return makeFloatUse(extract, Evidence::None,
                        "single elements are extracted, not whole rows");
  FoundUse found;
  found.evidence = Evidence::Weight;
  found.kDims.resize(2);
  found.kDims.set(1);
  found.use.kind = WeightUse::Kind::GatherRows;
  found.use.op = extract->getParentOp();
  found.use.numbers = std::move(numbers);
  found.use.extract = extract;
  return found;
}

FoundUse UseWalker::classify(OpOperand &operand, const AxisView &view) const {
  Operation *op = operand.getOwner();
  if (auto extract = dyn_cast<tensor::ExtractOp>(op))
    return classifyExtract(extract, view);
  if (auto contraction = matchContraction(op))
    return classifyContraction(operand, view, *contraction);
  if (isa<CallOpInterface>(op))
    return makeFloatUse(op, Evidence::None, "it is passed to a call");
  return makeFloatUse(
      op, Evidence::Activation,
      ("'" + op->getName().getStringRef() + "' reads it as floats").str());
}

bool UseWalker::walkStackGather(tensor::ExtractOp extract,
                                const AxisView &view) {
  auto type = cast<RankedTensorType>(currentLeaf.getType());
  std::optional<StackGather> gather = matchGatherStack(extract);
  if (!gather || type.getRank() != 3 || !isWhole(view, type))
    return false;
  Value result = gather->op->getResult(0);
  AxisView next = view;
  next.dims.clear();
  next.stackGather = gather->op;
  next.stackNumbers = gather->numbers;
  auto resultType = cast<RankedTensorType>(result.getType());
  for (auto [index, dim] : llvm::enumerate(gather->dims)) {
    auto [idsDim, stackDim] = dim;
    WeightAxes &axes = next.dims.emplace_back();
    int64_t size = resultType.getDimSize(index);
    if (!idsDim)
      axes = view.dims[stackDim];
    else if (size != 1)
      axes.push_back({0, size, 1, idsDim});
  }
  walkView(result, next);
  return true;
}

void UseWalker::walkView(Value value, const AxisView &view) {
  for (OpOperand &operand : value.getUses()) {
    // Its answer is known before the weight changes.
    if (isa<tensor::DimOp>(operand.getOwner()) &&
        cast<ShapedType>(value.getType()).hasStaticShape())
      continue;
    if (Value result = getViewResult(operand)) {
      if (std::optional<AxisView> next = followView(operand, view)) {
        walkView(result, *next);
        continue;
      }
    }
    if (auto extract = dyn_cast<tensor::ExtractOp>(operand.getOwner());
        extract && walkStackGather(extract, view))
      continue;
    found.push_back(classify(operand, view));
    found.back().use.value = currentLeaf;
    found.back().position = {opOrder.lookup(operand.getOwner()),
                             operand.getOperandNumber()};
  }
}

} // namespace qblock::detail
