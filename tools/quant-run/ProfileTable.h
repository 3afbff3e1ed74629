//===- ProfileTable.h - Where the time of a run went ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_TOOLS_QUANT_RUN_PROFILETABLE_H
#define QBLOCK_TOOLS_QUANT_RUN_PROFILETABLE_H

#include "qblock/Runtime/Executor.h"

namespace qblock {

/// What kernels are compared with.
struct Limits {
  double bytesPerSecond, opsPerSecond;
  std::string text; ///< how they were found
};

/// Of this machine, measured; of all threads together (0: one for each core).
Expected<Limits> measureLimits(unsigned numThreads);
/// Of a device, by its attributes and by what its chip's tensor units do.
Expected<Limits> findLimits(const runtime::Device &device);

/// Writes a line for each entry to the standard error, then the limits.
void printProfile(const std::vector<runtime::ProfileEntry> &entries,
                  const Limits &limits);

} // namespace qblock

#endif // QBLOCK_TOOLS_QUANT_RUN_PROFILETABLE_H
