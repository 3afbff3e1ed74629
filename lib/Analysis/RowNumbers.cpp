//===- RowNumbers.cpp - Numbers of the rows of a lookup ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Front ends do arithmetic on row numbers: negative ones count from the end,
// or numbers are clamped to the table. Before fusion an op of its own does
// that, after it the body of the lookup. Here, the body's part is taken out
// again, so that a lookup by any numbers is a lookup by a tensor of them.
//
//===----------------------------------------------------------------------===//

#include "qblock/Analysis/RowNumbers.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace qblock {

/// The integers that a tensor of numbers can have.
static bool canBeNumber(Type type) {
  return type.isIndex() || type.isInteger(32) || type.isInteger(64);
}

/// Follows a scalar back through casts between integers that keep the number.
static Value stripIntegerCasts(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (!isa<arith::IndexCastOp, arith::ExtSIOp>(op) ||
        !canBeNumber(op->getOperand(0).getType()))
      break;
    value = op->getOperand(0);
  }
  return value;
}

/// The block argument that `scalar` is, if it is one.
static BlockArgument getElement(linalg::GenericOp op, Value scalar) {
  auto element = dyn_cast<BlockArgument>(scalar);
  return element && element.getOwner() == op.getBlock() ? element
                                                        : BlockArgument();
}

/// The ops of the body that compute `scalar`, in order, in `inputs` the
/// numbers of the inputs that they read, and in `tensors` from which tensors
/// one element is read, there or before. No value if they need more than that.
static std::optional<SmallVector<Operation *>>
getProducers(linalg::GenericOp op, Value scalar,
             SmallVector<unsigned, 1> &inputs, SmallVector<Value, 1> &tensors) {
  static constexpr size_t kMaxSteps = 64;
  Block *body = op.getBlock();
  llvm::SetVector<Value> values;
  values.insert(scalar);
  SmallVector<Operation *> producers;
  for (size_t i = 0; i < values.size(); ++i) {
    if (i == kMaxSteps)
      return std::nullopt;
    auto argument = dyn_cast<BlockArgument>(values[i]);
    if (argument && argument.getOwner() == body) {
      if (argument.getArgNumber() >= op.getNumDpsInputs())
        return std::nullopt;
      inputs.push_back(argument.getArgNumber());
      continue;
    }
    if (isa<ShapedType>(values[i].getType())) {
      tensors.push_back(values[i]);
      continue;
    }
    Operation *producer = values[i].getDefiningOp();
    if (!producer)
      continue; // a scalar of the surroundings
    if (producer->getBlock() == body) {
      if (producer->getNumRegions() != 0 || isa<linalg::IndexOp>(producer) ||
          !isMemoryEffectFree(producer))
        return std::nullopt;
      if (!llvm::is_contained(producers, producer))
        producers.push_back(producer);
    }
    // Sizes are no elements.
    if (!isa<tensor::DimOp>(producer))
      values.insert_range(producer->getOperands());
  }
  llvm::sort(inputs);
  llvm::sort(producers,
             [](Operation *a, Operation *b) { return a->isBeforeInBlock(b); });
  return producers;
}

/// Follows `source` back through ops that repeat or transpose it.
static void stripCopies(RowNumbers::Source &source) {
  while (auto copy = source.value.getDefiningOp<linalg::LinalgOp>()) {
    if (copy.getNumDpsInputs() != 1 || copy.getNumDpsInits() != 1 ||
        !copy.hasPureTensorSemantics() ||
        copy.getNumParallelLoops() != copy.getNumLoops() ||
        copy.getBlock()->getTerminator()->getOperand(0) !=
            copy.getBlock()->getArgument(0))
      return;
    AffineMap result = copy.getMatchingIndexingMap(copy.getDpsInitOperand(0));
    if (!result.isPermutation())
      return;
    source.map = copy.getIndexingMapsArray()
                     .front()
                     .compose(inversePermutation(result))
                     .compose(source.map);
    source.value = copy.getDpsInputs().front();
  }
}

std::optional<RowNumbers> RowNumbers::match(linalg::GenericOp op,
                                            Value scalar) {
  scalar = stripIntegerCasts(scalar);
  RowNumbers numbers{op, scalar, {}, {}, {}};
  SmallVector<unsigned, 1> inputs;
  if (!getProducers(op, scalar, inputs, numbers.tensors) ||
      (inputs.empty() && numbers.tensors.empty()))
    return std::nullopt;
  llvm::SmallBitVector loops(op.getNumLoops());
  for (unsigned input : inputs) {
    Source source{input, op->getOperand(input),
                  op.getIndexingMapsArray()[input]};
    stripCopies(source);
    if (!source.map.isProjectedPermutation(/*allowZeroInResults=*/true))
      return std::nullopt;
    for (AffineExpr expr : source.map.getResults())
      if (auto dim = dyn_cast<AffineDimExpr>(expr))
        loops.set(dim.getPosition());
    numbers.sources.push_back(std::move(source));
  }
  if (getElement(op, scalar)) {
    numbers.map = numbers.sources.front().map;
    return numbers;
  }
  SmallVector<AffineExpr> dims;
  for (unsigned loop : loops.set_bits())
    dims.push_back(getAffineDimExpr(loop, op.getContext()));
  numbers.map = AffineMap::get(op.getNumLoops(), 0, dims, op.getContext());
  return numbers;
}

llvm::SmallBitVector RowNumbers::getLoops() const {
  llvm::SmallBitVector loops(map.getNumDims());
  for (AffineExpr expr : map.getResults())
    if (auto dim = dyn_cast<AffineDimExpr>(expr))
      loops.set(dim.getPosition());
  return loops;
}

Value RowNumbers::create(OpBuilder &builder) const {
  linalg::GenericOp source = op;
  if (getElement(source, scalar))
    return sources.front().value;
  SmallVector<unsigned, 1> inputs;
  SmallVector<Value, 1> others;
  SmallVector<Operation *> producers =
      *getProducers(source, scalar, inputs, others);
  Location loc = source.getLoc();
  MLIRContext *context = builder.getContext();

  // The loops that are left, renumbered.
  SmallVector<AffineExpr> renumbered(map.getNumDims(),
                                     getAffineConstantExpr(0, context));
  for (auto [dim, expr] : llvm::enumerate(map.getResults()))
    renumbered[cast<AffineDimExpr>(expr).getPosition()] =
        getAffineDimExpr(dim, context);
  unsigned rank = map.getNumResults();
  SmallVector<AffineMap> maps;
  SmallVector<Value> operands;
  SmallVector<OpFoldResult> sizes(rank);
  for (const Source &one : sources) {
    Value operand = one.value;
    maps.push_back(one.map.replaceDimsAndSymbols(renumbered, {}, rank, 0));
    operands.push_back(operand);
    for (auto [dim, expr] : llvm::enumerate(maps.back().getResults()))
      if (auto loop = dyn_cast<AffineDimExpr>(expr))
        sizes[loop.getPosition()] =
            tensor::getMixedSize(builder, loc, operand, dim);
  }
  maps.push_back(builder.getMultiDimIdentityMap(rank));
  // Index types have no size in memory that all targets agree on.
  Type type =
      scalar.getType().isIndex() ? builder.getI64Type() : scalar.getType();
  Value empty = tensor::EmptyOp::create(builder, loc, sizes, type);
  SmallVector<utils::IteratorType> iterators(rank,
                                             utils::IteratorType::parallel);
  auto generic = linalg::GenericOp::create(
      builder, loc, empty.getType(), operands, empty, maps, iterators,
      [&](OpBuilder &builder, Location loc, ValueRange args) {
        IRMapping mapping;
        for (auto [input, arg] : llvm::zip(inputs, args))
          mapping.map(source.getBlock()->getArgument(input), arg);
        for (Operation *producer : producers)
          builder.clone(*producer, mapping);
        Value number = mapping.lookupOrDefault(scalar);
        if (number.getType() != type)
          number = arith::IndexCastOp::create(builder, loc, type, number);
        linalg::YieldOp::create(builder, loc, number);
      });
  return generic.getResult(0);
}

} // namespace qblock
