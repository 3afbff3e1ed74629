//===- ActivationReader.cpp - Reads rounded activations ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A kernel's side of the buffers that Activations.cpp fills.
//
//===----------------------------------------------------------------------===//

#include "ActivationReader.h"

using namespace mlir;
using namespace qblock;
using format::PackedLayout;

static constexpr ActivationReader::Kind allKinds[] = {
    ActivationReader::Codes, ActivationReader::Scales,
    ActivationReader::BiasSums, ActivationReader::MinSums};

static constexpr int64_t numberBytes = 4; ///< all are words

int64_t ActivationReader::elemsPerNumber(Kind kind) const {
  switch (kind) {
  case Codes:
    return PackedLayout::elemsPerStep;
  case Scales:
    return plan.elemsPerBlock;
  case BiasSums:
    return plan.elemsPerGroup;
  case MinSums:
    return plan.pairsSums ? 2 * plan.elemsPerGroup : plan.elemsPerGroup;
  }
  llvm_unreachable("unknown kind of number");
}

/// The others are read once a block.
bool ActivationReader::isReadBySlabs(Kind kind) const {
  switch (kind) {
  case Codes:
    return true;
  case Scales:
    return plan.scalesSums();
  case BiasSums:
    return plan.bias != 0;
  case MinSums:
    return plan.hasMin && !plan.pairsSums;
  }
  llvm_unreachable("unknown kind of number");
}

Value ActivationReader::placeInRow(Kind kind, Value index) const {
  Value tile = emit.mul(firstRow, emit.div(numElems, elemsPerNumber(kind)));
  return emit.addressOf(buffers.values()[kind],
                        emit.add(tile, emit.mul(index, height)));
}

Type ActivationReader::elementType(Kind kind) const {
  return cast<MemRefType>(buffers.values()[kind].getType()).getElementType();
}

/// Where products take x from a lane, one load serves all rows.
Value ActivationReader::loadAll(Kind kind, Value base, int64_t offset) const {
  if (!target.broadcastsLanes() || height == 1)
    return {};
  return emit.loadFrom(emit.vectorOf(height, elementType(kind)), base, offset);
}

Value ActivationReader::splatOf(Kind kind, Value base, int64_t offset,
                                Value all, int64_t row) const {
  Value number =
      all ? emit.make<vector::ExtractOp>(all, row)
          : emit.loadFrom(elementType(kind), base, offset + row * numberBytes);
  return emit.make<vector::BroadcastOp>(
      emit.vectorOf(target.getLanes(), elementType(kind)), number);
}

int64_t ActivationReader::numbersPerSlab(Kind kind) const {
  return PackedLayout::elemsPerSlab / elemsPerNumber(kind);
}

void ActivationReader::enterSlab(Value slabInRow) {
  for (Kind kind : allKinds)
    if (isReadBySlabs(kind))
      places[kind] =
          placeInRow(kind, emit.mul(slabInRow, numbersPerSlab(kind)));
}

void ActivationReader::advance(Value numSlabs) {
  for (Kind kind : allKinds)
    if (isReadBySlabs(kind))
      places[kind] =
          emit.add(places[kind], emit.mul(numSlabs, numbersPerSlab(kind) *
                                                        height * numberBytes));
}

SmallVector<Value *> ActivationReader::addresses() {
  SmallVector<Value *> all;
  for (Kind kind : allKinds)
    if (isReadBySlabs(kind))
      all.push_back(&places[kind]);
  return all;
}

int64_t ActivationReader::offsetOf(int64_t index) const {
  return index * height * numberBytes;
}

ActivationReader::Numbers ActivationReader::numbers(Kind kind,
                                                    int64_t index) const {
  return {kind, index, loadAll(kind, places[kind], offsetOf(index))};
}

Value ActivationReader::splat(const Numbers &numbers, int64_t row) const {
  auto [kind, index, all] = numbers;
  return splatOf(kind, places[kind], offsetOf(index), all, row);
}

SmallVector<Value> ActivationReader::splatsOf(Kind kind, Value base,
                                              int64_t offset) const {
  Value all = loadAll(kind, base, offset);
  SmallVector<Value> splats;
  for (int64_t row = 0; row < height; ++row)
    splats.push_back(splatOf(kind, base, offset, all, row));
  return splats;
}

SmallVector<Value> ActivationReader::splats(Kind kind, int64_t index) const {
  return splatsOf(kind, places[kind], offsetOf(index));
}

SmallVector<Value> ActivationReader::splatsInRow(Kind kind, Value index) const {
  return splatsOf(kind, placeInRow(kind, index), 0);
}

Value ActivationReader::readAfter(Kind kind, ValueRange values) {
  places[kind] = target.emitAfter(emit.builder, emit.loc, places[kind], values);
  return places[kind];
}

Value ActivationReader::readAfter(ValueRange values) {
  Value first = readAfter(Codes, values);
  for (Kind kind : allKinds)
    if (kind != Codes && isReadBySlabs(kind))
      readAfter(kind, first);
  return first;
}
