/*===- Weights.h - Packed weights for programs in C ---------------*- C -*-===*\
|*                                                                            *|
|* Part of the qblock project, under the Apache License v2.0 with LLVM        *|
|* Exceptions. See LICENSE for license information.                           *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                    *|
|*                                                                            *|
|*===----------------------------------------------------------------------===*|
|*                                                                            *|
|* For hosts of compiled code that own their weights: code that was compiled  *|
|* with --pack-arguments takes them in the packed layout, which is the same   *|
|* for all CPUs and GPUs. Links neither LLVM nor MLIR (library QBlockCAPI).   *|
|*                                                                            *|
\*===----------------------------------------------------------------------===*/

#ifndef QBLOCK_C_WEIGHTS_H
#define QBLOCK_C_WEIGHTS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum QblockStatus {
  QBLOCK_OK = 0,
  QBLOCK_UNKNOWN_FORMAT = 1, /* no format of ggml's has that name */
  QBLOCK_NO_LAYOUT = 2,      /* the format has no packed layout */
  QBLOCK_BAD_SHAPE = 3,      /* a negative size, or K is not whole blocks */
  QBLOCK_BAD_BUFFER = 4,     /* a null pointer, or too few bytes */
} QblockStatus;

/* What the status means, in English; never null. */
const char *qblockGetStatusText(QblockStatus status);

/* Bytes of a weight [numRows, elemsPerRow] in ggml's order (`rawBytes`) and
 * packed (`packedBytes`), its rows filled up to whole tiles. `format` is ggml's
 * name. A null pointer is not written. */
QblockStatus qblockGetWeightBytes(const char *format, int64_t numRows,
                                  int64_t elemsPerRow, int64_t *rawBytes,
                                  int64_t *packedBytes);

/* Packs `raw`, blocks in ggml's order row by row, into `packed`. The two do not
 * overlap; `rawBytes` and `packedBytes` are what they have, at least what
 * `qblockGetWeightBytes` says. Works on all cores. */
QblockStatus qblockPackWeights(const char *format, int64_t numRows,
                               int64_t elemsPerRow, const void *raw,
                               int64_t rawBytes, void *packed,
                               int64_t packedBytes);

/* The inverse of `qblockPackWeights`. */
QblockStatus qblockUnpackWeights(const char *format, int64_t numRows,
                                 int64_t elemsPerRow, const void *packed,
                                 int64_t packedBytes, void *raw,
                                 int64_t rawBytes);

#ifdef __cplusplus
}
#endif

#endif /* QBLOCK_C_WEIGHTS_H */
