//===- Progress.cpp - Signs of life from long work --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A tool that is silent for long looks as if it hung; one that reports quick
// work is a nuisance in pipelines. Time decides, not the kind of terminal.
//
//===----------------------------------------------------------------------===//

#include "qblock/Support/Progress.h"

#include <cstdio>
#include <utility>

using namespace qblock;

static constexpr std::chrono::seconds reportInterval{2};

Progress::Progress(std::string what, int64_t total)
    : what(std::move(what)), total(total),
      nextReport(Clock::now() + reportInterval) {}

void Progress::advance() {
  ++done;
  Clock::time_point now = Clock::now();
  if (now < nextReport)
    return;
  nextReport = now + reportInterval;
  std::fprintf(stderr, "%s: %lld of %lld\n", what.c_str(), (long long)done,
               (long long)total);
}
