//===- CarrierPatterns.cpp - Ops that only carry blocks ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Upstream ops that hold or move blocks without looking at them take the
// storage type. Slices are the ones with arithmetic: their last dimension
// counts elements and must count bytes. That they stop at block borders was
// checked before (VerifyLowerable.cpp).
//
//===----------------------------------------------------------------------===//

#include "Patterns.h"
#include "Rows.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Dialect/Utils/StructuredOpsUtils.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"

using namespace mlir;
using namespace qblock;

/// The attribute under the storage type; the resource is shared, not copied.
static TypedAttr retype(Attribute value, Type type) {
  if (auto resource = dyn_cast_or_null<DenseResourceElementsAttr>(value))
    return DenseResourceElementsAttr::get(cast<ShapedType>(type),
                                          resource.getRawHandle());
  if (isa_and_nonnull<ml_program::ExternAttr>(value))
    return ml_program::ExternAttr::get(value.getContext(), type);
  return {};
}

/// number / divisor * factor; the quotient is rounded up.
static OpFoldResult emitScaled(OpBuilder &builder, Location loc,
                               OpFoldResult number, int64_t divisor,
                               int64_t factor) {
  if (std::optional<int64_t> constant = getConstantIntValue(number))
    return builder.getIndexAttr(llvm::divideCeil(*constant, divisor) * factor);
  auto emitIndex = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(builder, loc, value);
  };
  // What is not constant is a multiple.
  Value quotient = arith::DivUIOp::create(builder, loc, cast<Value>(number),
                                          emitIndex(divisor));
  return builder.createOrFold<arith::MulIOp>(loc, quotient, emitIndex(factor));
}

namespace {
struct ConstantLowering : OpConversionPattern<arith::ConstantOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(arith::ConstantOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    TypedAttr value =
        retype(op.getValue(), getTypeConverter()->convertType(op.getType()));
    if (!value)
      return rewriter.notifyMatchFailure(op, "the value is not a resource");
    rewriter.replaceOpWithNewOp<arith::ConstantOp>(op, value);
    return success();
  }
};

struct GlobalLowering : OpConversionPattern<ml_program::GlobalOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(ml_program::GlobalOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Type type = getTypeConverter()->convertType(op.getType());
    std::optional<Attribute> value = op.getValue();
    TypedAttr newValue = value ? retype(*value, type) : TypedAttr();
    if (value && !newValue)
      return rewriter.notifyMatchFailure(op, "the value is not a resource");
    rewriter.modifyOpInPlace(op, [&] {
      op.setType(type);
      if (newValue)
        op.setValueAttr(newValue);
    });
    return success();
  }
};

/// Ops whose meaning does not depend on the element type.
template <typename Op>
struct RetypeLowering : OpConversionPattern<Op> {
  using OpConversionPattern<Op>::OpConversionPattern;

  LogicalResult
  matchAndRewrite(Op op, typename Op::Adaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    SmallVector<Type> types;
    if (failed(this->getTypeConverter()->convertTypes(op->getResultTypes(),
                                                      types)))
      return failure();
    Operation *retyped =
        mlir::clone(rewriter, op.getOperation(), types, adaptor.getOperands());
    rewriter.replaceOp(op, retyped->getResults());
    return success();
  }
};

struct EmptyLowering : OpConversionPattern<tensor::EmptyOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(tensor::EmptyOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<tensor::EmptyOp>(
        op, getTypeConverter()->convertType(op.getType()),
        adaptor.getDynamicSizes());
    return success();
  }
};

/// The last dimension is static and is asked for in elements.
struct DimLowering : OpConversionPattern<tensor::DimOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(tensor::DimOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    auto type = cast<RankedTensorType>(op.getSource().getType());
    int64_t lastDim = type.getRank() - 1;
    Value numElems =
        arith::ConstantIndexOp::create(rewriter, loc, type.getShape().back());
    if (op.getConstantIndex() == lastDim) {
      rewriter.replaceOp(op, numElems);
      return success();
    }
    // Packed tensors are static, and have tiles for rows.
    if (type.hasStaticShape() && op.getConstantIndex()) {
      rewriter.replaceOpWithNewOp<arith::ConstantIndexOp>(
          op, type.getDimSize(*op.getConstantIndex()));
      return success();
    }
    Value size = tensor::DimOp::create(rewriter, loc, adaptor.getSource(),
                                       adaptor.getIndex());
    if (!op.getConstantIndex()) {
      Value last = arith::ConstantIndexOp::create(rewriter, loc, lastDim);
      Value isLast = arith::CmpIOp::create(
          rewriter, loc, arith::CmpIPredicate::eq, adaptor.getIndex(), last);
      size = arith::SelectOp::create(rewriter, loc, isLast, numElems, size);
    }
    rewriter.replaceOp(op, size);
    return success();
  }
};

/// Offsets, sizes and strides of a slice of `blocks`, in bytes.
struct ByteSlice {
  template <typename Op>
  ByteSlice(OpBuilder &builder, Op op, RankedTensorType blocks)
      : offsets(op.getMixedOffsets()), sizes(op.getMixedSizes()),
        strides(op.getMixedStrides()) {
    auto block = cast<BlockType>(blocks.getElementType());
    std::optional<format::PackedLayout> layout = block.getPackedLayout();
    int64_t bytesPerBlock =
        layout ? layout->bytesPerBlock : block.getBytesPerBlock();
    for (OpFoldResult *last : {&offsets.back(), &sizes.back()})
      *last = emitScaled(builder, op.getLoc(), *last, block.getElemsPerBlock(),
                         bytesPerBlock);
    if (layout)
      for (OpFoldResult *first : {&offsets.front(), &sizes.front()})
        *first = emitScaled(builder, op.getLoc(), *first,
                            format::PackedLayout::rowsPerTile, 1);
  }
  SmallVector<OpFoldResult> offsets, sizes, strides;
};

struct ExtractSliceLowering : OpConversionPattern<tensor::ExtractSliceOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(tensor::ExtractSliceOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    ByteSlice slice(rewriter, op, op.getSourceType());
    auto type = cast<RankedTensorType>(
        getTypeConverter()->convertType(op.getResultType()));
    rewriter.replaceOpWithNewOp<tensor::ExtractSliceOp>(
        op, type, adaptor.getSource(), slice.offsets, slice.sizes,
        slice.strides);
    return success();
  }
};

/// insert_slice and parallel_insert_slice.
template <typename Op>
struct InsertSliceLowering : OpConversionPattern<Op> {
  using OpConversionPattern<Op>::OpConversionPattern;

  LogicalResult
  matchAndRewrite(Op op, typename Op::Adaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    OpBuilder::InsertionGuard guard(rewriter);
    // Nothing but insertions may stand among parallel ones.
    if (isa<ParallelCombiningOpInterface>(op->getParentOp()))
      rewriter.setInsertionPoint(op->getParentOp());
    ByteSlice slice(rewriter, op, op.getDestType());
    rewriter.setInsertionPoint(op);
    auto sliced = Op::create(rewriter, op.getLoc(), adaptor.getSource(),
                             adaptor.getDest(), slice.offsets, slice.sizes,
                             slice.strides);
    if (op->getNumResults() == 0)
      rewriter.eraseOp(op);
    else
      rewriter.replaceOp(op, sliced->getResults());
    return success();
  }
};

struct ForallLowering : OpConversionPattern<scf::ForallOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(scf::ForallOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    auto forall = scf::ForallOp::create(
        rewriter, op.getLoc(), op.getMixedLowerBound(), op.getMixedUpperBound(),
        op.getMixedStep(), adaptor.getOutputs(), op.getMapping());
    rewriter.eraseBlock(forall.getBody());
    rewriter.inlineRegionBefore(op.getRegion(), forall.getRegion(),
                                forall.getRegion().end());
    if (failed(rewriter.convertRegionTypes(&forall.getRegion(),
                                           *getTypeConverter())))
      return failure();
    rewriter.replaceOp(op, forall.getResults());
    return success();
  }
};
} // namespace

void qblock::populateCarrierPatterns(RewritePatternSet &patterns,
                                     const StorageTypeConverter &converter) {
  patterns
      .add<ConstantLowering, GlobalLowering, EmptyLowering, DimLowering,
           ExtractSliceLowering, InsertSliceLowering<tensor::InsertSliceOp>,
           InsertSliceLowering<tensor::ParallelInsertSliceOp>, ForallLowering,
           RetypeLowering<arith::SelectOp>, RetypeLowering<tensor::CastOp>,
           RetypeLowering<ml_program::GlobalLoadOp>,
           RetypeLowering<ml_program::GlobalLoadConstOp>,
           RetypeLowering<ml_program::GlobalStoreOp>>(converter,
                                                      patterns.getContext());
}
