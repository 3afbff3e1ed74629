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

#include "qblock/Runtime/Device.h"

#include <dlfcn.h>

#include <algorithm>

using namespace qblock;
using namespace qblock::runtime;

//===----------------------------------------------------------------------===//
// The driver
//===----------------------------------------------------------------------===//

/// Members have the names of the functions; handles are pointers.
struct runtime::DriverFunctions {
  int (*cuInit)(unsigned);
  int (*cuGetErrorName)(int, const char **);
  int (*cuGetErrorString)(int, const char **);
  int (*cuDeviceGet)(int *, int);
  int (*cuDeviceGetName)(char *, int, int);
  int (*cuDeviceGetAttribute)(int *, int, int);
  int (*cuDevicePrimaryCtxRetain)(void **, int);
  int (*cuDevicePrimaryCtxRelease_v2)(int);
  int (*cuCtxSetCurrent)(void *);
  int (*cuStreamCreate)(void **, unsigned);
  int (*cuStreamDestroy_v2)(void *);
  int (*cuStreamSynchronize)(void *);
  int (*cuMemAlloc_v2)(DeviceAddress *, size_t);
  int (*cuMemFree_v2)(DeviceAddress);
  int (*cuMemcpyHtoDAsync_v2)(DeviceAddress, const void *, size_t, void *);
  int (*cuMemcpyDtoHAsync_v2)(void *, DeviceAddress, size_t, void *);
  int (*cuMemcpyDtoDAsync_v2)(DeviceAddress, DeviceAddress, size_t, void *);
  int (*cuModuleLoadDataEx)(void **, const void *, unsigned, const int *,
                            void **);
  int (*cuModuleUnload)(void *);
  int (*cuModuleGetFunction)(void **, void *, const char *);
  int (*cuFuncSetAttribute)(void *, int, int);
  int (*cuLaunchKernel)(void *, unsigned, unsigned, unsigned, unsigned,
                        unsigned, unsigned, unsigned, void *, void **, void **);

  /// The name of the first function that is not there; empty if all are.
  const char *load(void *library);
};

const char *DriverFunctions::load(void *library) {
  const char *missing = "";
#define QBLOCK_LOAD(NAME)                                                      \
  NAME = reinterpret_cast<decltype(NAME)>(dlsym(library, #NAME));              \
  if (!NAME)                                                                   \
    missing = #NAME;
  QBLOCK_LOAD(cuInit)
  QBLOCK_LOAD(cuGetErrorName)
  QBLOCK_LOAD(cuGetErrorString)
  QBLOCK_LOAD(cuDeviceGet)
  QBLOCK_LOAD(cuDeviceGetName)
  QBLOCK_LOAD(cuDeviceGetAttribute)
  QBLOCK_LOAD(cuDevicePrimaryCtxRetain)
  QBLOCK_LOAD(cuDevicePrimaryCtxRelease_v2)
  QBLOCK_LOAD(cuCtxSetCurrent)
  QBLOCK_LOAD(cuStreamCreate)
  QBLOCK_LOAD(cuStreamDestroy_v2)
  QBLOCK_LOAD(cuStreamSynchronize)
  QBLOCK_LOAD(cuMemAlloc_v2)
  QBLOCK_LOAD(cuMemFree_v2)
  QBLOCK_LOAD(cuMemcpyHtoDAsync_v2)
  QBLOCK_LOAD(cuMemcpyDtoHAsync_v2)
  QBLOCK_LOAD(cuMemcpyDtoDAsync_v2)
  QBLOCK_LOAD(cuModuleLoadDataEx)
  QBLOCK_LOAD(cuModuleUnload)
  QBLOCK_LOAD(cuModuleGetFunction)
  QBLOCK_LOAD(cuFuncSetAttribute)
  QBLOCK_LOAD(cuLaunchKernel)
#undef QBLOCK_LOAD
  return missing;
}

/// CUresult.
static constexpr int cudaSuccess = 0, cudaOutOfMemory = 2;
/// CUdevice_attribute.
static constexpr int attributeMajor = 75, attributeMinor = 76;
/// CUfunction_attribute.
static constexpr int attributeDynamicShared = 8;
/// CUjit_option.
static constexpr int jitErrorLog = 5, jitErrorLogBytes = 6;
/// CUstream_flags: does not wait for the default stream.
static constexpr unsigned streamNonBlocking = 1;

/// More than this has to be asked for.
static constexpr uint32_t defaultSharedBytes = 48 * 1024;

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

#define QBLOCK_CHECK(CALL)                                                     \
  if (Expected<void> checked = (CALL); !checked)                               \
  return tl::unexpected<Error>(checked.error())

//===----------------------------------------------------------------------===//
// Begin and end
//===----------------------------------------------------------------------===//

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
  computeCapability = unsigned(10 * major + minor);
  QBLOCK_CHECK(checkOpen(driver->cuDevicePrimaryCtxRetain(&context, number)));
  QBLOCK_CHECK(makeCurrent());
  return checkOpen(driver->cuStreamCreate(&stream, streamNonBlocking));
}

Expected<void> Device::makeCurrent() {
  return check(driver->cuCtxSetCurrent(context), "use GPU", name);
}

// Errors are of no interest here: after that of a kernel, all calls fail.
Device::~Device() {
  if (!context)
    return;
  driver->cuCtxSetCurrent(context);
  if (stream)
    driver->cuStreamSynchronize(stream);
  releaseAll();
  giveBackUnused();
  for (auto [bytes, address] : constants)
    driver->cuMemFree_v2(address);
  if (errorWord)
    driver->cuMemFree_v2(errorWord);
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
    return address;
  }
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
  return check(driver->cuMemcpyHtoDAsync_v2(target, source, numBytes, stream),
               "copy to the GPU");
}

Expected<void> Device::read(void *target, DeviceAddress source,
                            size_t numBytes) {
  if (numBytes == 0)
    return {};
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
                              const LaunchShape &shape, void **arguments) {
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
  return check(driver->cuLaunchKernel(
                   (*function)->handle, shape.grid[0], shape.grid[1],
                   shape.grid[2], shape.block[0], shape.block[1],
                   shape.block[2], shape.sharedBytes, stream, arguments,
                   /*extra=*/nullptr),
               "start kernel", kernel.name);
}

Expected<DeviceAddress> Device::getErrorWord() {
  if (errorWord)
    return errorWord;
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

Expected<void> Device::synchronize() {
  return check(driver->cuStreamSynchronize(stream), "run a kernel");
}
