//===- LargePagesTest.cpp - Memory that is read from end to end -*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whether pages are large is the system's choice; that they were asked for is
// seen in its list of what is mapped.
//
//===----------------------------------------------------------------------===//

#include "qblock/Support/LargePages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

using namespace qblock;

namespace {

/// The flags of the mapping that holds `address`; empty if they are not known.
std::string getMappingFlags(const void *address) {
  std::ifstream mappings("/proc/self/smaps");
  auto wanted = reinterpret_cast<uintptr_t>(address);
  bool isInside = false;
  for (std::string line; std::getline(mappings, line);) {
    std::istringstream fields(line);
    uintptr_t begin = 0, end = 0;
    char dash = 0;
    if (fields >> std::hex >> begin >> dash >> end && dash == '-')
      isInside = begin <= wanted && wanted < end;
    else if (isInside && line.rfind("VmFlags:", 0) == 0)
      return line + " ";
  }
  return "";
}

TEST(LargePageAllocator, PiecesAreApartAndOutliveIt) {
  constexpr size_t mebibyte = size_t(1) << 20;
  const size_t sizes[] = {0, 1, 64, 100, 3 * mebibyte, 80 * mebibyte, 7};
  std::vector<std::shared_ptr<uint8_t>> pieces;
  {
    LargePageAllocator allocator;
    for (size_t size : sizes)
      pieces.push_back(allocator.allocate(size));
  }
  for (size_t i = 0; i != pieces.size(); ++i) {
    ASSERT_TRUE(pieces[i]);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(pieces[i].get()) %
                  LargePageAllocator::alignment,
              0u);
    std::memset(pieces[i].get(), int(i + 1), sizes[i]);
  }
  for (size_t i = 0; i != pieces.size(); ++i)
    EXPECT_EQ(
        std::count(pieces[i].get(), pieces[i].get() + sizes[i], uint8_t(i + 1)),
        ptrdiff_t(sizes[i]));
}

TEST(LargePageAllocator, GivesNullForMoreThanThereIs) {
  LargePageAllocator allocator;
  EXPECT_FALSE(allocator.allocate(std::numeric_limits<size_t>::max() / 4));
  EXPECT_FALSE(allocator.allocate(std::numeric_limits<size_t>::max()));
  EXPECT_TRUE(allocator.allocate(1));
}

TEST(LargePageAllocator, AsksForLargePages) {
  if (!std::ifstream("/sys/kernel/mm/transparent_hugepage/enabled"))
    GTEST_SKIP() << "the system has pages of one size";
  LargePageAllocator allocator;
  std::shared_ptr<uint8_t> small = allocator.allocate(1);
  std::shared_ptr<uint8_t> next = allocator.allocate(1);
  ASSERT_TRUE(small && next);
  EXPECT_EQ(next.get() - small.get(), ptrdiff_t(LargePageAllocator::alignment));
  std::string flags = getMappingFlags(small.get());
  EXPECT_NE(flags.find(" hg "), std::string::npos) << flags;
}

} // namespace
