//===- InitAll.h - Registration of everything the project has ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_INITALL_H
#define QBLOCK_INITALL_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace qblock {

/// Adds the dialect and the external models of its interfaces.
void registerAllDialects(mlir::DialectRegistry &registry);

/// Registers all passes and pipelines by name. To be called once a process.
void registerAllPasses();

} // namespace qblock

#endif // QBLOCK_INITALL_H
