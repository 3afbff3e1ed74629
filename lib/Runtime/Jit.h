//===- Jit.h - Machine code for a lowered module ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_RUNTIME_JIT_H
#define QBLOCK_RUNTIME_JIT_H

#include "ExternalData.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"

namespace qblock::runtime {

/// Name of the function that takes pointers to the descriptors of all results
/// (one pointer) and of each argument.
inline constexpr llvm::StringLiteral kPackedEntryName = "qblock_packed_entry";

/// Adds the packed entry for the C wrapper of `entry` to a module in the LLVM
/// dialect.
mlir::LogicalResult addPackedEntry(mlir::ModuleOp module,
                                   llvm::StringRef entry);

/// Compiles a module in the LLVM dialect for this machine; errors are reported.
mlir::FailureOr<std::unique_ptr<llvm::orc::LLJIT>>
compile(mlir::ModuleOp module, const ExternalData &data);

} // namespace qblock::runtime

#endif // QBLOCK_RUNTIME_JIT_H
