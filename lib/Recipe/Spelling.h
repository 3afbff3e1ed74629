//===- Spelling.h - Suggest what was meant ----------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_RECIPE_SPELLING_H
#define QBLOCK_LIB_RECIPE_SPELLING_H

#include <string>
#include <string_view>

namespace qblock::recipe {

/// The number of characters to insert, delete or replace to get from `a` to
/// `b` (Levenshtein).
size_t editDistance(std::string_view a, std::string_view b);

std::string toUpper(std::string_view text);
std::string toLower(std::string_view text);

} // namespace qblock::recipe

#endif // QBLOCK_LIB_RECIPE_SPELLING_H
