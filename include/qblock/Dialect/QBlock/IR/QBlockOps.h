//===- QBlockOps.h - Operations of the qblock dialect -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_DIALECT_QBLOCK_IR_QBLOCKOPS_H
#define QBLOCK_DIALECT_QBLOCK_IR_QBLOCKOPS_H

#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/TilingInterface.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"

#define GET_OP_CLASSES
#include "qblock/Dialect/QBlock/IR/QBlockOps.h.inc"

namespace qblock {

/// In `QBlockOp::getOperandLoops`: a dimension that every iteration may read
/// whole.
inline constexpr int64_t kWholeDim = -1;

} // namespace qblock

#endif // QBLOCK_DIALECT_QBLOCK_IR_QBLOCKOPS_H
