//===- Functions.h - What compiled code calls -------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_RUNTIME_FUNCTIONS_H
#define QBLOCK_RUNTIME_FUNCTIONS_H

#include <cstdint>

/// A matrix as compiled code passes it: MLIR's descriptor of a memref of
/// rank 2. Offset and strides count elements.
struct QBlockMatrixDescriptor {
  void *allocated;
  void *aligned;
  int64_t offset;
  int64_t sizes[2];
  int64_t strides[2];
};

/// Quantizes the rows of `floats` (f32) into the rows of `bytes` (i8), in the
/// type with number `ggmlId`. This is what `qblock.quantize` is lowered to: an
/// execution engine binds the function under this name.
extern "C" void
_mlir_ciface_qblock_quantize_rows(int64_t ggmlId,
                                  const QBlockMatrixDescriptor *floats,
                                  const QBlockMatrixDescriptor *bytes);

/// Packs the rows of a weight in ggml's order (`rows`, one row each) into tiles
/// (`tiles`, one row each), both of i8. `numRows` is that of the weight.
/// `qblock.pack` on what is no constant is lowered to this.
extern "C" void
_mlir_ciface_qblock_pack_rows(int64_t ggmlId, int64_t numRows,
                              const QBlockMatrixDescriptor *rows,
                              const QBlockMatrixDescriptor *tiles);

/// The inverse, which `qblock.unpack` is lowered to.
extern "C" void
_mlir_ciface_qblock_unpack_rows(int64_t ggmlId, int64_t numRows,
                                const QBlockMatrixDescriptor *tiles,
                                const QBlockMatrixDescriptor *rows);

#endif // QBLOCK_RUNTIME_FUNCTIONS_H
