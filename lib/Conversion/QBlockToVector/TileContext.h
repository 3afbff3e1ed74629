//===- TileContext.h - What a tile kernel multiplies, and how - -*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOVECTOR_TILECONTEXT_H
#define QBLOCK_CONVERSION_QBLOCKTOVECTOR_TILECONTEXT_H

#include "TileArguments.h"
#include "TileShape.h"

namespace qblock {

/// Facts that all parts of a kernel share. It multiplies `height` rows of x
/// with `numParts` vectors of rows of the weight, from part `firstPart` of
/// `numTiles` tiles on.
struct TileContext {
  const Emitter &emit;
  const format::PackedLayout &layout;
  const ActivationPlan &plan;
  const CpuTarget &target;
  const TileArguments &arguments;
  int64_t height, numTiles, firstPart, numParts;
  CodeSource codeSource;

  int64_t lanes() const { return target.getLanes(); }
  mlir::VectorType sumType() const {
    return emit.vectorOf(lanes(), emit.f32());
  }
  mlir::VectorType intType() const {
    return emit.vectorOf(lanes(), emit.i32());
  }
  /// The tile of a part, and the part within it.
  int64_t tileOf(int64_t part) const {
    return (firstPart + part) / getPartsPerTile(target);
  }
  int64_t inTile(int64_t part) const {
    return (firstPart + part) % getPartsPerTile(target);
  }

  /// The address of a block of a packed tile, by its index along K.
  mlir::Value addressOfBlock(int64_t tile, mlir::Value block) const {
    mlir::Value firstByte = emit.add(
        emit.add(arguments.tileByte, emit.mul(arguments.tileStride, tile)),
        emit.mul(block, layout.bytesPerBlock));
    return emit.addressOf(arguments.weight, firstByte);
  }
  /// Asks for the lines of `count` bytes from `offset` bytes behind an address.
  void prefetchLines(mlir::Value base, int64_t offset, int64_t count,
                     unsigned locality) const {
    for (int64_t byte = 0; byte < count; byte += bytesPerLine)
      emit.prefetch(base, offset + byte, locality);
  }

  /// Bytes of the expanded codes of a slab of one tile.
  static constexpr int64_t expandedBytesPerSlab =
      format::PackedLayout::rowsPerTile * format::PackedLayout::elemsPerSlab;
  /// The address of the first expanded code of a block, by its index along K.
  mlir::Value addressOfExpanded(mlir::Value block) const {
    int64_t bytesPerBlock =
        layout.slabsPerBlock() * numTiles * expandedBytesPerSlab;
    return emit.addressOf(arguments.expandedCodes,
                          emit.mul(block, bytesPerBlock));
  }

  /// Sums: one vector for each row of x and part.
  int64_t numSums() const { return height * numParts; }
  llvm::SmallVector<mlir::Value> zeros(mlir::VectorType type,
                                       int64_t numSets = 1) const {
    return llvm::SmallVector<mlir::Value>(numSets * numSums(),
                                          emit.constant(type, 0));
  }

  /// True if a block of the weight is one slab.
  bool isSlab() const { return layout.slabsPerBlock() == 1; }
  /// Mins are multiplied with the sums of groups, group by group.
  bool hasGroupMins() const { return plan.hasMin && !plan.pairsSums; }
  bool hasFewRegisters() const { return target.getNumRegisters() <= 16; }
  /// Where several sums are alive, LLVM's scheduler would start more than there
  /// are registers for: it sees the latency of loads, but not that the machine
  /// looks ahead by itself. So what comes next is read after what came before.
  bool hasOrder() const {
    return hasFewRegisters() ? numSums() > 1
                             : 4 * numSums() >= target.getNumRegisters();
  }
  /// Where registers are few, those of masks are wanted for what only some
  /// codes have: magnitudes, or a bias of their scales.
  bool keepsMasksInMemory() const {
    bool hasBias = plan.sumsIntegers && layout.row->subScale.bias != 0;
    return codeSource == CodeSource::Packed && hasFewRegisters() &&
           hasOrder() && (plan.hasSignedCodes || hasBias);
  }
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOVECTOR_TILECONTEXT_H
