//===- PackedMatmul.h - Kernels for packed weights -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_PACKEDMATMUL_H
#define QBLOCK_CONVERSION_PACKEDMATMUL_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "qblock/Format/PackedLayout.h"
#include "qblock/Target/CpuTarget.h"

namespace qblock {

/// Adds to `module` the function
///
///   @name(%x: memref<?x?xf32, strided<[?, 1], offset: ?>>, %w: memref<?xi8>,
///         %y: memref<?x?xf32, strided<[?, 1], offset: ?>>)
///
/// that adds x[M, K] . w[N, K]^T to y[M, N], and those that it calls. `w` holds
/// a packed weight; K is a whole number of blocks. All sizes are run-time
/// numbers, so one function serves all weights of a format. x is rounded to
/// blocks of int8 as ggml does (`Format::dotPartner`); products are summed
/// exactly within a group of elements, groups in binary32.
mlir::func::FuncOp emitPackedMatmul(mlir::ModuleOp module, mlir::Location loc,
                                    llvm::StringRef name,
                                    const format::PackedLayout &layout,
                                    const CpuTarget &target);

} // namespace qblock

#endif // QBLOCK_CONVERSION_PACKEDMATMUL_H
