//===- TileShape.h - How much a tile kernel takes at once -----------*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOVECTOR_TILESHAPE_H
#define QBLOCK_CONVERSION_QBLOCKTOVECTOR_TILESHAPE_H

#include "qblock/Format/PackedLayout.h"
#include "qblock/Target/CpuTarget.h"

namespace qblock {

/// Rows of x and tiles of the weight that a kernel multiplies.
struct TileShape {
  int64_t height, width;
};

/// What a kernel reads of the codes of a weight.
enum class CodeSource {
  Packed,
  Expanded, ///< bytes, times the group's scale if codes are multiplied with it
};

/// The heights that kernels are made for, largest first; the last is 1.
llvm::SmallVector<int64_t> getTileHeights(const CpuTarget &target);
/// The widths, in the same order.
llvm::SmallVector<int64_t> getTileWidths(const CpuTarget &target);

constexpr int64_t bytesPerLine = 64; ///< of a cache

/// Cache lines that a tall kernel asks for with each slab, for later calls.
int64_t getLinesAhead(const format::PackedLayout &layout, int64_t width);

/// Vectors in a tile of the weight.
int64_t getPartsPerTile(const CpuTarget &target);
/// Products of a row of x with a vector that are summed at once.
int64_t getMaxSums(const CpuTarget &target);

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOVECTOR_TILESHAPE_H
