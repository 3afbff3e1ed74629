//===- SlabReader.h - Reads slabs of a weight and of x ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOVECTOR_SLABREADER_H
#define QBLOCK_CONVERSION_QBLOCKTOVECTOR_SLABREADER_H

#include "ActivationReader.h"
#include "TileContext.h"
#include "TileReader.h"

#include <vector>

namespace qblock {

/// One block of each tile of the weight.
struct BlockReader {
  /// `index` is along K; `masks` as for TileReader.
  BlockReader(const TileContext &context, mlir::Value index, mlir::Value masks);

  /// The reader of the tile of a part.
  const TileReader &tile(int64_t part) const {
    return tiles[context.tileOf(part)];
  }
  /// Asks for what is read before the slabs of a later block.
  void prefetchAhead() const;

  const TileContext &context;
  mlir::Value index;
  std::vector<TileReader> tiles;
  /// Of the parts' groups; null where they are read when they are wanted.
  llvm::SmallVector<mlir::Value> scales, mins;
};

/// One slab of a block, and of x.
class SlabReader : public BlockReader {
public:
  /// The first slab.
  SlabReader(const BlockReader &block, ActivationReader x);

  /// Goes on by a number of slabs (an index).
  void advance(mlir::Value numSlabs);
  /// The addresses that `advance` moves. If reading has an order, loops carry
  /// them from slab to slab, one register each.
  llvm::SmallVector<mlir::Value *> addresses();

  /// Asks for what is read a while later: of a stream by this call, of what is
  /// in a cache by later ones.
  void prefetch() const;

  /// If reading has an order (TileContext::hasOrder), what is read from here on
  /// is read after `values`: all; what the next step reads; one kind of numbers
  /// of x.
  void readAfter(mlir::ValueRange values);
  void readStepAfter(mlir::ValueRange values);
  void readAfter(ActivationReader::Kind kind, mlir::ValueRange values);

  ActivationReader x;

private:
  mlir::Value later; ///< address of bytes for later calls; null: none
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOVECTOR_SLABREADER_H
