//===- AssignTypesTest.cpp - Decisions and their reasons --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the tool's tables do not show: reasons, kept weights, the order of
// visits, rules for model sizes without a table, facts that are missing, and
// errors.
//
//===----------------------------------------------------------------------===//

#include "qblock/Recipe/Recipe.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace qblock;
using namespace qblock::recipe;

namespace {

const Scheme &scheme(std::string_view name) {
  for (const Scheme &scheme : knownSchemes())
    if (scheme.name == name)
      return scheme;
  ADD_FAILURE() << "no scheme " << name;
  return knownSchemes()[0];
}

Weight makeWeight(Role role, std::optional<int64_t> layer,
                  int64_t rowElems = 1024) {
  Weight weight;
  weight.name = ggufName(role, layer);
  weight.role = role;
  weight.layer = layer;
  weight.rowElems = rowElems;
  weight.numRows = 512;
  weight.sourceType = format::findType("f16");
  return weight;
}

/// A weight of that role in each of `layers` layers.
std::vector<Weight> stack(Role role, int64_t layers) {
  std::vector<Weight> weights;
  for (int64_t layer = 0; layer < layers; ++layer)
    weights.push_back(makeWeight(role, layer));
  return weights;
}

ModelFacts makeFacts(std::string architecture, int64_t layers, int64_t heads,
                     int64_t kvHeads) {
  ModelFacts facts;
  facts.architecture = std::move(architecture);
  facts.layers = layers;
  facts.heads = heads;
  facts.kvHeads = kvHeads;
  return facts;
}

std::vector<Decision> decide(std::string_view schemeName,
                             const ModelFacts &facts,
                             const std::vector<Weight> &weights) {
  auto assigned = assignTypes(scheme(schemeName), facts, weights);
  if (!assigned) {
    ADD_FAILURE() << assigned.error().message;
    return std::vector<Decision>(weights.size());
  }
  return assigned->decisions;
}

std::string whyOf(std::string_view schemeName, const ModelFacts &facts,
                  const Weight &weight) {
  return decide(schemeName, facts, {weight})[0].why;
}

std::vector<int64_t> layersOfType(std::string_view type,
                                  const std::vector<Decision> &decisions) {
  std::vector<int64_t> layers;
  for (size_t i = 0; i < decisions.size(); ++i)
    if (decisions[i].type && decisions[i].type->name == type)
      layers.push_back(static_cast<int64_t>(i));
  return layers;
}

const ModelFacts llama32 = makeFacts("llama", 32, 32, 8);

TEST(Why, NamesTheRuleAndItsConditions) {
  EXPECT_EQ(whyOf("Q5_K_M", llama32, makeWeight(Role::AttnQ, 0)),
            "Q5_K_M: attn_q takes q5_K (default)");
  EXPECT_EQ(whyOf("Q5_K_M", llama32, makeWeight(Role::FfnDown, 0)),
            "Q5_K_M: ffn_down takes q6_K (first and last eighth and 1 in 3 "
            "between)");
  EXPECT_EQ(whyOf("Q3_K_L", llama32, makeWeight(Role::AttnV, 0)),
            "Q3_K_L: attn_v takes q5_K");
  EXPECT_EQ(whyOf("F16", llama32, makeWeight(Role::AttnV, 0)),
            "F16: attn_v takes f16 (default)");
}

TEST(Why, NamesBothConditions) {
  ModelFacts falcon = makeFacts("falcon", 32, 71, 1);
  EXPECT_EQ(whyOf("Q4_K_M", falcon, makeWeight(Role::FfnDown, 0)),
            "Q4_K_M: ffn_down takes q6_K (falcon, first sixteenth of the "
            "layers)");
}

TEST(Why, NamesTheAdjustment) {
  ModelFacts facts = llama32;
  facts.experts = 8;
  EXPECT_EQ(whyOf("Q4_0", facts, makeWeight(Role::AttnV, 0)),
            "Q4_0: attn_v takes q8_0 (8 experts)");
}

TEST(Why, NamesTheFallback) {
  EXPECT_EQ(whyOf("Q4_K_M", llama32, makeWeight(Role::AttnQ, 0, 576)),
            "Q4_K_M: attn_q takes q4_K (default); rows of 576 are no multiple "
            "of 256, so q5_0 instead");
  EXPECT_EQ(whyOf("Q4_K_M", llama32, makeWeight(Role::AttnQ, 0, 100)),
            "Q4_K_M: attn_q takes q4_K (default); rows of 100 are no multiple "
            "of 256, so f16 instead");
  EXPECT_EQ(whyOf("Q4_0", llama32, makeWeight(Role::AttnQ, 0, 100)),
            "Q4_0: attn_q takes q4_0 (default); rows of 100 are no multiple of "
            "32, so f16 instead");
}

TEST(Why, TiedTableFollowsTheOutputRule) {
  ModelFacts tied = llama32;
  tied.tied = true;
  Weight table = makeWeight(Role::TokenEmbd, std::nullopt);
  EXPECT_EQ(whyOf("Q4_K_M", tied, table),
            "Q4_K_M: tied to the output: output rule takes q6_K");
  EXPECT_EQ(whyOf("Q4_K_M", llama32, table),
            "Q4_K_M: token_embd takes q4_K (default)");
}

TEST(Kept, WeightsWithoutARuleKeepTheirSourceType) {
  Weight router = makeWeight(Role::FfnRouter, 3);
  router.sourceType = format::findType("f32");
  Weight vector = makeWeight(Role::AttnQ, 3);
  vector.numRows = 1;
  std::vector<Weight> weights = {router, makeWeight(Role::Other, std::nullopt),
                                 vector};
  for (std::string_view name : {"Q4_K_M", "F16", "Q8_0"}) {
    std::vector<Decision> decisions = decide(name, llama32, weights);
    EXPECT_EQ(decisions[0].why, "kept in f32: router");
    EXPECT_EQ(decisions[1].why, "kept in f16: no rule for this weight");
    EXPECT_EQ(decisions[2].why, "kept in f16: a vector");
    EXPECT_EQ(decisions[0].type, router.sourceType);
  }
}

TEST(Order, DoesNotDependOnTheCaller) {
  std::vector<Weight> weights = stack(Role::AttnV, 32);
  std::vector<Decision> forward = decide("Q4_K_M", llama32, weights);
  std::reverse(weights.begin(), weights.end());
  std::vector<Decision> backward = decide("Q4_K_M", llama32, weights);
  std::reverse(backward.begin(), backward.end());
  EXPECT_EQ(layersOfType("q6_K", forward), layersOfType("q6_K", backward));
  EXPECT_EQ(layersOfType("q6_K", forward),
            (std::vector<int64_t>{0, 1, 2, 3, 6, 9, 12, 15, 18, 21, 24, 27, 28,
                                  29, 30, 31}));
}

TEST(Order, CountsAttnVByVisits) {
  // Only every second layer has attention: the rule counts matrices.
  std::vector<Weight> weights;
  for (int64_t layer = 0; layer < 32; layer += 2)
    weights.push_back(makeWeight(Role::AttnV, layer));
  EXPECT_EQ(layersOfType("q6_K", decide("Q4_K_M", llama32, weights)),
            (std::vector<int64_t>{0, 1, 4, 7, 10, 13, 14, 15}));
}

TEST(Order, CountsExpertsByLayer) {
  ModelFacts facts = makeFacts("qwen3moe", 8, 32, 32);
  facts.experts = 16;
  // Two matrices a layer: positions by visit would run past the layers.
  std::vector<Weight> weights;
  for (int64_t layer = 0; layer < 8; ++layer)
    for (int64_t expert = 0; expert < 2; ++expert)
      weights.push_back(makeWeight(Role::FfnDown, layer));
  EXPECT_EQ(layersOfType("q6_K", decide("Q4_K_M", facts, weights)),
            (std::vector<int64_t>{0, 1, 6, 7, 12, 13, 14, 15}));
}

TEST(Fused, FollowTheirFirstUse) {
  EXPECT_EQ(whyOf("Q3_K_L", llama32, makeWeight(Role::AttnQKV, 0)),
            "Q3_K_L: attn_qkv takes q5_K");
  EXPECT_EQ(whyOf("Q3_K_L", llama32, makeWeight(Role::FfnGateUp, 0)),
            "Q3_K_L: ffn_gate_up takes q3_K (default)");
}

TEST(UpTo2Bits, FourExpertsRaiseAttnV) {
  ModelFacts facts = makeFacts("llama", 32, 32, 32);
  facts.hasImportance = true;
  Weight weight = makeWeight(Role::AttnV, 0);
  for (int64_t experts : {0, 3, 4, 16}) {
    facts.experts = experts;
    EXPECT_EQ(decide("IQ2_XS", facts, {weight})[0].type->name,
              experts >= 4 ? "q4_K" : "q2_K")
        << experts;
  }
}

struct Class70BCase {
  ModelFacts facts;
  bool isMember;
};

TEST(Class70B, RaisesAttnV) {
  const Class70BCase cases[] = {
      {makeFacts("llama", 80, 64, 8), true},
      {makeFacts("llama", 80, 64, 64), false},
      {makeFacts("llama-embed", 80, 64, 8), true},
      {makeFacts("llama", 79, 64, 8), false},
      {makeFacts("qwen2", 80, 64, 64), true},
      {makeFacts("deci", 80, 64, 8), true},
      {makeFacts("olmo", 80, 64, 64), true},
      {makeFacts("jais2", 68, 64, 64), true},
      {makeFacts("jais2", 80, 64, 64), false},
      {makeFacts("qwen3", 80, 64, 8), false},
  };
  for (const Class70BCase &test : cases) {
    SCOPED_TRACE(test.facts.architecture + " " +
                 std::to_string(test.facts.layers));
    Weight weight = makeWeight(Role::AttnV, 0);
    Decision decision = decide("Q3_K_S", test.facts, {weight})[0];
    EXPECT_EQ(decision.type->name, test.isMember ? "q5_K" : "q3_K");
    // Five bits and more are left alone.
    EXPECT_EQ(decide("Q6_K", test.facts, {weight})[0].type->name, "q6_K");
  }
}

TEST(Class70B, EightExpertsWin) {
  ModelFacts facts = makeFacts("qwen2", 80, 64, 8);
  facts.experts = 8;
  Weight weight = makeWeight(Role::AttnV, 0);
  EXPECT_EQ(decide("Q4_K_S", facts, {weight})[0].type->name, "q8_0");
}

TEST(MissingFacts, UnknownHeadsCountAsUngrouped) {
  ModelFacts facts = makeFacts("llama", 32, 0, 0);
  EXPECT_EQ(whyOf("Q2_K", facts, makeWeight(Role::AttnV, 0)),
            "Q2_K: attn_v takes q3_K");
  facts.heads = 32;
  EXPECT_EQ(whyOf("Q2_K", facts, makeWeight(Role::AttnV, 0)),
            "Q2_K: attn_v takes q3_K");
  facts.kvHeads = 8;
  EXPECT_EQ(whyOf("Q2_K", facts, makeWeight(Role::AttnV, 0)),
            "Q2_K: attn_v takes q4_K (4 or more query heads share a key/value "
            "head)");
}

TEST(MissingFacts, LayersAreCounted) {
  std::vector<Weight> weights = stack(Role::FfnDown, 32);
  std::vector<Decision> known = decide("Q4_K_M", llama32, weights);
  ModelFacts unknown = llama32;
  unknown.layers = 0;
  EXPECT_EQ(layersOfType("q6_K", decide("Q4_K_M", unknown, weights)),
            layersOfType("q6_K", known));
  for (Weight &weight : weights)
    weight.layer = std::nullopt;
  EXPECT_EQ(layersOfType("q6_K", decide("Q4_K_M", unknown, weights)).size(),
            layersOfType("q6_K", known).size());
}

TEST(MissingFacts, NoWeights) {
  EXPECT_TRUE(decide("Q4_K_M", ModelFacts(), {}).empty());
}

TEST(Errors, NamesTheWeightThatNeedsImportance) {
  std::vector<Weight> weights = {makeWeight(Role::TokenEmbd, std::nullopt),
                                 makeWeight(Role::AttnQ, 0)};
  auto decisions = assignTypes(scheme("Q2_K_S"), llama32, weights);
  ASSERT_FALSE(decisions);
  EXPECT_EQ(decisions.error().message,
            "blk.0.attn_q.weight: Q2_K_S gives it q2_K, which needs importance "
            "data, but there is none");
  ModelFacts facts = llama32;
  facts.hasImportance = true;
  EXPECT_TRUE(assignTypes(scheme("Q2_K_S"), facts, weights));
}

TEST(Errors, ExpertsNeedTheirLayer) {
  ModelFacts facts = makeFacts("llama", 2, 32, 8);
  facts.experts = 8;
  Weight weight = makeWeight(Role::FfnDown, 5);
  auto decisions = assignTypes(scheme("Q4_K_M"), facts, {weight});
  ASSERT_FALSE(decisions);
  EXPECT_EQ(decisions.error().message,
            "blk.5.ffn_down.weight: layer 5 is not below 2, the number of "
            "layers");
  weight.layer = {};
  decisions = assignTypes(scheme("Q4_K_M"), facts, {weight});
  ASSERT_FALSE(decisions);
  EXPECT_EQ(decisions.error().message,
            "blk.5.ffn_down.weight: the model has experts, so that the type "
            "depends on the layer, but none is known");
  // Where the position does not matter, nothing is wrong.
  EXPECT_TRUE(assignTypes(scheme("MXFP4_MOE"), facts, {weight}));
  facts.experts = 0;
  EXPECT_TRUE(assignTypes(scheme("Q4_K_M"), facts, {weight}));
}

TEST(Architectures, DecideOnNames) {
  const format::TypeInfo *f16 = format::findType("f16");
  auto typeOf = [&](const char *architecture, const char *schemeName,
                    const char *name, std::vector<int64_t> shape) {
    Weight weight = recipe::makeWeight(name, shape, f16, architecture);
    return decide(schemeName, makeFacts(architecture, 4, 32, 8), {weight})[0]
        .type->name;
  };
  EXPECT_EQ(typeOf("llama", "Q4_0", "blk.1.attn_k_b.weight", {256, 256}),
            "q4_0");
  EXPECT_EQ(typeOf("glm5-next", "Q4_0", "blk.1.attn_k_b.weight", {256, 256}),
            "f16");
  EXPECT_EQ(typeOf("llama", "Q4_0", "blk.1.attn_q_a.weight", {256, 256}),
            "q4_0");
  EXPECT_EQ(typeOf("glm5-next", "Q4_0", "blk.1.attn_q_a.weight", {256, 256}),
            "q8_0");
  EXPECT_EQ(typeOf("llama", "MXFP4_MOE", "blk.1.attn_k_b.weight", {8, 32, 256}),
            "mxfp4");
  EXPECT_EQ(
      typeOf("bailingmoe3", "MXFP4_MOE", "blk.1.attn_k_b.weight", {8, 32, 256}),
      "q8_0");
  EXPECT_EQ(typeOf("bailingmoe3", "MXFP4_MOE", "blk.1.ffn_up_exps.weight",
                   {8, 32, 256}),
            "mxfp4");
  // Scales of attn_v are kept, but counted: 4 of 8 are past the first eighth.
  std::vector<Weight> weights;
  for (std::string layer : {"0", "1", "2", "3"})
    for (std::string suffix : {"weight", "weight_scale"})
      weights.push_back(recipe::makeWeight("blk." + layer + ".attn_v." + suffix,
                                           {256, 256}, f16, "llama"));
  ModelFacts facts = makeFacts("llama", 4, 32, 32);
  EXPECT_EQ(decide("Q4_K_M", facts, weights)[4].type->name, "q4_K");
  weights.erase(weights.begin() + 7);
  weights.erase(weights.begin() + 5);
  weights.erase(weights.begin() + 3);
  weights.erase(weights.begin() + 1);
  EXPECT_EQ(decide("Q4_K_M", facts, weights)[2].type->name, "q6_K");
  // A quirk of llama-quantize: five characters pass for an end in "weight".
  EXPECT_EQ(typeOf("llama", "Q4_0", "abcde", {4, 256}), "q4_0");
  EXPECT_EQ(typeOf("llama", "Q4_0", "abcdef", {4, 256}), "f16");
}

TEST(Errors, NamesTheWeightWithoutFallback) {
  Weight weight = makeWeight(Role::AttnQ, 0, 576);
  auto decisions = assignTypes(scheme("Q1_0"), llama32, {weight});
  ASSERT_FALSE(decisions);
  EXPECT_EQ(decisions.error().message,
            "blk.0.attn_q.weight: rows of 576 are no multiple of 128, the "
            "block length of q1_0, which has no substitute");
}

} // namespace
