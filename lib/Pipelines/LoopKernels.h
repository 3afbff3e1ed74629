//===- LoopKernels.h - GPU kernels of independent iterations ----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_PIPELINES_LOOPKERNELS_H
#define QBLOCK_LIB_PIPELINES_LOOPKERNELS_H

#include "DeviceNumbers.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/MapVector.h"

#include <functional>

namespace qblock {

inline constexpr int64_t lanesPerWarp = 32;

/// What a kernel is made from: its loops of independent iterations, and the ops
/// of the host that it takes the place of.
struct LoopNest {
  /// Of the loops, the innermost last.
  llvm::SmallVector<mlir::OpFoldResult> sizes;
  llvm::SmallVector<mlir::Operation *> ops;
  /// What the body reads besides what `ops` do.
  llvm::SmallVector<mlir::Value> values;
  /// Threads that share an iteration: one, or all lanes of a warp.
  int64_t threadsPerIteration = 1;
  /// Emits what thread `lane` of them does for its iteration of the loops.
  std::function<void(mlir::OpBuilder &, mlir::IRMapping &, mlir::ValueRange ivs,
                     mlir::Value lane)>
      emitBody;
};

/// The module of the kernels made so far.
class KernelLibrary {
public:
  explicit KernelLibrary(mlir::ModuleOp module)
      : numbers(module), module(module) {}

  mlir::ModuleOp getModule() const { return module; }
  mlir::gpu::GPUModuleOp getCode();
  /// An equal kernel, or `kernel` itself.
  mlir::gpu::GPUFuncOp unique(mlir::gpu::GPUFuncOp kernel);

  DeviceNumbers numbers; ///< that kernels read themselves
  int64_t numKernels = 0;

private:
  mlir::ModuleOp module;
  mlir::gpu::GPUModuleOp code;
  llvm::MapVector<mlir::Type, llvm::SmallVector<mlir::gpu::GPUFuncOp>> kernels;
};

/// True if a thread may have to report an error.
bool canFail(llvm::ArrayRef<mlir::Operation *> ops);

/// Replaces the ops of `nest` by the launch of a kernel.
void launch(const LoopNest &nest, KernelLibrary &library);

/// Replaces `op`, and a fill of what it adds to, by the launch of a kernel.
/// Reports what cannot be one.
mlir::LogicalResult launch(mlir::linalg::LinalgOp op, KernelLibrary &library);

} // namespace qblock

#endif // QBLOCK_LIB_PIPELINES_LOOPKERNELS_H
