//===- MatmulDriver.h - What is around tile kernels -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOVECTOR_MATMULDRIVER_H
#define QBLOCK_CONVERSION_QBLOCKTOVECTOR_MATMULDRIVER_H

#include "TileArguments.h"
#include "TileShape.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace qblock {

/// The tile kernels of a format. All have the arguments of `TileArguments`.
struct TileFunctions {
  format::PackedLayout layout;
  ActivationPlan plan;
  /// Of the first height, for each width; of each other height, a tile wide.
  llvm::SmallVector<mlir::func::FuncOp> tall = {}, low = {};
  /// From so many rows of x on, `expander` fills the expanded codes of as many
  /// tiles as the first width is, which `tallExpanded` reads. 0: there is none.
  int64_t minExpandedRows = 0;
  mlir::func::FuncOp expander = {}, tallExpanded = {};

  bool expands() const { return minExpandedRows != 0; }
};

/// A weight, and where x . weight^T goes.
struct Factor {
  const TileFunctions &functions;
  mlir::Value weight; ///< packed bytes
  mlir::Value y;      ///< f32, rank 2
};

/// Emits what rounds x (f32, rank 2) and multiplies it with all factors. Their
/// y is added to if `adds` (i1), and overwritten otherwise.
void emitMatmulDriver(const Emitter &emit, const CpuTarget &target,
                      mlir::Value x, llvm::ArrayRef<Factor> factors,
                      mlir::Value adds);

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOVECTOR_MATMULDRIVER_H
