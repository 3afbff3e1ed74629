//===- KernelBuilder.h - Makes functions that launchers call ----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOGPU_KERNELBUILDER_H
#define QBLOCK_CONVERSION_QBLOCKTOGPU_KERNELBUILDER_H

#include "GpuEmitter.h"
#include "qblock/Conversion/GpuKernels.h"

namespace qblock {

/// Adds the function of `kernel` to `module` and lets `body` fill it. `body`
/// gets the function's arguments, sizes as index, and, if `sharedType` is a
/// memref, a buffer of that type in shared memory.
void buildKernel(mlir::gpu::GPUModuleOp module, const GpuKernel &kernel,
                 const GpuTarget &target, mlir::MemRefType sharedType,
                 llvm::function_ref<void(const GpuEmitter &emit,
                                         llvm::ArrayRef<mlir::Value> arguments,
                                         mlir::Value shared)>
                     body);

/// Of a buffer that `buildKernel` puts into shared memory.
mlir::MemRefType getSharedType(int64_t numElems, mlir::Type element);

/// A kernel that adds the product of rounded x with a weight, or with matrices
/// of a stack that rows are routed to, to an initial value: its role, its
/// arguments and what it reads.
GpuKernel describeMatmul(GpuKernel::Role role,
                         const format::PackedLayout &layout, int64_t columns,
                         bool isRouted);

/// Names of the arguments of such a kernel, and what a block multiplies. Sizes
/// are of type index.
struct MatmulArguments {
  mlir::Value codes, scales, sums, weight, init, bias, y, m, n, k;
  mlir::Value splits;      ///< parts of K
  mlir::Value firstColumn; ///< of the block, a row of x; its last is before m
  mlir::Value order;       ///< row of y for each of x; null if it is the same
};

/// Adds the function of such a kernel. A block whose matrix has no rows for it
/// does nothing; for others of a routed kernel `weight` is their matrix, and m
/// the end of its rows.
void buildMatmul(mlir::gpu::GPUModuleOp module, const GpuKernel &kernel,
                 const GpuTarget &target, mlir::MemRefType sharedType,
                 llvm::function_ref<void(const GpuEmitter &emit,
                                         const MatmulArguments &arguments,
                                         mlir::Value shared)>
                     body);

/// Where such a kernel puts its results; sizes are of type index.
struct MatmulResult {
  mlir::Value init, bias, y, n;
  mlir::Value order = {}; ///< as in MatmulArguments
};

/// y[row, rowOfWeight] = sum + init[row, rowOfWeight] + bias[rowOfWeight], those
/// that there are, where row is `rowOfX` or what the order says.
void emitStore(const GpuEmitter &emit, const MatmulResult &result,
               mlir::Value sum, mlir::Value rowOfX, mlir::Value rowOfWeight);

/// Adds the rounding of x, or of those rows that an order names.
GpuKernel emitQuantizeKernel(mlir::gpu::GPUModuleOp module,
                             const GpuActivations &activations, bool isRouted,
                             const GpuTarget &target);

/// Adds the sorting of rows by the numbers of their matrices.
GpuKernel emitSortKernel(mlir::gpu::GPUModuleOp module, int64_t bitsPerId,
                         const GpuTarget &target);

/// Adds the decoding of rows of a packed weight, or of one in ggml's order.
GpuKernel emitGatherKernel(mlir::gpu::GPUModuleOp module,
                           const format::PackedLayout &layout, bool isRaw,
                           const GpuTarget &target);

/// Adds the packing of a weight in ggml's order.
GpuKernel emitPackKernel(mlir::gpu::GPUModuleOp module,
                         const format::PackedLayout &layout,
                         const GpuTarget &target);

/// Adds the product of `columns` rows of x with a weight.
GpuKernel emitGemvKernel(mlir::gpu::GPUModuleOp module,
                         const format::PackedLayout &layout, int64_t columns,
                         bool isRouted, const GpuTarget &target);

/// The same with a weight in ggml's order.
GpuKernel emitRawGemvKernel(mlir::gpu::GPUModuleOp module,
                            const format::Format &weight, int64_t columns,
                            const GpuTarget &target);

/// Adds the product of many rows of x with a weight, on bytes. A warp takes up
/// to `maxColumns` of them, which is a multiple of 16.
GpuKernel emitGemmKernel(mlir::gpu::GPUModuleOp module,
                         const format::PackedLayout &layout, int64_t maxColumns,
                         bool isRouted, const GpuTarget &target);

/// Adds the rounding of x to bf16.
GpuKernel emitRoundKernel(mlir::gpu::GPUModuleOp module,
                          const GpuTarget &target);

/// Adds the product of many rows of x with a decoded weight, on bf16.
GpuKernel emitHalfGemmKernel(mlir::gpu::GPUModuleOp module,
                             const format::PackedLayout &layout,
                             GpuGemm arithmetic, const GpuTarget &target);

/// Adds the addition of what the splits of a GEMM stored.
GpuKernel emitAddSplitsKernel(mlir::gpu::GPUModuleOp module,
                              const GpuTarget &target);

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOGPU_KERNELBUILDER_H
