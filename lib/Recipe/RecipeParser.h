//===- RecipeParser.h - Statements of recipe files --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_RECIPE_RECIPEPARSER_H
#define QBLOCK_LIB_RECIPE_RECIPEPARSER_H

#include "Mix.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace qblock::recipe {

/// A set of the recipes of one file, by their place.
using RecipeSet = uint64_t;
constexpr unsigned maxRecipes = 64;

/// The statement `recipe NAME ...`.
struct RecipeHead {
  std::string name;
  const format::TypeInfo *defaultType = nullptr; ///< null with `base`
  bool plain = false;
  std::optional<uint32_t> fileType;
  const Scheme *base = nullptr; ///< of `like`
};

/// A statement and the recipes of the file that it is for.
template <typename T>
struct Scoped {
  RecipeSet recipes;
  T statement;
};

/// The statements of a file, in order.
struct Statements {
  std::vector<RecipeHead> recipes;
  std::vector<DefinitionRef> definitions; ///< standard ones first
  std::vector<Scoped<RuleRef>> rules, adjustments;
  std::vector<Scoped<Fallback>> fallbacks;
  std::vector<Scoped<const format::TypeInfo *>> importanceTypes;
};

/// Parses a text. `standard` are the definitions known before its first line.
Expected<Statements> parseStatements(std::string_view text,
                                     const std::string &path,
                                     std::vector<DefinitionRef> standard);

} // namespace qblock::recipe

#endif // QBLOCK_LIB_RECIPE_RECIPEPARSER_H
