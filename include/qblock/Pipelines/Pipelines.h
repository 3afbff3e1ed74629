//===- Pipelines.h - From models to machine code ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_PIPELINES_PIPELINES_H
#define QBLOCK_PIPELINES_PIPELINES_H

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"

namespace qblock {

struct LowerToLLVMOptions
    : public mlir::PassPipelineOptions<LowerToLLVMOptions> {
  PassOptions::Option<bool> reassociate{
      *this, "reassociate",
      llvm::cl::desc("Let sums be added in any order (default: true)"),
      llvm::cl::init(true)};
};

/// Lowers a module of tensors, quantized or not, to the LLVM dialect.
/// Assertions become calls of `qblock_runtime_fail(const char *)`, which must
/// not return. What cannot be lowered is an error, or is left in the module if
/// it is unknown.
void buildLowerToLLVMPipeline(mlir::OpPassManager &pm,
                              const LowerToLLVMOptions &options);

/// Registers the passes of this folder and the pipelines by name
/// (`qblock-lower-to-llvm`).
void registerQBlockPipelines();

} // namespace qblock

#endif // QBLOCK_PIPELINES_PIPELINES_H
