//===- BlockBorders.h - Sizes that are whole blocks -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_DIALECT_QBLOCK_IR_BLOCKBORDERS_H
#define QBLOCK_DIALECT_QBLOCK_IR_BLOCKBORDERS_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

#include <cstdint>

namespace qblock {

/// True if `value` (of index type) is known to be a multiple of `factor`: a
/// constant, an induction variable that starts at and steps by multiples, or a
/// product, sum or affine function that cannot be anything else.
bool isMultipleOf(mlir::OpFoldResult value, int64_t factor);

/// True if `slice`, of a packed matrix of type `source`, is known to start and
/// end with tiles in the first dimension; it may end with the matrix instead.
/// The number of rows is constant then.
bool isOfWholeTiles(mlir::OffsetSizeAndStrideOpInterface slice,
                    mlir::RankedTensorType source);

} // namespace qblock

#endif // QBLOCK_DIALECT_QBLOCK_IR_BLOCKBORDERS_H
