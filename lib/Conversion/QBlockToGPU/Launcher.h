//===- Launcher.h - What launches of kernels have in common -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOGPU_LAUNCHER_H
#define QBLOCK_CONVERSION_QBLOCKTOGPU_LAUNCHER_H

#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "qblock/Conversion/GpuKernels.h"

namespace qblock {

/// What launches of an op have in common.
class Launcher {
public:
  Launcher(mlir::Operation *op, mlir::gpu::GPUModuleOp module,
           llvm::ArrayRef<GpuKernel> kernels)
      : builder(op), loc(op->getLoc()), module(module), kernels(kernels) {}

protected:
  using Sizes =
      llvm::ArrayRef<mlir::OpFoldResult>; ///< M, N, K and splits, as needed

  mlir::Value index(mlir::OpFoldResult size) {
    return mlir::getValueOrCreateConstantIndexOp(builder, loc, size);
  }
  mlir::OpFoldResult constant(int64_t size) {
    return builder.getIndexAttr(size);
  }
  mlir::OpFoldResult getSize(mlir::Value buffer, unsigned dim) {
    return mlir::memref::getMixedSize(builder, loc, buffer, dim);
  }
  /// Buffers that live until all launches are there.
  mlir::Value allocate(mlir::OpFoldResult numElems, mlir::Type element);
  mlir::Value allocateLike(mlir::Value buffer);
  /// The buffer itself if it `isWell`, else a dense one, with its elements if
  /// they are read.
  mlir::Value makeDense(mlir::Value buffer, bool isWell, bool isRead);
  /// To the first element of a buffer without gaps, in global memory.
  mlir::Value getPointer(mlir::Value buffer);
  mlir::Value getNull();
  /// a * numerator / divisor.
  mlir::OpFoldResult scale(mlir::OpFoldResult a, int64_t numerator,
                           int64_t divisor);

  /// The kernel of that role that fits, which there is.
  const GpuKernel &find(GpuKernel::Role role,
                        llvm::function_ref<bool(const GpuKernel &)> fits) const;
  /// Arguments of all kernels are pointers, then sizes.
  void launch(const GpuKernel &kernel, Sizes sizes,
              llvm::ArrayRef<mlir::Value> pointers,
              llvm::ArrayRef<mlir::OpFoldResult> numbers);
  void launchPack(const format::Format &weight, mlir::OpFoldResult n,
                  mlir::OpFoldResult k, mlir::Value blocks, mlir::Value packed);

  mlir::OpBuilder builder;
  mlir::Location loc;
  mlir::gpu::GPUModuleOp module;
  llvm::ArrayRef<GpuKernel> kernels;
  llvm::SmallVector<mlir::Value> scratch; ///< to be deallocated
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOGPU_LAUNCHER_H
