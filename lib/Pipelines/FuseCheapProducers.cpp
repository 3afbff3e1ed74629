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

#include "LinalgQueries.h"
#include "qblock/Pipelines/Passes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/MemRef/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallBitVector.h"

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

/// True for what is in memory when the function begins.
static bool isStored(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (!isa<tensor::CollapseShapeOp, tensor::ExpandShapeOp, tensor::CastOp>(
            op))
      return op->hasTrait<OpTrait::ConstantLike>() || op->getNumOperands() == 0;
    value = op->getOperand(0);
  }
  return true;
}

/// Some loop runs over a dimension of all operands, as those over heads do: no
/// weight is among them.
static bool hasBatch(linalg::GenericOp op) {
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  for (unsigned loop = 0; loop < op.getNumLoops(); ++loop)
    if (llvm::all_of(maps,
                     [&](AffineMap map) { return map.isFunctionOfDim(loop); }))
      return true;
  return false;
}

/// True if the producer moves activations so that a product of matrices, which
/// may have many rows, finds its columns side by side: a copy is cheaper then
/// than to search for them again for each tile of rows.
static bool laysOutColumns(linalg::GenericOp producer,
                           linalg::GenericOp consumer, AffineMap map) {
  if (consumer.getNumReductionLoops() == 0 || consumer.getNumDpsInputs() < 2 ||
      producer.getNumDpsInputs() != 1 || map.getNumResults() == 0)
    return false;
  if (isStored(producer.getDpsInputOperand(0)->get()) && !hasBatch(consumer))
    return false;
  AffineMap source =
      producer.getMatchingIndexingMap(producer.getDpsInputOperand(0));
  AffineMap target =
      producer.getMatchingIndexingMap(producer.getDpsInitOperand(0));
  bool movesColumns = source.getNumResults() != 0 &&
                      source.getResults().back() != target.getResults().back();
  if (!movesColumns)
    return false;
  SmallVector<int64_t> sizes = consumer.getStaticLoopRanges();
  for (unsigned loop = 0; loop < consumer.getNumLoops(); ++loop)
    if (!map.isFunctionOfDim(loop) && sizes[loop] != 1)
      return true;
  return false;
}

static bool isWorthFusing(OpOperand *operand) {
  auto producer = operand->get().getDefiningOp<linalg::GenericOp>();
  auto consumer = dyn_cast<linalg::GenericOp>(operand->getOwner());
  if (!producer || !consumer)
    return false;
  AffineMap map = consumer.getMatchingIndexingMap(operand);
  if (isCheap(producer))
    return !laysOutColumns(producer, consumer, map);
  // Transposed, each of the producer's operands would be read column by column.
  return producer->hasOneUse() && map.isIdentity();
}

//===----------------------------------------------------------------------===//
// Broadcasts
//===----------------------------------------------------------------------===//

/// The loops of a producer that repeat what it reads, as heads do that share
/// their keys; none if it does not write all it computes in order.
static llvm::SmallBitVector getBroadcastLoops(linalg::GenericOp producer) {
  llvm::SmallBitVector loops(producer.getNumLoops());
  AffineMap out =
      producer.getMatchingIndexingMap(producer.getDpsInitOperand(0));
  bool isPlain =
      producer.getNumDpsInits() == 1 && out.isIdentity() &&
      producer.getNumDpsInputs() == 1 && isCheap(producer) &&
      producer.getBody()->getOps<linalg::IndexOp>().empty() &&
      !producer.payloadUsesValueFromOperand(producer.getDpsInitOperand(0));
  AffineMap in =
      isPlain ? producer.getMatchingIndexingMap(producer.getDpsInputOperand(0))
              : AffineMap();
  if (!isPlain || !in.isProjectedPermutation())
    return loops;
  for (unsigned loop = 0; loop < producer.getNumLoops(); ++loop)
    if (!in.isFunctionOfDim(loop))
      loops.set(loop);
  return loops;
}

namespace {
/// Lets a consumer read what a producer would repeat: a transpose of repeated
/// heads becomes one of the heads.
struct ReadBeforeBroadcast : OpRewritePattern<linalg::GenericOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::GenericOp consumer,
                                PatternRewriter &rewriter) const override {
    for (OpOperand *operand : consumer.getDpsInputOperands()) {
      auto producer = operand->get().getDefiningOp<linalg::GenericOp>();
      if (!producer || producer.getNumReductionLoops() != 0)
        continue;
      llvm::SmallBitVector loops = getBroadcastLoops(producer);
      if (loops.none() || loops.all())
        continue;
      rewriter.setInsertionPoint(producer);
      Value once = repeatNothing(rewriter, producer, loops);
      SmallVector<AffineMap> maps = consumer.getIndexingMapsArray();
      AffineMap &map = maps[operand->getOperandNumber()];
      map = map.dropResults(loops);
      rewriter.modifyOpInPlace(consumer, [&] {
        consumer.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
        operand->set(once);
      });
      return success();
    }
    return failure();
  }

private:
  /// The producer without `loops`.
  static Value repeatNothing(PatternRewriter &rewriter,
                             linalg::GenericOp producer,
                             const llvm::SmallBitVector &loops) {
    Location loc = producer.getLoc();
    OpOperand *input = producer.getDpsInputOperand(0);
    Value init = producer.getDpsInitOperand(0)->get();
    SmallVector<OpFoldResult> sizes;
    SmallVector<OpFoldResult> all = tensor::getMixedSizes(rewriter, loc, init);
    for (unsigned loop = 0; loop < producer.getNumLoops(); ++loop)
      if (!loops.test(loop))
        sizes.push_back(all[loop]);
    Value empty = tensor::EmptyOp::create(rewriter, loc, sizes,
                                          getElementTypeOrSelf(init.getType()));
    AffineMap in = compressDims(producer.getMatchingIndexingMap(input), loops);
    auto once = linalg::GenericOp::create(
        rewriter, loc, empty.getType(), input->get(), empty,
        ArrayRef{in, rewriter.getMultiDimIdentityMap(sizes.size())},
        SmallVector<utils::IteratorType>(sizes.size(),
                                         utils::IteratorType::parallel));
    rewriter.cloneRegionBefore(producer.getRegion(), once.getRegion(),
                               once.getRegion().end());
    return once.getResult(0);
  }
};
} // namespace

/// True for a product of matrices some of which share a factor.
static bool isGroupedProduct(linalg::GenericOp op) {
  AffineMap out = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  return llvm::any_of(op.getDpsInputOperands(), [&](OpOperand *input) {
    AffineMap map = op.getMatchingIndexingMap(input);
    return llvm::count_if(out.getResults(), [&](AffineExpr expr) {
             auto loop = dyn_cast<AffineDimExpr>(expr);
             return loop && !map.isFunctionOfDim(loop.getPosition());
           }) > 1;
  });
}

/// True for such a product, or what is computed from one by generic ops. Each
/// op is asked once: many paths lead to it through norms and the like.
static bool comesFromGroups(linalg::GenericOp last) {
  llvm::SetVector<Operation *> ops;
  ops.insert(last);
  for (size_t i = 0; i != ops.size(); ++i) {
    auto op = cast<linalg::GenericOp>(ops[i]);
    if (op.getNumReductionLoops() != 0 && op.getNumDpsInputs() == 2) {
      if (isGroupedProduct(op))
        return true;
      continue;
    }
    for (Value input : op.getDpsInputs())
      if (auto producer = input.getDefiningOp<linalg::GenericOp>())
        ops.insert(producer);
  }
  return false;
}

/// True for a collapse of what a broadcast has repeated, or of what was
/// computed from that: ops then see the dimensions that share elements.
static bool isWorthExpanding(OpOperand *operand) {
  if (isa<tensor::ExpandShapeOp>(operand->getOwner())) {
    auto fill = operand->get().getDefiningOp<linalg::GenericOp>();
    return fill && qblock::isFill(fill);
  }
  auto collapse = operand->get().getDefiningOp<tensor::CollapseShapeOp>();
  if (!collapse || !isa<linalg::GenericOp>(operand->getOwner()))
    return false;
  RankedTensorType source = collapse.getSrcType();
  for (ReassociationIndices group : collapse.getReassociationIndices())
    if (group.size() > 1 && llvm::any_of(group, [&](int64_t dim) {
          return source.isDynamicDim(dim);
        }))
      return false;
  auto producer = collapse.getSrc().getDefiningOp<linalg::GenericOp>();
  return producer &&
         (getBroadcastLoops(producer).any() || comesFromGroups(producer));
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

namespace {
struct FuseCheapProducers
    : qblock::impl::FuseCheapProducersBase<FuseCheapProducers> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    linalg::populateElementwiseOpsFusionPatterns(patterns, isWorthFusing);
    linalg::populateEraseUnusedOperandsAndResultsPatterns(patterns);
    linalg::populateFoldReshapeOpsByExpansionPatterns(patterns,
                                                      isWorthExpanding);
    patterns.add<ReadBeforeBroadcast>(&getContext());
    tensor::populateFoldTensorEmptyPatterns(patterns);
    tensor::populateDecomposeTensorConcatPatterns(patterns);
    memref::populateResolveRankedShapedTypeResultDimsPatterns(patterns);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
