//===- Streams.cpp - Streams, events and graphs of the mock driver --------===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All work is done in the order of the calls, so streams and events only matter
// for captures: a stream that captures collects its work in a graph, as
// functions that do it when the graph is launched.
//
//===----------------------------------------------------------------------===//

#include "MockDriver.h"

using namespace mock;

// Streams and events.

ENTRY cuStreamCreate(Stream **stream, unsigned flags) {
  LOCK;
  CHECK(check());
  if (flags > 1)
    return InvalidValue;
  *stream = new Stream;
  (*stream)->isNonBlocking = flags == 1;
  Driver::get().streams.insert(*stream);
  return Success;
}

ENTRY cuStreamCreateWithPriority(Stream **stream, unsigned flags, int) {
  return cuStreamCreate(stream, flags);
}

ENTRY cuStreamDestroy_v2(Stream *stream) {
  LOCK;
  CHECK(check());
  if (!Driver::get().streams.erase(stream))
    return InvalidHandle;
  delete stream;
  return Success;
}

ENTRY cuStreamSynchronize(void *stream) {
  LOCK;
  CHECK(check());
  return checkNotCapturing(findStream(stream));
}

ENTRY cuStreamQuery(void *stream) {
  LOCK;
  CHECK(check());
  return checkNotCapturing(findStream(stream));
}

ENTRY cuStreamWaitEvent(void *handle, Event *event, unsigned) {
  LOCK;
  CHECK(check());
  Stream *stream = findStream(handle);
  if (!stream || !Driver::get().events.count(event))
    return InvalidHandle;
  // A stream that waits for captured work joins its capture.
  if (event->capture && !stream->capture)
    stream->capture = event->capture;
  return Success;
}

ENTRY cuEventCreate(Event **event, unsigned) {
  LOCK;
  CHECK(check());
  *event = new Event;
  Driver::get().events.insert(*event);
  return Success;
}

ENTRY cuEventDestroy_v2(Event *event) {
  LOCK;
  CHECK(check());
  if (!Driver::get().events.erase(event))
    return InvalidHandle;
  delete event;
  return Success;
}

ENTRY cuEventRecord(Event *event, void *handle) {
  LOCK;
  CHECK(check());
  Stream *stream = findStream(handle);
  if (!stream || !Driver::get().events.count(event))
    return InvalidHandle;
  event->capture = stream->capture;
  event->time = std::chrono::steady_clock::now();
  event->isRecorded = !stream->capture;
  return Success;
}

ENTRY cuEventSynchronize(Event *event) {
  LOCK;
  CHECK(check());
  if (!Driver::get().events.count(event))
    return InvalidHandle;
  return event->capture ? CaptureUnsupported : Success;
}

ENTRY cuEventQuery(Event *event) { return cuEventSynchronize(event); }

ENTRY cuEventElapsedTime(float *milliseconds, Event *start, Event *end) {
  LOCK;
  CHECK(check());
  auto &events = Driver::get().events;
  if (!events.count(start) || !events.count(end) || !start->isRecorded ||
      !end->isRecorded)
    return InvalidHandle;
  *milliseconds =
      std::chrono::duration<float, std::milli>(end->time - start->time).count();
  return Success;
}

// Graphs.

ENTRY cuStreamBeginCapture_v2(void *handle, int mode) {
  LOCK;
  CHECK(check());
  Stream *stream = findStream(handle);
  if (!stream)
    return InvalidHandle;
  if (mode < 0 || mode > 2)
    return InvalidValue;
  // The default stream cannot be captured.
  if (stream == &Driver::get().defaultStream || stream->capture)
    return CaptureUnsupported;
  stream->capture = std::make_shared<Graph>();
  stream->isOrigin = true;
  stream->mode = static_cast<CaptureMode>(mode);
  stream->thread = std::this_thread::get_id();
  return Success;
}

ENTRY cuStreamIsCapturing(void *handle, int *status) {
  LOCK;
  CHECK(check());
  Stream *stream = findStream(handle);
  if (!stream)
    return InvalidHandle;
  *status = !stream->capture ? 0 : stream->capture->isBroken ? 2 : 1;
  return Success;
}

ENTRY cuStreamEndCapture(void *handle, Graph **graph) {
  LOCK;
  CHECK(check());
  Driver &driver = Driver::get();
  Stream *stream = findStream(handle);
  if (!stream)
    return InvalidHandle;
  if (!stream->capture || !stream->isOrigin)
    return CaptureUnmatched;
  if (stream->mode != CaptureMode::Relaxed &&
      stream->thread != std::this_thread::get_id())
    return CaptureWrongThread;
  std::shared_ptr<Graph> captured = stream->capture;
  for (Stream *each : driver.streams)
    if (each->capture == captured)
      each->endCapture();
  *graph = nullptr;
  if (captured->isBroken)
    return CaptureInvalidated;
  driver.graphs[captured.get()] = captured;
  *graph = captured.get();
  return Success;
}

ENTRY cuGraphInstantiateWithFlags(Graph **executable, Graph *graph,
                                  unsigned long long) {
  LOCK;
  CHECK(check());
  if (!Driver::get().graphs.count(graph))
    return InvalidHandle;
  *executable = new Graph(*graph);
  Driver::get().executables.insert(*executable);
  return Success;
}

ENTRY cuGraphLaunch(Graph *executable, void *handle) {
  LOCK;
  CHECK(check());
  if (Stream *stream = findStream(handle); stream && stream->capture) {
    say("graphs in graphs are not known here");
    return Unknown;
  }
  if (!Driver::get().executables.count(executable))
    return InvalidHandle;
  return submit(handle, [nodes = executable->nodes] {
    for (const Work &node : nodes)
      CHECK(node());
    return Success;
  });
}

ENTRY cuGraphGetNodes(Graph *graph, void **, size_t *count) {
  LOCK;
  CHECK(check());
  if (!Driver::get().graphs.count(graph))
    return InvalidHandle;
  *count = graph->nodes.size();
  return Success;
}

ENTRY cuGraphDestroy(Graph *graph) {
  LOCK;
  CHECK(check());
  return Driver::get().graphs.erase(graph) ? Success : InvalidHandle;
}

ENTRY cuGraphExecDestroy(Graph *executable) {
  LOCK;
  CHECK(check());
  if (!Driver::get().executables.erase(executable))
    return InvalidHandle;
  delete executable;
  return Success;
}
