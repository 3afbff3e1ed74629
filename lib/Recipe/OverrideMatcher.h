//===- OverrideMatcher.h - Match overrides with weights ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_RECIPE_OVERRIDEMATCHER_H
#define QBLOCK_LIB_RECIPE_OVERRIDEMATCHER_H

#include "qblock/Recipe/Recipe.h"

#include <string>
#include <vector>

namespace qblock::recipe {

/// The name by which overrides know a weight: the one it has in a GGUF file.
std::string overridableName(const Weight &weight);

/// A table of words that is kept a layer: `per_layer_token_embd.weight`.
bool isPerLayerTable(const Weight &weight);

/// The compiled patterns of some overrides, and which of them had an effect.
/// Refers to the overrides.
class OverrideMatcher {
public:
  static Expected<OverrideMatcher>
  compile(const std::vector<TypeOverride> &overrides);
  OverrideMatcher(OverrideMatcher &&) noexcept;
  ~OverrideMatcher();

  /// The first override whose pattern is found in the weight's name, or null.
  const TypeOverride *match(const Weight &weight) const;
  void markUsed(const TypeOverride &override);
  /// A warning for each override that gave no weight its type, saying why.
  std::vector<std::string> findIdle(const std::vector<Weight> &weights) const;

private:
  OverrideMatcher();
  struct Pattern;
  std::vector<Pattern> patterns;
};

} // namespace qblock::recipe

#endif // QBLOCK_LIB_RECIPE_OVERRIDEMATCHER_H
