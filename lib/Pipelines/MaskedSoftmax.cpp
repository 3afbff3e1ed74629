//===- MaskedSoftmax.cpp - Columns that a softmax leaves out ----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MaskedSoftmax.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Matchers.h"
#include "qblock/Analysis/Contraction.h"
#include "llvm/ADT/SmallBitVector.h"

using namespace mlir;
using linalg::GenericOp;

namespace {
/// What is in the columns of a value.
enum class Content {
  None,   ///< nothing: it has no columns
  Scores, ///< anything finite
  Masked, ///< scores, and hugely negative numbers where masked
  Zero,   ///< zero where masked
};

class Matcher {
public:
  Matcher(GenericOp last, const SetVector<Operation *> &producers);
  std::optional<qblock::MaskedSoftmax> match();

private:
  bool mapLoops();
  bool unifyLoops(GenericOp consumer, OpOperand *input, bool &changed);
  std::optional<unsigned> getColumns(GenericOp op) const;
  Content getContent(Value value) const { return contents.lookup(value); }
  bool classify(GenericOp op);
  bool classifyElementwise(GenericOp op);
  bool classifyReduction(GenericOp op);
  bool isZeroWhereMasked(GenericOp op, Value scalar) const;
  bool isBelowLargest(GenericOp op, Value scalar) const;
  bool readsZeros() const;
  std::optional<qblock::MaskedSoftmax> describe() const;

  GenericOp last;
  SmallVector<GenericOp> ops; ///< in order, `last` is the last one
  bool isRegular = true;      ///< one block of ops with one result each
  /// By op: for each loop its number in `last`, or -1.
  llvm::DenseMap<Operation *, SmallVector<int64_t>> loops;
  int64_t columns = -1; ///< a loop of `last`
  llvm::DenseMap<Value, Content> contents;
  llvm::DenseSet<Value> largest; ///< largest elements of the masked rows
  OpOperand *scores = nullptr;   ///< of the op that masks them
};
} // namespace

Matcher::Matcher(GenericOp last, const SetVector<Operation *> &producers)
    : last(last) {
  for (Operation *op : producers) {
    auto generic = dyn_cast<GenericOp>(op);
    isRegular &= generic && op->getBlock() == last->getBlock() &&
                 generic.getNumDpsInits() == 1;
    ops.push_back(generic);
  }
  if (!isRegular)
    return;
  llvm::sort(ops,
             [](GenericOp a, GenericOp b) { return a->isBeforeInBlock(b); });
  ops.push_back(last);
  for (GenericOp op : ops)
    loops[op].assign(op.getNumLoops(), -1);
  SmallVector<unsigned> reduced;
  last.getReductionDims(reduced);
  columns = reduced.front();
}

/// Loops of a producer and its consumer over the same dimension are the same
/// one. False if that contradicts what is known.
bool Matcher::unifyLoops(GenericOp consumer, OpOperand *input, bool &changed) {
  auto producer = input->get().getDefiningOp<GenericOp>();
  if (!producer || !loops.contains(producer))
    return true;
  AffineMap to = consumer.getMatchingIndexingMap(input);
  AffineMap from =
      producer.getIndexingMapMatchingResult(cast<OpResult>(input->get()));
  if (!to.isProjectedPermutation() || !from.isProjectedPermutation())
    return false;
  for (unsigned dim = 0; dim < to.getNumResults(); ++dim) {
    int64_t &a = loops[consumer][to.getDimPosition(dim)];
    int64_t &b = loops[producer][from.getDimPosition(dim)];
    if (a == b)
      continue;
    if (a != -1 && b != -1)
      return false;
    a = b = std::max(a, b);
    changed = true;
  }
  return true;
}

bool Matcher::mapLoops() {
  for (unsigned loop = 0; loop < last.getNumLoops(); ++loop)
    loops[last][loop] = loop;
  bool changed = true;
  while (changed) {
    changed = false;
    for (GenericOp op : llvm::reverse(ops))
      for (OpOperand *input : op.getDpsInputOperands())
        if (!unifyLoops(op, input, changed))
          return false;
  }
  return true;
}

/// The loop of `op` over the columns.
std::optional<unsigned> Matcher::getColumns(GenericOp op) const {
  const SmallVector<int64_t> &known = loops.find(op)->second;
  const auto *found = llvm::find(known, columns);
  if (found == known.end())
    return std::nullopt;
  return found - known.begin();
}

/// True if `scalar` stays near what it is for scores of zero: the scores are
/// scaled and shifted, and where something else is chosen they are not asked.
static bool staysNear(GenericOp op, BlockArgument scores) {
  llvm::DenseSet<Value> depending = {scores};
  auto depends = [&](Value value) { return depending.contains(value); };
  for (Operation &inner : *op.getBody()) {
    if (llvm::none_of(inner.getOperands(), depends))
      continue;
    if (!isa<arith::MulFOp, arith::AddFOp, arith::SubFOp, arith::DivFOp,
             arith::NegFOp, arith::ExtFOp, arith::TruncFOp, arith::SelectOp,
             math::TanhOp, linalg::YieldOp>(inner))
      return false;
    if (auto div = dyn_cast<arith::DivFOp>(inner); div && depends(div.getRhs()))
      return false;
    if (auto select = dyn_cast<arith::SelectOp>(inner);
        select && depends(select.getCondition()))
      return false;
    depending.insert(inner.result_begin(), inner.result_end());
  }
  return true;
}

/// A masked element less the largest one of its row, for whose column it
/// could not be masked.
bool Matcher::isBelowLargest(GenericOp op, Value scalar) const {
  auto sub = scalar.getDefiningOp<arith::SubFOp>();
  if (!sub)
    return false;
  auto lhs = dyn_cast<BlockArgument>(sub.getLhs());
  auto rhs = dyn_cast<BlockArgument>(sub.getRhs());
  return lhs && rhs && lhs.getOwner() == op.getBody() &&
         rhs.getOwner() == op.getBody() &&
         getContent(op.getMatchingOpOperand(lhs)->get()) == Content::Masked &&
         largest.contains(op.getMatchingOpOperand(rhs)->get());
}

bool Matcher::isZeroWhereMasked(GenericOp op, Value scalar) const {
  auto isZero = [&](Value value) { return isZeroWhereMasked(op, value); };
  if (auto argument = dyn_cast<BlockArgument>(scalar))
    return argument.getOwner() == op.getBody() &&
           getContent(op.getMatchingOpOperand(argument)->get()) ==
               Content::Zero;
  if (matchPattern(scalar, m_AnyZeroFloat()))
    return true;
  Operation *inner = scalar.getDefiningOp();
  if (isa<math::ExpOp, math::Exp2Op>(inner))
    return isBelowLargest(op, inner->getOperand(0));
  if (isa<arith::MulFOp>(inner))
    return llvm::any_of(inner->getOperands(), isZero);
  if (isa<arith::DivFOp>(inner))
    return isZero(inner->getOperand(0));
  if (isa<arith::SelectOp>(inner))
    return llvm::all_of(inner->getOperands().drop_front(), isZero);
  return isa<arith::ExtFOp, arith::TruncFOp>(inner) &&
         isZero(inner->getOperand(0));
}

bool Matcher::classifyElementwise(GenericOp op) {
  if (op.payloadUsesValueFromOperand(op.getDpsInitOperand(0)))
    return false;
  Value result = op->getResult(0);
  SmallVector<OpOperand *> found;
  for (OpOperand *input : op.getDpsInputOperands())
    if (getContent(input->get()) == Content::Scores)
      found.push_back(input);
  if (found.empty()) {
    contents[result] = Content::Zero;
    return isZeroWhereMasked(op, op.getBody()->getTerminator()->getOperand(0));
  }
  if (found.size() != 1 || scores ||
      !staysNear(op, op.getMatchingBlockArgument(found[0])))
    return false;
  scores = found[0];
  contents[result] = Content::Masked;
  return llvm::all_of(op.getDpsInputOperands(), [&](OpOperand *input) {
    return input == scores || getContent(input->get()) == Content::None;
  });
}

/// The largest element of a row, or the sum of what is zero where masked.
bool Matcher::classifyReduction(GenericOp op) {
  if (op.getNumReductionLoops() != 1 || op.getNumDpsInputs() != 1 ||
      op.getBody()->getOperations().size() != 2)
    return false;
  Operation &inner = op.getBody()->front();
  if (inner.getNumOperands() != 2 ||
      !llvm::all_of(op.getBody()->getArguments(),
                    [&](Value value) {
                      return llvm::is_contained(inner.getOperands(), value);
                    }) ||
      op.getBody()->getTerminator()->getOperand(0) != inner.getResult(0))
    return false;
  Content content = getContent(op.getDpsInputOperand(0)->get());
  if (isa<arith::AddFOp>(inner))
    return content == Content::Zero;
  largest.insert(op->getResult(0));
  return isa<arith::MaximumFOp, arith::MaxNumFOp>(inner) &&
         content == Content::Masked;
}

/// False if the columns of `op` matter in a way that is not known.
bool Matcher::classify(GenericOp op) {
  std::optional<unsigned> loop = getColumns(op);
  if (!loop)
    return true;
  if (llvm::count(loops.find(op)->second, columns) != 1)
    return false;
  if (op.getIteratorTypesArray()[*loop] == utils::IteratorType::reduction)
    return classifyReduction(op);
  if (op.getNumReductionLoops() == 0)
    return classifyElementwise(op);
  contents[op->getResult(0)] = Content::Scores;
  return true;
}

/// True if the second product multiplies by what is zero where masked.
bool Matcher::readsZeros() const {
  std::optional<qblock::Contraction> product = qblock::matchContraction(last);
  if (!product)
    return false;
  auto isZero = [&](const qblock::Factor &factor) {
    OpOperand *operand = factor.getOnlyOperand();
    return operand && getContent(operand->get()) == Content::Zero;
  };
  return isZero(product->lhs) || isZero(product->rhs);
}

std::optional<qblock::MaskedSoftmax> Matcher::match() {
  if (!isRegular || !mapLoops())
    return std::nullopt;
  for (GenericOp op : ArrayRef(ops).drop_back())
    if (!classify(op))
      return std::nullopt;
  if (!scores || !readsZeros())
    return std::nullopt;
  return describe();
}

std::optional<qblock::MaskedSoftmax> Matcher::describe() const {
  auto mask = cast<GenericOp>(scores->getOwner());
  unsigned columnLoop = *getColumns(mask);
  llvm::SmallBitVector asked(mask.getNumLoops());
  for (OpOperand *input : mask.getDpsInputOperands()) {
    AffineMap map = mask.getMatchingIndexingMap(input);
    if (!map.isProjectedPermutation())
      return std::nullopt;
    if (input != scores)
      for (unsigned dim = 0; dim < map.getNumResults(); ++dim)
        asked.set(map.getDimPosition(dim));
  }
  mask.getBody()->walk([&](linalg::IndexOp op) { asked.set(op.getDim()); });
  // Looking for what is masked must cost less than it can spare.
  if (!asked.test(columnLoop) || asked.all())
    return std::nullopt;
  qblock::MaskedSoftmax result = {mask, scores, {}, {}, {}};
  for (unsigned loop : asked.set_bits())
    if (loop != columnLoop) {
      int64_t outer = loops.find(mask)->second[loop];
      if (outer == -1)
        return std::nullopt;
      result.loops.push_back(loop);
      result.rowLoops.push_back(outer);
    }
  result.loops.push_back(columnLoop);
  for (GenericOp op : ops)
    if (std::optional<unsigned> loop = getColumns(op))
      result.ops.push_back({op, *loop});
  return result;
}

std::optional<qblock::MaskedSoftmax>
qblock::matchMaskedSoftmax(GenericOp last,
                           const SetVector<Operation *> &producers) {
  return Matcher(last, producers).match();
}
