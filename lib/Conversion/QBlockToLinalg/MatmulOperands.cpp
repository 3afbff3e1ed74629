//===- MatmulOperands.cpp - What matmuls do to operands - ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernels do not look at sizes and take binary32 alone: what a matmul's
// operands may be beyond that is brought into that form here.
//
//===----------------------------------------------------------------------===//

#include "MatmulOperands.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace qblock;

bool qblock::usesIntegers(RankedTensorType weight,
                          std::optional<Activations> activations,
                          bool keepsRaw) {
  auto block = dyn_cast<BlockType>(weight.getElementType());
  return block && activations == Activations::Q8 &&
         (block.isPacked() ||
          (keepsRaw && block.getPacked() && weight.hasStaticShape()));
}

Value qblock::emitAsF32(OpBuilder &builder, Location loc, Value value) {
  auto type = cast<RankedTensorType>(value.getType());
  if (type.getElementType().isF32())
    return value;
  Value empty = tensor::EmptyOp::create(
      builder, loc, tensor::getMixedSizes(builder, loc, value),
      builder.getF32Type());
  AffineMap identity = builder.getMultiDimIdentityMap(type.getRank());
  SmallVector<utils::IteratorType> parallel(type.getRank(),
                                            utils::IteratorType::parallel);
  auto extend = [](OpBuilder &builder, Location loc, ValueRange scalars) {
    Value wide =
        arith::ExtFOp::create(builder, loc, builder.getF32Type(), scalars[0]);
    linalg::YieldOp::create(builder, loc, wide);
  };
  return linalg::GenericOp::create(builder, loc, empty.getType(), value, empty,
                                   ArrayRef{identity, identity}, parallel,
                                   extend)
      .getResult(0);
}

void qblock::emitSizeCheck(OpBuilder &builder, Location loc, Value size,
                           Value expected) {
  Value isEqual = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq,
                                        size, expected);
  cf::AssertOp::create(builder, loc, isEqual,
                       "expects equal sizes of the operands of a matmul");
}

void qblock::emitSizeCheck(OpBuilder &builder, Location loc, Value lhs,
                           int64_t lhsDim, Value rhs, int64_t rhsDim) {
  auto isDynamic = [](Value value, int64_t dim) {
    return cast<RankedTensorType>(value.getType()).isDynamicDim(dim);
  };
  if (isDynamic(lhs, lhsDim) || isDynamic(rhs, rhsDim))
    emitSizeCheck(builder, loc,
                  builder.createOrFold<tensor::DimOp>(loc, lhs, lhsDim),
                  builder.createOrFold<tensor::DimOp>(loc, rhs, rhsDim));
}

Value qblock::emitWithColumns(OpBuilder &builder, Location loc, Value matrix,
                              int64_t numColumns) {
  auto type = cast<RankedTensorType>(matrix.getType());
  if (!type.isDynamicDim(1))
    return matrix;
  emitSizeCheck(builder, loc, tensor::DimOp::create(builder, loc, matrix, 1),
                arith::ConstantIndexOp::create(builder, loc, numColumns));
  return tensor::CastOp::create(
      builder, loc, type.clone({type.getDimSize(0), numColumns}), matrix);
}
