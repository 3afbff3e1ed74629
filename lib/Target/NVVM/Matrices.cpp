//===- Matrices.cpp - Products of small matrices by a warp ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Chips whose instructions multiply smaller tiles hold the same elements in the
// same registers (PTX ISA, "Matrix multiply-accumulate operation using mma
// instruction"), so a large product is a few small ones.
//
//===----------------------------------------------------------------------===//

#include "Matrices.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"

using namespace mlir;
using namespace qblock;

/// The fields of a struct.
static SmallVector<Value> takeApart(OpBuilder &builder, Location loc,
                                    Value value) {
  SmallVector<Value> fields;
  auto type = cast<LLVM::LLVMStructType>(value.getType());
  for (int64_t i = 0, e = type.getBody().size(); i != e; ++i)
    fields.push_back(LLVM::ExtractValueOp::create(builder, loc, value, i));
  return fields;
}

/// A struct of as many fields of the type of `values`.
static Type getStructOf(ValueRange values) {
  return LLVM::LLVMStructType::getLiteral(values.front().getContext(),
                                          llvm::to_vector(values.getTypes()));
}

/// One instruction.
static SmallVector<Value> emitMma(OpBuilder &builder, Location loc,
                                  MmaShape shape, NVVM::MMATypes type,
                                  ValueRange a, ValueRange b, ValueRange c) {
  std::optional<NVVM::MMAIntOverflow> overflow;
  if (type == NVVM::MMATypes::s8)
    overflow = NVVM::MMAIntOverflow::wrapped;
  Value result = NVVM::MmaOp::create(
      builder, loc, getStructOf(c), a, b, c, {shape.m, shape.n, shape.k},
      /*b1Op=*/std::nullopt, overflow,
      std::array<NVVM::MMATypes, 2>{type, type},
      std::array<NVVM::MMALayout, 2>{NVVM::MMALayout::row,
                                     NVVM::MMALayout::col});
  return takeApart(builder, loc, result);
}

SmallVector<Value> nvvm::emitInt8Product(OpBuilder &builder, Location loc,
                                         MmaShape largest, ValueRange a,
                                         ValueRange b, ValueRange c) {
  MmaShape shape = {16, 8, int64_t(16 * b.size())};
  if (shape.m <= largest.m && shape.k <= largest.k)
    return emitMma(builder, loc, shape, NVVM::MMATypes::s8, a, b, c);
  // 8 rows and 16 elements of k at a time.
  SmallVector<Value> result(c);
  for (size_t step = 0; step < b.size(); ++step)
    for (size_t half = 0; half < 2; ++half) {
      ArrayRef<Value> sums = ArrayRef(result).slice(2 * half, 2);
      SmallVector<Value> part =
          emitMma(builder, loc, largest, NVVM::MMATypes::s8, a[2 * step + half],
                  b[step], sums);
      llvm::copy(part, result.begin() + 2 * half);
    }
  return result;
}

SmallVector<Value> nvvm::emitHalfProduct(OpBuilder &builder, Location loc,
                                         MmaShape largest, Type element,
                                         ValueRange a, ValueRange b,
                                         ValueRange c) {
  bool isBFloat = element.isBF16();
  // Registers of bf16 are words, those of f16 are vectors.
  auto toRegisters = [&](ValueRange words) {
    SmallVector<Value> registers(words);
    if (isBFloat)
      return registers;
    auto pair = VectorType::get(2, element);
    for (Value &word : registers)
      word = LLVM::BitcastOp::create(builder, loc, pair, word);
    return registers;
  };
  SmallVector<Value> rows = toRegisters(a), columns = toRegisters(b), sums(c);
  int64_t steps = 16 / largest.k;
  for (int64_t i = 0; i < steps; ++i)
    sums = emitMma(
        builder, loc, largest,
        isBFloat ? NVVM::MMATypes::bf16 : NVVM::MMATypes::f16,
        ArrayRef(rows).slice(i * rows.size() / steps, rows.size() / steps),
        ArrayRef(columns).slice(i * columns.size() / steps,
                                columns.size() / steps),
        sums);
  return sums;
}

SmallVector<Value> nvvm::emitLoadMatrices(OpBuilder &builder, Location loc,
                                          Value pointer) {
  constexpr int numMatrices = 4;
  SmallVector<Type> words(numMatrices, builder.getI32Type());
  Type type = LLVM::LLVMStructType::getLiteral(builder.getContext(), words);
  Value result = NVVM::LdMatrixOp::create(
      builder, loc, type, pointer, numMatrices, NVVM::MMALayout::row,
      NVVM::LdStMatrixShapeAttr::get(builder.getContext(), 8, 8),
      NVVM::LdStMatrixEltType::B16);
  return takeApart(builder, loc, result);
}

void nvvm::emitAsyncCopy(OpBuilder &builder, Location loc, Value to, Value from,
                         int64_t bytes, Value isInside) {
  Value size;
  if (isInside) {
    auto constant = [&](int64_t value) -> Value {
      return LLVM::ConstantOp::create(builder, loc,
                                      builder.getI32IntegerAttr(value));
    };
    size = LLVM::SelectOp::create(builder, loc, isInside, constant(bytes),
                                  constant(0));
  }
  // 16 bytes pass by the first-level cache: no other block of the
  // multiprocessor is likely to want them.
  auto modifier = bytes == 16 ? NVVM::LoadCacheModifierKind::CG
                              : NVVM::LoadCacheModifierKind::CA;
  NVVM::CpAsyncOp::create(builder, loc, to, from, uint32_t(bytes), modifier,
                          size);
}

void nvvm::emitWaitForCopies(OpBuilder &builder, Location loc) {
  NVVM::CpAsyncCommitGroupOp::create(builder, loc);
  NVVM::CpAsyncWaitGroupOp::create(builder, loc, 0);
}
