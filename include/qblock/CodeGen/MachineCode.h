//===- MachineCode.h - From the LLVM dialect to files -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CODEGEN_MACHINECODE_H
#define QBLOCK_CODEGEN_MACHINECODE_H

#include "mlir/IR/BuiltinOps.h"
#include "qblock/Target/Machine.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/raw_ostream.h"

namespace llvm {
class LLVMContext;
class Module;
} // namespace llvm

namespace qblock {

enum class CodeKind { LLVMIR, Assembly, Object };

/// Gives a module the machine's data layout and triple, its functions the
/// machine's features, and optimizes it.
void optimizeFor(llvm::TargetMachine &machine, llvm::Module &module);

/// The first op of the module that is not of the LLVM dialect is reported.
mlir::LogicalResult verifyLowered(mlir::ModuleOp module);

/// The module as LLVM IR; null, with a diagnostic, if it has no translation.
std::unique_ptr<llvm::Module> translateToLLVM(mlir::ModuleOp module,
                                              llvm::LLVMContext &context);

/// Translates a module in the LLVM dialect and writes code for `machine`.
/// Constants become data of the code; only the C wrappers of public functions
/// (`_mlir_ciface_NAME`) are visible in it. A failed assertion prints its
/// message and aborts, unless the program defines `qblock_runtime_fail`.
/// Failures are reported at the module.
mlir::LogicalResult emitCode(mlir::ModuleOp module, const Machine &machine,
                             CodeKind kind,
                             llvm::SmallVectorImpl<char> &output);

/// Writes a C header for the public functions of a module on tensors that is to
/// be lowered with `qblock-to-cpu`, or with `qblock-to-nvvm` if `isForDevice`.
/// Fails, with a diagnostic, if a function has arguments or results that C
/// cannot pass.
mlir::LogicalResult emitHeader(mlir::ModuleOp module, bool isForDevice,
                               llvm::raw_ostream &os);

} // namespace qblock

#endif // QBLOCK_CODEGEN_MACHINECODE_H
