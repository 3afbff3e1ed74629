//===- TileKernel.h - A tile of rows times a tile of activations -----------*-
// C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOVECTOR_TILEKERNEL_H
#define QBLOCK_CONVERSION_QBLOCKTOVECTOR_TILEKERNEL_H

#include "TileArguments.h"
#include "TileShape.h"
#include "qblock/Target/CpuTarget.h"

namespace qblock {

/// Emits the body of a kernel: y = x . w^T, or y += x . w^T. Rows of the tile
/// that lie past the end of y are computed, but not stored.
void emitTileKernel(const Emitter &emit, const format::PackedLayout &layout,
                    const ActivationPlan &plan, const CpuTarget &target,
                    TileShape shape, CodeSource codes,
                    const TileArguments &arguments);

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOVECTOR_TILEKERNEL_H
