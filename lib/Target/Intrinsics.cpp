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

#include <string>

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

Value qblock::detail::emitEmptyAssembly(OpBuilder &builder, Location loc,
                                        ValueRange operands,
                                        StringRef constraints) {
  return LLVM::InlineAsmOp::create(
             builder, loc, operands[0].getType(), operands, /*asm_string=*/"",
             constraints, /*has_side_effects=*/false,
             /*is_align_stack=*/false, LLVM::TailCallKind::None,
             LLVM::AsmDialectAttr(), /*operand_attrs=*/ArrayAttr())
      .getResult(0);
}

Value qblock::detail::emitAfter(OpBuilder &builder, Location loc, Value index,
                                ValueRange values, StringRef vectorConstraint) {
  auto word = [&](Value number) -> Value {
    return arith::IndexCastOp::create(builder, loc, builder.getI64Type(),
                                      number);
  };
  SmallVector<Value> operands = {word(index)};
  std::string constraints = "=r,0";
  for (Value value : values) {
    bool isVector = isa<VectorType>(value.getType());
    operands.push_back(isVector ? value : word(value));
    constraints += "," + (isVector ? vectorConstraint.str() : "r");
  }
  return arith::IndexCastOp::create(
      builder, loc, index.getType(),
      emitEmptyAssembly(builder, loc, operands, constraints));
}
