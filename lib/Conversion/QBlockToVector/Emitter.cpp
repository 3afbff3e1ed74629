//===- Emitter.cpp - Short names for what kernels are made of -----------*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Emitter.h"

#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace qblock;

Value Emitter::constant(Type type, double value) const {
  Type element = getElementTypeOrSelf(type);
  TypedAttr scalar;
  if (isa<FloatType>(element))
    scalar = builder.getFloatAttr(element, value);
  else
    scalar = builder.getIntegerAttr(element, int64_t(value));
  if (auto vector = dyn_cast<VectorType>(type))
    scalar = DenseElementsAttr::get(vector, Attribute(scalar));
  return arith::ConstantOp::create(builder, loc, scalar);
}

Value Emitter::shiftAndMask(Value v, int64_t left, int64_t mask) const {
  Type type = v.getType();
  if (left > 0)
    v = make<arith::ShLIOp>(v, constant(type, left));
  if (left < 0)
    v = make<arith::ShRUIOp>(v, constant(type, -left));
  return make<arith::AndIOp>(v, constant(type, mask));
}

Value Emitter::loadSplat(int64_t lanes, Value memref, Value position) const {
  Value scalar = memref::LoadOp::create(builder, loc, memref, position);
  return make<vector::BroadcastOp>(vectorOf(lanes, scalar.getType()), scalar);
}

SmallVector<Value>
Emitter::loop(Value first, Value end, int64_t step, ValueRange inits,
              function_ref<SmallVector<Value>(Value, ValueRange)> body) const {
  auto loop = scf::ForOp::create(
      builder, loc, first, end, index(step), inits,
      [&](OpBuilder &, Location, Value index, ValueRange carried) {
        scf::YieldOp::create(builder, loc, body(index, carried));
      });
  return llvm::to_vector(ValueRange(loop.getResults()));
}

void Emitter::loop(Value first, Value end, int64_t step,
                   function_ref<void(Value)> body) const {
  loop(first, end, step, {}, [&](Value index, ValueRange) {
    body(index);
    return SmallVector<Value>();
  });
}
