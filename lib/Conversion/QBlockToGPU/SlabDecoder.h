//===- SlabDecoder.h - Values of a slab of a row ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOGPU_SLABDECODER_H
#define QBLOCK_CONVERSION_QBLOCKTOGPU_SLABDECODER_H

#include "LaneReader.h"

#include <array>

namespace qblock {

/// What a lane has loaded of a slab of one row.
struct LoadedSlab {
  llvm::SmallVector<mlir::Value> words;  ///< i32, in the slab's order
  llvm::SmallVector<mlir::Value> scales; ///< f32, of each group
  llvm::SmallVector<mlir::Value> mins;   ///< the same, or none
};

/// Emits the decoding of slabs.
class SlabDecoder {
public:
  /// To be made outside of loops. `k` (index) is the length of rows.
  SlabDecoder(const GpuEmitter &emit, const format::PackedLayout &layout,
              mlir::Value k);

  /// Loads slab number `slabInRow` of a row of `weight`. Row and slab are of
  /// type index and exist.
  LoadedSlab load(mlir::Value weight, mlir::Value rowOfWeight,
                  mlir::Value slabInRow) const;
  /// The values of its elements, f32, bit by bit as the decoder's.
  llvm::SmallVector<mlir::Value> decode(const LoadedSlab &slab) const;
  /// The same rounded to bfloat16, each pair an i32, with fewer instructions:
  /// what is rounded is at most 2^-17 of itself or of the element's scale, and
  /// the last bit of a binary32, from the exact value.
  llvm::SmallVector<mlir::Value> decodeRounded(const LoadedSlab &slab) const;

  /// A scale or min, f32: that of the block times that of a group, as `group`
  /// codes it, or the one of the two that there is; both may be null.
  static mlir::Value multiply(const GpuEmitter &emit, mlir::Value ofBlock,
                              const format::Code &group, mlir::Value ofGroup);
  /// The value of an element of `row`'s format; `min` is null if it has none.
  static mlir::Value combine(const GpuEmitter &emit, const format::Format &row,
                             mlir::Value scale, mlir::Value quant,
                             mlir::Value min);

private:
  mlir::Value product(LaneReader &reader, const format::PackedCode &blockPlace,
                      const format::Code &block,
                      const format::PackedCode &groupPlace,
                      const format::Code &group, int64_t index) const;

  llvm::SmallVector<mlir::Value> decodeNearly(const LoadedSlab &slab) const;
  llvm::SmallVector<mlir::Value> decodeTable(const LoadedSlab &slab) const;
  std::pair<mlir::Value, mlir::Value> splitScale(mlir::Value scale) const;
  std::pair<int64_t, int64_t> placeOf(int64_t elem) const;
  mlir::Value byteIn(mlir::Value constant, int64_t place,
                     llvm::ArrayRef<mlir::Value> words, int64_t elem) const;
  llvm::SmallVector<mlir::Value> unpack(const LoadedSlab &slab) const;
  mlir::Value quant(llvm::ArrayRef<mlir::Value> words, int64_t elem) const;

  const GpuEmitter &emit;
  const format::PackedLayout &layout;
  CodePlan plan;
  mlir::Value k;
  /// Codes are bytes without a sign that are so much too large.
  int64_t bias, maxByte;
  bool areScalesShort;
  /// For formats with tables: of such bytes, and of the lower and the upper
  /// ones of bfloat16.
  llvm::SmallVector<mlir::Value> table;
  std::array<llvm::SmallVector<mlir::Value>, 2> pairTables;
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOGPU_SLABDECODER_H
