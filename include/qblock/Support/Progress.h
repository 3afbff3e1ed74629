//===- Progress.h - Signs of life from long work ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_SUPPORT_PROGRESS_H
#define QBLOCK_SUPPORT_PROGRESS_H

#include <chrono>
#include <cstdint>
#include <string>

namespace qblock {

/// Tells on standard error how far work has come, once it has taken two seconds
/// and then every two seconds. Quick work stays silent.
class Progress {
public:
  /// `what` is a verb and its object, `quantizing weights`; `total` counts
  /// steps.
  Progress(std::string what, int64_t total);
  /// One more step is done.
  void advance();

private:
  using Clock = std::chrono::steady_clock;
  std::string what;
  int64_t total, done = 0;
  Clock::time_point nextReport;
};

} // namespace qblock

#endif // QBLOCK_SUPPORT_PROGRESS_H
