//===- LaneReader.cpp - Reads what one lane multiplies ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The counterpart of PackedLayout on lanes. A vector of the layout has four
// bytes of each row, so 16 of them are a word of each of four rows: fields of a
// word are the operands of four-way dot products as they are.
//
//===----------------------------------------------------------------------===//

#include "LaneReader.h"
#include "../QBlockToVector/ScaleCodes.h"

#include <algorithm>

using namespace mlir;
using namespace qblock;
using format::Code;
using format::CodeKind;
using format::PackedCode;
using format::PackedLayout;

static int64_t repeatInBytes(int64_t mask) { return mask * 0x01010101; }

/// A table of two entries is a bit times their difference, plus the first.
static bool isMultipleOfBit(const Code &quant) {
  return quant.kind == CodeKind::Lookup && quant.widthBits() == 1;
}

CodePlan::CodePlan(const PackedLayout &layout) {
  const format::Format &row = *layout.row;
  elemsPerGroup = PackedLayout::elemsPerSlab;
  for (const Code *code : {&row.subScale, &row.subMin})
    if (*code)
      elemsPerGroup = std::min<int64_t>(elemsPerGroup, code->elemsPerCode);
  alternatesSteps =
      row.quant.kind == CodeKind::Lookup && !isMultipleOfBit(row.quant);
  assert((!alternatesSteps || row.quant.widthBits() == 4) &&
         "tables have 2 or 16 entries");
  assert((row.quant.kind != CodeKind::Signed || row.quant.widthBits() == 8) &&
         "codes with a sign take a byte");
  isSigned = alternatesSteps || row.quant.kind == CodeKind::Signed;
  bias = row.quant.bias;
  factor = 1;
  if (isMultipleOfBit(row.quant)) {
    bias = -row.quant.table[0];
    factor = row.quant.table[1] - row.quant.table[0];
  }
}

LaneReader::LaneReader(const GpuEmitter &emit, const PackedLayout &layout,
                       ArrayRef<Value> table, Value block, Value slab,
                       Value firstRow, int64_t numRows,
                       const LaneExchange *exchange)
    : emit(emit), layout(layout), plan(layout), table(table), block(block),
      slab(slab), firstRow(firstRow), numRows(numRows), exchange(exchange) {
  if (exchange && exchange->pairs) {
    BlockPairs::Words loaded = exchange->pairs->load(block);
    words = std::move(loaded.codes);
    scaleWord = loaded.scales;
    return;
  }
  constexpr int64_t wordBytes = PackedLayout::elemsPerStep;
  Value pointer = emit.at(block, emit.add(emit.mul(slab, layout.bytesPerSlab),
                                          emit.mul(firstRow, wordBytes)));
  for (int64_t byte = 0; byte < int64_t(layout.bytesPerSlab);
       byte += PackedLayout::bytesPerVector)
    words.push_back(
        loadRows(emit.i32(), emit.at(pointer, layout.slabOffset + byte)));
}

LaneReader::LaneReader(const GpuEmitter &emit, const PackedLayout &layout,
                       ArrayRef<Value> table, ArrayRef<Value> rawWords)
    : emit(emit), layout(layout), plan(layout), table(table) {
  for (Value word : rawWords)
    words.push_back({word});
}

SmallVector<Value> LaneReader::rawWords(int64_t row) const {
  SmallVector<Value> raw;
  for (ArrayRef<Value> word : words)
    raw.push_back(word[row]);
  return raw;
}

/// An `element` of each row, which lie side by side.
SmallVector<Value> LaneReader::loadRows(Type element, Value pointer) const {
  if (numRows == 1)
    return {emit.loadConstant(element, pointer)};
  Value vector = emit.loadConstant(emit.vectorOf(numRows, element), pointer);
  SmallVector<Value> values;
  for (int64_t row = 0; row < numRows; ++row)
    values.push_back(emit.element(vector, row));
  return values;
}

//===----------------------------------------------------------------------===//
// Quants
//===----------------------------------------------------------------------===//

/// The raw codes of a step, one a byte.
Value LaneReader::bits(int64_t row, int64_t step) const {
  unsigned totalWidth = layout.row->quant.widthBits();
  Value all;
  for (unsigned shift = 0; shift != totalWidth;) {
    int64_t width = layout.partWidth(shift), fields = 8 / width;
    Value word = words[shift + step / fields][row];
    if (width < 8) {
      int64_t mask = ((int64_t(1) << width) - 1) << shift;
      word = emit.shiftAndMask(word, shift - step % fields * width,
                               repeatInBytes(mask));
    }
    all = all ? emit.make<arith::OrIOp>(all, word) : word;
    shift += width;
  }
  return all;
}

SmallVector<Value> LaneReader::emitTable(const GpuEmitter &emit,
                                         const PackedLayout &layout, Value size,
                                         function_ref<uint8_t(int8_t)> byteOf) {
  const Code &quant = layout.row->quant;
  SmallVector<Value> words;
  if (!CodePlan(layout).alternatesSteps)
    return words;
  Value zero = emit.make<arith::ShRUIOp>(
      emit.make<arith::IndexCastUIOp>(emit.i32(), size),
      emit.constant(emit.i32(), 31));
  constexpr int64_t numEntries = 16, entriesPerWord = 4;
  for (int64_t first = 0; first < numEntries; first += entriesPerWord) {
    uint32_t word = 0;
    for (int64_t i = 0; i < entriesPerWord; ++i)
      word |= uint32_t(byteOf(quant.table[first + i])) << 8 * i;
    words.push_back(emit.add(emit.constant(emit.i32(), int32_t(word)), zero));
  }
  return words;
}

/// The low three bits of an index select in both halves of the table, the top
/// one between the halves.
void LaneReader::lookUp(const GpuEmitter &emit, ArrayRef<Value> table,
                        Value indices, SmallVectorImpl<Value> &entries) {
  constexpr int64_t bytesInOrder = 0x32103210;
  Value inHalf = emit.shiftAndMask(indices, 0, 0x77777777);
  Value half =
      emit.make<arith::OrIOp>(emit.shiftAndMask(indices, -1, 0x44444444),
                              emit.constant(emit.i32(), bytesInOrder));
  Value sixteen = emit.constant(emit.i32(), 16);
  for (int64_t i = 0; i < 2; ++i) {
    Value low = emit.selectBytes(table[0], table[1], inHalf);
    Value high = emit.selectBytes(table[2], table[3], inHalf);
    entries.push_back(emit.selectBytes(low, high, half));
    inHalf = emit.make<arith::ShRUIOp>(inHalf, sixteen);
    half = emit.make<arith::ShRUIOp>(half, sixteen);
  }
}

SmallVector<Value> LaneReader::codes(int64_t row) const {
  SmallVector<Value> steps;
  if (plan.alternatesSteps) {
    for (ArrayRef<Value> pair : words)
      lookUp(emit, table, pair[row], steps);
    return steps;
  }
  for (int64_t step = 0; step < stepsPerSlab; ++step) {
    Value word = bits(row, step);
    if (plan.factor != 1)
      word = emit.mul(word, emit.constant(emit.i32(), plan.factor));
    steps.push_back(word);
  }
  return steps;
}

/// Byte `byte` of a word as an integer.
static Value emitByte(const GpuEmitter &emit, Value word, int64_t byte,
                      bool isSigned) {
  Type i32 = emit.i32();
  if (!isSigned)
    return emit.shiftAndMask(word, -8 * byte, 0xff);
  Value top = emit.make<arith::ShLIOp>(word, emit.constant(i32, 24 - 8 * byte));
  return emit.make<arith::ShRSIOp>(top, emit.constant(i32, 24));
}

Value LaneReader::quantOfByte(const GpuEmitter &emit, const CodePlan &plan,
                              Value word, int64_t byte) {
  Value code = emitByte(emit, word, byte, plan.isSigned);
  if (plan.bias)
    code = emit.make<arith::SubIOp>(code, emit.constant(emit.i32(), plan.bias));
  return emit.toFloat(code);
}

SmallVector<Value> LaneReader::arrange(ValueRange x) const {
  SmallVector<Value> words(x);
  if (!plan.alternatesSteps)
    return words;
  // Bytes 0, 1 (and 2, 3) of two steps in turn.
  for (size_t step = 0; step < words.size(); step += 2) {
    Value even = x[step], odd = x[step + 1];
    words[step] = emit.selectBytes(even, odd, 0x5140);
    words[step + 1] = emit.selectBytes(even, odd, 0x7362);
  }
  return words;
}

//===----------------------------------------------------------------------===//
// Scales
//===----------------------------------------------------------------------===//

bool LaneReader::isInteger(const Code &code) {
  return code.kind == CodeKind::Unsigned || code.kind == CodeKind::Signed;
}

/// A code of up to 8 bits out of a word that holds a byte of each row.
Value LaneReader::integer(Value word, const PackedCode &packed,
                          const Code &code, int64_t row) const {
  if (code.kind == CodeKind::Signed)
    return emitByte(emit, word, row, /*isSigned=*/true);
  Value raw = emit.shiftAndMask(word, -(8 * row + int64_t(packed.bitInByte)),
                                (int64_t(1) << packed.widthBits) - 1);
  if (code.bias)
    raw = emit.make<arith::SubIOp>(raw, emit.constant(emit.i32(), code.bias));
  return raw;
}

/// The same of each row.
SmallVector<Value> LaneReader::unpackCodes(Value word, const PackedCode &packed,
                                           const Code &code) const {
  SmallVector<Value> values;
  for (int64_t row = 0; row < numRows; ++row) {
    Value value = integer(word, packed, code, row);
    values.push_back(isInteger(code) ? value
                                     : emitSmallFloat(emit, code.kind, value));
  }
  return values;
}

SmallVector<Value> LaneReader::loadCodes(const PackedCode &packed,
                                         const Code &code,
                                         Value codeIndex) const {
  int64_t bytes = packed.bytesPerCode;
  Value offset =
      emit.add(emit.mul(codeIndex, PackedLayout::rowsPerTile * bytes),
               emit.mul(firstRow, bytes));
  Value pointer = emit.at(emit.at(block, offset), packed.byteOffset);
  SmallVector<Value> values;
  if (bytes > 1) {
    bool isHalf = code.kind == CodeKind::F16;
    for (Value value :
         loadRows(isHalf ? emit.builder.getF16Type() : emit.f32(), pointer))
      values.push_back(isHalf ? emit.make<arith::ExtFOp>(emit.f32(), value)
                              : value);
    return values;
  }
  // A byte of each row.
  Value word = numRows == 1
                   ? emit.make<arith::ExtUIOp>(
                         emit.i32(), emit.loadConstant(emit.i8(), pointer))
                   : emit.loadConstant(emit.i32(), pointer);
  return unpackCodes(word, packed, code);
}

SmallVector<Value> LaneReader::blockNumbers(const PackedCode &packed,
                                            const Code &code) const {
  if (scaleWord && packed.byteOffset == layout.scale.byteOffset)
    return unpackCodes(scaleWord, packed, code);
  return loadCodes(packed, code, emit.index(0));
}

SmallVector<Value> LaneReader::groupCodes(const PackedCode &packed,
                                          const Code &code, int64_t group) {
  constexpr int64_t slabElems = PackedLayout::elemsPerSlab;
  int64_t elems = code.elemsPerCode;
  // Bytes of 16 rows are half a sector.
  if (exchange && 2 * elems == slabElems && packed.bytesPerCode == 1) {
    auto [words, isNew] = groupWords.try_emplace(packed.byteOffset);
    if (isNew) {
      Value offset = emit.mul(slab, 2 * PackedLayout::rowsPerTile);
      words->second = exchange->words.load(
          emit.at(emit.at(block, offset), packed.byteOffset));
    }
    return unpackCodes(words->second[group], packed, code);
  }
  Value index = elems <= slabElems
                    ? emit.add(emit.mul(slab, slabElems / elems),
                               group * plan.elemsPerGroup / elems)
                    : emit.div(slab, elems / slabElems);
  return loadCodes(packed, code, index);
}
