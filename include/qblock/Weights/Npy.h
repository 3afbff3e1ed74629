//===- Npy.h - NumPy array files --------------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_WEIGHTS_NPY_H
#define QBLOCK_WEIGHTS_NPY_H

#include "qblock/Support/Expected.h"

#include <cstdint>
#include <string>
#include <vector>

namespace qblock::weights {

/// A dense, C-ordered array. `dtype` is NumPy's little-endian spelling without
/// the byte order: `f4`, `f8`, `f2`, `i4`, `i8`, `u1`, `b1`, ...
struct NpyArray {
  std::string dtype;
  std::vector<int64_t> shape;
  std::vector<uint8_t> data;

  int64_t numElems() const;
  unsigned bytesPerElem() const;
};

/// Reads versions 1 to 3. Fortran order and big-endian data are converted;
/// object and structured dtypes are refused. All sizes are checked against the
/// file.
Expected<NpyArray> readNpy(const std::string &path);

/// Writes version 1.0, through an AtomicFile.
Expected<void> writeNpy(const std::string &path, const NpyArray &array);

} // namespace qblock::weights

#endif // QBLOCK_WEIGHTS_NPY_H
