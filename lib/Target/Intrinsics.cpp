//===- Intrinsics.cpp - Emission shared by targets --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the targets have in common when they name instructions.
//
//===----------------------------------------------------------------------===//

#include "Intrinsics.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

using namespace mlir;

Value qblock::detail::emitIntrinsic(OpBuilder &builder, Location loc,
                                    StringRef name, Type type,
                                    ValueRange operands) {
  return LLVM::CallIntrinsicOp::create(builder, loc, type,
                                       builder.getStringAttr(name), operands)
      .getResult(0);
}

Value qblock::detail::emitSplat(OpBuilder &builder, Location loc, Type type,
                                int64_t value) {
  auto vector = cast<VectorType>(type);
  auto element = builder.getIntegerAttr(vector.getElementType(), value);
  return arith::ConstantOp::create(builder, loc,
                                   DenseElementsAttr::get(vector, element));
}
