//===- MatmulForm.cpp - Contractions as linear layers -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each loop of a contraction runs over something of the weight, of the other
// factor and of the result. Which of them says what it is: M has no weight, N
// no other factor, K no result, and a dimension that all three have counts the
// matrices of a stack.
//
//===----------------------------------------------------------------------===//

#include "MatmulForm.h"

using namespace mlir;

namespace qblock::detail {

static llvm::SmallBitVector getLoopsOf(linalg::LinalgOp op,
                                       ArrayRef<OpOperand *> operands) {
  llvm::SmallBitVector loops(op.getNumLoops());
  for (OpOperand *operand : operands)
    for (AffineExpr expr : op.getMatchingIndexingMap(operand).getResults())
      if (auto dim = dyn_cast<AffineDimExpr>(expr))
        loops.set(dim.getPosition());
  return loops;
}

static bool areDims(AffineMap map, bool allowConstants) {
  return map.isProjectedPermutation(/*allowZeroInResults=*/allowConstants);
}

static std::optional<SmallVector<WeightAxes, 0>>
getLoopAxes(linalg::LinalgOp op, OpOperand &weight, const AxisView &view) {
  SmallVector<WeightAxes, 0> loopAxes(op.getNumLoops());
  AffineMap map = op.getMatchingIndexingMap(&weight);
  for (auto [expr, axes] : llvm::zip_equal(map.getResults(), view.dims)) {
    auto dim = dyn_cast<AffineDimExpr>(expr);
    if (!dim && !axes.empty())
      return std::nullopt;
    if (dim)
      loopAxes[dim.getPosition()] = axes;
  }
  return loopAxes;
}

namespace {

/// Sorts the loops of one contraction.
class LoopSorter {
public:
  LoopSorter(linalg::LinalgOp op, const Factor &input,
             ArrayRef<WeightAxes> loopAxes, int64_t rank)
      : op(op), loopAxes(loopAxes), inInput(getLoopsOf(op, input.operands)),
        inResult(getLoopsOf(op, op.getDpsInitOperand(0))), kDims(rank),
        rowDims(rank), sizes(op.getStaticLoopRanges()) {}

  /// What stands against a linear layer; empty if nothing does.
  std::string sort() {
    auto iterators = op.getIteratorTypesArray();
    for (unsigned loop = 0; loop < op.getNumLoops(); ++loop) {
      std::string problem = iterators[loop] == utils::IteratorType::reduction
                                ? sortReduction(loop)
                                : sortParallel(loop);
      if (!problem.empty())
        return problem;
    }
    if (kDims.none())
      return "nothing of the weight is summed over";
    if (kDims.anyCommon(rowDims))
      return "one dimension of the weight is summed over in part";
    return sortStack();
  }

  llvm::SmallBitVector takeKDims() { return std::move(kDims); }
  SmallVector<unsigned, 2> takeStackLoops() { return std::move(stackLoops); }

private:
  std::string sortReduction(unsigned loop) {
    if (loopAxes[loop].empty())
      return sizes[loop] == 1 ? "" : "the sum is over more than the weight";
    if (!inInput.test(loop) || isGathered(loop))
      return "the weight is summed over by itself";
    mark(kDims, loop);
    return "";
  }

  std::string sortParallel(unsigned loop) {
    if (!inResult.test(loop))
      return "the result is read by constant positions";
    if (loopAxes[loop].empty()) {
      bool isM = inInput.test(loop) || sizes[loop] == 1;
      return isM ? "" : "the result repeats itself";
    }
    mark(rowDims, loop);
    if (isGathered(loop) || inInput.test(loop))
      stackLoops.push_back(loop);
    return "";
  }

  bool isGathered(unsigned loop) const {
    return loopAxes[loop].front().gatherDim.has_value();
  }

  /// The loops over a stack run over one dimension of it, or over the numbers
  /// that tell its matrices.
  std::string sortStack() {
    if (stackLoops.empty())
      return "";
    llvm::sort(stackLoops, [&](unsigned a, unsigned b) {
      return loopAxes[a].front().gatherDim < loopAxes[b].front().gatherDim;
    });
    SmallVector<WeightAxis> axes;
    for (unsigned loop : stackLoops)
      llvm::append_range(axes, loopAxes[loop]);
    if (!isGathered(stackLoops.front()))
      return axes.size() == 1 && axes.front().stride == 1
                 ? ""
                 : "weight and input share more than one dimension besides K";
    for (auto [before, axis] : llvm::zip(axes, ArrayRef(axes).drop_front()))
      if (!(before.gatherDim < axis.gatherDim))
        return "the matrices of a stack are read in another order";
    return "";
  }

  void mark(llvm::SmallBitVector &dims, unsigned loop) {
    for (const WeightAxis &axis : loopAxes[loop])
      dims.set(axis.dim);
  }

  linalg::LinalgOp op;
  ArrayRef<WeightAxes> loopAxes;
  llvm::SmallBitVector inInput, inResult, kDims, rowDims;
  SmallVector<int64_t, 4> sizes;
  SmallVector<unsigned, 2> stackLoops;
};

} // namespace

Expected<llvm::SmallBitVector>
matchMatmul(const Contraction &contraction, OpOperand &operand,
            const AxisView &view, RankedTensorType type, WeightUse &use) {
  linalg::LinalgOp op = contraction.op;
  bool isLhs = contraction.lhs.getOnlyOperand() == &operand;
  const Factor &input = isLhs ? contraction.rhs : contraction.lhs;
  if (!isLhs && contraction.rhs.getOnlyOperand() != &operand)
    return makeError("something is computed with the weight first");
  if (input.uses(&operand))
    return makeError("both factors are the weight");
  if (!areDims(op.getMatchingIndexingMap(op.getDpsInitOperand(0)), false) ||
      !areDims(op.getMatchingIndexingMap(&operand), true) ||
      !llvm::all_of(input.operands, [&](OpOperand *one) {
        return areDims(op.getMatchingIndexingMap(one), true);
      }))
    return makeError("its indexing maps are no permutations");
  auto loopAxes = getLoopAxes(op, operand, view);
  if (!loopAxes)
    return makeError("the weight is read by constant positions");
  LoopSorter sorter(op, input, *loopAxes, type.getRank());
  if (std::string problem = sorter.sort(); !problem.empty())
    return makeError(problem);
  use.weight = &operand;
  use.loopAxes = std::move(*loopAxes);
  use.stackLoops = sorter.takeStackLoops();
  return sorter.takeKDims();
}

std::string checkRows(const Weight &weight, const WeightUse &use) {
  ArrayRef<unsigned> rowDims =
      ArrayRef(weight.order).drop_back(weight.numKDims);
  // Outer dimensions may be cut to one index, the next to a range.
  bool isCut = true;
  for (unsigned dim : rowDims) {
    const auto *slice = llvm::find_if(
        use.slices, [=](const WeightSlice &s) { return s.dim == dim; });
    bool isSliced = slice != use.slices.end();
    bool isBatch = use.getStackDim() == dim;
    if (weight.type.getDimSize(dim) == 1)
      continue;
    if ((isSliced || isBatch) && !isCut)
      return "rows are read that do not lie together";
    isCut = (isSliced && slice->size == 1) || isBatch;
    if (isSliced && isBatch)
      return "a part of the stack is read";
  }
  for (const WeightSlice &slice : use.slices)
    if (!llvm::is_contained(rowDims, slice.dim))
      return "a part of each row is read";
  return "";
}

} // namespace qblock::detail
