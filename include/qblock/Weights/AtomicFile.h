//===- AtomicFile.h - Output files that appear when whole -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_WEIGHTS_ATOMICFILE_H
#define QBLOCK_WEIGHTS_ATOMICFILE_H

#include "qblock/Support/Expected.h"

#include <cstddef>
#include <memory>
#include <string>

namespace qblock::weights {

/// An output that is written beside its place and moved there by `commit`;
/// without a commit nothing is left behind, where the file system can do it not
/// even after a kill. `-` is standard output; devices and pipes that exist
/// already are written in place. A symbolic link is followed, not replaced.
class AtomicFile {
public:
  static Expected<std::unique_ptr<AtomicFile>> create(const std::string &path);
  AtomicFile(const AtomicFile &) = delete;
  AtomicFile &operator=(const AtomicFile &) = delete;
  ~AtomicFile();
  Expected<void> write(const void *data, size_t numBytes);
  /// Flushes and makes the file appear. The last call.
  Expected<void> commit();

private:
  AtomicFile() = default;
  Expected<void> openInPlace(int openedDescriptor);
  Expected<void> openTemporary();
  Expected<void> giveName();

  std::string path;          ///< links resolved
  std::string temporaryPath; ///< a name that exists and is not wanted, or empty
  int descriptor = -1;
  bool isInPlace = false;
};

} // namespace qblock::weights

#endif // QBLOCK_WEIGHTS_ATOMICFILE_H
