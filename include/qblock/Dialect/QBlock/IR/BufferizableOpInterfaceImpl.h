//===- BufferizableOpInterfaceImpl.h - Bufferization ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_DIALECT_QBLOCK_IR_BUFFERIZABLEOPINTERFACEIMPL_H
#define QBLOCK_DIALECT_QBLOCK_IR_BUFFERIZABLEOPINTERFACEIMPL_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace qblock {

/// Lets quantize, dequantize, matmul and gather_rows be bufferized as they are:
/// the same op on memrefs, writing into the buffer of its init.
void registerBufferizableOpInterfaceExternalModels(
    mlir::DialectRegistry &registry);

} // namespace qblock

#endif // QBLOCK_DIALECT_QBLOCK_IR_BUFFERIZABLEOPINTERFACEIMPL_H
