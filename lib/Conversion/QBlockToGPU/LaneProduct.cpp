//===- LaneProduct.cpp - What a lane of a GEMV multiplies -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LaneProduct.h"

using namespace mlir;
using namespace qblock;

/// -bias times the sum of x, where there is a bias.
Value LaneProduct::firstSum(const LaneX &x, int64_t group) const {
  if (!plan.bias)
    return emit.constant(emit.i32(), 0);
  return emit.mul(x.groupSums[group], emit.constant(emit.i32(), -plan.bias));
}

/// The product but for the scale of x and mins. Integer sub-scales are
/// multiplied with integer sums: 32 products of at most 8 x 8 bits times 8 bits
/// fit in 32.
Value LaneProduct::numberOf(const LaneX &x, const LaneWeight &weight) const {
  int64_t numGroups = int64_t(weight.codes.size()) / wordsPerGroup;
  Value integer, number;
  for (int64_t group = 0; group < numGroups; ++group) {
    Value sum = firstSum(x, group);
    for (int64_t i = 0; i < wordsPerGroup; ++i) {
      int64_t word = group * wordsPerGroup + i;
      sum = emit.dot(sum, weight.codes[word], x.words[word], plan.isSigned);
    }
    if (!row.subScale) {
      number = emit.toFloat(sum);
      continue;
    }
    Value scale = weight.subScales[group];
    if (LaneReader::isInteger(row.subScale)) {
      Value product = emit.mul(sum, scale);
      integer = integer ? emit.add(integer, product) : product;
    } else {
      Value float32 = emit.toFloat(sum);
      number =
          number ? emit.fma(float32, scale, number) : emit.fmul(float32, scale);
    }
  }
  if (integer)
    number = emit.toFloat(integer);
  return weight.scale ? emit.fmul(number, weight.scale) : number;
}

/// What the min is multiplied with; not used if sums of x have its scale.
Value LaneProduct::minOf(const LaneX &x, const LaneWeight &weight) const {
  Value sum;
  for (auto [group, product] : llvm::enumerate(x.groupSums)) {
    Value scaled =
        row.subMin ? emit.mul(product, weight.subMins[group]) : product;
    sum = sum ? emit.add(sum, scaled) : scaled;
  }
  return emit.toFloat(sum);
}

Value LaneProduct::addTo(Value sum, const LaneX &x,
                         const LaneWeight &weight) const {
  Value number = numberOf(x, weight);
  if (weight.min && !activations.scalesSums)
    number = emit.fma(weight.min, minOf(x, weight), number);
  sum = emit.fma(number, x.scale, sum);
  if (weight.min && activations.scalesSums)
    sum = emit.fma(weight.min, x.groupSums.front(), sum);
  return sum;
}
