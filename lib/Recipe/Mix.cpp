//===- Mix.cpp - The rules of a recipe --------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What rules mean, apart from how they are written.
//
//===----------------------------------------------------------------------===//

#include "Mix.h"

#include "OverrideMatcher.h"

#include <algorithm>
#include <iterator>

using namespace qblock;
using namespace qblock::recipe;

std::optional<Category> recipe::parseCategory(std::string_view name) {
  static constexpr std::string_view names[] = {
      "output",      "token_embd", "attn_v",   "attn_k",   "attn_q",
      "attn_output", "ffn_up",     "ffn_gate", "ffn_down", "matrix"};
  static_assert(std::size(names) == numCategories);
  const auto *found = std::find(std::begin(names), std::end(names), name);
  if (found == std::end(names))
    return std::nullopt;
  return Category(found - std::begin(names));
}

Expected<bool> Rule::matches(Category category, const Context &context) const {
  if (!(categories >> unsigned(category) & 1))
    return false;
  if (name && !name->isFoundIn(overridableName(context.weight)))
    return false;
  if (!condition)
    return true;
  Expected<bool> value = holds(*condition, context);
  if (!value)
    return makeError(path + ":" + value.error().message + " for " +
                     context.weight.name);
  return value;
}

bool Mix::needsImportance(const Weight &weight,
                          const format::TypeInfo &type) const {
  // The tables outside of the layers are never measured.
  if (weight.role == Role::TokenEmbd || weight.role == Role::Output)
    return false;
  return std::find(importanceTypes.begin(), importanceTypes.end(), &type) !=
         importanceTypes.end();
}
