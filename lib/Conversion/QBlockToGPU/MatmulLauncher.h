//===- MatmulLauncher.h - Launches of products ------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOGPU_MATMULLAUNCHER_H
#define QBLOCK_CONVERSION_QBLOCKTOGPU_MATMULLAUNCHER_H

#include "InitialValues.h"
#include "Launcher.h"
#include "llvm/ADT/MapVector.h"

namespace qblock {

/// A product of a kernel.
struct Product {
  BlockType block;                         ///< of the weight
  std::array<mlir::OpFoldResult, 3> sizes; ///< M, N, K
  mlir::OpFoldResult rowsOfX; ///< that a kernel is chosen for
  mlir::Value weight, init, bias, output;  ///< pointers
};

/// Emits the launches for one `packed_matmul`.
class MatmulLauncher : Launcher {
public:
  /// `initials` are those of the op's results.
  MatmulLauncher(PackedMatmulOp op, mlir::gpu::GPUModuleOp module,
                 llvm::ArrayRef<GpuKernel> kernels, const GpuTarget &target,
                 llvm::ArrayRef<std::optional<InitialValue>> initials)
      : Launcher(op, module, kernels), op(op), target(target),
        initials(initials) {}

  /// Erases the op.
  void run();

private:
  llvm::ArrayRef<mlir::Value> round(const format::Format &partner);
  llvm::ArrayRef<mlir::Value> round(GpuGemm arithmetic);
  llvm::ArrayRef<mlir::Value> roundFor(const GpuKernel &kernel);
  mlir::OpFoldResult getIdsPerRow();
  mlir::OpFoldResult getRowsOfX();
  llvm::SmallVector<const GpuKernel *> findProducts(BlockType block,
                                                    mlir::OpFoldResult rowsOfX);
  void multiply(unsigned i);
  void launchProduct(llvm::ArrayRef<const GpuKernel *> fitting,
                     const Product &product);
  void launchProduct(const GpuKernel &kernel, Product product);
  void launchRouted(const GpuKernel &kernel, const Product &product);
  void launchGemv(const GpuKernel &kernel, const Product &product);
  void launchGemm(const GpuKernel &kernel, const Product &product);
  void launchSplits(const GpuKernel &kernel, const Product &product,
                    mlir::OpFoldResult splits);

  PackedMatmulOp op;
  const GpuTarget &target;
  llvm::ArrayRef<std::optional<InitialValue>> initials;
  mlir::Value x;
  mlir::Value order, starts; ///< pointers, if the op is routed
  /// Pointers to the arrays that a kernel rounds x to.
  llvm::MapVector<const GpuKernel *, llvm::SmallVector<mlir::Value>> rounded;
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOGPU_MATMULLAUNCHER_H
