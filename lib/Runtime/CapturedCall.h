//===- CapturedCall.h - A call that can be repeated -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_RUNTIME_CAPTUREDCALL_H
#define QBLOCK_RUNTIME_CAPTUREDCALL_H

#include "qblock/Runtime/Executor.h"

namespace qblock::runtime {

/// An array as compiled code takes it: allocated pointer, aligned pointer,
/// offset, sizes, strides; all words of 64 bits.
llvm::SmallVector<int64_t> makeDescriptor(const HostArray &array,
                                          int64_t address);

/// What a call of compiled code does on a device, as a graph. It can be
/// repeated on inputs of the same shapes: nothing else decides what the code
/// does, or it could not be captured.
class CapturedCall {
public:
  /// Calls `function` as if on `inputs`, whose elements are not looked at.
  /// `numResultWords` is the size of the results' descriptors. The error is the
  /// reason why the work cannot be captured; the device is then as before.
  static Expected<std::unique_ptr<CapturedCall>>
  capture(Device &device, void (*function)(void **),
          llvm::ArrayRef<HostArray> inputs, size_t numResultWords);

  bool fits(llvm::ArrayRef<HostArray> inputs) const;
  /// Copies the inputs, does the work and gives the results' descriptors.
  Expected<llvm::ArrayRef<int64_t>> run(llvm::ArrayRef<HostArray> inputs);
  size_t getNumNodes() const { return graph->getNumNodes(); }

private:
  explicit CapturedCall(Device &device) : device(device) {}
  Expected<void> call(void (*function)(void **),
                      llvm::ArrayRef<HostArray> inputs);

  Device &device;
  std::unique_ptr<DeviceGraph> graph;
  std::vector<llvm::SmallVector<int64_t>> shapes; ///< of the inputs
  std::vector<DeviceAddress> addresses;           ///< of the inputs
  std::vector<int64_t> resultWords;
};

} // namespace qblock::runtime

#endif // QBLOCK_RUNTIME_CAPTUREDCALL_H
