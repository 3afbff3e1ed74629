//===- OutputTile.h - Where the sums of a tile go -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOVECTOR_OUTPUTTILE_H
#define QBLOCK_CONVERSION_QBLOCKTOVECTOR_OUTPUTTILE_H

#include "Emitter.h"

namespace qblock {

/// A tile of y, which may lie partly past its end.
struct OutputTile {
  const Emitter &emit;
  mlir::Value y; ///< f32, rank 2
  mlir::Value firstRow, firstColumn;
  int64_t height;   ///< rows
  int64_t numParts; ///< vectors a row
  int64_t lanes;    ///< numbers in a vector

  /// Asks for its memory.
  void prefetch() const;
  /// Writes `sums`, `numParts` vectors a row, or adds them if `adds` (i1).
  void store(llvm::ArrayRef<mlir::Value> sums, mlir::Value adds) const;

private:
  mlir::VectorType sumType() const { return emit.vectorOf(lanes, emit.f32()); }
  void storeRow(int64_t row, llvm::ArrayRef<mlir::Value> sums, bool adds) const;
  void storeMaskedRow(int64_t row, llvm::ArrayRef<mlir::Value> sums,
                      mlir::Value numRows, mlir::Value numColumns,
                      bool adds) const;
  void storeRows(llvm::ArrayRef<mlir::Value> sums, bool adds) const;
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOVECTOR_OUTPUTTILE_H
