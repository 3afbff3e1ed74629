//===- MatmulBuilder.cpp - Any linear layer as qblock.matmul ----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Front ends sum over K in parts and in any order, put N first or in parts,
// compute the input in the body, leave M out, or multiply a stack of matrices
// at once. Most layers need none of that and become one op; the others get the
// reshapes and transposes of their activations here, never of the weight.
//
//===----------------------------------------------------------------------===//

#include "MatmulBuilder.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/IRMapping.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace qblock;
using namespace qblock::detail;

//===----------------------------------------------------------------------===//
// Axes
//===----------------------------------------------------------------------===//

/// An axis, and where it stands in a list that was gathered loop by loop.
struct PlacedAxis {
  WeightAxis axis;
  int64_t position;
};

static SmallVector<PlacedAxis> getAxes(const WeightUse &use,
                                       ArrayRef<unsigned> loops) {
  SmallVector<PlacedAxis> axes;
  for (unsigned loop : loops)
    for (const WeightAxis &axis : use.loopAxes[loop])
      axes.push_back({axis, static_cast<int64_t>(axes.size())});
  return axes;
}

/// In the order in which the weight has them.
static SmallVector<PlacedAxis> sortAxes(SmallVector<PlacedAxis> axes) {
  llvm::sort(axes, [](const PlacedAxis &a, const PlacedAxis &b) {
    return std::make_pair(a.axis.dim, -a.axis.stride) <
           std::make_pair(b.axis.dim, -b.axis.stride);
  });
  return axes;
}

static bool isSorted(const WeightUse &use, ArrayRef<unsigned> loops) {
  SmallVector<PlacedAxis> axes = sortAxes(getAxes(use, loops));
  for (auto [index, axis] : llvm::enumerate(axes))
    if (axis.position != static_cast<int64_t>(index))
      return false;
  return true;
}

static int64_t countElems(ArrayRef<WeightAxis> axes) {
  int64_t size = 1;
  for (const WeightAxis &axis : axes)
    size *= axis.size;
  return size;
}

//===----------------------------------------------------------------------===//
// Reshapes
//===----------------------------------------------------------------------===//

Value MatmulBuilder::permute(Value value, ArrayRef<int64_t> permutation) {
  if (llvm::equal(permutation, llvm::seq<int64_t>(0, permutation.size())))
    return value;
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, value);
  SmallVector<OpFoldResult> permuted;
  for (int64_t dim : permutation)
    permuted.push_back(sizes[dim]);
  Value empty = tensor::EmptyOp::create(builder, loc, permuted,
                                        getElementTypeOrSelf(value));
  return linalg::TransposeOp::create(builder, loc, value, empty, permutation)
      ->getResult(0);
}

Value MatmulBuilder::expandDim(Value value, int64_t dim,
                               ArrayRef<int64_t> sizes) {
  if (sizes.size() == 1)
    return value;
  auto type = cast<RankedTensorType>(value.getType());
  SmallVector<OpFoldResult> oldSizes =
      tensor::getMixedSizes(builder, loc, value);
  SmallVector<OpFoldResult> newSizes;
  SmallVector<int64_t> shape;
  SmallVector<ReassociationIndices> groups;
  for (int64_t old = 0; old < type.getRank(); ++old) {
    ReassociationIndices &group = groups.emplace_back();
    bool isSplit = old == dim;
    for (int64_t i = 0, end = isSplit ? sizes.size() : 1; i < end; ++i) {
      group.push_back(shape.size());
      shape.push_back(isSplit ? sizes[i] : type.getDimSize(old));
      newSizes.push_back(isSplit ? OpFoldResult(builder.getIndexAttr(sizes[i]))
                                 : oldSizes[old]);
    }
  }
  // What has no dimension becomes one of one element.
  if (type.getRank() == 0) {
    shape.assign(sizes.begin(), sizes.end());
    for (int64_t size : sizes)
      newSizes.push_back(builder.getIndexAttr(size));
  }
  return tensor::ExpandShapeOp::create(
      builder, loc, RankedTensorType::get(shape, type.getElementType()), value,
      groups, newSizes);
}

Value MatmulBuilder::collapseDims(Value value, int64_t dim, int64_t count) {
  if (count == 1)
    return value;
  auto type = cast<RankedTensorType>(value.getType());
  SmallVector<ReassociationIndices> groups;
  for (int64_t old = 0; old < type.getRank(); ++old) {
    if (old <= dim || old >= dim + count)
      groups.emplace_back();
    groups.back().push_back(old);
  }
  return tensor::CollapseShapeOp::create(builder, loc, value, groups);
}

Value MatmulBuilder::createZeros(ArrayRef<OpFoldResult> sizes) {
  Value empty =
      tensor::EmptyOp::create(builder, loc, sizes, builder.getF32Type());
  Value zero =
      arith::ConstantOp::create(builder, loc, builder.getF32FloatAttr(0.0f));
  return linalg::FillOp::create(builder, loc, zero, empty).getResult(0);
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

MatmulBuilder::MatmulBuilder(OpBuilder &builder, const Weight &weight,
                             const WeightUse &use, Value value,
                             ArrayRef<NamedAttribute> attributes)
    : builder(builder), loc(use.op->getLoc()), weight(weight), use(use),
      value(value), attributes(attributes), op(cast<linalg::LinalgOp>(use.op)) {
  Contraction contraction = *matchContraction(use.op);
  bool isLhs = contraction.lhs.getOnlyOperand() == use.weight;
  input = isLhs ? contraction.rhs : contraction.lhs;
  auto iterators = op.getIteratorTypesArray();
  for (unsigned loop = 0; loop < op.getNumLoops(); ++loop) {
    bool isSummed = iterators[loop] == utils::IteratorType::reduction;
    // A loop of the sum that the weight does not have makes one step.
    if (llvm::is_contained(use.stackLoops, loop) ||
        (isSummed && use.loopAxes[loop].empty()))
      continue;
    if (isSummed)
      kLoops.push_back(loop);
    else if (use.loopAxes[loop].empty())
      mLoops.push_back(loop);
    else
      nLoops.push_back(loop);
  }
}

/// The size of a loop over M or over a stack. (The shape of the weight that the
/// op reads has changed already.)
OpFoldResult MatmulBuilder::getLoopSize(unsigned loop) {
  if (!use.loopAxes[loop].empty() && !use.loopAxes[loop].front().gatherDim &&
      !llvm::is_contained(use.stackLoops, loop))
    return builder.getIndexAttr(countElems(use.loopAxes[loop]));
  SmallVector<OpOperand *> operands = llvm::to_vector(input.operands);
  operands.push_back(op.getDpsInitOperand(0));
  for (OpOperand *operand : operands) {
    AffineMap map = op.getMatchingIndexingMap(operand);
    auto dim =
        map.getResultPosition(getAffineDimExpr(loop, builder.getContext()));
    if (dim)
      return tensor::getMixedSize(builder, loc, operand->get(), *dim);
  }
  return builder.getIndexAttr(1);
}

/// True if the contraction is a matmul as it stands: x[..., M, K], the result
/// [..., M, N], and K and N in the weight's order.
bool MatmulBuilder::isPlain() {
  OpOperand *only = input.getOnlyOperand();
  if (!only || !use.stackLoops.empty() || kLoops.size() != 1 ||
      nLoops.size() != 1 || mLoops.empty() || !isSorted(use, kLoops) ||
      !isSorted(use, nLoops))
    return false;
  SmallVector<unsigned> inputLoops(mLoops), resultLoops(mLoops);
  inputLoops.push_back(kLoops.front());
  resultLoops.push_back(nLoops.front());
  auto hasLoops = [&](OpOperand *operand, ArrayRef<unsigned> loops) {
    return op.getMatchingIndexingMap(operand) ==
           AffineMap::getMultiDimMapWithTargets(op.getNumLoops(), loops,
                                                builder.getContext());
  };
  return hasLoops(only, inputLoops) &&
         hasLoops(op.getDpsInitOperand(0), resultLoops);
}

//===----------------------------------------------------------------------===//
// Input
//===----------------------------------------------------------------------===//

/// True if numbers choose a matrix for each single row.
bool MatmulBuilder::isRouted() {
  return use.stackGather && !use.stackLoops.empty() && use.slices.empty() &&
         weight.order.front() == use.getStackDim() &&
         llvm::all_of(mLoops, [&](unsigned loop) {
           return isConstantIntValue(getLoopSize(loop), 1);
         });
}

/// The loops over a stack that the input has dimensions for. A row that several
/// numbers in a row are for is not repeated.
ArrayRef<unsigned> MatmulBuilder::getInputStackLoops() {
  ArrayRef<unsigned> loops = use.stackLoops;
  auto isRead = [&](unsigned loop) {
    return llvm::any_of(input.operands, [&](OpOperand *operand) {
      return op.getMatchingIndexingMap(operand).isFunctionOfDim(loop);
    });
  };
  if (isRouted())
    while (!loops.empty() && !isRead(loops.back()))
      loops = loops.drop_back();
  return loops;
}

/// [stack, M..., K as the contraction has it], computed as in its body.
Value MatmulBuilder::computeInput() {
  SmallVector<unsigned> loops(getInputStackLoops());
  llvm::append_range(loops, mLoops);
  llvm::append_range(loops, kLoops);
  MLIRContext *context = builder.getContext();
  SmallVector<AffineExpr> newDims(op.getNumLoops(),
                                  getAffineConstantExpr(0, context));
  SmallVector<OpFoldResult> sizes;
  for (auto [index, loop] : llvm::enumerate(loops)) {
    newDims[loop] = getAffineDimExpr(index, context);
    sizes.push_back(getLoopSize(loop));
  }

  SmallVector<Value> operands;
  SmallVector<AffineMap> maps;
  for (OpOperand *operand : input.operands) {
    operands.push_back(operand->get());
    maps.push_back(op.getMatchingIndexingMap(operand).replaceDimsAndSymbols(
        newDims, {}, loops.size(), 0));
  }
  if (OpOperand *only = input.getOnlyOperand();
      only && maps.front().isIdentity())
    return only->get();
  maps.push_back(AffineMap::getMultiDimIdentityMap(loops.size(), context));
  Value empty =
      tensor::EmptyOp::create(builder, loc, sizes, input.scalar.getType());
  SmallVector<utils::IteratorType> iterators(loops.size(),
                                             utils::IteratorType::parallel);
  auto generic = linalg::GenericOp::create(
      builder, loc, empty.getType(), operands, empty, maps, iterators,
      [&](OpBuilder &builder, Location loc, ValueRange args) {
        IRMapping mapping;
        Block *body = op.getBlock();
        for (auto [operand, arg] : llvm::zip(input.operands, args))
          mapping.map(body->getArgument(operand->getOperandNumber()), arg);
        llvm::SetVector<Value> needed;
        needed.insert(input.scalar);
        for (size_t i = 0; i < needed.size(); ++i)
          if (Operation *producer = needed[i].getDefiningOp();
              producer && producer->getBlock() == body)
            needed.insert_range(producer->getOperands());
        for (Operation &inner : body->without_terminator())
          if (llvm::any_of(inner.getResults(),
                           [&](Value v) { return needed.contains(v); }))
            builder.clone(inner, mapping);
        linalg::YieldOp::create(builder, loc,
                                mapping.lookupOrDefault(input.scalar));
      });
  return generic.getResult(0);
}

/// [stack, M..., K] from [stack, M..., K as the contraction has it].
Value MatmulBuilder::joinK(Value input) {
  int64_t firstK = cast<RankedTensorType>(input.getType()).getRank() -
                   static_cast<int64_t>(kLoops.size());
  // From the last to the first, so that the positions before stay.
  SmallVector<PlacedAxis> axes = getAxes(use, kLoops);
  for (size_t i = kLoops.size(); i-- > 0;) {
    SmallVector<int64_t> sizes;
    for (const WeightAxis &axis : use.loopAxes[kLoops[i]])
      sizes.push_back(axis.size);
    input = expandDim(input, firstK + i, sizes);
  }
  SmallVector<int64_t> permutation =
      llvm::to_vector(llvm::seq<int64_t>(0, firstK));
  for (const PlacedAxis &axis : sortAxes(axes))
    permutation.push_back(firstK + axis.position);
  return collapseDims(permute(input, permutation), firstK, axes.size());
}

Value MatmulBuilder::createInput() {
  Value result = joinK(computeInput());
  if (mLoops.empty()) {
    // One row.
    int64_t last = cast<RankedTensorType>(result.getType()).getRank() - 1;
    int64_t rowElems =
        cast<RankedTensorType>(result.getType()).getDimSize(last);
    result = expandDim(result, last, {1, rowElems});
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Product
//===----------------------------------------------------------------------===//

Value MatmulBuilder::sliceRows(Value index) {
  MLIRContext *context = builder.getContext();
  ArrayRef<unsigned> rowDims =
      ArrayRef(weight.order).drop_back(weight.numKDims);
  int64_t rowsPerIndex = weight.numRows, numRows = weight.numRows;
  SmallVector<OpFoldResult> offsets;
  AffineExpr offset = getAffineConstantExpr(0, context);
  auto addOffset = [&](OpFoldResult value) {
    offset =
        offset + getAffineSymbolExpr(offsets.size(), context) * rowsPerIndex;
    offsets.push_back(value);
  };
  for (unsigned dim : rowDims) {
    int64_t size = weight.type.getDimSize(dim);
    rowsPerIndex /= size;
    for (const WeightSlice &slice : use.slices) {
      if (slice.dim != dim)
        continue;
      addOffset(slice.offset);
      numRows = slice.size * rowsPerIndex;
    }
    if (use.getStackDim() == dim) {
      addOffset(index ? index : getMatrixNumber({}));
      numRows = rowsPerIndex;
    }
  }
  if (offsets.empty())
    return value;
  OpFoldResult first = affine::makeComposedFoldedAffineApply(
      builder, loc, AffineMap::get(0, offsets.size(), offset), offsets);
  auto oldType = cast<RankedTensorType>(value.getType());
  auto newType = RankedTensorType::get({numRows, weight.rowElems},
                                       oldType.getElementType());
  SmallVector<OpFoldResult> starts = {first, builder.getIndexAttr(0)};
  SmallVector<OpFoldResult> sizes = {builder.getIndexAttr(numRows),
                                     builder.getIndexAttr(weight.rowElems)};
  SmallVector<OpFoldResult> strides(2, builder.getIndexAttr(1));
  return tensor::ExtractSliceOp::create(builder, loc, newType, value, starts,
                                        sizes, strides);
}

Value MatmulBuilder::createMatmul(Value input, Value rows) {
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, input);
  sizes.back() = builder.getIndexAttr(
      cast<RankedTensorType>(rows.getType()).getDimSize(0));
  Value init = createZeros(sizes);
  auto matmul =
      MatmulOp::create(builder, loc, init.getType(), input, rows, init);
  matmul->setDiscardableAttrs(attributes);
  return matmul.getResult();
}

/// The number of the matrix that step `index` over the stack reads.
Value MatmulBuilder::getMatrixNumber(Value index) {
  if (!use.stackGather)
    return index;
  Value number = tensor::ExtractOp::create(
      builder, loc, ids, index ? ValueRange{index} : ValueRange());
  if (!number.getType().isIndex())
    number = arith::IndexCastOp::create(builder, loc, builder.getIndexType(),
                                        number);
  // As an unsigned number, a negative one is too large as well.
  Value count = arith::ConstantIndexOp::create(builder, loc, weight.numExperts);
  Value isInside = arith::CmpIOp::create(
      builder, loc, arith::CmpIPredicate::ult, number, count);
  cf::AssertOp::create(builder, loc, isInside,
                       "expects the number of a matrix of the stack");
  return number;
}

/// [stack, M..., N]: one matmul a matrix. The loops over the stack are one.
Value MatmulBuilder::createStack(Value input) {
  SmallVector<OpFoldResult> inputSizes =
      tensor::getMixedSizes(builder, loc, input);
  SmallVector<OpFoldResult> sizes = inputSizes;
  sizes.back() = builder.getIndexAttr(countElems(llvm::map_to_vector(
      getAxes(use, nLoops), [](const PlacedAxis &axis) { return axis.axis; })));
  Value empty =
      tensor::EmptyOp::create(builder, loc, sizes, builder.getF32Type());
  auto makeSlice = [&](ArrayRef<OpFoldResult> whole, Value index) {
    SmallVector<OpFoldResult> starts(whole.size(), builder.getIndexAttr(0));
    starts.front() = index;
    SmallVector<OpFoldResult> counts(whole);
    counts.front() = builder.getIndexAttr(1);
    return std::make_pair(starts, counts);
  };
  SmallVector<OpFoldResult> strides(sizes.size(), builder.getIndexAttr(1));
  Value first = arith::ConstantIndexOp::create(builder, loc, 0);
  Value step = arith::ConstantIndexOp::create(builder, loc, 1);
  Value last = getValueOrCreateConstantIndexOp(builder, loc, sizes.front());
  auto loop = scf::ForOp::create(builder, loc, first, last, step, empty);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  Value index = loop.getInductionVar();
  auto [starts, counts] = makeSlice(inputSizes, index);
  auto type = cast<RankedTensorType>(input.getType());
  auto oneType = RankedTensorType::get(type.getShape().drop_front(),
                                       type.getElementType());
  Value one = tensor::ExtractSliceOp::create(builder, loc, oneType, input,
                                             starts, counts, strides);
  Value product = createMatmul(one, sliceRows(getMatrixNumber(index)));
  auto [resultStarts, resultCounts] = makeSlice(sizes, index);
  Value inserted = tensor::InsertSliceOp::create(
      builder, loc, product, loop.getRegionIterArg(0), resultStarts,
      resultCounts, strides);
  scf::YieldOp::create(builder, loc, inserted);
  return loop.getResult(0);
}

/// [stack..., M..., N], where all of M is one row.
Value MatmulBuilder::createRouted(Value input) {
  Value x = collapseDims(input, 0,
                         cast<RankedTensorType>(input.getType()).getRank() - 1);
  int64_t numColumns = weight.numRows / weight.numExperts;
  OpFoldResult numIds = tensor::getMixedSize(builder, loc, ids, 0);
  Value init = createZeros({numIds, builder.getIndexAttr(numColumns)});
  auto matmul =
      RoutedMatmulOp::create(builder, loc, init.getType(), x, value, ids, init,
                             /*activations=*/ActivationsAttr());
  matmul->setDiscardableAttrs(attributes);
  SmallVector<OpFoldResult> sizes;
  for (unsigned loop : use.stackLoops)
    sizes.push_back(getLoopSize(loop));
  // An input without M has one row.
  sizes.append(std::max<size_t>(mLoops.size(), 1), builder.getIndexAttr(1));
  SmallVector<ReassociationIndices> groups(2);
  llvm::append_range(groups[0], llvm::seq<int64_t>(0, sizes.size()));
  groups[1].push_back(sizes.size());
  sizes.push_back(builder.getIndexAttr(numColumns));
  return tensor::ExpandShapeOp::create(
      builder, loc,
      RankedTensorType::get(decomposeMixedValues(sizes).first,
                            builder.getF32Type()),
      matmul.getResult(), groups, sizes);
}

/// [stack..., M..., N].
Value MatmulBuilder::createProduct(Value input) {
  if (use.stackLoops.empty())
    return createMatmul(input, sliceRows({}));
  if (isRouted())
    return createRouted(input);
  int64_t numLoops = use.stackLoops.size();
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, input);
  Value result = createStack(collapseDims(input, 0, numLoops));
  if (numLoops == 1)
    return result;
  auto type = cast<RankedTensorType>(result.getType());
  auto inputType = cast<RankedTensorType>(input.getType());
  SmallVector<int64_t> shape(inputType.getShape());
  shape.back() = type.getShape().back();
  sizes.back() = builder.getIndexAttr(shape.back());
  SmallVector<ReassociationIndices> groups(1);
  for (int64_t dim = 0; dim < inputType.getRank(); ++dim) {
    if (dim >= numLoops)
      groups.emplace_back();
    groups.back().push_back(dim);
  }
  return tensor::ExpandShapeOp::create(
      builder, loc, RankedTensorType::get(shape, type.getElementType()), result,
      groups, sizes);
}

//===----------------------------------------------------------------------===//
// Result
//===----------------------------------------------------------------------===//

/// The contraction's result from [stack, M..., N].
Value MatmulBuilder::restoreResult(Value result) {
  if (mLoops.empty()) {
    // The one row.
    int64_t rank = cast<RankedTensorType>(result.getType()).getRank();
    result = collapseDims(result, rank - 2, 2);
  }
  int64_t numStackLoops = use.stackLoops.size();
  int64_t firstN = numStackLoops + mLoops.size();
  SmallVector<PlacedAxis> axes = getAxes(use, nLoops);
  SmallVector<PlacedAxis> sorted = sortAxes(axes);
  SmallVector<int64_t> sizes;
  for (const PlacedAxis &axis : sorted)
    sizes.push_back(axis.axis.size);
  result = expandDim(result, firstN, sizes);

  // Where the dimensions of each loop stand now.
  SmallVector<SmallVector<int64_t>> places(op.getNumLoops());
  for (auto [index, loop] : llvm::enumerate(use.stackLoops))
    places[loop].push_back(index);
  for (auto [index, loop] : llvm::enumerate(mLoops))
    places[loop].push_back(numStackLoops + index);
  int64_t position = 0;
  for (unsigned loop : nLoops)
    for (size_t i = 0; i < use.loopAxes[loop].size(); ++i, ++position)
      for (auto [index, axis] : llvm::enumerate(sorted))
        if (axis.position == position)
          places[loop].push_back(firstN + index);

  SmallVector<int64_t> permutation, counts;
  AffineMap map = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  for (AffineExpr expr : map.getResults()) {
    ArrayRef<int64_t> dims = places[cast<AffineDimExpr>(expr).getPosition()];
    llvm::append_range(permutation, dims);
    counts.push_back(dims.size());
  }
  result = permute(result, permutation);
  for (auto [dim, count] : llvm::enumerate(counts))
    result = collapseDims(result, dim, count);
  return result;
}

Value MatmulBuilder::addInit(Value result) {
  Value init = op.getDpsInitOperand(0)->get();
  if (isKnownZero(init))
    return result;
  auto type = cast<RankedTensorType>(result.getType());
  init = castElements(builder, loc, init, builder.getF32Type());
  SmallVector<AffineMap> maps(3,
                              builder.getMultiDimIdentityMap(type.getRank()));
  SmallVector<utils::IteratorType> iterators(type.getRank(),
                                             utils::IteratorType::parallel);
  Value empty = tensor::EmptyOp::create(
      builder, loc, tensor::getMixedSizes(builder, loc, result),
      type.getElementType());
  auto generic = linalg::GenericOp::create(
      builder, loc, empty.getType(), ValueRange{init, result}, empty, maps,
      iterators, [](OpBuilder &builder, Location loc, ValueRange args) {
        Value sum = arith::AddFOp::create(builder, loc, args[0], args[1]);
        linalg::YieldOp::create(builder, loc, sum);
      });
  return generic.getResult(0);
}

/// The numbers in one dimension, or in none if there is only one.
void MatmulBuilder::createMatrixNumbers() {
  if (!use.stackGather)
    return;
  ids = use.numbers->create(builder);
  int64_t rank = cast<ShapedType>(ids.getType()).getRank();
  if (!use.stackLoops.empty()) {
    ids = collapseDims(ids, 0, rank);
  } else if (rank != 0) {
    ids = tensor::CollapseShapeOp::create(builder, loc, ids,
                                          ArrayRef<ReassociationIndices>());
  }
}

Value MatmulBuilder::create() {
  createMatrixNumbers();
  if (!isPlain())
    return addInit(restoreResult(createProduct(createInput())));
  Value init = castElements(builder, loc, op.getDpsInitOperand(0)->get(),
                            builder.getF32Type());
  auto matmul =
      MatmulOp::create(builder, loc, init.getType(),
                       input.getOnlyOperand()->get(), sliceRows({}), init);
  matmul->setDiscardableAttrs(attributes);
  return matmul.getResult();
}
