//===- StrictJson.h - JSON without its loopholes ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_WEIGHTS_STRICTJSON_H
#define QBLOCK_LIB_WEIGHTS_STRICTJSON_H

#include "qblock/Support/Expected.h"

#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace qblock::weights {

/// Reads a JSON document. Duplicate keys and nesting deeper than `maxDepth` are
/// errors; messages name the line.
Expected<nlohmann::json> parseStrictJson(std::string_view text,
                                         unsigned maxDepth);

} // namespace qblock::weights

#endif // QBLOCK_LIB_WEIGHTS_STRICTJSON_H
