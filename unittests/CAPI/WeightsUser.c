/*===- WeightsUser.c - The header in a program in C ---------------*- C -*-===*\
|*                                                                            *|
|* Part of the qblock project, under the Apache License v2.0 with LLVM        *|
|* Exceptions. See LICENSE for license information.                           *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                    *|
|*                                                                            *|
\*===----------------------------------------------------------------------===*/

#include "qblock-c/Weights.h"

int64_t getPackedBytesInC(const char *format, int64_t numRows,
                          int64_t elemsPerRow);

/* -1 for what has no layout. */
int64_t getPackedBytesInC(const char *format, int64_t numRows,
                          int64_t elemsPerRow) {
  int64_t packedBytes;
  QblockStatus status =
      qblockGetWeightBytes(format, numRows, elemsPerRow, 0, &packedBytes);
  return status == QBLOCK_OK ? packedBytes : -1;
}
