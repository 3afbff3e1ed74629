//===- TileArguments.h - Where a kernel works -------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOVECTOR_TILEARGUMENTS_H
#define QBLOCK_CONVERSION_QBLOCKTOVECTOR_TILEARGUMENTS_H

#include "Activations.h"

namespace qblock {

/// Where a call of a tile kernel works.
struct TileArguments {
  mlir::Value weight;      ///< packed bytes
  mlir::Value tileByte;    ///< of the first tile of the weight
  mlir::Value tileStride;  ///< bytes of a tile of the weight
  mlir::Value numElems;    ///< K
  mlir::Value y;           ///< f32, rank 2
  mlir::Value firstRow;    ///< of the tile of x, and of y
  mlir::Value firstColumn; ///< of y: the first row of the tile of the weight
  /// Bytes of the weight for a later call, which tall kernels prefetch:
  /// `getLinesAhead` lines a slab.
  mlir::Value laterByte;
  /// Codes of the tiles, a byte each: slabs of one tile after the other. Those
  /// that are not packed are read here.
  mlir::Value expandedCodes;
  mlir::Value adds; ///< i1: to what y holds, which is overwritten otherwise
  ActivationBuffers x;

  static mlir::MemRefType getMatrixType(mlir::OpBuilder &builder);
  static llvm::SmallVector<mlir::Type> getTypes(mlir::OpBuilder &builder);
  static TileArguments fromValues(mlir::ValueRange values);
  llvm::SmallVector<mlir::Value> values() const;
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOVECTOR_TILEARGUMENTS_H
