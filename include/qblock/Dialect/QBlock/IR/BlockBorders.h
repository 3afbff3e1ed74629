//===- BlockBorders.h - Sizes that are whole blocks -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_DIALECT_QBLOCK_IR_BLOCKBORDERS_H
#define QBLOCK_DIALECT_QBLOCK_IR_BLOCKBORDERS_H

#include "mlir/IR/OpDefinition.h"

#include <cstdint>

namespace qblock {

/// True if `value` (of index type) is known to be a multiple of `factor`: a
/// constant, an induction variable that starts at and steps by multiples, or a
/// product, sum or affine function that cannot be anything else.
bool isMultipleOf(mlir::OpFoldResult value, int64_t factor);

} // namespace qblock

#endif // QBLOCK_DIALECT_QBLOCK_IR_BLOCKBORDERS_H
