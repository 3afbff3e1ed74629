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
/// `numParts()` vectors of the target's lanes.
class TileReader {
public:
  /// `firstByte` is the position of the block in `weight` (i8, rank 1).
  TileReader(const Emitter &emit, const format::PackedLayout &layout,
             const CpuTarget &target, mlir::Value weight, mlir::Value firstByte)
      : emit(emit), layout(layout), target(target), weight(weight),
        firstByte(firstByte) {}

  int64_t numParts() const {
    return format::PackedLayout::rowsPerTile / target.getLanes();
  }
  /// True if the target wants codes with a sign: without, they are too large.
  static bool hasSignedCodes(const format::PackedLayout &layout,
                             const CpuTarget &target);
  /// Largest code without a sign.
  static unsigned getMaxCode(const format::PackedLayout &layout);
  /// What to subtract from `codes` for the numbers that they stand for.
  static int64_t getBias(const format::PackedLayout &layout, bool isSigned);

  /// The codes of step `step` of slab `slab` (an index), as i8.
  mlir::Value codes(mlir::Value slab, int64_t step, int64_t part) const;

  /// scale * sub-scale, f32, of the group that contains element `elemInSlab` of
  /// the slab; `block` is what `blockScale` gave.
  mlir::Value blockScale(int64_t part) const;
  mlir::Value groupScale(mlir::Value block, mlir::Value slab,
                         int64_t elemInSlab, int64_t part) const;
  /// The integer sub-scale of a group, as two equal i16 in lanes of i32.
  mlir::Value groupScalePair(mlir::Value slab, int64_t elemInSlab,
                             int64_t part) const;
  /// The number to add for each 1 in x: m, or -dmin * m. Null without mins.
  mlir::Value blockMin(int64_t part) const;
  mlir::Value groupMin(mlir::Value block, mlir::Value slab, int64_t elemInSlab,
                       int64_t part) const;
  /// The integer mins of the groups that start at two elements of the block, as
  /// i16 in lanes of i32.
  mlir::Value minPair(int64_t firstElem, int64_t secondElem,
                      int64_t part) const;

private:
  mlir::Value bytesOfCodes(const format::PackedCode &packed,
                           mlir::Value codeIndex, int64_t part) const;
  mlir::Value integer(const format::PackedCode &packed,
                      const format::Code &code, mlir::Value codeIndex,
                      int64_t part) const;
  mlir::Value number(const format::PackedCode &packed, const format::Code &code,
                     mlir::Value codeIndex, int64_t part) const;
  mlir::Value product(mlir::Value block, const format::PackedCode &packed,
                      const format::Code &code, mlir::Value slab,
                      int64_t elemInSlab, int64_t part) const;
  mlir::Value codeIndex(const format::Code &code, mlir::Value slab,
                        int64_t elemInSlab) const;
  mlir::Value byteAt(mlir::Value base, int64_t offset) const;

  Emitter emit;
  const format::PackedLayout &layout;
  const CpuTarget &target;
  mlir::Value weight, firstByte;
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOVECTOR_TILEREADER_H
