//===- MixTable.cpp - The mix rules as data ---------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The mixes of llama-quantize, row by row. They are a table and not code so
// that a scheme can be read, compared with the tool's answers and extended
// without following branches: the order of the rows is the only control flow.
//
//===----------------------------------------------------------------------===//

#include "MixTable.h"

#include <algorithm>

using namespace qblock;
using namespace qblock::recipe;

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

/// Query heads that share a key/value head; 0 if that is not known.
static int64_t groupedQueries(const ModelFacts &facts) {
  return facts.kvHeads > 0 ? facts.heads / facts.kvHeads : 0;
}

/// Both ends of the stack of layers and every third one between.
static bool getsMoreBits(const Context &c) {
  int64_t eighth = c.count / 8;
  return c.position < eighth || c.position >= 7 * c.count / 8 ||
         (c.position - eighth) % 3 == 2;
}

/// Models of the 70B class: eight query heads share a row of attn_v there, so
/// that more bits for it cost next to nothing.
static bool isClass70B(const Context &c) {
  const ModelFacts &facts = c.facts;
  if (facts.architecture == "llama")
    return facts.layers == 80 && facts.heads != facts.kvHeads &&
           facts.experts != 8;
  struct Member {
    std::string_view architecture;
    int64_t layers;
  };
  static constexpr Member members[] = {
      {"deci", 80}, {"olmo", 80}, {"qwen2", 80}, {"jais2", 68}};
  return std::any_of(std::begin(members), std::end(members), [&](Member m) {
    return m.architecture == facts.architecture && m.layers == facts.layers;
  });
}

namespace {

constexpr Condition moreBits{getsMoreBits,
                             "first and last eighth and 1 in 3 between"};
constexpr Condition firstEighth{
    [](const Context &c) { return c.position < c.count / 8; },
    "first eighth of the layers"};
/// By order of visits even where other rules go by the layer's number.
constexpr Condition firstEighthVisited{
    [](const Context &c) { return c.running < c.count / 8; },
    "first eighth of the layers"};
constexpr Condition firstSixteenth{
    [](const Context &c) { return c.position < c.count / 16; },
    "first sixteenth of the layers"};
constexpr Condition middle{[](const Context &c) {
                             return c.position >= c.count / 8 &&
                                    c.position < 7 * c.count / 8;
                           },
                           "between the first and the last eighth"};
constexpr Condition firstTwo{[](const Context &c) { return c.position < 2; },
                             "first 2"};
constexpr Condition firstFour{[](const Context &c) { return c.position < 4; },
                              "first 4"};
constexpr Condition gqaAtLeast4{
    [](const Context &c) { return groupedQueries(c.facts) >= 4; },
    "4 or more query heads share a key/value head"};
constexpr Condition experts8{
    [](const Context &c) { return c.facts.experts == 8; }, "8 experts"};
constexpr Condition expertsAtLeast4{
    [](const Context &c) { return c.facts.experts >= 4; }, "4 or more experts"};
constexpr Condition falcon{
    [](const Context &c) { return c.facts.architecture == "falcon"; },
    "falcon"};
constexpr Condition notFalcon{
    [](const Context &c) { return c.facts.architecture != "falcon"; },
    "not falcon"};
constexpr Condition importance{
    [](const Context &c) { return c.facts.hasImportance; },
    "with importance data"};
constexpr Condition noImportance{
    [](const Context &c) { return !c.facts.hasImportance; },
    "without importance data"};
constexpr Condition stacked{
    [](const Context &c) { return c.weight.numExperts > 1; },
    "stack of experts"};
constexpr Condition partialBlocks{
    [](const Context &c) {
      return c.weight.rowElems % c.defaultType.elemsPerBlock != 0;
    },
    "rows are not whole blocks of the default type"};
constexpr Condition class70B{isClass70B, "70B class"};
constexpr Condition fromQ3OrQ4{[](const Context &c) {
                                 return c.type->name == "q3_K" ||
                                        c.type->name == "q4_K";
                               },
                               "instead of 3 or 4 bits"};

//===----------------------------------------------------------------------===//
// Rows
//===----------------------------------------------------------------------===//

using C = Category;
using F = FileType;

constexpr std::string_view defaultType = "";
constexpr SchemeSet all = SchemeSet::all();
constexpr SchemeSet upTo2Bits = {F::IQ1_S,  F::IQ1_M, F::IQ2_XXS,
                                 F::IQ2_XS, F::IQ2_S, F::IQ2_M};
constexpr SchemeSet iq2Small = {F::IQ2_S, F::IQ2_M};
/// Schemes whose rows for AttnV are the last word.
constexpr SchemeSet unadjusted = {F::IQ1_S, F::IQ1_M, F::IQ2_XXS,  F::IQ2_XS,
                                  F::IQ2_S, F::IQ2_M, F::MXFP4_MOE};

constexpr Rule rules[] = {
    // Every token passes the output matrix: never below 5 bits.
    {C::Output, {F::MXFP4_MOE}, {}, "q8_0"},
    {C::Output, all, {falcon}, "q8_0"},
    {C::Output, all, {partialBlocks}, "q8_0"},
    {C::Output, upTo2Bits, {}, "q5_K"},
    {C::Output, {F::IQ3_XXS}, {}, "q5_K"},
    {C::Output, {F::Q8_0}, {}, defaultType},
    {C::Output, all, {}, "q6_K"},

    {C::Any, {F::MXFP4_MOE}, {stacked}, "mxfp4"},
    {C::Any, {F::MXFP4_MOE}, {}, "q8_0"},

    {C::Embedding, {F::IQ1_S, F::IQ1_M, F::IQ2_XXS, F::IQ2_XS}, {}, "q2_K"},
    {C::Embedding, {F::IQ2_S, F::IQ2_M, F::IQ3_XXS}, {}, "iq3_s"},
    {C::Embedding, {F::TQ1_0, F::TQ2_0, F::Q2_0}, {}, "q4_K"},

    // Schemes of up to 2 bits have rules of their own.
    {C::AttnV, upTo2Bits, {gqaAtLeast4}, "q4_K"},
    {C::AttnV, upTo2Bits, {expertsAtLeast4}, "q4_K"},
    {C::AttnV, iq2Small, {}, "iq3_s"},
    {C::AttnV, upTo2Bits, {}, "q2_K"},
    {C::AttnK, upTo2Bits, {experts8}, "q4_K"},
    {C::FfnDown, iq2Small, {firstEighthVisited}, "iq3_s"},
    {C::FfnDown, upTo2Bits, {firstEighthVisited}, "q2_K"},
    {C::AttnOutput, upTo2Bits, {experts8}, "q5_K"},
    {C::AttnOutput, {F::IQ1_S, F::IQ1_M}, {}, "iq2_xxs"},
    {C::AttnOutput, iq2Small, {}, "iq3_s"},

    // attn_v is small where query heads share it: more bits cost little.
    {C::AttnV, {F::Q2_K}, {gqaAtLeast4}, "q4_K"},
    {C::AttnV, {F::Q2_K}, {}, "q3_K"},
    {C::AttnV, {F::Q2_K_S}, {gqaAtLeast4}, "q4_K"},
    {C::AttnV, {F::IQ3_XXS}, {gqaAtLeast4}, "q4_K"},
    {C::AttnV, {F::IQ3_XXS}, {noImportance}, "iq3_s"},
    {C::AttnV, {F::IQ3_XS, F::IQ3_S}, {gqaAtLeast4}, "q4_K"},
    {C::AttnV, {F::IQ3_M}, {}, "q4_K"},
    {C::AttnV, {F::Q3_K_M}, {firstTwo}, "q5_K"},
    {C::AttnV, {F::Q3_K_M}, {}, "q4_K"},
    {C::AttnV, {F::Q3_K_L}, {}, "q5_K"},
    {C::AttnV, {F::IQ4_NL, F::IQ4_XS}, {gqaAtLeast4}, "q5_K"},
    {C::AttnV, {F::Q4_K_M, F::Q5_K_M}, {moreBits}, "q6_K"},
    {C::AttnV, {F::Q4_K_S}, {firstFour}, "q5_K"},

    {C::AttnK, all, {experts8}, "q8_0"},
    {C::AttnK, {F::IQ3_XS}, {}, "iq3_xxs"},
    {C::AttnK, {F::IQ3_XXS}, {}, "iq2_s"},
    {C::AttnQ, {F::IQ3_XS}, {}, "iq3_xxs"},
    {C::AttnQ, {F::IQ3_XXS}, {}, "iq2_s"},

    {C::FfnDown, {F::Q2_K}, {}, "q3_K"},
    {C::FfnDown, {F::Q2_K_S}, {firstEighth}, "q4_K"},
    {C::FfnDown, {F::IQ3_XXS}, {noImportance, firstEighth}, "q4_K"},
    {C::FfnDown, {F::IQ3_XXS}, {noImportance}, "q3_K"},
    {C::FfnDown, {F::Q3_K_M}, {firstSixteenth}, "q5_K"},
    {C::FfnDown, {F::Q3_K_M}, {notFalcon}, "q4_K"},
    {C::FfnDown, {F::Q3_K_M}, {moreBits}, "q4_K"},
    {C::FfnDown, {F::IQ3_M}, {firstEighth}, "q4_K"},
    {C::FfnDown, {F::IQ3_M}, {experts8, moreBits}, "q4_K"},
    {C::FfnDown, {F::Q3_K_L}, {falcon}, "q4_K"},
    {C::FfnDown, {F::Q3_K_L}, {}, "q5_K"},
    {C::FfnDown, {F::Q4_K_M}, {falcon, firstSixteenth}, "q6_K"},
    {C::FfnDown, {F::Q4_K_M}, {falcon, moreBits}, "q5_K"},
    {C::FfnDown, {F::Q4_K_M}, {notFalcon, moreBits}, "q6_K"},
    {C::FfnDown, {F::Q5_K_M}, {moreBits}, "q6_K"},
    {C::FfnDown, {F::Q4_K_S}, {notFalcon, firstEighth}, "q5_K"},
    {C::FfnDown, {F::IQ4_NL, F::IQ4_XS}, {noImportance, firstEighth}, "q5_K"},
    {C::FfnDown, {F::Q4_0}, {importance, firstEighth}, "q4_1"},
    {C::FfnDown, {F::Q5_0}, {importance, firstEighth}, "q5_1"},

    {C::AttnOutput, {F::Q3_K_L}, {falcon}, "q4_K"},
    {C::AttnOutput, all, {falcon}, defaultType},
    {C::AttnOutput,
     {F::Q2_K, F::Q3_K_S, F::Q3_K_M, F::Q4_K_S, F::Q4_K_M, F::IQ3_XXS,
      F::IQ3_XS, F::IQ3_S, F::IQ3_M, F::IQ4_NL, F::IQ4_XS},
     {experts8},
     "q5_K"},
    {C::AttnOutput, all, {experts8}, defaultType},
    {C::AttnOutput, {F::Q2_K}, {}, "q3_K"},
    {C::AttnOutput, {F::IQ3_XXS}, {}, "iq3_s"},
    {C::AttnOutput, {F::Q3_K_M, F::IQ3_M}, {}, "q4_K"},
    {C::AttnOutput, {F::Q3_K_L}, {}, "q5_K"},

    {C::FfnGate, {F::IQ3_XS}, {middle}, "iq3_xxs"},
    {C::FfnUp, {F::IQ3_XS}, {middle}, "iq3_xxs"},
};

constexpr Rule adjustments[] = {
    {C::AttnV, all - unadjusted, {class70B, fromQ3OrQ4}, "q5_K"},
    {C::AttnV, all - unadjusted, {experts8}, "q8_0"},
};

constexpr Fallback fallbackRows[] = {
    {"iq1_s", "iq4_nl"},  {"iq1_m", "iq4_nl"},  {"iq2_xxs", "iq4_nl"},
    {"iq2_xs", "iq4_nl"}, {"iq2_s", "iq4_nl"},  {"iq3_xxs", "iq4_nl"},
    {"iq3_s", "iq4_nl"},  {"iq4_xs", "iq4_nl"}, {"q2_K", "q4_0"},
    {"q3_K", "q4_0"},     {"tq1_0", "q4_0"},    {"tq2_0", "q4_0"},
    {"q2_0", "q4_0"},     {"q4_K", "q5_0"},     {"q5_K", "q5_1"},
    {"q6_K", "q8_0"},     {"q1_0", ""},         {"nvfp4", ""},
};

/// Types too coarse to be rounded without knowing which columns matter.
constexpr std::string_view importanceTypes[] = {"iq1_s",  "iq1_m", "iq2_xxs",
                                                "iq2_xs", "iq2_s", "iq3_xxs"};

} // namespace

//===----------------------------------------------------------------------===//
// Access
//===----------------------------------------------------------------------===//

bool Rule::matches(const Scheme &scheme, Category other,
                   const Context &context) const {
  if (category != Category::Any && category != other)
    return false;
  if (!schemes.contains(scheme))
    return false;
  return std::all_of(std::begin(conditions), std::end(conditions),
                     [&](const Condition &condition) {
                       return !condition.holds || condition.holds(context);
                     });
}

ArrayView<Rule> recipe::mixRules() { return rules; }
ArrayView<Rule> recipe::adjustmentRules() { return adjustments; }
ArrayView<Fallback> recipe::fallbacks() { return fallbackRows; }

bool recipe::needsImportance(const Scheme &scheme, const Weight &weight,
                             const format::TypeInfo &type) {
  if (weight.role == Role::TokenEmbd || weight.role == Role::Output)
    return false;
  if (type.name == "q2_K")
    return SchemeSet{FileType::Q2_K_S}.contains(scheme);
  return std::find(std::begin(importanceTypes), std::end(importanceTypes),
                   type.name) != std::end(importanceTypes);
}
