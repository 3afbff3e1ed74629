//===- ComputePatterns.cpp - Lowering of ops on single rows -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// dequantize and gather_rows are loops over rows that are decoded in place.
// quantize searches for the best scales, in ways that differ from format to
// format, and its bytes must be ggml's; that is C++ in lib/Format, so it
// becomes a call into the runtime instead of a second implementation in IR.
//
//===----------------------------------------------------------------------===//

#include "Patterns.h"
#include "Rows.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/SymbolTable.h"
#include "qblock/Dialect/QBlock/IR/Ids.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"

using namespace mlir;
using namespace qblock;

namespace {
struct DequantizeLowering : OpConversionPattern<DequantizeOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(DequantizeOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Type elementType = getElementTypeOrSelf(op.getInput().getType());
    Value input = emitAsMatrix(rewriter, loc, adaptor.getInput());
    Value init = emitAsMatrix(rewriter, loc, adaptor.getInit());
    // Of the init: a packed input has tiles for rows.
    Value numRows = rewriter.createOrFold<tensor::DimOp>(loc, init, 0);
    auto emitRow = [&](OpBuilder &builder, Location loc, Value row,
                       Value dest) {
      return emitDecodedRow(builder, loc, elementType, input, row, dest, row);
    };
    Value result = emitIndependentLoop(rewriter, loc, numRows, init, emitRow);
    rewriter.replaceOp(
        op, emitFromMatrix(rewriter, loc, result, adaptor.getInit()));
    return success();
  }
};

struct GatherRowsLowering : OpConversionPattern<GatherRowsOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(GatherRowsOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Type elementType = getElementTypeOrSelf(op.getTable().getType());
    Value table = adaptor.getTable();
    Value init = emitAsMatrix(rewriter, loc, adaptor.getInit());
    Value ids = emitAsVector(rewriter, loc, adaptor.getIds());
    Value tableRows =
        emitNumRows(rewriter, loc, op.getTable().getType(), table);
    Value numIds = rewriter.createOrFold<tensor::DimOp>(loc, ids, 0);
    auto emitRow = [&](OpBuilder &builder, Location loc, Value destRow,
                       Value dest) {
      Value row = emitCheckedId(builder, loc, ids, destRow, tableRows,
                                "a row of the table");
      return emitDecodedRow(builder, loc, elementType, table, row, dest,
                            destRow);
    };
    Value result = emitIndependentLoop(rewriter, loc, numIds, init, emitRow);
    rewriter.replaceOp(
        op, emitFromMatrix(rewriter, loc, result, adaptor.getInit()));
    return success();
  }

private:
  /// All dimensions of the ids in one.
  static Value emitAsVector(OpBuilder &builder, Location loc, Value ids) {
    auto type = cast<RankedTensorType>(ids.getType());
    if (type.getRank() == 1)
      return ids;
    if (type.getRank() == 0)
      return tensor::ExpandShapeOp::create(
          builder, loc, RankedTensorType::get({1}, type.getElementType()), ids,
          ArrayRef<ReassociationIndices>());
    SmallVector<ReassociationIndices> all(1);
    llvm::append_range(all[0], llvm::seq<int64_t>(0, type.getRank()));
    return tensor::CollapseShapeOp::create(builder, loc, ids, all);
  }
};

/// Declares a function of qblock/Runtime/Functions.h and calls it.
static void emitRuntimeCall(OpBuilder &builder, Operation *user, StringRef name,
                            ValueRange arguments) {
  SmallVector<Type> types;
  for (Value argument : arguments) {
    Type type = argument.getType();
    if (auto buffer = dyn_cast<MemRefType>(type))
      type = MemRefType::get(
          SmallVector<int64_t>(buffer.getRank(), ShapedType::kDynamic),
          buffer.getElementType());
    types.push_back(type);
  }
  Operation *table = SymbolTable::getNearestSymbolTable(user);
  auto function =
      dyn_cast_or_null<func::FuncOp>(SymbolTable::lookupSymbolIn(table, name));
  if (!function) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToEnd(&table->getRegion(0).back());
    function =
        func::FuncOp::create(builder, user->getLoc(), name,
                             builder.getFunctionType(types, TypeRange()));
    function.setPrivate();
    function->setAttr(LLVM::LLVMDialect::getEmitCWrapperAttrName(),
                      builder.getUnitAttr());
  }
  SmallVector<Value> casts;
  for (auto [argument, type] : llvm::zip_equal(arguments, types))
    casts.push_back(
        argument.getType() == type
            ? argument
            : memref::CastOp::create(builder, user->getLoc(), type, argument));
  func::CallOp::create(builder, user->getLoc(), function, casts);
}

/// `tensor` as a buffer that a function of the runtime reads.
static Value emitSourceBuffer(OpBuilder &builder, Location loc, Value tensor) {
  auto type = cast<RankedTensorType>(tensor.getType());
  return bufferization::ToBufferOp::create(
      builder, loc, MemRefType::get(type.getShape(), type.getElementType()),
      tensor, /*read_only=*/true);
}

/// The buffer that such a function has written, as a tensor. It is one of its
/// own: the analysis of bufferization cannot look into the function.
static Value emitWrittenTensor(OpBuilder &builder, Location loc, Value buffer,
                               RankedTensorType type) {
  return bufferization::ToTensorOp::create(builder, loc, type, buffer,
                                           /*restrict=*/true,
                                           /*writable=*/true);
}

static Value emitTypeId(OpBuilder &builder, Location loc, BlockType type) {
  return arith::ConstantOp::create(
      builder, loc, builder.getI64IntegerAttr(type.getInfo().ggmlId));
}

struct QuantizeLowering : OpConversionPattern<QuantizeOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(QuantizeOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    auto block = cast<BlockType>(getElementTypeOrSelf(op.getInit().getType()));
    Value input = emitAsMatrix(rewriter, loc, adaptor.getInput());
    Value init = emitAsMatrix(rewriter, loc, adaptor.getInit());
    auto initType = cast<RankedTensorType>(init.getType());
    Value source = emitSourceBuffer(rewriter, loc, input);
    SmallVector<Value> dynamicSizes;
    for (auto [dim, size] : llvm::enumerate(initType.getShape()))
      if (ShapedType::isDynamic(size))
        dynamicSizes.push_back(tensor::DimOp::create(rewriter, loc, init, dim));
    auto bufferType =
        MemRefType::get(initType.getShape(), initType.getElementType());
    Value bytes =
        memref::AllocOp::create(rewriter, loc, bufferType, dynamicSizes);
    emitRuntimeCall(rewriter, op, "qblock_quantize_rows",
                    {emitTypeId(rewriter, loc, block), source, bytes});
    Value result = emitWrittenTensor(rewriter, loc, bytes, initType);
    rewriter.replaceOp(
        op, emitFromMatrix(rewriter, loc, result, adaptor.getInit()));
    return success();
  }
};

/// pack and unpack of what is not constant. The order of bytes is the runtime's
/// business as well: it packs weights when it loads them.
template <typename Op>
struct LayoutLowering : OpConversionPattern<Op> {
  LayoutLowering(const TypeConverter &converter, MLIRContext *context,
                 StringRef function)
      : OpConversionPattern<Op>(converter, context), function(function) {}

  LogicalResult
  matchAndRewrite(Op op, typename Op::Adaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    RankedTensorType type = op.getResult().getType();
    auto stored =
        cast<RankedTensorType>(this->getTypeConverter()->convertType(type));
    Value source = emitSourceBuffer(rewriter, loc, adaptor.getSource());
    Value bytes = memref::AllocOp::create(
        rewriter, loc,
        MemRefType::get(stored.getShape(), stored.getElementType()));
    Value numRows = arith::ConstantOp::create(
        rewriter, loc, rewriter.getI64IntegerAttr(type.getDimSize(0)));
    emitRuntimeCall(
        rewriter, op, function,
        {emitTypeId(rewriter, loc, cast<BlockType>(type.getElementType())),
         numRows, source, bytes});
    rewriter.replaceOp(op, emitWrittenTensor(rewriter, loc, bytes, stored));
    return success();
  }

  StringRef function;
};

/// The bytes are what the blocks have become.
template <typename Op>
struct StorageOpLowering : OpConversionPattern<Op> {
  using OpConversionPattern<Op>::OpConversionPattern;

  LogicalResult
  matchAndRewrite(Op op, typename Op::Adaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Type type =
        this->getTypeConverter()->convertType(op->getResult(0).getType());
    rewriter.replaceOp(
        op, emitCast(rewriter, op.getLoc(), adaptor.getOperands()[0], type));
    return success();
  }
};
} // namespace

void qblock::populateComputePatterns(RewritePatternSet &patterns,
                                     const StorageTypeConverter &converter) {
  patterns
      .add<DequantizeLowering, GatherRowsLowering, QuantizeLowering,
           StorageOpLowering<FromStorageOp>, StorageOpLowering<ToStorageOp>>(
          converter, patterns.getContext());
  patterns.add<LayoutLowering<PackOp>>(converter, patterns.getContext(),
                                       "qblock_pack_rows");
  patterns.add<LayoutLowering<UnpackOp>>(converter, patterns.getContext(),
                                         "qblock_unpack_rows");
}
