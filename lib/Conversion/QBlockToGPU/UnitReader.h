//===- UnitReader.h - Reads units of blocks in ggml's order -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOGPU_UNITREADER_H
#define QBLOCK_CONVERSION_QBLOCKTOGPU_UNITREADER_H

#include "BlockUnits.h"
#include "LaneReader.h"

namespace qblock {

/// What the number of a lane's unit adds to places in blocks; emitted outside
/// of loops. `unit` is of type index and less than `unitsPerBlock`.
class UnitPlace {
public:
  UnitPlace(const GpuEmitter &emit, const BlockUnits &units, mlir::Value unit)
      : emit(emit), units(units), unit(unit) {}

  /// The unit's first element, of index.
  mlir::Value firstElem() const;
  /// Bytes and bits in a byte (i32) that are added to the place of a plane of a
  /// code; null for none.
  std::pair<mlir::Value, mlir::Value> offset(const format::Code &code,
                                             const format::Plane &plane) const;

  /// The number of a plane's byte among those of two words `wordDistance`
  /// apart, as far as it depends on the unit: i32; null for 0.
  mlir::Value byteOfPair(const format::Code &code, const format::Plane &plane,
                         int64_t wordDistance) const;

private:
  mlir::Value sumOver(llvm::ArrayRef<int64_t> strides, mlir::Type type) const;

  const GpuEmitter &emit;
  const BlockUnits &units;
  mlir::Value unit;
};

/// Emits the reading of a unit of one block.
class UnitReader {
public:
  /// `block` points to the block; `table` is LaneReader's.
  UnitReader(const GpuEmitter &emit, const BlockUnits &units,
             const UnitPlace &place, llvm::ArrayRef<mlir::Value> table,
             mlir::Value block);

  /// Words (i32) with the raw codes of all steps.
  llvm::SmallVector<mlir::Value> rawCodes() const;
  /// The same as operands of dot products; codes that are looked up two steps
  /// at once alternate as `arrange` says.
  llvm::SmallVector<mlir::Value> codes() const;
  /// The number that an element's code stands for, exactly, as f32; `words` are
  /// what `codes` gave.
  mlir::Value quant(llvm::ArrayRef<mlir::Value> words, int64_t elem) const;
  /// The words of x for all steps, in the order of `codes`.
  static llvm::SmallVector<mlir::Value>
  arrange(const GpuEmitter &emit, const BlockUnits &units, mlir::ValueRange x);

  /// The raw bits of the code that `elem` has, which counts from the unit's
  /// first element on: i32.
  mlir::Value rawCode(const format::Code &code, int64_t elem) const;
  /// The number that it stands for, i32 if it is an integer, else f32.
  mlir::Value number(const format::Code &code, int64_t elem) const;

private:
  struct Words;
  Words loadChunk(const BlockChunk &chunk, mlir::Value pointer) const;
  /// An integer that has the plane's field for `elem` in its lowest byte, from
  /// bit `bitOfPlane` + that of the unit on; or the field and more.
  mlir::Value loadField(const format::Code &code, const format::Plane &plane,
                        int64_t bitOfPlane) const;
  Words load(const format::Plane &plane) const;
  mlir::Value step(const Words &words, const format::Plane &plane,
                   int64_t step) const;

  const GpuEmitter &emit;
  const BlockUnits &units;
  const UnitPlace &place;
  llvm::ArrayRef<mlir::Value> table;
  mlir::Value block;
  std::optional<BlockChunk> header;
  llvm::SmallVector<mlir::Value> headerWords; ///< if there is a header
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOGPU_UNITREADER_H
