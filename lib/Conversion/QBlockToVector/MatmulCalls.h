//===- MatmulCalls.h - Functions around kernels of matmuls -- -*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOVECTOR_MATMULCALLS_H
#define QBLOCK_CONVERSION_QBLOCKTOVECTOR_MATMULCALLS_H

#include "Emitter.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "qblock/Format/PackedLayout.h"

namespace qblock {

/// Emits functions that call a kernel of PackedKernels for parts of matrices.
struct MatmulCalls {
  mlir::Location loc;
  llvm::ArrayRef<format::PackedLayout> layouts; ///< of the weights
  mlir::func::FuncOp kernel;                    ///< (x, w, y, ..., adds)
  int64_t tileHeight; ///< rows that the kernel's parts are best multiples of

  /// A function with the kernel's arguments that splits the columns of each y,
  /// which are the rows of its weight, among threads; its rows too, if there
  /// are many. Results are those of the kernel, bit for bit.
  mlir::func::FuncOp emitThreaded();

  /// (x, order, starts, w, y, ..., adds): what a routed `packed_matmul` is.
  /// With `threads`, columns are split as above.
  mlir::func::FuncOp emitRouted(bool threads);
};

/// The columns of a y that one of several threads computes, and the tiles of
/// the weight that they come from.
struct ColumnPart {
  mlir::Value firstTile, numTiles;
  mlir::Value firstColumn, numColumns;

  /// Whole tiles, so that no two threads write to one line of the cache if rows
  /// of y begin at one.
  static ColumnPart get(const Emitter &emit, mlir::Value y, mlir::Value thread,
                        mlir::Value numThreads);
};

/// Bytes of a tile of the weight with `numElems` elements a row.
mlir::Value emitTileBytes(const Emitter &emit,
                          const format::PackedLayout &layout,
                          mlir::Value numElems);

/// The `numBytes` bytes of `weight` from `firstByte` on.
mlir::Value emitByteRange(const Emitter &emit, mlir::Value weight,
                          mlir::Value firstByte, mlir::Value numBytes);

/// A block of a matrix, in the type that it has.
mlir::Value emitBlock(const Emitter &emit, mlir::Value matrix,
                      mlir::Value firstRow, mlir::Value numRows,
                      mlir::Value firstColumn, mlir::Value numColumns);

/// A private function of that type behind all others; the builder of `emit`
/// goes to its beginning.
mlir::func::FuncOp createFunction(const Emitter &emit, mlir::ModuleOp module,
                                  const llvm::Twine &name,
                                  llvm::ArrayRef<mlir::Type> arguments);

/// Emits `body` for each of OpenMP's threads (number of the thread, how many
/// there are) if there are so many `products` that it pays, else `alone`.
void emitInThreads(
    const Emitter &emit, mlir::ModuleOp module, mlir::Value products,
    llvm::function_ref<void(mlir::Value thread, mlir::Value numThreads)> body,
    llvm::function_ref<void()> alone);

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOVECTOR_MATMULCALLS_H
