//===- DropUnitDims.cpp - Tensors without dimensions of one -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A batch of one, kept reductions and reshapes between ranks stand between ops
// that could be fused. Upstream's patterns drop such dimensions; what is added
// here are reshapes with sizes known at run time alone, which upstream leaves
// opaque.
//
//===----------------------------------------------------------------------===//

#include "qblock/Pipelines/Passes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Affine/IR/ValueBoundsOpInterfaceImpl.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/IR/ValueBoundsOpInterfaceImpl.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/SCF/IR/ValueBoundsOpInterfaceImpl.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/IR/ValueBoundsOpInterfaceImpl.h"
#include "mlir/Interfaces/ValueBoundsOpInterface.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace qblock {
#define GEN_PASS_DEF_DROPUNITDIMS
#include "qblock/Pipelines/Passes.h.inc"
} // namespace qblock

using namespace mlir;

//===----------------------------------------------------------------------===//
// Reshapes
//===----------------------------------------------------------------------===//

namespace {
/// Dimensions of the source that become dimensions of the result, whose numbers
/// of elements are equal.
struct Group {
  ReassociationIndices source, result;
};

/// Finds out which dimensions of a reshape belong together.
class ReshapeGroups {
public:
  explicit ReshapeGroups(tensor::ReshapeOp op)
      : op(op), source(cast<RankedTensorType>(op.getSource().getType())),
        result(cast<RankedTensorType>(op.getResult().getType())) {}

  /// Nothing if that is not certain.
  std::optional<SmallVector<Group>> find();
  /// Size `dim` of the result.
  OpFoldResult getResultSize(OpBuilder &builder, int64_t dim);

private:
  Value getSize(int64_t dim);
  bool isSameSize(int64_t sourceDim, int64_t resultDim);
  bool complete(Group &group);

  tensor::ReshapeOp op;
  RankedTensorType source, result;
};
} // namespace

/// The number that says size `dim` of the result.
Value ReshapeGroups::getSize(int64_t dim) {
  return op.getShape()
      .getDefiningOp<tensor::FromElementsOp>()
      .getElements()[dim];
}

OpFoldResult ReshapeGroups::getResultSize(OpBuilder &builder, int64_t dim) {
  if (!result.isDynamicDim(dim))
    return builder.getIndexAttr(result.getDimSize(dim));
  Value size = getSize(dim);
  if (size.getType().isIndex())
    return size;
  return arith::IndexCastOp::create(builder, op.getLoc(),
                                    builder.getIndexType(), size)
      .getResult();
}

/// Two unknown sizes.
bool ReshapeGroups::isSameSize(int64_t sourceDim, int64_t resultDim) {
  // The numbers of elements are equal, so are the sizes that are left over.
  if (source.getNumDynamicDims() == 1 && result.getNumDynamicDims() == 1)
    return true;
  Value size = getSize(resultDim);
  if (auto cast = size.getDefiningOp<arith::IndexCastOp>())
    size = cast.getIn();
  if (!size.getType().isIndex())
    return false;
  FailureOr<bool> isEqual =
      ValueBoundsConstraintSet::areEqual({op.getSource(), sourceDim}, size);
  return succeeded(isEqual) && *isEqual;
}

/// Adds dimensions to the smaller side until both sides have the same number of
/// elements. An unknown size is equal to another alone.
bool ReshapeGroups::complete(Group &group) {
  int64_t sourceSize = source.getDimSize(group.source.back());
  int64_t resultSize = result.getDimSize(group.result.back());
  while (true) {
    bool isKnown = !ShapedType::isDynamic(sourceSize);
    if (!isKnown && ShapedType::isDynamic(resultSize))
      return isSameSize(group.source.back(), group.result.back());
    if (sourceSize == resultSize)
      return true;
    bool takesSource = ShapedType::isDynamic(resultSize) ||
                       (isKnown && sourceSize < resultSize);
    RankedTensorType type = takesSource ? source : result;
    ReassociationIndices &dims = takesSource ? group.source : group.result;
    int64_t &size = takesSource ? sourceSize : resultSize;
    int64_t next = dims.back() + 1;
    if (next == type.getRank() || (type.isDynamicDim(next) && size != 1))
      return false;
    size = type.isDynamicDim(next) ? ShapedType::kDynamic
                                   : size * type.getDimSize(next);
    dims.push_back(next);
  }
}

std::optional<SmallVector<Group>> ReshapeGroups::find() {
  SmallVector<Group> groups;
  int64_t i = 0, j = 0;
  if (!op.getShape().getDefiningOp<tensor::FromElementsOp>() ||
      source.getRank() == 0 || result.getRank() == 0)
    return std::nullopt;
  while (i < source.getRank() && j < result.getRank()) {
    Group group = {{i}, {j}};
    if (!complete(group))
      return std::nullopt;
    i = group.source.back() + 1;
    j = group.result.back() + 1;
    groups.push_back(std::move(group));
  }
  // Ones at the end belong to the last group.
  for (; i < source.getRank(); ++i) {
    if (source.getDimSize(i) != 1)
      return std::nullopt;
    groups.back().source.push_back(i);
  }
  for (; j < result.getRank(); ++j) {
    if (result.getDimSize(j) != 1)
      return std::nullopt;
    groups.back().result.push_back(j);
  }
  return groups;
}

namespace {
/// Writes a reshape as a collapse, an expansion or one after the other.
struct ExpandReshape : OpRewritePattern<tensor::ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ReshapeOp op,
                                PatternRewriter &rewriter) const override {
    ReshapeGroups finder(op);
    auto groups = finder.find();
    if (!groups)
      return failure();
    SmallVector<ReassociationIndices> collapse, expand;
    for (Group &group : *groups) {
      collapse.push_back(group.source);
      expand.push_back(group.result);
    }
    Value value = op.getSource();
    auto resultType = cast<RankedTensorType>(op.getResult().getType());
    if (int64_t(collapse.size()) !=
        cast<RankedTensorType>(value.getType()).getRank())
      value = tensor::CollapseShapeOp::create(rewriter, op.getLoc(), value,
                                              collapse);
    if (int64_t(expand.size()) != resultType.getRank()) {
      SmallVector<OpFoldResult> sizes;
      for (int64_t dim = 0; dim < resultType.getRank(); ++dim)
        sizes.push_back(finder.getResultSize(rewriter, dim));
      value = tensor::ExpandShapeOp::create(rewriter, op.getLoc(), resultType,
                                            value, expand, sizes);
    }
    if (value.getType() != resultType)
      value = tensor::CastOp::create(rewriter, op.getLoc(), resultType, value);
    rewriter.replaceOp(op, value);
    return success();
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

/// The loops of `op` that may go. A product of matrices keeps its rows, be
/// there one or many: it is recognized by them.
static SmallVector<unsigned> getDroppableLoops(Operation *op) {
  SmallVector<unsigned> loops;
  auto generic = dyn_cast_or_null<linalg::GenericOp>(op);
  if (!generic)
    return loops;
  bool isProduct =
      generic.getNumReductionLoops() != 0 && generic.getNumDpsInputs() > 1;
  for (unsigned loop = 0; loop < generic.getNumLoops(); ++loop)
    if (!isProduct ||
        llvm::all_of(generic.getIndexingMapsArray(),
                     [&](AffineMap map) { return map.isFunctionOfDim(loop); }))
      loops.push_back(loop);
  return loops;
}

namespace {
struct DropUnitDims : qblock::impl::DropUnitDimsBase<DropUnitDims> {
  void getDependentDialects(DialectRegistry &registry) const override {
    DropUnitDimsBase::getDependentDialects(registry);
    affine::registerValueBoundsOpInterfaceExternalModels(registry);
    arith::registerValueBoundsOpInterfaceExternalModels(registry);
    scf::registerValueBoundsOpInterfaceExternalModels(registry);
    tensor::registerValueBoundsOpInterfaceExternalModels(registry);
  }

  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<ExpandReshape>(&getContext());
    linalg::ControlDropUnitDims options;
    options.controlFn = getDroppableLoops;
    linalg::populateFoldUnitExtentDimsPatterns(patterns, options);
    linalg::populateFoldUnitExtentDimsCanonicalizationPatterns(patterns,
                                                               options);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
