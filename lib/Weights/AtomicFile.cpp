//===- AtomicFile.cpp - Output files that appear when whole -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A run that fails or is killed must not leave half a model under the name of a
// whole one. Where the file system can, the file has no name at all until it is
// complete (O_TMPFILE), so that no handler of signals is needed to clean up;
// elsewhere it has a temporary name in the same folder. A rename then replaces
// the old file at once.
//
//===----------------------------------------------------------------------===//

#include "qblock/Weights/AtomicFile.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

using namespace qblock;
using namespace qblock::weights;

constexpr mode_t fileMode = 0666; // less the umask

static tl::unexpected<Error> systemError(const std::string &path,
                                         const char *action) {
  return makeError(path + ": cannot " + action + ": " + std::strerror(errno));
}

static std::string folderOf(const std::string &path) {
  size_t slash = path.rfind('/');
  if (slash == std::string::npos)
    return ".";
  return path.substr(0, std::max<size_t>(slash, 1));
}

static std::string descriptorPath(int descriptor) {
  return "/proc/self/fd/" + std::to_string(descriptor);
}

/// Calls `make` with names in `folder` until it returns true or fails with
/// something else than that the name exists. Returns the name, or nothing.
template <typename Make>
static std::string withUnusedName(const std::string &folder, Make make) {
  static std::atomic<unsigned> counter{0};
  constexpr unsigned maxAttempts = 1000;
  for (unsigned i = 0; i < maxAttempts; ++i) {
    std::string name = folder + "/.qblock-" + std::to_string(getpid()) + "-" +
                       std::to_string(counter++) + ".tmp";
    if (make(name.c_str()))
      return name;
    if (errno != EEXIST)
      break;
  }
  return {};
}

Expected<void> AtomicFile::openInPlace(int openedDescriptor) {
  descriptor = openedDescriptor;
  isInPlace = true;
  if (descriptor < 0)
    return systemError(path, "open");
  return {};
}

Expected<void> AtomicFile::openTemporary() {
  std::string folder = folderOf(path);
  descriptor = open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, fileMode);
  // Without /proc the file could not be given a name later.
  if (descriptor >= 0 && access(descriptorPath(descriptor).c_str(), F_OK) == 0)
    return {};
  if (descriptor >= 0)
    close(descriptor);
  temporaryPath = withUnusedName(folder, [&](const char *name) {
    descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, fileMode);
    return descriptor >= 0;
  });
  if (descriptor < 0)
    return systemError(path, "create");
  return {};
}

Expected<std::unique_ptr<AtomicFile>>
AtomicFile::create(const std::string &path) {
  std::unique_ptr<AtomicFile> file(new AtomicFile);
  file->path = path;
  Expected<void> opened;
  struct stat status;
  if (path == "-") {
    file->path = "standard output";
    opened = file->openInPlace(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0));
  } else if (stat(path.c_str(), &status) != 0) {
    opened = file->openTemporary();
  } else if (S_ISDIR(status.st_mode)) {
    return makeError(path + ": cannot write: is a folder");
  } else if (!S_ISREG(status.st_mode)) {
    opened = file->openInPlace(open(path.c_str(), O_WRONLY | O_CLOEXEC));
  } else if (access(path.c_str(), W_OK) != 0) {
    return systemError(path, "write");
  } else {
    if (char *resolved = realpath(path.c_str(), nullptr)) {
      file->path = resolved;
      std::free(resolved);
    }
    opened = file->openTemporary();
  }
  if (!opened)
    return tl::make_unexpected(opened.error());
  return file;
}

AtomicFile::~AtomicFile() {
  if (descriptor >= 0)
    close(descriptor);
  if (!temporaryPath.empty())
    unlink(temporaryPath.c_str());
}

Expected<void> AtomicFile::write(const void *data, size_t numBytes) {
  const char *next = static_cast<const char *>(data);
  while (numBytes > 0) {
    ssize_t written = ::write(descriptor, next, numBytes);
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return systemError(path, "write");
    next += written;
    numBytes -= written;
  }
  return {};
}

Expected<void> AtomicFile::giveName() {
  temporaryPath = withUnusedName(folderOf(path), [&](const char *name) {
    return linkat(AT_FDCWD, descriptorPath(descriptor).c_str(), AT_FDCWD, name,
                  AT_SYMLINK_FOLLOW) == 0;
  });
  if (temporaryPath.empty())
    return systemError(path, "create");
  return {};
}

Expected<void> AtomicFile::commit() {
  if (!isInPlace && temporaryPath.empty())
    if (Expected<void> named = giveName(); !named)
      return named;
  // Some file systems tell only now that the disk is full.
  if (close(std::exchange(descriptor, -1)) != 0)
    return systemError(path, "write");
  if (isInPlace)
    return {};
  if (rename(temporaryPath.c_str(), path.c_str()) != 0)
    return systemError(path, "create");
  temporaryPath.clear();
  return {};
}
