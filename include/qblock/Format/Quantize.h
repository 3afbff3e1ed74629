//===- Quantize.h - Reference quantizers ------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_FORMAT_QUANTIZE_H
#define QBLOCK_FORMAT_QUANTIZE_H

#include "qblock/Format/Types.h"

#include <cstdint>

namespace qblock::format {

/// True for the types that `quantizeRows` writes: f32, f16, bf16 and each row
/// of the table.
bool canQuantize(const TypeInfo &type);

/// Writes `numRows` rows of `elemsPerRow` binary32 values (dense, row-major) to
/// `dst` (numRows * rowBytes(type, elemsPerRow) bytes), giving the bytes of
/// ggml's reference implementation. `elemsPerRow` is a whole number of blocks.
/// `importance` is null or holds `elemsPerRow` weights, shared by all rows.
/// Runs on the calling thread; rows are independent, so callers split them as
/// they like.
void quantizeRows(const TypeInfo &type, const float *src, uint8_t *dst,
                  int64_t numRows, int64_t elemsPerRow,
                  const float *importance = nullptr);

/// Position of the first scale that is infinite or NaN (or a reserved exponent)
/// in `numBlocks` blocks, counted in blocks, or -1: what a writer must refuse
/// to store. Types without a row have no scales, hence -1.
int64_t findInvalidBlock(const TypeInfo &type, const uint8_t *blocks,
                         int64_t numBlocks);

} // namespace qblock::format

#endif // QBLOCK_FORMAT_QUANTIZE_H
