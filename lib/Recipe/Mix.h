//===- Mix.h - The rules of a recipe ----------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_RECIPE_MIX_H
#define QBLOCK_LIB_RECIPE_MIX_H

#include "Expression.h"
#include "NamePattern.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace qblock::recipe {

/// The classes of weights that the rules tell apart. Each has its own count.
enum class Category : uint8_t {
  Output, ///< also the token embedding of a model without output matrix
  Embedding,
  AttnV, ///< also fused q, k and v, and what expands to k and v
  AttnK,
  AttnQ,
  AttnOutput,
  FfnUp, ///< also the fused gate and up
  FfnGate,
  FfnDown,
  Matrix, ///< no rule but those for every category
};
constexpr unsigned numCategories = static_cast<unsigned>(Category::Matrix) + 1;

/// The category in recipe files: `attn_v`, `matrix`.
std::optional<Category> parseCategory(std::string_view name);

/// "A weight of these categories takes `type` if the condition holds."
struct Rule {
  uint32_t categories = 0;                ///< a bit for each
  std::optional<NamePattern> name;        ///< and is called so
  const format::TypeInfo *type = nullptr; ///< null: the recipe's default
  ExpressionRef condition;                ///< null: always
  std::vector<std::string> reasons;       ///< for reports
  std::string path;                       ///< of the file, for errors
  std::string text;                       ///< as written

  bool isForAll() const { return categories == (1u << numCategories) - 1; }

  /// Fails where the condition has no value for the weight.
  Expected<bool> matches(Category category, const Context &context) const;
};
using RuleRef = std::shared_ptr<const Rule>;

/// What replaces a type whose blocks do not divide a row.
struct Fallback {
  const format::TypeInfo *type;
  const format::TypeInfo *replacement; ///< null: there is none, an error
};

/// What a recipe does.
struct Mix {
  bool plain = false;               ///< one type for all: no rule, no override
  std::vector<RuleRef> rules;       ///< the first that matches gives the type
  std::vector<RuleRef> adjustments; ///< applied after: every one that matches
  std::vector<Fallback> fallbacks;  ///< the first for a type counts
  std::vector<const format::TypeInfo *> importanceTypes;

  /// True if llama-quantize refuses to write a weight of that type without
  /// importance data.
  bool needsImportance(const Weight &weight,
                       const format::TypeInfo &type) const;
};

} // namespace qblock::recipe

#endif // QBLOCK_LIB_RECIPE_MIX_H
