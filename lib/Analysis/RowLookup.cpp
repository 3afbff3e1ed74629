//===- RowLookup.cpp - Matching of row lookups ------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An embedding is a linalg op whose body extracts one element of the table at a
// row number that it reads and the column that it is at.
//
//===----------------------------------------------------------------------===//

#include "RowLookup.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

using namespace mlir;

namespace qblock::detail {

static bool isAllParallel(linalg::LinalgOp op) {
  return op.getNumParallelLoops() == op.getNumLoops();
}

/// True if nothing but the bounds checks of a row lookup happens in `body`.
static bool hasNoOtherEffects(Block *body) {
  return llvm::all_of(body->without_terminator(), [](Operation &op) {
    return isa<cf::AssertOp>(op) || isMemoryEffectFree(&op);
  });
}

std::optional<RowNumbers> matchGatherRows(tensor::ExtractOp extract) {
  auto op = dyn_cast<linalg::GenericOp>(extract->getParentOp());
  auto tableType = cast<RankedTensorType>(extract.getTensor().getType());
  if (!op || op.getNumDpsInits() != 1 || !op.hasPureTensorSemantics() ||
      !isAllParallel(op) || tableType.getRank() != 2 ||
      !hasNoOtherEffects(op.getBlock()))
    return std::nullopt;

  auto column = extract.getIndices()[1].getDefiningOp<linalg::IndexOp>();
  std::optional<RowNumbers> numbers =
      RowNumbers::match(op, extract.getIndices()[0]);
  // They run over other loops than the columns, which are read whole.
  if (!column || !numbers || numbers->getLoops().test(column.getDim()) ||
      op.getStaticLoopRanges()[column.getDim()] != tableType.getDimSize(1))
    return std::nullopt;
  return numbers;
}

std::optional<StackGather> matchGatherStack(tensor::ExtractOp extract) {
  auto op = dyn_cast<linalg::GenericOp>(extract->getParentOp());
  if (!op || op.getNumDpsInits() != 1 || !op.hasPureTensorSemantics() ||
      !isAllParallel(op) || extract.getIndices().size() != 3 ||
      !hasNoOtherEffects(op.getBlock()))
    return std::nullopt;
  Value yielded = op.getBlock()->getTerminator()->getOperand(0);
  while (Operation *cast = yielded.getDefiningOp()) {
    if (!isa<arith::ExtFOp, arith::TruncFOp>(cast))
      break;
    yielded = cast->getOperand(0);
  }
  std::optional<RowNumbers> numbers =
      RowNumbers::match(op, extract.getIndices()[0]);
  if (yielded != extract.getResult() || !numbers)
    return std::nullopt;

  // What each loop runs over: a dimension of the numbers, or of the stack.
  SmallVector<std::optional<std::pair<std::optional<unsigned>, unsigned>>>
      loops(op.getNumLoops());
  auto type = cast<RankedTensorType>(extract.getTensor().getType());
  for (unsigned dim : {1, 2}) {
    auto index = extract.getIndices()[dim].getDefiningOp<linalg::IndexOp>();
    if (!index || loops[index.getDim()] ||
        op.getStaticLoopRanges()[index.getDim()] != type.getDimSize(dim))
      return std::nullopt;
    loops[index.getDim()] = {std::nullopt, dim};
  }
  AffineMap resultMap = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  if (!numbers->map.isProjectedPermutation() || !resultMap.isPermutation())
    return std::nullopt;
  for (auto [dim, expr] : llvm::enumerate(numbers->map.getResults())) {
    auto &loop = loops[cast<AffineDimExpr>(expr).getPosition()];
    if (loop)
      return std::nullopt;
    loop = {static_cast<unsigned>(dim), 0};
  }
  StackGather gather;
  gather.op = op;
  gather.numbers = std::move(*numbers);
  for (AffineExpr expr : resultMap.getResults()) {
    auto &loop = loops[cast<AffineDimExpr>(expr).getPosition()];
    if (!loop)
      return std::nullopt;
    gather.dims.push_back(*loop);
  }
  return gather;
}

} // namespace qblock::detail
