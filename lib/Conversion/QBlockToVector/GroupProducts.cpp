//===- GroupProducts.cpp - Dot products of groups as integers ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each step multiplies four codes of all rows of the weight with four of each
// row of x. Products are added in 32 bits, or in 16 as long as they fit.
//
//===----------------------------------------------------------------------===//

#include "GroupProducts.h"

#include "llvm/ADT/bit.h"

using namespace mlir;
using namespace qblock;
using format::PackedLayout;

/// Codes times a factor, an i16 in pairs: for products that fit in a byte, two
/// of them are one product of 16 bits.
Value GroupProducts::scaleCodes(Value codes, Value factor) const {
  VectorType shortType = emit.vectorOf(2 * lanes(), emit.builder.getI16Type());
  Value products = emit.mul(emit.make<vector::BitCastOp>(shortType, codes),
                            emit.make<vector::BitCastOp>(shortType, factor));
  return emit.make<vector::BitCastOp>(codes.getType(), products);
}

SmallVector<Value> GroupProducts::stepCodes(const BlockReader &slab,
                                            int64_t step,
                                            ArrayRef<Value> factors) const {
  SmallVector<Value> codes;
  for (int64_t part = 0; part < numParts; ++part)
    codes.push_back(slab.tile(part).codes(step, inTile(part)));
  for (auto [part, factor] : llvm::enumerate(factors))
    codes[part] = scaleCodes(codes[part], factor);
  return codes;
}

/// Calls `add(step, index, codes, x)` for some steps of a slab, row of x and
/// part of the tiles; `index` names the sum of the last two, which is returned.
/// Codes are multiplied with the factors of their parts, if there are any.
void GroupProducts::forEachDot(
    SlabReader &slab, int64_t firstStep, int64_t numSteps,
    ArrayRef<Value> factors,
    function_ref<Value(int64_t, int64_t, Value, Value)> add) const {
  VectorType byteType =
      emit.vectorOf(lanes() * PackedLayout::elemsPerStep, emit.i8());
  for (int64_t step = firstStep; step < firstStep + numSteps; ++step) {
    SmallVector<Value> codes = stepCodes(slab, step, factors);
    auto words = slab.x.numbers(ActivationReader::Codes, step);
    Sums sums;
    for (int64_t row = 0; row < height; ++row) {
      Value x =
          emit.make<vector::BitCastOp>(byteType, slab.x.splat(words, row));
      for (int64_t part = 0; part < numParts; ++part)
        sums.push_back(add(step, row * numParts + part, codes[part], x));
      if (hasFewRegisters())
        slab.readAfter(ActivationReader::Codes,
                       ArrayRef(sums).take_back(numParts));
    }
    slab.readStepAfter(sums);
  }
}

/// What the sums of a group start with: the bias.
GroupProducts::Sums GroupProducts::biasSums(const SlabReader &slab,
                                            int64_t firstElem) const {
  Sums sums = zeros(intType());
  if (!plan.bias)
    return sums;
  SmallVector<Value> biases =
      slab.x.splats(ActivationReader::BiasSums, firstElem / plan.elemsPerGroup);
  for (auto [index, sum] : llvm::enumerate(sums))
    sum = biases[index / numParts];
  return sums;
}

/// Adds the dot products of a group, its codes times factors if there are any.
/// Steps take turns with sets of sums, if `sums` has several.
GroupProducts::Sums GroupProducts::addDots(SlabReader &slab, int64_t firstElem,
                                           ArrayRef<Value> factors,
                                           Sums sums) const {
  constexpr int64_t stepElems = PackedLayout::elemsPerStep;
  forEachDot(slab, firstElem / stepElems, plan.elemsPerGroup / stepElems,
             factors, [&](int64_t step, int64_t index, Value codes, Value x) {
               Value &sum = sums[step * numSums() % sums.size() + index];
               return sum = target.emitDot(emit.builder, emit.loc, sum, codes,
                                           x, plan.hasSignedCodes);
             });
  return sums;
}

SmallVector<Value> GroupProducts::scaleFactors(const BlockReader &slab,
                                               int64_t firstElem,
                                               bool hasScales) const {
  SmallVector<Value> factors(numParts, emit.constant(intType(), 0x10001));
  if (hasScales)
    for (auto [part, factor] : llvm::enumerate(factors))
      factor = slab.tile(part).groupScalePair(firstElem, inTile(part));
  return factors;
}

/// Adds the dot products of a group, times its integer scales if it has such.
/// Products are added in 16 bits as long as they fit. Each row's last one is
/// followed by the widening of its sum, so that few short sums are alive.
GroupProducts::Sums GroupProducts::addShortDots(SlabReader &slab,
                                                int64_t firstElem,
                                                bool hasScales,
                                                Sums sums) const {
  constexpr int64_t stepElems = PackedLayout::elemsPerStep;
  int64_t numSteps = plan.stepsPerShortSum;
  int64_t end = (firstElem + plan.elemsPerGroup) / stepElems;
  VectorType shortType = emit.vectorOf(2 * lanes(), emit.builder.getI16Type());
  for (int64_t first = firstElem / stepElems; first < end; first += numSteps) {
    Sums shorts = biasSums(slab, firstElem);
    for (Value &value : shorts)
      value = emit.make<vector::BitCastOp>(shortType, value);
    SmallVector<Value> factors;
    auto widen = [&](int64_t index) {
      if (factors.empty())
        factors = scaleFactors(slab, firstElem, hasScales);
      Value sum = target.emitPairDot(
          emit.builder, emit.loc, sums[index],
          emit.make<vector::BitCastOp>(intType(), shorts[index]),
          factors[index % numParts]);
      return numSteps * stepElems < plan.elemsPerGroup
                 ? target.emitInPlace(emit.builder, emit.loc, sum)
                 : sum;
    };
    forEachDot(slab, first, numSteps, /*factors=*/{},
               [&](int64_t step, int64_t index, Value codes, Value x) {
                 shorts[index] =
                     target.emitShortDot(emit.builder, emit.loc, shorts[index],
                                         codes, x, plan.hasSignedCodes);
                 if (step + 1 != first + numSteps)
                   return shorts[index];
                 return sums[index] = widen(index);
               });
    slab.readAfter(sums);
  }
  return sums;
}

/// Adds a group's products as integers, times the group's sub-scale, which
/// expanded codes are multiplied with already.
GroupProducts::Sums GroupProducts::addIntegers(SlabReader &slab,
                                               int64_t firstElem,
                                               Sums sums) const {
  bool hasScales(layout.row->subScale);
  if (plan.stepsPerShortSum)
    return addShortDots(slab, firstElem, hasScales, std::move(sums));
  if (plan.bias)
    for (auto [sum, bias] : llvm::zip(sums, biasSums(slab, firstElem)))
      sum = emit.add(sum, bias);
  SmallVector<Value> factors;
  if (hasScales && codeSource == CodeSource::Packed)
    factors = scaleFactors(slab, firstElem, hasScales);
  return addDots(slab, firstElem, factors, std::move(sums));
}

/// The products of a group as integers, added up with the bias.
GroupProducts::Sums GroupProducts::products(SlabReader &slab,
                                            int64_t firstElem) const {
  if (plan.stepsPerShortSum)
    return addShortDots(slab, firstElem, /*hasScales=*/false, zeros(intType()));
  Sums sums = biasSums(slab, firstElem);
  int64_t numSteps = plan.elemsPerGroup / PackedLayout::elemsPerStep;
  // Several sums overlap enough, and ask for registers as they are.
  if (numSums() == 1)
    sums.append(zeros(intType(), numSets(numSteps) - 1));
  return addSets(addDots(slab, firstElem, /*factors=*/{}, std::move(sums)));
}

/// A sum waits for its last product. Where there are few sums, several sets of
/// them take turns with the steps, so that products overlap.
int64_t GroupProducts::numSets(int64_t numSteps) const {
  constexpr int64_t productsInFlight = 8, minStepsPerSet = 4, maxSets = 4;
  if (plan.stepsPerShortSum)
    return 1;
  int64_t count = std::min(productsInFlight, getMaxSums(target)) / numSums();
  count = std::min({count, numSteps / minStepsPerSet, maxSets});
  return llvm::bit_floor(uint64_t(std::max<int64_t>(count, 1)));
}

/// The sum of all sets.
GroupProducts::Sums GroupProducts::addSets(Sums sums) const {
  for (size_t index = numSums(); index != sums.size(); ++index) {
    Value &sum = sums[index % numSums()];
    sum = emit.add(sum, sums[index]);
  }
  sums.truncate(numSums());
  return sums;
}
