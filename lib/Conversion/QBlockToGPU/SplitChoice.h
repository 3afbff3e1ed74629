//===- SplitChoice.h - Into how many parts K is split -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOGPU_SPLITCHOICE_H
#define QBLOCK_CONVERSION_QBLOCKTOGPU_SPLITCHOICE_H

#include "qblock/Conversion/GpuKernels.h"

namespace qblock {

/// The number of splits for a product of `kernel`, a GEMM, of sizes M, N and K,
/// of which only M may be dynamic and is then not 0: as many as there are
/// processors for each block, while each split has `minElemsPerSplit` elements.
mlir::OpFoldResult chooseSplits(mlir::OpBuilder &builder, mlir::Location loc,
                                const GpuKernel &kernel,
                                llvm::ArrayRef<mlir::OpFoldResult> sizes,
                                int64_t numProcessors);

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOGPU_SPLITCHOICE_H
