//===- ProfileTable.cpp - Where the time of a run went ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProfileTable.h"

#include "qblock/Runtime/Limits.h"
#include "qblock/Target/GpuTarget.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <thread>

using namespace qblock;

Expected<Limits> qblock::measureLimits(unsigned numThreads) {
  if (numThreads == 0)
    numThreads = std::max(1u, std::thread::hardware_concurrency());
  llvm::Expected<Machine> host = findMachine("host");
  if (!host)
    return makeError(llvm::toString(host.takeError()));
  auto dots = runtime::measureDots(*host, numThreads);
  if (!dots)
    return makeError("cannot measure this machine");
  Limits limits{runtime::measureReading(numThreads, runtime::Reading::Fastest),
                dots->best(),
                {}};
  llvm::raw_string_ostream(limits.text) << llvm::format(
      "limits for %u thread%s: memory, %.1f GB/s read; int8, %.0f GOPS of dot "
      "products\n",
      numThreads, numThreads == 1 ? "" : "s", limits.bytesPerSecond * 1e-9,
      limits.opsPerSecond * 1e-9);
  return limits;
}

Expected<Limits> qblock::findLimits(const runtime::Device &device) {
  auto rates = device.getRates();
  if (!rates)
    return tl::unexpected<Error>(rates.error());
  const GpuTarget *target = findGpuTargetFor(device.getComputeCapability());
  double int8 = target ? double(target->getTensorRates().int8) : 0;
  Limits limits{rates->bytesPerSecond, int8 * rates->clocksPerSecond, {}};
  llvm::raw_string_ostream(limits.text) << llvm::format(
      "limits by the device's attributes: memory, %.1f GB/s; int8, %.0f GOPS "
      "of tensor units\n",
      limits.bytesPerSecond * 1e-9, limits.opsPerSecond * 1e-9);
  return limits;
}

/// Rates of a kernel on a weight of blocks, and their shares of the limits.
static void printRates(const runtime::ProfileEntry &entry,
                       const Limits &limits) {
  double bytes = double(entry.weightBytes) / entry.seconds;
  double ops = 2 * double(entry.products) / entry.seconds;
  llvm::errs() << llvm::format("%8.2f %5.0f%% %8.1f %5.0f%%", bytes * 1e-9,
                               100 * bytes / limits.bytesPerSecond, ops * 1e-9,
                               100 * ops / limits.opsPerSecond);
}

void qblock::printProfile(const std::vector<runtime::ProfileEntry> &entries,
                          const Limits &limits) {
  double total = 0;
  for (const runtime::ProfileEntry &entry : entries)
    total += entry.seconds;
  llvm::errs() << llvm::format("%10s %6s %7s %8s %6s %8s %6s  %s\n", "ms",
                               "share", "calls", "GB/s", "memory", "GOPS",
                               "int8", "kernel");
  for (const runtime::ProfileEntry &entry : entries) {
    llvm::errs() << llvm::format("%10.3f %5.1f%% %7llu ", entry.seconds * 1e3,
                                 100 * entry.seconds / total,
                                 (unsigned long long)entry.numCalls);
    if (entry.weightBytes)
      printRates(entry, limits);
    else
      llvm::errs() << llvm::format("%8s %6s %8s %6s", "", "", "", "");
    llvm::errs() << "  " << entry.label << "\n";
  }
  llvm::errs() << limits.text;
}
