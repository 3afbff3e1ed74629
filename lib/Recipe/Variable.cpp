//===- Variable.cpp - What conditions can look at ---------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The variables of the recipe language, a row each; docs/Recipes.md describes
// them in the same order.
//
//===----------------------------------------------------------------------===//

#include "Variable.h"

#include <algorithm>

using namespace qblock;
using namespace qblock::recipe;
using Type = Expression::Type;

static bool isType(std::string_view name) {
  return findWeightType(name).has_value();
}
static bool isRole(std::string_view name) {
  return parseRole(name).has_value();
}

static constexpr Variable variables[] = {
    {"i", Type::Number, [](const Context &c) { return c.position; }},
    {"n", Type::Number, [](const Context &c) { return c.count; }},
    {"visited", Type::Number, [](const Context &c) { return c.running; }},
    {"layer", Type::Number,
     [](const Context &c) { return c.weight.layer.value_or(-1); }},
    {"layers", Type::Number, [](const Context &c) { return c.facts.layers; }},
    {"heads", Type::Number, [](const Context &c) { return c.facts.heads; }},
    {"kv_heads", Type::Number,
     [](const Context &c) { return c.facts.kvHeads; }},
    {"experts", Type::Number, [](const Context &c) { return c.facts.experts; }},
    {"row_elems", Type::Number,
     [](const Context &c) { return c.weight.rowElems; }},
    {"rows", Type::Number, [](const Context &c) { return c.weight.numRows; }},
    {"slices", Type::Number,
     [](const Context &c) { return c.weight.numExperts; }},
    {"block_elems", Type::Number,
     [](const Context &c) { return int64_t(c.type->elemsPerBlock); }},
    {"importance", Type::Truth,
     [](const Context &c) { return int64_t(c.facts.hasImportance); }},
    {"tied", Type::Truth,
     [](const Context &c) { return int64_t(c.facts.tied); }},
    {"architecture", Type::Name, nullptr,
     [](const Context &c) -> std::string_view { return c.facts.architecture; }},
    {"role", Type::Name, nullptr,
     [](const Context &c) { return stringify(c.weight.role); }, isRole},
    {"type", Type::Name, nullptr,
     [](const Context &c) -> std::string_view { return c.type->name; }, isType},
};

ArrayView<Variable> recipe::allVariables() { return variables; }

const Variable *recipe::findVariable(std::string_view spelling) {
  const Variable *found = std::find_if(
      std::begin(variables), std::end(variables),
      [&](const Variable &row) { return row.spelling == spelling; });
  return found == std::end(variables) ? nullptr : found;
}
