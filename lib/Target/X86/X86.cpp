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
// larger ones are cut into their top bit and the rest.
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

namespace {
class Avx2 : public CpuTarget {
public:
  // Of 16 registers one is for x, which has no broadcast of its own in an
  // instruction, and one for a product before it is added.
  Avx2() : CpuTarget("avx2", 8, 14, {"avx2", "fma", "f16c"}) {}

  Value emitDot(OpBuilder &builder, Location loc, Value acc, Value codes,
                Value x, unsigned maxCode) const override {
    constexpr int64_t topBit = 128;
    if (maxCode <= topBit)
      return emitSmallDot(builder, loc, acc, codes, x);
    auto type = cast<VectorType>(codes.getType());
    for (int64_t mask : {topBit - 1, topBit}) {
      Value part = arith::AndIOp::create(
          builder, loc, codes, emitSplat(builder, loc, type, int8_t(mask)));
      acc = emitSmallDot(builder, loc, acc, part, x);
    }
    return acc;
  }

  bool hasShortDot() const override { return true; }

  Value emitShortDot(OpBuilder &builder, Location loc, Value acc, Value codes,
                     Value x, bool isSigned) const override {
    if (isSigned) {
      Value magnitudes = emitIntrinsic(builder, loc, "llvm.x86.avx2.psign.b",
                                       codes.getType(), {codes, codes});
      x = emitIntrinsic(builder, loc, "llvm.x86.avx2.psign.b", codes.getType(),
                        {x, codes});
      codes = magnitudes;
    }
    Value pairs = emitIntrinsic(builder, loc, "llvm.x86.avx2.pmadd.ub.sw",
                                acc.getType(), {codes, x});
    return arith::AddIOp::create(builder, loc, acc, pairs);
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

  Value emitLookup(OpBuilder &builder, Location loc, ArrayRef<uint8_t> table,
                   Value indices) const override {
    return emitShuffle(builder, loc, "llvm.x86.avx2.pshuf.b", table, indices);
  }

private:
  Value emitSmallDot(OpBuilder &builder, Location loc, Value acc, Value codes,
                     Value x) const {
    auto type = cast<VectorType>(acc.getType());
    auto pairType =
        VectorType::get(2 * type.getNumElements(), builder.getI16Type());
    Value pairs = emitIntrinsic(builder, loc, "llvm.x86.avx2.pmadd.ub.sw",
                                pairType, {codes, x});
    Value ones = emitSplat(builder, loc, pairType, 1);
    Value sums = emitIntrinsic(builder, loc, "llvm.x86.avx2.pmadd.wd", type,
                               {pairs, ones});
    return arith::AddIOp::create(builder, loc, acc, sums);
  }
};

class Avx512Vnni : public CpuTarget {
public:
  Avx512Vnni()
      : CpuTarget("avx512vnni", 16, 32,
                  {"avx512f", "avx512bw", "avx512vl", "avx512vnni"}) {}

  Value emitDot(OpBuilder &builder, Location loc, Value acc, Value codes,
                Value x, unsigned maxCode) const override {
    return emitIntrinsic(builder, loc, "llvm.x86.avx512.vpdpbusd.512",
                         acc.getType(), {acc, codes, x});
  }

  Value emitPairDot(OpBuilder &builder, Location loc, Value acc, Value a,
                    Value b) const override {
    auto type = cast<VectorType>(acc.getType());
    auto pairType =
        VectorType::get(2 * type.getNumElements(), builder.getI16Type());
    return emitIntrinsic(
        builder, loc, "llvm.x86.avx512.vpdpwssd.512", type,
        {acc, vector::BitCastOp::create(builder, loc, pairType, a),
         vector::BitCastOp::create(builder, loc, pairType, b)});
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

const CpuTarget &qblock::getAvx512VnniTarget() {
  static const Avx512Vnni target;
  return target;
}
