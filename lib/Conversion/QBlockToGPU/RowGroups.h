//===- RowGroups.h - Rows that are routed to matrices -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOGPU_ROWGROUPS_H
#define QBLOCK_CONVERSION_QBLOCKTOGPU_ROWGROUPS_H

#include "KernelBuilder.h"

namespace qblock {

/// `order[position]`, of an array of i64 that nobody writes; index.
mlir::Value emitRoutedRow(const GpuEmitter &emit, mlir::Value order,
                          mlir::Value position);

/// Finds the rows and the matrix of the block, whose number along y is that of
/// its group, and emits `body` for it if there are such rows. `all` are the
/// kernel's arguments, `starts` an array of `numStarts` i64.
void emitGroup(const GpuEmitter &emit, const GpuKernel &kernel,
               const MatmulArguments &all, mlir::Value starts,
               mlir::Value numStarts,
               llvm::function_ref<void(const MatmulArguments &)> body);

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOGPU_ROWGROUPS_H
