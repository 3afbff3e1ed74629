//===- Golden.h - Access to recorded reference data -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// test/data/golden holds the inputs that were given to ggml 0.25.3 and what it
// made of them; test/data/golden/README.md lists the files.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_UNITTESTS_FORMAT_GOLDEN_H
#define QBLOCK_UNITTESTS_FORMAT_GOLDEN_H

#include "qblock/Format/Format.h"

#include <string>
#include <vector>

namespace qblock::test {

/// A matrix of bytes or of binary32 read from an .npy file.
template <typename T>
struct Matrix {
  int64_t numRows = 0;
  int64_t elemsPerRow = 0;
  std::vector<T> elems;

  const T *row(int64_t i) const { return elems.data() + i * elemsPerRow; }
};

/// Reads `name` from the golden folder; a vector is a matrix of one row. A file
/// that is missing or of another element type fails the test and gives an empty
/// matrix.
Matrix<uint8_t> readBytes(const std::string &name);
Matrix<float> readFloats(const std::string &name);

/// True if the file is there: formats for activations only have no weights.
bool hasGolden(const std::string &name);

/// The lines of a tab-separated file after its header.
std::vector<std::vector<std::string>> readTable(const std::string &name);

/// The first 16 hexadecimal digits of the SHA-256 of `numBytes` bytes.
std::string shortHash(const void *bytes, size_t numBytes);

/// The type that `row` describes.
const format::TypeInfo &typeOf(const format::Format &row);

} // namespace qblock::test

#endif // QBLOCK_UNITTESTS_FORMAT_GOLDEN_H
