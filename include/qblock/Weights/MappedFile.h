//===- MappedFile.h - A file mapped for reading -----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_WEIGHTS_MAPPEDFILE_H
#define QBLOCK_WEIGHTS_MAPPEDFILE_H

#include "qblock/Support/Expected.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace qblock::weights {

/// The bytes of a regular file, mapped read-only for the life of the object. An
/// empty file has no bytes and is no error; a folder, a pipe or a device is
/// one. The file must not shrink while it is mapped.
class MappedFile {
public:
  static Expected<MappedFile> open(const std::string &path);
  MappedFile(MappedFile &&other) noexcept;
  MappedFile(const MappedFile &) = delete;
  MappedFile &operator=(const MappedFile &) = delete;
  MappedFile &operator=(MappedFile &&) = delete;
  ~MappedFile();

  const std::string &path() const { return filePath; }
  const uint8_t *data() const { return bytes; }
  uint64_t numBytes() const { return byteCount; }
  /// Gives the memory behind part of the mapping back; it is read from the
  /// file again if it is used again.
  static void release(const uint8_t *data, uint64_t numBytes);
  std::string_view text() const {
    return {reinterpret_cast<const char *>(bytes), byteCount};
  }

private:
  MappedFile() = default;
  std::string filePath;
  const uint8_t *bytes = nullptr; ///< null for an empty file
  uint64_t byteCount = 0;
};

} // namespace qblock::weights

#endif // QBLOCK_WEIGHTS_MAPPEDFILE_H
