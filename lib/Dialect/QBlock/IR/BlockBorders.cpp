//===- BlockBorders.cpp - Sizes that are whole blocks -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A slice of blocks must start and end at block borders: an offset inside a
// block has no byte offset and would silently be rounded. Only what can be
// proved is accepted.
//
//===----------------------------------------------------------------------===//

#include "qblock/Dialect/QBlock/IR/BlockBorders.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "qblock/Format/PackedLayout.h"

using namespace mlir;
using namespace qblock;

static bool isMultipleInLoop(BlockArgument argument, int64_t factor) {
  auto loop = dyn_cast<LoopLikeOpInterface>(argument.getOwner()->getParentOp());
  if (!loop)
    return false;
  std::optional<SmallVector<Value>> variables = loop.getLoopInductionVars();
  std::optional<SmallVector<OpFoldResult>> lowerBounds =
      loop.getLoopLowerBounds();
  std::optional<SmallVector<OpFoldResult>> steps = loop.getLoopSteps();
  if (!variables || !lowerBounds || !steps)
    return false;
  for (auto [variable, lowerBound, step] :
       llvm::zip(*variables, *lowerBounds, *steps))
    if (variable == argument)
      return isMultipleOf(lowerBound, factor) && isMultipleOf(step, factor);
  return false;
}

/// One result of an affine function. Operands that are multiples themselves are
/// replaced by multiples with an explicit factor.
static bool isMultipleOfAffine(affine::AffineApplyOp apply, int64_t factor) {
  AffineMap map = apply.getAffineMap();
  SmallVector<AffineExpr> operands;
  for (auto [index, operand] : llvm::enumerate(apply.getMapOperands())) {
    AffineExpr expr =
        index < map.getNumDims()
            ? getAffineDimExpr(index, map.getContext())
            : getAffineSymbolExpr(index - map.getNumDims(), map.getContext());
    operands.push_back(isMultipleOf(operand, factor) ? expr * factor : expr);
  }
  ArrayRef<AffineExpr> exprs = operands;
  AffineExpr result = map.getResult(0).replaceDimsAndSymbols(
      exprs.take_front(map.getNumDims()), exprs.drop_front(map.getNumDims()));
  return result.isMultipleOf(factor);
}

bool qblock::isMultipleOf(OpFoldResult value, int64_t factor) {
  if (std::optional<int64_t> constant = getConstantIntValue(value))
    return *constant % factor == 0;
  if (auto argument = dyn_cast<BlockArgument>(cast<Value>(value)))
    return isMultipleInLoop(argument, factor);
  Operation *op = cast<Value>(value).getDefiningOp();
  if (auto product = dyn_cast<arith::MulIOp>(op))
    return isMultipleOf(product.getLhs(), factor) ||
           isMultipleOf(product.getRhs(), factor);
  if (auto sum = dyn_cast<arith::AddIOp>(op))
    return isMultipleOf(sum.getLhs(), factor) &&
           isMultipleOf(sum.getRhs(), factor);
  if (auto apply = dyn_cast<affine::AffineApplyOp>(op))
    return isMultipleOfAffine(apply, factor);
  return false;
}

bool qblock::isOfWholeTiles(OffsetSizeAndStrideOpInterface slice,
                            RankedTensorType source) {
  constexpr int64_t rowsPerTile = format::PackedLayout::rowsPerTile;
  OpFoldResult offset = slice.getMixedOffsets().front();
  std::optional<int64_t> first = getConstantIntValue(offset);
  std::optional<int64_t> count =
      getConstantIntValue(slice.getMixedSizes().front());
  bool endsWithSource =
      first && count && *first + *count == source.getDimSize(0);
  return isConstantIntValue(slice.getMixedStrides().front(), 1) &&
         isMultipleOf(offset, rowsPerTile) && count &&
         (*count % rowsPerTile == 0 || endsWithSource);
}
