//===- SafetensorsHeader.h - The JSON object of safetensors -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_WEIGHTS_SAFETENSORSHEADER_H
#define QBLOCK_LIB_WEIGHTS_SAFETENSORSHEADER_H

#include "qblock/Support/Expected.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace qblock::weights {

/// One tensor as the header describes it: `numBytes` is the product of the
/// shape and the type, and equals endOffset - beginOffset.
struct SafetensorsEntry {
  std::string name;
  std::string dtype;
  std::vector<int64_t> shape;
  uint64_t beginOffset = 0, endOffset = 0; ///< from the end of the header
};

/// Reads the header; `dataBytes` is the length of what follows it. The entries
/// lie inside the data; that they do not overlap is for the caller to check.
Expected<std::vector<SafetensorsEntry>>
parseSafetensorsHeader(std::string_view json, uint64_t dataBytes);

} // namespace qblock::weights

#endif // QBLOCK_LIB_WEIGHTS_SAFETENSORSHEADER_H
