//===- LoopKernels.cpp - GPU kernels of independent iterations --*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Upstream's way over scf.parallel maps loops to blocks and threads one by one,
// at most three of each. The number of an iteration, which threads count
// themselves, takes loops of any number and length.
//
//===----------------------------------------------------------------------===//

#include "LoopKernels.h"
#include "LinalgOnBuffers.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/LLVMIR/FunctionCallUtils.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using namespace qblock;

static constexpr int64_t threadsPerBlock = 128;

gpu::GPUModuleOp KernelLibrary::getCode() {
  if (code)
    return code;
  constexpr StringLiteral name = "qblock_kernels";
  code = module.lookupSymbol<gpu::GPUModuleOp>(name);
  if (code)
    return code;
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  module->setAttr(gpu::GPUDialect::getContainerModuleAttrName(),
                  builder.getUnitAttr());
  return code = gpu::GPUModuleOp::create(builder, module.getLoc(), name);
}

gpu::GPUFuncOp KernelLibrary::unique(gpu::GPUFuncOp kernel) {
  SmallVector<gpu::GPUFuncOp> &candidates = kernels[kernel.getFunctionType()];
  for (gpu::GPUFuncOp candidate : candidates)
    if (OperationEquivalence::isRegionEquivalentTo(
            &candidate.getBody(), &kernel.getBody(),
            OperationEquivalence::IgnoreLocations)) {
      kernel.erase();
      return candidate;
    }
  candidates.push_back(kernel);
  kernel.setName("qblock_loops_" + std::to_string(numKernels++));
  return kernel;
}

/// What the nest reads from the function around it.
static SetVector<Value> collectCaptures(const LoopNest &nest) {
  SetVector<Value> values;
  for (Operation *op : nest.ops) {
    values.insert(op->operand_begin(), op->operand_end());
    getUsedValuesDefinedAbove(op->getRegions(), values);
  }
  values.insert(nest.values.begin(), nest.values.end());
  return values;
}

/// The iteration of each loop for iteration `number` of all of them.
static SmallVector<Value> delinearize(OpBuilder &builder, Location loc,
                                      Value number, ValueRange sizes) {
  SmallVector<Value> ivs(sizes.size());
  for (size_t i = sizes.size(); i-- > 1;) {
    ivs[i] = arith::RemUIOp::create(builder, loc, number, sizes[i]);
    number = arith::DivUIOp::create(builder, loc, number, sizes[i]);
  }
  if (!sizes.empty())
    ivs[0] = number;
  return ivs;
}

static Value multiplyAll(OpBuilder &builder, Location loc, ValueRange sizes) {
  Value product;
  for (Value size : sizes)
    product = product ? builder.createOrFold<arith::MulIOp>(loc, product, size)
                      : size;
  return product ? product
                 : arith::ConstantIndexOp::create(builder, loc, 1).getResult();
}

static SmallVector<Value> getSizes(OpBuilder &builder, Location loc,
                                   ArrayRef<OpFoldResult> sizes) {
  SmallVector<Value> values;
  for (OpFoldResult size : sizes)
    values.push_back(getValueOrCreateConstantIndexOp(builder, loc, size));
  return values;
}

bool qblock::canFail(ArrayRef<Operation *> ops) {
  return llvm::any_of(ops, [](Operation *op) {
    return op->walk([](cf::AssertOp) { return WalkResult::interrupt(); })
        .wasInterrupted();
  });
}

/// Where threads report errors: the device's word that `qblock_device_errors`
/// gives. It is the last argument of kernels that can fail.
static Value getErrors(OpBuilder &builder, Location loc, ModuleOp module) {
  constexpr unsigned globalMemory = 1;
  auto type = LLVM::LLVMPointerType::get(builder.getContext(), globalMemory);
  FailureOr<LLVM::LLVMFuncOp> function =
      LLVM::lookupOrCreateFn(builder, module, "qblock_device_errors", {}, type);
  assert(succeeded(function) && "the name is the runtime's");
  return LLVM::CallOp::create(builder, loc, *function, ValueRange())
      .getResult();
}

/// A kernel whose arguments are `arguments`, in a module.
static gpu::GPUFuncOp createKernel(const LoopNest &nest, ValueRange arguments,
                                   ArrayRef<Operation *> repeated,
                                   gpu::GPUModuleOp code) {
  Location loc = nest.ops.back()->getLoc();
  OpBuilder builder = OpBuilder::atBlockEnd(code.getBody());
  auto kernel = gpu::GPUFuncOp::create(
      builder, loc, "qblock_loops",
      builder.getFunctionType(arguments.getTypes(), TypeRange()));
  kernel->setAttr(gpu::GPUDialect::getKernelFuncAttrName(),
                  builder.getUnitAttr());
  int32_t blockSize[] = {int32_t(threadsPerBlock), 1, 1};
  kernel.setKnownBlockSize(ArrayRef(blockSize));
  builder.setInsertionPointToStart(&kernel.getBody().front());
  IRMapping mapping;
  mapping.map(arguments, kernel.getArguments());
  for (Operation *op : repeated)
    builder.clone(*op, mapping);

  SmallVector<OpFoldResult> sizes;
  for (OpFoldResult size : nest.sizes)
    sizes.push_back(isa<Value>(size)
                        ? OpFoldResult(mapping.lookup(cast<Value>(size)))
                        : size);
  SmallVector<Value> loopSizes = getSizes(builder, loc, sizes);
  Value block = gpu::BlockIdOp::create(builder, loc, gpu::Dimension::x);
  Value thread = gpu::ThreadIdOp::create(builder, loc, gpu::Dimension::x);
  Value perBlock =
      arith::ConstantIndexOp::create(builder, loc, threadsPerBlock);
  Value number = arith::AddIOp::create(
      builder, loc, arith::MulIOp::create(builder, loc, block, perBlock),
      thread);
  Value lane;
  if (nest.threadsPerIteration != 1) {
    Value threads =
        arith::ConstantIndexOp::create(builder, loc, nest.threadsPerIteration);
    lane = arith::RemUIOp::create(builder, loc, number, threads);
    number = arith::DivUIOp::create(builder, loc, number, threads);
  }
  Value isInside =
      arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult, number,
                            multiplyAll(builder, loc, loopSizes));
  auto branch = scf::IfOp::create(builder, loc, isInside, /*withElse=*/false);
  gpu::ReturnOp::create(builder, loc);
  builder.setInsertionPointToStart(branch.thenBlock());
  nest.emitBody(builder, mapping, delinearize(builder, loc, number, loopSizes),
                lane);
  return kernel;
}

void qblock::launch(const LoopNest &nest, KernelLibrary &library) {
  SetVector<Value> arguments;
  SmallVector<Operation *> repeated = library.numbers.collect(
      nest.ops.back(), collectCaptures(nest).getArrayRef(), arguments);
  OpBuilder builder(nest.ops.back());
  Location loc = nest.ops.back()->getLoc();
  if (canFail(nest.ops) || canFail(repeated))
    arguments.insert(getErrors(builder, loc, library.getModule()));
  gpu::GPUFuncOp kernel = library.unique(
      createKernel(nest, arguments.getArrayRef(), repeated, library.getCode()));
  Value total = multiplyAll(builder, loc, getSizes(builder, loc, nest.sizes));
  Value perBlock =
      arith::ConstantIndexOp::create(builder, loc, threadsPerBlock);
  Value iterationsPerBlock = arith::ConstantIndexOp::create(
      builder, loc, threadsPerBlock / nest.threadsPerIteration);
  Value blocks =
      arith::CeilDivUIOp::create(builder, loc, total, iterationsPerBlock);
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  auto launch = gpu::LaunchFuncOp::create(
      builder, loc, kernel, gpu::KernelDim3{blocks, one, one},
      gpu::KernelDim3{perBlock, one, one},
      /*dynamicSharedMemorySize=*/Value(), arguments.getArrayRef());
  if (auto op = dyn_cast<linalg::LinalgOp>(nest.ops.back()))
    launch->setAttr("label", builder.getStringAttr(describe(op)));
  for (Operation *op : llvm::reverse(nest.ops))
    op->erase();
}
