//===- Contraction.cpp - Sums of products over tensors ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Exporters and upstream passes write one linear layer in many ways. What they
// share is a body that adds a product up, so that is what is looked for, never
// the name of the op.
//
//===----------------------------------------------------------------------===//

#include "qblock/Analysis/Contraction.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace qblock {

/// Follows a scalar back through casts between floats.
static Value stripFloatCasts(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (!isa<arith::ExtFOp, arith::TruncFOp>(op))
      break;
    value = op->getOperand(0);
  }
  return value;
}

OpOperand *Factor::getOnlyOperand() const {
  auto argument = dyn_cast<BlockArgument>(stripFloatCasts(scalar));
  bool isOnly = argument && operands.size() == 1 &&
                operands.front()->getOperandNumber() == argument.getArgNumber();
  return isOnly ? operands.front() : nullptr;
}

bool Factor::uses(const OpOperand *operand) const {
  return llvm::is_contained(operands, operand);
}

/// The two scalars whose product the body adds to `accumulator`.
static std::optional<std::pair<Value, Value>> matchMulAdd(Value yielded,
                                                          Value accumulator) {
  yielded = stripFloatCasts(yielded);
  if (auto fma = yielded.getDefiningOp<math::FmaOp>()) {
    if (stripFloatCasts(fma.getC()) != accumulator)
      return std::nullopt;
    return std::make_pair(fma.getA(), fma.getB());
  }
  auto add = yielded.getDefiningOp<arith::AddFOp>();
  if (!add)
    return std::nullopt;
  Value product = add.getRhs();
  if (stripFloatCasts(add.getLhs()) != accumulator) {
    if (stripFloatCasts(product) != accumulator)
      return std::nullopt;
    product = add.getLhs();
  }
  auto mul = stripFloatCasts(product).getDefiningOp<arith::MulFOp>();
  if (!mul)
    return std::nullopt;
  return std::make_pair(mul.getLhs(), mul.getRhs());
}

/// Collects what `scalar` is computed from. Fails if that is more than values
/// of the inputs: the accumulator, effects, loop counters, or elements of other
/// tensors.
static std::optional<Factor> traceFactor(linalg::LinalgOp op, Value scalar) {
  Factor factor;
  factor.scalar = scalar;
  Block *body = op.getBlock();
  llvm::SetVector<Value> worklist;
  worklist.insert(scalar);
  llvm::SmallSetVector<unsigned, 4> numbers;
  for (size_t i = 0; i < worklist.size(); ++i) {
    Value value = worklist[i];
    if (auto argument = dyn_cast<BlockArgument>(value);
        argument && argument.getOwner() == body) {
      if (argument.getArgNumber() >= op.getNumDpsInputs())
        return std::nullopt;
      numbers.insert(argument.getArgNumber());
      continue;
    }
    Operation *producer = value.getDefiningOp();
    if (!producer || producer->getBlock() != body)
      continue; // a scalar of the surroundings
    if (producer->getNumRegions() != 0 || isa<linalg::IndexOp>(producer) ||
        !isMemoryEffectFree(producer))
      return std::nullopt;
    worklist.insert_range(producer->getOperands());
  }
  for (unsigned number : llvm::to_vector(llvm::seq(op.getNumDpsInputs())))
    if (numbers.contains(number))
      factor.operands.push_back(op.getDpsInputOperand(number));
  return factor;
}

/// True if `factor` reads something that `other` does not.
static bool readsMore(const Factor &factor, const Factor &other) {
  return llvm::any_of(factor.operands, [&](OpOperand *operand) {
    return llvm::none_of(other.operands, [&](OpOperand *theirs) {
      return theirs->get() == operand->get();
    });
  });
}

std::optional<std::pair<Value, Value>>
matchSumOfProducts(Operation *operation) {
  auto op = dyn_cast<linalg::LinalgOp>(operation);
  if (!op || op.getNumDpsInits() != 1 || !op.hasPureTensorSemantics() ||
      op.getNumReductionLoops() == 0 ||
      op.getNumReductionLoops() + op.getNumParallelLoops() != op.getNumLoops())
    return std::nullopt;
  Block *body = op.getBlock();
  if (body->getNumArguments() != operation->getNumOperands() ||
      !isa<FloatType>(body->getArguments().back().getType()))
    return std::nullopt;
  return matchMulAdd(body->getTerminator()->getOperand(0),
                     body->getArguments().back());
}

std::optional<Contraction> matchContraction(Operation *operation) {
  auto factors = matchSumOfProducts(operation);
  if (!factors)
    return std::nullopt;
  auto op = cast<linalg::LinalgOp>(operation);
  std::optional<Factor> lhs = traceFactor(op, factors->first);
  std::optional<Factor> rhs = traceFactor(op, factors->second);
  if (!lhs || !rhs || !readsMore(*lhs, *rhs) || !readsMore(*rhs, *lhs))
    return std::nullopt;
  // In the order of the operands.
  if (lhs->operands.front()->getOperandNumber() >
      rhs->operands.front()->getOperandNumber())
    std::swap(lhs, rhs);
  return Contraction{op, std::move(*lhs), std::move(*rhs)};
}

} // namespace qblock

bool qblock::isKnownZero(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp, tensor::CastOp>(
            op)) {
      value = op->getOperand(0);
      continue;
    }
    auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
    if (isa<arith::ConstantOp>(op))
      return matchPattern(value, m_AnyZeroFloat());
    if (!linalgOp || linalgOp.getNumReductionLoops() != 0)
      return false;
    Value yielded = linalgOp.getBlock()->getTerminator()->getOperand(0);
    auto argument = dyn_cast<BlockArgument>(yielded);
    if (argument && argument.getOwner() == linalgOp.getBlock())
      yielded = op->getOperand(argument.getArgNumber());
    return isa<FloatType>(yielded.getType()) &&
           matchPattern(yielded, m_AnyZeroFloat());
  }
  return false;
}
