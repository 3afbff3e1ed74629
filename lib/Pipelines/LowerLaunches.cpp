//===- LowerLaunches.cpp - Host code of programs on GPUs --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One rule for all buffers: they are in the device's memory, and the host knows
// their addresses and sizes only. So inputs and results stay where they are
// between calls, and nothing has to be proven about who reads what. The few
// numbers that the host needs (a size or a position that is an input) are
// copied one by one.
//
//===----------------------------------------------------------------------===//

#include "RuntimeCalls.h"
#include "qblock/Pipelines/Passes.h"

#include "mlir/Conversion/LLVMCommon/MemRefBuilder.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/SymbolTable.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"

namespace qblock {
#define GEN_PASS_DEF_LOWERLAUNCHES
#include "qblock/Pipelines/Passes.h.inc"
} // namespace qblock

using namespace mlir;
using qblock::RuntimeCalls;

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

static constexpr int64_t numShapeWords = 9;

namespace {
/// Memory of a function's frame that its calls of the runtime share.
struct Frame {
  Value values;   ///< words: the values of a kernel's arguments
  Value pointers; ///< to those words
  Value shape;    ///< words: grid, block, bytes of shared memory, product
  Value element;  ///< a word
};

/// Rewrites one function.
class HostFunction {
public:
  HostFunction(func::FuncOp function, RuntimeCalls &runtime)
      : function(function), runtime(runtime), builder(function.getContext()) {}

  LogicalResult run();
  /// Reports what kernels found wrong before each return.
  void checkErrors(LLVM::GlobalOp messages, int64_t count);

private:
  Type word() { return builder.getI64Type(); }
  Value constant(Location loc, int64_t value) {
    return LLVM::ConstantOp::create(builder, loc,
                                    builder.getI64IntegerAttr(value));
  }
  Value toWord(Location loc, Value index) {
    return arith::IndexCastOp::create(builder, loc, word(), index);
  }
  Value at(Location loc, Value array, int32_t position) {
    return LLVM::GEPOp::create(builder, loc, runtime.getPointerType(), word(),
                               array, ArrayRef<LLVM::GEPArg>{position});
  }

  int64_t getBytesPerElem(MemRefType type);
  Value getAddress(Location loc, Value buffer, ValueRange indices);
  Value getStart(Location loc, Value buffer);
  Value getNumBytes(Location loc, Value buffer);
  SmallVector<Value> flatten(Location loc, Value operand);
  std::array<Value, 2> countProduct(gpu::LaunchFuncOp op);
  void createFrame(ArrayRef<gpu::LaunchFuncOp> launches);

  LogicalResult lower(gpu::LaunchFuncOp op);
  LogicalResult lower(memref::GetGlobalOp op);
  void lower(memref::LoadOp op);
  void lower(memref::StoreOp op);
  void lower(memref::CopyOp op);
  LogicalResult lower(Operation *op);

  func::FuncOp function;
  RuntimeCalls &runtime;
  OpBuilder builder;
  Frame frame;
};
} // namespace

int64_t HostFunction::getBytesPerElem(MemRefType type) {
  Type element = type.getElementType();
  if (element.isIndex())
    return 8;
  return (element.getIntOrFloatBitWidth() + 7) / 8;
}

/// The address of an element, as a pointer of the host's type.
Value HostFunction::getAddress(Location loc, Value buffer, ValueRange indices) {
  auto type = cast<MemRefType>(buffer.getType());
  auto metadata =
      memref::ExtractStridedMetadataOp::create(builder, loc, buffer);
  Value elems = metadata.getOffset();
  for (auto [index, stride] : llvm::zip_equal(
           indices,
           ValueRange(metadata.getStrides()).take_front(indices.size()))) {
    Value distance = arith::MulIOp::create(builder, loc, index, stride);
    elems = arith::AddIOp::create(builder, loc, elems, distance);
  }
  Value bytesPerElem =
      arith::ConstantIndexOp::create(builder, loc, getBytesPerElem(type));
  Value offset = arith::MulIOp::create(builder, loc, elems, bytesPerElem);
  Value base =
      memref::ExtractAlignedPointerAsIndexOp::create(builder, loc, buffer);
  Value address = arith::AddIOp::create(builder, loc, base, offset);
  return LLVM::IntToPtrOp::create(builder, loc, runtime.getPointerType(),
                                  toWord(loc, address));
}

/// The address of the first element.
Value HostFunction::getStart(Location loc, Value buffer) {
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  SmallVector<Value> zeros(cast<MemRefType>(buffer.getType()).getRank(), zero);
  return getAddress(loc, buffer, zeros);
}

/// Of a buffer without gaps.
Value HostFunction::getNumBytes(Location loc, Value buffer) {
  auto type = cast<MemRefType>(buffer.getType());
  Value product =
      arith::ConstantIndexOp::create(builder, loc, getBytesPerElem(type));
  for (int64_t dim = 0; dim < type.getRank(); ++dim) {
    Value size = getValueOrCreateConstantIndexOp(
        builder, loc, memref::getMixedSize(builder, loc, buffer, dim));
    product = arith::MulIOp::create(builder, loc, product, size);
  }
  return toWord(loc, product);
}

/// What a kernel gets for an operand: a buffer is a pointer to its allocation
/// and one to its elements, an offset, sizes and strides.
SmallVector<Value> HostFunction::flatten(Location loc, Value operand) {
  if (operand.getType().isIndex())
    return {toWord(loc, operand)};
  auto type = dyn_cast<MemRefType>(operand.getType());
  if (!type)
    return {operand};
  auto metadata =
      memref::ExtractStridedMetadataOp::create(builder, loc, operand);
  Value base = toWord(loc, memref::ExtractAlignedPointerAsIndexOp::create(
                               builder, loc, operand));
  SmallVector<Value> words = {base, base, toWord(loc, metadata.getOffset())};
  for (Value size : metadata.getSizes())
    words.push_back(toWord(loc, size));
  for (Value stride : metadata.getStrides())
    words.push_back(toWord(loc, stride));
  return words;
}

void HostFunction::createFrame(ArrayRef<gpu::LaunchFuncOp> launches) {
  int64_t numWords = 1;
  for (gpu::LaunchFuncOp launch : launches) {
    int64_t count = 0;
    for (Value operand : launch.getKernelOperands()) {
      auto type = dyn_cast<MemRefType>(operand.getType());
      count += type ? 3 + 2 * type.getRank() : 1;
    }
    numWords = std::max(numWords, count);
  }
  Location loc = function.getLoc();
  builder.setInsertionPointToStart(&function.getBody().front());
  auto allocate = [&](Type type, int64_t count) -> Value {
    return LLVM::AllocaOp::create(builder, loc, runtime.getPointerType(), type,
                                  constant(loc, count));
  };
  frame.values = allocate(word(), numWords);
  frame.pointers = allocate(runtime.getPointerType(), numWords);
  frame.shape = allocate(word(), numShapeWords);
  frame.element = allocate(word(), 1);
  for (int64_t i = 0; i < numWords; ++i)
    LLVM::StoreOp::create(builder, loc, at(loc, frame.values, int32_t(i)),
                          at(loc, frame.pointers, int32_t(i)));
}

/// Bytes of the weight and numbers that are multiplied, for who measures a
/// launch; zeros if it is no product.
std::array<Value, 2> HostFunction::countProduct(gpu::LaunchFuncOp op) {
  Location loc = op.getLoc();
  auto product = op->getAttrOfType<DenseI64ArrayAttr>("product");
  if (!product)
    return {constant(loc, 0), constant(loc, 0)};
  auto size = [&](int64_t i) -> Value {
    return arith::ExtUIOp::create(builder, loc, word(),
                                  op.getKernelOperands()[product[i]]);
  };
  auto multiply = [&](Value a, Value b) -> Value {
    return arith::MulIOp::create(builder, loc, a, b);
  };
  Value weight = multiply(size(1), size(2));
  Value blocks =
      arith::DivUIOp::create(builder, loc, weight, constant(loc, product[3]));
  return {multiply(blocks, constant(loc, product[4])),
          multiply(size(0), weight)};
}

LogicalResult HostFunction::lower(gpu::LaunchFuncOp op) {
  Location loc = op.getLoc();
  LLVM::GlobalOp kernel = runtime.getKernel(op);
  if (!kernel)
    return op.emitError("has no code: expects a 'gpu.binary'");
  int32_t position = 0;
  for (Value operand : op.getKernelOperands())
    for (Value value : flatten(loc, operand))
      LLVM::StoreOp::create(builder, loc, value,
                            at(loc, frame.values, position++));
  Value sharedBytes = op.getDynamicSharedMemorySize();
  SmallVector<Value> shape = {op.getGridSizeX(),  op.getGridSizeY(),
                              op.getGridSizeZ(),  op.getBlockSizeX(),
                              op.getBlockSizeY(), op.getBlockSizeZ()};
  for (Value &size : shape)
    size = toWord(loc, size);
  shape.push_back(
      sharedBytes ? arith::ExtUIOp::create(builder, loc, word(), sharedBytes)
                        .getResult()
                  : constant(loc, 0));
  llvm::append_range(shape, countProduct(op));
  for (auto [i, size] : llvm::enumerate(shape))
    LLVM::StoreOp::create(builder, loc, size, at(loc, frame.shape, int32_t(i)));
  Value address = LLVM::AddressOfOp::create(
      builder, loc, runtime.getPointerType(), kernel.getSymName());
  runtime.call(builder, loc, "qblock_device_launch",
               {address, frame.shape, frame.pointers});
  op.erase();
  return success();
}

/// The device's copy of a constant.
LogicalResult HostFunction::lower(memref::GetGlobalOp op) {
  Location loc = op.getLoc();
  auto global = SymbolTable::lookupNearestSymbolFrom<memref::GlobalOp>(
      op, op.getNameAttr());
  if (global && !global.getConstant() && !global.isExternal() &&
      !global.getInitialValue())
    return op.emitError("reads a global without a value");
  MemRefType type = op.getType();
  Value host = memref::GetGlobalOp::create(builder, loc, type, op.getName());
  Value device = runtime.call(
      builder, loc, "qblock_device_constant",
      {getStart(loc, host),
       constant(loc, type.getNumElements() * getBytesPerElem(type))},
      runtime.getPointerType());
  LLVMTypeConverter types(op.getContext());
  Value descriptor =
      MemRefDescriptor::fromStaticShape(builder, loc, types, type, device);
  auto buffer =
      UnrealizedConversionCastOp::create(builder, loc, type, descriptor);
  op.replaceAllUsesWith(buffer.getResult(0));
  op.erase();
  return success();
}

void HostFunction::lower(memref::LoadOp op) {
  Location loc = op.getLoc();
  Type type = op.getType();
  Value numBytes = constant(loc, getBytesPerElem(op.getMemRefType()));
  runtime.call(builder, loc, "qblock_device_read",
               {frame.element, getAddress(loc, op.getMemRef(), op.getIndices()),
                numBytes});
  Value value = LLVM::LoadOp::create(
      builder, loc, type.isIndex() ? word() : type, frame.element);
  if (type.isIndex())
    value = arith::IndexCastOp::create(builder, loc, type, value);
  op.replaceAllUsesWith(value);
  op.erase();
}

void HostFunction::lower(memref::StoreOp op) {
  Location loc = op.getLoc();
  Value value = op.getValueToStore();
  if (value.getType().isIndex())
    value = toWord(loc, value);
  LLVM::StoreOp::create(builder, loc, value, frame.element);
  Value numBytes = constant(loc, getBytesPerElem(op.getMemRefType()));
  runtime.call(builder, loc, "qblock_device_write",
               {getAddress(loc, op.getMemRef(), op.getIndices()), frame.element,
                numBytes});
  op.erase();
}

void HostFunction::lower(memref::CopyOp op) {
  Location loc = op.getLoc();
  runtime.call(builder, loc, "qblock_device_copy",
               {getStart(loc, op.getTarget()), getStart(loc, op.getSource()),
                getNumBytes(loc, op.getSource())});
  op.erase();
}

LogicalResult HostFunction::lower(Operation *op) {
  builder.setInsertionPoint(op);
  if (auto launch = dyn_cast<gpu::LaunchFuncOp>(op))
    return lower(launch);
  if (auto global = dyn_cast<memref::GetGlobalOp>(op))
    return lower(global);
  if (auto load = dyn_cast<memref::LoadOp>(op))
    lower(load);
  else if (auto store = dyn_cast<memref::StoreOp>(op))
    lower(store);
  else if (auto copy = dyn_cast<memref::CopyOp>(op))
    lower(copy);
  else if (auto alloc = dyn_cast<memref::AllocOp>(op))
    alloc.removeAlignmentAttr(); // The runtime's is larger.
  else if (auto call = dyn_cast<func::CallOp>(op)) {
    auto callee = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(
        op, call.getCalleeAttr());
    if (callee && callee.isDeclaration() &&
        llvm::any_of(call.getOperandTypes(), llvm::IsaPred<BaseMemRefType>))
      return op->emitError("cannot run on a GPU: '@")
             << call.getCallee() << "' is a function of the host";
  }
  return success();
}

LogicalResult HostFunction::run() {
  SmallVector<Operation *> ops;
  SmallVector<gpu::LaunchFuncOp> launches;
  function.walk([&](Operation *op) {
    ops.push_back(op);
    if (auto launch = dyn_cast<gpu::LaunchFuncOp>(op))
      launches.push_back(launch);
  });
  createFrame(launches);
  for (Operation *op : ops)
    if (failed(lower(op)))
      return failure();
  return success();
}

void HostFunction::checkErrors(LLVM::GlobalOp messages, int64_t count) {
  for (auto op : llvm::to_vector(function.getOps<func::ReturnOp>())) {
    Location loc = op.getLoc();
    builder.setInsertionPoint(op);
    Value address = LLVM::AddressOfOp::create(
        builder, loc, runtime.getPointerType(), messages.getSymName());
    runtime.call(builder, loc, "qblock_device_check",
                 {address, constant(loc, count)});
  }
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

namespace {
struct LowerLaunches : qblock::impl::LowerLaunchesBase<LowerLaunches> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    RuntimeCalls runtime(module);
    auto messages = module->getAttrOfType<ArrayAttr>(
        qblock::QBlockDialect::kKernelMessagesAttrName);
    LLVM::GlobalOp messageTable =
        messages ? runtime.getMessages(messages) : nullptr;
    for (auto function : module.getOps<func::FuncOp>()) {
      if (function.isDeclaration())
        continue;
      HostFunction host(function, runtime);
      if (failed(host.run()))
        return signalPassFailure();
      if (messageTable && function.isPublic())
        host.checkErrors(messageTable, int64_t(messages.size()));
    }
    for (auto binary :
         llvm::make_early_inc_range(module.getOps<gpu::BinaryOp>()))
      binary.erase();
    module->removeAttr(qblock::QBlockDialect::kKernelMessagesAttrName);
    module->removeAttr(gpu::GPUDialect::getContainerModuleAttrName());
  }
};
} // namespace
