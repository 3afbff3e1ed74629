//===- FragmentReader.h - Operands of products on tensor units --*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOGPU_FRAGMENTREADER_H
#define QBLOCK_CONVERSION_QBLOCKTOGPU_FRAGMENTREADER_H

#include "GemmPlan.h"

#include <array>

namespace qblock {

/// Emits what a lane holds of the tiles of a warp. With g = lane / 4 and
/// t = lane % 4, these are rows g and g + 8 of a tile, and steps t and t + 4 of
/// a slab: four bytes each, as GpuTarget orders the first operand.
class FragmentReader {
public:
  using Pair = std::array<mlir::Value, 2>;

  /// To be made outside of loops. `table` is that of LaneReader.
  FragmentReader(const GpuEmitter &emit, const GemmPlan &plan,
                 llvm::ArrayRef<mlir::Value> table, mlir::Value lane);

  /// Reads from the warp's first tile on, at `tiles` in shared memory.
  void setTiles(mlir::Value tiles);

  /// Codes, less their bias, as the registers of a product over the elements
  /// from `elem` on.
  llvm::SmallVector<mlir::Value> codes(int64_t tile, int64_t elem) const;

  /// A number of each of the two rows. Of codes that are integers, i32; of
  /// others f32. Code `index` counts from the start of the stage.
  Pair numbers(int64_t tile, const format::PackedCode &packed,
               const format::Code &code, int64_t index) const;
  /// Of a stage that is a block: sub-min number `index` of each of the two rows
  /// (i32) among those that belong to sums 4 t to 4 t + 3 of x.
  Pair subMins(int64_t tile, int64_t index) const;

private:
  /// Bits of the quants that are stored together.
  struct Part {
    int64_t shift, width, fieldsPerByte;
    mlir::Value offset;     ///< of the lane's first word, in a slab's part
    mlir::Value amounts[2]; ///< to rotate by, for steps t and t + 4
  };
  mlir::Value word(const Part &part, int64_t tile, int64_t slab,
                   int64_t rowHalf, int64_t stepHalf) const;
  mlir::Value field(const Part &part, int64_t tile, int64_t slab,
                    int64_t rowHalf, int64_t stepHalf, int64_t toBit) const;
  mlir::Value code(int64_t tile, int64_t slab, int64_t rowHalf,
                   int64_t stepHalf) const;
  void lookUp(int64_t tile, int64_t slab, int64_t rowHalf,
              llvm::MutableArrayRef<mlir::Value> registers) const;
  int64_t blockOffset(int64_t tile, int64_t block) const;
  Pair load(mlir::Value pointer, int64_t offset,
            const format::PackedCode &packed, const format::Code &code) const;

  const GpuEmitter &emit;
  const GemmPlan &plan;
  llvm::ArrayRef<mlir::Value> table;
  llvm::SmallVector<Part, 2> parts;
  mlir::Value firstRow; ///< g
  mlir::Value step;     ///< t
  // In the stage at hand:
  llvm::SmallVector<mlir::Value, 2> partPointers;
  std::array<mlir::Value, 3> rowPointers; ///< by log2 of bytes of a row's code
  mlir::Value subMinPointer;
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOGPU_FRAGMENTREADER_H
