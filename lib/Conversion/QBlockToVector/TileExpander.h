//===- TileExpander.h - Unpacks codes for many rows of x --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOVECTOR_TILEEXPANDER_H
#define QBLOCK_CONVERSION_QBLOCKTOVECTOR_TILEEXPANDER_H

#include "TileArguments.h"
#include "TileShape.h"
#include "qblock/Target/CpuTarget.h"

namespace qblock {

/// With so many rows of x, all formats are expanded that ever are.
constexpr int64_t manyRows = 128;

/// Rows of x from which on it pays to expand tiles first, which are then read
/// by a call for each few rows; 0: it never does.
int64_t getMinExpandedRows(const format::PackedLayout &layout,
                           const ActivationPlan &plan, const CpuTarget &target);

/// Emits what fills `expandedCodes` with the codes of `width` tiles, for
/// kernels that read them from there. It asks for the bytes of as many tiles
/// that follow.
void emitTileExpander(const Emitter &emit, const format::PackedLayout &layout,
                      const ActivationPlan &plan, const CpuTarget &target,
                      int64_t width, const TileArguments &arguments);

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOVECTOR_TILEEXPANDER_H
