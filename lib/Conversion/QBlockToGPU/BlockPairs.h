//===- BlockPairs.h - Two blocks that share sectors -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOGPU_BLOCKPAIRS_H
#define QBLOCK_CONVERSION_QBLOCKTOGPU_BLOCKPAIRS_H

#include "GpuEmitter.h"
#include "qblock/Format/PackedLayout.h"

#include <array>

namespace qblock {

/// Blocks of an odd number of 16 bytes share sectors of 32 bytes with their
/// neighbours. If a block is 16 bytes of scales, then codes, the lanes of a
/// pair of successive blocks ask for whole sectors by loading for each other.
class BlockPairs {
public:
  /// With successive rows of a block, four each.
  static constexpr int64_t lanesPerBlock = 4;
  static constexpr int64_t lanesPerPair = 2 * lanesPerBlock;
  static constexpr int64_t wordsPerLoad = 4;

  /// What a lane wants of its block.
  struct Words {
    /// i32, by vector of the slab, then by row.
    llvm::SmallVector<llvm::SmallVector<mlir::Value>> codes;
    mlir::Value scales; ///< i32, a byte of each row
  };

  /// Whether blocks are such.
  static bool areIn(const format::PackedLayout &layout);

  /// To be made outside of loops. `lane` (index) is the lane's number in its
  /// warp; lanes of a pair come together, if a row has an even number of
  /// blocks. If not, each block's lanes load their own.
  BlockPairs(const GpuEmitter &emit, const format::PackedLayout &layout,
             mlir::Value lane, mlir::Value blocksPerRow);

  /// Of the lane's block.
  Words load(mlir::Value block) const;

private:
  void swap(Words &words) const;

  const GpuEmitter &emit;
  int64_t numVectors;                  ///< of a slab
  mlir::Value codeOffset, scaleOffset; ///< bytes, of what the lane loads
  /// The lane loads the vectors after those that it wants.
  mlir::Value isAhead;
  /// By the shuffle in which the lane gets its scales.
  std::array<mlir::Value, wordsPerLoad> takesScales;
  std::array<mlir::Value, wordsPerLoad> sources; ///< lanes, for the shuffles
  mlir::Value mask;
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOGPU_BLOCKPAIRS_H
