//===- MockDriver.h - The state behind the mock driver ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_TEST_PTX_DRIVER_MOCKDRIVER_H
#define QBLOCK_TEST_PTX_DRIVER_MOCKDRIVER_H

#include "Interpreter.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

namespace mock {

/// CUresult, as far as it is used.
enum Result : int {
  Success = 0,
  InvalidValue = 1,
  OutOfMemory = 2,
  NotInitialized = 3,
  NoDevice = 100,
  InvalidDevice = 101,
  InvalidContext = 201,
  InvalidPtx = 218,
  InvalidHandle = 400,
  NotFound = 500,
  NotReady = 600,
  LaunchOutOfResources = 701,
  LaunchFailed = 719,
  CaptureUnsupported = 900,
  CaptureInvalidated = 901,
  CaptureUnmatched = 903,
  CaptureImplicit = 906,
  CaptureWrongThread = 908,
  Unknown = 999,
};

struct Context {};

struct Module {
  uint64_t number;
};

/// A kernel; offsets and sizes of its parameters are in bytes.
struct Function {
  uint64_t number;
  uint64_t staticSharedBytes, maxThreads, parameterBytes;
  std::vector<std::pair<uint64_t, uint64_t>> parameters;
  uint64_t maxDynamicSharedBytes = 48 << 10;
};

/// Work, in the order in which it was captured.
using Work = std::function<Result()>;
struct Graph {
  std::vector<Work> nodes;
  bool isBroken = false;
};

/// CUstreamCaptureMode: whose calls that are unsafe in a capture are refused.
enum class CaptureMode { Global, ThreadLocal, Relaxed };

struct Stream {
  std::shared_ptr<Graph> capture;
  bool isOrigin = false;
  CaptureMode mode = CaptureMode::Global;
  std::thread::id thread; ///< that began the capture
  bool isNonBlocking = false;

  void endCapture() {
    capture.reset();
    isOrigin = false;
  }
};

struct Event {
  std::chrono::steady_clock::time_point time;
  bool isRecorded = false;
  std::shared_ptr<Graph> capture;
};

/// The state of the driver. All entry points hold its lock.
struct Driver {
  std::mutex lock;
  std::unique_ptr<Interpreter> interpreter;
  bool isInitialized = false;
  unsigned chip = 80;
  int references = 0;
  /// The error of a kernel: every call fails with it until the context is
  /// reset.
  Result sticky = Success;
  Context primary;
  Stream defaultStream;
  std::map<uint64_t, uint64_t> allocations;
  std::set<Module *> modules;
  std::set<Function *> functions;
  std::set<Stream *> streams;
  std::set<Event *> events;
  std::map<Graph *, std::shared_ptr<Graph>> graphs;
  std::set<Graph *> executables;

  static Driver &get() {
    // Never destroyed: callers may still use the library while the process
    // ends. The child ends when its standard input does.
    static Driver *driver = new Driver;
    return *driver;
  }

  template <typename T>
  void clear(std::set<T *> &all) {
    for (T *each : all)
      delete each;
    all.clear();
  }

  /// Forgets everything of the context.
  void reset() {
    interpreter.reset();
    sticky = Success;
    allocations.clear();
    clear(modules);
    clear(functions);
    clear(streams);
    clear(events);
    clear(executables);
    graphs.clear();
    defaultStream = Stream();
  }
};

/// The context that this thread works in is the last one.
extern thread_local std::vector<Context *> contexts;

/// The size of the device's memory.
uint64_t memoryBytes();

Result checkInitialized();

/// Success if work can be done: initialized, a context, no kernel has failed.
Result check();

/// The stream of a handle: null and the numbers 1 and 2 are the default
/// streams. Null if there is none.
Stream *findStream(void *handle);

/// Does work, or adds it to the graph that the stream captures into.
Result submit(void *handle, Work work);

/// A call that waits for the stream breaks a capture of it.
Result checkNotCapturing(Stream *stream);

/// The same for one that waits for all streams.
Result checkNoCapture();

/// A call that may wait inside the driver, as allocations do, breaks captures
/// of modes that do not allow that.
Result checkSafe();

/// A device attribute, by CUdevice_attribute.
std::optional<int> attributeOf(int attribute);

} // namespace mock

/// An exported function. NVIDIA's documentation of the driver API says what
/// each one does.
#define ENTRY extern "C" __attribute__((visibility("default"))) int
#define LOCK std::lock_guard<std::mutex> guard(Driver::get().lock)
#define CHECK(CONDITION)                                                       \
  if (Result result = (CONDITION))                                             \
  return result

#endif // QBLOCK_TEST_PTX_DRIVER_MOCKDRIVER_H
