//===- WordExchange.h - Lanes that load for each other ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOGPU_WORDEXCHANGE_H
#define QBLOCK_CONVERSION_QBLOCKTOGPU_WORDEXCHANGE_H

#include "GpuEmitter.h"

#include <array>

namespace qblock {

/// Where four successive lanes want a word each of two successive arrays of
/// four words, a load of one array asks for half a sector of 32 bytes. So lanes
/// load two neighbouring words each, of both arrays together, and swap.
class WordExchange {
public:
  static constexpr int64_t numLanes = 4;

  /// To be made outside of loops. `lane` (index) is the lane's number in its
  /// warp. If not `isUniform`, some groups of lanes may come without others.
  WordExchange(const GpuEmitter &emit, mlir::Value lane, bool isUniform);

  /// Words (i32) number `lane` % 4 of the array at `arrays` and of the next.
  std::array<mlir::Value, 2> load(mlir::Value arrays) const;

private:
  const GpuEmitter &emit;
  mlir::Value offset; ///< bytes, of the words that the lane loads
  mlir::Value isOdd, isSecond;
  std::array<mlir::Value, 2> sources; ///< lanes, for the two shuffles
  mlir::Value mask;
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOGPU_WORDEXCHANGE_H
