//===- OverridesTest.cpp - What a user can change in a recipe ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "qblock/Recipe/Recipe.h"

#include <gtest/gtest.h>

using namespace qblock;
using namespace qblock::recipe;

namespace {

const Scheme &scheme(std::string_view name) { return **findScheme(name); }
const format::TypeInfo *type(std::string_view name) {
  return *findWeightType(name);
}

TypeOverride override(std::string_view text) {
  auto parsed = parseTypeOverride(text);
  EXPECT_TRUE(parsed) << text;
  return *parsed;
}

Weight weight(std::string_view name, std::vector<int64_t> shape = {64, 256}) {
  return makeWeight(name, shape, type("f16"));
}

const ModelFacts llama32 = {"llama", 32, 32, 8, 0, false, false};

Assignment assign(const std::vector<Weight> &weights,
                  const AssignOptions &options,
                  std::string_view schemeName = "Q4_K_M") {
  auto assigned = assignTypes(scheme(schemeName), llama32, weights, options);
  if (!assigned) {
    ADD_FAILURE() << assigned.error().message;
    return {std::vector<Decision>(weights.size()), {}};
  }
  return *assigned;
}

TEST(Override, IsSearchedInLowerCase) {
  TypeOverride parsed = override("ATTN_V=Q8_0");
  EXPECT_EQ(parsed.pattern, "attn_v");
  EXPECT_EQ(parsed.type->name, "q8_0");
}

TEST(Override, MayHoldAnEqualsSign) {
  EXPECT_EQ(override("a=b=q8_0").pattern, "a=b");
}

TEST(Override, FaultsAreNamed) {
  auto message = [](std::string_view text) {
    auto parsed = parseTypeOverride(text);
    return parsed ? "" : parsed.error().message;
  };
  EXPECT_EQ(message("attn_v"), "expects PATTERN=TYPE, but got 'attn_v'");
  EXPECT_EQ(message("=q8_0"), "expects PATTERN=TYPE, but got '=q8_0'");
  EXPECT_EQ(message("attn_v="), "expects PATTERN=TYPE, but got 'attn_v='");
  EXPECT_EQ(message("attn_v=q4_k_"), "'attn_v=q4_k_': unknown type 'q4_k_'; "
                                     "did you mean q4_K?");
  EXPECT_EQ(message("attn_(v=q8_0"), "'attn_(v' is no regular expression");
  // Activations are never stored.
  EXPECT_NE(message("attn_v=q8_K").find("unknown type 'q8_K'"),
            std::string::npos);
}

TEST(Override, FirstMatchWins) {
  AssignOptions options;
  options.overrides = {override("ffn_down=q4_1"), override("ffn=q6_K")};
  Assignment result =
      assign({weight("blk.0.ffn_down.weight"), weight("blk.0.ffn_up.weight"),
              weight("blk.0.attn_q.weight")},
             options);
  EXPECT_EQ(result.decisions[0].type->name, "q4_1");
  EXPECT_EQ(result.decisions[0].why, "override 'ffn_down' takes q4_1");
  EXPECT_EQ(result.decisions[1].type->name, "q6_K");
  EXPECT_EQ(result.decisions[2].type->name, "q4_K");
  EXPECT_TRUE(result.warnings.empty());
}

TEST(Override, FallsBackOnOddRows) {
  AssignOptions options;
  options.overrides = {override("attn_q=q6_K")};
  Assignment result =
      assign({weight("blk.0.attn_q.weight", {64, 576})}, options);
  EXPECT_EQ(result.decisions[0].why,
            "override 'attn_q' takes q6_K; rows of 576 are no multiple of 256, "
            "so q8_0 instead");
}

TEST(Override, MeansTheFileNameOfAModulesWeight) {
  Weight inModule;
  inModule.name = "arg7";
  inModule.role = Role::FfnUp;
  inModule.layer = 3;
  inModule.rowElems = 256;
  inModule.numRows = 64;
  AssignOptions options;
  options.overrides = {override("blk\\.3\\.ffn_up\\.weight=q8_0")};
  Assignment result = assign({inModule}, options);
  EXPECT_EQ(result.decisions[0].type->name, "q8_0");
}

TEST(OverrideWarning, NamesTheNearestTensors) {
  AssignOptions options;
  options.overrides = {override("ffn_dwon=q8_0")};
  Assignment result =
      assign({weight("blk.0.ffn_down.weight"), weight("blk.1.ffn_down.weight"),
              weight("blk.0.attn_q.weight"), weight("token_embd.weight")},
             options);
  ASSERT_EQ(result.warnings.size(), 1u);
  EXPECT_EQ(result.warnings[0].rfind("override 'ffn_dwon' matches no tensor; "
                                     "the nearest names are ffn_down.weight,",
                                     0),
            0u)
      << result.warnings[0];
}

TEST(OverrideWarning, TellsWhatHasNoEffect) {
  AssignOptions options;
  options.overrides = {override("ffn=q8_0"), override("ffn_up=q6_K"),
                       override("attn_norm=q8_0")};
  Assignment result = assign(
      {weight("blk.0.ffn_up.weight"), weight("blk.0.attn_norm.weight", {256})},
      options);
  EXPECT_EQ(result.warnings.size(), 2u);
  options.overrides = {override("ffn=q8_0")};
  EXPECT_EQ(
      assign({weight("blk.0.ffn_up.weight")}, options, "F16").warnings.size(),
      1u);
}

TEST(FinalType, IsNotReplacedOnOddRows) {
  AssignOptions options;
  options.embeddingType = type("q3_K");
  std::vector<Weight> weights = {weight("token_embd.weight", {64, 576})};
  auto refused = assignTypes(scheme("Q4_K_M"), llama32, weights, options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message,
            "token_embd.weight: rows of 576 are no multiple of 256, the block "
            "length of q3_K, which was asked for");
  options.dryRun = true;
  EXPECT_EQ(assign(weights, options).decisions[0].type->name, "q3_K");
}

TEST(FinalType, OfTheOutputHitsATiedTable) {
  ModelFacts tied = llama32;
  tied.tied = true;
  AssignOptions options;
  options.outputType = type("q5_K");
  std::vector<Weight> weights = {weight("token_embd.weight", {64, 576})};
  auto assigned = assignTypes(scheme("Q4_K_M"), tied, weights, options);
  ASSERT_TRUE(assigned);
  EXPECT_EQ(assigned->decisions[0].type->name, "q5_1");
}

TEST(FileTensor, RolesFollowPartsOfNames) {
  auto role = [](std::string_view name) { return weight(name).role; };
  EXPECT_EQ(role("blk.3.attn_kv_b.weight"), Role::AttnKVB);
  EXPECT_EQ(role("blk.3.attn_q_a.weight"), Role::Matrix);
  EXPECT_EQ(role("blk.3.ffn_up_shexp.weight"), Role::FfnUp);
  EXPECT_EQ(role("blk.3.ffn_gate_up_exps.weight"), Role::FfnGate);
  EXPECT_EQ(role("blk.3.ffn_gate_inp.weight"), Role::FfnRouter);
  EXPECT_EQ(role("blk.3.attn_q_norm.weight"), Role::Other);
  EXPECT_EQ(role("blk.3.attn_q.bias"), Role::Other);
  EXPECT_EQ(role("position_embd.weight"), Role::Other);
  EXPECT_EQ(role("per_layer_token_embd.weight"), Role::TokenEmbd);
  EXPECT_EQ(role("output.weight"), Role::Output);
  EXPECT_EQ(role("cls.output.weight"), Role::Matrix);
  EXPECT_EQ(weight("blk.12.attn_q.weight").layer, 12);
  EXPECT_EQ(weight("blk.x.attn_q.weight").layer, std::nullopt);
  Weight experts =
      makeWeight("blk.0.ffn_up_exps.weight", {8, 64, 256}, nullptr);
  EXPECT_EQ(experts.numExperts, 8);
  EXPECT_EQ(experts.numRows, 64);
  EXPECT_EQ(experts.rowElems, 256);
}

} // namespace
