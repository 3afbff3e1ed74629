//===- CallOrFail.h - Failures of functions of C ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `qblock_runtime_fail` may leave by a jump: nothing with a destructor is alive
// when it is called.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_RUNTIME_CALLORFAIL_H
#define QBLOCK_LIB_RUNTIME_CALLORFAIL_H

#include "qblock/Runtime/DeviceFunctions.h"

#include <cstdio>

namespace qblock::runtime {

/// `numBytes` of `text` with the message of what failed; false if nothing did.
template <typename Fn>
bool describeFailure(char *text, size_t numBytes, Fn call) {
  Device *device = getCurrentDevice();
  auto done = device ? call(*device)
                     : makeError("no GPU was chosen for this thread");
  if (done)
    return false;
  std::snprintf(text, numBytes, "%s", done.error().message.c_str());
  return true;
}

/// Calls `call` with the device of this thread; what fails is told to
/// `qblock_runtime_fail`.
template <typename Fn>
void callOrFail(Fn call) {
  char text[1024];
  if (describeFailure(text, sizeof(text), call))
    qblock_runtime_fail(text);
}

} // namespace qblock::runtime

#endif // QBLOCK_LIB_RUNTIME_CALLORFAIL_H
