//===- Text.h - Names and shapes in messages --------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_WEIGHTS_TEXT_H
#define QBLOCK_LIB_WEIGHTS_TEXT_H

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace qblock::weights {

/// `text` between single quotes, fit for a one-line message: control bytes and
/// ill-formed UTF-8 are escaped, and what is too long is cut.
std::string quoteName(std::string_view text);

/// `[2, 3]`; a negative (dynamic) dimension is `?`.
std::string formatShape(const std::vector<int64_t> &shape);

/// Why `name` cannot name a tensor or a key, or null if it can: it must not be
/// empty, must be UTF-8 and must not hold a NUL.
const char *findNameFault(std::string_view name);

/// Indices of `names` in ascending order of the names. Look-ups are binary
/// searches in this order: no choice of names in a file makes them slow, as it
/// could with a hash table.
std::vector<uint32_t> sortByName(const std::vector<std::string_view> &names);

} // namespace qblock::weights

#endif // QBLOCK_LIB_WEIGHTS_TEXT_H
