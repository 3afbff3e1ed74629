//===- OrderLoops.cpp - Loop orders that LLVM can vectorize -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Generated loops run in the order of the op's dimensions, which front ends
// choose without regard to memory. LLVM vectorizes innermost loops only and
// does not interchange them; so the order is decided here, from the indexing
// maps alone.
//
//===----------------------------------------------------------------------===//

#include "qblock/Pipelines/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/IR/PatternMatch.h"

namespace qblock {
#define GEN_PASS_DEF_ORDERLOOPS
#include "qblock/Pipelines/Passes.h.inc"
} // namespace qblock

using namespace mlir;

/// Number of operands along which loop `dim` is a unit stride or no movement at
/// all, less twice those that it strides through.
static int64_t scoreInnermost(linalg::GenericOp op, unsigned dim) {
  int64_t score = 0;
  for (AffineMap map : op.getIndexingMapsArray()) {
    ArrayRef<AffineExpr> exprs = map.getResults();
    bool isConstant = !map.isFunctionOfDim(dim);
    bool isContiguous =
        !exprs.empty() &&
        exprs.back() == getAffineDimExpr(dim, op.getContext()) &&
        llvm::none_of(exprs.drop_back(), [&](AffineExpr expr) {
          return expr.isFunctionOfDim(dim);
        });
    score += isConstant || isContiguous ? 1 : -2;
  }
  return score;
}

/// A reduction wins a draw: its sum then stays in a register.
static unsigned chooseInnermost(linalg::GenericOp op) {
  SmallVector<unsigned> reductions, candidates;
  op.getReductionDims(reductions);
  op.getParallelDims(candidates);
  candidates.insert(candidates.begin(), reductions.back());
  return *llvm::max_element(candidates, [&](unsigned a, unsigned b) {
    return scoreInnermost(op, a) < scoreInnermost(op, b);
  });
}

/// The operand with most elements; dynamic dimensions, which are those of
/// activations, count as one.
static AffineMap getLargestOperandMap(linalg::GenericOp op) {
  AffineMap largestMap;
  int64_t largest = -1;
  for (OpOperand &operand : op->getOpOperands()) {
    int64_t numElems = 1;
    for (int64_t size : op.getShape(&operand))
      numElems *= ShapedType::isDynamic(size) ? 1 : size;
    if (numElems > largest) {
      largest = numElems;
      largestMap = op.getMatchingIndexingMap(&operand);
    }
  }
  return largestMap;
}

/// The loops from outermost to innermost.
static SmallVector<unsigned> chooseOrder(linalg::GenericOp op) {
  unsigned innermost = chooseInnermost(op);
  AffineMap largest = getLargestOperandMap(op);
  SmallVector<unsigned> order, rest;
  for (unsigned dim = 0; dim < op.getNumLoops(); ++dim) {
    if (dim == innermost)
      continue;
    bool isOuter = largest.isFunctionOfDim(dim);
    (isOuter ? order : rest).push_back(dim);
  }
  order.append(rest);
  order.push_back(innermost);
  return order;
}

/// Reduction loops may not overtake each other: that would change the order in
/// which an output's terms are combined.
static bool keepsReductionOrder(linalg::GenericOp op,
                                ArrayRef<unsigned> order) {
  SmallVector<unsigned> before, after;
  op.getReductionDims(before);
  llvm::copy_if(order, std::back_inserter(after),
                [&](unsigned dim) { return llvm::is_contained(before, dim); });
  return before == after;
}

/// Sums may be taken in any order, and a largest or smallest element may be
/// either of two zeros: order decides on both.
static void allowReassociation(linalg::GenericOp op) {
  auto set = [&](Operation *inner, arith::FastMathFlags flags) {
    inner->setAttr("fastmath",
                   arith::FastMathFlagsAttr::get(op.getContext(), flags));
  };
  op.getBody()->walk([&](Operation *inner) {
    if (isa<arith::AddFOp, arith::MulFOp>(inner))
      set(inner,
          arith::FastMathFlags::reassoc | arith::FastMathFlags::contract);
    if (isa<arith::MaximumFOp, arith::MinimumFOp>(inner))
      set(inner, arith::FastMathFlags::nsz);
  });
}

namespace {
struct OrderLoops : qblock::impl::OrderLoopsBase<OrderLoops> {
  using OrderLoopsBase::OrderLoopsBase;

  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    SmallVector<linalg::GenericOp> ops;
    getOperation().walk([&](linalg::GenericOp op) {
      if (op.getNumReductionLoops() != 0)
        ops.push_back(op);
    });
    for (linalg::GenericOp op : ops) {
      if (reassociate)
        allowReassociation(op);
      SmallVector<unsigned> order = chooseOrder(op);
      if (llvm::is_sorted(order) || !keepsReductionOrder(op, order))
        continue;
      rewriter.setInsertionPoint(op);
      // Cannot fail: `order` is a permutation of the loops.
      (void)linalg::interchangeGenericOp(rewriter, op, order);
    }
  }
};
} // namespace
