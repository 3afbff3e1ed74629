//===- RestrictColumns.cpp - Fewer columns in a tile ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ColumnSpans.h"
#include "LinalgQueries.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using linalg::GenericOp;

/// Names the loop over the columns while an op is being tiled.
static constexpr StringLiteral columnsAttr = "qblock.columns";

/// Spans begin and end at multiples of this many columns, which are whole
/// vectors and cache lines.
static constexpr int64_t columnGranule = 32;

void qblock::markColumns(const MaskedSoftmax &softmax) {
  for (auto [op, loop] : softmax.ops)
    op->setDiscardableAttr(columnsAttr,
                           Builder(op->getContext()).getI64IntegerAttr(loop));
}

namespace {
/// Restricts the ops of one tile.
class ColumnRestriction {
public:
  ColumnRestriction(RewriterBase &rewriter, scf::ForallOp loop)
      : rewriter(rewriter), loc(loop.getLoc()), loop(loop) {}

  bool findOps();
  void createRange(ArrayRef<int64_t> tileSizes,
                   const qblock::MaskedSoftmax &softmax,
                   qblock::ColumnSpans spans);
  void restrictOps();

private:
  std::pair<Value, Value> reduceRows(qblock::ColumnSpans spans,
                                     ArrayRef<OpFoldResult> offsets,
                                     ArrayRef<OpFoldResult> sizes);
  std::optional<unsigned> getColumnDim(GenericOp op, OpOperand &operand) const;
  Value restrict(Value value, unsigned dim);

  RewriterBase &rewriter;
  Location loc;
  scf::ForallOp loop;
  SmallVector<GenericOp> ops;
  llvm::DenseMap<Operation *, unsigned> columns;
  Value first, count; ///< of the columns
  llvm::DenseMap<Value, Value> restricted;
};
} // namespace

bool ColumnRestriction::findOps() {
  for (GenericOp op : loop.getBody()->getOps<GenericOp>())
    if (auto attr = dyn_cast_or_null<IntegerAttr>(
            op->removeDiscardableAttr(columnsAttr))) {
      ops.push_back(op);
      columns[op] = attr.getInt();
    }
  return !ops.empty();
}

std::optional<unsigned>
ColumnRestriction::getColumnDim(GenericOp op, OpOperand &operand) const {
  return op.getMatchingIndexingMap(&operand).getResultPosition(
      getAffineDimExpr(columns.lookup(op), rewriter.getContext()));
}

/// The columns from the first to the last one that any of the rows needs.
std::pair<Value, Value>
ColumnRestriction::reduceRows(qblock::ColumnSpans spans,
                              ArrayRef<OpFoldResult> offsets,
                              ArrayRef<OpFoldResult> sizes) {
  SmallVector<OpFoldResult> strides(sizes.size(), rewriter.getIndexAttr(1));
  SmallVector<Value> inputs, inits;
  for (auto [value, start] :
       {std::pair(spans.first, std::numeric_limits<int64_t>::max()),
        std::pair(spans.end, int64_t(0))}) {
    inputs.push_back(tensor::ExtractSliceOp::create(rewriter, loc, value,
                                                    offsets, sizes, strides));
    Value constant = arith::ConstantOp::create(
        rewriter, loc, rewriter.getI64IntegerAttr(start));
    Value empty = tensor::EmptyOp::create(rewriter, loc, ArrayRef<int64_t>{},
                                          constant.getType());
    inits.push_back(
        linalg::FillOp::create(rewriter, loc, constant, empty).getResult(0));
  }
  AffineMap row = rewriter.getMultiDimIdentityMap(sizes.size());
  AffineMap scalar = AffineMap::get(sizes.size(), 0, rewriter.getContext());
  SmallVector<utils::IteratorType> iterators(sizes.size(),
                                             utils::IteratorType::reduction);
  auto range = GenericOp::create(
      rewriter, loc, TypeRange(ValueRange(inits)), inputs, inits,
      ArrayRef{row, row, scalar, scalar}, iterators,
      [&](OpBuilder &builder, Location, ValueRange arguments) {
        Value results[] = {
            arith::MinSIOp::create(builder, loc, arguments[0], arguments[2]),
            arith::MaxSIOp::create(builder, loc, arguments[1], arguments[3])};
        linalg::YieldOp::create(builder, loc, results);
      });
  auto extract = [&](Value value) -> Value {
    return tensor::ExtractOp::create(rewriter, loc, value, ValueRange{});
  };
  return {extract(range.getResult(0)), extract(range.getResult(1))};
}

/// Computes the columns that the rows of the tile need.
void ColumnRestriction::createRange(ArrayRef<int64_t> tileSizes,
                                    const qblock::MaskedSoftmax &softmax,
                                    qblock::ColumnSpans spans) {
  // The first op is a product, whose operands are no results of the others.
  rewriter.setInsertionPoint(ops.front());
  SmallVector<OpFoldResult> offsets, sizes;
  SmallVector<Value> ivs = loop.getInductionVars();
  SmallVector<OpFoldResult> ends = loop.getMixedUpperBound();
  AffineExpr iv, end, numSpans;
  bindDims(rewriter.getContext(), iv, end, numSpans);
  for (auto [dim, row] : llvm::enumerate(softmax.rowLoops)) {
    // A mask that is too small is told when it is read.
    OpFoldResult available =
        tensor::getMixedSize(rewriter, loc, spans.first, dim);
    int64_t size = tileSizes[row];
    if (size == 0) {
      offsets.push_back(rewriter.getIndexAttr(0));
      sizes.push_back(available);
      continue;
    }
    unsigned number = llvm::count_if(tileSizes.take_front(row),
                                     [](int64_t size) { return size != 0; });
    offsets.push_back(ivs[number]);
    auto map = AffineMap::get(
        3, 0, {rewriter.getAffineConstantExpr(size), end - iv, numSpans - iv},
        rewriter.getContext());
    sizes.push_back(affine::makeComposedFoldedAffineMin(
        rewriter, loc, map, {ivs[number], ends[number], available}));
  }
  auto [lowest, highest] = reduceRows(spans, offsets, sizes);

  GenericOp product = ops.front();
  Value numColumns;
  for (OpOperand *input : product.getDpsInputOperands())
    if (std::optional<unsigned> dim = getColumnDim(product, *input))
      numColumns = tensor::DimOp::create(rewriter, loc, input->get(), *dim);
  auto clamp = [&](Value value) -> OpFoldResult {
    Value index = arith::IndexCastOp::create(rewriter, loc,
                                             rewriter.getIndexType(), value);
    return OpFoldResult(
        arith::MinSIOp::create(rewriter, loc, index, numColumns));
  };
  AffineExpr a = rewriter.getAffineDimExpr(0);
  auto apply = [&](AffineExpr expr, OpFoldResult operand) {
    return affine::makeComposedFoldedAffineApply(rewriter, loc, expr, operand);
  };
  OpFoldResult begin =
      apply(a.floorDiv(columnGranule) * columnGranule, clamp(lowest));
  OpFoldResult rounded =
      apply(a.ceilDiv(columnGranule) * columnGranule, clamp(highest));
  first = getValueOrCreateConstantIndexOp(rewriter, loc, begin);
  Value upTo = arith::MinSIOp::create(
      rewriter, loc, getValueOrCreateConstantIndexOp(rewriter, loc, rounded),
      numColumns);
  upTo = arith::MaxSIOp::create(rewriter, loc, upTo, first);
  count = arith::SubIOp::create(rewriter, loc, upTo, first);
}

/// The columns of a value.
Value ColumnRestriction::restrict(Value value, unsigned dim) {
  if (Value known = restricted.lookup(value))
    return known;
  auto type = cast<RankedTensorType>(value.getType());
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(rewriter, loc, value);
  sizes[dim] = count;
  // What is filled or written is no longer than that.
  if (value.getDefiningOp<tensor::EmptyOp>())
    return tensor::EmptyOp::create(rewriter, loc, sizes, type.getElementType());
  auto fill = value.getDefiningOp<GenericOp>();
  if (fill && qblock::isFill(fill)) {
    Value init = restrict(fill.getDpsInitOperand(0)->get(), dim);
    return mlir::clone(rewriter, fill, init.getType(), init)->getResult(0);
  }
  SmallVector<OpFoldResult> offsets(type.getRank(), rewriter.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(type.getRank(), rewriter.getIndexAttr(1));
  offsets[dim] = first;
  return tensor::ExtractSliceOp::create(rewriter, loc, value, offsets, sizes,
                                        strides);
}

void ColumnRestriction::restrictOps() {
  for (GenericOp op : ops) {
    rewriter.setInsertionPoint(op);
    SmallVector<Value> operands;
    for (OpOperand &operand : op->getOpOperands()) {
      std::optional<unsigned> dim = getColumnDim(op, operand);
      operands.push_back(dim ? restrict(operand.get(), *dim) : operand.get());
    }
    SmallVector<Type> types = {operands.back().getType()};
    auto clone = cast<GenericOp>(mlir::clone(rewriter, op, types, operands));
    if (clone.hasIndexSemantics()) {
      SmallVector<OpFoldResult> offsets(op.getNumLoops(),
                                        rewriter.getIndexAttr(0));
      offsets[columns.lookup(op)] = first;
      linalg::offsetIndices(rewriter, clone, offsets);
    }
    Value result = op->getResult(0), narrow = clone->getResult(0);
    if (getColumnDim(op, *op.getDpsInitOperand(0)))
      restricted[result] = narrow;
    else
      rewriter.replaceAllUsesWith(result, narrow);
  }
  for (GenericOp op : llvm::reverse(ops))
    rewriter.eraseOp(op);
}

void qblock::restrictColumns(RewriterBase &rewriter, scf::ForallOp loop,
                             ArrayRef<int64_t> tileSizes,
                             const MaskedSoftmax &softmax, ColumnSpans spans) {
  ColumnRestriction restriction(rewriter, loop);
  if (!restriction.findOps())
    return;
  restriction.createRange(tileSizes, softmax, spans);
  restriction.restrictOps();
}
