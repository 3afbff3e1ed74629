//===- LaneReader.h - Reads what one lane multiplies ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOGPU_LANEREADER_H
#define QBLOCK_CONVERSION_QBLOCKTOGPU_LANEREADER_H

#include "GpuEmitter.h"
#include "qblock/Format/PackedLayout.h"

namespace qblock {

/// How the codes of a format are multiplied.
struct CodePlan {
  explicit CodePlan(const format::PackedLayout &layout);

  int64_t elemsPerGroup; ///< that share all scales and mins; at most a slab
  bool isSigned;         ///< codes are multiplied as numbers with a sign
  int64_t bias;          ///< what is to be subtracted from codes
  /// Codes are looked up two steps at once, whose elements then alternate.
  bool alternatesSteps;

  int64_t groupsPerSlab() const {
    return format::PackedLayout::elemsPerSlab / elemsPerGroup;
  }
};

/// Emits the reading of a slab of `rowsPerLane` rows of a tile: one load gives
/// a lane the next codes of all of them, and a word of sub-scales is theirs.
class LaneReader {
public:
  static constexpr int64_t rowsPerLane = 4;
  static constexpr int64_t lanesPerTile =
      format::PackedLayout::rowsPerTile / rowsPerLane;
  static constexpr int64_t stepsPerSlab =
      format::PackedLayout::elemsPerSlab / format::PackedLayout::elemsPerStep;

  /// The words of the table that codes are looked up in, none for formats
  /// without; to be emitted outside of loops. `size` (index) is an i32 that is
  /// not negative, which compilers do not know: so the words stay in registers,
  /// where constants would be copied into one for each lookup.
  static llvm::SmallVector<mlir::Value>
  emitTable(const GpuEmitter &emit, const format::PackedLayout &layout,
            mlir::Value size);

  /// `block` points to a block of a tile; `slab` is one of its slabs and
  /// `rowGroup` which of the tile's groups of rows, both of type index. `table`
  /// outlives the reader.
  LaneReader(const GpuEmitter &emit, const format::PackedLayout &layout,
             llvm::ArrayRef<mlir::Value> table, mlir::Value block,
             mlir::Value slab, mlir::Value rowGroup);

  /// Words (i32) of all steps of a row of the group.
  llvm::SmallVector<mlir::Value> codes(int64_t row) const;
  /// The words of x for all steps, in the order of `codes`.
  llvm::SmallVector<mlir::Value> arrange(mlir::ValueRange x) const;

  /// Of each row: a code of the block, f32.
  llvm::SmallVector<mlir::Value> blockNumbers(const format::PackedCode &packed,
                                              const format::Code &code) const;
  /// Of each row: a code of group `group` of the slab, i32 if it is an integer,
  /// else f32.
  llvm::SmallVector<mlir::Value> groupCodes(const format::PackedCode &packed,
                                            const format::Code &code,
                                            int64_t group) const;
  static bool isInteger(const format::Code &code);

private:
  llvm::SmallVector<mlir::Value> loadCodes(const format::PackedCode &packed,
                                           const format::Code &code,
                                           mlir::Value codeIndex) const;
  mlir::Value integer(mlir::Value word, const format::PackedCode &packed,
                      const format::Code &code, int64_t row) const;
  mlir::Value bits(int64_t row, int64_t step) const;
  void lookUpPair(mlir::Value indices,
                  llvm::SmallVectorImpl<mlir::Value> &words) const;

  const GpuEmitter &emit;
  const format::PackedLayout &layout;
  CodePlan plan;
  llvm::ArrayRef<mlir::Value> table;
  mlir::Value block, slab, rowGroup;
  /// What was loaded, in the order of the slab: vectors of a word a row.
  llvm::SmallVector<mlir::Value> vectors;
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOGPU_LANEREADER_H
