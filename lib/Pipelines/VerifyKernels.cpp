//===- VerifyKernels.cpp - Kernels for a chip -------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Pipelines are put together before there is a module to report a wrong chip
// at, and the target's check has to be between its lowering and serialization.
//
//===----------------------------------------------------------------------===//

#include "qblock/Pipelines/Passes.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "qblock/Target/GpuTarget.h"

namespace qblock {
#define GEN_PASS_DEF_VERIFYKERNELS
#include "qblock/Pipelines/Passes.h.inc"
} // namespace qblock

using namespace mlir;

namespace {
struct VerifyKernels : qblock::impl::VerifyKernelsBase<VerifyKernels> {
  using VerifyKernelsBase::VerifyKernelsBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    llvm::Expected<const qblock::GpuTarget *> target =
        qblock::findGpuTarget(chip);
    if (!target) {
      module.emitError(llvm::toString(target.takeError()));
      return signalPassFailure();
    }
    for (auto code : module.getOps<gpu::GPUModuleOp>()) {
      if (lowered) {
        if (failed((*target)->verify(code)))
          return signalPassFailure();
        continue;
      }
      code.setTargetsAttr(ArrayAttr::get(
          &getContext(), (*target)->getTargetAttribute(&getContext())));
    }
  }
};
} // namespace
