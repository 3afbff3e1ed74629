//===- PackedLayoutTest.cpp - Packing can be undone -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "qblock/Format/PackedLayout.h"
#include "qblock/Format/Codes.h"

#include <gtest/gtest.h>
#include <random>
#include <string>
#include <vector>

using namespace qblock;
using namespace qblock::format;

namespace {

constexpr unsigned seed = 20261124;

std::vector<const Format *> getWeightFormats() {
  std::vector<const Format *> rows;
  for (const Format &row : allFormats())
    if (!row.activationOnly)
      rows.push_back(&row);
  return rows;
}

class PackedLayoutTest : public testing::TestWithParam<const Format *> {
protected:
  void SetUp() override {
    layout = PackedLayout::get(*GetParam());
    ASSERT_TRUE(layout);
    bytes.resize(numRows * numBlocks * GetParam()->bytesPerBlock);
    std::mt19937 random(seed);
    for (uint8_t &byte : bytes)
      byte = uint8_t(random());
    elemsPerRow = numBlocks * GetParam()->elemsPerBlock;
    packed.resize(layout->numBytes(numRows, elemsPerRow), 0xaa);
    layout->pack(bytes.data(), packed.data(), numRows, elemsPerRow);
  }

  static constexpr int64_t numRows = 37, numBlocks = 3;
  int64_t elemsPerRow = 0;
  std::optional<PackedLayout> layout;
  std::vector<uint8_t> bytes, packed;
};

TEST_P(PackedLayoutTest, UnpackGivesTheBytesBack) {
  std::vector<uint8_t> back(bytes.size(), 0x55);
  layout->unpack(packed.data(), back.data(), numRows, elemsPerRow);
  EXPECT_EQ(back, bytes);
}

/// Whole tiles only: the rows that fill up the last one are not the format's.
TEST_P(PackedLayoutTest, CostsAtMostSixPercent) {
  double ggml = PackedLayout::rowsPerTile * GetParam()->bytesPerBlock;
  EXPECT_LE(layout->bytesPerBlock, 1.06 * ggml);
}

/// What a kernel relies on: fields of a byte belong to successive steps.
TEST_P(PackedLayoutTest, LowestPartsAreInStepOrder) {
  unsigned width = layout->partWidth(0), fields = 8 / width;
  int64_t row = 18, block = 1, tile = row / PackedLayout::rowsPerTile;
  const uint8_t *src =
      bytes.data() + (row * numBlocks + block) * GetParam()->bytesPerBlock;
  const uint8_t *slab = packed.data() +
                        (tile * numBlocks + block) * layout->bytesPerBlock +
                        layout->slabOffset;
  for (unsigned elem = 0; elem != PackedLayout::elemsPerSlab; ++elem) {
    unsigned step = elem / 4;
    uint8_t byte = slab[step / fields * 64 + row % 16 * 4 + elem % 4];
    uint32_t mask = (1u << width) - 1;
    EXPECT_EQ(byte >> step % fields * width & mask,
              readCode(GetParam()->quant, src, elem) & mask)
        << "element " << elem;
  }
}

/// The layout as a format says the same of each code as the original.
TEST_P(PackedLayoutTest, RowFormatReadsAllCodes) {
  Format inTile = layout->getRowFormat();
  const Format &row = *GetParam();
  std::pair<const Code *, const Code *> codes[] = {
      {&row.quant, &inTile.quant},
      {&row.scale, &inTile.scale},
      {&row.min, &inTile.min},
      {&row.subScale, &inTile.subScale},
      {&row.subMin, &inTile.subMin}};
  int64_t index = 21, block = 2;
  const uint8_t *src =
      bytes.data() + (index * numBlocks + block) * row.bytesPerBlock;
  const uint8_t *tile =
      packed.data() + (index / PackedLayout::rowsPerTile * numBlocks + block) *
                          layout->bytesPerBlock;
  for (auto [code, packedCode] : codes) {
    unsigned offset = index % PackedLayout::rowsPerTile *
                      PackedLayout::bytesBetweenRows(inTile, *packedCode);
    for (unsigned i = 0; i != numCodes(row, *code); ++i)
      ASSERT_EQ(readCode(*packedCode, tile + offset, i),
                readCode(*code, src, i))
          << "code " << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, PackedLayoutTest,
                         testing::ValuesIn(getWeightFormats()),
                         [](const auto &info) {
                           return std::string(info.param->name);
                         });

} // namespace
