//===- VerifyLowerable.cpp - What cannot be lowered, and why ----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A failed conversion pattern leaves the user with the framework's message that
// some op was illegal. So all reasons are found beforehand, on the original IR,
// where loops and slices are still those of the user.
//
//===----------------------------------------------------------------------===//

#include "Patterns.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "qblock/Dialect/QBlock/IR/BlockBorders.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"

using namespace mlir;
using namespace qblock;

bool qblock::hasBlocks(Type type) {
  return isa<BlockType>(getElementTypeOrSelf(type));
}

/// Ops that have a pattern for values with blocks.
static bool isCarrier(Operation *op) {
  return isa<FunctionOpInterface, func::CallOp, func::ReturnOp, cf::BranchOp,
             cf::CondBranchOp, cf::SwitchOp, scf::ForOp, scf::IfOp,
             scf::WhileOp, scf::ForallOp, scf::YieldOp, scf::ConditionOp,
             scf::IndexSwitchOp, arith::ConstantOp, arith::SelectOp,
             ml_program::GlobalOp, ml_program::GlobalLoadOp,
             ml_program::GlobalLoadConstOp, ml_program::GlobalStoreOp,
             tensor::ExtractSliceOp, tensor::InsertSliceOp,
             tensor::ParallelInsertSliceOp, tensor::EmptyOp, tensor::DimOp,
             tensor::CastOp>(op);
}

static LogicalResult verifyType(Operation *op, Type type) {
  bool isOurs = isa_and_nonnull<QBlockDialect>(op->getDialect());
  if (isa<BaseMemRefType>(type) && (isOurs || hasBlocks(type)))
    return op->emitOpError("cannot be lowered on ")
           << type
           << ": expects tensors, which are lowered before bufferization";
  if (!hasBlocks(type))
    return success();
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor)
    return op->emitOpError("cannot be lowered on ")
           << type << ": expects ranked tensors of blocks";
  bool isPacked = cast<BlockType>(tensor.getElementType()).isPacked();
  if (isPacked && (tensor.getRank() != 2 || !tensor.hasStaticShape()))
    return op->emitOpError("cannot be lowered on ")
           << type << ": expects packed tensors to be static matrices";
  if (isPacked && isa<tensor::InsertSliceOp, tensor::ParallelInsertSliceOp>(op))
    return op->emitOpError("cannot be lowered on ")
           << type << ": expects no writing into packed weights";
  if (failed(getStorageType(tensor)))
    return op->emitOpError("cannot be lowered on ")
           << type << ": expects a static last dimension divisible by "
           << cast<BlockType>(tensor.getElementType()).getElemsPerBlock()
           << " (elements per block)";
  if (!isCarrier(op) && !isOurs)
    return op->emitOpError("cannot be lowered on ")
           << type << ": the op has no meaning on the bytes of blocks";
  return success();
}

/// All types that the op uses or declares.
static SmallVector<Type> getUsedTypes(Operation *op) {
  SmallVector<Type> types(op->getOperandTypes());
  llvm::append_range(types, op->getResultTypes());
  if (auto function = dyn_cast<FunctionOpInterface>(op)) {
    llvm::append_range(types, function.getArgumentTypes());
    llvm::append_range(types, function.getResultTypes());
  }
  if (auto global = dyn_cast<ml_program::GlobalOp>(op))
    types.push_back(global.getType());
  for (Region &region : op->getRegions())
    for (Block &block : region)
      llvm::append_range(types, block.getArgumentTypes());
  return types;
}

/// The bytes of a constant are there, all of them.
static LogicalResult verifyResource(Operation *op, Attribute value, Type type) {
  if (!hasBlocks(type) || isa_and_nonnull<ml_program::ExternAttr>(value))
    return success();
  auto resource = dyn_cast_or_null<DenseResourceElementsAttr>(value);
  auto tensor = cast<RankedTensorType>(type);
  if (!resource || !tensor.hasStaticShape())
    return op->emitOpError("expects the blocks of ")
           << type << " in a dense_resource of static shape";
  int64_t numBytes = getNumBytes(tensor);
  StringRef key = resource.getRawHandle().getKey();
  AsmResourceBlob *blob = resource.getRawHandle().getBlob();
  if (!blob)
    return op->emitOpError("expects resource '")
           << key << "' to hold " << numBytes << " bytes, but it has no data";
  if (int64_t(blob->getData().size()) != numBytes)
    return op->emitOpError("expects resource '")
           << key << "' to hold " << numBytes << " bytes, but got "
           << blob->getData().size();
  return success();
}

/// The slice of a packed weight is of whole tiles, but for the last one.
static LogicalResult verifyTiles(OffsetSizeAndStrideOpInterface slice,
                                 RankedTensorType blocks) {
  if (isOfWholeTiles(slice, blocks))
    return success();
  return slice->emitOpError("expects offset and size in the first dimension "
                            "of ")
         << blocks << " to be multiples of "
         << format::PackedLayout::rowsPerTile
         << " (rows of a packed tile), with stride 1";
}

/// The slice starts and ends at block borders and has no gaps within a row. Its
/// last dimension can then not be one that the result drops.
static LogicalResult verifySlice(OffsetSizeAndStrideOpInterface slice,
                                 RankedTensorType blocks) {
  auto block = dyn_cast<BlockType>(blocks.getElementType());
  if (!block)
    return success();
  int64_t elemsPerBlock = block.getElemsPerBlock();
  if (!isConstantIntValue(slice.getMixedStrides().back(), 1))
    return slice->emitOpError("expects stride 1 in the last dimension of ")
           << blocks;
  if (!isMultipleOf(slice.getMixedOffsets().back(), elemsPerBlock) ||
      !isMultipleOf(slice.getMixedSizes().back(), elemsPerBlock))
    return slice->emitOpError("expects offset and size in the last dimension "
                              "of ")
           << blocks << " to be multiples of " << elemsPerBlock
           << " (elements per block)";
  return block.isPacked() ? verifyTiles(slice, blocks) : success();
}

static LogicalResult verifyOp(Operation *op) {
  for (Type type : getUsedTypes(op))
    if (failed(verifyType(op, type)))
      return failure();
  if (auto constant = dyn_cast<arith::ConstantOp>(op))
    return verifyResource(op, constant.getValue(), constant.getType());
  if (auto global = dyn_cast<ml_program::GlobalOp>(op))
    return global.getValue()
               ? verifyResource(op, *global.getValue(), global.getType())
               : success();
  if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op))
    return verifySlice(slice, slice.getSourceType());
  if (auto slice = dyn_cast<tensor::InsertSliceOp>(op))
    return verifySlice(slice, slice.getDestType());
  if (auto slice = dyn_cast<tensor::ParallelInsertSliceOp>(op))
    return verifySlice(slice, slice.getDestType());
  return success();
}

LogicalResult qblock::verifyLowerable(ModuleOp module) {
  bool failedOnce = false;
  module.walk([&](Operation *op) { failedOnce |= failed(verifyOp(op)); });
  return failure(failedOnce);
}
