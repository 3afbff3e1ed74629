//===- Functions.cpp - What compiled code calls -----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compiled code knows shapes, and lib/Format wants dense rows; this is the seam
// between them.
//
//===----------------------------------------------------------------------===//

#include "qblock/Runtime/Functions.h"

#include "qblock/Format/PackedLayout.h"
#include "qblock/Format/Quantize.h"
#include "qblock/Format/Types.h"

#include <cassert>
#include <vector>

using namespace qblock;

/// Row `row` of the matrix.
template <typename Element>
static Element *getRow(const QBlockMatrixDescriptor &matrix, int64_t row) {
  return static_cast<Element *>(matrix.aligned) + matrix.offset +
         row * matrix.strides[0];
}

void _mlir_ciface_qblock_quantize_rows(int64_t ggmlId,
                                       const QBlockMatrixDescriptor *floats,
                                       const QBlockMatrixDescriptor *bytes) {
  const format::TypeInfo *type = format::findType(uint32_t(ggmlId));
  assert(type && format::canQuantize(*type) && "the compiler checked the type");
  assert(bytes->strides[1] == 1 && "rows of bytes are dense");
  int64_t elemsPerRow = floats->sizes[1];
  std::vector<float> dense;
  for (int64_t row = 0; row != floats->sizes[0]; ++row) {
    const float *src = getRow<const float>(*floats, row);
    if (floats->strides[1] != 1) {
      dense.resize(elemsPerRow);
      for (int64_t elem = 0; elem != elemsPerRow; ++elem)
        dense[elem] = src[elem * floats->strides[1]];
      src = dense.data();
    }
    format::quantizeRows(*type, src, getRow<uint8_t>(*bytes, row), 1,
                         elemsPerRow);
  }
}

namespace {
/// The layout of a type, and the bytes that go in and out of it.
struct Packing {
  Packing(int64_t ggmlId, const QBlockMatrixDescriptor &rows,
          const QBlockMatrixDescriptor &tiles)
      : rows(getRow<uint8_t>(rows, 0)), tiles(getRow<uint8_t>(tiles, 0)) {
    const format::TypeInfo *type = format::findType(uint32_t(ggmlId));
    assert(type && type->row && "the compiler checked the type");
    assert(rows.strides[0] == rows.sizes[1] &&
           tiles.strides[0] == tiles.sizes[1] && "buffers are dense");
    layout = *format::PackedLayout::get(*type->row);
    elemsPerRow = rows.sizes[1] / type->bytesPerBlock * type->elemsPerBlock;
  }

  format::PackedLayout layout;
  int64_t elemsPerRow;
  uint8_t *rows, *tiles;
};
} // namespace

void _mlir_ciface_qblock_pack_rows(int64_t ggmlId, int64_t numRows,
                                   const QBlockMatrixDescriptor *rows,
                                   const QBlockMatrixDescriptor *tiles) {
  Packing packing(ggmlId, *rows, *tiles);
  packing.layout.pack(packing.rows, packing.tiles, numRows,
                      packing.elemsPerRow);
}

void _mlir_ciface_qblock_unpack_rows(int64_t ggmlId, int64_t numRows,
                                     const QBlockMatrixDescriptor *tiles,
                                     const QBlockMatrixDescriptor *rows) {
  Packing packing(ggmlId, *rows, *tiles);
  packing.layout.unpack(packing.tiles, packing.rows, numRows,
                        packing.elemsPerRow);
}
