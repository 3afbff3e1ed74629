//===- DeviceFunctions.h - What code for a GPU's host calls -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Modules that `qblock-to-nvvm` lowers call these functions, and those of
// qblock-c/Device.h that read, write and copy. They act on the device that
// `setCurrentDevice` named on this thread; what goes wrong is told to
// `qblock_runtime_fail`. Sizes are in bytes.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_RUNTIME_DEVICEFUNCTIONS_H
#define QBLOCK_RUNTIME_DEVICEFUNCTIONS_H

#include "qblock-c/Device.h"
#include "qblock/Runtime/Device.h"

namespace qblock::runtime {

/// The device of this thread's calls; null for none.
void setCurrentDevice(Device *device);
Device *getCurrentDevice();

} // namespace qblock::runtime

extern "C" {

/// Memory of the device, at a multiple of 256 bytes, and the end of its use.
/// Named as MLIR's lowering of buffers wants them.
void *_mlir_memref_to_llvm_alloc(int64_t numBytes);
void _mlir_memref_to_llvm_free(void *address);

/// The device's copy of constant bytes of the host.
void *qblock_device_constant(const void *bytes, int64_t numBytes);

/// The number of the variant for the device: see Device::choose.
int64_t qblock_device_choose(const qblock::runtime::DeviceVariant *variants,
                             int64_t count);

/// Begins `kernel`. `shape` has the blocks of the grid, the threads of a block
/// (three numbers each), the bytes of dynamic shared memory and the two numbers
/// of a DeviceProduct; `arguments` are pointers to the values of the kernel's
/// parameters.
void qblock_device_launch(const qblock::runtime::DeviceKernel *kernel,
                          const int64_t *shape, void **arguments);

/// The word where kernels write the number of an error, and the failure that
/// it means: `messages` are those of the errors 1 to `count`.
void *qblock_device_errors();
void qblock_device_check(const char *const *messages, int64_t count);

} // extern "C"

#endif // QBLOCK_RUNTIME_DEVICEFUNCTIONS_H
