//===- LinalgKernels.cpp - GPU kernels of linalg ops ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A thread computes one element of the result, with the reductions as loops
// that keep their sums in registers. Neighbouring threads have neighbouring
// elements of the result; where all that is read lies along the reduction, a
// warp shares an element instead.
//
//===----------------------------------------------------------------------===//

#include "LinalgOnBuffers.h"
#include "LoopKernels.h"

#include "mlir/Dialect/Affine/Utils.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace qblock;

namespace {
/// Emits what a thread does for its element of the results of `op`.
class LinalgBody {
public:
  LinalgBody(linalg::LinalgOp op, linalg::LinalgOp fill,
             ArrayRef<unsigned> parallelLoops, ArrayRef<OpFoldResult> sizes)
      : op(op), fill(fill), parallelLoops(parallelLoops), sizes(sizes) {}

  /// If a warp is to share an element: the op that combines partial results,
  /// whose order is then another one. Null if a thread does it all.
  Operation *findCombiner();
  void emit(OpBuilder &builder, IRMapping &mapping, ValueRange ivs, Value lane);

private:
  SmallVector<Value> getIndices(OpBuilder &builder, OpOperand *operand);
  Value load(OpBuilder &builder, IRMapping &mapping, OpOperand *operand);
  SmallVector<Value> getInits(OpBuilder &builder, IRMapping &mapping);
  SmallVector<Value> reduce(OpBuilder &builder, IRMapping &mapping,
                            ArrayRef<unsigned> reductions, ValueRange sums,
                            Value lane);
  SmallVector<Value> inlineBody(OpBuilder &builder, IRMapping &mapping,
                                linalg::LinalgOp source, ValueRange arguments);

  linalg::LinalgOp op, fill;
  SmallVector<unsigned> parallelLoops;
  SmallVector<OpFoldResult> sizes;
  SmallVector<Value> loops; ///< the iteration of each loop of `op`
};
} // namespace

SmallVector<Value> LinalgBody::getIndices(OpBuilder &builder,
                                          OpOperand *operand) {
  AffineMap map = op.getMatchingIndexingMap(operand);
  SmallVector<Value> indices;
  for (AffineExpr expr : map.getResults())
    indices.push_back(affine::expandAffineExpr(builder, op.getLoc(), expr,
                                               loops, ValueRange()));
  return indices;
}

/// The operand's element, or itself if it is no buffer.
Value LinalgBody::load(OpBuilder &builder, IRMapping &mapping,
                       OpOperand *operand) {
  Value value = mapping.lookupOrDefault(operand->get());
  if (!isa<MemRefType>(value.getType()))
    return value;
  return memref::LoadOp::create(builder, op.getLoc(), value,
                                getIndices(builder, operand));
}

/// What the body yields. Block arguments beyond those given are not there.
SmallVector<Value> LinalgBody::inlineBody(OpBuilder &builder,
                                          IRMapping &mapping,
                                          linalg::LinalgOp source,
                                          ValueRange arguments) {
  IRMapping inner(mapping);
  for (auto [argument, value] :
       llvm::zip(source.getBlock()->getArguments(), arguments))
    inner.map(argument, value);
  for (Operation &each : source.getBlock()->without_terminator()) {
    if (auto index = dyn_cast<linalg::IndexOp>(each)) {
      inner.map(index.getResult(), loops[index.getDim()]);
      continue;
    }
    builder.clone(each, inner);
  }
  SmallVector<Value> results;
  for (Value value : source.getBlock()->getTerminator()->getOperands())
    results.push_back(inner.lookupOrDefault(value));
  return results;
}

/// What sums begin with; null for results that do not read what they replace.
SmallVector<Value> LinalgBody::getInits(OpBuilder &builder,
                                        IRMapping &mapping) {
  if (fill) {
    SmallVector<Value> scalars;
    for (OpOperand *input : fill.getDpsInputOperands())
      scalars.push_back(mapping.lookupOrDefault(input->get()));
    return inlineBody(builder, mapping, fill, scalars);
  }
  SmallVector<Value> inits;
  for (OpOperand &init : op.getDpsInitsMutable())
    inits.push_back(op.payloadUsesValueFromOperand(&init) ||
                            op.getNumReductionLoops() != 0
                        ? load(builder, mapping, &init)
                        : Value());
  return inits;
}

SmallVector<Value> LinalgBody::reduce(OpBuilder &builder, IRMapping &mapping,
                                      ArrayRef<unsigned> reductions,
                                      ValueRange sums, Value lane) {
  Location loc = op.getLoc();
  if (reductions.empty()) {
    SmallVector<Value> arguments;
    for (OpOperand *input : op.getDpsInputOperands())
      arguments.push_back(load(builder, mapping, input));
    llvm::append_range(arguments, sums);
    return inlineBody(builder, mapping, op, arguments);
  }
  // Lanes take turns in the innermost loop.
  bool isShared = lane && reductions.size() == 1;
  Value first =
      isShared ? lane
               : arith::ConstantIndexOp::create(builder, loc, 0).getResult();
  Value step =
      arith::ConstantIndexOp::create(builder, loc, isShared ? lanesPerWarp : 1);
  OpFoldResult size = sizes[reductions.front()];
  if (auto value = dyn_cast<Value>(size))
    size = mapping.lookup(value);
  auto loop = scf::ForOp::create(
      builder, loc, first, getValueOrCreateConstantIndexOp(builder, loc, size),
      step, sums);
  OpBuilder inside = OpBuilder::atBlockBegin(loop.getBody());
  loops[reductions.front()] = loop.getInductionVar();
  SmallVector<Value> next = reduce(inside, mapping, reductions.drop_front(),
                                   loop.getRegionIterArgs(), lane);
  scf::YieldOp::create(inside, loc, next);
  return loop.getResults();
}

Operation *LinalgBody::findCombiner() {
  SmallVector<unsigned> reductions;
  op.getReductionDims(reductions);
  if (reductions.empty() || op.getNumDpsInits() != 1)
    return nullptr;
  Operation *combiner =
      op.getBlock()->getTerminator()->getOperand(0).getDefiningOp();
  BlockArgument sum = op.getMatchingBlockArgument(op.getDpsInitOperand(0));
  bool isReduction = combiner && combiner->getNumOperands() == 2 &&
                     sum.hasOneUse() && *sum.user_begin() == combiner &&
                     isa<Float32Type>(combiner->getResult(0).getType()) &&
                     arith::getNeutralElement(combiner);
  if (!isReduction || canFail({op.getOperation()}))
    return nullptr;
  // Short rows leave most lanes without nest.
  std::optional<int64_t> length = getConstantIntValue(sizes[reductions.back()]);
  if (length && *length < lanesPerWarp)
    return nullptr;
  auto isAlongReduction = [&](OpOperand *input) {
    AffineMap map = op.getMatchingIndexingMap(input);
    AffineExpr loop = getAffineDimExpr(reductions.back(), op.getContext());
    return !map.isFunctionOfDim(reductions.back()) ||
           map.getResults().back() == loop;
  };
  return llvm::all_of(op.getDpsInputOperands(), isAlongReduction) ? combiner
                                                                  : nullptr;
}

static Value combine(OpBuilder &builder, Operation *combiner, Value a,
                     Value b) {
  IRMapping operands;
  operands.map(combiner->getOperand(0), a);
  operands.map(combiner->getOperand(1), b);
  return builder.clone(*combiner, operands)->getResult(0);
}

/// What the lanes of a warp have found, combined, in all of them.
static Value combineLanes(OpBuilder &builder, Operation *combiner,
                          Value value) {
  for (int32_t distance = lanesPerWarp / 2; distance > 0; distance /= 2) {
    auto other =
        gpu::ShuffleOp::create(builder, combiner->getLoc(), value, distance,
                               int32_t(lanesPerWarp), gpu::ShuffleMode::XOR);
    value = combine(builder, combiner, value, other.getShuffleResult());
  }
  return value;
}

void LinalgBody::emit(OpBuilder &builder, IRMapping &mapping, ValueRange ivs,
                      Value lane) {
  Location loc = op.getLoc();
  loops.assign(op.getNumLoops(), Value());
  for (auto [loop, iv] : llvm::zip_equal(parallelLoops, ivs))
    loops[loop] = iv;
  SmallVector<unsigned> reductions;
  op.getReductionDims(reductions);
  SmallVector<Value> results;
  if (lane) {
    Operation *combiner = findCombiner();
    Value start = arith::ConstantOp::create(
        builder, loc, *arith::getNeutralElement(combiner));
    Value all =
        combineLanes(builder, combiner,
                     reduce(builder, mapping, reductions, start, lane).front());
    // Nobody else reads what the first lane writes.
    Value isFirst =
        arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, lane,
                              arith::ConstantIndexOp::create(builder, loc, 0));
    auto branch = scf::IfOp::create(builder, loc, isFirst, /*withElse=*/false);
    builder.setInsertionPointToStart(branch.thenBlock());
    results = {combine(builder, combiner, getInits(builder, mapping)[0], all)};
  } else {
    results =
        reduce(builder, mapping, reductions, getInits(builder, mapping), lane);
  }
  for (auto [result, init] : llvm::zip_equal(
           results, llvm::make_pointer_range(op.getDpsInitsMutable())))
    memref::StoreOp::create(builder, loc, result, mapping.lookup(init->get()),
                            getIndices(builder, init));
}

/// The loops that a thread has its own iteration of, those along the last
/// dimensions of the first result innermost.
static FailureOr<SmallVector<unsigned>> orderLoops(linalg::LinalgOp op) {
  SmallVector<unsigned> parallel;
  op.getParallelDims(parallel);
  for (OpOperand &init : op.getDpsInitsMutable()) {
    AffineMap map = op.getMatchingIndexingMap(&init);
    bool isOwn = map.isProjectedPermutation() &&
                 map.getNumResults() == parallel.size() &&
                 llvm::all_of(parallel, [&](unsigned loop) {
                   return map.isFunctionOfDim(loop);
                 });
    if (!isOwn)
      return op->emitError("cannot run on a GPU: expects each result to have "
                           "an element for each iteration of the parallel "
                           "loops");
  }
  if (op.getNumDpsInits() == 0)
    return parallel;
  AffineMap map = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  SmallVector<unsigned> order;
  for (unsigned i = 0; i < map.getNumResults(); ++i)
    order.push_back(map.getDimPosition(i));
  return order;
}

LogicalResult qblock::launch(linalg::LinalgOp op, KernelLibrary &library) {
  FailureOr<SmallVector<unsigned>> order = orderLoops(op);
  if (failed(order))
    return failure();
  linalg::LinalgOp fill = qblock::getFill(op);
  if (fill && fill.hasIndexSemantics())
    fill = nullptr;
  OpBuilder builder(op);
  SmallVector<OpFoldResult> sizes;
  for (Range range : op.createLoopRanges(builder, op.getLoc()))
    sizes.push_back(range.size);
  LoopNest nest;
  if (fill)
    nest.ops.push_back(fill);
  nest.ops.push_back(op);
  for (unsigned loop : *order)
    nest.sizes.push_back(sizes[loop]);
  LinalgBody body(op, fill, *order, sizes);
  for (OpFoldResult size : sizes)
    if (auto value = dyn_cast<Value>(size))
      nest.values.push_back(value);
  if (body.findCombiner())
    nest.threadsPerIteration = lanesPerWarp;
  nest.emitBody = [&](OpBuilder &inside, IRMapping &mapping, ValueRange ivs,
                      Value lane) { body.emit(inside, mapping, ivs, lane); };
  launch(nest, library);
  return success();
}
