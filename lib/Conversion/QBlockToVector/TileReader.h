//===- TileReader.h - Reads blocks of packed tiles -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOVECTOR_TILEREADER_H
#define QBLOCK_CONVERSION_QBLOCKTOVECTOR_TILEREADER_H

#include "Emitter.h"
#include "qblock/Format/PackedLayout.h"
#include "qblock/Target/CpuTarget.h"

namespace qblock {

/// Emits the reading of one block of a packed tile. A tile's rows are cut into
/// parts, vectors of the target's lanes.
class TileReader {
public:
  /// `firstByte` is the address of the block. Without an address of `masks`
  /// these are constants, which may take registers.
  TileReader(const Emitter &emit, const format::PackedLayout &layout,
             const CpuTarget &target, mlir::Value firstByte, mlir::Value masks)
      : emit(emit), layout(layout), target(target), block(firstByte),
        codesOfSlab(firstByte), scalesOfSlab(firstByte), minsOfSlab(firstByte),
        masks(masks) {}

  /// True if the target wants codes with a sign: without, they are too large.
  static bool hasSignedCodes(const format::PackedLayout &layout,
                             const CpuTarget &target);
  /// Largest code without a sign.
  static unsigned getMaxCode(const format::PackedLayout &layout);
  /// The address of the masks of codes, for a reader that keeps them in memory.
  static mlir::Value addressOfMasks(const Emitter &emit,
                                    const format::PackedLayout &layout,
                                    const CpuTarget &target);
  /// What to subtract from `codes` for the numbers that they stand for.
  static int64_t getBias(const format::PackedLayout &layout, bool isSigned);

  /// From here on, codes of the slab are bytes at `address`, vector by vector
  /// as `codes` counts them; those of the next slab lie `bytesPerSlab` bytes
  /// further on.
  void readExpandedCodes(mlir::Value address, int64_t bytesPerSlab) {
    codesOfSlab = address;
    expandedBytesPerSlab = bytesPerSlab;
  }

  /// Goes on by a number of slabs (an index) from the block's first one. A
  /// block of one slab is followed by the next block.
  void advance(mlir::Value numSlabs);
  /// The addresses that `advance` moves.
  llvm::SmallVector<mlir::Value *> addresses();
  /// Where the block begins.
  mlir::Value firstByte() const { return block; }
  /// What `PackedLayout::slabOffset` leads to the codes of the slab from.
  mlir::Value codesBase() const {
    return areCodesApart() ? codesOfSlab : block;
  }
  /// The codes of step `step` of the slab, as i8.
  mlir::Value codes(int64_t step, int64_t part) const;
  /// Codes of the slab, or all that it has, are read after `value`; see
  /// CpuTarget::emitAfter.
  void readCodesAfter(mlir::Value value);
  void readAfter(mlir::Value value);

  /// scale * sub-scale, f32, of the group that contains element `elemInSlab` of
  /// the slab; the first argument is what `blockScale` gave.
  mlir::Value blockScale(int64_t part) const;
  mlir::Value groupScale(mlir::Value scale, int64_t elemInSlab,
                         int64_t part) const;
  /// The integer sub-scale of a group, as two equal i16 in lanes of i32.
  mlir::Value groupScalePair(int64_t elemInSlab, int64_t part) const;
  /// The number to add for each 1 in x: m, or -dmin * m. Null without mins.
  mlir::Value blockMin(int64_t part) const;
  mlir::Value groupMin(mlir::Value min, int64_t elemInSlab,
                       int64_t part) const;
  /// The integer mins of the groups that start at two elements of the block, as
  /// i16 in lanes of i32.
  mlir::Value minPair(int64_t firstElem, int64_t secondElem,
                      int64_t part) const;

private:
  /// Codes of one kind, by their number from `base` on.
  struct Codes {
    const format::PackedCode &packed;
    const format::Code &code;
    mlir::Value base;
  };
  Codes subScales() const {
    return {layout.subScale, layout.row->subScale,
            isSlab() ? block : scalesOfSlab};
  }
  Codes subMins() const {
    return {layout.subMin, layout.row->subMin, isSlab() ? block : minsOfSlab};
  }
  /// That of a part of codes, by its number.
  mlir::Value mask(int64_t index) const;
  bool isSlab() const { return layout.slabsPerBlock() == 1; }
  bool areExpanded() const { return expandedBytesPerSlab != 0; }
  bool areCodesApart() const { return !isSlab() || areExpanded(); }
  mlir::Value &codesAddress() { return areCodesApart() ? codesOfSlab : block; }
  mlir::Value bytesOf(const Codes &codes, int64_t index, int64_t part) const;
  mlir::Value integer(const Codes &codes, int64_t index, int64_t part) const;
  mlir::Value number(const Codes &codes, int64_t index, int64_t part) const;
  mlir::Value product(mlir::Value factor, const Codes &codes,
                      int64_t elemInSlab, int64_t part) const;

  Emitter emit;
  const format::PackedLayout &layout;
  const CpuTarget &target;
  mlir::Value block;                ///< the block's address
  int64_t expandedBytesPerSlab = 0; ///< 0: codes are packed
  /// Those to which offsets in the block add up to what a slab has. Where a
  /// block is one slab, `block` serves as them.
  mlir::Value codesOfSlab, scalesOfSlab, minsOfSlab;
  mlir::Value masks; ///< the address of those of codes; null: constants
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOVECTOR_TILEREADER_H
