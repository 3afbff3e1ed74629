//===- GpuTargetTest.cpp - The table of chips -------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "qblock/Target/GpuTarget.h"

#include <gtest/gtest.h>

using namespace qblock;

namespace {

TEST(GpuTarget, FindsEachChipByItsName) {
  ASSERT_FALSE(getGpuTargets().empty());
  for (const GpuTarget *target : getGpuTargets()) {
    llvm::Expected<const GpuTarget *> found = findGpuTarget(target->getName());
    ASSERT_TRUE(bool(found));
    EXPECT_EQ(*found, target);
    EXPECT_GE(target->getMaxSharedBytes(), GpuTarget::staticSharedBytes);
    EXPECT_EQ(target->hasAsyncCopy(), target->getInt8Mma().k == 32);
  }
}

TEST(GpuTarget, NamesTheKnownChipsForAnUnknownOne) {
  llvm::Expected<const GpuTarget *> found = findGpuTarget("sm_42");
  ASSERT_FALSE(bool(found));
  EXPECT_EQ(llvm::toString(found.takeError()),
            "unknown chip 'sm_42', expects one of sm_75, sm_80, sm_86, sm_89, "
            "sm_90, sm_100, sm_120");
}

} // namespace
