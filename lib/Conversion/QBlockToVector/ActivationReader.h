//===- ActivationReader.h - Reads rounded activations -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOVECTOR_ACTIVATIONREADER_H
#define QBLOCK_CONVERSION_QBLOCKTOVECTOR_ACTIVATIONREADER_H

#include "Activations.h"

namespace qblock {

/// Emits the reading of rounded activations by a kernel that multiplies a tile
/// of rows, slab by slab. Each number is read into all lanes of a vector.
class ActivationReader {
public:
  /// Of which of the buffers; in their order.
  enum Kind { Codes, Scales, BiasSums, MinSums };
  static constexpr int numKinds = 4;

  /// Number `index` of the slab, or of the row, for all rows of the tile.
  struct Numbers {
    Kind kind;
    int64_t index;
    mlir::Value all; ///< those of all rows in one vector, or null
  };

  ActivationReader(const Emitter &emit, const ActivationPlan &plan,
                   const CpuTarget &target, const ActivationBuffers &buffers,
                   mlir::Value firstRow, mlir::Value numElems, int64_t height)
      : emit(emit), plan(plan), target(target), buffers(buffers),
        firstRow(firstRow), numElems(numElems), height(height) {}

  /// Makes a slab the one that is read.
  void enterSlab(mlir::Value slabInRow);
  /// Goes on by a number of slabs (an index).
  void advance(mlir::Value numSlabs);
  /// The addresses that `advance` moves.
  llvm::SmallVector<mlir::Value *> addresses();
  /// Number `index` of the slab.
  Numbers numbers(Kind kind, int64_t index) const;
  /// One row's.
  mlir::Value splat(const Numbers &numbers, int64_t row) const;
  /// Those of all rows.
  llvm::SmallVector<mlir::Value> splats(Kind kind, int64_t index) const;
  /// Those of all rows, of a number that `index` (an index) names in the row.
  llvm::SmallVector<mlir::Value> splatsInRow(Kind kind,
                                             mlir::Value index) const;

  /// Numbers of this kind, or all, are read after `values` are computed; see
  /// CpuTarget::emitAfter. The result stands for the values.
  mlir::Value readAfter(Kind kind, mlir::ValueRange values);
  mlir::Value readAfter(mlir::ValueRange values);

private:
  int64_t elemsPerNumber(Kind kind) const;
  bool isReadBySlabs(Kind kind) const;
  int64_t numbersPerSlab(Kind kind) const;
  mlir::Type elementType(Kind kind) const;
  mlir::Value placeInRow(Kind kind, mlir::Value index) const;
  /// Bytes before number `index` of the slab.
  int64_t offsetOf(int64_t index) const;
  mlir::Value loadAll(Kind kind, mlir::Value base, int64_t offset) const;
  mlir::Value splatOf(Kind kind, mlir::Value base, int64_t offset,
                      mlir::Value all, int64_t row) const;
  llvm::SmallVector<mlir::Value> splatsOf(Kind kind, mlir::Value base,
                                          int64_t offset) const;

  const Emitter &emit;
  const ActivationPlan &plan;
  const CpuTarget &target;
  ActivationBuffers buffers;
  mlir::Value firstRow, numElems;
  int64_t height;
  mlir::Value places[numKinds]; ///< addresses of the slab's first numbers
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOVECTOR_ACTIVATIONREADER_H
