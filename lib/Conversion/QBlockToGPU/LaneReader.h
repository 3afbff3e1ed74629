//===- LaneReader.h - Reads what one lane multiplies ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOGPU_LANEREADER_H
#define QBLOCK_CONVERSION_QBLOCKTOGPU_LANEREADER_H

#include "BlockPairs.h"
#include "WordExchange.h"

#include <optional>

namespace qblock {

/// How the codes of a format are multiplied.
struct CodePlan {
  explicit CodePlan(const format::PackedLayout &layout);

  int64_t elemsPerGroup; ///< that share all scales and mins; at most a slab
  bool isSigned;         ///< codes are multiplied as numbers with a sign
  int64_t bias;          ///< what is to be subtracted from codes
  int64_t factor;        ///< what codes are multiplied with before
  /// Codes are looked up two steps at once, whose elements then alternate.
  bool alternatesSteps;

  int64_t groupsPerSlab() const {
    return format::PackedLayout::elemsPerSlab / elemsPerGroup;
  }
};

/// How lanes with successive rows of a tile load for each other.
struct LaneExchange {
  WordExchange words;
  std::optional<BlockPairs> pairs; ///< for layouts that have such
};

/// Emits the reading of a slab of some successive rows of a tile.
class LaneReader {
public:
  /// The most rows: one load gives their next codes, and a word their
  /// sub-scales.
  static constexpr int64_t maxRows = 4;
  static constexpr int64_t stepsPerSlab =
      format::PackedLayout::elemsPerSlab / format::PackedLayout::elemsPerStep;

  /// The words of the table that codes are looked up in, none for formats
  /// without; to be emitted outside of loops. `size` (index) is an i32 that is
  /// not negative, which compilers do not know: so the words stay in registers,
  /// where constants would be copied into one for each lookup. `byteOf` gives
  /// what takes the place of an entry.
  static llvm::SmallVector<mlir::Value> emitTable(
      const GpuEmitter &emit, const format::PackedLayout &layout,
      mlir::Value size,
      llvm::function_ref<uint8_t(int8_t)> byteOf = [](int8_t entry) {
        return uint8_t(entry);
      });

  /// Appends the entries of `table` for eight indices, nibbles of a word: those
  /// of the low four, then those of the high four.
  static void lookUp(const GpuEmitter &emit, llvm::ArrayRef<mlir::Value> table,
                     mlir::Value indices,
                     llvm::SmallVectorImpl<mlir::Value> &entries);

  /// `block` points to a block of a tile; `slab` is one of its slabs and
  /// `firstRow` the first of `numRows` rows in the tile (1, or `maxRows` from a
  /// multiple of it on), both of type index. `table` outlives the reader, and
  /// so does `exchange`; null if lanes have no neighbours.
  LaneReader(const GpuEmitter &emit, const format::PackedLayout &layout,
             llvm::ArrayRef<mlir::Value> table, mlir::Value block,
             mlir::Value slab, mlir::Value firstRow, int64_t numRows,
             const LaneExchange *exchange = nullptr);

  /// Of one row, from words (i32) that have been loaded, as `rawWords` gives
  /// them: only codes can be read.
  LaneReader(const GpuEmitter &emit, const format::PackedLayout &layout,
             llvm::ArrayRef<mlir::Value> table,
             llvm::ArrayRef<mlir::Value> rawWords);

  /// What was loaded of the codes of a row.
  llvm::SmallVector<mlir::Value> rawWords(int64_t row) const;
  /// Words (i32) of all steps of one of the rows.
  llvm::SmallVector<mlir::Value> codes(int64_t row) const;
  /// The number that a byte of an operand of a dot product stands for, exactly,
  /// as f32.
  static mlir::Value quantOfByte(const GpuEmitter &emit, const CodePlan &plan,
                                 mlir::Value word, int64_t byte);
  /// The words of x for all steps, in the order of `codes`.
  llvm::SmallVector<mlir::Value> arrange(mlir::ValueRange x) const;

  /// Of each row: a code of the block, f32.
  llvm::SmallVector<mlir::Value> blockNumbers(const format::PackedCode &packed,
                                              const format::Code &code) const;
  /// Of each row: a code of group `group` of the slab, i32 if it is an integer,
  /// else f32.
  llvm::SmallVector<mlir::Value> groupCodes(const format::PackedCode &packed,
                                            const format::Code &code,
                                            int64_t group);
  static bool isInteger(const format::Code &code);

private:
  llvm::SmallVector<mlir::Value> loadRows(mlir::Type element,
                                          mlir::Value pointer) const;
  llvm::SmallVector<mlir::Value> loadCodes(const format::PackedCode &packed,
                                           const format::Code &code,
                                           mlir::Value codeIndex) const;
  llvm::SmallVector<mlir::Value> unpackCodes(mlir::Value word,
                                             const format::PackedCode &packed,
                                             const format::Code &code) const;
  mlir::Value integer(mlir::Value word, const format::PackedCode &packed,
                      const format::Code &code, int64_t row) const;
  mlir::Value bits(int64_t row, int64_t step) const;
  const GpuEmitter &emit;
  const format::PackedLayout &layout;
  CodePlan plan;
  llvm::ArrayRef<mlir::Value> table;
  mlir::Value block, slab, firstRow;
  int64_t numRows = 1;
  const LaneExchange *exchange = nullptr;
  /// A byte of each row, where lanes have loaded that for each other.
  mlir::Value scaleWord;
  /// Codes of the slab's two groups, a byte of each row, by the place of their
  /// arrays: sub-scales may share them with sub-mins.
  llvm::SmallDenseMap<unsigned, std::array<mlir::Value, 2>, 2> groupWords;
  /// The words of the slab, in its order, each of all rows.
  llvm::SmallVector<llvm::SmallVector<mlir::Value>> words;
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOGPU_LANEREADER_H
