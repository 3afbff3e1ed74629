//===- UnitReader.cpp - Reads units of blocks in ggml's order ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Blocks are read by the widest loads that their size allows: 16 bytes where it
// is a multiple of that, two for most others.
//
//===----------------------------------------------------------------------===//

#include "UnitReader.h"
#include "../QBlockToVector/ScaleCodes.h"

#include "llvm/Support/MathExtras.h"

#include <numeric>

using namespace mlir;
using namespace qblock;
using format::Code;
using format::CodeKind;
using format::Plane;

static constexpr int64_t byteBits = 8, bytesPerWord = 4;

static int64_t repeatInBytes(int64_t mask) { return mask * 0x01010101; }

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

/// The sum of strides[i] times bit i of the unit's number; null if all are 0.
/// Bits whose strides double are taken together.
Value UnitPlace::sumOver(ArrayRef<int64_t> strides, Type type) const {
  Value sum;
  for (size_t first = 0; first < strides.size();) {
    size_t end = first + 1;
    while (end < strides.size() && strides[end] == 2 * strides[end - 1])
      ++end;
    if (strides[first] != 0) {
      Value bits = emit.div(unit, int64_t(1) << first);
      if (end < strides.size())
        bits = emit.rem(bits, int64_t(1) << (end - first));
      Value term = emit.mul(bits, strides[first]);
      sum = sum ? emit.add(sum, term) : term;
    }
    first = end;
  }
  if (sum && !type.isIndex())
    sum = emit.make<arith::IndexCastUIOp>(type, sum);
  return sum;
}

Value UnitPlace::firstElem() const {
  SmallVector<int64_t> strides;
  for (unsigned bit : units.unitBits)
    strides.push_back(int64_t(1) << bit);
  Value elem = sumOver(strides, emit.builder.getIndexType());
  return elem ? elem : emit.index(0);
}

std::pair<Value, Value> UnitPlace::offset(const Code &code,
                                          const Plane &plane) const {
  unsigned firstBit = llvm::Log2_32(code.elemsPerCode);
  SmallVector<int64_t> bytes, bits;
  for (unsigned bit : units.unitBits) {
    int64_t stride =
        bit < firstBit ? 0 : BlockUnits::strideOf(plane, bit - firstBit);
    bytes.push_back(stride / byteBits);
    bits.push_back(stride % byteBits);
  }
  return {sumOver(bytes, emit.builder.getIndexType()),
          sumOver(bits, emit.i32())};
}

/// The chunks of a plane in words, each with the byte that it begins at.
struct UnitReader::Words {
  SmallVector<std::pair<int64_t, Value>> words;
};

UnitReader::UnitReader(const GpuEmitter &emit, const BlockUnits &units,
                       const UnitPlace &place, ArrayRef<Value> table,
                       Value block)
    : emit(emit), units(units), place(place), table(table), block(block),
      header(units.getHeader()) {
  if (header)
    for (const auto &word : loadChunk(*header, block).words)
      headerWords.push_back(word.second);
}

Value UnitPlace::byteOfPair(const Code &code, const Plane &plane,
                            int64_t wordDistance) const {
  unsigned firstBit = llvm::Log2_32(code.elemsPerCode);
  SmallVector<int64_t> strides;
  for (unsigned bit : units.unitBits) {
    int64_t bytes =
        bit < firstBit ? 0
                       : BlockUnits::strideOf(plane, bit - firstBit) / byteBits;
    strides.push_back(bytes < bytesPerWord ? bytes : bytes / wordDistance);
  }
  return sumOver(strides, emit.i32());
}

//===----------------------------------------------------------------------===//
// Quants
//===----------------------------------------------------------------------===//

/// A piece of a word, at its place in it.
static Value widen(const GpuEmitter &emit, Value piece, int64_t byteInWord) {
  if (!piece.getType().isInteger(32))
    piece = emit.make<arith::ExtUIOp>(emit.i32(), piece);
  return byteInWord == 0
             ? piece
             : emit.make<arith::ShLIOp>(
                   piece, emit.constant(emit.i32(), byteBits * byteInWord));
}

UnitReader::Words UnitReader::loadChunk(const BlockChunk &chunk,
                                        Value pointer) const {
  Words result;
  for (int64_t done = 0; done < chunk.numBytes;) {
    int64_t byte = chunk.byteOffset + done;
    int64_t bytes =
        getLoadBytes(chunk.numBytes - done, std::gcd(chunk.alignment, byte));
    Value address = emit.at(pointer, byte);
    if (bytes > bytesPerWord) {
      int64_t count = bytes / bytesPerWord;
      Value vector =
          emit.loadConstant(emit.vectorOf(count, emit.i32()), address);
      for (int64_t i = 0; i < count; ++i)
        result.words.push_back(
            {byte + bytesPerWord * i, emit.element(vector, i)});
    } else {
      Type type = emit.builder.getIntegerType(unsigned(byteBits * bytes));
      Value piece =
          widen(emit, emit.loadConstant(type, address), done % bytesPerWord);
      if (done % bytesPerWord == 0)
        result.words.push_back({byte, piece});
      else
        result.words.back().second =
            emit.make<arith::OrIOp>(result.words.back().second, piece);
    }
    done += bytes;
  }
  return result;
}

UnitReader::Words UnitReader::load(const Plane &plane) const {
  auto [byte, bit] = place.offset(units.row->quant, plane);
  Value pointer = byte ? emit.at(block, byte) : block;
  Words result;
  for (const BlockChunk &chunk : units.getChunks(plane))
    llvm::append_range(result.words, loadChunk(chunk, pointer).words);
  if (bit)
    for (auto &word : result.words)
      word.second = emit.make<arith::ShRUIOp>(word.second, bit);
  return result;
}

/// Four fields of `width` bits side by side, from the lowest bit on, one a
/// byte.
static Value spread(const GpuEmitter &emit, Value fields, int64_t width) {
  auto twice = [&](Value value, int64_t distance, int64_t mask) {
    Value moved =
        emit.make<arith::ShLIOp>(value, emit.constant(emit.i32(), distance));
    return emit.make<arith::AndIOp>(emit.make<arith::OrIOp>(value, moved),
                                    emit.constant(emit.i32(), mask));
  };
  int64_t mask = (int64_t(1) << width) - 1,
          pair = (int64_t(1) << 2 * width) - 1;
  Value pairs = twice(fields, 2 * byteBits - 2 * width, pair << 16 | pair);
  return twice(pairs, byteBits - width, repeatInBytes(mask));
}

/// A plane's part of the raw codes of a step.
Value UnitReader::step(const Words &words, const Plane &plane,
                       int64_t step) const {
  auto [byte, bit] = units.placeOfStep(plane, step);
  auto found = llvm::find_if(words.words, [byte = byte](const auto &word) {
    return word.first <= byte && byte < word.first + bytesPerWord;
  });
  assert(found != words.words.end() && "all steps were loaded");
  int64_t width = plane.widthBits, mask = (int64_t(1) << width) - 1;
  if (BlockUnits::isByteWise(plane)) {
    assert(byte == found->first && "steps are words");
    if (width == byteBits)
      return found->second;
    return emit.shiftAndMask(found->second, plane.shift - bit,
                             repeatInBytes(mask << plane.shift));
  }
  int64_t shift = bit + byteBits * (byte - found->first);
  Value fields =
      emit.shiftAndMask(found->second, -shift, (int64_t(1) << 4 * width) - 1);
  Value codes = spread(emit, fields, width);
  return plane.shift ? emit.make<arith::ShLIOp>(
                           codes, emit.constant(emit.i32(), plane.shift))
                     : codes;
}

SmallVector<Value> UnitReader::rawCodes() const {
  SmallVector<Value> steps(BlockUnits::stepsPerUnit);
  for (const Plane &plane : units.row->quant.planes) {
    if (!plane.widthBits)
      continue;
    Words words = load(plane);
    for (auto [i, all] : llvm::enumerate(steps)) {
      Value part = step(words, plane, int64_t(i));
      all = all ? emit.make<arith::OrIOp>(all, part) : part;
    }
  }
  return steps;
}

/// The distance between two steps whose codes share bytes of a word, which is
/// then all indices of both.
static int64_t getPairDistance(const BlockUnits &units) {
  const Code &quant = units.row->quant;
  for (auto [i, bit] : llvm::enumerate(units.stepBits))
    if (BlockUnits::strideOf(quant.planes[0], bit) == quant.widthBits())
      return int64_t(1) << i;
  llvm_unreachable("units were chosen for it");
}

static bool alternates(const BlockUnits &units) {
  return CodePlan(*format::PackedLayout::get(*units.row)).alternatesSteps;
}

SmallVector<Value> UnitReader::codes() const {
  CodePlan plan(*format::PackedLayout::get(*units.row));
  if (!plan.alternatesSteps) {
    SmallVector<Value> words = rawCodes();
    if (plan.factor != 1)
      for (Value &word : words)
        word = emit.mul(word, emit.constant(emit.i32(), plan.factor));
    return words;
  }
  const Plane &plane = units.row->quant.planes[0];
  Words words = load(plane);
  SmallVector<Value> steps(BlockUnits::stepsPerUnit);
  int64_t distance = getPairDistance(units);
  for (int64_t step = 0; step < BlockUnits::stepsPerUnit; ++step) {
    if (step & distance)
      continue;
    int64_t byte = units.placeOfStep(plane, step).first;
    auto found = llvm::find_if(
        words.words, [&](const auto &word) { return word.first == byte; });
    SmallVector<Value> pair;
    LaneReader::lookUp(emit, table, found->second, pair);
    steps[step] = pair[0];
    steps[step + distance] = pair[1];
  }
  return steps;
}

Value UnitReader::quant(ArrayRef<Value> words, int64_t elem) const {
  CodePlan plan(*format::PackedLayout::get(*units.row));
  int64_t step = elem / BlockUnits::elemsPerStep;
  int64_t byte = elem % BlockUnits::elemsPerStep;
  if (plan.alternatesSteps) {
    // Bytes of two steps in turn, the first half of them in the first word.
    int64_t distance = getPairDistance(units);
    int64_t place = 2 * byte + (step & distance ? 1 : 0);
    step = (step & ~distance) + place / BlockUnits::elemsPerStep * distance;
    byte = place % BlockUnits::elemsPerStep;
  }
  return LaneReader::quantOfByte(emit, plan, words[step], byte);
}

SmallVector<Value> UnitReader::arrange(const GpuEmitter &emit,
                                       const BlockUnits &units, ValueRange x) {
  SmallVector<Value> words(x);
  if (!alternates(units))
    return words;
  int64_t distance = getPairDistance(units);
  for (int64_t step = 0; step < BlockUnits::stepsPerUnit; ++step) {
    if (step & distance)
      continue;
    // Bytes 0, 1 (and 2, 3) of both steps in turn.
    Value even = x[step], odd = x[step + distance];
    words[step] = emit.selectBytes(even, odd, 0x5140);
    words[step + distance] = emit.selectBytes(even, odd, 0x7362);
  }
  return words;
}

//===----------------------------------------------------------------------===//
// Scales
//===----------------------------------------------------------------------===//

/// Fields of up to a byte lie in one, wider ones begin at one (Proof.h) and are
/// the only ones of their block.
Value UnitReader::loadField(const Code &code, const Plane &plane,
                            int64_t bitOfPlane) const {
  int64_t bytes = llvm::divideCeil(plane.widthBits, byteBits);
  int64_t byteOffset = bitOfPlane / byteBits;
  auto [byte, bit] = place.offset(code, plane);
  auto shift = [&](Value value, Value amount) {
    return amount ? emit.make<arith::ShRUIOp>(value, amount) : value;
  };
  if (!header) {
    Value pointer = emit.at(byte ? emit.at(block, byte) : block, byteOffset);
    auto type = emit.builder.getIntegerType(unsigned(byteBits * bytes));
    return shift(widen(emit, emit.loadConstant(type, pointer), 0), bit);
  }
  auto wordOf = [&](int64_t word) {
    return headerWords[word - header->byteOffset / bytesPerWord];
  };
  int64_t byteInWord = byteOffset % bytesPerWord;
  SmallVector<int64_t> words = units.getWords(code, plane);
  if (words.size() == 1) {
    Value word = wordOf(words[0]);
    if (byteInWord)
      word = emit.make<arith::ShRUIOp>(
          word, emit.constant(emit.i32(), byteBits * byteInWord));
    if (byte) {
      Value bits =
          emit.make<arith::IndexCastUIOp>(emit.i32(), emit.mul(byte, byteBits));
      bit = bit ? emit.add(bit, bits) : bits;
    }
    return shift(word, bit);
  }
  int64_t inPair = byteInWord;
  if (byteOffset / bytesPerWord != words[0])
    inPair += bytesPerWord;
  Value selector = emit.constant(emit.i32(), inPair);
  if (Value moved = place.byteOfPair(code, plane, words[1] - words[0]))
    selector = emit.add(moved, selector);
  return shift(emit.selectBytes(wordOf(words[0]), wordOf(words[1]), selector),
               bit);
}

Value UnitReader::rawCode(const Code &code, int64_t elem) const {
  Value all;
  for (const Plane &plane : code.planes) {
    if (!plane.widthBits)
      continue;
    int64_t bit = plane.bitOffset(unsigned(elem / code.elemsPerCode));
    int64_t mask = (int64_t(1) << plane.widthBits) - 1;
    Value field = loadField(code, plane, bit);
    if (header || plane.widthBits % byteBits != 0)
      field = emit.shiftAndMask(field, plane.shift - bit % byteBits,
                                mask << plane.shift);
    else if (plane.shift)
      field = emit.make<arith::ShLIOp>(field,
                                       emit.constant(emit.i32(), plane.shift));
    all = all ? emit.make<arith::OrIOp>(all, field) : field;
  }
  return all;
}

Value UnitReader::number(const Code &code, int64_t elem) const {
  Value raw = rawCode(code, elem);
  Type i32 = emit.i32();
  switch (code.kind) {
  case CodeKind::F16: {
    Value bits = emit.make<arith::TruncIOp>(emit.builder.getI16Type(), raw);
    return emit.make<arith::ExtFOp>(
        emit.f32(),
        emit.make<arith::BitcastOp>(emit.builder.getF16Type(), bits));
  }
  case CodeKind::F32:
    return emit.make<arith::BitcastOp>(emit.f32(), raw);
  case CodeKind::E8M0Half:
  case CodeKind::E4M3Half:
    return emitSmallFloat(emit, code.kind, raw);
  case CodeKind::Signed: {
    Value unused = emit.constant(i32, 32 - int64_t(code.widthBits()));
    raw = emit.make<arith::ShRSIOp>(emit.make<arith::ShLIOp>(raw, unused),
                                    unused);
    break;
  }
  case CodeKind::Unsigned:
    break;
  case CodeKind::Lookup:
    llvm_unreachable("no scale is looked up");
  }
  return code.bias
             ? emit.make<arith::SubIOp>(raw, emit.constant(i32, code.bias))
             : raw;
}
