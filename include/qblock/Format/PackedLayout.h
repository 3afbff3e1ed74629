//===- PackedLayout.h - Weights interleaved for dot products -----------*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Blocks in ggml's order are good for storing and bad for computing: the codes
// that one dot instruction wants lie apart. A packed weight holds the same bits
// in tiles of `rowsPerTile` rows, so that one load gives each row its next
// codes. The layout follows from the row of the format table; nothing but the
// order changes, so it can be undone.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_FORMAT_PACKEDLAYOUT_H
#define QBLOCK_FORMAT_PACKEDLAYOUT_H

#include "qblock/Format/Format.h"

#include <optional>

namespace qblock::format {

/// A code of the blocks of one tile: for each code of a block, one field a row.
struct PackedCode {
  unsigned byteOffset = 0;   ///< of row 0, from the start of the tile's block
  unsigned bytesPerCode = 0; ///< between rows; a tile has `rowsPerTile` of them
  unsigned bitInByte = 0;
  unsigned widthBits = 0; ///< 0: the format has no such code
  explicit operator bool() const { return widthBits != 0; }
};

/// One block of each of `rowsPerTile` rows in one piece: first the scales and
/// mins, one array for each code of the block, then slabs of 32 elements. A
/// slab has a part for each power of two in the width of the quant code, widest
/// first; a part of `w` bits is a sequence of vectors of 64 bytes. Byte
/// `4 * row + i` of a vector holds `8 / w` fields, and field f of vector v is
/// that of element `4 * (8 / w * v + f) + i` of the slab.
struct PackedLayout {
  static constexpr unsigned rowsPerTile = 16;
  static constexpr unsigned elemsPerStep = 4; ///< added by one lane of a dot
  static constexpr unsigned elemsPerSlab = 32;
  static constexpr unsigned stepsPerSlab = elemsPerSlab / elemsPerStep;
  static constexpr unsigned bytesPerVector = rowsPerTile * elemsPerStep;

  const Format *row = nullptr;
  PackedCode scale, subScale, min, subMin;
  unsigned slabOffset = 0; ///< bytes, of slab 0 in the tile's block
  unsigned bytesPerSlab = 0;
  unsigned bytesPerBlock = 0; ///< of a tile: all its rows

  /// The layout of weights of a format; none for formats that are no weights or
  /// whose blocks are not whole slabs.
  static std::optional<PackedLayout> get(const Format &row);

  unsigned slabsPerBlock() const { return row->elemsPerBlock / elemsPerSlab; }

  /// Width of the part of the quant code that starts at bit `shift` of it.
  unsigned partWidth(unsigned shift) const;

  /// Tiles of a matrix, its rows filled up.
  static int64_t numTiles(int64_t numRows) {
    return (numRows + rowsPerTile - 1) / rowsPerTile;
  }
  /// Bytes of one tile of a matrix.
  int64_t bytesPerTile(int64_t elemsPerRow) const {
    return elemsPerRow / row->elemsPerBlock * bytesPerBlock;
  }
  /// Bytes of a matrix, its rows filled up to whole tiles.
  int64_t numBytes(int64_t numRows, int64_t elemsPerRow) const;

  /// Row 0 of a tile as a block format of its own: the same codes with other
  /// planes. The bits of row r lie r * `bytesBetweenRows` bytes further on.
  Format getRowFormat() const;
  /// For a code of `getRowFormat`.
  static unsigned bytesBetweenRows(const Format &rowFormat, const Code &code);

  /// Packs a matrix in ggml's order; rows that fill up the last tile are zeros.
  void pack(const uint8_t *src, uint8_t *dst, int64_t numRows,
            int64_t elemsPerRow) const;
  /// The inverse of `pack`.
  void unpack(const uint8_t *src, uint8_t *dst, int64_t numRows,
              int64_t elemsPerRow) const;
};

} // namespace qblock::format

#endif // QBLOCK_FORMAT_PACKEDLAYOUT_H
