//===- GuardedCall.h - Calls of compiled code that may fail -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_RUNTIME_GUARDEDCALL_H
#define QBLOCK_RUNTIME_GUARDEDCALL_H

#include "qblock/Support/Expected.h"
#include "llvm/ADT/DenseSet.h"

#include <csetjmp>
#include <string>

namespace qblock::runtime {

/// One call of compiled code: where it returns to when it fails, and the memory
/// it has not released.
class GuardedCall {
public:
  GuardedCall() = default;
  GuardedCall(const GuardedCall &) = delete;
  GuardedCall &operator=(const GuardedCall &) = delete;
  /// Releases what the code left behind: its results, and after a failure all
  /// else.
  ~GuardedCall();

  /// Calls `function(arguments)`; the error is the message that the code gave.
  Expected<void> run(void (*function)(void **), void **arguments);

  /// What compiled code calls instead of malloc, calloc and free, and when an
  /// assertion fails. They act on the call in progress on this thread.
  static void *allocate(size_t numBytes);
  static void *allocateZeroed(size_t count, size_t bytesPerElem);
  static void release(void *memory);
  [[noreturn]] static void fail(const char *message);

private:
  bool enter(void (*function)(void **), void **arguments);
  void *keep(void *memory, size_t numBytes);

  std::jmp_buf failureExit;
  std::string message;
  llvm::DenseSet<void *> allocations;
};

} // namespace qblock::runtime

#endif // QBLOCK_RUNTIME_GUARDEDCALL_H
