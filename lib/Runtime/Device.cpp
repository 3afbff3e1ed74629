//===- Device.cpp - A GPU, its memory and its kernels -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A model runs some hundred kernels a step and allocates for most of them. The
// driver's allocations are slow and wait for the device, so memory that was
// released is given out again: with one stream, whoever gets it begins after
// the last one has ended. Names and numbers are those of the CUDA driver API
// reference.
//
//===----------------------------------------------------------------------===//

#include "Driver.h"

#include <dlfcn.h>

#include <algorithm>
#include <cassert>
#include <cstring>

using namespace qblock;
using namespace qblock::runtime;

//===----------------------------------------------------------------------===//
// Begin and end
//===----------------------------------------------------------------------===//

Expected<void> Device::check(int result, const char *what,
                             std::string_view object) const {
  if (result == cudaSuccess)
    return {};
  const char *code = nullptr, *text = nullptr;
  driver->cuGetErrorName(result, &code);
  driver->cuGetErrorString(result, &text);
  return makeError(
      "cannot " + std::string(what) +
      (object.empty() ? "" : " '" + std::string(object) + "'") + ": " +
      (code ? std::string(code) : "error " + std::to_string(result)) +
      (text ? std::string(", ") + text : ""));
}

Expected<std::unique_ptr<Device>> Device::open(const std::string &library,
                                               int ordinal) {
  // Never closed: drivers leave threads and handlers behind.
  void *handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!handle)
    return makeError("there is no driver for NVIDIA GPUs here: " +
                     std::string(dlerror()));
  std::unique_ptr<Device> device(new Device);
  auto driver = std::make_unique<DriverFunctions>();
  if (std::string missing = driver->load(handle); !missing.empty())
    return makeError("the driver '" + library + "' is too old: it lacks '" +
                     missing + "'");
  device->driver = std::move(driver);
  QBLOCK_CHECK(device->start(ordinal));
  return device;
}

Expected<void> Device::start(int ordinal) {
  QBLOCK_CHECK(check(driver->cuInit(0), "start the driver for NVIDIA GPUs"));
  std::string position = std::to_string(ordinal);
  auto checkOpen = [&](int result) {
    return check(result, "open GPU", position);
  };
  QBLOCK_CHECK(checkOpen(driver->cuDeviceGet(&number, ordinal)));
  char text[256] = {};
  QBLOCK_CHECK(checkOpen(driver->cuDeviceGetName(text, sizeof(text), number)));
  name = text;
  int major = 0, minor = 0;
  QBLOCK_CHECK(
      checkOpen(driver->cuDeviceGetAttribute(&major, attributeMajor, number)));
  QBLOCK_CHECK(
      checkOpen(driver->cuDeviceGetAttribute(&minor, attributeMinor, number)));
  QBLOCK_CHECK(checkOpen(driver->cuDeviceGetAttribute(
      &sharedBytesPerBlock, attributeSharedBytes, number)));
  computeCapability = unsigned(10 * major + minor);
  QBLOCK_CHECK(checkOpen(driver->cuDevicePrimaryCtxRetain(&context, number)));
  QBLOCK_CHECK(makeCurrent());
  return checkOpen(driver->cuStreamCreate(&stream, streamNonBlocking));
}

static std::string printCapability(unsigned number) {
  return std::to_string(number / 10) + "." + std::to_string(number % 10);
}

Expected<size_t> Device::choose(const DeviceVariant *variants,
                                size_t count) const {
  const DeviceVariant *best = nullptr;
  std::string known;
  for (const DeviceVariant *variant = variants; variant != variants + count;
       ++variant) {
    auto number = unsigned(variant->computeCapability);
    if (variant->isExact && number == computeCapability)
      return size_t(variant - variants);
    if (variant->isExact)
      continue;
    known += (known.empty() ? "" : ", ") + printCapability(number) +
             " and later with " + std::to_string(variant->sharedBytes);
    if (number <= computeCapability &&
        variant->sharedBytes <= sharedBytesPerBlock &&
        (!best || variant->computeCapability > best->computeCapability))
      best = variant;
  }
  if (best)
    return size_t(best - variants);
  return makeError("cannot run on GPU '" + name + "' of compute capability " +
                   printCapability(computeCapability) + " with " +
                   std::to_string(sharedBytesPerBlock) +
                   " bytes of shared memory a block: there is code for " +
                   (known.empty() ? "others only" : known));
}

Expected<void> Device::makeCurrent() {
  return check(driver->cuCtxSetCurrent(context), "use GPU", name);
}

// Errors are of no interest here: after that of a kernel, all calls fail.
Device::~Device() {
  if (!context)
    return;
  driver->cuCtxSetCurrent(context);
  discardCapture();
  if (stream)
    driver->cuStreamSynchronize(stream);
  releaseAll();
  giveBackUnused();
  for (auto [bytes, address] : constants)
    driver->cuMemFree_v2(address);
  if (errorWord)
    driver->cuMemFree_v2(errorWord);
  for (const Measurement &each : measurements)
    freeEvents.insert(freeEvents.end(), {each.begin, each.end});
  for (void *event : freeEvents)
    driver->cuEventDestroy_v2(event);
  for (auto [image, module] : modules)
    driver->cuModuleUnload(module);
  if (stream)
    driver->cuStreamDestroy_v2(stream);
  driver->cuDevicePrimaryCtxRelease_v2(number);
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

void Device::giveBackUnused() {
  for (auto [numBytes, address] : unused) {
    driver->cuMemFree_v2(address);
    reservedBytes -= numBytes;
  }
  unused.clear();
}

Expected<DeviceAddress> Device::reserve(size_t numBytes) {
  DeviceAddress address = 0;
  int result = driver->cuMemAlloc_v2(&address, numBytes);
  if (result == cudaOutOfMemory && !unused.empty()) {
    giveBackUnused();
    result = driver->cuMemAlloc_v2(&address, numBytes);
  }
  QBLOCK_CHECK(
      check(result, "allocate bytes on the GPU", std::to_string(numBytes)));
  reservedBytes += numBytes;
  return address;
}

Expected<DeviceAddress> Device::allocate(size_t numBytes) {
  constexpr size_t granule = 256;
  // Never null for an empty buffer, which is no failure.
  size_t wanted =
      std::max(granule, (numBytes + granule - 1) / granule * granule);
  if (wanted < numBytes)
    return makeError("cannot allocate " + std::to_string(numBytes) +
                     " bytes on the GPU: that is more than there can be");
  auto found = unused.lower_bound(wanted);
  // Larger blocks wait for larger buffers.
  if (found != unused.end() && found->first / 2 <= wanted) {
    auto [blockBytes, address] = *found;
    unused.erase(found);
    used[address] = blockBytes;
    if (capture)
      capture->blocks[address] = blockBytes;
    return address;
  }
  QBLOCK_CHECK(checkNotCapturing("more memory is needed than before"));
  Expected<DeviceAddress> address = reserve(wanted);
  if (address)
    used[*address] = wanted;
  return address;
}

void Device::release(DeviceAddress address) {
  auto found = used.find(address);
  if (found == used.end())
    return;
  unused.insert({found->second, address});
  used.erase(found);
}

void Device::releaseAll() {
  for (auto [address, numBytes] : used)
    unused.insert({numBytes, address});
  used.clear();
}

Expected<void> Device::write(DeviceAddress target, const void *source,
                             size_t numBytes) {
  if (numBytes == 0)
    return {};
  if (capture)
    return fill(target, static_cast<const uint8_t *>(source), numBytes);
  return check(driver->cuMemcpyHtoDAsync_v2(target, source, numBytes, stream),
               "copy to the GPU");
}

/// A copy from the host would read the bytes when the graph runs, from where
/// they were; a fill has its value in it.
Expected<void> Device::fill(DeviceAddress target, const uint8_t *bytes,
                            size_t numBytes) {
  constexpr size_t maxBytes = 16;
  if (numBytes > maxBytes)
    QBLOCK_CHECK(checkNotCapturing("the host writes an array"));
  for (size_t i = 0; i < numBytes;) {
    uint32_t word = 0;
    bool isWord = numBytes - i >= sizeof(word) && (target + i) % 4 == 0;
    std::memcpy(&word, bytes + i, isWord ? sizeof(word) : 1);
    int result = isWord
                     ? driver->cuMemsetD32Async(target + i, word, 1, stream)
                     : driver->cuMemsetD8Async(target + i, bytes[i], 1, stream);
    QBLOCK_CHECK(check(result, "write to the GPU"));
    i += isWord ? sizeof(word) : 1;
  }
  return {};
}

Expected<void> Device::read(void *target, DeviceAddress source,
                            size_t numBytes) {
  if (numBytes == 0)
    return {};
  QBLOCK_CHECK(checkNotCapturing("the host reads a number"));
  QBLOCK_CHECK(
      check(driver->cuMemcpyDtoHAsync_v2(target, source, numBytes, stream),
            "copy from the GPU"));
  return synchronize();
}

Expected<void> Device::copy(DeviceAddress target, DeviceAddress source,
                            size_t numBytes) {
  if (numBytes == 0 || target == source)
    return {};
  return check(driver->cuMemcpyDtoDAsync_v2(target, source, numBytes, stream),
               "copy on the GPU");
}

Expected<DeviceAddress> Device::getConstant(const void *bytes,
                                            size_t numBytes) {
  auto found = constants.find(bytes);
  if (found != constants.end())
    return found->second;
  QBLOCK_CHECK(checkNotCapturing("a constant is used for the first time"));
  Expected<DeviceAddress> address = reserve(std::max<size_t>(numBytes, 1));
  if (!address)
    return address;
  constants[bytes] = *address;
  QBLOCK_CHECK(write(*address, bytes, numBytes));
  return address;
}

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

Expected<void *> Device::load(const char *image) {
  auto found = modules.find(image);
  if (found != modules.end())
    return found->second;
  std::string log(8192, '\0');
  int options[] = {jitErrorLog, jitErrorLogBytes};
  // Numbers are passed as if they were pointers.
  void *values[] = {log.data(), reinterpret_cast<void *>(log.size())};
  void *module = nullptr;
  int result = driver->cuModuleLoadDataEx(&module, image, 2, options, values);
  log.resize(std::min(log.find('\0'), log.size()));
  while (!log.empty() && log.back() == '\n')
    log.pop_back();
  if (Expected<void> loaded = check(result, "load kernels on GPU", name);
      !loaded)
    return makeError(loaded.error().message + (log.empty() ? "" : ": ") + log);
  return modules[image] = module;
}

Expected<Device::Function *> Device::find(const DeviceKernel &kernel) {
  Function &function = functions[{kernel.image, kernel.name}];
  if (function.handle)
    return &function;
  QBLOCK_CHECK(checkNotCapturing("a kernel is used for the first time"));
  Expected<void *> module = load(kernel.image);
  if (!module)
    return tl::unexpected<Error>(module.error());
  void *handle = nullptr;
  QBLOCK_CHECK(check(driver->cuModuleGetFunction(&handle, *module, kernel.name),
                     "find kernel", kernel.name));
  function = {handle, defaultSharedBytes};
  return &function;
}

Expected<void> Device::launch(const DeviceKernel &kernel,
                              const LaunchShape &shape, void **arguments,
                              const DeviceProduct &product) {
  if (std::count(shape.grid.begin(), shape.grid.end(), 0u))
    return {};
  Expected<Function *> function = find(kernel);
  if (!function)
    return tl::unexpected<Error>(function.error());
  if (shape.sharedBytes > (*function)->sharedBytes) {
    QBLOCK_CHECK(check(driver->cuFuncSetAttribute((*function)->handle,
                                                  attributeDynamicShared,
                                                  int(shape.sharedBytes)),
                       "start kernel", kernel.name));
    (*function)->sharedBytes = shape.sharedBytes;
  }
  bool isMeasured = isProfiling && !capture;
  Expected<void *> begin = isMeasured ? recordEvent() : nullptr;
  if (!begin)
    return tl::unexpected<Error>(begin.error());
  QBLOCK_CHECK(check(driver->cuLaunchKernel(
                         (*function)->handle, shape.grid[0], shape.grid[1],
                         shape.grid[2], shape.block[0], shape.block[1],
                         shape.block[2], shape.sharedBytes, stream, arguments,
                         /*extra=*/nullptr),
                     "start kernel", kernel.name));
  if (!isMeasured)
    return {};
  Expected<void *> end = recordEvent();
  if (!end)
    return tl::unexpected<Error>(end.error());
  measurements.push_back(
      {kernel.label ? kernel.label : kernel.name, product, *begin, *end});
  return {};
}

Expected<DeviceAddress> Device::getErrorWord() {
  if (errorWord)
    return errorWord;
  QBLOCK_CHECK(checkNotCapturing("more memory is needed than before"));
  Expected<DeviceAddress> address = reserve(sizeof(uint32_t));
  if (!address)
    return address;
  errorWord = *address;
  const uint32_t none = 0;
  QBLOCK_CHECK(write(errorWord, &none, sizeof(none)));
  return errorWord;
}

Expected<uint32_t> Device::takeError() {
  if (!errorWord)
    return uint32_t(0);
  uint32_t number = 0;
  const uint32_t none = 0;
  QBLOCK_CHECK(read(&number, errorWord, sizeof(number)));
  if (number)
    QBLOCK_CHECK(write(errorWord, &none, sizeof(none)));
  return number;
}

Expected<void> Device::checkErrors(DeviceMessages messages) {
  if (capture) {
    capture->messages = messages;
    return {};
  }
  Expected<uint32_t> number = takeError();
  if (!number)
    return tl::unexpected<Error>(number.error());
  if (*number == 0)
    return {};
  return makeError(*number <= messages.count
                       ? messages.texts[*number - 1]
                       : "a kernel wrote over its error word");
}

Expected<void> Device::synchronize() {
  QBLOCK_CHECK(checkNotCapturing("the host waits"));
  return check(driver->cuStreamSynchronize(stream), "run a kernel");
}
