//===- GuardedCall.cpp - Calls of compiled code that may fail ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compiled code has no unwind tables and no destructors, so a failing assertion
// leaves it by longjmp. What it has allocated by then is known here, because
// its malloc and free are ours; the same list releases results, whatever their
// buffers share.
//
//===----------------------------------------------------------------------===//

#include "GuardedCall.h"
#include "qblock/Runtime/DeviceFunctions.h"

#include <cassert>
#include <cstdlib>

using namespace qblock;
using namespace qblock::runtime;

/// The call in progress on this thread.
static thread_local GuardedCall *current = nullptr;

GuardedCall::~GuardedCall() {
  for (void *memory : allocations)
    std::free(memory);
}

/// Kept apart: nothing here needs a destructor when longjmp returns. False
/// after a failure.
bool GuardedCall::enter(void (*function)(void **), void **arguments) {
  if (setjmp(failureExit) != 0)
    return false;
  function(arguments);
  return true;
}

Expected<void> GuardedCall::run(void (*function)(void **), void **arguments) {
  assert(!current && "calls do not nest");
  current = this;
  bool isWell = enter(function, arguments);
  current = nullptr;
  if (!isWell)
    return makeError(message);
  return {};
}

void GuardedCall::fail(const char *text) {
  current->message = text;
  std::longjmp(current->failureExit, 1);
}

void *GuardedCall::keep(void *memory, size_t numBytes) {
  if (!memory) {
    message =
        "out of memory: cannot allocate " + std::to_string(numBytes) + " bytes";
    std::longjmp(failureExit, 1);
  }
  allocations.insert(memory);
  return memory;
}

// Other threads than the calling one have no call; they only run kernels, which
// free what they allocate.
void *GuardedCall::allocate(size_t numBytes) {
  if (!current)
    return std::malloc(numBytes);
  // Never null for an empty buffer, which is no failure.
  return current->keep(std::malloc(numBytes ? numBytes : 1), numBytes);
}

void *GuardedCall::allocateZeroed(size_t count, size_t bytesPerElem) {
  if (!current)
    return std::calloc(count, bytesPerElem);
  return current->keep(std::calloc(count ? count : 1, bytesPerElem),
                       count * bytesPerElem);
}

void GuardedCall::release(void *memory) {
  if (!current)
    return std::free(memory);
  // Only what the code has allocated: inputs and weights are not its own.
  if (current->allocations.erase(memory))
    std::free(memory);
}

void qblock_runtime_fail(const char *message) { GuardedCall::fail(message); }
