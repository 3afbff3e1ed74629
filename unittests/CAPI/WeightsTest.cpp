//===- WeightsTest.cpp - Packing weights through C --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "qblock-c/Weights.h"
#include "qblock/Format/PackedLayout.h"

#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <string>
#include <vector>

using namespace qblock;

extern "C" int64_t getPackedBytesInC(const char *format, int64_t numRows,
                                     int64_t elemsPerRow);

namespace {

constexpr unsigned seed = 20261125;
constexpr int64_t numRows = 21, elemsPerRow = 512;

TEST(WeightsTest, PackAsCompiledCodeWantsIt) {
  std::mt19937 random(seed);
  for (const format::Format &row : format::allFormats()) {
    std::string name(row.name);
    std::optional<format::PackedLayout> layout = format::PackedLayout::get(row);
    int64_t rawBytes, packedBytes;
    QblockStatus status = qblockGetWeightBytes(
        name.c_str(), numRows, elemsPerRow, &rawBytes, &packedBytes);
    ASSERT_EQ(status, layout ? QBLOCK_OK : QBLOCK_NO_LAYOUT) << name;
    if (!layout)
      continue;
    EXPECT_EQ(packedBytes, layout->numBytes(numRows, elemsPerRow)) << name;
    EXPECT_EQ(packedBytes,
              getPackedBytesInC(name.c_str(), numRows, elemsPerRow));
    std::vector<uint8_t> raw(rawBytes), packed(packedBytes),
        expected(packedBytes), back(rawBytes);
    for (uint8_t &byte : raw)
      byte = uint8_t(random());
    layout->pack(raw.data(), expected.data(), numRows, elemsPerRow);
    EXPECT_EQ(qblockPackWeights(name.c_str(), numRows, elemsPerRow, raw.data(),
                                rawBytes, packed.data(), packedBytes),
              QBLOCK_OK);
    EXPECT_EQ(packed, expected) << name;
    EXPECT_EQ(qblockUnpackWeights(name.c_str(), numRows, elemsPerRow,
                                  packed.data(), packedBytes, back.data(),
                                  rawBytes),
              QBLOCK_OK);
    EXPECT_EQ(back, raw) << name;
  }
}

TEST(WeightsTest, TellWhatIsWrong) {
  constexpr int64_t largest = std::numeric_limits<int64_t>::max();
  auto getBytes = [](const char *format, int64_t numRows, int64_t elemsPerRow) {
    return qblockGetWeightBytes(format, numRows, elemsPerRow, nullptr, nullptr);
  };
  EXPECT_EQ(getBytes(nullptr, 1, 256), QBLOCK_UNKNOWN_FORMAT);
  EXPECT_EQ(getBytes("q4_k", 1, 256), QBLOCK_UNKNOWN_FORMAT);
  EXPECT_EQ(getBytes("q8_K", 1, 256), QBLOCK_NO_LAYOUT);
  EXPECT_EQ(getBytes("q4_K", 1, 255), QBLOCK_BAD_SHAPE);
  EXPECT_EQ(getBytes("q4_K", -1, 256), QBLOCK_BAD_SHAPE);
  EXPECT_EQ(getBytes("q4_K", 1, -256), QBLOCK_BAD_SHAPE);
  EXPECT_EQ(getBytes("q4_K", largest, 256), QBLOCK_BAD_SHAPE);
  EXPECT_EQ(getBytes("q4_K", 1, largest / 256 * 256), QBLOCK_BAD_SHAPE);
  EXPECT_EQ(getBytes("q4_K", largest / 16, 256), QBLOCK_BAD_SHAPE);
  EXPECT_EQ(getBytes("q4_K", largest, 0), QBLOCK_BAD_SHAPE);
  EXPECT_EQ(getBytes("q4_K", 0, 256), QBLOCK_OK);

  uint8_t raw[144] = {}, packed[16 * 148];
  auto pack = [](const void *raw, int64_t rawBytes, void *packed,
                 int64_t packedBytes) {
    return qblockPackWeights("q4_K", 1, 256, raw, rawBytes, packed,
                             packedBytes);
  };
  ASSERT_EQ(getPackedBytesInC("q4_K", 1, 256), int64_t(sizeof(packed)));
  EXPECT_EQ(pack(nullptr, sizeof(raw), packed, sizeof(packed)),
            QBLOCK_BAD_BUFFER);
  EXPECT_EQ(pack(raw, sizeof(raw) - 1, packed, sizeof(packed)),
            QBLOCK_BAD_BUFFER);
  EXPECT_EQ(pack(raw, sizeof(raw), nullptr, sizeof(packed)), QBLOCK_BAD_BUFFER);
  EXPECT_EQ(pack(raw, sizeof(raw), packed, sizeof(packed) - 1),
            QBLOCK_BAD_BUFFER);
  EXPECT_EQ(pack(raw, sizeof(raw), packed, sizeof(packed)), QBLOCK_OK);
  EXPECT_EQ(qblockPackWeights("q4_K", 0, 256, nullptr, 0, nullptr, 0),
            QBLOCK_OK);
  EXPECT_STREQ(qblockGetStatusText(QBLOCK_NO_LAYOUT),
               "the format has no packed layout");
  EXPECT_STREQ(qblockGetStatusText(QblockStatus(99)), "unknown status");
}

} // namespace
