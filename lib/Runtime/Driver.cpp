//===- Driver.cpp - Functions of the CUDA driver ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Driver.h"

#include <dlfcn.h>

using namespace qblock;
using namespace qblock::runtime;

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
  QBLOCK_LOAD(cuEventCreate)
  QBLOCK_LOAD(cuEventDestroy_v2)
  QBLOCK_LOAD(cuEventRecord)
  QBLOCK_LOAD(cuEventElapsedTime)
  QBLOCK_LOAD(cuMemAlloc_v2)
  QBLOCK_LOAD(cuMemFree_v2)
  QBLOCK_LOAD(cuMemcpyHtoDAsync_v2)
  QBLOCK_LOAD(cuMemcpyDtoHAsync_v2)
  QBLOCK_LOAD(cuMemcpyDtoDAsync_v2)
  QBLOCK_LOAD(cuMemsetD8Async)
  QBLOCK_LOAD(cuMemsetD32Async)
  QBLOCK_LOAD(cuStreamBeginCapture_v2)
  QBLOCK_LOAD(cuStreamEndCapture)
  QBLOCK_LOAD(cuGraphGetNodes)
  QBLOCK_LOAD(cuGraphInstantiateWithFlags)
  QBLOCK_LOAD(cuGraphLaunch)
  QBLOCK_LOAD(cuGraphDestroy)
  QBLOCK_LOAD(cuGraphExecDestroy)
  QBLOCK_LOAD(cuModuleLoadDataEx)
  QBLOCK_LOAD(cuModuleUnload)
  QBLOCK_LOAD(cuModuleGetFunction)
  QBLOCK_LOAD(cuFuncSetAttribute)
  QBLOCK_LOAD(cuLaunchKernel)
#undef QBLOCK_LOAD
  return missing;
}
