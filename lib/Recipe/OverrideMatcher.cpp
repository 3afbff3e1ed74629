//===- OverrideMatcher.cpp - Match overrides with weights -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Overrides speak of the names that tensors have in a GGUF file, also where the
// weight comes from a module that has no names.
//
//===----------------------------------------------------------------------===//

#include "OverrideMatcher.h"

#include "NamePattern.h"
#include "Spelling.h"
#include "qblock/Format/Format.h"

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace qblock;
using namespace qblock::recipe;
using format::TypeInfo;

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

Expected<const TypeInfo *> recipe::findWeightType(std::string_view name) {
  if (const TypeInfo *type = format::findType(name))
    if (!type->row || !type->row->activationOnly)
      return type;
  std::string lower = toLower(name), nearest;
  size_t fewest = 3;
  for (const TypeInfo &type : format::allTypes()) {
    size_t edits = editDistance(lower, toLower(type.name));
    if (edits < fewest && (!type.row || !type.row->activationOnly)) {
      fewest = edits;
      nearest = type.name;
    }
  }
  std::string message = "unknown type '" + std::string(name) + "'";
  if (!nearest.empty())
    message += "; did you mean " + nearest + "?";
  return makeError(message);
}

Expected<TypeOverride> recipe::parseTypeOverride(std::string_view text) {
  // A pattern may hold a '='; a type does not.
  size_t equals = text.rfind('=');
  if (equals == std::string_view::npos || equals == 0 ||
      equals + 1 == text.size())
    return makeError("expects PATTERN=TYPE, but got '" + std::string(text) +
                     "'");
  TypeOverride override;
  override.pattern = toLower(text.substr(0, equals));
  Expected<const TypeInfo *> type = findWeightType(text.substr(equals + 1));
  if (!type)
    return makeError("'" + std::string(text) + "': " + type.error().message);
  override.type = *type;
  if (auto compiled = NamePattern::compile(override.pattern); !compiled)
    return tl::make_unexpected(compiled.error());
  return override;
}

Expected<std::vector<TypeOverride>>
recipe::loadTypeOverrides(const std::string &path) {
  std::ifstream file(path);
  if (!file)
    return makeError(path + ": cannot read the file of tensor types");
  std::vector<TypeOverride> overrides;
  for (std::string word; file >> word;) {
    Expected<TypeOverride> override = parseTypeOverride(word);
    if (!override)
      return makeError(path + ": " + override.error().message);
    overrides.push_back(std::move(*override));
  }
  return overrides;
}

//===----------------------------------------------------------------------===//
// Matching
//===----------------------------------------------------------------------===//

std::string recipe::overridableName(const Weight &weight) {
  std::string stored =
      ggufName(weight.role, weight.layer, weight.numExperts > 1);
  // A file has its names; a module's weights are known by what they do.
  std::optional<NamedRole> named = parseTensorName(weight.name);
  bool hasFileName = weight.name.rfind("blk.", 0) == 0 || stored.empty() ||
                     (named && !named->layer);
  return hasFileName ? weight.name : stored;
}

bool recipe::isPerLayerTable(const Weight &weight) {
  return weight.name == "per_layer_token_embd.weight";
}

struct OverrideMatcher::Pattern {
  const TypeOverride *override;
  NamePattern regex;
  bool used = false;
};

OverrideMatcher::OverrideMatcher() = default;
OverrideMatcher::OverrideMatcher(OverrideMatcher &&) noexcept = default;
OverrideMatcher::~OverrideMatcher() = default;

Expected<OverrideMatcher>
OverrideMatcher::compile(const std::vector<TypeOverride> &overrides) {
  OverrideMatcher matcher;
  for (const TypeOverride &override : overrides) {
    Expected<NamePattern> regex = NamePattern::compile(override.pattern);
    if (!regex)
      return tl::make_unexpected(regex.error());
    matcher.patterns.push_back({&override, std::move(*regex)});
  }
  return matcher;
}

const TypeOverride *OverrideMatcher::match(const Weight &weight) const {
  if (patterns.empty())
    return nullptr;
  std::string name = overridableName(weight);
  for (const Pattern &pattern : patterns)
    if (pattern.regex.isFoundIn(name))
      return pattern.override;
  return nullptr;
}

void OverrideMatcher::markUsed(const TypeOverride &override) {
  for (Pattern &pattern : patterns)
    if (pattern.override == &override)
      pattern.used = true;
}

/// Up to three names that are nearest to what was asked for. Layers repeat, so
/// only the last part of a name counts.
static std::string nearestNames(const std::string &pattern,
                                const std::vector<Weight> &weights) {
  std::vector<std::pair<size_t, std::string>> names;
  for (const Weight &weight : weights) {
    std::string name = overridableName(weight);
    std::string_view tail = name;
    if (weight.layer && tail.rfind("blk.", 0) == 0)
      tail.remove_prefix(tail.find('.', 4) + 1);
    std::string_view stem = tail.substr(0, tail.rfind(".weight"));
    size_t edits =
        std::min(editDistance(pattern, name), editDistance(pattern, stem));
    bool known = std::any_of(names.begin(), names.end(),
                             [&](auto &other) { return other.second == tail; });
    if (!known)
      names.emplace_back(edits, std::string(tail));
  }
  std::sort(names.begin(), names.end());
  names.resize(std::min<size_t>(names.size(), 3));
  std::string text;
  for (const auto &[edits, name] : names)
    text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::vector<std::string>
OverrideMatcher::findIdle(const std::vector<Weight> &weights) const {
  std::vector<std::string> warnings;
  for (const Pattern &pattern : patterns) {
    if (pattern.used)
      continue;
    const std::string &text = pattern.override->pattern;
    auto first =
        std::find_if(weights.begin(), weights.end(), [&](const Weight &weight) {
          return pattern.regex.isFoundIn(overridableName(weight));
        });
    if (first == weights.end())
      warnings.push_back("override '" + text + "' matches no tensor" +
                         (weights.empty() ? std::string()
                                          : "; the nearest names are " +
                                                nearestNames(text, weights)));
    else
      warnings.push_back("override '" + text +
                         "' has no effect: what it matches (" + first->name +
                         ", ...) is settled otherwise");
  }
  return warnings;
}
