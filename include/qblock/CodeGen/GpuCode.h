//===- GpuCode.h - Kernels for GPUs as files --------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CODEGEN_GPUCODE_H
#define QBLOCK_CODEGEN_GPUCODE_H

#include "mlir/IR/BuiltinOps.h"
#include "qblock/Conversion/GpuKernels.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/raw_ostream.h"

namespace qblock {

/// What a GPU's driver loads: text that it assembles, or machine code.
enum class GpuCodeKind { Assembly, Binary };

/// The formats of the weights of a module, in the order in which they appear:
/// to be packed, or, with `readsRaw`, to be read in ggml's order. Reports what
/// there are no kernels for, and a module that needs none.
mlir::FailureOr<GpuRequest> findGpuRequest(mlir::ModuleOp module,
                                           bool readsRaw);

/// Lowers the one `gpu.module` in `module` and translates it for `target`.
/// Failures are reported at the op that they are about.
mlir::LogicalResult emitGpuCode(mlir::ModuleOp module, const GpuTarget &target,
                                GpuCodeKind kind,
                                llvm::SmallVectorImpl<char> &output);

/// Writes what a launcher has to know of the kernels, as JSON.
void writeGpuKernels(llvm::ArrayRef<GpuKernel> kernels, const GpuTarget &target,
                     llvm::raw_ostream &os);

} // namespace qblock

#endif // QBLOCK_CODEGEN_GPUCODE_H
