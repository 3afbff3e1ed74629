//===- Verify.cpp - What a chip can run -------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Instruction selection ends the process for what a chip lacks, so it has to be
// found before. Most ops of NVVM say which chip they need, and the verifier of
// `gpu.module` asks them; those that say nothing are listed here.
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"

using namespace mlir;
using namespace qblock;

static LogicalResult verifyOp(Operation *op, const GpuTarget &chip) {
  auto refuse = [&](const Twine &reason) {
    return op->emitError("'")
           << op->getName() << "' " << reason << ", which chip '"
           << chip.getName() << "' lacks";
  };
  if (isa<NVVM::CpAsyncOp, NVVM::CpAsyncCommitGroupOp,
          NVVM::CpAsyncWaitGroupOp>(op) &&
      !chip.hasAsyncCopy())
    return refuse("copies asynchronously");
  if (auto mma = dyn_cast<NVVM::MmaOp>(op)) {
    bool isHalf = mma.getMultiplicandAPtxType() == NVVM::MMATypes::f16;
    MmaShape largest = isHalf ? chip.getHalfMma() : chip.getInt8Mma();
    NVVM::MMAShapeAttr shape = mma.getShapeAttr();
    if (shape.getM() > largest.m || shape.getK() > largest.k)
      return refuse("multiplies a larger tile than " + Twine(largest.m) +
                    " x " + Twine(largest.n) + " x " + Twine(largest.k));
  }
  return success();
}

LogicalResult nvvm::verify(Operation *module, const GpuTarget &chip) {
  WalkResult result = module->walk([&](Operation *op) -> WalkResult {
    if (op == module)
      return WalkResult::advance();
    if (auto function = dyn_cast<LLVM::LLVMFuncOp>(op);
        function && function.isExternal())
      return function.emitError("function '")
             << function.getSymName() << "' is called but not defined";
    if (!isa<LLVM::LLVMDialect, NVVM::NVVMDialect>(op->getDialect()))
      return op->emitError("cannot lower '") << op->getName() << "' to PTX";
    return verifyOp(op, chip);
  });
  return failure(result.wasInterrupted());
}
