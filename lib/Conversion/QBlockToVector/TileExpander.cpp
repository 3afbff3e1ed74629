//===- TileExpander.cpp - Unpacks codes for many rows of x ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A tall kernel unpacks codes for a few rows of x, and the next call does it
// again. With many rows, that is done once for all of them.
//
//===----------------------------------------------------------------------===//

#include "TileExpander.h"
#include "GroupProducts.h"

using namespace mlir;
using namespace qblock;
using format::PackedLayout;

namespace {
class TileExpander : GroupProducts {
public:
  explicit TileExpander(const TileContext &context) : GroupProducts(context) {}
  void run() const;

private:
  void expandBlock(Value index) const;
  void expandSlab(const BlockReader &slab, Value address) const;
  void prefetchLater(Value index) const;
};
} // namespace

void TileExpander::expandSlab(const BlockReader &slab, Value address) const {
  constexpr int64_t elemsPerStep = PackedLayout::elemsPerStep;
  int64_t bytesPerVector = lanes() * elemsPerStep;
  SmallVector<Value> factors;
  for (int64_t step = 0; step < PackedLayout::stepsPerSlab; ++step) {
    int64_t elem = step * elemsPerStep;
    if (plan.scalesCodes && elem % plan.elemsPerGroup == 0)
      factors = scaleFactors(slab, elem, /*hasScales=*/true);
    for (auto [part, codes] : llvm::enumerate(stepCodes(slab, step, factors)))
      emit.storeTo(codes, address,
                   (int64_t(part) * PackedLayout::stepsPerSlab + step) *
                       bytesPerVector);
  }
}

/// Asks for the same block of the tiles that follow, which the next call reads.
void TileExpander::prefetchLater(Value index) const {
  for (int64_t tile = numTiles; tile < 2 * numTiles; ++tile)
    prefetchLines(addressOfBlock(tile, index), 0, layout.bytesPerBlock,
                  /*locality=*/2);
}

void TileExpander::expandBlock(Value index) const {
  BlockReader slab(*this, index, /*masks=*/{});
  Value address = addressOfExpanded(index);
  for (int64_t i = 0; i < layout.slabsPerBlock(); ++i) {
    expandSlab(slab, emit.add(address, i * numTiles * expandedBytesPerSlab));
    for (TileReader &tile : slab.tiles)
      tile.advance(emit.index(1));
  }
  prefetchLater(index);
}

void TileExpander::run() const {
  Value numBlocks = emit.div(arguments.numElems, layout.row->elemsPerBlock);
  emit.loop(emit.index(0), numBlocks, 1,
            [&](Value index) { expandBlock(index); });
}

/// With 32 registers, most formats are unpacked beside the products. Those wait
/// for it if codes are multiplied, or put together of several parts while short
/// groups ask for scales all the time: with 512 rows, such formats took 4 to
/// 20% less time expanded on Zen 5, others 3% less to 5% more, and with 96 rows
/// it made no difference. With 16 registers, there are fewer products for each
/// code, and all but those that are bytes already gained: 4 to 27% with 512
/// rows, and as a rule something from 32 rows on.
int64_t qblock::getMinExpandedRows(const PackedLayout &layout,
                                   const ActivationPlan &plan,
                                   const CpuTarget &target) {
  unsigned width = layout.row->quant.widthBits();
  if (target.getNumRegisters() <= 16)
    return width < 8 ? manyRows / 4 : 0;
  bool hasParts = layout.partWidth(0) < width;
  bool hasShortGroups = plan.elemsPerGroup < PackedLayout::elemsPerSlab;
  return plan.scalesCodes || (hasParts && hasShortGroups) ? manyRows : 0;
}

void qblock::emitTileExpander(const Emitter &emit, const PackedLayout &layout,
                              const ActivationPlan &plan,
                              const CpuTarget &target, int64_t width,
                              const TileArguments &arguments) {
  int64_t numParts = width * getPartsPerTile(target);
  TileExpander({emit, layout, plan, target, arguments, /*height=*/1, width,
                /*firstPart=*/0, numParts, CodeSource::Packed})
      .run();
}
