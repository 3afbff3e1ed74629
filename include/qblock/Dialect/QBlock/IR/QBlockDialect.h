//===- QBlockDialect.h - The qblock dialect ---------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_DIALECT_QBLOCK_IR_QBLOCKDIALECT_H
#define QBLOCK_DIALECT_QBLOCK_IR_QBLOCKDIALECT_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinTypeInterfaces.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"
#include "qblock/Format/Format.h"
#include "qblock/Format/PackedLayout.h"

#include "qblock/Dialect/QBlock/IR/QBlockDialect.h.inc"

#include "qblock/Dialect/QBlock/IR/QBlockEnums.h.inc"

#define GET_ATTRDEF_CLASSES
#include "qblock/Dialect/QBlock/IR/QBlockAttributes.h.inc"

#define GET_TYPEDEF_CLASSES
#include "qblock/Dialect/QBlock/IR/QBlockTypes.h.inc"

namespace qblock {

/// The type information of an element type that a weight can have: a block
/// type, f32, f16 or bf16; null for any other.
const format::TypeInfo *getTypeInfo(mlir::Type elementType);

/// The element type for a weight of type `info`: a block type or a float type;
/// null if there is none.
mlir::Type getElementType(mlir::MLIRContext *context,
                          const format::TypeInfo &info);

/// The i8 tensor that holds the bytes of a tensor of blocks: the last dimension
/// in bytes, the others unchanged; of a packed matrix, [tiles, bytes of a
/// tile]. Fails (no type) unless the last dimension is static and a whole
/// number of blocks, and a packed tensor is a matrix of static shape.
mlir::FailureOr<mlir::RankedTensorType>
getStorageType(mlir::RankedTensorType blocks);

/// Slices of dimension `dim` of a tensor of `type` start and end at multiples
/// of this: elements of a block, rows of a tile, else 1. (The last slice of
/// rows may end with the tensor.)
int64_t getSliceGranularity(mlir::ShapedType type, int64_t dim);

/// Bytes of a tensor of blocks or floats with static shape; the last dimension
/// is a whole number of blocks.
int64_t getNumBytes(mlir::RankedTensorType type);

} // namespace qblock

#endif // QBLOCK_DIALECT_QBLOCK_IR_QBLOCKDIALECT_H
