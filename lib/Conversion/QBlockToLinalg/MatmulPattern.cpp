//===- MatmulPattern.cpp - Lowering of matmul -------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A model has hundreds of matmuls on a dozen types of weight. Each type gets
// one private function with a dynamic number of activation rows, and every
// matmul becomes a call: otherwise the loops would be compiled once a layer.
// The function decodes one row of the weight into a buffer and multiplies all
// activations with it, so each weight is decoded once, whatever M is.
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
#include "mlir/IR/SymbolTable.h"
#include "qblock/Analysis/Contraction.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace qblock;

//===----------------------------------------------------------------------===//
// The kernel
//===----------------------------------------------------------------------===//

/// sum over k of x[m, k] * row[rowIndex, k]. Both vectors are walked in one
/// loop that carries the sum: with the accumulator in memory LLVM could not
/// tell that the store leaves the operands alone. The order of the sum is free
/// (it is not in decoding), which lets LLVM keep several partial sums.
static Value emitDot(OpBuilder &builder, Location loc, Value x, Value m,
                     Value row, Value rowIndex) {
  auto order = arith::FastMathFlagsAttr::get(
      builder.getContext(),
      arith::FastMathFlags::reassoc | arith::FastMathFlags::contract);
  Type f32 = builder.getF32Type();
  Value zero =
      arith::ConstantOp::create(builder, loc, builder.getZeroAttr(f32));
  Value numElems = tensor::DimOp::create(builder, loc, row, 1);
  return emitLoop(
      builder, loc, numElems, zero,
      [&](OpBuilder &builder, Location loc, Value k, Value sum) -> Value {
        Value lhs =
            tensor::ExtractOp::create(builder, loc, x, ValueRange{m, k});
        Value rhs = tensor::ExtractOp::create(builder, loc, row,
                                              ValueRange{rowIndex, k});
        Value product = arith::MulFOp::create(builder, loc, lhs, rhs, order);
        return arith::AddFOp::create(builder, loc, sum, product, order);
      });
}

/// Adds the products of all rows of `x` with one row of the weight to column
/// `n` of `out`.
static Value emitColumn(OpBuilder &builder, Location loc, Value x, Value row,
                        Value rowIndex, Value out, Value n) {
  Value numRows = tensor::DimOp::create(builder, loc, x, 0);
  return emitIndependentLoop(
      builder, loc, numRows, out,
      [&](OpBuilder &builder, Location loc, Value m, Value out) -> Value {
        SmallVector<Value, 2> position = {m, n};
        Value dot = emitDot(builder, loc, x, m, row, rowIndex);
        Value old = tensor::ExtractOp::create(builder, loc, out, position);
        Value sum = arith::AddFOp::create(builder, loc, old, dot);
        return tensor::InsertOp::create(builder, loc, sum, out, position);
      });
}

/// The body: rows of f32 weights are read where they lie, others through a
/// buffer of one row.
static Value emitKernelBody(OpBuilder &builder, Location loc,
                            RankedTensorType weightType, Value x, Value weight,
                            Value init) {
  Type elementType = weightType.getElementType();
  Value numRows = emitNumRows(builder, loc, weightType, weight);
  if (elementType.isF32())
    return emitIndependentLoop(
        builder, loc, numRows, init,
        [&](OpBuilder &builder, Location loc, Value n, Value out) {
          return emitColumn(builder, loc, x, weight, n, out, n);
        });
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  Value buffer = tensor::EmptyOp::create(
      builder, loc, ArrayRef<int64_t>{1, weightType.getDimSize(1)},
      builder.getF32Type());
  return emitLoop(builder, loc, numRows, init,
                  [&](OpBuilder &builder, Location loc, Value n, Value out) {
                    Value row = emitDecodedRow(builder, loc, elementType,
                                               weight, n, buffer, zero);
                    return emitColumn(builder, loc, x, row, zero, out, n);
                  });
}

/// `qblock_matmul_<type>_<N>x<K>`.
static std::string getKernelName(RankedTensorType weight) {
  const format::TypeInfo &info = *getTypeInfo(weight.getElementType());
  auto spell = [](int64_t size) {
    return ShapedType::isDynamic(size) ? std::string("any")
                                       : std::to_string(size);
  };
  auto block = dyn_cast<BlockType>(weight.getElementType());
  return "qblock_matmul_" + std::string(info.name) +
         (block && block.isPacked() ? "_packed_" : "_") +
         spell(weight.getDimSize(0)) + "x" + spell(weight.getDimSize(1));
}

static FunctionType getKernelType(RankedTensorType weight) {
  MLIRContext *context = weight.getContext();
  Type f32 = Float32Type::get(context);
  int64_t any = ShapedType::kDynamic;
  Type x = RankedTensorType::get({any, weight.getDimSize(1)}, f32);
  Type init = RankedTensorType::get({any, weight.getDimSize(0)}, f32);
  Type stored = StorageTypeConverter().convertType(weight);
  return FunctionType::get(context, {x, stored, init}, init);
}

FlatSymbolRefAttr MatmulKernels::get(OpBuilder &builder, Operation *user,
                                     RankedTensorType weight) {
  Operation *table = SymbolTable::getNearestSymbolTable(user);
  FlatSymbolRefAttr &kernel = kernels[{table, weight}];
  if (kernel)
    return kernel;

  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToEnd(&table->getRegion(0).back());
  Location loc = user->getLoc();
  auto isTaken = [&](StringRef name) {
    return SymbolTable::lookupSymbolIn(table, name) != nullptr;
  };
  SmallString<64> name(getKernelName(weight));
  unsigned suffix = 0;
  if (isTaken(name))
    name = SymbolTable::generateSymbolName<64>(name, isTaken, suffix);
  auto function =
      func::FuncOp::create(builder, loc, name, getKernelType(weight));
  function.setPrivate();
  Block *entry = function.addEntryBlock();
  builder.setInsertionPointToStart(entry);
  Value result = emitKernelBody(builder, loc, weight, entry->getArgument(0),
                                entry->getArgument(1), entry->getArgument(2));
  func::ReturnOp::create(builder, loc, result);
  kernel = FlatSymbolRefAttr::get(function.getSymNameAttr());
  return kernel;
}

//===----------------------------------------------------------------------===//
// The call
//===----------------------------------------------------------------------===//

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
    FunctionType type = getKernelType(weightType);
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
