//===- DeviceFunctions.cpp - What code for a GPU's host calls ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compiled code passes plain numbers and has no place for a status: a failure
// leaves it by `qblock_runtime_fail`, which may be a longjmp. So everything
// that has a destructor is gone before the call.
//
//===----------------------------------------------------------------------===//

#include "CallOrFail.h"

using namespace qblock;
using namespace qblock::runtime;

static thread_local Device *currentDevice = nullptr;

void runtime::setCurrentDevice(Device *device) { currentDevice = device; }
Device *runtime::getCurrentDevice() { return currentDevice; }

static DeviceAddress toAddress(const void *pointer) {
  return reinterpret_cast<DeviceAddress>(pointer);
}

/// Makes `call` give an address and returns it.
template <typename Fn>
static void *getAddress(Fn call) {
  DeviceAddress address = 0;
  callOrFail([&](Device &device) -> Expected<void> {
    Expected<DeviceAddress> result = call(device);
    if (!result)
      return tl::unexpected<Error>(result.error());
    address = *result;
    return {};
  });
  return reinterpret_cast<void *>(address);
}

void *_mlir_memref_to_llvm_alloc(int64_t numBytes) {
  return getAddress(
      [&](Device &device) { return device.allocate(size_t(numBytes)); });
}

void _mlir_memref_to_llvm_free(void *address) {
  if (currentDevice)
    currentDevice->release(toAddress(address));
}

void *qblock_device_constant(const void *bytes, int64_t numBytes) {
  return getAddress([&](Device &device) {
    return device.getConstant(bytes, size_t(numBytes));
  });
}

void qblock_device_copy(void *target, const void *source, int64_t numBytes) {
  callOrFail([&](Device &device) {
    return device.copy(toAddress(target), toAddress(source), size_t(numBytes));
  });
}

void qblock_device_read(void *target, const void *source, int64_t numBytes) {
  callOrFail([&](Device &device) {
    return device.read(target, toAddress(source), size_t(numBytes));
  });
}

void qblock_device_write(void *target, const void *source, int64_t numBytes) {
  callOrFail([&](Device &device) {
    return device.write(toAddress(target), source, size_t(numBytes));
  });
}

int64_t qblock_device_choose(const DeviceVariant *variants, int64_t count) {
  int64_t number = 0;
  callOrFail([&](Device &device) -> Expected<void> {
    Expected<size_t> choice = device.choose(variants, size_t(count));
    if (!choice)
      return tl::unexpected<Error>(choice.error());
    number = int64_t(*choice);
    return {};
  });
  return number;
}

void qblock_device_launch(const DeviceKernel *kernel, const int64_t *shape,
                          void **arguments) {
  callOrFail([&](Device &device) -> Expected<void> {
    LaunchShape launch;
    for (size_t i = 0; i < 3; ++i) {
      if (shape[i] < 0 || shape[i] > INT32_MAX)
        return makeError("cannot start kernel '" + std::string(kernel->name) +
                         "' in " + std::to_string(shape[i]) + " blocks");
      launch.grid[i] = uint32_t(shape[i]);
      launch.block[i] = uint32_t(shape[3 + i]);
    }
    launch.sharedBytes = uint32_t(shape[6]);
    DeviceProduct product = {uint64_t(shape[7]), uint64_t(shape[8])};
    return device.launch(*kernel, launch, arguments, product);
  });
}

void *qblock_device_errors() {
  return getAddress([](Device &device) { return device.getErrorWord(); });
}

void qblock_device_check(const char *const *messages, int64_t count) {
  callOrFail(
      [&](Device &device) { return device.checkErrors({messages, count}); });
}
