//===- X86.cpp - Dot products and lookups of x86 -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The only place that names x86 instructions. vpmaddubsw adds two products in
// 16 bits and saturates: with x >= -127 it is exact for codes up to 128, so
// larger ones are wanted with a sign, which then goes to x.
//
// LLVM re-associates sums of integers, in IR and once more in machine code, to
// make chains shorter. Here that only means that more of them are alive than
// there are registers: one is added to while others wait anyway.
//
//===----------------------------------------------------------------------===//

#include "../Intrinsics.h"
#include "../Targets.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace qblock;
using qblock::detail::emitEmptyAssembly;
using qblock::detail::emitIntrinsic;
using qblock::detail::emitSplat;

/// Looks up by vpshufb, which works on pieces of 16 bytes.
static Value emitShuffle(OpBuilder &builder, Location loc, StringRef intrinsic,
                         ArrayRef<uint8_t> table, Value indices) {
  auto type = cast<VectorType>(indices.getType());
  SmallVector<int8_t> bytes;
  for (int64_t i = 0; i < type.getNumElements(); ++i)
    bytes.push_back(int8_t(table[i % 16]));
  Value repeated = arith::ConstantOp::create(
      builder, loc, DenseElementsAttr::get(type, ArrayRef(bytes)));
  return emitIntrinsic(builder, loc, intrinsic, type, {repeated, indices});
}

/// acc + the products of pairs of words of `a` and `b`, which are of its type.
static Value emitWordDot(OpBuilder &builder, Location loc, StringRef intrinsic,
                         Value acc, Value a, Value b) {
  auto type = cast<VectorType>(acc.getType());
  auto words = VectorType::get(2 * type.getNumElements(), builder.getI16Type());
  return emitIntrinsic(builder, loc, intrinsic, type,
                       {acc, vector::BitCastOp::create(builder, loc, words, a),
                        vector::BitCastOp::create(builder, loc, words, b)});
}

namespace {
/// What registers of all widths have in common.
class X86 : public CpuTarget {
public:
  bool hasMemoryOperands() const override { return true; }

  Value emitAfter(OpBuilder &builder, Location loc, Value index,
                  ValueRange values) const override {
    return qblock::detail::emitAfter(builder, loc, index, values, "v");
  }

protected:
  using CpuTarget::CpuTarget;
};

class Avx2 : public X86 {
public:
  Avx2() : Avx2("avx2", {"avx2", "fma", "f16c"}) {}

  unsigned getMaxUnsignedCode() const override { return 128; }

  Value emitDot(OpBuilder &builder, Location loc, Value acc, Value codes,
                Value x, bool isSigned) const override {
    auto type = cast<VectorType>(acc.getType());
    auto pairType =
        VectorType::get(2 * type.getNumElements(), builder.getI16Type());
    Value pairs = emitPairs(builder, loc, pairType, codes, x, isSigned);
    return emitInPlace(builder, loc,
                       emitPairDot(builder, loc, acc, pairs,
                                   emitSplat(builder, loc, pairType, 1)));
  }

  bool hasShortDot() const override { return true; }

  Value emitShortDot(OpBuilder &builder, Location loc, Value acc, Value codes,
                     Value x, bool isSigned) const override {
    Value pairs = emitPairs(builder, loc, acc.getType(), codes, x, isSigned);
    return emitInPlace(builder, loc,
                       arith::AddIOp::create(builder, loc, acc, pairs));
  }

  Value emitPairDot(OpBuilder &builder, Location loc, Value acc, Value a,
                    Value b) const override {
    auto type = cast<VectorType>(acc.getType());
    auto pairType =
        VectorType::get(2 * type.getNumElements(), builder.getI16Type());
    Value sums =
        emitIntrinsic(builder, loc, "llvm.x86.avx2.pmadd.wd", type,
                      {vector::BitCastOp::create(builder, loc, pairType, a),
                       vector::BitCastOp::create(builder, loc, pairType, b)});
    return arith::AddIOp::create(builder, loc, acc, sums);
  }

  /// By empty assembly, which costs no instruction.
  Value emitInPlace(OpBuilder &builder, Location loc,
                    Value sum) const override {
    return emitEmptyAssembly(builder, loc, sum, "=x,0");
  }

  Value emitLookup(OpBuilder &builder, Location loc, ArrayRef<uint8_t> table,
                   Value indices) const override {
    return emitShuffle(builder, loc, "llvm.x86.avx2.pshuf.b", table, indices);
  }

protected:
  // Of 16 registers one is for x, which has no broadcast of its own in an
  // instruction, and one for a product before it is added, or for codes.
  Avx2(StringRef name, ArrayRef<StringRef> features)
      : X86(name, 8, 14, features) {}

private:
  /// codes[2 i] * x[2 i] + codes[2 i + 1] * x[2 i + 1] in i16.
  static Value emitPairs(OpBuilder &builder, Location loc, Type type,
                         Value codes, Value x, bool isSigned) {
    if (isSigned) {
      Value magnitudes = emitIntrinsic(builder, loc, "llvm.x86.avx2.psign.b",
                                       codes.getType(), {codes, codes});
      x = emitIntrinsic(builder, loc, "llvm.x86.avx2.psign.b", codes.getType(),
                        {x, codes});
      codes = magnitudes;
    }
    return emitIntrinsic(builder, loc, "llvm.x86.avx2.pmadd.ub.sw", type,
                         {codes, x});
  }
};

/// The instructions of AVX-512 VNNI with the encoding of AVX2.
class AvxVnni : public Avx2 {
public:
  AvxVnni() : Avx2("avxvnni", {"avx2", "fma", "f16c", "avxvnni"}) {}

  unsigned getMaxUnsignedCode() const override { return UINT8_MAX; }
  bool hasShortDot() const override { return false; }

  Value emitDot(OpBuilder &builder, Location loc, Value acc, Value codes,
                Value x, bool isSigned) const override {
    return emitIntrinsic(builder, loc, "llvm.x86.avx512.vpdpbusd.256",
                         acc.getType(), {acc, codes, x});
  }

  Value emitPairDot(OpBuilder &builder, Location loc, Value acc, Value a,
                    Value b) const override {
    return emitWordDot(builder, loc, "llvm.x86.avx512.vpdpwssd.256", acc, a, b);
  }
};

class Avx512Vnni : public X86 {
public:
  Avx512Vnni()
      : X86("avx512vnni", 16, 32,
            {"avx512f", "avx512bw", "avx512vl", "avx512vnni"}) {}

  Value emitDot(OpBuilder &builder, Location loc, Value acc, Value codes,
                Value x, bool isSigned) const override {
    return emitIntrinsic(builder, loc, "llvm.x86.avx512.vpdpbusd.512",
                         acc.getType(), {acc, codes, x});
  }

  Value emitPairDot(OpBuilder &builder, Location loc, Value acc, Value a,
                    Value b) const override {
    return emitWordDot(builder, loc, "llvm.x86.avx512.vpdpwssd.512", acc, a, b);
  }

  Value emitLookup(OpBuilder &builder, Location loc, ArrayRef<uint8_t> table,
                   Value indices) const override {
    return emitShuffle(builder, loc, "llvm.x86.avx512.pshuf.b.512", table,
                       indices);
  }
};
} // namespace

const CpuTarget &qblock::getAvx2Target() {
  static const Avx2 target;
  return target;
}

const CpuTarget &qblock::getAvxVnniTarget() {
  static const AvxVnni target;
  return target;
}

const CpuTarget &qblock::getAvx512VnniTarget() {
  static const Avx512Vnni target;
  return target;
}
