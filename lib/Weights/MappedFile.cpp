//===- MappedFile.cpp - A file mapped for reading ---------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Weights are larger than memory may be, so files are mapped and never read
// into buffers. Only regular files have a length that can be trusted while
// parsing; everything else is refused before it can block or surprise.
//
//===----------------------------------------------------------------------===//

#include "qblock/Weights/MappedFile.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

using namespace qblock;
using namespace qblock::weights;

static const char *describeKind(mode_t mode) {
  if (S_ISDIR(mode))
    return "a folder";
  if (S_ISFIFO(mode))
    return "a pipe";
  if (S_ISSOCK(mode))
    return "a socket";
  return "a device";
}

MappedFile::MappedFile(MappedFile &&other) noexcept
    : filePath(std::move(other.filePath)),
      bytes(std::exchange(other.bytes, nullptr)),
      byteCount(std::exchange(other.byteCount, 0)) {}

MappedFile::~MappedFile() {
  if (bytes)
    munmap(const_cast<uint8_t *>(bytes), byteCount);
}

Expected<MappedFile> MappedFile::open(const std::string &path) {
  auto fail = [&](const std::string &reason) {
    return makeError(path + ": " + reason);
  };
  // Without O_NONBLOCK opening a pipe would wait for a writer.
  int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0)
    return fail(std::string("cannot open: ") + std::strerror(errno));

  MappedFile file;
  file.filePath = path;
  struct stat status;
  void *mapping = nullptr;
  int errorNumber = 0;
  if (fstat(descriptor, &status) != 0)
    errorNumber = errno;
  else if (S_ISREG(status.st_mode) && status.st_size > 0) {
    mapping =
        mmap(nullptr, status.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (mapping == MAP_FAILED)
      errorNumber = errno;
  }
  close(descriptor);

  if (errorNumber)
    return fail(std::string("cannot map: ") + std::strerror(errorNumber));
  if (!S_ISREG(status.st_mode))
    return fail(std::string("expects a regular file, but this is ") +
                describeKind(status.st_mode));
  if (mapping) {
    file.bytes = static_cast<const uint8_t *>(mapping);
    file.byteCount = status.st_size;
  }
  return file;
}

void MappedFile::release(const uint8_t *data, uint64_t numBytes) {
  // Whole pages inside the range only: neighbours may be in use.
  uint64_t pageMask = sysconf(_SC_PAGESIZE) - 1;
  uint64_t begin = (reinterpret_cast<uint64_t>(data) + pageMask) & ~pageMask;
  uint64_t end = (reinterpret_cast<uint64_t>(data) + numBytes) & ~pageMask;
  if (begin < end)
    madvise(reinterpret_cast<void *>(begin), end - begin, MADV_DONTNEED);
}
