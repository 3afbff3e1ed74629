//===- EmitGpu.h - Kernels for a GPU instead of a module --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_TOOLS_QUANT_OPT_EMITGPU_H
#define QBLOCK_TOOLS_QUANT_OPT_EMITGPU_H

#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "qblock/CodeGen/GpuCode.h"
#include "llvm/Support/MemoryBuffer.h"

namespace qblock {

/// Runs the passes of `config` on the module in `input` and writes the kernels
/// that its matmuls need to `outputName`, and beside it their description, with
/// `.json` appended to the name. With `readsRaw` they read weights in ggml's
/// order. Reports failures; no file is then left.
mlir::LogicalResult emitGpuFile(std::unique_ptr<llvm::MemoryBuffer> input,
                                const mlir::MlirOptMainConfig &config,
                                const mlir::DialectRegistry &registry,
                                llvm::StringRef chip, GpuGemm gemm,
                                bool readsRaw, GpuCodeKind kind,
                                llvm::StringRef outputName);

} // namespace qblock

#endif // QBLOCK_TOOLS_QUANT_OPT_EMITGPU_H
