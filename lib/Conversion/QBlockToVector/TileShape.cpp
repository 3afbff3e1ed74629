//===- TileShape.cpp - How much a tile kernel takes at once -----------*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The height is the largest for which sums fit the target's registers beside a
// few for operands.
//
//===----------------------------------------------------------------------===//

#include "TileShape.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace qblock;
using format::PackedLayout;

int64_t qblock::getPartsPerTile(const CpuTarget &target) {
  return PackedLayout::rowsPerTile / target.getLanes();
}

/// Sums that stay in registers. Integers of a group and numbers of a block take
/// one each; those of the row, if they are not the same, are wanted once a
/// block and may be spilled in between. One register in six is for codes,
/// scales and activations.
int64_t qblock::getMaxSums(const CpuTarget &target) {
  constexpr int64_t registersPerSum = 2;
  return target.getNumRegisters() * 5 / 6 / registersPerSum;
}

/// Vectors of rows of the weight that a tall kernel multiplies at once. With
/// few registers, codes are better used for more rows of x.
static int64_t getTallParts(const CpuTarget &target) {
  return target.getNumRegisters() > 16 ? 2 : 1;
}

SmallVector<int64_t> qblock::getTileWidths(const CpuTarget &target) {
  int64_t width = getTallParts(target) / getPartsPerTile(target);
  return width > 1 ? SmallVector<int64_t>{width, 1} : SmallVector<int64_t>{1};
}

/// So many that a few calls ask for all that as many tiles hold. With 32 rows
/// of x there are 5 calls on 32 registers; on Zen 5 they were 2 to 30 percent
/// slower when each asked for a line a slab.
int64_t qblock::getLinesAhead(const PackedLayout &layout, int64_t width) {
  constexpr int64_t numCalls = 3;
  int64_t bytesPerSlab = layout.bytesPerBlock / layout.slabsPerBlock();
  return llvm::divideCeil(width * bytesPerSlab, numCalls * bytesPerLine);
}

SmallVector<int64_t> qblock::getTileHeights(const CpuTarget &target) {
  constexpr int64_t smallHeight = 4;
  int64_t height = getMaxSums(target) / getTallParts(target);
  assert(height > smallHeight && "too few registers");
  return {height, smallHeight, 1};
}
