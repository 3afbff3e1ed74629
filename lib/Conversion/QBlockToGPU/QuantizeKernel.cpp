//===- QuantizeKernel.cpp - Rounds activations to int8 ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The arithmetic is that of the kernels for CPUs (QBlockToVector/Activations),
// hence ggml's. Lanes side by side share a block, so its largest magnitude and
// its sums are found by shuffles.
//
//===----------------------------------------------------------------------===//

#include "RowGroups.h"

#include <algorithm>

using namespace mlir;
using namespace qblock;
using format::CodeKind;

static constexpr int64_t threadsPerBlock = 128;
/// Of f32, the most that one load reads.
static constexpr int64_t elemsPerVector = 4;

GpuActivations::GpuActivations(const format::Format &partner)
    : partner(&partner), elemsPerBlock(partner.elemsPerBlock),
      elemsPerSum(partner.sum ? partner.sum.elemsPerCode
                              : partner.elemsPerBlock),
      roundsScale(partner.scale.kind == CodeKind::F16),
      scalesSums(partner.sum && partner.sum.kind == CodeKind::F16) {}

/// A block is shared by no more than a warp.
static int64_t getElemsPerLane(const GpuActivations &activations) {
  return std::max(elemsPerVector,
                  activations.elemsPerBlock / GpuEmitter::lanesPerWarp);
}

namespace {
/// The elements of one lane, from element `position` of a row on.
struct QuantizeKernel {
  const GpuEmitter &emit;
  const GpuActivations &activations;
  int64_t elemsPerLane = getElemsPerLane(activations);

  /// What `combine` makes of the values of all lanes that share `elems`
  /// elements.
  template <typename Fn>
  Value reduce(Value value, int64_t elems, Fn combine) const {
    for (int64_t mask = 1; mask < elems / elemsPerLane; mask *= 2)
      value = combine(value, emit.shuffle(value, mask));
    return value;
  }

  SmallVector<Value> load(Value pointer) const {
    SmallVector<Value> values;
    VectorType type = emit.vectorOf(elemsPerVector, emit.f32());
    for (int64_t first = 0; first < elemsPerLane; first += elemsPerVector) {
      Value vector = emit.loadConstant(
          type, emit.at(pointer, first * int64_t(sizeof(float))));
      for (int64_t i = 0; i < elemsPerVector; ++i)
        values.push_back(emit.element(vector, i));
    }
    return values;
  }

  /// The largest magnitude of the block. As integers, the bits of magnitudes
  /// have the order of the numbers and NaN is the largest: one NaN makes the
  /// scale NaN.
  Value magnitude(ArrayRef<Value> values) const {
    Value largest;
    for (Value value : values) {
      Value bits =
          emit.make<arith::AndIOp>(emit.bitcast(emit.i32(), value),
                                   emit.constant(emit.i32(), 0x7fffffff));
      largest = largest ? emit.max(bits, largest) : bits;
    }
    largest = reduce(largest, activations.elemsPerBlock,
                     [&](Value a, Value b) { return emit.max(a, b); });
    return emit.bitcast(emit.f32(), largest);
  }

  /// The nearest even integer. Rows with infinities, NaN or subnormal numbers
  /// alone are clamped: a conversion of anything else is undefined.
  Value code(Value scaled) const {
    auto choose = [&](arith::CmpFPredicate predicate, double limit) {
      Value bound = emit.constant(emit.f32(), limit);
      Value isInside = arith::CmpFOp::create(emit.builder, emit.loc, predicate,
                                             scaled, bound);
      scaled = emit.select(isInside, scaled, bound);
    };
    choose(arith::CmpFPredicate::OGT, -127);
    choose(arith::CmpFPredicate::OLT, 127);
    // The sum has no bits below 1, and its low bits are the integer.
    constexpr double oneAndAHalfTimes2To23 = 12582912;
    Value shifted = emit.make<arith::AddFOp>(
        scaled, emit.constant(emit.f32(), oneAndAHalfTimes2To23));
    return emit.make<arith::SubIOp>(emit.bitcast(emit.i32(), shifted),
                                    emit.constant(emit.i32(), 0x4b400000));
  }

  Value throughHalf(Value value) const {
    Type f16 = emit.builder.getF16Type();
    return emit.make<arith::ExtFOp>(emit.f32(),
                                    emit.make<arith::TruncFOp>(f16, value));
  }

  void storeCodes(ArrayRef<Value> codes, Value pointer) const {
    SmallVector<Value> bytes;
    for (Value code : codes)
      bytes.push_back(emit.make<arith::TruncIOp>(emit.i8(), code));
    VectorType type = emit.vectorOf(elemsPerLane, emit.i8());
    Value vector =
        vector::FromElementsOp::create(emit.builder, emit.loc, type, bytes);
    VectorType words = emit.vectorOf(elemsPerLane / 4, emit.i32());
    emit.store(emit.bitcast(words, vector), pointer);
  }

  /// Stores `value`, which the lanes of `elems` elements share, into an array
  /// of numbers of 32 bits with one such number for `elems` elements.
  void storeOnce(Value value, Value array, Value rowStart, Value position,
                 int64_t elems) const {
    emit.ifTrue(emit.isZero(emit.rem(position, elems)), [&] {
      Value index = emit.div(emit.add(rowStart, position), elems);
      emit.store(value, emit.at(array, emit.mul(index, 4)));
    });
  }

  Value rowOfX(Value row, Value order, Value idsPerRow) const;
  void run(ArrayRef<Value> arrays, Value numElems, Value rowOfX) const;
};
} // namespace

/// The row that becomes row `row` of the arrays. Numbers of rows are of 32
/// bits, which are faster to divide.
Value QuantizeKernel::rowOfX(Value row, Value order, Value idsPerRow) const {
  Value quotient = emit.make<arith::DivUIOp>(
      emit.toWord(emitRoutedRow(emit, order, row)), emit.toWord(idsPerRow));
  return emit.make<arith::IndexCastUIOp>(emit.builder.getIndexType(), quotient);
}

void QuantizeKernel::run(ArrayRef<Value> arrays, Value numElems,
                         Value rowOfX) const {
  Value x = arrays[0], codeArray = arrays[1], scaleArray = arrays[2],
        sumArray = arrays[3];
  Value rowStart = emit.mul(emit.blockId(gpu::Dimension::x), numElems);
  Value position = emit.add(
      emit.mul(emit.blockId(gpu::Dimension::y), threadsPerBlock * elemsPerLane),
      emit.mul(emit.threadId(), elemsPerLane));
  // Lanes past the end take part in shuffles with the last elements.
  Value last = emit.make<arith::SubIOp>(numElems, emit.index(elemsPerLane));
  Value source = emit.add(emit.mul(rowOfX, numElems), emit.min(position, last));
  SmallVector<Value> values =
      load(emit.at(x, emit.mul(source, int64_t(sizeof(float)))));

  Value largest = magnitude(values);
  Value maxCode = emit.constant(emit.f32(), 127);
  Value zero = emit.constant(emit.f32(), 0);
  Value scale = emit.make<arith::DivFOp>(largest, maxCode);
  Value isZero = arith::CmpFOp::create(
      emit.builder, emit.loc, arith::CmpFPredicate::OEQ, largest, zero);
  Value inverse =
      emit.select(isZero, zero, emit.make<arith::DivFOp>(maxCode, largest));
  SmallVector<Value> codes;
  Value sum;
  for (Value value : values) {
    codes.push_back(code(emit.make<arith::MulFOp>(value, inverse)));
    sum = sum ? emit.add(sum, codes.back()) : codes.back();
  }
  sum = reduce(sum, activations.elemsPerSum,
               [&](Value a, Value b) { return emit.add(a, b); });
  if (activations.scalesSums)
    sum = throughHalf(emit.make<arith::MulFOp>(emit.toFloat(sum), scale));
  if (activations.roundsScale)
    scale = throughHalf(scale);
  emit.ifTrue(emit.less(position, numElems), [&] {
    storeCodes(codes, emit.at(codeArray, emit.add(rowStart, position)));
    storeOnce(scale, scaleArray, rowStart, position, activations.elemsPerBlock);
    storeOnce(sum, sumArray, rowStart, position, activations.elemsPerSum);
  });
}

GpuKernel qblock::emitQuantizeKernel(gpu::GPUModuleOp module,
                                     const GpuActivations &activations,
                                     bool isRouted, const GpuTarget &target) {
  using Kind = GpuArgument::Kind;
  GpuKernel kernel;
  kernel.role = GpuKernel::Role::Quantize;
  kernel.isRouted = isRouted;
  kernel.name = (isRouted ? "qblock_routed_quantize_" : "qblock_quantize_") +
                std::string(activations.partner->name);
  kernel.activations = activations.partner;
  kernel.arguments = {
      {Kind::Input, "x", "f32"},
      {Kind::Output, "codes", "i8"},
      {Kind::Output, "scales", "f32"},
      {Kind::Output, "sums", activations.scalesSums ? "f32" : "i32"}};
  if (isRouted)
    kernel.arguments.push_back({Kind::Input, "order", "i64"});
  kernel.arguments.push_back({Kind::Size, "k", ""});
  if (isRouted)
    kernel.arguments.push_back({Kind::Size, "idsPerRow", ""});
  kernel.threadsPerBlock = threadsPerBlock;
  // Rows come first: a grid has far more blocks along x than along y.
  kernel.grid = {GpuGridDim{GpuSize::M},
                 {GpuSize::K, threadsPerBlock * getElemsPerLane(activations)}};
  buildKernel(module, kernel, target, /*sharedType=*/{},
              [&](const GpuEmitter &emit, ArrayRef<Value> arguments, Value) {
                auto named = [&](StringRef name) {
                  return arguments[*kernel.findArgument(name)];
                };
                QuantizeKernel body = {emit, activations};
                Value row = emit.blockId(gpu::Dimension::x);
                if (isRouted)
                  row = body.rowOfX(row, named("order"), named("idsPerRow"));
                body.run(arguments.take_front(4), named("k"), row);
              });
  return kernel;
}
