//===- DeviceC.cpp - GPUs for compiled programs -----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In a file of its own, with the default for failures: a program that has its
// own functions for both links neither.
//
//===----------------------------------------------------------------------===//

#include "CallOrFail.h"
#include "qblock-c/Device.h"

#include <cstdio>
#include <cstdlib>

using namespace qblock;
using namespace qblock::runtime;

static Device *unwrap(qblock_device *device) {
  return reinterpret_cast<Device *>(device);
}

static const Device *unwrap(const qblock_device *device) {
  return reinterpret_cast<const Device *>(device);
}

qblock_device *qblock_device_open(const char *library, int ordinal,
                                  char *message, size_t messageBytes) {
  auto device = Device::open(library ? library : kDriverLibrary, ordinal);
  if (!device) {
    std::snprintf(message, messageBytes, "%s", device.error().message.c_str());
    return nullptr;
  }
  setCurrentDevice(device->get());
  return reinterpret_cast<qblock_device *>(device->release());
}

void qblock_device_close(qblock_device *device) {
  if (getCurrentDevice() == unwrap(device))
    setCurrentDevice(nullptr);
  delete unwrap(device);
}

void qblock_device_use(qblock_device *device) {
  setCurrentDevice(unwrap(device));
  if (!device)
    return;
  char text[1024];
  {
    Expected<void> isWell = unwrap(device)->makeCurrent();
    if (isWell)
      return;
    std::snprintf(text, sizeof(text), "%s", isWell.error().message.c_str());
  }
  qblock_runtime_fail(text);
}

const char *qblock_device_name(const qblock_device *device) {
  return unwrap(device)->getName().c_str();
}

int qblock_device_compute_capability(const qblock_device *device) {
  return int(unwrap(device)->getComputeCapability());
}

void *qblock_device_alloc(int64_t numBytes) {
  return _mlir_memref_to_llvm_alloc(numBytes);
}

void qblock_device_free(void *address) { _mlir_memref_to_llvm_free(address); }

//===----------------------------------------------------------------------===//
// Graphs
//===----------------------------------------------------------------------===//

static const DeviceGraph *unwrap(const qblock_graph *graph) {
  return reinterpret_cast<const DeviceGraph *>(graph);
}

void qblock_device_begin_capture() {
  callOrFail([](Device &device) { return device.beginCapture(); });
}

qblock_graph *qblock_device_end_capture() {
  DeviceGraph *made = nullptr;
  callOrFail([&](Device &device) -> Expected<void> {
    auto graph = device.endCapture();
    if (!graph)
      return tl::unexpected<Error>(graph.error());
    made = graph->release();
    return {};
  });
  return reinterpret_cast<qblock_graph *>(made);
}

void qblock_graph_run(const qblock_graph *graph) {
  callOrFail([&](Device &device) { return device.replay(*unwrap(graph)); });
}

size_t qblock_graph_num_nodes(const qblock_graph *graph) {
  return unwrap(graph)->getNumNodes();
}

void qblock_graph_free(qblock_graph *graph) { delete unwrap(graph); }

extern "C" __attribute__((weak)) void qblock_runtime_fail(const char *message) {
  std::fprintf(stderr, "%s\n", message);
  std::abort();
}
