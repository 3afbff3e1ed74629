//===- SlabDecoder.cpp - Values of a slab of a row --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Loading is apart from decoding, so that a kernel can load the next slab while
// it works on one. A byte becomes a number without a conversion, as a part of
// the mantissa of a constant.
//
//===----------------------------------------------------------------------===//

#include "SlabDecoder.h"

using namespace mlir;
using namespace qblock;
using format::MinKind;
using format::PackedLayout;

SmallVector<Value> LoadedSlab::flatten() const {
  SmallVector<Value> values(words);
  values.append(scales);
  values.append(mins);
  return values;
}

LoadedSlab LoadedSlab::unflatten(ValueRange values) const {
  LoadedSlab slab;
  auto take = [&](size_t count) {
    SmallVector<Value> taken = llvm::to_vector(values.take_front(count));
    values = values.drop_front(count);
    return taken;
  };
  slab.words = take(words.size());
  slab.scales = take(scales.size());
  slab.mins = take(mins.size());
  return slab;
}

/// Of tables that codes are looked up in.
static constexpr size_t numEntries = 16;

/// The difference between the bytes that codes are here and the codes.
static int64_t getBias(const format::Code &quant, const CodePlan &plan) {
  if (plan.alternatesSteps)
    return -*llvm::min_element(ArrayRef(quant.table, numEntries));
  return plan.isSigned ? 0x80 : plan.bias;
}

static int64_t getMaxByte(const format::Code &quant, const CodePlan &plan,
                          int64_t bias) {
  if (plan.alternatesSteps)
    return *llvm::max_element(ArrayRef(quant.table, numEntries)) + bias;
  return plan.isSigned ? 0xff
                       : ((int64_t(1) << quant.widthBits()) - 1) * plan.factor;
}

SlabDecoder::SlabDecoder(const GpuEmitter &emit, const PackedLayout &layout,
                         Value k)
    : emit(emit), layout(layout), plan(layout), k(k),
      bias(getBias(layout.row->quant, plan)),
      maxByte(getMaxByte(layout.row->quant, plan, bias)),
      table(LaneReader::emitTable(emit, layout, k, bias)) {}

Value SlabDecoder::multiply(const GpuEmitter &emit, Value ofBlock,
                            const format::Code &group, Value ofGroup) {
  if (!ofGroup)
    return ofBlock;
  if (LaneReader::isInteger(group))
    ofGroup = emit.toFloat(ofGroup);
  return ofBlock ? emit.make<arith::MulFOp>(ofBlock, ofGroup) : ofGroup;
}

Value SlabDecoder::combine(const GpuEmitter &emit, const format::Format &row,
                           Value scale, Value quant, Value min) {
  Value value = emit.make<arith::MulFOp>(scale, quant);
  switch (row.minKind) {
  case MinKind::None:
    return value;
  case MinKind::Add:
    return emit.make<arith::AddFOp>(value, min);
  case MinKind::Subtract:
    return emit.make<arith::SubFOp>(value, min);
  }
  llvm_unreachable("unknown kind of min");
}

/// The scale or min of a group of the slab; null if the format has none.
Value SlabDecoder::product(LaneReader &reader,
                           const format::PackedCode &blockPlace,
                           const format::Code &block,
                           const format::PackedCode &groupPlace,
                           const format::Code &group, int64_t index) const {
  return multiply(
      emit, block ? reader.blockNumbers(blockPlace, block)[0] : Value(), group,
      group ? reader.groupCodes(groupPlace, group, index)[0] : Value());
}

LoadedSlab SlabDecoder::load(Value weight, Value rowOfWeight,
                             Value slabInRow) const {
  const format::Format &row = *layout.row;
  Value tile = emit.div(rowOfWeight, PackedLayout::rowsPerTile);
  Value numBlocks = emit.div(k, row.elemsPerBlock);
  Value block = emit.add(emit.mul(tile, numBlocks),
                         emit.div(slabInRow, layout.slabsPerBlock()));
  LaneReader reader(emit, layout, table,
                    emit.at(weight, emit.mul(block, layout.bytesPerBlock)),
                    emit.rem(slabInRow, layout.slabsPerBlock()),
                    emit.rem(rowOfWeight, PackedLayout::rowsPerTile),
                    /*numRows=*/1);
  LoadedSlab slab;
  slab.words = reader.rawWords(0);
  for (int64_t group = 0; group < plan.groupsPerSlab(); ++group) {
    slab.scales.push_back(product(reader, layout.scale, row.scale,
                                  layout.subScale, row.subScale, group));
    if (row.minKind != MinKind::None)
      slab.mins.push_back(product(reader, layout.min, row.min, layout.subMin,
                                  row.subMin, group));
  }
  return slab;
}

/// Words of bytes without a sign, in the order of LaneReader.
SmallVector<Value> SlabDecoder::unpack(const LoadedSlab &slab) const {
  SmallVector<Value> words =
      LaneReader(emit, layout, table, slab.words).codes(0);
  if (plan.isSigned && !plan.alternatesSteps)
    for (Value &word : words)
      word = emit.bitXor(word, int32_t(0x80808080));
  return words;
}

/// The byte of an element at byte `place` of a binary32 whose highest byte is
/// that of `constant`, and whose others are zeros.
Value SlabDecoder::byteIn(Value constant, int64_t place, ArrayRef<Value> words,
                          int64_t elem) const {
  int64_t step = elem / PackedLayout::elemsPerStep;
  int64_t byte = elem % PackedLayout::elemsPerStep;
  if (plan.alternatesSteps) {
    // Bytes of two steps in turn, the first half of them in the first word.
    int64_t inPair = 2 * byte + step % 2;
    step = step / 2 * 2 + inPair / PackedLayout::elemsPerStep;
    byte = inPair % PackedLayout::elemsPerStep;
  }
  // Bytes 4 to 7 are those of the constant.
  constexpr int64_t highest = 0x7000, zero = 4;
  int64_t selector = highest;
  for (int64_t i = 0; i < 3; ++i)
    selector |= (i == place ? byte : zero) << 4 * i;
  return emit.bitcast(emit.f32(),
                      emit.selectBytes(words[step], constant, selector));
}

/// The number that an element's code stands for, exactly.
Value SlabDecoder::quant(ArrayRef<Value> words, int64_t elem) const {
  constexpr int64_t bitsOf2To23 = 0x4b000000;
  constexpr double twoTo23 = 8388608;
  Value shifted =
      byteIn(emit.constant(emit.i32(), bitsOf2To23), 0, words, elem);
  return emit.make<arith::SubFOp>(
      shifted, emit.constant(emit.f32(), twoTo23 + double(bias)));
}

SmallVector<Value> SlabDecoder::decode(const LoadedSlab &slab) const {
  SmallVector<Value> words = unpack(slab), values;
  for (int64_t elem = 0; elem < PackedLayout::elemsPerSlab; ++elem) {
    int64_t group = elem / plan.elemsPerGroup;
    values.push_back(combine(emit, *layout.row, slab.scales[group],
                             quant(words, elem),
                             slab.mins.empty() ? Value() : slab.mins[group]));
  }
  return values;
}

/// Bytes of seven bits are the mantissa's upper ones: the number is 128 plus
/// the byte, and one multiply-add takes that off, the bias and the min.
SmallVector<Value> SlabDecoder::decodeNearly(const LoadedSlab &slab) const {
  constexpr int64_t bitsOf128 = 0x43000000, maxOfSevenBits = 127;
  const format::Format &row = *layout.row;
  // 128 times a power of two that is a scale could overflow.
  bool isPowerOfTwo =
      (row.scale ? row.scale : row.subScale).kind == format::CodeKind::E8M0Half;
  if (maxByte > maxOfSevenBits || isPowerOfTwo)
    return decode(slab);
  Value minusOffset =
      emit.constant(emit.f32(), -double(maxOfSevenBits + 1 + bias));
  SmallVector<Value> words = unpack(slab), addends, values;
  for (auto [group, scale] : llvm::enumerate(slab.scales)) {
    Value addend = emit.fmul(scale, minusOffset);
    if (row.minKind == MinKind::Add)
      addend = emit.make<arith::AddFOp>(addend, slab.mins[group]);
    if (row.minKind == MinKind::Subtract)
      addend = emit.make<arith::SubFOp>(addend, slab.mins[group]);
    addends.push_back(addend);
  }
  Value constant = emit.constant(emit.i32(), bitsOf128);
  for (int64_t elem = 0; elem < PackedLayout::elemsPerSlab; ++elem) {
    int64_t group = elem / plan.elemsPerGroup;
    values.push_back(emit.fma(byteIn(constant, 2, words, elem),
                              slab.scales[group], addends[group]));
  }
  return values;
}
