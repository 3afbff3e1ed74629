//===- MergeMatmuls.cpp - Matmuls that share work ---------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The projections to q, k and v read one x, and so do gate and up: rounded once
// and multiplied in one call, they also meet their threads once. What a layer
// adds to its result, as a residual, is where the kernel begins to add.
//
//===----------------------------------------------------------------------===//

#include "qblock/Pipelines/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Dominance.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "mlir/Transforms/RegionUtils.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"
#include "llvm/ADT/MapVector.h"

namespace qblock {
#define GEN_PASS_DEF_MERGEMATMULS
#include "qblock/Pipelines/Passes.h.inc"
} // namespace qblock

using namespace mlir;
using qblock::PackedMatmulOp;

//===----------------------------------------------------------------------===//
// Residuals
//===----------------------------------------------------------------------===//

/// True for an elementwise sum of two tensors of one shape.
static bool isSum(linalg::GenericOp op) {
  if (op.getNumDpsInputs() != 2 || op.getNumDpsInits() != 1 ||
      op.getNumReductionLoops() != 0 || op->getNumResults() != 1 ||
      op.getBody()->getOperations().size() != 2 ||
      !llvm::all_of(op.getIndexingMapsArray(),
                    [](AffineMap map) { return map.isIdentity(); }))
    return false;
  auto sum = dyn_cast<arith::AddFOp>(op.getBody()->front());
  Block *body = op.getBody();
  return sum && sum.getType().isF32() &&
         body->getTerminator()->getOperand(0) == sum.getResult() &&
         ((sum.getLhs() == body->getArgument(0) &&
           sum.getRhs() == body->getArgument(1)) ||
          (sum.getLhs() == body->getArgument(1) &&
           sum.getRhs() == body->getArgument(0)));
}

namespace {
/// From the loops over a matrix to one of its rows.
static AffineMap getRowMap(MLIRContext *context) {
  return AffineMap::get(2, 0, getAffineDimExpr(1, context));
}

/// The bias that all rows of a matrix begin with, if that is its `init`.
static Value getBias(Value init) {
  auto op = init.getDefiningOp<linalg::GenericOp>();
  if (!op || !init.hasOneUse() || op.getNumDpsInputs() != 1 ||
      op.getNumDpsInits() != 1 || op.getNumLoops() != 2 ||
      op.getNumReductionLoops() != 0 ||
      op.getBody()->getTerminator()->getOperand(0) !=
          op.getBody()->getArgument(0))
    return {};
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  return maps[0] == getRowMap(op.getContext()) && maps[1].isIdentity()
             ? op.getInputs()[0]
             : Value();
}

/// matrix + bias, for all rows of the matrix.
static Value emitSum(OpBuilder &builder, Location loc, Value matrix,
                     Value bias) {
  AffineMap all = builder.getMultiDimIdentityMap(2);
  AffineMap row = getRowMap(builder.getContext());
  Value empty = tensor::EmptyOp::create(
      builder, loc, tensor::getMixedSizes(builder, loc, matrix),
      builder.getF32Type());
  SmallVector<utils::IteratorType> loops(2, utils::IteratorType::parallel);
  auto sum = linalg::GenericOp::create(
      builder, loc, empty.getType(), ValueRange{matrix, bias}, empty,
      ArrayRef{all, row, all}, loops,
      [](OpBuilder &builder, Location loc, ValueRange values) {
        Value added = arith::AddFOp::create(builder, loc, values[0], values[1]);
        linalg::YieldOp::create(builder, loc, added);
      });
  return sum.getResult(0);
}

/// residual + overwrite(x . w) is x . w added to the residual; where x . w is
/// added to a bias, it is added to the sum of the two.
struct AddToResidual : OpRewritePattern<linalg::GenericOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::GenericOp op,
                                PatternRewriter &rewriter) const override {
    if (!isSum(op))
      return failure();
    for (unsigned i : {0, 1})
      if (succeeded(
              addTo(rewriter, op, op.getInputs()[i], op.getInputs()[1 - i])))
        return success();
    return failure();
  }

private:
  static LogicalResult addTo(PatternRewriter &rewriter, linalg::GenericOp op,
                             Value product, Value residual) {
    auto expand = product.getDefiningOp<tensor::ExpandShapeOp>();
    Value matrix = expand ? expand.getSrc() : product;
    auto matmul = matrix.getDefiningOp<PackedMatmulOp>();
    if (!matmul || matmul->getNumResults() != 1 || !matrix.hasOneUse() ||
        !product.hasOneUse() || matmul->getBlock() != op->getBlock() ||
        residual.getType() != product.getType())
      return failure();
    Value bias;
    if (!matmul.getOverwrite() && !(bias = getBias(matmul.getInits()[0])))
      return failure();
    Location loc = op.getLoc();
    if (expand)
      residual = tensor::CollapseShapeOp::create(
          rewriter, loc, matrix.getType(), residual,
          expand.getReassociationIndices());
    if (bias)
      residual = emitSum(rewriter, loc, residual, bias);
    auto sum = PackedMatmulOp::create(
        rewriter, matmul.getLoc(), matrix.getType(), matmul.getX(),
        matmul.getWeights(), matmul.getOrder(), matmul.getStarts(), residual,
        matmul.getFormats(),
        /*overwrite=*/false);
    Value result = sum.getResult(0);
    if (expand)
      result = tensor::ExpandShapeOp::create(
          rewriter, loc, product.getType(), result,
          expand.getReassociationIndices(), expand.getMixedOutputShape());
    rewriter.replaceOp(op, result);
    return success();
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// One x
//===----------------------------------------------------------------------===//

/// Makes one op of several that can all be where the first one is.
static void merge(IRRewriter &rewriter, ArrayRef<PackedMatmulOp> ops) {
  SmallVector<Value> weights, inits;
  SmallVector<Attribute> formats;
  SmallVector<Type> types;
  SmallVector<Location> locs;
  for (PackedMatmulOp op : ops) {
    llvm::append_range(weights, op.getWeights());
    llvm::append_range(inits, op.getInits());
    llvm::append_range(formats, op.getFormats());
    llvm::append_range(types, op.getResultTypes());
    locs.push_back(op.getLoc());
  }
  PackedMatmulOp first = ops.front();
  rewriter.setInsertionPoint(first);
  auto merged = PackedMatmulOp::create(
      rewriter, rewriter.getFusedLoc(locs), types, first.getX(), weights,
      first.getOrder(), first.getStarts(), inits,
      rewriter.getArrayAttr(formats), first.getOverwrite());
  ValueRange results = merged.getResults();
  for (PackedMatmulOp op : ops) {
    rewriter.replaceOp(op, results.take_front(op->getNumResults()));
    results = results.drop_front(op->getNumResults());
  }
}

namespace {
struct MergeMatmuls : qblock::impl::MergeMatmulsBase<MergeMatmuls> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<AddToResidual>(&getContext());
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      return signalPassFailure();
    getOperation()->walk([&](Block *block) { mergeIn(*block); });
  }

private:
  void mergeIn(Block &block) {
    // By x, its routes, and whether they add to their inits.
    llvm::MapVector<std::tuple<Value, Value, Value, unsigned>,
                    SmallVector<PackedMatmulOp>>
        groups;
    for (auto op : block.getOps<PackedMatmulOp>())
      if (isa<RankedTensorType>(op.getX().getType()))
        groups[{op.getX(), op.getOrder(), op.getStarts(),
                unsigned(op.getOverwrite())}]
            .push_back(op);
    IRRewriter rewriter(&getContext());
    DominanceInfo dominance;
    for (ArrayRef<PackedMatmulOp> ops : llvm::make_second_range(groups)) {
      SmallVector<PackedMatmulOp> mergeable = {ops.front()};
      for (PackedMatmulOp op : ops.drop_front())
        if (canMove(rewriter, dominance, op, ops.front()))
          mergeable.push_back(op);
      if (mergeable.size() == 1)
        continue;
      merge(rewriter, mergeable);
      numMerged += mergeable.size();
    }
  }

  /// Moves what `op` reads before `first`, if that is possible.
  static bool canMove(IRRewriter &rewriter, DominanceInfo &dominance,
                      PackedMatmulOp op, PackedMatmulOp first) {
    SmallVector<Value> values(op.getWeights());
    llvm::append_range(values, op.getInits());
    llvm::erase_if(values, [&](Value value) {
      return dominance.properlyDominates(value, first);
    });
    return values.empty() ||
           succeeded(moveValueDefinitions(rewriter, values, first, dominance));
  }
};
} // namespace
