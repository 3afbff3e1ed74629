//===- KernelBuilder.cpp - Makes functions that launchers call --*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelBuilder.h"
#include "RowGroups.h"

#include <limits>

using namespace mlir;
using namespace qblock;

/// What the compiler may rely on; see GpuArgument.
static void describeArgument(gpu::GPUFuncOp function, unsigned index,
                             GpuArgument::Kind kind) {
  constexpr int64_t bytesOfAlignment = 16;
  if (kind == GpuArgument::Kind::Size)
    return;
  Builder builder(function.getContext());
  auto set = [&](StringRef name, Attribute value) {
    function.setArgAttr(index, name, value);
  };
  set(LLVM::LLVMDialect::getAlignAttrName(),
      builder.getI64IntegerAttr(bytesOfAlignment));
  if (kind != GpuArgument::Kind::Input &&
      kind != GpuArgument::Kind::OptionalInput)
    return;
  set(LLVM::LLVMDialect::getNoAliasAttrName(), builder.getUnitAttr());
  set(LLVM::LLVMDialect::getReadonlyAttrName(), builder.getUnitAttr());
}

MemRefType qblock::getSharedType(int64_t numElems, Type element) {
  return MemRefType::get(
      numElems, element, MemRefLayoutAttrInterface(),
      gpu::AddressSpaceAttr::get(element.getContext(),
                                 gpu::AddressSpace::Workgroup));
}

/// Most of its registers are tiles of a product, as integers and as numbers.
/// Where a routed kernel has narrow ones, ptxas takes so few registers that it
/// spills.
static bool holdsTiles(const GpuKernel &kernel) {
  constexpr int64_t narrowColumns = 64;
  return kernel.role == GpuKernel::Role::Gemm &&
         kernel.arithmetic == GpuGemm::Int8 &&
         !(kernel.isRouted && kernel.columns <= narrowColumns);
}

void qblock::buildKernel(
    gpu::GPUModuleOp module, const GpuKernel &kernel, const GpuTarget &target,
    MemRefType sharedType,
    function_ref<void(const GpuEmitter &, ArrayRef<Value>, Value)> body) {
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  Location loc = module.getLoc();
  SmallVector<Type> types;
  for (const GpuArgument &argument : kernel.arguments)
    types.push_back(argument.kind == GpuArgument::Kind::Size
                        ? builder.getI32Type()
                        : GpuEmitter::getPointerType(builder.getContext()));
  auto function = gpu::GPUFuncOp::create(
      builder, loc, kernel.name, builder.getFunctionType(types, {}),
      sharedType ? TypeRange(sharedType) : TypeRange());
  function->setAttr(gpu::GPUDialect::getKernelFuncAttrName(),
                    builder.getUnitAttr());
  int32_t blockSize[] = {int32_t(kernel.threadsPerBlock), 1, 1};
  function.setKnownBlockSize(ArrayRef(blockSize));
  target.allowAllRegisters(function, holdsTiles(kernel));
  for (auto [index, argument] : llvm::enumerate(kernel.arguments))
    describeArgument(function, index, argument.kind);

  builder.setInsertionPointToStart(&function.getBody().front());
  GpuEmitter emit(builder, loc, target);
  SmallVector<Value> arguments;
  for (auto [index, argument] : llvm::enumerate(kernel.arguments)) {
    Value value = function.getArgument(index);
    if (argument.kind == GpuArgument::Kind::Size)
      value = emit.make<arith::IndexCastUIOp>(builder.getIndexType(), value);
    arguments.push_back(value);
  }
  body(emit, arguments,
       sharedType ? Value(function.getWorkgroupAttributions().front())
                  : Value());
  gpu::ReturnOp::create(builder, loc);
}

GpuKernel qblock::describeMatmul(GpuKernel::Role role,
                                 const format::PackedLayout &layout,
                                 int64_t columns, bool isRouted) {
  using Kind = GpuArgument::Kind;
  GpuActivations activations(*format::findFormat(layout.row->dotPartner));
  GpuKernel kernel;
  kernel.role = role;
  kernel.weight = layout.row;
  kernel.activations = activations.partner;
  kernel.columns = columns;
  kernel.isRouted = isRouted;
  kernel.arguments = {
      {Kind::Input, "codes", "i8"},
      {Kind::Input, "scales", "f32"},
      {Kind::Input, "sums", activations.scalesSums ? "f32" : "i32"},
      {Kind::Input, "weight", "i8"},
      {Kind::Addend, "init", "f32"},
      {Kind::OptionalInput, "bias", "f32"},
      {Kind::Output, "y", "f32"}};
  if (isRouted)
    for (StringRef name : {"order", "starts"})
      kernel.arguments.push_back({Kind::Input, name.str(), "i64"});
  SmallVector<StringRef> sizes = {"m", "n", "k"};
  if (isRouted)
    sizes.push_back("numStarts");
  else if (role == GpuKernel::Role::Gemm)
    sizes.push_back("splits");
  for (StringRef name : sizes)
    kernel.arguments.push_back({Kind::Size, name.str(), ""});
  return kernel;
}

void qblock::buildMatmul(
    gpu::GPUModuleOp module, const GpuKernel &kernel, const GpuTarget &target,
    MemRefType sharedType,
    function_ref<void(const GpuEmitter &, const MatmulArguments &, Value)>
        body) {
  auto emitBody = [&](const GpuEmitter &emit, ArrayRef<Value> values,
                      Value shared) {
    auto named = [&](StringRef name) {
      std::optional<size_t> position = kernel.findArgument(name);
      return position ? values[*position] : Value();
    };
    MatmulArguments all = {named("codes"),  named("scales"), named("sums"),
                           named("weight"), named("init"),   named("bias"),
                           named("y"),      named("m"),      named("n"),
                           named("k"),      named("splits"), /*firstColumn=*/{},
                           named("order")};
    if (!all.splits)
      all.splits = emit.index(1);
    if (kernel.isRouted)
      return emitGroup(
          emit, kernel, all, named("starts"), named("numStarts"),
          [&](const MatmulArguments &ofBlock) { body(emit, ofBlock, shared); });
    all.firstColumn = emit.mul(emit.blockId(gpu::Dimension::y), kernel.columns);
    body(emit, all, shared);
  };
  buildKernel(module, kernel, target, sharedType, emitBody);
}

void qblock::emitStore(const GpuEmitter &emit, const MatmulResult &result,
                       Value sum, Value rowOfX, Value rowOfWeight) {
  Value row = result.order ? emitRoutedRow(emit, result.order, rowOfX) : rowOfX;
  Value index = emit.add(emit.mul(row, result.n), rowOfWeight);
  auto at = [&](Value array, Value position) {
    return emit.at(array, emit.mul(position, int64_t(sizeof(float))));
  };
  Value total = emit.choose(
      emit.isNull(result.init), [&] { return sum; },
      [&] {
        return emit.make<arith::AddFOp>(
            sum, emit.load(emit.f32(), at(result.init, index)));
      });
  total = emit.choose(
      emit.isNull(result.bias), [&] { return total; },
      [&] {
        return emit.make<arith::AddFOp>(
            total, emit.loadConstant(emit.f32(), at(result.bias, rowOfWeight)));
      });
  emit.store(total, at(result.y, index));
}
