//===- StepReporter.h - Tells about steps that take long --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_TOOLS_QUANTRUN_STEPREPORTER_H
#define QBLOCK_TOOLS_QUANTRUN_STEPREPORTER_H

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace qblock {

/// Prints the current step on standard error once it has taken two seconds. (A
/// step such as compiling cannot count its progress.)
class StepReporter {
public:
  explicit StepReporter(std::string toolName);
  ~StepReporter();
  /// Ends the current step and begins another; an empty name only ends.
  void begin(std::string step);

private:
  void report();

  std::string toolName, step;
  unsigned stepNumber = 0;
  bool isDone = false;
  std::mutex mutex;
  std::condition_variable changed;
  std::thread reporter; ///< last: it uses the others
};

} // namespace qblock

#endif // QBLOCK_TOOLS_QUANTRUN_STEPREPORTER_H
