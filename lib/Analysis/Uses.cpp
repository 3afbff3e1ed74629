//===- Uses.cpp - Matching of single uses of a weight -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Front ends write one thing in many ways: a transpose is linalg.transpose or a
// linalg.generic, a linear layer linalg.matmul or a generic with an extf in it.
// What they share are the indexing maps, so everything here is matched by maps
// and bodies and never by the name of the op.
//
//===----------------------------------------------------------------------===//

#include "Uses.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"

using namespace mlir;

namespace qblock::detail {

static bool isAllParallel(linalg::LinalgOp op) {
  return op.getNumParallelLoops() == op.getNumLoops();
}

/// Follows a scalar back through casts between floats.
static Value stripFloatCasts(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (!isa<arith::ExtFOp, arith::TruncFOp>(op))
      break;
    value = op->getOperand(0);
  }
  return value;
}

/// Follows a scalar back through casts between integers that keep the number.
static Value stripIntegerCasts(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (!isa<arith::IndexCastOp, arith::ExtSIOp>(op))
      break;
    value = op->getOperand(0);
  }
  return value;
}

/// True if the body passes its first argument on, at most widened, and does
/// nothing else that shows.
static bool yieldsInputWidened(Block *body) {
  for (Operation &op : body->without_terminator())
    if (!isMemoryEffectFree(&op))
      return false;
  Value yielded = body->getTerminator()->getOperand(0);
  while (Operation *op = yielded.getDefiningOp()) {
    if (!isa<arith::ExtFOp, arith::ExtSIOp>(op))
      return false;
    yielded = op->getOperand(0);
  }
  return yielded == body->getArgument(0);
}

static std::optional<View> matchLinalgView(linalg::LinalgOp op,
                                           OpOperand &operand) {
  if (op.getNumDpsInputs() != 1 || op.getNumDpsInits() != 1 ||
      !op.isDpsInput(&operand) || !op.hasPureTensorSemantics())
    return std::nullopt;
  if (!isAllParallel(op) || !yieldsInputWidened(op.getBlock()))
    return std::nullopt;
  AffineMap from = op.getMatchingIndexingMap(&operand);
  AffineMap to = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  if (!from.isPermutation() || !to.isPermutation())
    return std::nullopt;
  View view{op->getResult(0), {}};
  for (AffineExpr dim : to.getResults())
    view.permutation.push_back(*from.getResultPosition(dim));
  return view;
}

std::optional<View> matchView(OpOperand &operand) {
  Operation *op = operand.getOwner();
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op))
    return matchLinalgView(linalgOp, operand);
  if (!isa<tensor::CastOp, arith::ExtFOp, arith::ExtSIOp>(op))
    return std::nullopt;
  auto type = dyn_cast<RankedTensorType>(op->getResult(0).getType());
  if (!type)
    return std::nullopt;
  auto dims = llvm::seq<unsigned>(0, type.getRank());
  return View{op->getResult(0), {dims.begin(), dims.end()}};
}

/// Upstream's contractions may compute on the factors before they multiply
/// them; what is wanted here adds plain products up.
static bool addsProducts(Block *body) {
  return llvm::all_of(body->without_terminator(), [](Operation &op) {
    return isa<arith::MulFOp, arith::AddFOp, arith::ExtFOp, arith::TruncFOp>(
        op);
  });
}

bool isFloatContraction(Operation *op) {
  auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
  if (!linalgOp || !linalg::isaContractionOpInterface(linalgOp) ||
      !linalgOp.hasPureTensorSemantics() || linalgOp->getNumResults() != 1 ||
      !addsProducts(linalgOp.getBlock()))
    return false;
  return llvm::all_of(op->getOperandTypes(), [](Type type) {
    return isa<FloatType>(getElementTypeOrSelf(type));
  });
}

/// The loops that index an operand, dimension by dimension.
static SmallVector<unsigned> getLoops(AffineMap map) {
  SmallVector<unsigned> loops;
  for (AffineExpr expr : map.getResults())
    loops.push_back(cast<AffineDimExpr>(expr).getPosition());
  return loops;
}

std::optional<MatmulForm> matchMatmul(OpOperand &weight) {
  auto op = dyn_cast<linalg::LinalgOp>(weight.getOwner());
  if (!op || !isFloatContraction(op) || !op.isDpsInput(&weight))
    return std::nullopt;
  OpOperand *input = op.getDpsInputOperand(1 - weight.getOperandNumber());
  OpOperand *init = op.getDpsInitOperand(0);
  SmallVector<unsigned> weightLoops =
      getLoops(op.getMatchingIndexingMap(&weight));
  SmallVector<unsigned> inputLoops = getLoops(op.getMatchingIndexingMap(input));
  SmallVector<unsigned> initLoops = getLoops(op.getMatchingIndexingMap(init));
  if (weightLoops.size() != 2 || inputLoops.size() < 2 ||
      inputLoops.size() != initLoops.size())
    return std::nullopt;
  MatmulForm form{input, init, 0, 1};
  if (weightLoops[0] == inputLoops.back())
    std::swap(form.dimN, form.dimK);
  if (weightLoops[form.dimK] != inputLoops.back() ||
      weightLoops[form.dimN] != initLoops.back())
    return std::nullopt;
  inputLoops.pop_back();
  initLoops.pop_back();
  if (inputLoops != initLoops)
    return std::nullopt;
  return form;
}

/// True if nothing but the bounds checks of a row lookup happens in `body`.
static bool hasNoOtherEffects(Block *body) {
  return llvm::all_of(body->without_terminator(), [](Operation &op) {
    return isa<cf::AssertOp>(op) || isMemoryEffectFree(&op);
  });
}

OpOperand *matchGatherRows(tensor::ExtractOp extract) {
  auto op = dyn_cast<linalg::LinalgOp>(extract->getParentOp());
  auto tableType = cast<RankedTensorType>(extract.getTensor().getType());
  if (!op || op.getNumDpsInits() != 1 || !op.hasPureTensorSemantics() ||
      !isAllParallel(op) || tableType.getRank() != 2)
    return nullptr;
  Block *body = op.getBlock();
  Value yielded = stripFloatCasts(body->getTerminator()->getOperand(0));
  if (yielded != extract.getResult() || !hasNoOtherEffects(body))
    return nullptr;

  unsigned numLoops = op.getNumLoops();
  auto column = extract.getIndices()[1].getDefiningOp<linalg::IndexOp>();
  auto row =
      dyn_cast<BlockArgument>(stripIntegerCasts(extract.getIndices()[0]));
  if (!column || column.getDim() != numLoops - 1 || !row ||
      row.getOwner() != body || row.getArgNumber() >= op.getNumDpsInputs())
    return nullptr;

  OpOperand *ids = op.getDpsInputOperand(row.getArgNumber());
  OpOperand *init = op.getDpsInitOperand(0);
  auto resultType = cast<RankedTensorType>(op->getResult(0).getType());
  AffineMap leading =
      AffineMap::getMultiDimIdentityMap(numLoops, op.getContext())
          .getMajorSubMap(numLoops - 1);
  if (op.getMatchingIndexingMap(ids) != leading ||
      !op.getMatchingIndexingMap(init).isIdentity() ||
      resultType.getShape().back() != tableType.getDimSize(1))
    return nullptr;
  return ids;
}

} // namespace qblock::detail
