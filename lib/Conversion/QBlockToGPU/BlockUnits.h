//===- BlockUnits.h - What lanes read of blocks in ggml's order -*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A lane multiplies 32 elements of a block, a unit. In ggml's order those whose
// codes share bytes lie apart, so units are not always 32 successive elements.
// The number of an element is a string of bits, and where a code lies is a sum
// over them (dims of planes are powers of two): bits 0 and 1 count within a
// step of four, three more count the steps of a unit, the rest number the
// units. Which three is a choice, and the cheapest one is taken.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOGPU_BLOCKUNITS_H
#define QBLOCK_CONVERSION_QBLOCKTOGPU_BLOCKUNITS_H

#include "qblock/Format/Format.h"
#include "llvm/ADT/SmallVector.h"

#include <array>
#include <optional>

namespace qblock {

/// Bytes of a block that lie side by side.
struct BlockChunk {
  int64_t byteOffset; ///< in the block, for unit 0
  int64_t numBytes;
  int64_t alignment; ///< of its first byte in any unit of any block
};

struct BlockUnits {
  static constexpr int64_t elemsPerUnit = 32, elemsPerStep = 4;
  static constexpr int64_t stepsPerUnit = elemsPerUnit / elemsPerStep;
  static constexpr unsigned numStepBits = 3;
  using StepBits = std::array<unsigned, numStepBits>;

  /// The units that take the fewest instructions to read.
  static BlockUnits getCheapest(const format::Format &row);
  /// Units of successive elements.
  static BlockUnits getSlabs(const format::Format &row);
  /// True if codes of the format can be read in units.
  static bool canRead(const format::Format &row);

  const format::Format *row;
  /// Bits of an element's number: those that count a unit's steps, and the
  /// others, both lowest first.
  StepBits stepBits;
  llvm::SmallVector<unsigned> unitBits;

  int64_t unitsPerBlock() const { return row->elemsPerBlock / elemsPerUnit; }
  /// The first element of a step, from the unit's first one on.
  int64_t elemOfStep(int64_t step) const;
  /// Elements of a unit that lie side by side.
  int64_t elemsPerRun() const;
  /// Successive steps of a unit with the same sub-scale and sub-min.
  int64_t stepsPerGroup() const;
  int64_t groupsPerUnit() const { return stepsPerUnit / stepsPerGroup(); }

  /// Four successive codes of a plane: bytes of a word, or side by side in one.
  static bool isByteWise(const format::Plane &plane);
  /// The first byte of a step's codes, and their first bit in it, both in
  /// unit 0.
  std::pair<int64_t, int64_t> placeOfStep(const format::Plane &plane,
                                          int64_t step) const;
  /// What has to be read for all steps, in the order of bytes.
  llvm::SmallVector<BlockChunk> getChunks(const format::Plane &plane) const;

  /// The bytes with all scales and mins, if few loads bring them; none if they
  /// are better read one by one.
  std::optional<BlockChunk> getHeader() const;
  /// The words of a block in which fields of a plane of a code other than the
  /// quant begin, in order.
  llvm::SmallVector<int64_t> getWords(const format::Code &code,
                                      const format::Plane &plane) const;

  /// Bytes (of the address of all blocks, from an aligned one on) that divide
  /// the offset of any block.
  int64_t getBlockAlignment() const;
  /// Bits by which code c + 2^codeBit of a plane lies behind code c.
  static unsigned strideOf(const format::Plane &plane, unsigned codeBit);

private:
  BlockUnits(const format::Format &row, StepBits stepBits);
  /// Instructions for a unit but for what all units of the format take.
  int64_t getCost() const;
};

/// The size in bytes of the first load of `numBytes` from an address that is a
/// multiple of `alignment`.
int64_t getLoadBytes(int64_t numBytes, int64_t alignment);

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOGPU_BLOCKUNITS_H
