//===- ExposeStacks.cpp - Looked-up matrices in plain sight -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Experts that a router chose are matrices W[ids] of a stack. Front ends join
// the numbers with rows or columns to get by with a batched matmul, and fusion
// moves the lookup into the sum. Both are undone here, with upstream's own
// patterns where there are some: the analysis then need not know of either.
//
//===----------------------------------------------------------------------===//

#include "ExposeStacks.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "qblock/Analysis/Contraction.h"
#include "qblock/Analysis/RowNumbers.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallBitVector.h"

using namespace mlir;
using namespace qblock;

namespace {

/// A lookup of elements W[number, i, j], where i and j are loops.
struct StackLookup {
  linalg::GenericOp op;
  tensor::ExtractOp extract;
  /// None if the body knows one number only, from its surroundings.
  std::optional<RowNumbers> numbers;
  unsigned matrixLoops[2];

  static std::optional<StackLookup> match(tensor::ExtractOp extract) {
    auto op = dyn_cast<linalg::GenericOp>(extract->getParentOp());
    auto type = cast<RankedTensorType>(extract.getTensor().getType());
    if (!op || !op.hasPureTensorSemantics() || type.getRank() != 3 ||
        !type.hasStaticShape() || !isa<FloatType>(type.getElementType()))
      return std::nullopt;
    StackLookup lookup{op, extract, std::nullopt, {}};
    llvm::SmallBitVector loops(op.getNumLoops());
    Value number = extract.getIndices()[0];
    if (op->isAncestor(number.getParentBlock()->getParentOp())) {
      lookup.numbers = RowNumbers::match(op, number);
      if (!lookup.numbers || !lookup.numbers->map.isProjectedPermutation())
        return std::nullopt;
      loops = lookup.numbers->getLoops();
    }
    for (unsigned i : {0, 1}) {
      auto index = extract.getIndices()[i + 1].getDefiningOp<linalg::IndexOp>();
      if (!index || loops.test(index.getDim()) ||
          op.getStaticLoopRanges()[index.getDim()] != type.getDimSize(i + 1))
        return std::nullopt;
      loops.set(index.getDim());
      lookup.matrixLoops[i] = index.getDim();
    }
    return lookup;
  }
};

} // namespace

static SmallVector<StackLookup> findLookups(ModuleOp module) {
  SmallVector<StackLookup> lookups;
  module.walk([&](tensor::ExtractOp extract) {
    if (auto lookup = StackLookup::match(extract))
      lookups.push_back(std::move(*lookup));
  });
  return lookups;
}

//===----------------------------------------------------------------------===//
// Lookups in sums
//===----------------------------------------------------------------------===//

/// The matrix of the one number, [i, j].
static Value createMatrix(OpBuilder &builder, tensor::ExtractOp extract) {
  auto type = cast<RankedTensorType>(extract.getTensor().getType());
  SmallVector<OpFoldResult> offsets(3, builder.getIndexAttr(0)), sizes,
      strides(3, builder.getIndexAttr(1));
  offsets.front() = getAsOpFoldResult(extract.getIndices()[0]);
  for (int64_t size : {int64_t(1), type.getDimSize(1), type.getDimSize(2)})
    sizes.push_back(builder.getIndexAttr(size));
  auto matrix = RankedTensorType::get(type.getShape().drop_front(),
                                      type.getElementType());
  return tensor::ExtractSliceOp::create(builder, extract.getLoc(), matrix,
                                        extract.getTensor(), offsets, sizes,
                                        strides);
}

/// The matrices as a tensor [numbers..., i, j].
static Value createMatrices(OpBuilder &builder, const StackLookup &lookup) {
  tensor::ExtractOp extract = lookup.extract;
  if (!lookup.numbers)
    return createMatrix(builder, extract);
  Location loc = lookup.op->getLoc();
  Value ids = lookup.numbers->create(builder);
  unsigned numIdDims = cast<ShapedType>(ids.getType()).getRank();
  auto type = cast<RankedTensorType>(extract.getTensor().getType());
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, ids);
  for (int64_t size : type.getShape().drop_front())
    sizes.push_back(builder.getIndexAttr(size));
  Value empty =
      tensor::EmptyOp::create(builder, loc, sizes, type.getElementType());
  AffineMap all = builder.getMultiDimIdentityMap(numIdDims + 2);
  SmallVector<utils::IteratorType> iterators(numIdDims + 2,
                                             utils::IteratorType::parallel);
  auto generic = linalg::GenericOp::create(
      builder, loc, empty.getType(), ids, empty,
      ArrayRef<AffineMap>{all.getMajorSubMap(numIdDims), all}, iterators,
      [&](OpBuilder &builder, Location loc, ValueRange args) {
        Value number = args[0];
        if (!number.getType().isIndex())
          number = arith::IndexCastOp::create(builder, loc,
                                              builder.getIndexType(), number);
        Value i = linalg::IndexOp::create(builder, loc, numIdDims);
        Value j = linalg::IndexOp::create(builder, loc, numIdDims + 1);
        Value element = tensor::ExtractOp::create(
            builder, loc, extract.getTensor(), ValueRange{number, i, j});
        linalg::YieldOp::create(builder, loc, element);
      });
  return generic.getResult(0);
}

/// Makes what the body of an op looks up another input of the op.
static void takeOutOfBody(const StackLookup &lookup) {
  linalg::GenericOp op = lookup.op;
  OpBuilder builder(op);
  Value matrices = createMatrices(builder, lookup);
  SmallVector<AffineExpr> dims;
  if (lookup.numbers)
    llvm::append_range(dims, lookup.numbers->map.getResults());
  for (unsigned loop : lookup.matrixLoops)
    dims.push_back(builder.getAffineDimExpr(loop));
  unsigned number = op.getNumDpsInputs();
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  maps.insert(maps.begin() + number,
              AffineMap::get(op.getNumLoops(), 0, dims, op.getContext()));
  op.getInputsMutable().append(matrices);
  op.setIndexingMapsAttr(builder.getAffineMapArrayAttr(maps));
  tensor::ExtractOp extract = lookup.extract;
  extract.replaceAllUsesWith(op.getBlock()->insertArgument(
      number, extract.getType(), extract.getLoc()));
  extract.erase();
}

//===----------------------------------------------------------------------===//
// Dimensions of numbers
//===----------------------------------------------------------------------===//

namespace {

/// Follows looked-up matrices to what multiplies by them, with the dimensions
/// that run over numbers.
class MatrixWalker {
public:
  /// Joins of numbers and something else, and the ops that read them.
  llvm::SmallDenseSet<Operation *> joins;
  llvm::SetVector<Operation *> readers;
  /// Sums over numbers, and which loops these are.
  llvm::MapVector<Operation *, llvm::SmallBitVector> sums;

  void walk(Value value, const llvm::SmallBitVector &isNumber) {
    for (OpOperand &operand : value.getUses()) {
      Operation *user = operand.getOwner();
      if (auto expand = dyn_cast<tensor::ExpandShapeOp>(user))
        walkExpand(expand, isNumber);
      else if (auto collapse = dyn_cast<tensor::CollapseShapeOp>(user))
        walkCollapse(collapse, isNumber);
      else if (auto op = dyn_cast<linalg::LinalgOp>(user))
        walkLinalg(op, operand, isNumber);
    }
  }

private:
  void walkExpand(tensor::ExpandShapeOp op,
                  const llvm::SmallBitVector &isNumber) {
    llvm::SmallBitVector result(op.getResultType().getRank());
    for (auto [dim, group] : llvm::enumerate(op.getReassociationIndices()))
      for (int64_t part : group)
        result[part] = isNumber[dim];
    walk(op.getResult(), result);
  }

  void walkCollapse(tensor::CollapseShapeOp op,
                    const llvm::SmallBitVector &isNumber) {
    llvm::SmallBitVector result(op.getResultType().getRank());
    bool isJoin = false;
    for (auto [dim, group] : llvm::enumerate(op.getReassociationIndices())) {
      bool hasNumbers = false, hasOthers = false;
      for (int64_t part : group)
        if (op.getSrcType().getDimSize(part) != 1)
          (isNumber[part] ? hasNumbers : hasOthers) = true;
      isJoin |= hasNumbers && hasOthers;
      result[dim] = hasNumbers;
    }
    if (!isJoin)
      return walk(op.getResult(), result);
    joins.insert(op);
    readers.insert_range(op->getUsers());
  }

  void walkLinalg(linalg::LinalgOp op, OpOperand &operand,
                  const llvm::SmallBitVector &isNumber) {
    AffineMap map = op.getMatchingIndexingMap(&operand);
    llvm::SmallBitVector loops(op.getNumLoops());
    for (auto [dim, expr] : llvm::enumerate(map.getResults()))
      if (auto loop = dyn_cast<AffineDimExpr>(expr); loop && isNumber[dim])
        loops.set(loop.getPosition());
    if (matchContraction(op)) {
      auto iterators = op.getIteratorTypesArray();
      for (unsigned loop : llvm::to_vector(loops.set_bits()))
        if (iterators[loop] != utils::IteratorType::reduction)
          loops.reset(loop);
      if (loops.any())
        sums[op] = loops;
      return;
    }
    // A copy in another order.
    if (op.getNumDpsInputs() != 1 || op.getNumDpsInits() != 1 ||
        op.getNumParallelLoops() != op.getNumLoops())
      return;
    AffineMap resultMap = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
    llvm::SmallBitVector result(resultMap.getNumResults());
    for (auto [dim, expr] : llvm::enumerate(resultMap.getResults()))
      if (auto loop = dyn_cast<AffineDimExpr>(expr))
        result[dim] = loops[loop.getPosition()];
    walk(op->getResult(0), result);
  }
};

} // namespace

static MatrixWalker walkMatrices(ModuleOp module) {
  MatrixWalker walker;
  for (const StackLookup &lookup : findLookups(module)) {
    linalg::GenericOp op = lookup.op;
    if (op.getNumParallelLoops() != op.getNumLoops() ||
        op.getNumDpsInits() != 1 || !lookup.numbers)
      continue;
    llvm::SmallBitVector loops = lookup.numbers->getLoops();
    AffineMap map = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
    llvm::SmallBitVector isNumber(map.getNumResults());
    for (auto [dim, expr] : llvm::enumerate(map.getResults()))
      if (auto loop = dyn_cast<AffineDimExpr>(expr))
        isNumber[dim] = loops[loop.getPosition()];
    walker.walk(op->getResult(0), isNumber);
  }
  return walker;
}

/// Gives the loops of what reads joined dimensions in their parts.
static void splitJoins(const MatrixWalker &walker) {
  if (walker.readers.empty())
    return;
  RewritePatternSet patterns(walker.readers.front()->getContext());
  linalg::populateFoldReshapeOpsByExpansionPatterns(
      patterns, [&](OpOperand *operand) {
        return walker.joins.contains(operand->get().getDefiningOp());
      });
  GreedyRewriteConfig config;
  config.setStrictness(GreedyRewriteStrictness::ExistingAndNewOps)
      .enableFolding(false)
      .enableConstantCSE(false)
      .setRegionSimplificationLevel(GreedySimplifyRegionLevel::Disabled);
  SmallVector<Operation *> ops(walker.readers.begin(), walker.readers.end());
  // What does not match stays as it is.
  (void)applyOpPatternsGreedily(ops, std::move(patterns), config);
}

/// Lets the loops `summed` of a product run in parallel and adds its results up
/// after it.
static void takeSumOut(linalg::GenericOp op,
                       const llvm::SmallBitVector &summed) {
  OpBuilder builder(op);
  Location loc = op.getLoc();
  OpOperand *init = op.getDpsInitOperand(0);
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  AffineMap oldMap = op.getMatchingIndexingMap(init);
  SmallVector<OpFoldResult> sizes =
      tensor::getMixedSizes(builder, loc, init->get());
  SmallVector<AffineExpr> exprs(oldMap.getResults());
  SmallVector<utils::IteratorType> iterators = op.getIteratorTypesArray();
  SmallVector<utils::IteratorType> sumIterators(exprs.size(),
                                                utils::IteratorType::parallel);
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  for (unsigned loop : summed.set_bits()) {
    if (ShapedType::isDynamic(ranges[loop]))
      return;
    sizes.push_back(builder.getIndexAttr(ranges[loop]));
    exprs.push_back(builder.getAffineDimExpr(loop));
    iterators[loop] = utils::IteratorType::parallel;
    sumIterators.push_back(utils::IteratorType::reduction);
  }
  maps.back() = AffineMap::get(op.getNumLoops(), 0, exprs, op.getContext());
  Type elementType = getElementTypeOrSelf(init->get());
  Value empty = tensor::EmptyOp::create(builder, loc, sizes, elementType);
  Value zero =
      arith::ConstantOp::create(builder, loc, builder.getZeroAttr(elementType));
  Value zeros = linalg::FillOp::create(builder, loc, zero, empty).getResult(0);
  auto products = linalg::GenericOp::create(
      builder, loc, zeros.getType(), op.getInputs(), zeros, maps, iterators);
  products->setDiscardableAttrs(op->getDiscardableAttrDictionary());
  products.getRegion().takeBody(op.getRegion());

  AffineMap all = builder.getMultiDimIdentityMap(exprs.size());
  auto sum = linalg::GenericOp::create(
      builder, loc, init->get().getType(), products.getResult(0), init->get(),
      ArrayRef<AffineMap>{all, all.getMajorSubMap(oldMap.getNumResults())},
      sumIterators, [](OpBuilder &builder, Location loc, ValueRange args) {
        Value total = arith::AddFOp::create(builder, loc, args[1], args[0]);
        linalg::YieldOp::create(builder, loc, total);
      });
  op.replaceAllUsesWith(sum);
  op.erase();
}

bool qblock::detail::hasLookupsOfStacks(ModuleOp module) {
  return !findLookups(module).empty();
}

void qblock::detail::exposeStacks(ModuleOp module) {
  for (const StackLookup &lookup : findLookups(module)) {
    linalg::GenericOp op = lookup.op;
    if (!lookup.numbers || matchSumOfProducts(op))
      takeOutOfBody(lookup);
  }
  // What was fused into its users stays behind if it checks its numbers, and
  // would read the floats.
  llvm::SmallSetVector<Operation *, 8> unused;
  for (const StackLookup &lookup : findLookups(module))
    if (lookup.op->use_empty())
      unused.insert(lookup.op);
  for (Operation *op : unused)
    op->erase();
  splitJoins(walkMatrices(module));
  IRRewriter rewriter(module.getContext());
  for (auto &[op, loops] : walkMatrices(module).sums) {
    auto generic = dyn_cast<linalg::GenericOp>(op);
    if (!generic) {
      rewriter.setInsertionPoint(op);
      auto generalized =
          linalg::generalizeNamedOp(rewriter, cast<linalg::LinalgOp>(op));
      if (failed(generalized))
        continue;
      generic = *generalized;
    }
    takeSumOut(generic, loops);
  }
}
