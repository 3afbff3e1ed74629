//===- ConvertQBlockToVector.cpp - Calls of packed kernels ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernels take plain pointers, sizes and row strides. Buffers whose rows are
// not dense are copied first; weights that are slices of another are seen from
// their first byte on. It is a walk and no set of patterns: every op of the
// kind is replaced, and the order of the functions must not depend on a
// worklist.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/SymbolTable.h"
#include "qblock/Conversion/PackedMatmul.h"
#include "qblock/Conversion/Passes.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"
#include "qblock/Target/Machine.h"

namespace qblock {
#define GEN_PASS_DEF_CONVERTQBLOCKTOVECTOR
#include "qblock/Conversion/Passes.h.inc"
} // namespace qblock

using namespace mlir;
using namespace qblock;

/// The elements of a row lie side by side.
static bool hasDenseRows(MemRefType type) {
  SmallVector<int64_t> strides;
  int64_t offset;
  return succeeded(type.getStridesAndOffset(strides, offset)) &&
         strides.back() == 1;
}

/// All elements lie side by side.
static bool isDense(MemRefType type) {
  SmallVector<int64_t> strides;
  int64_t offset;
  return succeeded(type.getStridesAndOffset(strides, offset)) &&
         strides[0] == type.getDimSize(1) && strides[1] == 1;
}

/// A dense copy of `buffer`, which is to be deallocated.
static Value emitCopy(OpBuilder &builder, Location loc, Value buffer) {
  auto type = cast<MemRefType>(buffer.getType());
  SmallVector<Value> sizes;
  for (int64_t dim = 0; dim < type.getRank(); ++dim)
    if (type.isDynamicDim(dim))
      sizes.push_back(memref::DimOp::create(builder, loc, buffer, dim));
  Value copy = memref::AllocOp::create(
      builder, loc, MemRefType::get(type.getShape(), type.getElementType()),
      sizes);
  memref::CopyOp::create(builder, loc, buffer, copy);
  return copy;
}

/// The bytes of a weight from its first one on, without an offset.
static Value emitBytes(OpBuilder &builder, Location loc, Value weight,
                       Type type) {
  auto source = cast<MemRefType>(weight.getType());
  int64_t numBytes = source.getNumElements();
  Value size = arith::ConstantIndexOp::create(builder, loc, numBytes);
  if (source.getLayout().isIdentity()) {
    SmallVector<ReassociationIndices> all = {{0, 1}};
    Value flat = memref::CollapseShapeOp::create(builder, loc, weight, all);
    return memref::CastOp::create(builder, loc, type, flat);
  }
  auto metadata =
      memref::ExtractStridedMetadataOp::create(builder, loc, weight);
  Value offset = metadata.getOffset();
  Value end = arith::AddIOp::create(builder, loc, offset, size);
  OpFoldResult zero = builder.getIndexAttr(0), one = builder.getIndexAttr(1);
  Value all = memref::ReinterpretCastOp::create(
      builder, loc, cast<MemRefType>(type), metadata.getBaseBuffer(), zero,
      ArrayRef<OpFoldResult>{end}, ArrayRef<OpFoldResult>{one});
  return memref::ViewOp::create(builder, loc, cast<MemRefType>(type), all,
                                offset, ValueRange{size});
}

namespace {
struct ConvertQBlockToVector
    : qblock::impl::ConvertQBlockToVectorBase<ConvertQBlockToVector> {
  using ConvertQBlockToVectorBase::ConvertQBlockToVectorBase;

  void runOnOperation() override {
    llvm::Expected<const CpuTarget *> found = resolveCpuTarget(target);
    if (!found) {
      getOperation().emitError(llvm::toString(found.takeError()));
      return signalPassFailure();
    }
    const CpuTarget *cpu = *found;
    SmallVector<PackedMatmulOp> ops;
    getOperation().walk([&](PackedMatmulOp op) { ops.push_back(op); });
    for (PackedMatmulOp op : ops)
      if (failed(convert(op, *cpu)))
        return signalPassFailure();
    numMatmuls += ops.size();
    numKernels += kernels.size();
    kernels.clear();
  }

private:
  func::FuncOp getKernel(PackedMatmulOp op, const CpuTarget &cpu) {
    auto module = op->getParentOfType<ModuleOp>();
    func::FuncOp &kernel = kernels[{module, op.getBlockType()}];
    if (kernel)
      return kernel;
    format::PackedLayout layout = *op.getBlockType().getPackedLayout();
    auto isTaken = [&](StringRef name) {
      return module.lookupSymbol(name) != nullptr;
    };
    SmallString<64> name("qblock_packed_");
    name += StringRef(layout.row->name.data(), layout.row->name.size());
    unsigned suffix = 0;
    if (isTaken(name))
      name = SymbolTable::generateSymbolName<64>(name, isTaken, suffix);
    kernel = emitPackedMatmul(module, op.getLoc(), name, layout, cpu);
    return kernel;
  }

  LogicalResult convert(PackedMatmulOp op, const CpuTarget &cpu) {
    if (!isa<MemRefType>(op.getX().getType()))
      return op.emitOpError("cannot become a kernel on tensors: expects "
                            "buffers, which bufferization makes");
    Location loc = op.getLoc();
    OpBuilder builder(op);
    SmallVector<Value> copies;
    auto makeDense = [&](Value buffer, bool isWell) {
      if (isWell)
        return buffer;
      return copies.emplace_back(emitCopy(builder, loc, buffer));
    };
    auto getType = [](Value buffer) {
      return cast<MemRefType>(buffer.getType());
    };
    Value x = makeDense(op.getX(), hasDenseRows(getType(op.getX())));
    Value weight = makeDense(op.getWeight(), isDense(getType(op.getWeight())));
    Value y = makeDense(op.getInit(), hasDenseRows(getType(op.getInit())));
    func::FuncOp kernel = getKernel(op, cpu);
    ArrayRef<Type> types = kernel.getArgumentTypes();
    Value arguments[] = {memref::CastOp::create(builder, loc, types[0], x),
                         emitBytes(builder, loc, weight, types[1]),
                         memref::CastOp::create(builder, loc, types[2], y)};
    func::CallOp::create(builder, loc, kernel, arguments);
    if (y != op.getInit())
      memref::CopyOp::create(builder, loc, y, op.getInit());
    for (Value copy : copies)
      memref::DeallocOp::create(builder, loc, copy);
    op.erase();
    return success();
  }

  llvm::MapVector<std::pair<Operation *, Type>, func::FuncOp> kernels;
};
} // namespace
