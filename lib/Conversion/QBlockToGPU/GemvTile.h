//===- GemvTile.h - How a block of threads shares a tile --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A block of threads multiplies 16 rows of a weight with a few rows of x. A
// warp's lanes are split 4 x 8: four groups of rows, eight units of 32
// elements, and its warps take turns along K. Sums meet in shuffles, then in
// shared memory.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOGPU_GEMVTILE_H
#define QBLOCK_CONVERSION_QBLOCKTOGPU_GEMVTILE_H

#include "KernelBuilder.h"
#include "LaneReader.h"

namespace qblock {

class GemvTile {
public:
  /// A slab a lane is 16 KiB of 4-bit codes on their way to a block, 32 KiB to
  /// a multiprocessor with two blocks. By arithmetic, 18 KB hide the latency of
  /// an H100's memory: 0.7 us times 3.35 TB/s / 132.
  static constexpr int64_t warpsPerBlock = 8;
  static constexpr int64_t rowsPerTile = format::PackedLayout::rowsPerTile;
  static constexpr int64_t rowsPerLane = LaneReader::maxRows;
  static constexpr int64_t lanesPerTile = rowsPerTile / rowsPerLane;
  static constexpr int64_t unitsPerWarp =
      GpuEmitter::lanesPerWarp / lanesPerTile;

  /// Sums of a lane: by column, then by row of the lane.
  using Sums = llvm::SmallVector<mlir::Value>;

  GemvTile(const GpuEmitter &emit, int64_t columns,
           const MatmulArguments &arguments, mlir::Value shared);

  /// Fills in threads, grid and shared memory of a kernel; the result is the
  /// type of the buffer in shared memory that the constructor gets.
  static mlir::MemRefType describe(GpuKernel &kernel, int64_t columns,
                                   mlir::MLIRContext *context);

  Sums zeros() const {
    return Sums(columns * rowsPerLane, emit.constant(emit.f32(), 0));
  }
  /// Rows past the end are multiplied as the last one, but not stored.
  mlir::Value rowOfX(int64_t column) const;
  /// Adds what all lanes have summed up, and stores it.
  void store(llvm::ArrayRef<mlir::Value> sums) const;

  mlir::Value warp, lane; ///< in the block, and in the warp
  mlir::Value firstRow;   ///< of the lane, in the tile
  mlir::Value unitOfWarp; ///< of the lane
  mlir::Value tile;

private:
  mlir::Value addLanes(mlir::Value sum) const;
  void storePartial(llvm::ArrayRef<mlir::Value> sums) const;
  void storeResult() const;

  const GpuEmitter &emit;
  int64_t columns;
  const MatmulArguments &arguments;
  mlir::Value shared;
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOGPU_GEMVTILE_H
