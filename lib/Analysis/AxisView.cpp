//===- AxisView.cpp - Weights seen through reshapes -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Between a weight and the contraction that reads it may stand any number of
// ops that only copy. They are followed by what each dimension runs over: a
// list of strided runs of the weight's dimensions, which reshapes split and
// join and transposes reorder.
//
//===----------------------------------------------------------------------===//

#include "AxisView.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;

namespace qblock::detail {

AxisView::AxisView(RankedTensorType type) {
  for (auto [dim, size] : llvm::enumerate(type.getShape())) {
    WeightAxes &axes = dims.emplace_back();
    if (size != 1)
      axes.push_back({static_cast<unsigned>(dim), size, 1});
  }
}

//===----------------------------------------------------------------------===//
// Ops that copy
//===----------------------------------------------------------------------===//

/// True if the body passes its first argument on, at most in another float type
/// or widened, and does nothing else that shows.
static bool yieldsInput(Block *body) {
  for (Operation &op : body->without_terminator())
    if (!isMemoryEffectFree(&op))
      return false;
  Value yielded = body->getTerminator()->getOperand(0);
  while (Operation *op = yielded.getDefiningOp()) {
    if (!isa<arith::ExtFOp, arith::TruncFOp, arith::ExtSIOp>(op))
      return false;
    yielded = op->getOperand(0);
  }
  return yielded == body->getArgument(0);
}

static bool isCopy(linalg::LinalgOp op, const OpOperand &operand) {
  return op.getNumDpsInputs() == 1 && op.getNumDpsInits() == 1 &&
         op.isDpsInput(const_cast<OpOperand *>(&operand)) &&
         op.hasPureTensorSemantics() &&
         op.getNumParallelLoops() == op.getNumLoops() &&
         yieldsInput(op.getBlock()) &&
         op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isPermutation();
}

/// True if no dimension of `whole` whose size is known is cut.
static bool cutsNothing(OffsetSizeAndStrideOpInterface op,
                        RankedTensorType whole) {
  for (auto [dim, size] : llvm::enumerate(whole.getShape()))
    if (!ShapedType::isDynamic(size) && op.getStaticSizes()[dim] != size)
      return false;
  return true;
}

bool isWholeSlice(Operation *op) {
  if (auto extract = dyn_cast<tensor::ExtractSliceOp>(op))
    return cutsNothing(extract, extract.getSourceType());
  if (auto insert = dyn_cast<tensor::InsertSliceOp>(op))
    return cutsNothing(insert, insert.getDestType());
  return false;
}

Value getViewResult(OpOperand &operand) {
  Operation *op = operand.getOwner();
  if (isa<tensor::InsertSliceOp>(op))
    return operand.getOperandNumber() == 0 && isWholeSlice(op)
               ? op->getResult(0)
               : Value();
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op))
    return isCopy(linalgOp, operand) ? op->getResult(0) : Value();
  if (operand.getOperandNumber() != 0 ||
      !isa<tensor::CastOp, tensor::ExpandShapeOp, tensor::CollapseShapeOp,
           tensor::ExtractSliceOp, linalg::PackOp, arith::ExtFOp,
           arith::TruncFOp, arith::ExtSIOp>(op))
    return {};
  if (op->getNumResults() != 1 ||
      !isa<RankedTensorType>(op->getResult(0).getType()))
    return {};
  return op->getResult(0);
}

//===----------------------------------------------------------------------===//
// Axes
//===----------------------------------------------------------------------===//

/// Splits what a dimension runs over among dimensions of the sizes `sizes`.
static std::optional<SmallVector<WeightAxes>> split(WeightAxes axes,
                                                    ArrayRef<int64_t> sizes) {
  SmallVector<WeightAxes> parts(sizes.size());
  if (axes.empty())
    return parts;
  for (size_t i = sizes.size(); i-- > 0;) {
    int64_t rest = sizes[i];
    if (sizes.size() == 1) {
      parts.front() = std::move(axes);
      return parts;
    }
    if (ShapedType::isDynamic(rest))
      return std::nullopt;
    while (rest > 1) {
      if (axes.empty() || ShapedType::isDynamic(axes.back().size))
        return std::nullopt;
      WeightAxis &last = axes.back();
      if (rest % last.size == 0) {
        parts[i].insert(parts[i].begin(), last);
        rest /= last.size;
        axes.pop_back();
      } else if (last.size % rest == 0 && !last.gatherDim) {
        parts[i].insert(parts[i].begin(), {last.dim, rest, last.stride});
        last = {last.dim, last.size / rest, last.stride * rest};
        rest = 1;
      } else {
        return std::nullopt;
      }
    }
  }
  if (!axes.empty())
    return std::nullopt;
  return parts;
}

} // namespace qblock::detail

void qblock::joinAxes(WeightAxes &into, ArrayRef<WeightAxis> axes) {
  for (const WeightAxis &axis : axes) {
    bool isGathered =
        axis.gatherDim || (!into.empty() && into.back().gatherDim);
    if (!isGathered && !into.empty() && into.back().dim == axis.dim &&
        into.back().stride == axis.size * axis.stride)
      into.back() = {axis.dim, into.back().size * axis.size, axis.stride};
    else
      into.push_back(axis);
  }
}

namespace qblock::detail {

//===----------------------------------------------------------------------===//
// One step
//===----------------------------------------------------------------------===//

static bool followCopy(linalg::LinalgOp op, OpOperand &operand,
                       AxisView &view) {
  AffineMap from = op.getMatchingIndexingMap(&operand);
  AffineMap to = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  SmallVector<WeightAxes> loops(op.getNumLoops());
  llvm::SmallBitVector seen(op.getNumLoops());
  for (auto [expr, axes] : llvm::zip_equal(from.getResults(), view.dims)) {
    auto dim = dyn_cast<AffineDimExpr>(expr);
    if (!dim && !axes.empty())
      return false;
    if (!dim)
      continue;
    if (seen.test(dim.getPosition()))
      return false;
    seen.set(dim.getPosition());
    loops[dim.getPosition()] = axes;
  }
  view.dims.clear();
  for (AffineExpr expr : to.getResults())
    view.dims.push_back(loops[cast<AffineDimExpr>(expr).getPosition()]);
  return true;
}

static bool followExpand(tensor::ExpandShapeOp op, AxisView &view) {
  SmallVector<WeightAxes, 3> dims;
  for (auto [group, axes] :
       llvm::zip_equal(op.getReassociationIndices(), view.dims)) {
    SmallVector<int64_t> sizes;
    for (int64_t dim : group)
      sizes.push_back(op.getResultType().getDimSize(dim));
    auto parts = split(axes, sizes);
    if (!parts)
      return false;
    llvm::append_range(dims, *parts);
  }
  view.dims = std::move(dims);
  return true;
}

static bool followCollapse(tensor::CollapseShapeOp op, AxisView &view) {
  SmallVector<WeightAxes, 3> dims;
  for (ReassociationIndicesRef group : op.getReassociationIndices()) {
    WeightAxes axes;
    bool repeats = false;
    for (int64_t dim : group) {
      joinAxes(axes, view.dims[dim]);
      repeats |= view.dims[dim].empty() && op.getSrcType().getDimSize(dim) != 1;
    }
    if (repeats && !axes.empty())
      return false;
    dims.push_back(std::move(axes));
  }
  view.dims = std::move(dims);
  return true;
}

static bool followSlice(tensor::ExtractSliceOp op, AxisView &view) {
  if (!op.hasUnitStride())
    return false;
  llvm::SmallBitVector dropped = op.getDroppedDims();
  SmallVector<OpFoldResult> offsets = op.getMixedOffsets();
  SmallVector<int64_t> sizes(op.getStaticSizes());
  SmallVector<WeightAxes, 3> dims;
  for (auto [dim, axes] : llvm::enumerate(view.dims)) {
    int64_t whole = op.getSourceType().getDimSize(dim);
    bool isWhole =
        sizes[dim] == whole && getConstantIntValue(offsets[dim]) == 0;
    if (!isWhole && !axes.empty()) {
      bool isSliced = llvm::any_of(view.slices, [slicedDim = axes.front().dim](
                                                    const WeightSlice &slice) {
        return slice.dim == slicedDim;
      });
      if (axes.size() != 1 || axes.front().stride != 1 ||
          axes.front().gatherDim || isSliced || axes.front().size != whole ||
          ShapedType::isDynamic(sizes[dim]))
        return false;
      view.slices.push_back({axes.front().dim, offsets[dim], sizes[dim]});
      axes.front().size = sizes[dim];
      if (sizes[dim] == 1)
        axes.clear();
    }
    if (dropped.test(dim) && !axes.empty())
      return false;
    if (!dropped.test(dim))
      dims.push_back(axes);
  }
  view.dims = std::move(dims);
  return true;
}

/// Of a slice that is all of its destination.
static bool followInsert(tensor::InsertSliceOp op, AxisView &view) {
  llvm::SmallBitVector dropped = op.getDroppedDims();
  SmallVector<WeightAxes, 3> dims;
  for (size_t dim = 0, next = 0; dim < dropped.size(); ++dim)
    dims.push_back(dropped.test(dim) ? WeightAxes() : view.dims[next++]);
  view.dims = std::move(dims);
  return true;
}

static bool followPack(linalg::PackOp op, AxisView &view) {
  if (op.getPaddingValue() || !op.getInnerTiles().empty())
    return false; // dynamic tiles
  SmallVector<WeightAxes, 3> outer(view.dims), inner;
  for (auto [dim, tile] :
       llvm::zip_equal(op.getInnerDimsPos(), op.getStaticInnerTiles())) {
    int64_t size = op.getSourceType().getDimSize(dim);
    if (ShapedType::isDynamic(size) || ShapedType::isDynamic(tile) ||
        size % tile != 0)
      return false;
    auto parts = split(outer[dim], {size / tile, tile});
    if (!parts)
      return false;
    outer[dim] = (*parts)[0];
    inner.push_back((*parts)[1]);
  }
  view.dims.clear();
  if (op.getOuterDimsPerm().empty())
    llvm::append_range(view.dims, outer);
  for (int64_t dim : op.getOuterDimsPerm())
    view.dims.push_back(outer[dim]);
  llvm::append_range(view.dims, inner);
  return true;
}

std::optional<AxisView> followView(OpOperand &operand, const AxisView &view) {
  AxisView next = view;
  Operation *op = operand.getOwner();
  bool isFollowed = true;
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op))
    isFollowed = followCopy(linalgOp, operand, next);
  else if (auto expand = dyn_cast<tensor::ExpandShapeOp>(op))
    isFollowed = followExpand(expand, next);
  else if (auto collapse = dyn_cast<tensor::CollapseShapeOp>(op))
    isFollowed = followCollapse(collapse, next);
  else if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op))
    isFollowed = followSlice(slice, next);
  else if (auto insert = dyn_cast<tensor::InsertSliceOp>(op))
    isFollowed = followInsert(insert, next);
  else if (auto pack = dyn_cast<linalg::PackOp>(op))
    isFollowed = followPack(pack, next);
  if (!isFollowed)
    return std::nullopt;
  return next;
}

} // namespace qblock::detail
