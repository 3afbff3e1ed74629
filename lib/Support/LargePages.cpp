//===- LargePages.cpp - Memory that is read from end to end -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The system chooses a page's size when it is first written to, and a large
// one only where all of it was asked for. So pieces come from chunks that are
// asked for as a whole; what no piece takes of a chunk is never touched.
//
//===----------------------------------------------------------------------===//

#include "qblock/Support/LargePages.h"

#include <algorithm>
#include <limits>

#include <sys/mman.h>
#include <unistd.h>

using namespace qblock;

/// Those of x86 and, with small pages of 4 KiB, of ARM.
static constexpr size_t largePageBytes = size_t(2) << 20;

static size_t alignTo(size_t value, size_t alignment) {
  return (value + alignment - 1) / alignment * alignment;
}

void qblock::adviseLargePages(void *data, size_t numBytes) {
#ifdef MADV_HUGEPAGE
  auto pageBytes = size_t(sysconf(_SC_PAGESIZE));
  auto address = reinterpret_cast<uintptr_t>(data);
  uintptr_t begin = address / pageBytes * pageBytes;
  madvise(reinterpret_cast<void *>(begin),
          alignTo(address + numBytes - begin, pageBytes), MADV_HUGEPAGE);
#endif
}

/// Memory from a multiple of `largePageBytes` on, null if there is not so much.
/// It is not malloc's, which would give it to others later.
static std::shared_ptr<uint8_t> mapLargePages(size_t numBytes) {
  size_t mappedBytes = numBytes + largePageBytes;
  void *mapped = mmap(nullptr, mappedBytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED)
    return nullptr;
  auto *data = reinterpret_cast<uint8_t *>(
      alignTo(reinterpret_cast<uintptr_t>(mapped), largePageBytes));
  adviseLargePages(data, numBytes);
  return {data, [=](uint8_t *) { munmap(mapped, mappedBytes); }};
}

std::shared_ptr<uint8_t> LargePageAllocator::allocate(size_t numBytes) {
  constexpr size_t minChunkBytes = size_t(64) << 20;
  if (numBytes > std::numeric_limits<size_t>::max() / 2)
    return nullptr; // sizes below would be too small
  size_t numAllocated = alignTo(std::max<size_t>(numBytes, 1), alignment);
  if (numAllocated > bytesInChunk - bytesUsed) {
    size_t chunkBytes =
        alignTo(std::max(numAllocated, minChunkBytes), largePageBytes);
    chunk = mapLargePages(chunkBytes);
    bytesInChunk = chunk ? chunkBytes : 0;
    bytesUsed = 0;
    if (!chunk)
      return nullptr;
  }
  std::shared_ptr<uint8_t> piece(chunk, chunk.get() + bytesUsed);
  bytesUsed += numAllocated;
  return piece;
}
