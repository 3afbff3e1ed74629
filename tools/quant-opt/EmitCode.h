//===- EmitCode.h - Machine code instead of a module ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_TOOLS_QUANT_OPT_EMITCODE_H
#define QBLOCK_TOOLS_QUANT_OPT_EMITCODE_H

#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "qblock/Dialect/QBlock/Transforms/Passes.h"
#include "qblock/Pipelines/Pipelines.h"
#include "llvm/Support/MemoryBuffer.h"

#include <functional>
#include <string>

namespace qblock {

/// What --emit can name.
enum class OutputKind {
  Module,
  LLVMIR,
  Assembly,
  Object,
  SharedLibrary,
  GpuAssembly,
  GpuBinary
};

/// How a module becomes code.
struct CodeLowering {
  /// The CPU whose instructions it is made of.
  std::string targetCpu;
  PackWeightsOptions packing;
  /// Arrays are in the memory of a device.
  bool isForDevice = false;
  /// Appends the passes from packed weights to the LLVM dialect.
  std::function<void(mlir::OpPassManager &)> addPasses;

  static CodeLowering get(const LowerToCpuOptions &options);
  /// For a GPU; its host code runs on all CPUs of this architecture.
  static CodeLowering get(const LowerToNvvmOptions &options);
};

/// Runs the passes of `config` on the module in `input`, lowers it and writes
/// code of one of the kinds for CPUs to `outputName`, and beside it a header
/// with the ending `.h` if the code can be linked. Reports failures; no file is
/// then left.
mlir::LogicalResult emitCodeFile(std::unique_ptr<llvm::MemoryBuffer> input,
                                 const mlir::MlirOptMainConfig &config,
                                 const mlir::DialectRegistry &registry,
                                 const CodeLowering &lowering, OutputKind kind,
                                 llvm::StringRef outputName);

} // namespace qblock

#endif // QBLOCK_TOOLS_QUANT_OPT_EMITCODE_H
