//===- Memory.cpp - Memory and copies of the mock driver ------------------===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Allocations are placed by the interpreter, which checks accesses of kernels
// by them, and noted here, where copies and fills are checked.
//
//===----------------------------------------------------------------------===//

#include "MockDriver.h"

#include <cstdlib>
#include <cstring>

using namespace mock;

/// Success if bytes at an address lie in one allocation.
static Result checkRange(uint64_t address, uint64_t numBytes) {
  Driver &driver = Driver::get();
  auto after = driver.allocations.upper_bound(address);
  if (after == driver.allocations.begin())
    return InvalidValue;
  --after;
  return address - after->first + numBytes <= after->second ? Success
                                                            : InvalidValue;
}

/// Work that fills or copies; the range is checked when the work is submitted.
template <typename Action>
static Result
transfer(void *stream,
         std::initializer_list<std::pair<uint64_t, uint64_t>> ranges,
         Action action) {
  if (Result result = check())
    return result;
  auto areAllocated = [ranges = std::vector(ranges)] {
    for (auto [address, numBytes] : ranges)
      if (numBytes && checkRange(address, numBytes))
        return false;
    return true;
  };
  if (!areAllocated())
    return InvalidValue;
  return submit(stream, [areAllocated, action] {
    // A graph may run when its memory has been freed.
    if (!areAllocated())
      return Driver::get().sticky = LaunchFailed;
    action(*Driver::get().interpreter);
    return Success;
  });
}

static Result copyToDevice(uint64_t to, const void *from, size_t n,
                           void *stream) {
  return transfer(stream, {{to, n}},
                  [=](Interpreter &i) { std::memcpy(i.at(to), from, n); });
}

static Result copyToHost(void *to, uint64_t from, size_t n, void *stream) {
  return transfer(stream, {{from, n}},
                  [=](Interpreter &i) { std::memcpy(to, i.at(from), n); });
}

static Result copyOnDevice(uint64_t to, uint64_t from, size_t n, void *stream) {
  return transfer(stream, {{to, n}, {from, n}}, [=](Interpreter &i) {
    std::memmove(i.at(to), i.at(from), n);
  });
}

template <typename T>
static Result fill(uint64_t to, T value, size_t count, void *stream) {
  if (to % sizeof(T))
    return InvalidValue;
  return transfer(stream, {{to, count * sizeof(T)}}, [=](Interpreter &i) {
    T *values = reinterpret_cast<T *>(i.at(to));
    for (size_t n = 0; n < count; ++n)
      values[n] = value;
  });
}

static Result allocate(uint64_t *address, size_t numBytes) {
  Driver &driver = Driver::get();
  if (!numBytes)
    return InvalidValue;
  Answer answer = driver.interpreter->ask("alloc " + std::to_string(numBytes));
  if (answer.code)
    return static_cast<Result>(answer.code);
  *address = answer.values[0];
  driver.allocations[*address] = numBytes;
  return Success;
}

static Result release(uint64_t address) {
  Driver &driver = Driver::get();
  if (!address)
    return Success;
  if (!driver.allocations.erase(address))
    return InvalidValue;
  return static_cast<Result>(
      driver.interpreter->ask("free " + std::to_string(address)).code);
}

// Memory.

ENTRY cuMemAlloc_v2(uint64_t *address, size_t bytes) {
  LOCK;
  CHECK(check());
  CHECK(checkSafe());
  return allocate(address, bytes);
}

ENTRY cuMemFree_v2(uint64_t address) {
  LOCK;
  CHECK(check());
  CHECK(checkSafe());
  return release(address);
}

ENTRY cuMemAllocAsync(uint64_t *address, size_t bytes, void *stream) {
  LOCK;
  CHECK(check());
  CHECK(checkNotCapturing(findStream(stream)));
  return allocate(address, bytes);
}

ENTRY cuMemFreeAsync(uint64_t address, void *stream) {
  LOCK;
  CHECK(check());
  CHECK(checkNotCapturing(findStream(stream)));
  return release(address);
}

ENTRY cuMemGetInfo_v2(size_t *free, size_t *total) {
  LOCK;
  CHECK(check());
  *total = *free = Driver::get().interpreter->size();
  for (auto [address, bytes] : Driver::get().allocations)
    *free -= bytes;
  return Success;
}

ENTRY cuMemHostAlloc(void **pointer, size_t bytes, unsigned) {
  LOCK;
  CHECK(check());
  CHECK(checkSafe());
  *pointer = std::malloc(bytes);
  return *pointer ? Success : OutOfMemory;
}

ENTRY cuMemFreeHost(void *pointer) {
  LOCK;
  CHECK(check());
  CHECK(checkSafe());
  std::free(pointer);
  return Success;
}

ENTRY cuMemcpyHtoD_v2(uint64_t to, const void *from, size_t bytes) {
  LOCK;
  return copyToDevice(to, from, bytes, nullptr);
}

ENTRY cuMemcpyDtoH_v2(void *to, uint64_t from, size_t bytes) {
  LOCK;
  return copyToHost(to, from, bytes, nullptr);
}

ENTRY cuMemcpyDtoD_v2(uint64_t to, uint64_t from, size_t bytes) {
  LOCK;
  return copyOnDevice(to, from, bytes, nullptr);
}

ENTRY cuMemcpyHtoDAsync_v2(uint64_t to, const void *from, size_t bytes,
                           void *stream) {
  LOCK;
  return copyToDevice(to, from, bytes, stream);
}

ENTRY cuMemcpyDtoHAsync_v2(void *to, uint64_t from, size_t bytes,
                           void *stream) {
  LOCK;
  return copyToHost(to, from, bytes, stream);
}

ENTRY cuMemcpyDtoDAsync_v2(uint64_t to, uint64_t from, size_t bytes,
                           void *stream) {
  LOCK;
  return copyOnDevice(to, from, bytes, stream);
}

ENTRY cuMemsetD8_v2(uint64_t to, unsigned char value, size_t count) {
  LOCK;
  return fill<uint8_t>(to, value, count, nullptr);
}

ENTRY cuMemsetD32_v2(uint64_t to, unsigned value, size_t count) {
  LOCK;
  return fill<uint32_t>(to, value, count, nullptr);
}

ENTRY cuMemsetD8Async(uint64_t to, unsigned char value, size_t count,
                      void *stream) {
  LOCK;
  return fill<uint8_t>(to, value, count, stream);
}

ENTRY cuMemsetD32Async(uint64_t to, unsigned value, size_t count,
                       void *stream) {
  LOCK;
  return fill<uint32_t>(to, value, count, stream);
}
