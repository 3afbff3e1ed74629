//===- MatmulPattern.cpp - Lowering of matmul -------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A matmul becomes a call of the function of its weight's type, or the op of
// integers that kernels take the place of.
//
//===----------------------------------------------------------------------===//

#include "MatmulOperands.h"
#include "Patterns.h"
#include "Rows.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "qblock/Analysis/Contraction.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"

using namespace mlir;
using namespace qblock;

namespace {
struct MatmulLowering : OpConversionPattern<MatmulOp> {
  MatmulLowering(const TypeConverter &converter, MLIRContext *context,
                 MatmulKernels &kernels, bool keepsRaw)
      : OpConversionPattern(converter, context), kernels(kernels),
        keepsRaw(keepsRaw) {}

  LogicalResult
  matchAndRewrite(MatmulOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    auto weightType = cast<RankedTensorType>(op.getWeight().getType());
    if (usesIntegers(weightType, op.getActivations(), keepsRaw))
      return rewritePacked(op, adaptor, rewriter);
    FunctionType type = MatmulKernels::getType(weightType);
    FlatSymbolRefAttr kernel = kernels.get(rewriter, op, weightType);
    ++kernels.numMatmuls;

    Value init = adaptor.getInit();
    Value x =
        emitAsMatrix(rewriter, loc, emitAsF32(rewriter, loc, adaptor.getX()));
    Value out = emitAsMatrix(rewriter, loc, init);
    SmallVector<Value> arguments = {
        emitCast(rewriter, loc, x, type.getInput(0)),
        emitCast(rewriter, loc, adaptor.getWeight(), type.getInput(1)),
        emitCast(rewriter, loc, out, type.getInput(2))};
    auto call = func::CallOp::create(rewriter, loc, kernel, type.getResults(),
                                     arguments);
    Value result = emitCast(rewriter, loc, call.getResult(0), out.getType());
    rewriter.replaceOp(op, emitFromMatrix(rewriter, loc, result, init));
    return success();
  }

private:
  LogicalResult rewritePacked(MatmulOp op, OpAdaptor adaptor,
                              ConversionPatternRewriter &rewriter) const {
    Location loc = op.getLoc();
    Value x =
        emitAsMatrix(rewriter, loc, emitAsF32(rewriter, loc, adaptor.getX()));
    Value out = emitAsMatrix(rewriter, loc, adaptor.getInit());
    auto weightType = cast<RankedTensorType>(op.getWeight().getType());
    // Kernels do not look at sizes.
    emitSizeCheck(rewriter, loc, x, 0, out, 0);
    x = emitWithColumns(rewriter, loc, x, weightType.getDimSize(1));
    Value narrow =
        emitWithColumns(rewriter, loc, out, weightType.getDimSize(0));
    // To fill a result with zeros takes as long as many a matmul.
    bool overwrites = isKnownZero(op.getInit());
    if (overwrites)
      narrow = tensor::EmptyOp::create(
          rewriter, loc, tensor::getMixedSizes(rewriter, loc, narrow),
          rewriter.getF32Type());
    auto packed = PackedMatmulOp::create(
        rewriter, loc, narrow.getType(), x, adaptor.getWeight(), narrow,
        rewriter.getTypeArrayAttr(weightType.getElementType()), overwrites);
    ++kernels.numMatmuls;
    Value result = emitCast(rewriter, loc, packed.getResult(0), out.getType());
    rewriter.replaceOp(
        op, emitFromMatrix(rewriter, loc, result, adaptor.getInit()));
    return success();
  }

  MatmulKernels &kernels;
  bool keepsRaw;
};
} // namespace

void qblock::populateMatmulPatterns(RewritePatternSet &patterns,
                                    const StorageTypeConverter &converter,
                                    MatmulKernels &kernels, bool keepsRaw) {
  patterns.add<MatmulLowering>(converter, patterns.getContext(), kernels,
                               keepsRaw);
}
