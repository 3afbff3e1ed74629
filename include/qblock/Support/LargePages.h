//===- LargePages.h - Memory that is read from end to end -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A product with one row of activations reads its weight once. In pages of
// 4 KiB the processor's own prefetching begins anew with every page, and each
// page takes a walk of the page table; in pages of 2 MiB a thread read a third
// faster on Zen 5.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_SUPPORT_LARGEPAGES_H
#define QBLOCK_SUPPORT_LARGEPAGES_H

#include <cstddef>
#include <cstdint>
#include <memory>

namespace qblock {

/// Asks the system for large pages, for what has not been written to yet. A
/// wish: nothing happens where there are none.
void adviseLargePages(void *data, size_t numBytes);

/// Gives out pieces of memory that lie side by side, so that small ones are in
/// large pages too. A piece keeps what it was cut from alive.
class LargePageAllocator {
public:
  /// A load of the widest vector touches one line of the cache.
  static constexpr size_t alignment = 64;

  /// `numBytes` bytes from a multiple of `alignment` on, which nothing was
  /// written to; null if there is not that much memory.
  std::shared_ptr<uint8_t> allocate(size_t numBytes);

private:
  std::shared_ptr<uint8_t> chunk;
  size_t bytesInChunk = 0, bytesUsed = 0;
};

} // namespace qblock

#endif // QBLOCK_SUPPORT_LARGEPAGES_H
