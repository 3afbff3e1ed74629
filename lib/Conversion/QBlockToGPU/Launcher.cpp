//===- Launcher.cpp - What launches of kernels have in common ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernels take pointers to dense arrays. Buffers that are not are copied first,
// and results back.
//
//===----------------------------------------------------------------------===//

#include "Launcher.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace qblock;

static MemRefType getBufferType(Value buffer) {
  return cast<MemRefType>(buffer.getType());
}

//===----------------------------------------------------------------------===//
// Buffers
//===----------------------------------------------------------------------===//

Value Launcher::allocate(OpFoldResult numElems, Type element) {
  SmallVector<Value> dynamic;
  SmallVector<int64_t> shape;
  dispatchIndexOpFoldResults(numElems, dynamic, shape);
  Value buffer = memref::AllocOp::create(
      builder, loc, MemRefType::get(shape, element), dynamic);
  return scratch.emplace_back(buffer);
}

Value Launcher::allocateLike(Value buffer) {
  MemRefType type = getBufferType(buffer);
  SmallVector<Value> dynamic;
  for (int64_t dim = 0; dim < type.getRank(); ++dim)
    if (type.isDynamicDim(dim))
      dynamic.push_back(memref::DimOp::create(builder, loc, buffer, dim));
  Value dense = memref::AllocOp::create(
      builder, loc, MemRefType::get(type.getShape(), type.getElementType()),
      dynamic);
  return scratch.emplace_back(dense);
}

Value Launcher::makeDense(Value buffer, bool isWell, bool isRead) {
  if (isWell)
    return buffer;
  Value dense = allocateLike(buffer);
  if (isRead)
    memref::CopyOp::create(builder, loc, buffer, dense);
  return dense;
}

Value Launcher::getPointer(Value buffer) {
  constexpr unsigned globalMemory = 1;
  MemRefType type = getBufferType(buffer);
  Value number =
      memref::ExtractAlignedPointerAsIndexOp::create(builder, loc, buffer);
  if (!type.getLayout().isIdentity()) {
    assert(type.getElementType().isInteger(8) && "offsets are in bytes");
    auto metadata =
        memref::ExtractStridedMetadataOp::create(builder, loc, buffer);
    number = arith::AddIOp::create(builder, loc, number, metadata.getOffset());
  }
  number =
      arith::IndexCastOp::create(builder, loc, builder.getI64Type(), number);
  auto pointer = LLVM::LLVMPointerType::get(builder.getContext(), globalMemory);
  return LLVM::IntToPtrOp::create(builder, loc, pointer, number);
}

Value Launcher::getNull() {
  constexpr unsigned globalMemory = 1;
  return LLVM::ZeroOp::create(
      builder, loc,
      LLVM::LLVMPointerType::get(builder.getContext(), globalMemory));
}

OpFoldResult Launcher::scale(OpFoldResult a, int64_t numerator,
                             int64_t divisor) {
  if (std::optional<int64_t> known = getConstantIntValue(a))
    return constant(*known * numerator / divisor);
  Value product =
      arith::MulIOp::create(builder, loc, index(a), index(constant(numerator)));
  return arith::DivUIOp::create(builder, loc, product, index(constant(divisor)))
      .getResult();
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

const GpuKernel &
Launcher::find(GpuKernel::Role role,
               function_ref<bool(const GpuKernel &)> fits) const {
  const GpuKernel *found = llvm::find_if(kernels, [&](const GpuKernel &kernel) {
    return kernel.role == role && fits(kernel);
  });
  assert(found != kernels.end() && "kernels were emitted for all formats");
  return *found;
}

/// For who measures a product: which arguments are M, N and K, and the elements
/// and bytes of a block of the weight in ggml's order.
static DenseI64ArrayAttr getProduct(Builder &builder, const GpuKernel &kernel) {
  SmallVector<int64_t> numbers;
  for (StringRef size : {"m", "n", "k"}) {
    std::optional<size_t> position = kernel.findArgument(size);
    assert(position && "products have all sizes");
    numbers.push_back(int64_t(*position));
  }
  numbers.append({kernel.weight->elemsPerBlock, kernel.weight->bytesPerBlock});
  return builder.getDenseI64ArrayAttr(numbers);
}

void Launcher::launch(const GpuKernel &kernel, Sizes sizes,
                      ArrayRef<Value> pointers,
                      ArrayRef<OpFoldResult> numbers) {
  SmallVector<Value> arguments(pointers);
  for (OpFoldResult number : numbers)
    arguments.push_back(arith::IndexCastOp::create(
        builder, loc, builder.getI32Type(), index(number)));
  assert(arguments.size() == kernel.arguments.size());
  SmallVector<Value> grid;
  for (const GpuGridDim &dim : kernel.grid) {
    Value size = index(dim.size ? sizes[size_t(*dim.size)] : constant(1));
    if (dim.perBlock != 1)
      size = arith::CeilDivUIOp::create(builder, loc, size,
                                        index(constant(dim.perBlock)));
    grid.push_back(size);
  }
  Value one = index(constant(1));
  Value sharedBytes;
  if (kernel.dynamicSharedBytes)
    sharedBytes = arith::ConstantIntOp::create(builder, loc,
                                               kernel.dynamicSharedBytes, 32);
  auto function = module.lookupSymbol<gpu::GPUFuncOp>(kernel.name);
  auto op = gpu::LaunchFuncOp::create(
      builder, loc, function, gpu::KernelDim3{grid[0], grid[1], grid[2]},
      gpu::KernelDim3{index(constant(kernel.threadsPerBlock)), one, one},
      sharedBytes, arguments);
  if (kernel.weight && kernel.columns)
    op->setAttr("product", getProduct(builder, kernel));
}

void Launcher::launchPack(const format::Format &weight, OpFoldResult n,
                          OpFoldResult k, Value blocks, Value packed) {
  const GpuKernel &kernel =
      find(GpuKernel::Role::Pack,
           [&](const GpuKernel &kernel) { return kernel.weight == &weight; });
  launch(kernel, {constant(0), n, k}, {blocks, packed}, {n, k});
}
