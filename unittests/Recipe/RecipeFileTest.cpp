//===- RecipeFileTest.cpp - Recipes as users write them ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "qblock/Recipe/RecipeFile.h"

#include <gtest/gtest.h>

#include <random>

using namespace qblock;
using namespace qblock::recipe;

namespace {

RecipeFile parse(const std::string &text) {
  auto file = RecipeFile::parse(text, "r");
  if (file)
    return *file;
  ADD_FAILURE() << file.error().message;
  return *RecipeFile::parse("recipe failed default q8_0", "failed");
}

std::string faultOf(const std::string &text) {
  auto file = RecipeFile::parse(text, "r");
  return file ? "no fault" : file.error().message;
}

Weight weight(std::string_view name, std::vector<int64_t> shape = {64, 256}) {
  return makeWeight(name, shape, format::findType("f16"));
}

const ModelFacts llama4 = {"llama", 4, 32, 8, 0, false, false};

Expected<Assignment> assign(const std::string &text,
                            const std::vector<Weight> &weights,
                            const ModelFacts &facts = llama4) {
  RecipeFile file = parse(text);
  AssignOptions options;
  options.dryRun = true;
  return assignTypes(*file.schemes().begin(), facts, weights, options);
}

/// The types that the recipe gives, separated by blanks.
std::string typesOf(const std::string &text, const std::vector<Weight> &weights,
                    const ModelFacts &facts = llama4) {
  auto assigned = assign(text, weights, facts);
  if (!assigned)
    return assigned.error().message;
  std::string types;
  for (const Decision &decision : assigned->decisions)
    types += (types.empty() ? "" : " ") + std::string(decision.type->name);
  return types;
}

/// attn_v of four layers.
std::vector<Weight> fourLayers() {
  std::vector<Weight> weights;
  for (int layer = 0; layer < 4; ++layer)
    weights.push_back(
        weight("blk." + std::to_string(layer) + ".attn_v.weight"));
  return weights;
}

/// What `attn_v: q8_0 if CONDITION` gives four layers.
std::string typesIf(const std::string &condition) {
  return typesOf("recipe a default q4_0\nattn_v: q8_0 if " + condition,
                 fourLayers());
}

//===----------------------------------------------------------------------===//
// Rules
//===----------------------------------------------------------------------===//

TEST(RecipeFile, FirstMatchWins) {
  EXPECT_EQ(typesOf("recipe a default q4_0\n"
                    "attn_v: q8_0 if i = 1\n"
                    "attn_v: q6_K if i <= 2\n",
                    fourLayers()),
            "q6_K q8_0 q6_K q4_0");
}

TEST(RecipeFile, AdjustmentsSeeTheTypeSoFar) {
  EXPECT_EQ(typesOf("recipe a default q4_0\n"
                    "attn_v: q8_0 if i < 2\n"
                    "then attn_v: q6_K if type = q8_0 and i = 0\n"
                    "then attn_v: q5_K if type = q6_K\n",
                    fourLayers()),
            "q5_K q8_0 q4_0 q4_0");
}

TEST(RecipeFile, RulesGoByName) {
  EXPECT_EQ(typesOf("recipe a default q4_0\n"
                    "name \"blk\\.[02]\\.\": q8_0\n"
                    "attn_v name \"blk.1\": q6_K\n"
                    "attn_k name \"blk.3\": q6_K\n",
                    fourLayers()),
            "q8_0 q6_K q8_0 q4_0");
}

TEST(RecipeFile, RulesCanCoverSeveralRoles) {
  EXPECT_EQ(
      typesOf("recipe a default q4_0\nattn_q ffn_up: q8_0",
              {weight("blk.0.attn_q.weight"), weight("blk.0.attn_k.weight"),
               weight("blk.0.ffn_up.weight")}),
      "q8_0 q4_0 q8_0");
  EXPECT_EQ(typesOf("recipe a default q4_0\nany: q8_0",
                    {weight("blk.0.attn_q.weight"), weight("output.weight"),
                     weight("other.weight")}),
            "q8_0 q8_0 q8_0");
}

TEST(RecipeFile, FusedWeightsAreToldApartByRole) {
  EXPECT_EQ(
      typesOf("recipe a default q4_0\nattn_v: q8_0 if role = attn_qkv",
              {weight("blk.0.attn_qkv.weight"), weight("blk.0.attn_v.weight")}),
      "q8_0 q4_0");
}

TEST(RecipeFile, LikeTakesOverWhatIsNotSaid) {
  std::string text = "recipe mine like Q4_K_M\nattn_v: q8_0 if i = 0";
  std::vector<Weight> weights = fourLayers();
  weights.push_back(weight("blk.1.attn_q.weight"));
  weights.push_back(weight("output.weight"));
  EXPECT_EQ(typesOf(text, weights), "q8_0 q4_K q6_K q6_K q4_K q6_K");
  EXPECT_EQ((*parse(text).find(""))->fileType, 15u);
}

TEST(RecipeFile, LikeAdjustsLast) {
  ModelFacts mixtral = llama4;
  mixtral.experts = 8;
  EXPECT_EQ(typesOf("recipe mine like Q4_K_M\nthen attn_v: q5_K",
                    {weight("blk.0.attn_v.weight")}, mixtral),
            "q5_K");
}

TEST(RecipeFile, OwnFallbacksComeFirst) {
  std::vector<Weight> odd = {weight("blk.0.attn_v.weight", {64, 96})};
  EXPECT_EQ(typesOf("recipe a default q4_K", odd), "q5_0");
  EXPECT_EQ(typesOf("recipe a default q4_K\nfallback q4_K -> q8_0", odd),
            "q8_0");
  EXPECT_EQ(typesOf("recipe a default q4_K\nfallback q4_K -> none", odd),
            "blk.0.attn_v.weight: rows of 96 are no multiple of 256, the block "
            "length of q4_K, which has no substitute");
}

TEST(RecipeFile, DefaultsWithoutBlocksHaveRules) {
  EXPECT_EQ(
      typesOf("recipe a default f16\nattn_v: q8_0 if i = 0", fourLayers()),
      "q8_0 f16 f16 f16");
  EXPECT_EQ(typesOf("recipe a plain f16", fourLayers()), "f16 f16 f16 f16");
}

TEST(RecipeFile, HoldsSeveralRecipes) {
  RecipeFile file = parse("recipe a default q4_0\nrecipe B default q4_1\n"
                          "[B] attn_v: q8_0\n[not B] attn_v: q6_K");
  EXPECT_EQ(file.schemes().size(), 2u);
  EXPECT_EQ((*file.find("b"))->defaultType, "q4_1");
  EXPECT_EQ((*file.find("a"))->fileType, 2u);
  auto typeBy = [&](const char *name) {
    return assignTypes(**file.find(name), llama4, {fourLayers()[0]})
        ->decisions[0]
        .type->name;
  };
  EXPECT_EQ(typeBy("a"), "q6_K");
  EXPECT_EQ(typeBy("B"), "q8_0");
  EXPECT_EQ(file.find("").error().message,
            "expects the name of one of the recipes of the file: a, B");
  EXPECT_EQ(file.find("c").error().message,
            "no recipe 'c' is in the file: expected one of a, B");
}

TEST(RecipeFile, ReportsReasons) {
  auto assigned = assign("recipe mine default q4_0\n"
                         "let deep \"far from the input\" = i >= 2\n"
                         "let odd = i % 2 = 1\n"
                         "attn_v: q8_0 if deep and odd and heads > 4 # why\n"
                         "attn_v: q6_K if (deep or odd)",
                         fourLayers());
  ASSERT_TRUE(assigned);
  EXPECT_EQ(assigned->decisions[3].why,
            "mine: attn_v takes q8_0 (far from the input, odd, heads > 4)");
  EXPECT_EQ(assigned->decisions[1].why,
            "mine: attn_v takes q6_K (deep or odd)");
  EXPECT_EQ(assigned->decisions[0].why, "mine: attn_v takes q4_0 (default)");
}

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

TEST(RecipeCondition, Precedence) {
  EXPECT_EQ(typesIf("i + 2 * 3 = 7"), "q4_0 q8_0 q4_0 q4_0");
  EXPECT_EQ(typesIf("i = 0 or i = 2 and i = 3"), "q8_0 q4_0 q4_0 q4_0");
  EXPECT_EQ(typesIf("(i = 0 or i = 2) and i != 0"), "q4_0 q4_0 q8_0 q4_0");
  EXPECT_EQ(typesIf("not i = 0 and not i = 3"), "q4_0 q8_0 q8_0 q4_0");
  EXPECT_EQ(typesIf("10 - i - 5 = 4"), "q4_0 q8_0 q4_0 q4_0");
  EXPECT_EQ(typesIf("-i + 3 = 1"), "q4_0 q4_0 q8_0 q4_0");
  EXPECT_EQ(typesIf("8 / 2 / 2 = i"), "q4_0 q4_0 q8_0 q4_0");
}

TEST(RecipeCondition, Variables) {
  EXPECT_EQ(typesIf("n = 4 and layers = 4 and layer = 1 and visited = i"),
            "q4_0 q8_0 q4_0 q4_0");
  EXPECT_EQ(typesIf("rows = 64 and row_elems = 256 and slices = 1 and "
                    "block_elems = 32 and kv_heads = 8 and experts = 0 and "
                    "not importance and not tied and architecture = \"llama\" "
                    "and role = attn_v and type = q4_0 and layer = 3"),
            "q4_0 q4_0 q4_0 q8_0");
  EXPECT_EQ(typesIf("more_bits and gqa4"), "q4_0 q4_0 q8_0 q8_0");
}

TEST(RecipeCondition, AndStopsEarly) {
  EXPECT_EQ(typesIf("experts > 0 and heads / experts = 4"),
            "q4_0 q4_0 q4_0 q4_0");
}

TEST(RecipeCondition, NoValueIsAnError) {
  EXPECT_EQ(typesIf("heads / experts = 4"),
            "r:2:17: division by zero for blk.0.attn_v.weight");
  EXPECT_EQ(typesIf("heads % (i - i) = 4"),
            "r:2:17: division by zero for blk.0.attn_v.weight");
  EXPECT_EQ(typesIf("9223372036854775807 + heads > 0"),
            "r:2:17: the number leaves 64 bits for blk.0.attn_v.weight");
  EXPECT_EQ(typesIf("(-9223372036854775807 - 1) / -1 > 0"),
            "r:2:17: the number leaves 64 bits for blk.0.attn_v.weight");
  EXPECT_EQ(typesIf("-(-9223372036854775807 - 1) > 0"),
            "r:2:17: the number leaves 64 bits for blk.0.attn_v.weight");
  EXPECT_EQ(typesIf("(-9223372036854775807 - 1) % -1 = i"),
            "q8_0 q4_0 q4_0 q4_0");
}

TEST(RecipeCondition, OwnNamesShadowStandardOnes) {
  EXPECT_EQ(typesOf("recipe a like Q4_K_M\nlet more_bits = i = 1\n"
                    "attn_v: q8_0 if more_bits",
                    fourLayers()),
            "q4_K q8_0 q6_K q6_K");
}

//===----------------------------------------------------------------------===//
// Faults
//===----------------------------------------------------------------------===//

struct Fault {
  const char *text, *message;
};

const Fault faults[] = {
    {"", "r: expects a statement 'recipe NAME ...'"},
    {"# nothing\n", "r: expects a statement 'recipe NAME ...'"},
    {"recipe", "r:1:7: expects the name of the recipe, but got the end of the "
               "line"},
    {"recipe a", "r:1:9: expects 'default TYPE', 'plain TYPE' or 'like NAME'"},
    {"recipe a default q9_K",
     "r:1:18: unknown type 'q9_K'; did you mean q2_K?"},
    {"recipe a plain q4_0", "r:1:16: expects a type without blocks"},
    {"recipe a like Q9",
     nullptr /* lists the names, as --quantize-scheme does */},
    {"recipe a default q4_0 like Q4_0",
     "r:1:23: expects file_type or the end of the line, but got 'like'"},
    {"recipe a default q4_0 file_type 4294967296",
     "r:1:33: expects a number of 32 bits, but got '4294967296'"},
    {"recipe a default q4_0\nrecipe A default q4_1",
     "r:2:8: recipe 'A' is declared twice"},
    {"recipe a default nvfp4", "r: recipe 'a' needs a file_type: no built-in "
                               "recipe has the default type nvfp4"},
    {"recipe a plain f16\nattn_v: q8_0",
     "r: recipe 'a' is plain, one type for all: rules have no effect (write "
     "'default f16')"},
    {"recipe a default q4_0\nattn_v q8_0",
     "r:2:8: expects a statement or the role of a weight, but got 'q8_0'"},
    {"recipe a default q4_0\nattn_qkv: q8_0",
     "r:2:1: attn_qkv follows the rules of attn_v: write 'attn_v: TYPE if "
     "role = attn_qkv'"},
    {"recipe a default q4_0\nattn_v: q8_0 when i",
     "r:2:14: expects the end of the line, but got 'when'"},
    {"recipe a default q4_0\nattn_v: q8_0 if",
     "r:2:16: expects a value, but got the end of the line"},
    {"recipe a default q4_0\nattn_v: q8_0 if i",
     "r:2:17: expects a condition, but got a number"},
    {"recipe a default q4_0\nattn_v: q8_0 if tied + 1 = 2",
     "r:2:17: expects a number, but got a condition"},
    {"recipe a default q4_0\nattn_v: q8_0 if 1 < i < 3",
     "r:2:23: expects the end of the expression, but got '<'"},
    {"recipe a default q4_0\nattn_v: q8_0 if layrs = 3",
     "r:2:17: unknown name 'layrs'; did you mean layers?"},
    {"recipe a default q4_0\nattn_v: q8_0 if mor_bits",
     "r:2:17: unknown name 'mor_bits'"},
    {"recipe a default q4_0\nattn_v: q8_0 if i = 1 and mor_bits",
     "r:2:27: unknown name 'mor_bits'; did you mean more_bits?"},
    {"recipe a default q4_0\nattn_v: q8_0 if type = q9",
     "r:2:17: there is no type 'q9'"},
    {"recipe a default q4_0\nattn_v: q8_0 if role = attn",
     "r:2:17: there is no role 'attn'"},
    {"recipe a default q4_0\nattn_v: q8_0 if architecture < llama",
     "r:2:17: names can only be compared by = and !="},
    {"recipe a default q4_0\nattn_v: q8_0 if (i = 1",
     "r:2:23: expects ')', but got the end of the line"},
    {"recipe a default q4_0\nattn_v: q8_0 if i = 99999999999999999999",
     "r:2:21: expects a whole number of up to 63 bits, but got "
     "'99999999999999999999'"},
    {"recipe a default q4_0\nattn_v: q8_0 if i ? 1", "r:2:19: unexpected '?'"},
    {"recipe a default q4_0\nattn_v: \x01", "r:2:9: unexpected byte 0x01"},
    {"recipe a default q4_0\nname \"a: q8_0", "r:2:6: expects a closing quote"},
    {"recipe a default q4_0\nname \"a(\": q8_0",
     "r:2:6: 'a(' is no regular expression"},
    {"recipe a default q4_0\n[b] attn_v: q8_0",
     "r:2:2: no recipe 'b' is declared above"},
    {"recipe a default q4_0\n[] attn_v: q8_0",
     "r:2:2: expects the name of a recipe"},
    {"recipe a default q4_0\nlet n = 3", "r:2:5: 'n' has a meaning already"},
    {"recipe a default q4_0\nlet b = 3\nlet b = 4",
     "r:3:5: 'b' is defined twice"},
    {"recipe a default q4_0\nlet b = b", "r:2:9: unknown name 'b'"},
    {"recipe a default q4_0\nfallback q4_K q5_0",
     "r:2:19: expects a type, but got the end of the line"},
};

TEST(RecipeFault, IsToldWithItsPlace) {
  for (const Fault &fault : faults) {
    if (fault.message)
      EXPECT_EQ(faultOf(fault.text), fault.message) << fault.text;
    else
      EXPECT_EQ(faultOf(fault.text).rfind("r:1:15: unknown scheme 'Q9'", 0), 0u)
          << faultOf(fault.text);
  }
}

TEST(RecipeFault, DepthIsLimited) {
  for (const char *opening : {"(", "not ", "-"}) {
    std::string text = "recipe a default q4_0\nattn_v: q8_0 if ";
    for (int i = 0; i < 100000; ++i)
      text += opening;
    EXPECT_EQ(faultOf(text).rfind("r:2:", 0), 0u);
    EXPECT_NE(faultOf(text).find("nested too deeply"), std::string::npos);
  }
}

TEST(RecipeFault, SizeWithDefinitionsWrittenOutIsLimited) {
  std::string text = "recipe a default q4_0\nlet a0 = i = 1\n";
  for (int i = 1; i < 60; ++i) {
    std::string last = "a" + std::to_string(i - 1);
    text += "let a" + std::to_string(i) + " = " + last + " and " + last + "\n";
  }
  EXPECT_NE(faultOf(text).find("the expression is too large"),
            std::string::npos);
  std::string chain = "recipe a default q4_0\nattn_v: q8_0 if i = 1";
  for (int i = 0; i < 100000; ++i)
    chain += " or i = 1";
  EXPECT_NE(faultOf(chain).find("the expression is too large"),
            std::string::npos);
}

TEST(RecipeFault, NumberOfRecipesIsLimited) {
  std::string text;
  for (int i = 0; i < 65; ++i)
    text += "recipe a" + std::to_string(i) + " default q4_0\n";
  EXPECT_EQ(faultOf(text), "r:65:8: expects at most 64 recipes in a file");
}

/// Whatever the words, there is an error or a recipe.
TEST(RecipeFault, AnyWordsEndWell) {
  const char *words[] = {
      "recipe", "a",    "default", "q4_0",  "like", "Q4_K_M",  "let", "=",
      "i",      "n",    "+",       "-",     "*",    "/",       "%",   "(",
      ")",      "[",    "]",       "not",   "and",  "or",      "if",  "then",
      ":",      "name", "\"x\"",   "\"(\"", "7",    "0",       "<",   ">=",
      "type",   "role", "attn_v",  "any",   "->",   "none",    "\n",  "\n",
      "#",      "\"",   "tied",    "b",     ",",    "fallback"};
  constexpr unsigned seed = 1;
  std::mt19937 random(seed);
  unsigned numValid = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text = round % 2 ? "recipe a default q4_0\n" : "";
    for (unsigned length = random() % 24; length > 0; --length)
      text += std::string(words[random() % std::size(words)]) + " ";
    auto file = RecipeFile::parse(text, "r");
    if (!file) {
      EXPECT_FALSE(file.error().message.empty());
      continue;
    }
    ++numValid;
    AssignOptions options;
    options.dryRun = true;
    for (const Scheme &scheme : file->schemes())
      (void)assignTypes(scheme, llama4, fourLayers(), options);
  }
  EXPECT_GT(numValid, 100u) << "seed " << seed;
}

TEST(RecipeFile, MissingFile) {
  auto file = RecipeFile::load("/no/such/file");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().message, "/no/such/file: cannot read the recipe");
}

} // namespace
