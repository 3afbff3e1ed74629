//===- Activations.cpp - Activations as blocks of int8 -----------*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rounding is ggml's: scale = largest magnitude / 127, codes rounded to the
// nearest even number, scale and scaled sum kept in binary16 where ggml's block
// keeps them so. Codes go where the kernel reads them: those of the rows of a
// tile side by side, four a word.
//
//===----------------------------------------------------------------------===//

#include "Activations.h"
#include "TileReader.h"

#include "mlir/Dialect/Math/IR/Math.h"

#include <algorithm>

using namespace mlir;
using namespace qblock;
using format::Code;
using format::CodeKind;
using format::PackedLayout;

static constexpr int64_t elemsPerVector = 16;

/// The steps that can be added in 16 bits: each adds two products to a lane.
/// The bias enters as the first value of a sum, so it asks for one sum a group.
/// So do groups that are added as numbers: short sums, sums of 32 bits and
/// numbers would be more than registers hold.
static int64_t getStepsPerShortSum(const ActivationPlan &plan,
                                   unsigned maxCode) {
  constexpr int64_t maxX = 127, maxSum = 32767, maxSignedCode = 128;
  int64_t magnitude = plan.hasSignedCodes
                          ? maxSignedCode + std::abs(plan.bias)
                          : std::max<int64_t>(plan.bias, maxCode - plan.bias);
  int64_t steps = maxSum / (2 * maxX * magnitude);
  int64_t stepsPerGroup = plan.elemsPerGroup / PackedLayout::elemsPerStep;
  if (steps >= stepsPerGroup)
    return stepsPerGroup;
  while (stepsPerGroup % steps != 0)
    --steps;
  return plan.bias || plan.scalesSums() ? 0 : steps;
}

ActivationPlan::ActivationPlan(const PackedLayout &layout,
                               const CpuTarget &target) {
  const format::Format &row = *layout.row;
  const format::Format *partner = format::findFormat(row.dotPartner);
  assert(partner && "a weight's format names its partner");
  elemsPerBlock = partner->elemsPerBlock;
  roundsScale = partner->scale.kind == CodeKind::F16;
  roundsSum = partner->sum && partner->sum.kind == CodeKind::F16;
  hasSignedCodes = TileReader::hasSignedCodes(layout, target);
  bias = TileReader::getBias(layout, hasSignedCodes);
  hasMin = row.minKind != format::MinKind::None;
  elemsPerGroup = PackedLayout::elemsPerSlab;
  for (const Code *code : {&row.subScale, &row.subMin})
    if (*code)
      elemsPerGroup = std::min<int64_t>(elemsPerGroup, code->elemsPerCode);
  pairsSums = row.subMin && elemsPerBlock == row.elemsPerBlock &&
              elemsPerBlock % (2 * elemsPerGroup) == 0;
  unsigned maxCode = TileReader::getMaxCode(layout);
  if (target.hasShortDot())
    stepsPerShortSum = getStepsPerShortSum(*this, maxCode);
  if (scalesSums() || (hasMin && !pairsSums) ||
      elemsPerBlock != row.elemsPerBlock)
    return;
  const Code &subScale = row.subScale;
  bool isInteger =
      subScale.kind == CodeKind::Unsigned || subScale.kind == CodeKind::Signed;
  unsigned maxSubScale = (1u << subScale.widthBits()) - 1;
  scalesCodes = subScale && subScale.kind == CodeKind::Unsigned &&
                subScale.bias == 0 && bias == 0 && !stepsPerShortSum &&
                maxCode * maxSubScale <= INT8_MAX;
  sumsIntegers = !subScale || scalesCodes || (stepsPerShortSum && isInteger);
}

SmallVector<Type> ActivationBuffers::getTypes(OpBuilder &builder) {
  auto any = [](Type element) -> Type {
    return MemRefType::get(ShapedType::kDynamic, element);
  };
  Type i32 = any(builder.getI32Type()), f32 = any(builder.getF32Type());
  return {i32, f32, i32, i32};
}

/// The one of `others` whose codes serve `plan` too; null if there is none.
static const RoundedActivations *
findCodes(const ActivationPlan &plan, ArrayRef<RoundedActivations> others) {
  const auto *found = llvm::find_if(
      others, [&](const auto &other) { return other.plan.sharesCodes(plan); });
  return found == others.end() ? nullptr : found;
}

void qblock::allocate(const Emitter &emit, RoundedActivations &rounded,
                      ArrayRef<RoundedActivations> others, Value numRows,
                      Value numElems) {
  const ActivationPlan &plan = rounded.plan;
  SmallVector<Type> types = ActivationBuffers::getTypes(emit.builder);
  SmallVector<Value> values;
  if (const RoundedActivations *codes = findCodes(plan, others))
    values = {codes->buffers.codes, codes->buffers.scales};
  Value area = emit.mul(numRows, numElems);
  int64_t elemsPerPlace[] = {PackedLayout::elemsPerStep, plan.elemsPerBlock,
                             plan.elemsPerGroup, plan.elemsPerGroup};
  if (plan.pairsSums)
    elemsPerPlace[3] *= 2;
  auto alignment = emit.builder.getI64IntegerAttr(64);
  for (size_t i = values.size(); i != types.size(); ++i)
    values.push_back(memref::AllocOp::create(
        emit.builder, emit.loc, cast<MemRefType>(types[i]),
        ValueRange{emit.div(area, elemsPerPlace[i])}, alignment));
  rounded.buffers = ActivationBuffers::fromValues(values);
}

void qblock::deallocate(const Emitter &emit, const RoundedActivations &rounded,
                        ArrayRef<RoundedActivations> others) {
  SmallVector<Value> values = rounded.buffers.values();
  if (findCodes(rounded.plan, others))
    values = {rounded.buffers.biasSums, rounded.buffers.minSums};
  for (Value buffer : values)
    memref::DeallocOp::create(emit.builder, emit.loc, buffer);
}

static Value emitThroughF16(const Emitter &emit, Value value) {
  Type f16 = emit.builder.getF16Type();
  return emit.make<arith::ExtFOp>(emit.f32(),
                                  emit.make<arith::TruncFOp>(f16, value));
}

static Value loadX(const Emitter &emit, Value x, Value row, Value column) {
  VectorType type = emit.vectorOf(elemsPerVector, emit.f32());
  return vector::LoadOp::create(emit.builder, emit.loc, type, x,
                                ValueRange{row, column});
}

/// The largest magnitude of a block. As integers, the bits of magnitudes have
/// the order of the numbers and NaN is the largest: one NaN makes the scale
/// NaN, and with it what is multiplied by it.
static Value emitMagnitude(const Emitter &emit, const ActivationPlan &plan,
                           Value x, Value row, Value firstElem) {
  constexpr int64_t maxChains = 4;
  VectorType type = emit.vectorOf(elemsPerVector, emit.i32());
  int64_t numChains = std::min(maxChains, plan.elemsPerBlock / elemsPerVector);
  Value magnitudeBits = emit.constant(type, 0x7fffffff);
  auto magnitude = [&](Value column) {
    Value bits = emit.make<arith::BitcastOp>(type, loadX(emit, x, row, column));
    return emit.make<arith::AndIOp>(bits, magnitudeBits);
  };
  SmallVector<Value> largest = emit.loop(
      firstElem, emit.add(firstElem, plan.elemsPerBlock),
      numChains * elemsPerVector,
      SmallVector<Value>(numChains, emit.constant(type, 0)),
      [&](Value column, ValueRange carried) {
        SmallVector<Value> next;
        for (auto [chain, value] : llvm::enumerate(carried))
          next.push_back(emit.make<arith::MaxUIOp>(
              value,
              magnitude(emit.add(column, int64_t(chain) * elemsPerVector))));
        return next;
      });
  Value all = largest[0];
  for (Value value : ArrayRef(largest).drop_front())
    all = emit.make<arith::MaxUIOp>(all, value);
  Value bits = vector::ReductionOp::create(emit.builder, emit.loc,
                                           vector::CombiningKind::MAXUI, all);
  return emit.make<arith::BitcastOp>(emit.f32(), bits);
}

/// Codes of `scaled`, the nearest even integers. They are at most 127 but for
/// rows with infinities, NaN or subnormal numbers alone, which are clamped: a
/// conversion of anything else is undefined.
static Value emitCodes(const Emitter &emit, Value scaled) {
  Type floats = scaled.getType();
  VectorType ints = emit.vectorOf(elemsPerVector, emit.i32());
  auto choose = [&](arith::CmpFPredicate predicate, double limit) {
    Value bound = emit.constant(floats, limit);
    Value isInside =
        arith::CmpFOp::create(emit.builder, emit.loc, predicate, scaled, bound);
    scaled = emit.make<arith::SelectOp>(isInside, scaled, bound);
  };
  choose(arith::CmpFPredicate::OGT, -127);
  choose(arith::CmpFPredicate::OLT, 127);
  return emit.make<arith::FPToSIOp>(ints, emit.make<math::RoundEvenOp>(scaled));
}

namespace {
/// One row on its way to the buffers.
struct RowWriter {
  const Emitter &emit;
  const ActivationPlan &plan;
  const ActivationBuffers &buffers;
  Value tileRow, rowInTile, tileHeight, numElems;

  /// The place of number `index` of those that stand for `elems` elements each.
  Value place(Value index, int64_t elems) const {
    Value tile = emit.mul(tileRow, emit.div(numElems, elems));
    Value inTile = emit.add(emit.mul(index, tileHeight), rowInTile);
    return emit.add(tile, inTile);
  }

  void store(Value value, Value buffer, Value index, int64_t elems) const {
    memref::StoreOp::create(emit.builder, emit.loc, value, buffer,
                            ValueRange{place(index, elems)});
  }

  /// Stores codes (i32) from element `column` on.
  void storeCodes(Value codes, Value column) const {
    constexpr int64_t numWords = elemsPerVector / PackedLayout::elemsPerStep;
    Value bytes = emit.make<arith::TruncIOp>(
        emit.vectorOf(elemsPerVector, emit.i8()), codes);
    Value words = emit.make<vector::BitCastOp>(
        emit.vectorOf(numWords, emit.i32()), bytes);
    Value step = emit.div(column, PackedLayout::elemsPerStep);
    for (int64_t i = 0; i < numWords; ++i) {
      Value word = vector::ExtractOp::create(emit.builder, emit.loc, words, i);
      store(word, buffers.codes, emit.add(step, i), PackedLayout::elemsPerStep);
    }
  }

  /// -bias times the sum of some lanes, each the sum of codes at one position.
  Value biasSum(Value sums) const {
    Value sum = vector::ReductionOp::create(emit.builder, emit.loc,
                                            vector::CombiningKind::ADD, sums);
    return emit.mul(sum, emit.constant(emit.i32(), -plan.bias));
  }

  /// `sums` are those of the codes of a group, by their position.
  void storeBiasSum(Value sums, Value column) const {
    Value group = emit.div(column, plan.elemsPerGroup);
    if (!plan.stepsPerShortSum) {
      store(biasSum(sums), buffers.biasSums, group, plan.elemsPerGroup);
      return;
    }
    SmallVector<int32_t> isFirst;
    for (int64_t i = 0; i < elemsPerVector; ++i)
      isFirst.push_back(i % PackedLayout::elemsPerStep < 2 ? -1 : 0);
    Value mask = arith::ConstantOp::create(
        emit.builder, emit.loc,
        DenseElementsAttr::get(cast<VectorType>(sums.getType()),
                               ArrayRef(isFirst)));
    Value first = emit.make<arith::AndIOp>(sums, mask);
    Value last = emit.make<arith::SubIOp>(sums, first);
    store(pair(biasSum(first), biasSum(last)), buffers.biasSums, group,
          plan.elemsPerGroup);
  }

  void storeMinSum(Value sum, Value scale, Value column) const {
    Value group = emit.div(column, plan.elemsPerGroup);
    if (!plan.hasMin || plan.pairsSums)
      return;
    Value number = emit.make<arith::SIToFPOp>(emit.f32(), sum);
    if (plan.scalesSums())
      number = emit.make<arith::MulFOp>(number, scale);
    if (plan.roundsSum)
      number = emitThroughF16(emit, number);
    store(emit.make<arith::BitcastOp>(emit.i32(), number), buffers.minSums,
          group, plan.elemsPerGroup);
  }

  /// Two numbers of 16 bits in one.
  Value pair(Value first, Value second) const {
    Value low =
        emit.make<arith::AndIOp>(first, emit.constant(emit.i32(), 0xffff));
    Value high =
        emit.make<arith::ShLIOp>(second, emit.constant(emit.i32(), 16));
    return emit.make<arith::OrIOp>(low, high);
  }

  /// Stores the sums of two groups, the first of which starts at `column`.
  void storePair(Value first, Value second, Value column) const {
    int64_t elems = 2 * plan.elemsPerGroup;
    store(pair(first, second), buffers.minSums, emit.div(column, elems), elems);
  }
};
} // namespace

/// Stores the sums of the codes of a step, of which `codes` are vectors.
static void storeSums(const RowWriter &writer, ArrayRef<Value> codes,
                      Value scale, Value firstElem) {
  const Emitter &emit = writer.emit;
  const ActivationPlan &plan = writer.plan;
  size_t vectorsPerGroup = plan.elemsPerGroup / elemsPerVector;
  SmallVector<Value> totals;
  for (size_t i = 0; i != codes.size(); i += vectorsPerGroup) {
    Value group = emit.add(firstElem, int64_t(i) * elemsPerVector);
    Value sums = codes[i];
    for (Value more : codes.slice(i + 1, vectorsPerGroup - 1))
      sums = emit.add(sums, more);
    totals.push_back(vector::ReductionOp::create(
        emit.builder, emit.loc, vector::CombiningKind::ADD, sums));
    if (plan.bias)
      writer.storeBiasSum(sums, group);
    writer.storeMinSum(totals.back(), scale, group);
  }
  if (!plan.pairsSums)
    return;
  for (size_t i = 0; i != totals.size(); i += 2)
    writer.storePair(totals[i], totals[i + 1],
                     emit.add(firstElem, int64_t(i) * plan.elemsPerGroup));
}

void qblock::emitQuantizedRow(const Emitter &emit,
                              ArrayRef<const RoundedActivations *> rounded,
                              Value x, Value tileRow, Value rowInTile,
                              Value tileHeight) {
  Value numElems = emit.dim(x, 1);
  Value row = emit.add(tileRow, rowInTile);
  SmallVector<RowWriter> writers;
  // Sums of all plans are of whole steps.
  int64_t elemsPerStep = 0;
  for (const RoundedActivations *one : rounded) {
    writers.push_back({emit, one->plan, one->buffers, tileRow, rowInTile,
                       tileHeight, numElems});
    int64_t groupsPerStep = one->plan.pairsSums ? 2 : 1;
    elemsPerStep =
        std::max(elemsPerStep, groupsPerStep * one->plan.elemsPerGroup);
  }
  const RowWriter &writer = writers.front();
  const ActivationPlan &plan = writer.plan;
  VectorType floats = emit.vectorOf(elemsPerVector, emit.f32());

  emit.loop(emit.index(0), numElems, plan.elemsPerBlock, [&](Value first) {
    Value magnitude = emitMagnitude(emit, plan, x, row, first);
    Value largest = emit.constant(emit.f32(), 127);
    Value zero = emit.constant(emit.f32(), 0);
    Value scale = emit.make<arith::DivFOp>(magnitude, largest);
    Value isZero = arith::CmpFOp::create(
        emit.builder, emit.loc, arith::CmpFPredicate::OEQ, magnitude, zero);
    Value inverse = emit.make<arith::SelectOp>(
        isZero, zero, emit.make<arith::DivFOp>(largest, magnitude));
    Value factor = emit.make<vector::BroadcastOp>(floats, inverse);
    writer.store(plan.roundsScale ? emitThroughF16(emit, scale) : scale,
                 writer.buffers.scales, emit.div(first, plan.elemsPerBlock),
                 plan.elemsPerBlock);
    Value end = emit.add(first, plan.elemsPerBlock);
    emit.loop(first, end, elemsPerStep, [&](Value step) {
      SmallVector<Value> codes;
      for (int64_t i = 0; i < elemsPerStep; i += elemsPerVector) {
        Value column = emit.add(step, i);
        Value scaled =
            emit.make<arith::MulFOp>(loadX(emit, x, row, column), factor);
        codes.push_back(emitCodes(emit, scaled));
        writer.storeCodes(codes.back(), column);
      }
      for (const RowWriter &one : writers)
        storeSums(one, codes, scale, step);
    });
  });
}
