//===- GroupProducts.h - Dot products of groups as integers -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOVECTOR_GROUPPRODUCTS_H
#define QBLOCK_CONVERSION_QBLOCKTOVECTOR_GROUPPRODUCTS_H

#include "SlabReader.h"

namespace qblock {

/// Emits what a kernel computes as integers: sums of products of codes.
class GroupProducts : protected TileContext {
public:
  /// One vector for each row of x and part. Where there are few, they come in
  /// several sets, which steps take turns with.
  using Sums = llvm::SmallVector<mlir::Value>;

  explicit GroupProducts(const TileContext &context) : TileContext(context) {}

  /// The products of the group that starts at an element of the slab, added up
  /// with the bias.
  Sums products(SlabReader &slab, int64_t firstElem) const;
  /// Adds them, times the group's integer scale if it has one.
  Sums addIntegers(SlabReader &slab, int64_t firstElem, Sums sums) const;

  /// In how many sets sums over so many steps come, and the sum of all sets.
  int64_t numSets(int64_t numSteps) const;
  Sums addSets(Sums sums) const;

protected:
  /// The codes of a step for each part, times factors if there are any.
  llvm::SmallVector<mlir::Value>
  stepCodes(const BlockReader &slab, int64_t step,
            llvm::ArrayRef<mlir::Value> factors) const;
  /// The integer scales of a group in pairs, or ones, for each part.
  llvm::SmallVector<mlir::Value> scaleFactors(const BlockReader &slab,
                                              int64_t firstElem,
                                              bool hasScales) const;

private:
  mlir::Value scaleCodes(mlir::Value codes, mlir::Value factor) const;
  void
  forEachDot(SlabReader &slab, int64_t firstStep, int64_t numSteps,
             llvm::ArrayRef<mlir::Value> factors,
             llvm::function_ref<mlir::Value(int64_t step, int64_t index,
                                            mlir::Value codes, mlir::Value x)>
                 add) const;
  Sums biasSums(const SlabReader &slab, int64_t firstElem) const;
  Sums addDots(SlabReader &slab, int64_t firstElem,
               llvm::ArrayRef<mlir::Value> factors, Sums sums) const;
  Sums addShortDots(SlabReader &slab, int64_t firstElem, bool hasScales,
                    Sums sums) const;
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOVECTOR_GROUPPRODUCTS_H
