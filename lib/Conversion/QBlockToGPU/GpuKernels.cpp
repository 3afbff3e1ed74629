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

#include "BlockUnits.h"
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
  return format::PackedLayout::get(weight) && BlockUnits::canRead(weight);
}

/// Adds the products of a few rows of x, narrowest first.
static void emitGemvKernels(gpu::GPUModuleOp module,
                            const format::Format &weight, bool isRaw,
                            const GpuTarget &target,
                            std::vector<GpuKernel> &kernels) {
  int64_t rowsOfX = 0; // that there is a kernel for
  for (int64_t columns : gemvColumns) {
    kernels.push_back(isRaw ? emitRawGemvKernel(module, weight, columns, target)
                            : emitGemvKernel(module,
                                             *format::PackedLayout::get(weight),
                                             columns, target));
    kernels.back().minRowsOfX = rowsOfX + 1;
    kernels.back().maxRowsOfX = rowsOfX = columns;
  }
}

std::vector<GpuKernel> qblock::emitGpuKernels(gpu::GPUModuleOp module,
                                              const GpuRequest &request,
                                              const GpuTarget &target) {
  llvm::SmallSetVector<const format::Format *, 4> partners;
  for (const GpuRequest::Formats *formats :
       {&request.multiplied, &request.rawMultiplied})
    for (const format::Format *weight : *formats)
      partners.insert(format::findFormat(weight->dotPartner));
  std::vector<GpuKernel> kernels;
  for (const format::Format *partner : partners)
    kernels.push_back(
        emitQuantizeKernel(module, GpuActivations(*partner), target));
  llvm::SmallSetVector<const format::Format *, 4> packed, withGemm;
  packed.insert_range(request.packed);
  for (const format::Format *weight : request.multiplied) {
    emitGemvKernels(module, *weight, /*isRaw=*/false, target, kernels);
    withGemm.insert(weight);
  }
  for (const format::Format *weight : request.rawMultiplied) {
    emitGemvKernels(module, *weight, /*isRaw=*/true, target, kernels);
    withGemm.insert(weight);
    packed.insert(weight);
  }
  for (const format::Format *weight : withGemm) {
    kernels.push_back(
        emitGemmKernel(module, *format::PackedLayout::get(*weight), target));
    kernels.back().minRowsOfX = *std::prev(std::end(gemvColumns)) + 1;
  }
  for (const format::Format *weight : packed)
    kernels.push_back(
        emitPackKernel(module, *format::PackedLayout::get(*weight), target));
  for (bool isRaw : {false, true})
    for (const format::Format *weight :
         isRaw ? request.rawGathered : request.gathered)
      kernels.push_back(emitGatherKernel(
          module, *format::PackedLayout::get(*weight), isRaw, target));
  return kernels;
}
