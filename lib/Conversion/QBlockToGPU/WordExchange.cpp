//===- WordExchange.cpp - Lanes that load for each other --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lane r of four loads words 2 r and 2 r + 1 of the eight and wants words r and
// 4 + r: one of lane r / 2, one of lane 2 + r / 2, in both the first for even r
// and the second for odd r. A lane gives one word to all that ask it, so even
// lanes ask the lower half first and odd lanes the upper half.
//
//===----------------------------------------------------------------------===//

#include "WordExchange.h"

using namespace mlir;
using namespace qblock;

static constexpr int64_t wordsPerLoad = 2;
static constexpr int64_t wordBytes = 4;

WordExchange::WordExchange(const GpuEmitter &emit, Value lane, bool isUniform)
    : emit(emit) {
  auto isSet = [&](Value bit) {
    return arith::CmpIOp::create(emit.builder, emit.loc,
                                 arith::CmpIPredicate::ne, bit, emit.index(0));
  };
  constexpr int64_t half = numLanes / wordsPerLoad;
  Value inGroup = emit.rem(lane, numLanes);
  Value odd = emit.rem(inGroup, 2);
  Value firstLane = emit.make<arith::SubIOp>(lane, inGroup);
  Value first = emit.add(emit.add(firstLane, emit.mul(odd, half)),
                         emit.div(inGroup, wordsPerLoad));
  offset = emit.mul(inGroup, wordsPerLoad * wordBytes);
  isOdd = isSet(odd);
  isSecond = isSet(emit.div(inGroup, half));
  sources = {emit.toWord(first),
             emit.make<arith::XOrIOp>(emit.toWord(first),
                                      emit.constant(emit.i32(), half))};
  mask = emit.constant(emit.i32(), -1);
  if (!isUniform)
    mask = emit.make<arith::ShLIOp>(
        emit.constant(emit.i32(), (1 << numLanes) - 1), emit.toWord(firstLane));
}

std::array<Value, 2> WordExchange::load(Value arrays) const {
  Value pair = emit.loadConstant(emit.vectorOf(wordsPerLoad, emit.i32()),
                                 emit.at(arrays, offset));
  Value first = emit.element(pair, 0), second = emit.element(pair, 1);
  Value given[] = {emit.select(isSecond, second, first),
                   emit.select(isSecond, first, second)};
  Value taken[2];
  for (int64_t i = 0; i < 2; ++i)
    taken[i] = emit.target.emitShuffle(emit.builder, emit.loc, given[i],
                                       sources[i], mask);
  return {emit.select(isOdd, taken[1], taken[0]),
          emit.select(isOdd, taken[0], taken[1])};
}
