//===- MixTable.h - The mix rules as data -----------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_RECIPE_MIXTABLE_H
#define QBLOCK_LIB_RECIPE_MIXTABLE_H

#include "qblock/Recipe/Recipe.h"
#include "qblock/Support/ArrayView.h"

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace qblock::recipe {

/// The values of general.file_type that have rules.
enum class FileType : uint32_t {
  F32 = 0,
  F16 = 1,
  Q4_0 = 2,
  Q4_1 = 3,
  Q8_0 = 7,
  Q5_0 = 8,
  Q5_1 = 9,
  Q2_K = 10,
  Q3_K_S = 11,
  Q3_K_M = 12,
  Q3_K_L = 13,
  Q4_K_S = 14,
  Q4_K_M = 15,
  Q5_K_S = 16,
  Q5_K_M = 17,
  Q6_K = 18,
  IQ2_XXS = 19,
  IQ2_XS = 20,
  Q2_K_S = 21,
  IQ3_XS = 22,
  IQ3_XXS = 23,
  IQ1_S = 24,
  IQ4_NL = 25,
  IQ3_S = 26,
  IQ3_M = 27,
  IQ2_S = 28,
  IQ2_M = 29,
  IQ4_XS = 30,
  IQ1_M = 31,
  BF16 = 32,
  TQ1_0 = 36,
  TQ2_0 = 37,
  MXFP4_MOE = 38,
  Q1_0 = 40,
  Q2_0 = 41,
};

/// The schemes that a row is for.
class SchemeSet {
public:
  constexpr SchemeSet(std::initializer_list<FileType> types) {
    for (FileType type : types)
      bits |= uint64_t(1) << static_cast<uint32_t>(type);
  }
  static constexpr SchemeSet all() { return SchemeSet(~uint64_t(0)); }
  constexpr SchemeSet operator-(SchemeSet other) const {
    return SchemeSet(bits & ~other.bits);
  }
  constexpr bool contains(const Scheme &scheme) const {
    return bits >> scheme.fileType & 1;
  }

private:
  constexpr explicit SchemeSet(uint64_t bits) : bits(bits) {}
  uint64_t bits = 0;
};

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
  Other, ///< no rule but those for every category
  Any,   ///< in a rule: every category
};
constexpr unsigned numCategories = static_cast<unsigned>(Category::Any);

/// What a condition can look at.
struct Context {
  const ModelFacts &facts;
  const Weight &weight;
  const format::TypeInfo &defaultType;
  int64_t running = 0;  ///< weights of this category that came before
  int64_t position = 0; ///< place among `count`: `running`, or the layer
  int64_t count = 0;    ///< weights of the kind (AttnV), or layers
  const format::TypeInfo *type = nullptr; ///< so far; for adjustments
};

/// A named predicate; `reason` stands in the report.
struct Condition {
  bool (*holds)(const Context &) = nullptr;
  std::string_view reason;
};

/// "A weight of this category takes `type` if all conditions hold." An empty
/// type is the scheme's default.
struct Rule {
  static constexpr unsigned maxConditions = 2;
  Category category;
  SchemeSet schemes;
  Condition conditions[maxConditions] = {};
  std::string_view type;

  bool matches(const Scheme &scheme, Category other,
               const Context &context) const;
};

/// The first row that matches gives the type; no row: the default.
ArrayView<Rule> mixRules();

/// Applied to the result of `mixRules`: every row that matches, in order.
ArrayView<Rule> adjustmentRules();

/// What replaces a type whose blocks do not divide a row.
struct Fallback {
  std::string_view type;
  std::string_view replacement; ///< empty: there is none, an error
};
ArrayView<Fallback> fallbacks();

/// True if llama-quantize refuses to write a weight of that type without
/// importance data.
bool needsImportance(const Scheme &scheme, const Weight &weight,
                     const format::TypeInfo &type);

} // namespace qblock::recipe

#endif // QBLOCK_LIB_RECIPE_MIXTABLE_H
