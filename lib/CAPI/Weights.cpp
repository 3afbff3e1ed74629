//===- Weights.cpp - Packed weights for programs in C -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Callers are other languages: whatever they pass is checked, sizes included.
//
//===----------------------------------------------------------------------===//

#include "qblock-c/Weights.h"
#include "qblock/Format/PackedLayout.h"

#include <limits>

using namespace qblock;

namespace {
/// A weight whose sizes were checked.
struct Weight {
  format::PackedLayout layout;
  int64_t rawBytes = 0, packedBytes = 0;
};
} // namespace

/// True if a * b, both not negative, is no int64_t.
static bool overflows(int64_t a, int64_t b) {
  return b != 0 && a > std::numeric_limits<int64_t>::max() / b;
}

static QblockStatus check(const char *formatName, int64_t numRows,
                          int64_t elemsPerRow, Weight &weight) {
  const format::Format *row =
      formatName ? format::findFormat(formatName) : nullptr;
  if (!row)
    return QBLOCK_UNKNOWN_FORMAT;
  std::optional<format::PackedLayout> layout = format::PackedLayout::get(*row);
  if (!layout)
    return QBLOCK_NO_LAYOUT;
  if (numRows < 0 || elemsPerRow < 0 || elemsPerRow % row->elemsPerBlock != 0)
    return QBLOCK_BAD_SHAPE;
  int64_t numBlocks = elemsPerRow / row->elemsPerBlock;
  // As if each row were a tile.
  if (numRows > std::numeric_limits<int64_t>::max() -
                    int64_t(format::PackedLayout::rowsPerTile) ||
      overflows(numBlocks, layout->bytesPerBlock) ||
      overflows(numRows, numBlocks * layout->bytesPerBlock))
    return QBLOCK_BAD_SHAPE;
  weight = {*layout, numRows * numBlocks * row->bytesPerBlock,
            layout->numBytes(numRows, elemsPerRow)};
  return QBLOCK_OK;
}

static bool holds(const void *buffer, int64_t numBytes, int64_t needed) {
  return needed == 0 || (buffer && numBytes >= needed);
}

/// The same, and that the buffers hold the weight in either order.
static QblockStatus checkBuffers(const char *formatName, int64_t numRows,
                                 int64_t elemsPerRow, const void *raw,
                                 int64_t rawBytes, const void *packed,
                                 int64_t packedBytes, Weight &weight) {
  QblockStatus status = check(formatName, numRows, elemsPerRow, weight);
  if (status == QBLOCK_OK && (!holds(raw, rawBytes, weight.rawBytes) ||
                              !holds(packed, packedBytes, weight.packedBytes)))
    return QBLOCK_BAD_BUFFER;
  return status;
}

const char *qblockGetStatusText(QblockStatus status) {
  switch (status) {
  case QBLOCK_OK:
    return "ok";
  case QBLOCK_UNKNOWN_FORMAT:
    return "unknown format";
  case QBLOCK_NO_LAYOUT:
    return "the format has no packed layout";
  case QBLOCK_BAD_SHAPE:
    return "expects sizes that are not negative, and whole blocks in a row";
  case QBLOCK_BAD_BUFFER:
    return "expects buffers of as many bytes as the weight takes";
  }
  return "unknown status";
}

QblockStatus qblockGetWeightBytes(const char *format, int64_t numRows,
                                  int64_t elemsPerRow, int64_t *rawBytes,
                                  int64_t *packedBytes) {
  Weight weight;
  QblockStatus status = check(format, numRows, elemsPerRow, weight);
  if (status != QBLOCK_OK)
    return status;
  if (rawBytes)
    *rawBytes = weight.rawBytes;
  if (packedBytes)
    *packedBytes = weight.packedBytes;
  return QBLOCK_OK;
}

QblockStatus qblockPackWeights(const char *format, int64_t numRows,
                               int64_t elemsPerRow, const void *raw,
                               int64_t rawBytes, void *packed,
                               int64_t packedBytes) {
  Weight weight;
  QblockStatus status = checkBuffers(format, numRows, elemsPerRow, raw,
                                     rawBytes, packed, packedBytes, weight);
  if (status != QBLOCK_OK)
    return status;
  if (weight.packedBytes != 0)
    weight.layout.pack(static_cast<const uint8_t *>(raw),
                       static_cast<uint8_t *>(packed), numRows, elemsPerRow);
  return QBLOCK_OK;
}

QblockStatus qblockUnpackWeights(const char *format, int64_t numRows,
                                 int64_t elemsPerRow, const void *packed,
                                 int64_t packedBytes, void *raw,
                                 int64_t rawBytes) {
  Weight weight;
  QblockStatus status = checkBuffers(format, numRows, elemsPerRow, raw,
                                     rawBytes, packed, packedBytes, weight);
  if (status != QBLOCK_OK)
    return status;
  if (weight.rawBytes != 0)
    weight.layout.unpack(static_cast<const uint8_t *>(packed),
                         static_cast<uint8_t *>(raw), numRows, elemsPerRow);
  return QBLOCK_OK;
}
