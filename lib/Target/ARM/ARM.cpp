//===- ARM.cpp - Dot products and lookups of AArch64 ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The only place that names ARM instructions. sdot takes two numbers with a
// sign, so codes above 127 are wanted with one. usdot takes codes as they are.
// The matrix products of i8mm (usmmla) want eight successive elements of a row
// in a lane, and a packed weight has four.
//
//===----------------------------------------------------------------------===//

#include "../Intrinsics.h"
#include "../Targets.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace qblock;
using qblock::detail::emitIntrinsic;

namespace {
class NeonDotprod : public CpuTarget {
public:
  NeonDotprod() : NeonDotprod("neon-dotprod", {"neon", "dotprod"}) {}

  unsigned getMaxUnsignedCode() const override { return INT8_MAX; }
  bool broadcastsLanes() const override { return true; }

  Value emitDot(OpBuilder &builder, Location loc, Value acc, Value codes,
                Value x, bool isSigned) const override {
    return emitIntrinsic(builder, loc, "llvm.aarch64.neon.sdot", acc.getType(),
                         {acc, codes, x});
  }

  Value emitPairDot(OpBuilder &builder, Location loc, Value acc, Value a,
                    Value b) const override {
    Type shorts = VectorType::get(2 * getLanes(), builder.getI16Type());
    auto products = [&](int64_t first) {
      SmallVector<Value> factors;
      for (Value pairs : {a, b})
        factors.push_back(vector::ExtractStridedSliceOp::create(
            builder, loc,
            vector::BitCastOp::create(builder, loc, shorts, pairs), first,
            getLanes(), 1));
      return emitIntrinsic(builder, loc, "llvm.aarch64.neon.smull",
                           acc.getType(), factors);
    };
    Value sums =
        emitIntrinsic(builder, loc, "llvm.aarch64.neon.addp", acc.getType(),
                      {products(0), products(getLanes())});
    return arith::AddIOp::create(builder, loc, acc, sums);
  }

  Value emitAfter(OpBuilder &builder, Location loc, Value index,
                  ValueRange values) const override {
    return qblock::detail::emitAfter(builder, loc, index, values, "w");
  }

  Value emitLookup(OpBuilder &builder, Location loc, ArrayRef<uint8_t> table,
                   Value indices) const override {
    auto type = cast<VectorType>(indices.getType());
    SmallVector<int8_t> entries(table.begin(), table.end());
    Value constant = arith::ConstantOp::create(
        builder, loc, DenseElementsAttr::get(type, ArrayRef(entries)));
    return emitIntrinsic(builder, loc, "llvm.aarch64.neon.tbl1", type,
                         {constant, indices});
  }

protected:
  // Of 32 registers, some are for codes and x: no product reads memory.
  NeonDotprod(StringRef name, ArrayRef<StringRef> features)
      : CpuTarget(name, 4, 28, features) {}
};

class NeonI8mm : public NeonDotprod {
public:
  NeonI8mm() : NeonDotprod("neon-i8mm", {"neon", "dotprod", "i8mm"}) {}

  unsigned getMaxUnsignedCode() const override { return UINT8_MAX; }

  Value emitDot(OpBuilder &builder, Location loc, Value acc, Value codes,
                Value x, bool isSigned) const override {
    return emitIntrinsic(builder, loc, "llvm.aarch64.neon.usdot", acc.getType(),
                         {acc, codes, x});
  }
};
} // namespace

const CpuTarget &qblock::getNeonDotprodTarget() {
  static const NeonDotprod target;
  return target;
}

const CpuTarget &qblock::getNeonI8mmTarget() {
  static const NeonI8mm target;
  return target;
}
