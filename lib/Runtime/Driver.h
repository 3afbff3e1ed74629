//===- Driver.h - Functions of the CUDA driver ------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names, types and numbers are those of the CUDA driver API reference; none of
// its headers is needed.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_RUNTIME_DRIVER_H
#define QBLOCK_LIB_RUNTIME_DRIVER_H

#include "qblock/Runtime/Device.h"

namespace qblock::runtime {

/// Members have the names of the functions; handles are pointers.
struct DriverFunctions {
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
  int (*cuEventCreate)(void **, unsigned);
  int (*cuEventDestroy_v2)(void *);
  int (*cuEventRecord)(void *, void *);
  int (*cuEventElapsedTime)(float *, void *, void *);
  int (*cuMemAlloc_v2)(DeviceAddress *, size_t);
  int (*cuMemFree_v2)(DeviceAddress);
  int (*cuMemcpyHtoDAsync_v2)(DeviceAddress, const void *, size_t, void *);
  int (*cuMemcpyDtoHAsync_v2)(void *, DeviceAddress, size_t, void *);
  int (*cuMemcpyDtoDAsync_v2)(DeviceAddress, DeviceAddress, size_t, void *);
  int (*cuMemsetD8Async)(DeviceAddress, unsigned char, size_t, void *);
  int (*cuMemsetD32Async)(DeviceAddress, unsigned, size_t, void *);
  int (*cuStreamBeginCapture_v2)(void *, int);
  int (*cuStreamEndCapture)(void *, void **);
  int (*cuGraphGetNodes)(void *, void **, size_t *);
  int (*cuGraphInstantiateWithFlags)(void **, void *, unsigned long long);
  int (*cuGraphLaunch)(void *, void *);
  int (*cuGraphDestroy)(void *);
  int (*cuGraphExecDestroy)(void *);
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

/// CUresult.
inline constexpr int cudaSuccess = 0, cudaOutOfMemory = 2;
/// CUdevice_attribute.
inline constexpr int attributeMajor = 75, attributeMinor = 76,
                     attributeSharedBytes = 97, attributeClockKHz = 13,
                     attributeProcessors = 16, attributeMemoryClockKHz = 36,
                     attributeBusBits = 37;
/// CUfunction_attribute.
inline constexpr int attributeDynamicShared = 8;
/// CUjit_option.
inline constexpr int jitErrorLog = 5, jitErrorLogBytes = 6;
/// CUstream_flags: does not wait for the default stream.
inline constexpr unsigned streamNonBlocking = 1;

/// CUstreamCaptureMode: what other threads do meanwhile is their business.
inline constexpr int captureThreadLocal = 1;

/// More than this has to be asked for.
inline constexpr uint32_t defaultSharedBytes = 48 * 1024;

} // namespace qblock::runtime

/// Returns the error of a call, if it has one.
#define QBLOCK_CHECK(CALL)                                                     \
  if (Expected<void> checked = (CALL); !checked)                               \
  return tl::unexpected<Error>(checked.error())

#endif // QBLOCK_LIB_RUNTIME_DRIVER_H
