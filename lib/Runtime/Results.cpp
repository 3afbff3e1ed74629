//===- Results.cpp - Arrays that compiled code has made ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Results.h"

#include <cstring>

using namespace mlir;
using namespace qblock;
using namespace qblock::runtime;

/// Copies dimensions `dim` and inner ones from strided memory; all counts in
/// bytes.
static uint8_t *copyStrided(const uint8_t *src, ArrayRef<int64_t> shape,
                            ArrayRef<int64_t> strides, unsigned bytesPerElem,
                            uint8_t *dst) {
  if (shape.empty()) {
    std::memcpy(dst, src, bytesPerElem);
    return dst + bytesPerElem;
  }
  if (shape.size() == 1 && strides[0] == 1) {
    std::memcpy(dst, src, shape[0] * bytesPerElem);
    return dst + shape[0] * bytesPerElem;
  }
  for (int64_t i = 0; i < shape[0]; ++i)
    dst = copyStrided(src + i * strides[0] * bytesPerElem, shape.drop_front(),
                      strides.drop_front(), bytesPerElem, dst);
  return dst;
}

static bool isDense(ArrayRef<int64_t> shape, ArrayRef<int64_t> strides) {
  int64_t stride = 1;
  for (size_t i = shape.size(); i-- > 0; stride *= shape[i])
    if (shape[i] != 1 && strides[i] != stride)
      return false;
  return true;
}

/// Copies the elements of `array`, which lie at `src`, into it.
static void copyElements(const uint8_t *src, ArrayRef<int64_t> strides,
                         unsigned bytesPerElem, HostArray &array) {
  int64_t numBytes = bytesPerElem;
  for (int64_t size : array.shape)
    numBytes *= size;
  if (isDense(array.shape, strides)) {
    array.data.assign(src, src + numBytes);
    return;
  }
  array.data.resize(numBytes);
  copyStrided(src, array.shape, strides, bytesPerElem, array.data.data());
}

Expected<HostArray> runtime::copyResult(ArrayRef<int64_t> descriptor,
                                        Type elementType, Device *device) {
  size_t rank = (descriptor.size() - 3) / 2;
  ArrayRef<int64_t> shape = descriptor.slice(3, rank);
  unsigned bytesPerElem = runtime::getBytesPerElem(elementType);
  HostArray array{elementType, llvm::to_vector(shape), {}};
  if (llvm::is_contained(shape, 0))
    return array;
  ArrayRef<int64_t> strides = descriptor.drop_front(3 + rank);
  int64_t first = descriptor[1] + descriptor[2] * bytesPerElem;
  if (!device) {
    copyElements(reinterpret_cast<const uint8_t *>(first), strides,
                 bytesPerElem, array);
    return array;
  }
  int64_t numElems = 1; // from the first one to the last one
  for (auto [size, stride] : llvm::zip_equal(shape, strides))
    numElems += (size - 1) * stride;
  std::vector<uint8_t> bytes(numElems * bytesPerElem);
  if (auto isWell =
          device->read(bytes.data(), DeviceAddress(first), bytes.size());
      !isWell)
    return tl::unexpected<Error>(isWell.error());
  copyElements(bytes.data(), strides, bytesPerElem, array);
  return array;
}
