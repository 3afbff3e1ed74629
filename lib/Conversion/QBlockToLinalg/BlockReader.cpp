//===- BlockReader.cpp - Emits the decoding of blocks -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The counterpart in IR of the reference decoder: it walks the planes of a row
// and knows no format. Offsets are computed from digits of the element number,
// but only once for a run of elements; along a run they grow by a stride, which
// is what lets LLVM vectorize the innermost loop.
//
//===----------------------------------------------------------------------===//

#include "qblock/Conversion/BlockReader.h"
#include "qblock/Format/Codes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Matchers.h"

#include <algorithm>
#include <numeric>

using namespace mlir;
using namespace qblock;
using format::Code;
using format::CodeKind;
using format::MinKind;
using format::Plane;
using format::PlaneDim;

//===----------------------------------------------------------------------===//
// Small arithmetic
//===----------------------------------------------------------------------===//

static Value emitIndex(OpBuilder &builder, Location loc, int64_t value) {
  return arith::ConstantIndexOp::create(builder, loc, value);
}

static Value emitI32(OpBuilder &builder, Location loc, int64_t value) {
  return arith::ConstantIntOp::create(builder, loc, builder.getI32Type(),
                                      value);
}

template <typename Op>
static Value emitWith(OpBuilder &builder, Location loc, Value lhs,
                      int64_t rhs) {
  return builder.createOrFold<Op>(loc, lhs, emitIndex(builder, loc, rhs));
}

//===----------------------------------------------------------------------===//
// Bits
//===----------------------------------------------------------------------===//

/// Plane::bitOffset on a value.
static Value emitBitOffset(OpBuilder &builder, Location loc, const Plane &plane,
                           Value codeIndex) {
  Value bit = emitIndex(builder, loc, plane.baseBits);
  Value rest = codeIndex;
  for (const PlaneDim &dim : plane.dims) {
    if (dim.count == 0)
      break;
    Value digit = emitWith<arith::RemUIOp>(builder, loc, rest, dim.count);
    rest = emitWith<arith::DivUIOp>(builder, loc, rest, dim.count);
    Value bits = emitWith<arith::MulIOp>(builder, loc, digit, dim.strideBits);
    bit = builder.createOrFold<arith::AddIOp>(loc, bit, bits);
  }
  return bit;
}

BlockReader::Run BlockReader::emitRun(OpBuilder &builder, Location loc,
                                      const Code &code, Value firstCode) const {
  Run run{&code, {}};
  for (const Plane &plane : code.planes)
    if (plane.widthBits)
      run.firstBits.push_back(emitBitOffset(builder, loc, plane, firstCode));
  return run;
}

/// The field of one plane as i32. Fields up to a byte wide stay inside a byte,
/// wider ones start at one (see Proof.h).
Value BlockReader::emitPlane(OpBuilder &builder, Location loc, const Code &code,
                             const Plane &plane, Value firstBit,
                             Value position) const {
  unsigned strideBits = plane.dims[0].strideBits;
  bool stepsBytes = strideBits % 8 == 0;
  Value bit = firstBit, byteOffset;
  if (!stepsBytes) {
    Value step = emitWith<arith::MulIOp>(builder, loc, position, strideBits);
    bit = builder.createOrFold<arith::AddIOp>(loc, firstBit, step);
  }
  byteOffset = emitWith<arith::DivUIOp>(builder, loc, bit, 8);
  if (stepsBytes) {
    Value step =
        emitWith<arith::MulIOp>(builder, loc, position, strideBits / 8);
    byteOffset = builder.createOrFold<arith::AddIOp>(loc, byteOffset, step);
  }

  Value field;
  for (unsigned lowBit = 0; lowBit < plane.widthBits; lowBit += 8) {
    Value offset =
        emitWith<arith::AddIOp>(builder, loc, byteOffset, lowBit / 8);
    Value byte = arith::ExtUIOp::create(builder, loc, builder.getI32Type(),
                                        loadByte(builder, loc, code, offset));
    if (!field) {
      field = byte;
      continue;
    }
    Value shifted = arith::ShLIOp::create(builder, loc, byte,
                                          emitI32(builder, loc, lowBit));
    field = arith::OrIOp::create(builder, loc, field, shifted);
  }
  if (plane.widthBits % 8 == 0)
    return field;
  Value bitInByte = emitWith<arith::RemUIOp>(builder, loc, bit, 8);
  Value amount = builder.createOrFold<arith::IndexCastOp>(
      loc, builder.getI32Type(), bitInByte);
  Value shifted = builder.createOrFold<arith::ShRUIOp>(loc, field, amount);
  Value mask = emitI32(builder, loc, (1 << plane.widthBits) - 1);
  return arith::AndIOp::create(builder, loc, shifted, mask);
}

/// The planes glued.
Value BlockReader::emitRaw(OpBuilder &builder, Location loc, const Run &run,
                           Value position) const {
  Value raw;
  unsigned planeIndex = 0;
  for (const Plane &plane : run.code->planes) {
    if (plane.widthBits == 0)
      continue;
    Value field = emitPlane(builder, loc, *run.code, plane,
                            run.firstBits[planeIndex++], position);
    if (plane.shift)
      field = arith::ShLIOp::create(builder, loc, field,
                                    emitI32(builder, loc, plane.shift));
    raw = raw ? arith::OrIOp::create(builder, loc, raw, field).getResult()
              : field;
  }
  return raw;
}

//===----------------------------------------------------------------------===//
// Numbers
//===----------------------------------------------------------------------===//

static Value emitSignExtension(OpBuilder &builder, Location loc, Value raw,
                               unsigned widthBits) {
  Value unused = emitI32(builder, loc, 32 - widthBits);
  Value high = arith::ShLIOp::create(builder, loc, raw, unused);
  return arith::ShRSIOp::create(builder, loc, high, unused);
}

/// 2^(exponent - 128); exponents 0 and 1 give subnormal numbers.
static Value emitE8M0Half(OpBuilder &builder, Location loc, Value exponent) {
  Value subnormal = arith::ShLIOp::create(
      builder, loc, emitI32(builder, loc, 0x00200000), exponent);
  Value biased =
      arith::SubIOp::create(builder, loc, exponent, emitI32(builder, loc, 1));
  Value normal =
      arith::ShLIOp::create(builder, loc, biased, emitI32(builder, loc, 23));
  Value isSubnormal =
      arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult, exponent,
                            emitI32(builder, loc, 2));
  Value bits =
      arith::SelectOp::create(builder, loc, isSubnormal, subnormal, normal);
  return arith::BitcastOp::create(builder, loc, builder.getF32Type(), bits);
}

/// Reads the number of each code from a table.
static Value emitLookup(OpBuilder &builder, Location loc, const Code &code,
                        Value raw) {
  int64_t numLevels = int64_t(1) << code.widthBits();
  SmallVector<float> levels;
  for (int64_t i = 0; i < numLevels; ++i)
    levels.push_back(format::codeValue(code, uint32_t(i)));
  auto type = RankedTensorType::get({numLevels}, builder.getF32Type());
  Value table = arith::ConstantOp::create(
      builder, loc, type, DenseElementsAttr::get(type, ArrayRef(levels)));
  Value index =
      arith::IndexCastUIOp::create(builder, loc, builder.getIndexType(), raw);
  return tensor::ExtractOp::create(builder, loc, table, index);
}

/// The number that the raw bits stand for, as f32.
Value BlockReader::emitCode(OpBuilder &builder, Location loc, const Run &run,
                            Value position) const {
  const Code &code = *run.code;
  Type f32 = builder.getF32Type();
  Value raw = emitRaw(builder, loc, run, position);
  switch (code.kind) {
  case CodeKind::Unsigned:
    break;
  case CodeKind::Signed:
    raw = emitSignExtension(builder, loc, raw, code.widthBits());
    break;
  case CodeKind::F16: {
    Value bits =
        arith::TruncIOp::create(builder, loc, builder.getI16Type(), raw);
    Value half =
        arith::BitcastOp::create(builder, loc, builder.getF16Type(), bits);
    return arith::ExtFOp::create(builder, loc, f32, half);
  }
  case CodeKind::F32:
    return arith::BitcastOp::create(builder, loc, f32, raw);
  case CodeKind::E8M0Half:
    return emitE8M0Half(builder, loc, raw);
  case CodeKind::E4M3Half:
  case CodeKind::Lookup:
    return emitLookup(builder, loc, code, raw);
  }
  if (code.bias)
    raw = arith::SubIOp::create(builder, loc, raw,
                                emitI32(builder, loc, code.bias));
  return arith::SIToFPOp::create(builder, loc, f32, raw);
}

//===----------------------------------------------------------------------===//
// The value of an element
//===----------------------------------------------------------------------===//

int64_t BlockReader::getElemsPerGroup() const {
  int64_t elemsPerGroup = row.elemsPerBlock;
  for (const Code *code : {&row.subScale, &row.subMin})
    if (*code)
      elemsPerGroup = std::min<int64_t>(elemsPerGroup, code->elemsPerCode);
  return elemsPerGroup;
}

int64_t BlockReader::getElemsPerRun() const {
  int64_t elemsPerRun = getElemsPerGroup();
  for (const Plane &plane : row.quant.planes)
    if (plane.widthBits)
      elemsPerRun = std::gcd(elemsPerRun, int64_t(plane.dims[0].count));
  return elemsPerRun;
}

BlockReader::GroupScale BlockReader::emitBlockScale(OpBuilder &builder,
                                                    Location loc) const {
  Value zero = emitIndex(builder, loc, 0);
  auto emit = [&](const Code &code) -> Value {
    if (!code)
      return {};
    return emitCode(builder, loc, emitRun(builder, loc, code, zero), zero);
  };
  Value scale = emit(row.scale);
  return {scale, emit(row.min)};
}

BlockReader::GroupScale BlockReader::emitGroupScale(OpBuilder &builder,
                                                    Location loc,
                                                    GroupScale block,
                                                    Value firstElem) const {
  auto multiply = [&](Value number, const Code &code) -> Value {
    if (!code)
      return number;
    Value codeIndex =
        emitWith<arith::DivUIOp>(builder, loc, firstElem, code.elemsPerCode);
    Value factor =
        emitCode(builder, loc, emitRun(builder, loc, code, codeIndex),
                 emitIndex(builder, loc, 0));
    if (!number)
      return factor;
    return arith::MulFOp::create(builder, loc, number, factor);
  };
  Value scale = multiply(block.scale, row.subScale);
  return {scale, multiply(block.min, row.subMin)};
}

BlockReader::Run BlockReader::emitQuantRun(OpBuilder &builder, Location loc,
                                           Value firstElem) const {
  return emitRun(builder, loc, row.quant, firstElem);
}

Value BlockReader::emitElement(OpBuilder &builder, Location loc, const Run &run,
                               Value position, GroupScale group) const {
  Value quant = emitCode(builder, loc, run, position);
  Value product = arith::MulFOp::create(builder, loc, group.scale, quant);
  switch (row.minKind) {
  case MinKind::None:
    return product;
  case MinKind::Add:
    return arith::AddFOp::create(builder, loc, product, group.min);
  case MinKind::Subtract:
    return arith::SubFOp::create(builder, loc, product, group.min);
  }
  return product;
}
