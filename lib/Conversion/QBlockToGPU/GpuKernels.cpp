//===- GpuKernels.cpp - Kernels for packed weights on GPUs ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A kernel is a function of a format's row and of a target. A matrix product
// of many rows of x would be one more of them: a role, and a function like
// those of KernelBuilder.h that is called here.
//
//===----------------------------------------------------------------------===//

#include "KernelBuilder.h"

#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace qblock;

void qblock::loadGpuDialects(MLIRContext &context, const GpuTarget &target) {
  DialectRegistry registry;
  registry
      .insert<arith::ArithDialect, gpu::GPUDialect, LLVM::LLVMDialect,
              memref::MemRefDialect, scf::SCFDialect, vector::VectorDialect>();
  target.registerInterfaces(registry);
  context.appendDialectRegistry(registry);
  for (StringRef name : registry.getDialectNames())
    context.getOrLoadDialect(name);
}

bool qblock::hasGpuKernels(const format::Format &weight) {
  return format::PackedLayout::get(weight).has_value();
}

std::vector<GpuKernel> qblock::emitGpuKernels(gpu::GPUModuleOp module,
                                              const GpuRequest &request,
                                              const GpuTarget &target) {
  llvm::SmallSetVector<const format::Format *, 4> partners;
  for (const format::Format *weight : request.multiplied)
    partners.insert(format::findFormat(weight->dotPartner));
  std::vector<GpuKernel> kernels;
  for (const format::Format *partner : partners)
    kernels.push_back(
        emitQuantizeKernel(module, GpuActivations(*partner), target));
  for (const format::Format *weight : request.multiplied) {
    format::PackedLayout layout = *format::PackedLayout::get(*weight);
    int64_t rowsOfX = 0; // that there is a kernel for
    for (int64_t columns : gemvColumns) {
      kernels.push_back(emitGemvKernel(module, layout, columns, target));
      kernels.back().minRowsOfX = rowsOfX + 1;
      kernels.back().maxRowsOfX = rowsOfX = columns;
    }
    kernels.push_back(emitGemmKernel(module, layout, target));
    kernels.back().minRowsOfX = rowsOfX + 1;
  }
  for (const format::Format *weight : request.gathered)
    kernels.push_back(
        emitGatherKernel(module, *format::PackedLayout::get(*weight), target));
  return kernels;
}
