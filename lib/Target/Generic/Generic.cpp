//===- Generic.cpp - Kernels without intrinsics -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The meaning of the three operations in vector code that any target of LLVM
// lowers. The dot product works on 32-bit lanes, so that no lane is moved.
//
//===----------------------------------------------------------------------===//

#include "../Targets.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace qblock;

static Value emitSplat(OpBuilder &builder, Location loc, Type type,
                       int64_t value) {
  auto vector = cast<VectorType>(type);
  auto element = builder.getIntegerAttr(vector.getElementType(), value);
  return arith::ConstantOp::create(builder, loc,
                                   DenseElementsAttr::get(vector, element));
}

namespace {
class Generic : public CpuTarget {
public:
  Generic() : CpuTarget("generic", 4, 16) {}

  Value emitDot(OpBuilder &builder, Location loc, Value acc, Value codes,
                Value x, bool isSigned) const override {
    Type type = acc.getType();
    Value codeLanes = vector::BitCastOp::create(builder, loc, type, codes);
    Value xLanes = vector::BitCastOp::create(builder, loc, type, x);
    Value byteMask = emitSplat(builder, loc, type, 0xff);
    Value topByte = emitSplat(builder, loc, type, 24);
    for (int64_t byte = 0; byte < 4; ++byte) {
      Value down = emitSplat(builder, loc, type, 8 * byte);
      Value up = emitSplat(builder, loc, type, 24 - 8 * byte);
      Value code = arith::AndIOp::create(
          builder, loc, arith::ShRUIOp::create(builder, loc, codeLanes, down),
          byteMask);
      Value number = arith::ShRSIOp::create(
          builder, loc, arith::ShLIOp::create(builder, loc, xLanes, up),
          topByte);
      Value product = arith::MulIOp::create(builder, loc, code, number);
      acc = arith::AddIOp::create(builder, loc, acc, product);
    }
    return acc;
  }

  Value emitPairDot(OpBuilder &builder, Location loc, Value acc, Value a,
                    Value b) const override {
    Type type = acc.getType();
    Value half = emitSplat(builder, loc, type, 16);
    auto low = [&](Value pair) -> Value {
      return arith::ShRSIOp::create(
          builder, loc, arith::ShLIOp::create(builder, loc, pair, half), half);
    };
    auto high = [&](Value pair) -> Value {
      return arith::ShRSIOp::create(builder, loc, pair, half);
    };
    for (auto [x, y] : {std::pair{low(a), low(b)}, {high(a), high(b)}}) {
      Value product = arith::MulIOp::create(builder, loc, x, y);
      acc = arith::AddIOp::create(builder, loc, acc, product);
    }
    return acc;
  }

  /// Selects between halves of the table, bit by bit of the index.
  Value emitLookup(OpBuilder &builder, Location loc, ArrayRef<uint8_t> table,
                   Value indices) const override {
    Type type = indices.getType();
    SmallVector<Value> values;
    for (uint8_t entry : table)
      values.push_back(emitSplat(builder, loc, type, int8_t(entry)));
    Value zero = emitSplat(builder, loc, type, 0);
    for (int64_t bit = 1; values.size() > 1; bit *= 2) {
      Value masked = arith::AndIOp::create(builder, loc, indices,
                                           emitSplat(builder, loc, type, bit));
      Value isSet = arith::CmpIOp::create(
          builder, loc, arith::CmpIPredicate::ne, masked, zero);
      for (size_t i = 0; i < values.size() / 2; ++i)
        values[i] = arith::SelectOp::create(builder, loc, isSet,
                                            values[2 * i + 1], values[2 * i]);
      values.resize(values.size() / 2);
    }
    return values[0];
  }
};
} // namespace

const CpuTarget &qblock::getGenericTarget() {
  static const Generic target;
  return target;
}
