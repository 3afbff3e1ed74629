//===- GgufValues.h - Sizes in a GGUF file ----------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_WEIGHTS_GGUFVALUES_H
#define QBLOCK_LIB_WEIGHTS_GGUFVALUES_H

#include "qblock/Weights/Metadata.h"

namespace qblock::weights {

constexpr uint32_t ggufVersion = 3;
constexpr unsigned maxGgufDims = 4;
constexpr unsigned maxGgufNameBytes = 64;
/// An array starts with its element type (32 bits) and its length (64 bits).
constexpr unsigned arrayHeaderBytes = 12;

/// Bytes of a value of a fixed size; 0 for strings and arrays.
constexpr unsigned bytesPerValue(MetadataType type) {
  switch (type) {
  case MetadataType::Uint8:
  case MetadataType::Int8:
  case MetadataType::Bool:
    return 1;
  case MetadataType::Uint16:
  case MetadataType::Int16:
    return 2;
  case MetadataType::Uint32:
  case MetadataType::Int32:
  case MetadataType::Float32:
    return 4;
  case MetadataType::Uint64:
  case MetadataType::Int64:
  case MetadataType::Float64:
    return 8;
  case MetadataType::String:
  case MetadataType::Array:
    return 0;
  }
  return 0;
}

} // namespace qblock::weights

#endif // QBLOCK_LIB_WEIGHTS_GGUFVALUES_H
