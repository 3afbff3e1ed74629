//===- RuntimeCalls.h - What host code of GPUs calls ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_PIPELINES_RUNTIMECALLS_H
#define QBLOCK_LIB_PIPELINES_RUNTIMECALLS_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/MapVector.h"

namespace qblock {

/// The module's constants and the functions of the runtime.
class RuntimeCalls {
public:
  explicit RuntimeCalls(mlir::ModuleOp module)
      : module(module), symbols(module), builder(module.getBodyRegion()),
        pointer(mlir::LLVM::LLVMPointerType::get(module.getContext())) {}

  /// The description of a kernel: pointers to its code, its name and its label.
  mlir::LLVM::GlobalOp getKernel(mlir::gpu::LaunchFuncOp launch);
  /// An array of pointers to the messages.
  mlir::LLVM::GlobalOp getMessages(mlir::ArrayAttr messages);
  mlir::Value call(mlir::OpBuilder &builder, mlir::Location loc,
                   llvm::StringRef name, mlir::ValueRange args,
                   mlir::Type result = {});
  mlir::Type getPointerType() const { return pointer; }

private:
  mlir::LLVM::GlobalOp createText(const llvm::Twine &name,
                                  llvm::StringRef text);
  mlir::LLVM::GlobalOp
  createPointers(llvm::StringRef name,
                 llvm::ArrayRef<mlir::LLVM::GlobalOp> globals);

  mlir::ModuleOp module;
  mlir::SymbolTable symbols;
  mlir::OpBuilder builder;
  mlir::LLVM::LLVMPointerType pointer;
  llvm::MapVector<mlir::StringAttr, mlir::LLVM::GlobalOp> images; ///< by module
  llvm::MapVector<mlir::Attribute, mlir::LLVM::GlobalOp> kernels; ///< by symbol
};

} // namespace qblock

#endif // QBLOCK_LIB_PIPELINES_RUNTIMECALLS_H
