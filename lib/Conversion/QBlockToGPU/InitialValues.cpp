//===- InitialValues.cpp - What products are added to -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// On tensors a bias is broadcast to a matrix, or a residual that lives on is
// copied, and the product is added to that. A kernel reads the bias or the
// residual itself: one launch less, and one matrix less to be written and read.
//
//===----------------------------------------------------------------------===//

#include "InitialValues.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/MemRef/Utils/MemRefUtils.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

using namespace mlir;
using namespace qblock;

/// The buffer that `buffer` is a view of.
static Value getBase(Value buffer) {
  return memref::skipViewLikeOps(cast<MemrefValue>(buffer));
}

static bool isDense(Value buffer) {
  auto type = cast<MemRefType>(buffer.getType());
  return type.getElementType().isF32() && type.getLayout().isIdentity();
}

/// True if `op` yields an input, or the sum of two.
static bool yieldsSumOfInputs(linalg::GenericOp op) {
  Block *body = op.getBody();
  Value yielded = body->getTerminator()->getOperand(0);
  if (op.getNumDpsInputs() == 1)
    return yielded == body->getArgument(0);
  auto sum = yielded.getDefiningOp<arith::AddFOp>();
  auto isSumOf = [&](unsigned lhs, unsigned rhs) {
    return sum.getLhs() == body->getArgument(lhs) &&
           sum.getRhs() == body->getArgument(rhs);
  };
  return op.getNumDpsInputs() == 2 && sum && (isSumOf(0, 1) || isSumOf(1, 0));
}

/// What `op` brings to all of `result`, if it is a row for each of its rows, or
/// a matrix plus such a row.
static std::optional<InitialValue> getSources(linalg::GenericOp op,
                                              Value result) {
  if (op.getNumDpsInits() != 1 || op.getOutputs()[0] != result ||
      op.getNumLoops() != 2 || op.getNumReductionLoops() != 0 ||
      !op.getIndexingMapsArray().back().isIdentity() || !yieldsSumOfInputs(op))
    return std::nullopt;
  InitialValue sources = {{}, {}, op};
  AffineMap row = AffineMap::get(2, 0, getAffineDimExpr(1, op.getContext()));
  for (auto [input, map] :
       llvm::zip(op.getInputs(), op.getIndexingMapsArray())) {
    if (map == row && !sources.row)
      sources.row = input;
    else if (map.isIdentity() && !sources.matrix)
      sources.matrix = input;
    else
      return std::nullopt;
  }
  return sources;
}

/// What `op` brings to all of `result`, if that is all that it does.
static std::optional<InitialValue> getSources(Operation *op, Value result) {
  if (auto copy = dyn_cast<memref::CopyOp>(op))
    if (copy.getTarget() == result)
      return InitialValue{copy.getSource(), {}, op};
  if (auto generic = dyn_cast<linalg::GenericOp>(op))
    return getSources(generic, result);
  return std::nullopt;
}

/// Two allocations, or an allocation and what was there before.
static bool areApart(Value base, Value other) {
  auto isAllocation = [](Value value) {
    return value.getDefiningOp<memref::AllocOp>() != nullptr;
  };
  auto isKnown = [&](Value value) {
    return isAllocation(value) || isa<BlockArgument>(value) ||
           value.getDefiningOp<memref::GetGlobalOp>();
  };
  return base != other && isKnown(base) && isKnown(other) &&
         (isAllocation(base) || isAllocation(other));
}

/// True if `op` neither writes to a buffer nor ends its life.
static bool leavesAlone(Operation *op, Value buffer) {
  if (isa<memref::AllocOp>(op) || isMemoryEffectFree(op))
    return true;
  if (auto dealloc = dyn_cast<memref::DeallocOp>(op))
    return areApart(getBase(dealloc.getMemref()), buffer);
  if (auto copy = dyn_cast<memref::CopyOp>(op))
    return areApart(getBase(copy.getTarget()), buffer);
  if (isa<linalg::LinalgOp, PackedMatmulOp>(op))
    return llvm::all_of(
        cast<DestinationStyleOpInterface>(op).getDpsInits(),
        [&](Value init) { return areApart(getBase(init), buffer); });
  return false;
}

static bool uses(Operation *op, Value base) {
  if (op->getNumRegions() != 0 && !isa<linalg::LinalgOp>(op))
    return true; // In a region, perhaps.
  return llvm::any_of(op->getOperands(), [&](Value operand) {
    return isa<MemRefType>(operand.getType()) && getBase(operand) == base;
  });
}

std::optional<InitialValue> qblock::findInitialValue(PackedMatmulOp op,
                                                     unsigned index) {
  Value result = op.getInits()[index];
  if (op.getOverwrite() || !result.getDefiningOp<memref::AllocOp>())
    return std::nullopt;
  auto isOther = [&](OpOperand &operand) {
    return isa<MemRefType>(operand.get().getType()) &&
           getBase(operand.get()) == result;
  };
  if (llvm::count_if(op->getOpOperands(), isOther) != 1)
    return std::nullopt;
  SmallVector<Operation *> between;
  for (Operation *previous = op->getPrevNode(); previous;
       previous = previous->getPrevNode()) {
    if (isa<ViewLikeOpInterface>(previous)) // No access.
      continue;
    if (!uses(previous, result)) {
      between.push_back(previous);
      continue;
    }
    std::optional<InitialValue> found = getSources(previous, result);
    if (!found)
      return std::nullopt;
    // The op itself writes, too: to results that begin with the same row.
    between.push_back(op);
    auto isKept = [&](Value source) {
      // Nothing in between uses what the result holds.
      if (!source || source == result)
        return true;
      Value base = getBase(source);
      for (Operation *other : between) {
        auto end = dyn_cast<memref::DeallocOp>(other);
        if (end && end.getMemref() == base)
          found->ends.push_back(end);
        else if (!leavesAlone(other, base))
          return false;
      }
      return isDense(source);
    };
    return isKept(found->matrix) && isKept(found->row) ? found : std::nullopt;
  }
  return std::nullopt;
}
