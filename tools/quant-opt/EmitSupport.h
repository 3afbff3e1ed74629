//===- EmitSupport.h - What all of --emit needs -----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_TOOLS_QUANT_OPT_EMITSUPPORT_H
#define QBLOCK_TOOLS_QUANT_OPT_EMITSUPPORT_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"

#include <memory>
#include <optional>

namespace qblock {

/// Reports a failure that has no place in the module.
mlir::LogicalResult reportFailure(const llvm::Twine &message);

/// Writes a file, or standard output for `-`; a file is there whole or not at
/// all. Reports failures.
mlir::LogicalResult writeFile(llvm::StringRef path, llvm::StringRef content);

/// A module in memory, and where its diagnostics go.
class ParsedModule {
public:
  /// Parses `input` as the tool's options in `config` say. Problems are
  /// reported and leave no module.
  ParsedModule(std::unique_ptr<llvm::MemoryBuffer> input,
               const mlir::MlirOptMainConfig &config,
               const mlir::DialectRegistry &registry);

  explicit operator bool() const { return bool(module); }
  mlir::ModuleOp get() { return *module; }
  mlir::MLIRContext &getContext() { return context; }

private:
  mlir::MLIRContext context;
  std::shared_ptr<llvm::SourceMgr> sources;
  std::optional<mlir::SourceMgrDiagnosticHandler> diagnostics;
  mlir::OwningOpRef<mlir::ModuleOp> module;
};

} // namespace qblock

#endif // QBLOCK_TOOLS_QUANT_OPT_EMITSUPPORT_H
