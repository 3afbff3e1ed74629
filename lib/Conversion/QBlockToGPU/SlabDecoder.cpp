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

/// Byte 0 or 1 of an entry of a table as a bfloat16, exactly.
static uint8_t bfloatByte(int8_t entry, size_t byte) {
  return llvm::bit_cast<uint32_t>(float(entry)) >> (16 + 8 * byte);
}

/// Whether scales, codes of a byte alone, have no more bits than a bfloat16.
static bool getAreScalesShort(const format::Format &row) {
  return (!row.scale || !row.subScale) &&
         (row.scale ? row.scale : row.subScale).widthBits() <= 8;
}

SlabDecoder::SlabDecoder(const GpuEmitter &emit, const PackedLayout &layout,
                         Value k)
    : emit(emit), layout(layout), plan(layout), k(k),
      bias(getBias(layout.row->quant, plan)),
      maxByte(getMaxByte(layout.row->quant, plan, bias)),
      areScalesShort(getAreScalesShort(*layout.row)),
      table(LaneReader::emitTable(emit, layout, k,
                                  [&](int8_t entry) { return entry + bias; })) {
  for (size_t byte = 0; byte < pairTables.size(); ++byte)
    pairTables[byte] = LaneReader::emitTable(
        emit, layout, k, [=](int8_t entry) { return bfloatByte(entry, byte); });
}

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

/// Where `unpack` has the byte of an element: number of the word, and in it.
std::pair<int64_t, int64_t> SlabDecoder::placeOf(int64_t elem) const {
  constexpr int64_t bytesPerWord = PackedLayout::elemsPerStep;
  int64_t step = elem / bytesPerWord, byte = elem % bytesPerWord;
  if (!plan.alternatesSteps)
    return {step, byte};
  // Bytes of two steps in turn, the first half of them in the first word.
  int64_t inPair = 2 * byte + step % 2;
  return {step / 2 * 2 + inPair / bytesPerWord, inPair % bytesPerWord};
}

/// The byte of an element at byte `place` of a binary32 whose highest byte is
/// that of `constant`, and whose others are zeros.
Value SlabDecoder::byteIn(Value constant, int64_t place, ArrayRef<Value> words,
                          int64_t elem) const {
  auto [word, byte] = placeOf(elem);
  // Bytes 4 to 7 are those of the constant.
  constexpr int64_t highest = 0x7000, zero = 4;
  int64_t selector = highest;
  for (int64_t i = 0; i < 3; ++i)
    selector |= (i == place ? byte : zero) << 4 * i;
  return emit.bitcast(emit.f32(),
                      emit.selectBytes(words[word], constant, selector));
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

/// Two numbers (f32), rounded to bfloat16.
static Value roundPair(const GpuEmitter &emit, Value first, Value second) {
  Value pair = vector::FromElementsOp::create(emit.builder, emit.loc,
                                              emit.vectorOf(2, emit.f32()),
                                              ValueRange{first, second});
  return emit.make<arith::TruncFOp>(
      emit.vectorOf(2, emit.builder.getBF16Type()), pair);
}

/// Pairs of the scale and of what is left of it, twice each.
std::pair<Value, Value> SlabDecoder::splitScale(Value scale) const {
  Value high = roundPair(emit, scale, scale);
  Value rounded = emit.make<arith::ExtFOp>(emit.f32(), emit.element(high, 0));
  Value rest = emit.make<arith::SubFOp>(scale, rounded);
  return {high, roundPair(emit, rest, rest)};
}

/// Entries of tables are bfloat16 as they are. The scale is the sum of two of
/// them but for 2^-18 of it, and of their products only the smaller one, 2^-9
/// of the other, is rounded before the sum.
SmallVector<Value> SlabDecoder::decodeTable(const LoadedSlab &slab) const {
  SmallVector<Value> bytes[2], pairs;
  for (auto [words, table] : llvm::zip_equal(bytes, pairTables))
    words = LaneReader(emit, layout, table, slab.words).codes(0);
  SmallVector<std::pair<Value, Value>> scales;
  for (Value scale : slab.scales)
    scales.push_back(splitScale(scale));
  for (int64_t elem = 0; elem < PackedLayout::elemsPerSlab; elem += 2) {
    auto [high, low] = scales[elem / plan.elemsPerGroup];
    auto [word, first] = placeOf(elem);
    int64_t second = placeOf(elem + 1).second;
    constexpr int64_t inUpperBytes = 4;
    int64_t selector = first | (inUpperBytes + first) << 4 | second << 8 |
                       (inUpperBytes + second) << 12;
    Value quants = emit.bitcast(
        high.getType(),
        emit.selectBytes(bytes[0][word], bytes[1][word], selector));
    pairs.push_back(areScalesShort
                        ? emit.fmul(quants, high)
                        : emit.fma(quants, high, emit.fmul(quants, low)));
  }
  return pairs;
}

SmallVector<Value> SlabDecoder::decodeRounded(const LoadedSlab &slab) const {
  SmallVector<Value> pairs;
  if (plan.alternatesSteps && layout.row->minKind == MinKind::None) {
    pairs = decodeTable(slab);
  } else {
    SmallVector<Value> values = decodeNearly(slab);
    for (size_t elem = 0; elem < values.size(); elem += 2)
      pairs.push_back(roundPair(emit, values[elem], values[elem + 1]));
  }
  for (Value &pair : pairs)
    pair = emit.bitcast(emit.i32(), pair);
  return pairs;
}
