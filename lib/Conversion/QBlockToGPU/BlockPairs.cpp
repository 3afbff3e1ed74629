//===- BlockPairs.cpp - Two blocks that share sectors -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In pieces of 16 bytes, a pair is S p0 | p1 p2 | ... | p15 S' | p0' p1' | ...:
// scales and codes of the first block, then of the second. A lane wants every
// fourth piece of codes. If lane 0 loads p4, p8, p12 and S' while the others
// load p1 to p15, these loads are of whole sectors; and the eight lanes load S
// and p0 as a word each, which is the one sector that is left. Then lane 0 and
// the second block's lanes swap p0 and S'.
//
//===----------------------------------------------------------------------===//

#include "BlockPairs.h"

using namespace mlir;
using namespace qblock;
using format::PackedLayout;

static constexpr int64_t wordBytes = 4;
static constexpr int64_t pieceBytes = BlockPairs::wordsPerLoad * wordBytes;
static constexpr int64_t sectorBytes = 2 * pieceBytes;
static constexpr int64_t vectorBytes = PackedLayout::bytesPerVector;

bool BlockPairs::areIn(const PackedLayout &layout) {
  return layout.scale && layout.scale.byteOffset == 0 &&
         layout.slabOffset == pieceBytes && layout.slabsPerBlock() == 1 &&
         layout.bytesPerBlock % sectorBytes == pieceBytes;
}

BlockPairs::BlockPairs(const GpuEmitter &emit, const PackedLayout &layout,
                       Value lane, Value blocksPerRow)
    : emit(emit), numVectors(layout.bytesPerSlab / vectorBytes) {
  auto both = [&](Value a, Value b) { return emit.make<arith::AndIOp>(a, b); };
  auto isEqual = [&](Value a, int64_t b) {
    return emit.isZero(emit.make<arith::SubIOp>(a, emit.index(b)));
  };
  auto maskOf = [&](Value first, int64_t numLanes) {
    Value lanes = emit.constant(emit.i32(), (int64_t(1) << numLanes) - 1);
    return emit.make<arith::ShLIOp>(lanes, emit.toWord(first));
  };
  Value arePaired = emit.isZero(emit.rem(blocksPerRow, 2));
  Value inPair = emit.rem(lane, lanesPerPair);
  Value inBlock = emit.rem(lane, lanesPerBlock);
  Value firstOfPair = emit.make<arith::SubIOp>(lane, inPair);
  Value firstOfBlock = emit.make<arith::SubIOp>(lane, inBlock);
  Value isSecond =
      both(arePaired, emit.less(emit.index(lanesPerBlock - 1), inPair));
  isAhead = both(arePaired, emit.isZero(inPair));

  Value zero = emit.index(0);
  codeOffset = emit.add(
      emit.add(emit.mul(inBlock, pieceBytes), emit.index(layout.slabOffset)),
      emit.select(isAhead, emit.index(vectorBytes), zero));
  int64_t toFirstCodes = int64_t(layout.slabOffset) - layout.bytesPerBlock;
  scaleOffset = emit.add(emit.mul(inBlock, wordBytes),
                         emit.select(isSecond, emit.index(toFirstCodes), zero));
  for (int64_t i = 0; i < wordsPerLoad; ++i) {
    takesScales[i] = both(isSecond, isEqual(inBlock, i));
    Value other = emit.select(takesScales[i], firstOfPair, lane);
    sources[i] = emit.toWord(
        emit.select(isAhead, emit.add(firstOfPair, lanesPerBlock + i), other));
  }
  mask = emit.select(arePaired, maskOf(firstOfPair, lanesPerPair),
                     maskOf(firstOfBlock, lanesPerBlock));
}

BlockPairs::Words BlockPairs::load(Value block) const {
  Words words;
  Value codes = emit.at(block, codeOffset);
  for (int64_t i = 0; i < numVectors; ++i) {
    Value piece = emit.loadConstant(emit.vectorOf(wordsPerLoad, emit.i32()),
                                    emit.at(codes, i * vectorBytes));
    SmallVector<Value> &vector = words.codes.emplace_back();
    for (int64_t row = 0; row < wordsPerLoad; ++row)
      vector.push_back(emit.element(piece, row));
  }
  words.scales = emit.loadConstant(emit.i32(), emit.at(block, scaleOffset));
  swap(words);
  return words;
}

/// What the lane gave away is the last vector or the word of scales; what it
/// got is the first vector or that word.
void BlockPairs::swap(Words &words) const {
  SmallVector<Value> before(wordsPerLoad);
  Value word = words.scales;
  for (int64_t i = 0; i < wordsPerLoad; ++i) {
    Value given = emit.select(isAhead, words.codes.back()[i], word);
    before[i] = emit.target.emitShuffle(emit.builder, emit.loc, given,
                                        sources[i], mask);
    words.scales = emit.select(takesScales[i], before[i], words.scales);
  }
  for (SmallVector<Value> &vector : words.codes)
    for (int64_t row = 0; row < wordsPerLoad; ++row) {
      Value loaded = vector[row];
      vector[row] = emit.select(isAhead, before[row], loaded);
      before[row] = loaded;
    }
}
