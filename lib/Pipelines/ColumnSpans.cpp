//===- ColumnSpans.cpp - The columns that rows need -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ColumnSpans.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Dominance.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/SmallBitVector.h"

using namespace mlir;
using linalg::GenericOp;

/// A column counts for nothing if its mask is lower than the row's largest one
/// by this much: for all scores that arithmetic on f32 can bear, exp(-1e29) and
/// less. It is between -inf or the lowest floats and what biases are.
static constexpr double minDifference = 1e30;

namespace {
/// Emits the search for the columns that count.
class SpanBuilder {
public:
  SpanBuilder(RewriterBase &rewriter, qblock::MaskedSoftmax softmax)
      : rewriter(rewriter), loc(softmax.mask.getLoc()), softmax(softmax) {}
  qblock::ColumnSpans run();

private:
  void setInsertionPoint();
  AffineMap getMap(OpOperand *input);
  OpFoldResult getSize(unsigned loop);
  void createShape();
  Value fill(TypedAttr value);
  Value cloneBody(OpBuilder &builder, ValueRange arguments);
  Value createLargest();
  GenericOp create(ValueRange extraInputs, ValueRange inits,
                   function_ref<void(OpBuilder &, Location, ValueRange)> body);

  RewriterBase &rewriter;
  Location loc;
  qblock::MaskedSoftmax softmax;
  SmallVector<OpOperand *> inputs; ///< all but the scores
  bool hasAllLoops = false;        ///< the inputs have
  Value shape; ///< has the loops, and nobody reads its elements; or null
  SmallVector<OpFoldResult> rowSizes;
};
} // namespace

AffineMap SpanBuilder::getMap(OpOperand *input) {
  MLIRContext *context = rewriter.getContext();
  SmallVector<AffineExpr> exprs;
  for (AffineExpr expr :
       softmax.mask.getMatchingIndexingMap(input).getResults()) {
    unsigned loop = cast<AffineDimExpr>(expr).getPosition();
    exprs.push_back(getAffineDimExpr(
        llvm::find(softmax.loops, loop) - softmax.loops.begin(), context));
  }
  return AffineMap::get(softmax.loops.size(), 0, exprs, context);
}

/// Goes to where all that the mask depends on is there.
void SpanBuilder::setInsertionPoint() {
  SetVector<Value> values;
  for (OpOperand *input : inputs)
    values.insert(input->get());
  getUsedValuesDefinedAbove(softmax.mask->getRegions(), values);
  // Sizes of loops that only indices run over are those of the scores.
  llvm::SmallBitVector sized(softmax.mask.getNumLoops());
  for (OpOperand *input : inputs)
    for (AffineExpr expr :
         softmax.mask.getMatchingIndexingMap(input).getResults())
      sized.set(cast<AffineDimExpr>(expr).getPosition());
  hasAllLoops = llvm::all_of(softmax.loops,
                             [&](unsigned loop) { return sized.test(loop); });
  if (!hasAllLoops)
    values.insert(softmax.scores->get());
  DominanceInfo dominance;
  Value latest;
  for (Value value : values) {
    Operation *place = value.getDefiningOp();
    if (!place)
      place = &value.getParentBlock()->front();
    if (!latest || dominance.dominates(latest, place))
      latest = value;
  }
  rewriter.setInsertionPointAfterValue(latest);
}

OpFoldResult SpanBuilder::getSize(unsigned loop) {
  SmallVector<OpOperand *> candidates = inputs;
  candidates.push_back(softmax.scores);
  for (OpOperand *input : candidates) {
    AffineMap map = softmax.mask.getMatchingIndexingMap(input);
    AffineExpr wanted = getAffineDimExpr(loop, rewriter.getContext());
    if (std::optional<unsigned> dim = map.getResultPosition(wanted))
      return tensor::getMixedSize(rewriter, loc, input->get(), *dim);
  }
  llvm_unreachable("scores have all loops");
}

/// A mask that is computed from indices alone has no operand to tell how long
/// its loops are.
void SpanBuilder::createShape() {
  SmallVector<OpFoldResult> sizes = rowSizes;
  sizes.push_back(getSize(softmax.loops.back()));
  shape = tensor::EmptyOp::create(rewriter, loc, sizes, rewriter.getI8Type());
}

/// A tensor of the rows.
Value SpanBuilder::fill(TypedAttr value) {
  Value constant = arith::ConstantOp::create(rewriter, loc, value);
  Value empty =
      tensor::EmptyOp::create(rewriter, loc, rowSizes, value.getType());
  return linalg::FillOp::create(rewriter, loc, constant, empty).getResult(0);
}

GenericOp SpanBuilder::create(
    ValueRange extraInputs, ValueRange inits,
    function_ref<void(OpBuilder &, Location, ValueRange)> body) {
  unsigned numLoops = softmax.loops.size();
  AffineMap row = rewriter.getMultiDimIdentityMap(numLoops).dropResults(
      SmallVector<int64_t>{numLoops - 1});
  SmallVector<AffineMap> maps;
  SmallVector<Value> values;
  for (OpOperand *input : inputs) {
    maps.push_back(getMap(input));
    values.push_back(input->get());
  }
  if (shape) {
    maps.push_back(rewriter.getMultiDimIdentityMap(numLoops));
    values.push_back(shape);
  }
  llvm::append_range(values, extraInputs);
  maps.append(extraInputs.size() + inits.size(), row);
  SmallVector<utils::IteratorType> iterators(numLoops,
                                             utils::IteratorType::parallel);
  iterators.back() = utils::IteratorType::reduction;
  return GenericOp::create(rewriter, loc, inits.getTypes(), values, inits, maps,
                           iterators, body);
}

/// The mask's body for scores of zero, at least in f32.
Value SpanBuilder::cloneBody(OpBuilder &builder, ValueRange arguments) {
  Block *body = softmax.mask.getBody();
  IRMapping mapping;
  BlockArgument scores = softmax.mask.getMatchingBlockArgument(softmax.scores);
  mapping.map(scores, arith::ConstantOp::create(
                          builder, loc, builder.getZeroAttr(scores.getType())));
  for (auto [input, argument] : llvm::zip(inputs, arguments))
    mapping.map(softmax.mask.getMatchingBlockArgument(input), argument);
  for (Operation &op : body->without_terminator()) {
    Operation *clone = builder.clone(op, mapping);
    if (auto index = dyn_cast<linalg::IndexOp>(clone))
      index.setDim(llvm::find(softmax.loops, index.getDim()) -
                   softmax.loops.begin());
  }
  Value result = mapping.lookupOrDefault(body->getTerminator()->getOperand(0));
  if (result.getType().getIntOrFloatBitWidth() < 32)
    result = arith::ExtFOp::create(builder, loc, builder.getF32Type(), result);
  return result;
}

Value SpanBuilder::createLargest() {
  auto type = cast<FloatType>(
      softmax.mask.getBody()->getTerminator()->getOperand(0).getType());
  if (type.getWidth() < 32)
    type = rewriter.getF32Type();
  Value lowest = fill(rewriter.getFloatAttr(
      type, APFloat::getInf(type.getFloatSemantics(), /*Negative=*/true)));
  return create({}, lowest,
                [&](OpBuilder &builder, Location, ValueRange arguments) {
                  Value mask = cloneBody(builder, arguments);
                  Value larger = arith::MaximumFOp::create(builder, loc, mask,
                                                           arguments.back());
                  linalg::YieldOp::create(builder, loc, larger);
                })
      .getResult(0);
}

qblock::ColumnSpans SpanBuilder::run() {
  for (OpOperand *input : softmax.mask.getDpsInputOperands())
    if (input != softmax.scores)
      inputs.push_back(input);
  OpBuilder::InsertionGuard guard(rewriter);
  setInsertionPoint();
  for (unsigned loop : ArrayRef(softmax.loops).drop_back())
    rowSizes.push_back(getSize(loop));
  if (!hasAllLoops)
    createShape();
  Value largest = createLargest();
  Value inits[] = {
      fill(rewriter.getI64IntegerAttr(std::numeric_limits<int64_t>::max())),
      fill(rewriter.getI64IntegerAttr(0))};
  unsigned column = softmax.loops.size() - 1;
  auto body = [&](OpBuilder &builder, Location, ValueRange arguments) {
    Value mask = cloneBody(builder, arguments);
    Value difference = arith::ConstantOp::create(
        builder, loc, builder.getFloatAttr(mask.getType(), minDifference));
    Value largest = arguments.drop_back(2).back();
    Value bound = arith::SubFOp::create(builder, loc, largest, difference);
    // Whatever is not a number masks nothing.
    Value masked = arith::CmpFOp::create(
        builder, loc, arith::CmpFPredicate::OLT, mask, bound);
    Value index = arith::IndexCastOp::create(
        builder, loc, builder.getI64Type(),
        linalg::IndexOp::create(builder, loc, column));
    Value one =
        arith::ConstantOp::create(builder, loc, builder.getI64IntegerAttr(1));
    Value next = arith::AddIOp::create(builder, loc, index, one);
    Value first = arguments.drop_back().back(), end = arguments.back();
    Value results[] = {arith::SelectOp::create(
                           builder, loc, masked, first,
                           arith::MinSIOp::create(builder, loc, first, index)),
                       arith::SelectOp::create(
                           builder, loc, masked, end,
                           arith::MaxSIOp::create(builder, loc, end, next))};
    linalg::YieldOp::create(builder, loc, results);
  };
  GenericOp spans = create(largest, inits, body);
  return {spans.getResult(0), spans.getResult(1)};
}

qblock::ColumnSpans qblock::createColumnSpans(RewriterBase &rewriter,
                                              const MaskedSoftmax &softmax) {
  return SpanBuilder(rewriter, softmax).run();
}
