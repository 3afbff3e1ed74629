//===- DeviceGraph.cpp - Work that is begun as a whole ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A step of a model is some hundred launches, each of which costs the host more
// than many of the kernels take; a graph of them costs one. Its addresses are
// fixed, so its memory is its own. Nothing that the driver would refuse in a
// capture is asked of it: the reason is then ours, and the capture goes on.
//
//===----------------------------------------------------------------------===//

#include "Driver.h"

#include <cassert>

using namespace qblock;
using namespace qblock::runtime;

DeviceGraph::~DeviceGraph() {
  // Its last run may still use the memory: work that comes later waits for it.
  if (executable)
    device.driver->cuGraphExecDestroy(executable);
  for (auto [address, numBytes] : blocks)
    device.unused.insert({numBytes, address});
}

Expected<void> Device::checkNotCapturing(const char *what) const {
  if (!capture)
    return {};
  return makeError(what);
}

Expected<void> Device::beginCapture() {
  assert(!capture && "captures do not nest");
  QBLOCK_CHECK(
      check(driver->cuStreamBeginCapture_v2(stream, captureThreadLocal),
            "capture work on GPU", name));
  capture.reset(new DeviceGraph(*this));
  return {};
}

/// The driver's graph; null after a failure.
void *Device::endStreamCapture(int &result) {
  void *graph = nullptr;
  result = driver->cuStreamEndCapture(stream, &graph);
  return graph;
}

void Device::discardCapture() {
  if (!capture)
    return;
  int result = cudaSuccess;
  if (void *graph = endStreamCapture(result))
    driver->cuGraphDestroy(graph);
  // They are in use, or were released, as all others.
  capture->blocks.clear();
  capture.reset();
}

Expected<std::unique_ptr<DeviceGraph>> Device::endCapture() {
  assert(capture && "there was a beginning");
  int result = cudaSuccess;
  void *graph = endStreamCapture(result);
  if (result == cudaSuccess)
    result = driver->cuGraphGetNodes(graph, nullptr, &capture->numNodes);
  if (result == cudaSuccess)
    result =
        driver->cuGraphInstantiateWithFlags(&capture->executable, graph, 0);
  if (graph)
    driver->cuGraphDestroy(graph);
  if (auto isWell = check(result, "capture work on GPU", name); !isWell) {
    capture->blocks.clear();
    capture.reset();
    return tl::unexpected<Error>(isWell.error());
  }
  for (auto [address, numBytes] : capture->blocks)
    used.erase(address);
  for (auto each = unused.begin(); each != unused.end();)
    each = capture->blocks.count(each->second) ? unused.erase(each)
                                               : std::next(each);
  return std::move(capture);
}

Expected<void> Device::replay(const DeviceGraph &graph) {
  QBLOCK_CHECK(check(driver->cuGraphLaunch(graph.executable, stream),
                     "start captured work on GPU", name));
  return graph.messages.texts ? checkErrors(graph.messages) : synchronize();
}
