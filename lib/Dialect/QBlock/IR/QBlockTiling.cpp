//===- QBlockTiling.cpp - Tiling of the destination-style ops ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All four ops are loop nests in which every operand dimension is run over by
// one loop, or read whole. Each op states that relation (`getOperandLoops`),
// and one implementation of the interface serves all of them. Tiles of a
// blocked dimension must start and end at block borders: such a tile is refused
// unless that is known.
//
//===----------------------------------------------------------------------===//

#include "qblock/Dialect/QBlock/IR/BlockBorders.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/Builders.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace qblock;

using Loops = SmallVector<int64_t>;

//===----------------------------------------------------------------------===//
// The loops of each op
//===----------------------------------------------------------------------===//

static Loops iotaLoops(int64_t count) {
  return llvm::to_vector(llvm::seq<int64_t>(0, count));
}

static int64_t getRank(Value value) {
  return cast<ShapedType>(value.getType()).getRank();
}

SmallVector<Loops> QuantizeOp::getOperandLoops() {
  Loops all = iotaLoops(getRank(getInit()));
  return {all, all};
}

SmallVector<Loops> DequantizeOp::getOperandLoops() {
  Loops all = iotaLoops(getRank(getInit()));
  return {all, all};
}

/// Loops ..., m, n, k: those of the init, then the reduction.
SmallVector<Loops> MatmulOp::getOperandLoops() {
  int64_t rank = getRank(getInit());
  Loops x = iotaLoops(rank - 1), init = iotaLoops(rank);
  x.push_back(rank);
  return {x, {rank - 1, rank}, init};
}

/// Loops i..., k. Any row of the table may be asked for.
SmallVector<Loops> GatherRowsOp::getOperandLoops() {
  int64_t rank = getRank(getInit());
  return {{kWholeDim, rank - 1}, iotaLoops(rank - 1), iotaLoops(rank)};
}

//===----------------------------------------------------------------------===//
// The interface in terms of the loops
//===----------------------------------------------------------------------===//

/// Parallel loops are those of the init, reductions the others.
template <typename Op>
static SmallVector<utils::IteratorType> getIteratorTypes(Op op) {
  SmallVector<Loops> operandLoops = op.getOperandLoops();
  int64_t numLoops = 0;
  for (const Loops &loops : operandLoops)
    for (int64_t loop : loops)
      numLoops = std::max(numLoops, loop + 1);
  SmallVector<utils::IteratorType> types(numLoops,
                                         utils::IteratorType::reduction);
  for (int64_t loop : operandLoops.back())
    types[loop] = utils::IteratorType::parallel;
  return types;
}

template <typename Op>
static SmallVector<Range> getDomain(Op op, OpBuilder &builder) {
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPoint(op);
  OpFoldResult zero = builder.getIndexAttr(0), one = builder.getIndexAttr(1);
  SmallVector<Range> domain(getIteratorTypes(op).size());
  SmallVector<Loops> operandLoops = op.getOperandLoops();
  for (auto [operand, loops] : llvm::zip(op->getOperands(), operandLoops))
    for (auto [dim, loop] : llvm::enumerate(loops))
      if (loop != kWholeDim && !domain[loop].size)
        domain[loop] = {
            zero, tensor::getMixedSize(builder, op.getLoc(), operand, dim),
            one};
  return domain;
}

/// A tile of dimension `dim` of `operand` starts and ends where it may be cut.
static LogicalResult verifyBlockBorders(Operation *op, Value operand,
                                        int64_t dim, OpFoldResult offset,
                                        OpFoldResult size) {
  auto type = cast<ShapedType>(operand.getType());
  int64_t granularity = getSliceGranularity(type, dim);
  if (granularity == 1 ||
      (isMultipleOf(offset, granularity) && isMultipleOf(size, granularity)))
    return success();
  return op->emitOpError("expects tiles of dimension ")
         << dim << " of " << type << " to be constant multiples of "
         << granularity
         << (dim == type.getRank() - 1 ? " (elements per block)"
                                       : " (rows of a packed tile)");
}

template <typename Op>
static FailureOr<TilingResult> tile(Op op, OpBuilder &builder,
                                    ArrayRef<OpFoldResult> offsets,
                                    ArrayRef<OpFoldResult> sizes) {
  Location loc = op.getLoc();
  OpFoldResult zero = builder.getIndexAttr(0), one = builder.getIndexAttr(1);
  SmallVector<Loops> operandLoops = op.getOperandLoops();
  SmallVector<Value> tiledOperands;
  SmallVector<Operation *> slices;
  for (auto [operand, loops] : llvm::zip(op->getOperands(), operandLoops)) {
    SmallVector<OpFoldResult> sliceOffsets, sliceSizes;
    for (auto [dim, loop] : llvm::enumerate(loops)) {
      if (loop == kWholeDim) {
        sliceOffsets.push_back(zero);
        sliceSizes.push_back(tensor::getMixedSize(builder, loc, operand, dim));
        continue;
      }
      if (failed(
              verifyBlockBorders(op, operand, dim, offsets[loop], sizes[loop])))
        return failure();
      sliceOffsets.push_back(offsets[loop]);
      sliceSizes.push_back(sizes[loop]);
    }
    SmallVector<OpFoldResult> strides(loops.size(), one);
    auto slice = tensor::ExtractSliceOp::create(
        builder, loc, operand, sliceOffsets, sliceSizes, strides);
    tiledOperands.push_back(slice);
    slices.push_back(slice);
  }
  SmallVector<Type> resultTypes = {tiledOperands.back().getType()};
  Operation *tiled = mlir::clone(builder, op, resultTypes, tiledOperands);
  return TilingResult{{tiled}, SmallVector<Value>(tiled->getResults()), slices};
}

/// The loops that a tile of the init stands for; all others run in full.
template <typename Op>
static void getLoopsOfResultTile(Op op, OpBuilder &builder,
                                 ArrayRef<OpFoldResult> offsets,
                                 ArrayRef<OpFoldResult> sizes,
                                 SmallVectorImpl<OpFoldResult> &loopOffsets,
                                 SmallVectorImpl<OpFoldResult> &loopSizes) {
  for (Range range : getDomain(op, builder)) {
    loopOffsets.push_back(range.offset);
    loopSizes.push_back(range.size);
  }
  for (auto [dim, loop] : llvm::enumerate(op.getOperandLoops().back())) {
    loopOffsets[loop] = offsets[dim];
    loopSizes[loop] = sizes[dim];
  }
}

template <typename Op>
static void getResultTile(Op op, ArrayRef<OpFoldResult> offsets,
                          ArrayRef<OpFoldResult> sizes,
                          SmallVector<OpFoldResult> &resultOffsets,
                          SmallVector<OpFoldResult> &resultSizes) {
  for (int64_t loop : op.getOperandLoops().back()) {
    resultOffsets.push_back(offsets[loop]);
    resultSizes.push_back(sizes[loop]);
  }
}

#define QBLOCK_TILING_METHODS(Op)                                              \
  SmallVector<utils::IteratorType> Op::getLoopIteratorTypes() {                \
    return getIteratorTypes(*this);                                            \
  }                                                                            \
  SmallVector<Range> Op::getIterationDomain(OpBuilder &builder) {              \
    return getDomain(*this, builder);                                          \
  }                                                                            \
  FailureOr<TilingResult> Op::getTiledImplementation(                          \
      OpBuilder &builder, ArrayRef<OpFoldResult> offsets,                      \
      ArrayRef<OpFoldResult> sizes) {                                          \
    return tile(*this, builder, offsets, sizes);                               \
  }                                                                            \
  LogicalResult Op::getResultTilePosition(                                     \
      OpBuilder &, unsigned, ArrayRef<OpFoldResult> offsets,                   \
      ArrayRef<OpFoldResult> sizes, SmallVector<OpFoldResult> &resultOffsets,  \
      SmallVector<OpFoldResult> &resultSizes) {                                \
    getResultTile(*this, offsets, sizes, resultOffsets, resultSizes);          \
    return success();                                                          \
  }                                                                            \
  LogicalResult Op::getIterationDomainTileFromResultTile(                      \
      OpBuilder &builder, unsigned, ArrayRef<OpFoldResult> offsets,            \
      ArrayRef<OpFoldResult> sizes,                                            \
      SmallVectorImpl<OpFoldResult> &loopOffsets,                              \
      SmallVectorImpl<OpFoldResult> &loopSizes) {                              \
    getLoopsOfResultTile(*this, builder, offsets, sizes, loopOffsets,          \
                         loopSizes);                                           \
    return success();                                                          \
  }                                                                            \
  FailureOr<TilingResult> Op::generateResultTileValue(                         \
      OpBuilder &builder, unsigned, ArrayRef<OpFoldResult> offsets,            \
      ArrayRef<OpFoldResult> sizes) {                                          \
    SmallVector<OpFoldResult> loopOffsets, loopSizes;                          \
    getLoopsOfResultTile(*this, builder, offsets, sizes, loopOffsets,          \
                         loopSizes);                                           \
    return tile(*this, builder, loopOffsets, loopSizes);                       \
  }

QBLOCK_TILING_METHODS(QuantizeOp)
QBLOCK_TILING_METHODS(DequantizeOp)
QBLOCK_TILING_METHODS(MatmulOp)
QBLOCK_TILING_METHODS(GatherRowsOp)
#undef QBLOCK_TILING_METHODS
