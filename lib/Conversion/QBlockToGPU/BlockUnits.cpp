//===- BlockUnits.cpp - What lanes read of blocks in ggml's order -*- C++ -*-=//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Loads, and the steps from what they bring to operands of dot products, are
// counted for each choice of bits. Nothing here knows a format, or emits code.
//
//===----------------------------------------------------------------------===//

#include "BlockUnits.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"
#include "llvm/Support/MathExtras.h"

#include <algorithm>
#include <numeric>
#include <set>

using namespace qblock;
using format::Code;
using format::CodeKind;
using format::Format;
using format::Plane;

static constexpr int64_t byteBits = 8, bytesPerWord = 4;

/// A load of global memory brings at most so many bytes.
static constexpr int64_t maxLoadBytes = 16;

int64_t qblock::getLoadBytes(int64_t numBytes, int64_t alignment) {
  return std::min(
      {maxLoadBytes, alignment, int64_t(llvm::bit_floor(uint64_t(numBytes)))});
}

unsigned BlockUnits::strideOf(const Plane &plane, unsigned codeBit) {
  return plane.bitOffset(1u << codeBit) - plane.baseBits;
}

/// True if each bit of a code's number moves it by a distance of its own.
static bool isSumOverBits(const Code &code) {
  return llvm::all_of(code.planes, [](const Plane &plane) {
    return llvm::all_of(plane.dims, [](const format::PlaneDim &dim) {
      return dim.count == 0 || llvm::isPowerOf2_32(dim.count);
    });
  });
}

bool BlockUnits::isByteWise(const Plane &plane) {
  return strideOf(plane, 0) == byteBits && strideOf(plane, 1) == 2 * byteBits;
}

/// Four successive codes are bytes of a word, or fields side by side in a byte.
static bool canReadFours(const Code &code) {
  return llvm::all_of(code.planes, [](const Plane &plane) {
    unsigned width = plane.widthBits;
    return width == 0 || BlockUnits::isByteWise(plane) ||
           (4 * width <= byteBits && BlockUnits::strideOf(plane, 0) == width &&
            BlockUnits::strideOf(plane, 1) == 2 * width);
  });
}

bool BlockUnits::canRead(const Format &row) {
  if (row.activationOnly || row.elemsPerBlock % elemsPerUnit != 0 ||
      !llvm::isPowerOf2_32(row.elemsPerBlock) || row.quant.widthBits() > 8)
    return false;
  std::initializer_list<const Code *> codes = {&row.quant, &row.scale, &row.min,
                                               &row.subScale, &row.subMin};
  return canReadFours(row.quant) && llvm::all_of(codes, [](const Code *code) {
           return !*code || isSumOverBits(*code);
         });
}

BlockUnits::BlockUnits(const Format &row, StepBits stepBits)
    : row(&row), stepBits(stepBits) {
  unsigned firstBit = llvm::Log2_32(elemsPerStep);
  for (unsigned bit = firstBit; bit < llvm::Log2_32(row.elemsPerBlock); ++bit)
    if (!llvm::is_contained(stepBits, bit))
      unitBits.push_back(bit);
}

int64_t BlockUnits::elemOfStep(int64_t step) const {
  int64_t elem = 0;
  for (auto [i, bit] : llvm::enumerate(stepBits))
    elem += (step >> i & 1) << bit;
  return elem;
}

int64_t BlockUnits::elemsPerRun() const {
  int64_t elems = elemsPerStep;
  for (unsigned bit : stepBits)
    if (elems == int64_t(1) << bit)
      elems *= 2;
  return elems;
}

int64_t BlockUnits::stepsPerGroup() const {
  int64_t elemsPerGroup = row->elemsPerBlock;
  for (const Code *code : {&row->subScale, &row->subMin})
    if (*code)
      elemsPerGroup = std::min<int64_t>(elemsPerGroup, code->elemsPerCode);
  int64_t steps = 1;
  for (unsigned bit : stepBits)
    if (int64_t(1) << bit < elemsPerGroup)
      steps *= 2;
  return steps;
}

std::pair<int64_t, int64_t> BlockUnits::placeOfStep(const Plane &plane,
                                                    int64_t step) const {
  int64_t bit = plane.bitOffset(unsigned(elemOfStep(step)));
  return {bit / byteBits, bit % byteBits};
}

int64_t BlockUnits::getBlockAlignment() const {
  return std::gcd(maxLoadBytes, int64_t(row->bytesPerBlock));
}

llvm::SmallVector<BlockChunk> BlockUnits::getChunks(const Plane &plane) const {
  int64_t alignment = getBlockAlignment();
  for (unsigned bit : unitBits)
    if (int64_t bytes = strideOf(plane, bit) / byteBits)
      alignment = std::gcd(alignment, bytes);
  llvm::SmallVector<int64_t> starts;
  for (int64_t step = 0; step < stepsPerUnit; ++step)
    starts.push_back(placeOfStep(plane, step).first);
  llvm::sort(starts);
  int64_t numBytes = isByteWise(plane) ? elemsPerStep : 1;
  llvm::SmallVector<BlockChunk> chunks;
  for (int64_t start : starts) {
    if (chunks.empty() ||
        start > chunks.back().byteOffset + chunks.back().numBytes)
      chunks.push_back({start, 0, std::gcd(alignment, start)});
    BlockChunk &chunk = chunks.back();
    chunk.numBytes =
        std::max(chunk.numBytes, start + numBytes - chunk.byteOffset);
  }
  return chunks;
}

llvm::SmallVector<int64_t> BlockUnits::getWords(const Code &code,
                                                const Plane &plane) const {
  std::set<int64_t> words;
  for (unsigned i = 0; i != row->elemsPerBlock / code.elemsPerCode; ++i)
    words.insert(plane.bitOffset(i) / byteBits / bytesPerWord);
  return llvm::SmallVector<int64_t>(words.begin(), words.end());
}

static int64_t countLoads(const BlockChunk &chunk) {
  int64_t count = 0;
  for (int64_t byte = 0; byte < chunk.numBytes; ++count)
    byte += getLoadBytes(chunk.numBytes - byte,
                         std::gcd(chunk.alignment, chunk.byteOffset + byte));
  return count;
}

/// True if a byte that holds any field of the plane can be selected out of two
/// words, by a sum over the bits of the code's number.
static bool isSelectable(const BlockUnits &units, const Code &code,
                         const Plane &plane) {
  llvm::SmallVector<int64_t> words = units.getWords(code, plane);
  if (words.size() == 1)
    return true;
  unsigned numBits = llvm::Log2_32(units.row->elemsPerBlock) -
                     llvm::Log2_32(code.elemsPerCode);
  return words.size() == 2 &&
         llvm::all_of(llvm::seq(numBits), [&](unsigned bit) {
           int64_t bytes = BlockUnits::strideOf(plane, bit) / byteBits;
           return bytes < bytesPerWord ||
                  bytes == bytesPerWord * (words[1] - words[0]);
         });
}

std::optional<BlockChunk> BlockUnits::getHeader() const {
  int64_t first = row->bytesPerBlock, end = 0, numLoads = 0;
  for (const Code *code :
       {&row->scale, &row->subScale, &row->min, &row->subMin})
    for (const Plane &plane : code->planes) {
      if (!*code || !plane.widthBits)
        continue;
      if (!isSelectable(*this, *code, plane))
        return std::nullopt;
      numLoads +=
          code->elemsPerCode == row->elemsPerBlock ? 1 : groupsPerUnit();
      llvm::SmallVector<int64_t> words = getWords(*code, plane);
      first = std::min(first, words.front() * bytesPerWord);
      end = std::max(end, (words.back() + 1) * bytesPerWord);
    }
  BlockChunk header = {first, end - first,
                       std::gcd(getBlockAlignment(), first)};
  // Pieces of words would have to be put together.
  if (header.alignment < bytesPerWord || end > row->bytesPerBlock ||
      countLoads(header) >= numLoads)
    return std::nullopt;
  return header;
}

int64_t BlockUnits::getCost() const {
  int64_t cost = 0;
  for (const Plane &plane : row->quant.planes) {
    if (!plane.widthBits)
      continue;
    bool shifts = llvm::any_of(unitBits, [&](unsigned bit) {
      return strideOf(plane, bit) % byteBits != 0;
    });
    for (const BlockChunk &chunk : getChunks(plane)) {
      int64_t words = llvm::divideCeil(chunk.numBytes, elemsPerStep);
      int64_t loads = countLoads(chunk);
      // Pieces of words are put together, and words shifted by the unit.
      cost +=
          loads + std::max<int64_t>(loads - words, 0) + (shifts ? words : 0);
    }
    // Codes are masked, and shifted by the step.
    for (int64_t step = 0; step < stepsPerUnit; ++step)
      cost += 1 + (placeOfStep(plane, step).second != 0);
  }
  // A code of a group is taken out of a word and multiplied.
  for (const Code *code : {&row->subScale, &row->subMin})
    if (*code)
      cost += 2 * groupsPerUnit();
  return cost;
}

BlockUnits BlockUnits::getSlabs(const Format &row) {
  unsigned firstBit = llvm::Log2_32(elemsPerStep);
  return BlockUnits(row, {firstBit, firstBit + 1, firstBit + 2});
}

/// Indices in tables are looked up two steps at once, whose codes share bytes.
static bool hasPairs(const BlockUnits &units) {
  const Code &quant = units.row->quant;
  constexpr unsigned maxPairBits = byteBits / 2;
  if (quant.kind != CodeKind::Lookup || quant.widthBits() < maxPairBits)
    return true;
  return llvm::any_of(units.stepBits, [&](unsigned bit) {
    return BlockUnits::strideOf(quant.planes[0], bit) == quant.widthBits();
  });
}

BlockUnits BlockUnits::getCheapest(const Format &row) {
  BlockUnits best = getSlabs(row);
  // A unit of x has one scale.
  const Format &partner = *format::findFormat(row.dotPartner);
  unsigned endBit =
      llvm::Log2_32(std::min(row.elemsPerBlock, partner.elemsPerBlock));
  for (unsigned a = best.stepBits[0]; a < endBit; ++a)
    for (unsigned b = a + 1; b < endBit; ++b)
      for (unsigned c = b + 1; c < endBit; ++c) {
        BlockUnits units(row, {a, b, c});
        if (hasPairs(units) && units.getCost() < best.getCost())
          best = units;
      }
  return best;
}
