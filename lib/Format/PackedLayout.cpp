//===- PackedLayout.cpp - Weights interleaved for dot products -----------*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Scales come before the codes that they scale, so that a kernel reads a tile
// from its first byte to its last. Sub-scales of up to four bits share bytes
// with the sub-mins: bytes of their own would add a fifth to a 2-bit format.
//
//===----------------------------------------------------------------------===//

#include "qblock/Format/PackedLayout.h"
#include "qblock/Format/Codes.h"
#include "qblock/Support/Parallel.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

using namespace qblock;
using namespace qblock::format;

static constexpr unsigned maxElemsPerBlock = 256;

unsigned PackedLayout::partWidth(unsigned shift) const {
  unsigned rest = row->quant.widthBits() - shift;
  for (unsigned width = 8; width > 1; width /= 2)
    if (rest >= width)
      return width;
  return 1;
}

/// Gives `code` its place at `offset`, which moves past it.
static PackedCode place(const Format &row, const Code &code, unsigned &offset) {
  if (!code)
    return {};
  unsigned bytesPerCode = (code.widthBits() + 7) / 8;
  PackedCode packed = {offset, bytesPerCode, 0, code.widthBits()};
  offset += numCodes(row, code) * bytesPerCode * PackedLayout::rowsPerTile;
  return packed;
}

static bool shareBytes(const Format &row) {
  return row.subScale && row.subMin && row.subScale.widthBits() <= 4 &&
         row.subMin.widthBits() <= 4 &&
         row.subScale.elemsPerCode == row.subMin.elemsPerCode;
}

std::optional<PackedLayout> PackedLayout::get(const Format &row) {
  if (row.activationOnly || row.elemsPerBlock % elemsPerSlab != 0 ||
      row.elemsPerBlock > maxElemsPerBlock || row.quant.widthBits() > 8)
    return std::nullopt;
  // Kernels read a slab with the numbers of its own.
  for (const Code *code : {&row.subScale, &row.subMin})
    if (code->elemsPerCode > elemsPerSlab)
      return std::nullopt;
  PackedLayout layout;
  layout.row = &row;
  unsigned offset = 0;
  layout.scale = place(row, row.scale, offset);
  layout.min = place(row, row.min, offset);
  layout.subScale = place(row, row.subScale, offset);
  if (shareBytes(row)) {
    layout.subMin = layout.subScale;
    layout.subMin.bitInByte = 4;
    layout.subMin.widthBits = row.subMin.widthBits();
  } else {
    layout.subMin = place(row, row.subMin, offset);
  }
  layout.slabOffset = offset;
  layout.bytesPerSlab = row.quant.widthBits() * elemsPerSlab * rowsPerTile / 8;
  layout.bytesPerBlock = offset + layout.slabsPerBlock() * layout.bytesPerSlab;
  return layout;
}

int64_t PackedLayout::numBytes(int64_t numRows, int64_t elemsPerRow) const {
  return numTiles(numRows) * bytesPerTile(elemsPerRow);
}

//===----------------------------------------------------------------------===//
// A row of a tile as a format
//===----------------------------------------------------------------------===//

/// The plane that a part of the quants has in a tile, of row 0.
static Plane getQuantPlane(const PackedLayout &layout, unsigned shift,
                           unsigned width) {
  constexpr unsigned byteBits = 8;
  unsigned vectorBits = PackedLayout::bytesPerVector * byteBits;
  unsigned fields = byteBits / width;
  Plane plane;
  plane.widthBits = uint8_t(width);
  plane.shift = uint8_t(shift);
  plane.baseBits = uint16_t(layout.slabOffset * byteBits + shift * vectorBits);
  unsigned dim = 0;
  auto add = [&](unsigned count, unsigned strideBits) {
    if (count > 1)
      plane.dims[dim++] = {uint16_t(count), uint16_t(strideBits)};
  };
  add(PackedLayout::elemsPerStep, byteBits);
  add(fields, width);
  add(PackedLayout::stepsPerSlab / fields, vectorBits);
  add(layout.slabsPerBlock(), layout.bytesPerSlab * byteBits);
  return plane;
}

static void setScalePlane(Code &code, const PackedCode &packed,
                          unsigned count) {
  if (!code)
    return;
  Plane plane;
  plane.widthBits = uint8_t(packed.widthBits);
  plane.baseBits = uint16_t(packed.byteOffset * 8 + packed.bitInByte);
  plane.dims[0] = {uint16_t(count), uint16_t(PackedLayout::rowsPerTile *
                                             packed.bytesPerCode * 8)};
  std::fill(std::begin(code.planes), std::end(code.planes), Plane());
  code.planes[0] = plane;
}

Format PackedLayout::getRowFormat() const {
  Format format = *row;
  format.bytesPerBlock = uint16_t(bytesPerBlock);
  std::fill(std::begin(format.quant.planes), std::end(format.quant.planes),
            Plane());
  unsigned numPlanes = 0;
  for (unsigned shift = 0; shift != row->quant.widthBits();) {
    unsigned width = partWidth(shift);
    format.quant.planes[numPlanes++] = getQuantPlane(*this, shift, width);
    shift += width;
  }
  setScalePlane(format.scale, scale, numCodes(*row, row->scale));
  setScalePlane(format.min, min, numCodes(*row, row->min));
  setScalePlane(format.subScale, subScale, numCodes(*row, row->subScale));
  setScalePlane(format.subMin, subMin, numCodes(*row, row->subMin));
  return format;
}

unsigned PackedLayout::bytesBetweenRows(const Format &rowFormat,
                                        const Code &code) {
  return &code == &rowFormat.quant ? elemsPerStep : (code.widthBits() + 7) / 8;
}

//===----------------------------------------------------------------------===//
// Moving bits
//===----------------------------------------------------------------------===//

/// Calls `move(byte, bit, mask, shift, elem)` for each part of each quant of a
/// row: `mask` at `bit` of the byte is the code's bits from `shift` on.
template <typename Fn>
static void forEachPart(const PackedLayout &layout, unsigned rowInTile,
                        Fn move) {
  unsigned totalWidth = layout.row->quant.widthBits();
  for (unsigned shift = 0; shift != totalWidth;) {
    unsigned width = layout.partWidth(shift);
    unsigned fields = 8 / width;
    for (unsigned elem = 0; elem != layout.row->elemsPerBlock; ++elem) {
      unsigned slab = elem / PackedLayout::elemsPerSlab;
      unsigned step =
          elem % PackedLayout::elemsPerSlab / PackedLayout::elemsPerStep;
      unsigned byte = layout.slabOffset + slab * layout.bytesPerSlab +
                      shift * layout.bytesPerVector +
                      step / fields * layout.bytesPerVector +
                      rowInTile * PackedLayout::elemsPerStep +
                      elem % PackedLayout::elemsPerStep;
      move(byte, step % fields * width, (1u << width) - 1, shift, elem);
    }
    shift += width;
  }
}

/// Calls `move(packed, code, codeIndex, byte)` for all codes but quants.
template <typename Fn>
static void forEachScale(const PackedLayout &layout, unsigned rowInTile,
                         Fn move) {
  const Format &row = *layout.row;
  std::pair<const PackedCode *, const Code *> codes[] = {
      {&layout.scale, &row.scale},
      {&layout.min, &row.min},
      {&layout.subScale, &row.subScale},
      {&layout.subMin, &row.subMin}};
  for (auto [packed, code] : codes)
    for (unsigned i = 0, e = numCodes(row, *code); i != e; ++i)
      move(*packed, *code, i,
           packed->byteOffset + (i * PackedLayout::rowsPerTile + rowInTile) *
                                    packed->bytesPerCode);
}

static void packBlock(const PackedLayout &layout, const uint8_t *src,
                      unsigned rowInTile, uint8_t *dst) {
  uint8_t quants[maxElemsPerBlock];
  unpackCodes(layout.row->quant, layout.row->elemsPerBlock, src, quants);
  forEachPart(layout, rowInTile,
              [&](unsigned byte, unsigned bit, unsigned mask, unsigned shift,
                  unsigned elem) {
                dst[byte] |= (quants[elem] >> shift & mask) << bit;
              });
  forEachScale(layout, rowInTile,
               [&](const PackedCode &packed, const Code &code, unsigned index,
                   unsigned byte) {
                 uint32_t raw = readCode(code, src, index) << packed.bitInByte;
                 for (unsigned i = 0; i != packed.bytesPerCode; ++i)
                   dst[byte + i] |= uint8_t(raw >> 8 * i);
               });
}

static void unpackBlock(const PackedLayout &layout, const uint8_t *src,
                        unsigned rowInTile, uint8_t *dst) {
  uint8_t quants[maxElemsPerBlock] = {};
  forEachPart(layout, rowInTile,
              [&](unsigned byte, unsigned bit, unsigned mask, unsigned shift,
                  unsigned elem) {
                quants[elem] |= (src[byte] >> bit & mask) << shift;
              });
  std::memset(dst, 0, layout.row->bytesPerBlock); // packCodes adds bits
  packCodes(layout.row->quant, layout.row->elemsPerBlock, quants, dst);
  forEachScale(layout, rowInTile,
               [&](const PackedCode &packed, const Code &code, unsigned index,
                   unsigned byte) {
                 uint32_t raw = 0;
                 for (unsigned i = 0; i != packed.bytesPerCode; ++i)
                   raw |= uint32_t(src[byte + i]) << 8 * i;
                 raw >>= packed.bitInByte;
                 if (packed.widthBits < 32)
                   raw &= (1u << packed.widthBits) - 1;
                 writeCode(code, dst, index, raw);
               });
}

/// Calls `move(block in ggml's order, row in its tile, block of the tile)` for
/// all blocks of a matrix, byte offsets both; tiles in parallel.
template <typename Fn>
static void forEachBlock(const PackedLayout &layout, int64_t numRows,
                         int64_t elemsPerRow, Fn move) {
  int64_t numBlocks = elemsPerRow / layout.row->elemsPerBlock;
  parallelFor(
      PackedLayout::numTiles(numRows), 8, [&](int64_t first, int64_t last) {
        for (int64_t row = first * PackedLayout::rowsPerTile;
             row < std::min<int64_t>(numRows, last * PackedLayout::rowsPerTile);
             ++row)
          for (int64_t block = 0; block != numBlocks; ++block)
            move((row * numBlocks + block) * layout.row->bytesPerBlock,
                 unsigned(row % PackedLayout::rowsPerTile),
                 (row / PackedLayout::rowsPerTile * numBlocks + block) *
                     layout.bytesPerBlock);
      });
}

void PackedLayout::pack(const uint8_t *src, uint8_t *dst, int64_t numRows,
                        int64_t elemsPerRow) const {
  std::memset(dst, 0, numBytes(numRows, elemsPerRow));
  forEachBlock(*this, numRows, elemsPerRow,
               [&](int64_t block, unsigned rowInTile, int64_t tileBlock) {
                 packBlock(*this, src + block, rowInTile, dst + tileBlock);
               });
}

void PackedLayout::unpack(const uint8_t *src, uint8_t *dst, int64_t numRows,
                          int64_t elemsPerRow) const {
  forEachBlock(*this, numRows, elemsPerRow,
               [&](int64_t block, unsigned rowInTile, int64_t tileBlock) {
                 unpackBlock(*this, src + tileBlock, rowInTile, dst + block);
               });
}
