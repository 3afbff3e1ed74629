//===- CapturedCall.cpp - A call that can be repeated -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CapturedCall.h"
#include "GuardedCall.h"

using namespace qblock;
using namespace qblock::runtime;
using llvm::ArrayRef;
using llvm::SmallVector;

SmallVector<int64_t> runtime::makeDescriptor(const HostArray &array,
                                             int64_t address) {
  SmallVector<int64_t> words = {address, address, 0};
  words.append(array.shape);
  SmallVector<int64_t> strides(array.shape.size(), 1);
  for (size_t i = strides.size(); i-- > 1;)
    strides[i - 1] = strides[i] * array.shape[i];
  words.append(strides);
  return words;
}

/// The call, with all that it does collected.
Expected<void> CapturedCall::call(void (*function)(void **),
                                  ArrayRef<HostArray> inputs) {
  std::vector<SmallVector<int64_t>> descriptors;
  for (const HostArray &array : inputs) {
    Expected<DeviceAddress> address = device.allocate(array.data.size());
    if (!address)
      return tl::unexpected<Error>(address.error());
    shapes.push_back(array.shape);
    addresses.push_back(*address);
    descriptors.push_back(makeDescriptor(array, int64_t(*address)));
  }
  SmallVector<void *> arguments;
  if (!resultWords.empty())
    arguments.push_back(resultWords.data());
  for (SmallVector<int64_t> &descriptor : descriptors)
    arguments.push_back(descriptor.data());
  GuardedCall guarded;
  return guarded.run(function, arguments.data());
}

Expected<std::unique_ptr<CapturedCall>>
CapturedCall::capture(Device &device, void (*function)(void **),
                      ArrayRef<HostArray> inputs, size_t numResultWords) {
  std::unique_ptr<CapturedCall> captured(new CapturedCall(device));
  captured->resultWords.resize(numResultWords);
  if (auto isWell = device.beginCapture(); !isWell)
    return tl::unexpected<Error>(isWell.error());
  if (auto isWell = captured->call(function, inputs); !isWell) {
    device.discardCapture();
    return tl::unexpected<Error>(isWell.error());
  }
  auto graph = device.endCapture();
  if (!graph)
    return tl::unexpected<Error>(graph.error());
  captured->graph = std::move(*graph);
  return captured;
}

bool CapturedCall::fits(ArrayRef<HostArray> inputs) const {
  return llvm::equal(shapes, inputs,
                     [](ArrayRef<int64_t> shape, const HostArray &array) {
                       return shape == ArrayRef(array.shape);
                     });
}

Expected<ArrayRef<int64_t>> CapturedCall::run(ArrayRef<HostArray> inputs) {
  for (auto [address, array] : llvm::zip_equal(addresses, inputs))
    if (auto isWell =
            device.write(address, array.data.data(), array.data.size());
        !isWell)
      return tl::unexpected<Error>(isWell.error());
  if (auto isWell = device.replay(*graph); !isWell)
    return tl::unexpected<Error>(isWell.error());
  return ArrayRef<int64_t>(resultWords);
}
