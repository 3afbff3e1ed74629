//===- FuseCheapProducers.cpp - Fusion that costs nothing -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Front ends write a weight's transpose and cast as ops of their own. Left
// alone they would materialize the transposed float weight; upstream's fusion,
// which would remove them, also moves activations' arithmetic (the product of
// gate and up, with its exponential) into the reduction of the next matmul,
// where it runs once for every output. This pass is upstream's patterns with a
// stricter choice.
//
//===----------------------------------------------------------------------===//

#include "qblock/Pipelines/Passes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace qblock {
#define GEN_PASS_DEF_FUSECHEAPPRODUCERS
#include "qblock/Pipelines/Passes.h.inc"
} // namespace qblock

using namespace mlir;

/// True if the body moves or casts elements, and so may be repeated.
static bool isCheap(linalg::GenericOp producer) {
  return llvm::all_of(producer.getBody()->getOperations(), [](Operation &op) {
    return isa<linalg::YieldOp, linalg::IndexOp, arith::ExtFOp, arith::TruncFOp,
               arith::SIToFPOp, arith::ExtSIOp, arith::ExtUIOp>(op);
  });
}

static bool isWorthFusing(OpOperand *operand) {
  auto producer = operand->get().getDefiningOp<linalg::GenericOp>();
  auto consumer = dyn_cast<linalg::GenericOp>(operand->getOwner());
  if (!producer || !consumer)
    return false;
  if (isCheap(producer))
    return true;
  AffineMap map = consumer.getMatchingIndexingMap(operand);
  return producer->hasOneUse() && map.isPermutation();
}

namespace {
struct FuseCheapProducers
    : qblock::impl::FuseCheapProducersBase<FuseCheapProducers> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    linalg::populateElementwiseOpsFusionPatterns(patterns, isWorthFusing);
    linalg::populateEraseUnusedOperandsAndResultsPatterns(patterns);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
