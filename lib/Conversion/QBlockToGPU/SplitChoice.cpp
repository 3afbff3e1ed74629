//===- SplitChoice.cpp - Into how many parts K is split ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Blocks of few rows of x, or of a small weight, leave most of a chip idle.
// More splits than there are processors would only store and add more sums.
//
//===----------------------------------------------------------------------===//

#include "SplitChoice.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "llvm/Support/MathExtras.h"

#include <algorithm>

using namespace mlir;
using namespace qblock;

OpFoldResult qblock::chooseSplits(OpBuilder &builder, Location loc,
                                  const GpuKernel &kernel,
                                  ArrayRef<OpFoldResult> sizes,
                                  int64_t numProcessors) {
  int64_t n = *getConstantIntValue(sizes[1]);
  int64_t k = *getConstantIntValue(sizes[2]);
  int64_t rowBlocks = llvm::divideCeil(n, kernel.grid[0].perBlock);
  int64_t most = std::min(numProcessors / rowBlocks, k / minElemsPerSplit);
  if (most <= 1)
    return builder.getIndexAttr(1);
  if (std::optional<int64_t> m = getConstantIntValue(sizes[0])) {
    int64_t blocks = rowBlocks * llvm::divideCeil(*m, kernel.columns);
    return builder.getIndexAttr(
        std::clamp<int64_t>(numProcessors / blocks, 1, most));
  }
  auto constant = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(builder, loc, value);
  };
  Value columnBlocks = arith::CeilDivUIOp::create(
      builder, loc, cast<Value>(sizes[0]), constant(kernel.columns));
  Value blocks =
      arith::MulIOp::create(builder, loc, columnBlocks, constant(rowBlocks));
  Value splits =
      arith::DivUIOp::create(builder, loc, constant(numProcessors), blocks);
  splits = arith::MinUIOp::create(builder, loc, splits, constant(most));
  return arith::MaxUIOp::create(builder, loc, splits, constant(1)).getResult();
}
