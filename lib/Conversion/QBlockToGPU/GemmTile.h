//===- GemmTile.h - What a warp has of a matrix product ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOGPU_GEMMTILE_H
#define QBLOCK_CONVERSION_QBLOCKTOGPU_GEMMTILE_H

#include "GpuEmitter.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"

namespace qblock {

/// A part of the steps along K, of those that blocks along z have.
struct SplitRange {
  mlir::Value first, count; ///< index
};

/// That of this block; none of the steps if there are too few.
SplitRange emitSplitRange(const GpuEmitter &emit, mlir::Value numSteps,
                          mlir::Value splits);

/// Where a product goes. With one split that is y, plus the initial value and the
/// bias; with several each has an [M, N] of its own from y on, without them.
struct GemmResult {
  mlir::Value init, bias, y, m, n, splits;
  mlir::Value order = {}; ///< as in MatmulArguments
};

/// The sums of a warp, of tiles of 16 rows by tiles of 8 columns, four numbers
/// a tile as GpuTarget's products leave them: by tile of rows, then of columns.
class GemmTile {
public:
  /// Columns that one instruction multiplies.
  static constexpr int64_t columnsPerTile = 8;

  GemmTile(const GpuEmitter &emit, mlir::Value lane, int64_t rowTiles,
           int64_t columnTiles);

  /// Stores sums times `factor`, those that lie in y.
  void store(llvm::ArrayRef<mlir::Value> sums, const GemmResult &result,
             mlir::Value firstRow, mlir::Value firstColumn,
             double factor) const;

private:
  void storeColumn(llvm::ArrayRef<mlir::Value> sums, const GemmResult &result,
                   mlir::Value firstRow, mlir::Value column, int64_t columnTile,
                   int64_t odd, double factor) const;

  const GpuEmitter &emit;
  mlir::Value group, member; ///< g and t of GpuTarget
  int64_t rowTiles, columnTiles;
};

/// Shared memory whose size the launcher says.
mlir::Value emitDynamicShared(const GpuEmitter &emit,
                              mlir::gpu::GPUModuleOp module);

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOGPU_GEMMTILE_H
