//===- Parallel.cpp - Split index ranges over the cores ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Quantizing and reading weights split over rows. Threads are started for one
// call and joined at its end: a call works for milliseconds or longer, and a
// library without threads of its own can be used from any host program.
//
//===----------------------------------------------------------------------===//

#include "qblock/Support/Parallel.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <thread>
#include <vector>

static std::atomic<unsigned> defaultNumThreads{0};

void qblock::setNumThreads(unsigned numThreads) {
  defaultNumThreads = numThreads;
}

void qblock::parallelFor(int64_t count, int64_t grain,
                         const std::function<void(int64_t, int64_t)> &body,
                         unsigned numThreads) {
  assert(grain > 0 && "a range holds at least one index");
  if (count <= 0)
    return;
  if (numThreads == 0)
    numThreads = defaultNumThreads;
  if (numThreads == 0)
    numThreads = std::max(1u, std::thread::hardware_concurrency());
  int64_t numRanges = (count - 1) / grain + 1;
  std::atomic<int64_t> nextRange{0};
  auto work = [&] {
    for (int64_t range; (range = nextRange.fetch_add(1)) < numRanges;)
      body(range * grain, std::min(count, (range + 1) * grain));
  };
  std::vector<std::thread> helpers;
  int64_t numHelpers = std::min<int64_t>(numThreads, numRanges) - 1;
  for (int64_t i = 0; i < numHelpers; ++i)
    helpers.emplace_back(work);
  work();
  for (std::thread &helper : helpers)
    helper.join();
}
