//===- SlabReader.cpp - Reads slabs of a weight and of x --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The order in which a kernel reads, and what it asks for ahead of time.
//
//===----------------------------------------------------------------------===//

#include "SlabReader.h"

using namespace mlir;
using namespace qblock;

/// Kernels for so few rows of x are as fast as memory is.
static constexpr int64_t maxStreamedHeight = 4;

/// How far ahead a line is asked for. With one row there are few instructions a
/// line, so that loads run ahead by themselves: on Zen 5, 10 KiB took 2 to 6
/// percent more time there, and with four rows 6 KiB 4 to 9 percent.
static int64_t getBytesAhead(int64_t height) {
  return height == 1 ? 6144 : 10240;
}

static int64_t getBytesLater(const TileContext &context) {
  return getLinesAhead(context.layout, context.numTiles) * bytesPerLine;
}

/// Asks for what is read some bytes after the `count` bytes that begin `offset`
/// bytes behind an address. Hardware's own prefetching ends with a page, and a
/// page lasts no longer than it takes to fetch one. Tall kernels read what is
/// in a cache.
static void emitPrefetchAhead(const TileContext &context, Value base,
                              int64_t offset, int64_t count) {
  if (context.height > maxStreamedHeight || context.firstPart != 0)
    return;
  context.prefetchLines(base, offset + getBytesAhead(context.height), count,
                        /*locality=*/3);
}

BlockReader::BlockReader(const TileContext &context, Value index, Value masks)
    : context(context), index(index), scales(context.numParts),
      mins(context.numParts) {
  const Emitter &emit = context.emit;
  for (int64_t tile = 0; tile < context.numTiles; ++tile)
    tiles.emplace_back(emit, context.layout, context.target,
                       context.addressOfBlock(tile, index), masks);
  if (context.codeSource == CodeSource::Expanded) {
    Value first = context.addressOfExpanded(index);
    int64_t bytes = TileContext::expandedBytesPerSlab;
    for (auto [number, tile] : llvm::enumerate(tiles))
      tile.readExpandedCodes(emit.add(first, number * bytes),
                             context.numTiles * bytes);
  }
  if (context.plan.scalesBlocks() || context.isSlab())
    return;
  for (int64_t part = 0; part < context.numParts; ++part) {
    scales[part] = tile(part).blockScale(context.inTile(part));
    mins[part] = tile(part).blockMin(context.inTile(part));
  }
}

void BlockReader::prefetchAhead() const {
  emitPrefetchAhead(context, tiles.front().firstByte(), 0,
                    context.layout.slabOffset);
}

SlabReader::SlabReader(const BlockReader &block, ActivationReader x)
    : BlockReader(block), x(x) {
  const Emitter &emit = context.emit;
  Value slabInRow = emit.mul(index, context.layout.slabsPerBlock());
  this->x.enterSlab(slabInRow);
  if (context.height > maxStreamedHeight && context.firstPart == 0 &&
      context.codeSource == CodeSource::Packed)
    later =
        emit.addressOf(context.arguments.weight,
                       emit.add(context.arguments.laterByte,
                                emit.mul(slabInRow, getBytesLater(context))));
}

void SlabReader::advance(Value numSlabs) {
  x.advance(numSlabs);
  for (TileReader &tile : tiles)
    tile.advance(numSlabs);
  if (later)
    later = context.emit.add(
        later, context.emit.mul(numSlabs, getBytesLater(context)));
}

SmallVector<Value *> SlabReader::addresses() {
  SmallVector<Value *> all = x.addresses();
  for (TileReader &tile : tiles)
    all.append(tile.addresses());
  if (later)
    all.push_back(&later);
  return all;
}

void SlabReader::prefetch() const {
  emitPrefetchAhead(context, tiles.front().codesBase(),
                    context.layout.slabOffset, context.layout.bytesPerSlab);
  if (later)
    context.prefetchLines(later, 0, getBytesLater(context), /*locality=*/2);
}

void SlabReader::readAfter(ValueRange values) {
  if (!context.hasOrder())
    return;
  Value done = x.readAfter(values);
  for (TileReader &tile : tiles)
    tile.readAfter(done);
}

/// Where instructions read memory, codes that several steps unpack are in no
/// register in between.
void SlabReader::readStepAfter(ValueRange values) {
  if (!context.hasOrder())
    return;
  Value done = x.readAfter(ActivationReader::Codes, values);
  if (context.target.hasMemoryOperands())
    for (TileReader &tile : tiles)
      tile.readCodesAfter(done);
}

void SlabReader::readAfter(ActivationReader::Kind kind, ValueRange values) {
  if (context.hasOrder())
    x.readAfter(kind, values);
}
