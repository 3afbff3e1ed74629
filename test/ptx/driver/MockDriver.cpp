//===- MockDriver.cpp - libcuda.so.1 on the PTX interpreter ---------------===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The entry points of NVIDIA's driver that a thin runtime needs, so that host
// programs run whole on machines without a GPU. Device memory is a file mapped
// by this process, which copies to and from it, and by a child process with the
// interpreter (server.py), which runs the kernels. All work is done in the
// order of the calls. A kernel's trap is printed to the standard error; as on a
// GPU it is the next calls that fail, all of them, with
// CUDA_ERROR_LAUNCH_FAILED.
//
// Only names with the ABI of today are exported: a caller of cuMemAlloc instead
// of cuMemAlloc_v2 would be wrong on a real driver too. Declarations are our
// own, since no header of CUDA is needed here.
//
// Environment: QBLOCK_MOCK_MEMORY is the memory's size in bytes,
// QBLOCK_MOCK_CHIP a chip such as sm_80, QBLOCK_MOCK_PYTHON the Python to run;
// server.py reads more.
//
//===----------------------------------------------------------------------===//

#include "MockDriver.h"

#include <cstdio>
#include <cstdlib>

using namespace mock;

namespace {

struct ErrorText {
  Result code;
  const char *name;
  const char *text;
};

constexpr ErrorText errorTexts[] = {
    {Success, "CUDA_SUCCESS", "no error"},
    {InvalidValue, "CUDA_ERROR_INVALID_VALUE", "invalid argument"},
    {OutOfMemory, "CUDA_ERROR_OUT_OF_MEMORY", "out of memory"},
    {NotInitialized, "CUDA_ERROR_NOT_INITIALIZED", "initialization error"},
    {NoDevice, "CUDA_ERROR_NO_DEVICE", "no CUDA-capable device is detected"},
    {InvalidDevice, "CUDA_ERROR_INVALID_DEVICE", "invalid device ordinal"},
    {InvalidContext, "CUDA_ERROR_INVALID_CONTEXT", "invalid device context"},
    {InvalidPtx, "CUDA_ERROR_INVALID_PTX", "a PTX JIT compilation failed"},
    {InvalidHandle, "CUDA_ERROR_INVALID_HANDLE", "invalid resource handle"},
    {NotFound, "CUDA_ERROR_NOT_FOUND", "named symbol not found"},
    {NotReady, "CUDA_ERROR_NOT_READY", "device not ready"},
    {LaunchOutOfResources, "CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES",
     "too many resources requested for launch"},
    {LaunchFailed, "CUDA_ERROR_LAUNCH_FAILED", "unspecified launch failure"},
    {CaptureUnsupported, "CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED",
     "operation not permitted when stream is capturing"},
    {CaptureInvalidated, "CUDA_ERROR_STREAM_CAPTURE_INVALIDATED",
     "operation failed due to a previous error during capture"},
    {CaptureUnmatched, "CUDA_ERROR_STREAM_CAPTURE_UNMATCHED",
     "capture was not initiated in this stream"},
    {CaptureImplicit, "CUDA_ERROR_STREAM_CAPTURE_IMPLICIT",
     "operation would make the legacy stream depend on a capturing blocking "
     "stream"},
    {CaptureWrongThread, "CUDA_ERROR_STREAM_CAPTURE_WRONG_THREAD",
     "attempt to terminate a thread-local capture sequence from another "
     "thread"},
    {Unknown, "CUDA_ERROR_UNKNOWN", "unknown error"},
};

const ErrorText *findError(int code) {
  for (const ErrorText &each : errorTexts)
    if (each.code == code)
      return &each;
  return nullptr;
}

unsigned chipOfEnvironment() {
  const char *text = std::getenv("QBLOCK_MOCK_CHIP");
  unsigned chip = 0;
  if (text && std::sscanf(text, "sm_%u", &chip) == 1)
    return chip;
  return 80;
}

} // namespace

thread_local std::vector<Context *> mock::contexts;

uint64_t mock::memoryBytes() {
  const char *text = std::getenv("QBLOCK_MOCK_MEMORY");
  return text ? std::strtoull(text, nullptr, 10) : uint64_t(1) << 30;
}

Result mock::checkInitialized() {
  return Driver::get().isInitialized ? Success : NotInitialized;
}

Result mock::check() {
  Driver &driver = Driver::get();
  if (!driver.isInitialized)
    return NotInitialized;
  if (contexts.empty() || !contexts.back() || !driver.interpreter)
    return InvalidContext;
  return driver.sticky;
}

Stream *mock::findStream(void *handle) {
  Driver &driver = Driver::get();
  if (reinterpret_cast<uintptr_t>(handle) <= 2)
    return &driver.defaultStream;
  auto *stream = static_cast<Stream *>(handle);
  return driver.streams.count(stream) ? stream : nullptr;
}

/// The default stream waits for those that are blocking, which captures do not
/// allow.
static Result checkDefaultStream() {
  for (Stream *stream : Driver::get().streams)
    if (stream->capture && !stream->isNonBlocking) {
      stream->capture->isBroken = true;
      return CaptureImplicit;
    }
  return Success;
}

Result mock::submit(void *handle, Work work) {
  if (Result result = check())
    return result;
  Stream *stream = findStream(handle);
  if (!stream)
    return InvalidHandle;
  if (stream == &Driver::get().defaultStream)
    if (Result result = checkDefaultStream())
      return result;
  if (!stream->capture)
    return work();
  stream->capture->nodes.push_back(std::move(work));
  return Success;
}

Result mock::checkNotCapturing(Stream *stream) {
  if (!stream)
    return InvalidHandle;
  if (!stream->capture)
    return Success;
  stream->capture->isBroken = true;
  return CaptureUnsupported;
}

Result mock::checkNoCapture() {
  Result result = Success;
  for (Stream *stream : Driver::get().streams)
    if (Result found = checkNotCapturing(stream))
      result = found;
  return result;
}

Result mock::checkSafe() {
  Result result = Success;
  for (Stream *stream : Driver::get().streams) {
    bool isOfOthers = stream->mode == CaptureMode::ThreadLocal &&
                      stream->thread != std::this_thread::get_id();
    if (stream->isOrigin && stream->mode != CaptureMode::Relaxed && !isOfOthers)
      if (Result found = checkNotCapturing(stream))
        result = found;
  }
  return result;
}

ENTRY cuInit(unsigned flags) {
  LOCK;
  Driver &driver = Driver::get();
  if (flags)
    return InvalidValue;
  driver.chip = chipOfEnvironment();
  driver.isInitialized = true;
  return Success;
}

ENTRY cuDriverGetVersion(int *version) {
  *version = 13000;
  return Success;
}

ENTRY cuGetErrorName(int code, const char **text) {
  const ErrorText *error = findError(code);
  *text = error ? error->name : nullptr;
  return error ? Success : InvalidValue;
}

ENTRY cuGetErrorString(int code, const char **text) {
  const ErrorText *error = findError(code);
  *text = error ? error->text : nullptr;
  return error ? Success : InvalidValue;
}
