//===- Features.cpp - Asking an AArch64 processor ---------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Programs may not read the registers that tell: Linux does it for them, in the
// auxiliary vector (arch/arm64/include/uapi/asm/hwcap.h).
//
//===----------------------------------------------------------------------===//

#include "../Features.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

using namespace mlir;
using llvm::StringRef;

namespace {
struct Feature {
  StringRef name;
  int64_t entry; ///< of the auxiliary vector: AT_HWCAP or AT_HWCAP2
  unsigned bit;
};
} // namespace

static constexpr int64_t hwcap = 16, hwcap2 = 26;
static constexpr Feature knownFeatures[] = {
    {"neon", hwcap, 1}, {"dotprod", hwcap, 20}, {"i8mm", hwcap2, 13}};

static const Feature *find(StringRef name) {
  for (const Feature &feature : knownFeatures)
    if (feature.name == name)
      return &feature;
  return nullptr;
}

/// The C library's `unsigned long getauxval(unsigned long)`.
static func::FuncOp declareGetauxval(OpBuilder &builder, Location loc) {
  constexpr StringLiteral name = "getauxval";
  auto module =
      builder.getInsertionBlock()->getParentOp()->getParentOfType<ModuleOp>();
  if (auto function = module.lookupSymbol<func::FuncOp>(name))
    return function;
  OpBuilder atEnd = OpBuilder::atBlockEnd(module.getBody());
  Type i64 = builder.getI64Type();
  auto function =
      func::FuncOp::create(atEnd, loc, name, builder.getFunctionType(i64, i64));
  function.setPrivate();
  return function;
}

Value qblock::detail::emitHasArmFeatures(OpBuilder &builder, Location loc,
                                         ArrayRef<StringRef> names) {
  if (!llvm::all_of(names, find))
    return {};
  func::FuncOp getauxval = declareGetauxval(builder, loc);
  Value all = arith::ConstantIntOp::create(builder, loc, true, 1);
  for (StringRef name : names) {
    const Feature &feature = *find(name);
    auto constant = [&](int64_t value) {
      return arith::ConstantIntOp::create(builder, loc, value, 64);
    };
    Value word = func::CallOp::create(builder, loc, getauxval,
                                      ValueRange{constant(feature.entry)})
                     .getResult(0);
    Value bit = arith::AndIOp::create(builder, loc, word,
                                      constant(int64_t(1) << feature.bit));
    Value isSet = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne,
                                        bit, constant(0));
    all = arith::AndIOp::create(builder, loc, all, isSet);
  }
  return all;
}
