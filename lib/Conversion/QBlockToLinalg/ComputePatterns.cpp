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
    Value numRows = rewriter.createOrFold<tensor::DimOp>(loc, input, 0);
    auto emitRow = [&](OpBuilder &builder, Location loc, Value row,
                       Value dest) {
      return emitDecodedRow(builder, loc, elementType, input, row, dest, row);
    };
    Value result = emitLoop(rewriter, loc, numRows, init, emitRow);
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
    Value tableRows = rewriter.createOrFold<tensor::DimOp>(loc, table, 0);
    Value numIds = rewriter.createOrFold<tensor::DimOp>(loc, ids, 0);
    auto emitRow = [&](OpBuilder &builder, Location loc, Value destRow,
                       Value dest) {
      Value row = emitCheckedId(builder, loc, ids, destRow, tableRows);
      return emitDecodedRow(builder, loc, elementType, table, row, dest,
                            destRow);
    };
    Value result = emitLoop(rewriter, loc, numIds, init, emitRow);
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

  /// ids[position] as an index, after the check that the table has that row.
  /// Compared as an unsigned number, which a negative one exceeds as well.
  static Value emitCheckedId(OpBuilder &builder, Location loc, Value ids,
                             Value position, Value tableRows) {
    Value id = tensor::ExtractOp::create(builder, loc, ids, position);
    if (!id.getType().isIndex())
      id = arith::IndexCastOp::create(builder, loc, builder.getIndexType(), id);
    Value inRange = arith::CmpIOp::create(
        builder, loc, arith::CmpIPredicate::ult, id, tableRows);
    cf::AssertOp::create(builder, loc, inRange,
                         "id out of range: expects a row of the table");
    return id;
  }
};

struct QuantizeLowering : OpConversionPattern<QuantizeOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(QuantizeOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    auto block = cast<BlockType>(getElementTypeOrSelf(op.getInit().getType()));
    Value input = emitAsMatrix(rewriter, loc, adaptor.getInput());
    Value init = emitAsMatrix(rewriter, loc, adaptor.getInit());
    auto inputType = cast<RankedTensorType>(input.getType());
    auto initType = cast<RankedTensorType>(init.getType());

    // The function writes into a buffer of its own: the analysis of
    // bufferization cannot look into it.
    Value source = bufferization::ToBufferOp::create(
        rewriter, loc,
        MemRefType::get(inputType.getShape(), inputType.getElementType()),
        input, /*read_only=*/true);
    SmallVector<Value> dynamicSizes;
    for (auto [dim, size] : llvm::enumerate(initType.getShape()))
      if (ShapedType::isDynamic(size))
        dynamicSizes.push_back(tensor::DimOp::create(rewriter, loc, init, dim));
    auto bufferType =
        MemRefType::get(initType.getShape(), initType.getElementType());
    Value bytes =
        memref::AllocOp::create(rewriter, loc, bufferType, dynamicSizes);
    Value typeId = arith::ConstantOp::create(
        rewriter, loc, rewriter.getI64IntegerAttr(block.getInfo().ggmlId));
    func::FuncOp function = getRuntimeFunction(rewriter, op);
    SmallVector<Value> arguments = {typeId, source, bytes};
    for (auto [argument, type] :
         llvm::zip(arguments, function.getArgumentTypes()))
      if (argument.getType() != type)
        argument = memref::CastOp::create(rewriter, loc, type, argument);
    func::CallOp::create(rewriter, loc, function, arguments);
    Value result = bufferization::ToTensorOp::create(
        rewriter, loc, initType, bytes, /*restrict=*/true, /*writable=*/true);
    rewriter.replaceOp(
        op, emitFromMatrix(rewriter, loc, result, adaptor.getInit()));
    return success();
  }

private:
  /// The declaration of what qblock/Runtime/QuantizeRows.h defines.
  static func::FuncOp getRuntimeFunction(OpBuilder &builder, Operation *user) {
    constexpr StringLiteral name = "qblock_quantize_rows";
    Operation *table = SymbolTable::getNearestSymbolTable(user);
    if (auto function = dyn_cast_or_null<func::FuncOp>(
            SymbolTable::lookupSymbolIn(table, name)))
      return function;
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToEnd(&table->getRegion(0).back());
    int64_t any = ShapedType::kDynamic;
    Type floats = MemRefType::get({any, any}, builder.getF32Type());
    Type bytes = MemRefType::get({any, any}, builder.getI8Type());
    auto type = builder.getFunctionType({builder.getI64Type(), floats, bytes},
                                        TypeRange());
    auto function = func::FuncOp::create(builder, user->getLoc(), name, type);
    function.setPrivate();
    function->setAttr(LLVM::LLVMDialect::getEmitCWrapperAttrName(),
                      builder.getUnitAttr());
    return function;
  }
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
}
