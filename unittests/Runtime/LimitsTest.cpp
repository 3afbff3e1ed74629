//===- LimitsTest.cpp - What this machine can reach -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A limit that is too low is worse than none: it makes every kernel look good.
// Loops that LLVM shortened would give one that is too high.
//
//===----------------------------------------------------------------------===//

#include "qblock/Runtime/Limits.h"
#include "llvm/TargetParser/Host.h"

#include <gtest/gtest.h>
#include <vector>

using namespace qblock;

namespace {

class ReadAll : public testing::TestWithParam<runtime::Reading> {};

TEST_P(ReadAll, SeesEachWord) {
  struct alignas(64) Line {
    uint64_t words[8];
  };
  constexpr size_t numLines = 6;
  std::vector<Line> lines(numLines, Line{});
  auto read = [&] {
    return runtime::readAll(lines.data(), numLines * sizeof(Line), GetParam());
  };
  EXPECT_EQ(read(), 0u);
  for (Line &line : lines)
    for (uint64_t &word : line.words) {
      word = 1;
      EXPECT_EQ(read(), 1u);
      word = 0;
    }
}

INSTANTIATE_TEST_SUITE_P(AllWays, ReadAll,
                         testing::Values(runtime::Reading::OneStream,
                                         runtime::Reading::Fastest));

TEST(MeasureDots, TargetsKeepTheirOrder) {
  Machine host = llvm::cantFail(findMachine("host"));
  double slower = 0;
  // The best target is the first one.
  for (const CpuTarget *target : llvm::reverse(getCpuTargets())) {
    Machine machine = {llvm::sys::getProcessTriple(), "generic", ""};
    for (llvm::StringRef feature : target->getFeatures())
      machine.features += "+" + feature.str() + ",";
    auto hasFeature = [&](llvm::StringRef feature) {
      return host.hasFeature(feature);
    };
    if (!llvm::all_of(target->getFeatures(), hasFeature))
      continue;
    ASSERT_EQ(&selectCpuTarget(machine), target);
    auto rates = runtime::measureDots(machine, 1);
    ASSERT_TRUE(rates);
    EXPECT_EQ(rates->shortDot > 0, target->hasShortDot());
    EXPECT_GT(rates->best(), slower) << target->getName().str();
    slower = rates->best();
  }
  EXPECT_GT(slower, 0);
}

} // namespace
