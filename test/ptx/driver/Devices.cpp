//===- Devices.cpp - Devices and contexts of the mock driver --------------===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One device, with the limits of the chip that QBLOCK_MOCK_CHIP names. Its
// primary context is the only one; the interpreter runs while it is retained.
//
//===----------------------------------------------------------------------===//

#include "MockDriver.h"

#include <cstdio>

using namespace mock;

/// From the table of compute capabilities in NVIDIA's programming guide.
static int sharedBytesPerProcessor(unsigned chip) {
  switch (chip) {
  case 75:
    return 64 << 10;
  case 80:
  case 87:
    return 164 << 10;
  case 86:
  case 89:
  case 120:
    return 100 << 10;
  default:
    return 228 << 10;
  }
}

std::optional<int> mock::attributeOf(int attribute) {
  unsigned chip = Driver::get().chip;
  switch (attribute) {
  case 1: // MAX_THREADS_PER_BLOCK
  case 2: // MAX_BLOCK_DIM_X
  case 3: // MAX_BLOCK_DIM_Y
    return 1024;
  case 4: // MAX_BLOCK_DIM_Z
    return 64;
  case 5: // MAX_GRID_DIM_X
    return 0x7fffffff;
  case 6: // MAX_GRID_DIM_Y
  case 7: // MAX_GRID_DIM_Z
    return 65535;
  case 8: // MAX_SHARED_MEMORY_PER_BLOCK
    return 48 << 10;
  case 10: // WARP_SIZE
    return 32;
  case 12: // MAX_REGISTERS_PER_BLOCK
    return 65536;
  case 13: // CLOCK_RATE, kHz
    return 1410000;
  case 16: // MULTIPROCESSOR_COUNT
    return 4;
  case 18: // INTEGRATED
    return 0;
  case 36: // MEMORY_CLOCK_RATE, kHz
    return 1215000;
  case 37: // GLOBAL_MEMORY_BUS_WIDTH, bits
    return 5120;
  case 38: // L2_CACHE_SIZE
    return 40 << 20;
  case 39: // MAX_THREADS_PER_MULTIPROCESSOR
    return 2048;
  case 41: // UNIFIED_ADDRESSING
    return 1;
  case 75: // COMPUTE_CAPABILITY_MAJOR
    return static_cast<int>(chip / 10);
  case 76: // COMPUTE_CAPABILITY_MINOR
    return static_cast<int>(chip % 10);
  case 81: // MAX_SHARED_MEMORY_PER_MULTIPROCESSOR
    return sharedBytesPerProcessor(chip);
  case 97: // MAX_SHARED_MEMORY_PER_BLOCK_OPTIN: 1 KB is kept, but on sm_75
    return sharedBytesPerProcessor(chip) - (chip == 75 ? 0 : 1 << 10);
  case 115: // MEMORY_POOLS_SUPPORTED
    return 1;
  default:
    return std::nullopt;
  }
}

// Devices.

ENTRY cuDeviceGetCount(int *count) {
  LOCK;
  CHECK(checkInitialized());
  *count = 1;
  return Success;
}

ENTRY cuDeviceGet(int *device, int ordinal) {
  LOCK;
  CHECK(checkInitialized());
  *device = 0;
  return ordinal == 0 ? Success : InvalidDevice;
}

ENTRY cuDeviceGetName(char *name, int length, int device) {
  LOCK;
  CHECK(checkInitialized());
  if (device != 0)
    return InvalidDevice;
  std::snprintf(name, static_cast<size_t>(length), "PTX interpreter (sm_%u)",
                Driver::get().chip);
  return Success;
}

ENTRY cuDeviceGetAttribute(int *value, int attribute, int device) {
  LOCK;
  CHECK(checkInitialized());
  if (device != 0)
    return InvalidDevice;
  std::optional<int> found = attributeOf(attribute);
  if (found)
    *value = *found;
  return found ? Success : InvalidValue;
}

ENTRY cuDeviceTotalMem_v2(size_t *bytes, int device) {
  LOCK;
  CHECK(checkInitialized());
  *bytes = memoryBytes();
  return device == 0 ? Success : InvalidDevice;
}

// Contexts.

ENTRY cuDevicePrimaryCtxRetain(Context **context, int device) {
  LOCK;
  CHECK(checkInitialized());
  Driver &driver = Driver::get();
  if (device != 0)
    return InvalidDevice;
  if (!driver.interpreter) {
    driver.interpreter = std::make_unique<Interpreter>();
    if (!driver.interpreter->start(memoryBytes(), driver.chip)) {
      driver.interpreter.reset();
      return NoDevice;
    }
  }
  ++driver.references;
  *context = &driver.primary;
  return Success;
}

ENTRY cuDevicePrimaryCtxRelease_v2(int device) {
  LOCK;
  CHECK(checkInitialized());
  Driver &driver = Driver::get();
  if (device != 0)
    return InvalidDevice;
  if (driver.references == 0)
    return InvalidContext;
  if (--driver.references == 0)
    driver.reset();
  return Success;
}

ENTRY cuDevicePrimaryCtxReset_v2(int device) {
  LOCK;
  CHECK(checkInitialized());
  Driver::get().reset();
  return device == 0 ? Success : InvalidDevice;
}

ENTRY cuCtxSetCurrent(Context *context) {
  LOCK;
  CHECK(checkInitialized());
  if (!contexts.empty())
    contexts.pop_back();
  if (context)
    contexts.push_back(context);
  return Success;
}

ENTRY cuCtxGetCurrent(Context **context) {
  LOCK;
  CHECK(checkInitialized());
  *context = contexts.empty() ? nullptr : contexts.back();
  return Success;
}

ENTRY cuCtxPushCurrent_v2(Context *context) {
  LOCK;
  CHECK(checkInitialized());
  if (!context)
    return InvalidContext;
  contexts.push_back(context);
  return Success;
}

ENTRY cuCtxPopCurrent_v2(Context **context) {
  LOCK;
  CHECK(checkInitialized());
  if (contexts.empty())
    return InvalidContext;
  if (context)
    *context = contexts.back();
  contexts.pop_back();
  return Success;
}

ENTRY cuCtxGetDevice(int *device) {
  LOCK;
  CHECK(check());
  *device = 0;
  return Success;
}

ENTRY cuCtxSynchronize() {
  LOCK;
  CHECK(check());
  return checkNoCapture();
}
