//===- TileAttention.cpp - Attention a few rows at a time -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Between the two products of attention lie matrices of [heads, rows, rows]
// elements, and half a dozen ops read and write all of them. Done for a few
// rows at a time they stay in a cache. Tiling and fusion are upstream's; what
// is decided here is where they begin and end, so that nothing is computed
// twice.
//
//===----------------------------------------------------------------------===//

#include "ColumnSpans.h"
#include "LinalgQueries.h"
#include "qblock/Pipelines/Passes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/TilingInterfaceImpl.h"
#include "mlir/Dialect/MemRef/Transforms/Transforms.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/Transforms/TileUsingInterface.h"
#include "mlir/Dialect/Tensor/IR/TensorTilingInterfaceImpl.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "mlir/Interfaces/TilingInterface.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "qblock/Analysis/Contraction.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallBitVector.h"

#include <vector>

namespace qblock {
#define GEN_PASS_DEF_TILEATTENTION
#include "qblock/Pipelines/Passes.h.inc"
} // namespace qblock

using namespace mlir;

/// Rows of a tile: with a few hundred columns, what is between the products
/// takes half of a usual second-level cache.
static constexpr int64_t rowsPerTile = 64;

namespace {
/// Two products and what lies between them.
struct Chain {
  linalg::GenericOp last;         ///< the second product
  SmallVector<int64_t> tileSizes; ///< of its loops
  /// All ops to be fused with it: those between the products and the first one.
  SetVector<Operation *> producers;
  std::optional<qblock::MaskedSoftmax> softmax; ///< or no columns are masked
};

/// Follows the loops to be tiled from the second product back to the first.
class ChainMatcher {
public:
  explicit ChainMatcher(linalg::GenericOp last) : last(last) {}
  std::optional<Chain> match();

private:
  std::optional<SmallVector<int64_t>> chooseTileSizes(OpOperand &factor);
  bool visit(linalg::GenericOp consumer, OpOperand &operand);
  bool visitProducer(linalg::GenericOp producer,
                     const llvm::SmallBitVector &dims);
  bool leadsToProduct(Operation *op);
  bool isUsedInside(Operation *op) const;

  linalg::GenericOp last;
  /// By op: the loops that are tiled.
  llvm::MapVector<Operation *, llvm::SmallBitVector> tiled;
  llvm::DenseMap<Operation *, bool> leads;
  bool hasReduction = false;
};
} // namespace

static bool isProduct(Operation *op) {
  auto generic = dyn_cast_or_null<linalg::GenericOp>(op);
  return generic && generic.getNumDpsInits() == 1 &&
         generic.getNumReductionLoops() == 1 &&
         qblock::matchContraction(op).has_value();
}

/// A few rows and one of everything else that `factor` and the result have in
/// common. Rows are the longest of the loops that the other factor lacks; of
/// unknown sizes, the last one. Nothing if all of them fit a tile.
std::optional<SmallVector<int64_t>>
ChainMatcher::chooseTileSizes(OpOperand &factor) {
  AffineMap map = last.getMatchingIndexingMap(&factor);
  AffineMap out = last.getMatchingIndexingMap(last.getDpsInitOperand(0));
  AffineMap other = last.getMatchingIndexingMap(
      last.getDpsInputOperand(factor.getOperandNumber() == 0 ? 1 : 0));
  if (!map.isProjectedPermutation() || !out.isProjectedPermutation())
    return std::nullopt;
  SmallVector<int64_t> ranges = last.getStaticLoopRanges();
  SmallVector<int64_t> sizes(last.getNumLoops(), 0);
  std::optional<unsigned> rows;
  for (AffineExpr expr : map.getResults()) {
    unsigned loop = cast<AffineDimExpr>(expr).getPosition();
    if (!out.isFunctionOfDim(loop))
      continue;
    sizes[loop] = 1;
    if (!other.isFunctionOfDim(loop) &&
        (!rows || qblock::isLonger(ranges[loop], ranges[*rows])))
      rows = loop;
  }
  if (!rows ||
      (!ShapedType::isDynamic(ranges[*rows]) && ranges[*rows] <= rowsPerTile))
    return std::nullopt;
  sizes[*rows] = rowsPerTile;
  return sizes;
}

/// Some op before `op`, over linalg ops alone, is a product.
bool ChainMatcher::leadsToProduct(Operation *op) {
  auto generic = dyn_cast_or_null<linalg::GenericOp>(op);
  if (!generic)
    return false;
  if (isProduct(op))
    return true;
  auto [entry, isNew] = leads.try_emplace(op, false);
  if (!isNew)
    return entry->second;
  bool result = llvm::any_of(generic.getDpsInputs(), [&](Value input) {
    return leadsToProduct(input.getDefiningOp());
  });
  return leads[op] = result;
}

/// `dims` of the producer's result are tiled.
bool ChainMatcher::visitProducer(linalg::GenericOp producer,
                                 const llvm::SmallBitVector &dims) {
  if (producer->getNumResults() != 1)
    return false;
  AffineMap map =
      producer.getMatchingIndexingMap(producer.getDpsInitOperand(0));
  if (!map.isProjectedPermutation())
    return false;
  llvm::SmallBitVector loops(producer.getNumLoops());
  for (unsigned dim : dims.set_bits())
    loops.set(map.getDimPosition(dim));
  auto known = tiled.find(producer);
  if (known != tiled.end())
    return known->second == loops;
  tiled.insert({producer, loops});
  if (isProduct(producer))
    return true;
  hasReduction |= producer.getNumReductionLoops() != 0;
  for (OpOperand *input : producer.getDpsInputOperands())
    if (leadsToProduct(input->get().getDefiningOp()) &&
        !visit(producer, *input))
      return false;
  return true;
}

/// True if the producer of `operand` can be tiled with its consumer: all tiled
/// loops run over the operand, so that each of its elements is wanted by one
/// tile.
bool ChainMatcher::visit(linalg::GenericOp consumer, OpOperand &operand) {
  AffineMap map = consumer.getMatchingIndexingMap(&operand);
  const llvm::SmallBitVector loops = tiled.find(consumer)->second;
  if (!map.isProjectedPermutation())
    return false;
  llvm::SmallBitVector dims(map.getNumResults());
  for (unsigned dim = 0; dim < map.getNumResults(); ++dim)
    if (loops.test(map.getDimPosition(dim)))
      dims.set(dim);
  if (dims.count() != loops.count())
    return false;
  return visitProducer(operand.get().getDefiningOp<linalg::GenericOp>(), dims);
}

bool ChainMatcher::isUsedInside(Operation *op) const {
  return llvm::all_of(op->getUsers(),
                      [&](Operation *user) { return tiled.contains(user); });
}

std::optional<Chain> ChainMatcher::match() {
  if (!isProduct(last))
    return std::nullopt;
  for (OpOperand *factor : last.getDpsInputOperands()) {
    Operation *producer = factor->get().getDefiningOp();
    if (isProduct(producer) || !leadsToProduct(producer))
      continue;
    auto sizes = chooseTileSizes(*factor);
    if (!sizes)
      return std::nullopt;
    llvm::SmallBitVector loops(last.getNumLoops());
    for (auto [loop, size] : llvm::enumerate(*sizes))
      loops[loop] = size != 0;
    tiled.insert({last, loops});
    if (!visit(last, *factor) || !hasReduction)
      return std::nullopt;
    Chain chain = {last, *sizes, {}, {}};
    for (Operation *op : llvm::make_first_range(tiled)) {
      if (op == last)
        continue;
      if (!isUsedInside(op))
        return std::nullopt;
      chain.producers.insert(op);
    }
    chain.softmax = qblock::matchMaskedSoftmax(last, chain.producers);
    return chain;
  }
  return std::nullopt;
}

static LogicalResult tile(IRRewriter &rewriter, const Chain &chain) {
  const std::optional<qblock::MaskedSoftmax> &softmax = chain.softmax;
  qblock::ColumnSpans spans;
  if (softmax) {
    spans = qblock::createColumnSpans(rewriter, *softmax);
    qblock::markColumns(*softmax);
  }
  scf::SCFTileAndFuseOptions options;
  SmallVector<OpFoldResult> sizes =
      getAsIndexOpFoldResult(rewriter.getContext(), chain.tileSizes);
  options.tilingOptions.setTileSizes(sizes);
  options.tilingOptions.setLoopType(scf::SCFTilingOptions::LoopType::ForallOp);
  options.setFusionControlFn(
      [&](tensor::ExtractSliceOp, OpResult producer,
          bool) -> std::optional<scf::SCFTileAndFuseOptions::ControlFnResult> {
        Operation *op = producer.getOwner();
        auto generic = dyn_cast<linalg::GenericOp>(op);
        if (chain.producers.contains(op) ||
            (generic && qblock::isFill(generic)))
          return scf::SCFTileAndFuseOptions::ControlFnResult{};
        return std::nullopt;
      });
  rewriter.setInsertionPoint(chain.last);
  linalg::GenericOp last = chain.last;
  FailureOr<scf::SCFTileAndFuseResult> result =
      scf::tileConsumerAndFuseProducersUsingSCF(
          rewriter, cast<TilingInterface>(last.getOperation()), options);
  if (failed(result))
    return failure();
  for (auto [value, replacement] : result->replacements)
    rewriter.replaceAllUsesWith(value, replacement);
  if (softmax)
    qblock::restrictColumns(rewriter,
                            cast<scf::ForallOp>(result->loops.front()),
                            chain.tileSizes, *softmax, spans);
  return success();
}

namespace {
struct TileAttention : qblock::impl::TileAttentionBase<TileAttention> {
  void getDependentDialects(DialectRegistry &registry) const override {
    TileAttentionBase::getDependentDialects(registry);
    linalg::registerTilingInterfaceExternalModels(registry);
    tensor::registerTilingInterfaceExternalModels(registry);
  }

  void runOnOperation() override {
    std::vector<Chain> chains;
    getOperation().walk([&](linalg::GenericOp op) {
      if (std::optional<Chain> chain = ChainMatcher(op).match())
        chains.push_back(std::move(*chain));
    });
    IRRewriter rewriter(&getContext());
    for (Chain &chain : chains) {
      if (failed(tile(rewriter, chain))) {
        chain.last.emitOpError("cannot be tiled");
        return signalPassFailure();
      }
      numRestricted += chain.softmax.has_value();
    }
    numTiled += chains.size();
    if (chains.empty())
      return;
    // A slice of nothing is nothing: what is between the products gets memory
    // for a tile only. Sizes must not be asked of the ops that were fused, and
    // CSE is to see that they are equal.
    RewritePatternSet patterns(&getContext());
    tensor::populateFoldTensorEmptyPatterns(patterns);
    memref::populateResolveRankedShapedTypeResultDimsPatterns(patterns);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
