//===- Ids.cpp - Numbers that choose rows or matrices -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "qblock/Dialect/QBlock/IR/Ids.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;

Value qblock::emitId(OpBuilder &builder, Location loc, Value ids,
                     Value position) {
  Value id;
  if (isa<MemRefType>(ids.getType()))
    id = memref::LoadOp::create(builder, loc, ids, position);
  else
    id = tensor::ExtractOp::create(builder, loc, ids, position);
  if (id.getType().isIndex())
    return id;
  return arith::IndexCastOp::create(builder, loc, builder.getIndexType(), id);
}

/// Compares unsigned numbers, among which a negative one is too large as well.
Value qblock::emitCheckedId(OpBuilder &builder, Location loc, Value ids,
                            Value position, Value count, StringRef expected) {
  Value id = emitId(builder, loc, ids, position);
  Value isInside =
      arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult, id, count);
  cf::AssertOp::create(builder, loc, isInside,
                       ("id out of range: expects " + expected).str());
  return id;
}
