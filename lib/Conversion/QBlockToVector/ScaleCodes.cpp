//===- ScaleCodes.cpp - Small floats of scales as numbers -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ScaleCodes.h"

using namespace mlir;
using namespace qblock;
using format::CodeKind;

/// 2^(exponent - 128). Bits of a normal number begin with the exponent less
/// one, e; those of the subnormal numbers, for e of -1 and 0, are 2^21 and
/// 2^22. What is e * 2^21 more than the latter is no larger than the former
/// from e = 1 on.
static Value emitE8M0Half(const Emitter &emit, Value exponent, Type f32) {
  Type i32 = exponent.getType();
  Value e = emit.make<arith::SubIOp>(exponent, emit.constant(i32, 1));
  Value normal = emit.make<arith::ShLIOp>(e, emit.constant(i32, 23));
  Value subnormal =
      emit.add(emit.make<arith::ShLIOp>(e, emit.constant(i32, 21)),
               emit.constant(i32, 1 << 22));
  return emit.make<arith::BitcastOp>(
      f32, emit.make<arith::MaxSIOp>(normal, subnormal));
}

/// As bits of binary16 the code is too small by the difference of the
/// exponents' biases, 15 - 7; its half by one less. Not of binary32: small
/// codes would be subnormal there, and Zen 5 multiplies such slowly.
static Value emitE4M3Half(const Emitter &emit, Value code, Type f32) {
  Type i32 = code.getType();
  Type i16 = emit.builder.getI16Type(), f16 = emit.builder.getF16Type();
  if (auto vector = dyn_cast<VectorType>(i32)) {
    i16 = vector.clone(i16);
    f16 = vector.clone(f16);
  }
  Value bits = emit.make<arith::AndIOp>(code, emit.constant(i32, 0x7f));
  Value isNaN =
      arith::CmpIOp::create(emit.builder, emit.loc, arith::CmpIPredicate::eq,
                            bits, emit.constant(i32, 0x7f));
  Value halfBits = emit.make<arith::ShLIOp>(
      emit.make<arith::TruncIOp>(i16, bits), emit.constant(i16, 7));
  Value small =
      emit.make<arith::ExtFOp>(f32, emit.make<arith::BitcastOp>(f16, halfBits));
  Value value = emit.make<arith::MulFOp>(small, emit.constant(f32, 0x1p7));
  return emit.make<arith::SelectOp>(isNaN, emit.constant(f32, 0), value);
}

Value qblock::emitSmallFloat(const Emitter &emit, CodeKind kind, Value raw) {
  Type f32 = emit.f32();
  if (auto vector = dyn_cast<VectorType>(raw.getType()))
    f32 = vector.clone(f32);
  return kind == CodeKind::E8M0Half ? emitE8M0Half(emit, raw, f32)
                                    : emitE4M3Half(emit, raw, f32);
}
