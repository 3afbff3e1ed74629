//===- ByteReader.h - Checked reads from a mapping --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_WEIGHTS_BYTEREADER_H
#define QBLOCK_LIB_WEIGHTS_BYTEREADER_H

#include <cstdint>
#include <cstring>
#include <string_view>

namespace qblock::weights {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
              "files are little-endian and read as they are");

/// Walks over bytes from front to back. Each read is checked against the end;
/// one that fails moves nothing.
class ByteReader {
public:
  ByteReader(const uint8_t *data, uint64_t numBytes)
      : first(data), byteCount(numBytes) {}

  uint64_t position() const { return next; }
  uint64_t remaining() const { return byteCount - next; }

  template <typename T>
  bool read(T &value) {
    if (remaining() < sizeof(T))
      return false;
    std::memcpy(&value, first + next, sizeof(T));
    next += sizeof(T);
    return true;
  }

  bool readBytes(uint64_t numBytes, std::string_view &bytes) {
    if (remaining() < numBytes)
      return false;
    bytes = {reinterpret_cast<const char *>(first) + next, numBytes};
    next += numBytes;
    return true;
  }

  /// A 64-bit length and as many bytes.
  bool readString(std::string_view &text) {
    uint64_t start = next, numBytes;
    if (read(numBytes) && readBytes(numBytes, text))
      return true;
    next = start;
    return false;
  }

  bool skip(uint64_t numBytes) {
    std::string_view ignored;
    return readBytes(numBytes, ignored);
  }

private:
  const uint8_t *first;
  uint64_t byteCount;
  uint64_t next = 0;
};

} // namespace qblock::weights

#endif // QBLOCK_LIB_WEIGHTS_BYTEREADER_H
