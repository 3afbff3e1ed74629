//===- MixTablesTest.cpp - Compare with llama-quantize ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every cell of the tables in test/data/mixes: ten models, each with and
// without importance data, all schemes that have rules. The tables are the
// tool's own answers, so nothing here restates a rule.
//
//===----------------------------------------------------------------------===//

#include "qblock/Recipe/RecipeFile.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

using namespace qblock;
using namespace qblock::recipe;

namespace {

struct Model {
  std::string name;
  ModelFacts facts;
};

ModelFacts facts(std::string architecture, int64_t layers, int64_t heads,
                 int64_t kvHeads, int64_t experts = 0, bool tied = false) {
  return {std::move(architecture), layers, heads, kvHeads, experts, tied,
          /*hasImportance=*/false};
}

const Model models[] = {
    {"llama_32l_mha", facts("llama", 32, 32, 32)},
    {"llama_32l_gqa8", facts("llama", 32, 32, 8)},
    {"mixtral_32l_8x", facts("llama", 32, 32, 8, 8)},
    {"qwen3moe_48l_128x", facts("qwen3moe", 48, 32, 4, 128)},
    {"qwen2_28l_gqa7", facts("qwen2", 28, 28, 4)},
    {"qwen3_36l_gqa4", facts("qwen3", 36, 32, 8)},
    {"qwen3_28l_gqa2_tied", facts("qwen3", 28, 16, 8, 0, /*tied=*/true)},
    {"falcon_32l_7b", facts("falcon", 32, 71, 1)},
    {"falcon_60l_40b", facts("falcon", 60, 128, 8)},
    {"smollm2_135m_real", facts("llama", 30, 9, 3, 0, /*tied=*/true)},
};

using Cells = std::vector<std::string>;

std::vector<Cells> readTable(const std::string &fileName) {
  std::ifstream file(std::string(QBLOCK_TEST_DATA "/mixes/") + fileName);
  EXPECT_TRUE(file) << fileName;
  std::vector<Cells> rows;
  for (std::string line; std::getline(file, line);) {
    rows.emplace_back();
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, '\t');)
      rows.back().push_back(cell);
  }
  return rows;
}

Weight readWeight(const Cells &row) {
  char x;
  int64_t rowElems, numRows, numExperts;
  std::istringstream shape(row[1]);
  shape >> rowElems >> x >> numRows >> x >> numExperts;
  EXPECT_TRUE(shape) << row[1];
  const format::TypeInfo *sourceType = format::findType(row[2]);
  EXPECT_NE(sourceType, nullptr) << row[2];
  return makeWeight(row[0], {numExperts, numRows, rowElems}, sourceType);
}

/// The row of summary.tsv for a model's column.
struct Summary {
  int64_t numFallbacks;
  bool needsImportance;
  bool fails;
};

Summary readSummary(const std::string &model, const std::string &column) {
  static const std::vector<Cells> table = readTable("summary.tsv");
  for (const Cells &row : table)
    if (row[0] == model && row[1] == column)
      return {std::stoll(row[2]), row[3] == "1", row.size() > 4};
  ADD_FAILURE() << "no summary of " << model << " " << column;
  return {};
}

void checkColumn(const std::vector<Cells> &table, size_t column,
                 const Scheme &scheme, const ModelFacts &facts,
                 const std::vector<Weight> &weights, const Summary &summary) {
  SCOPED_TRACE(std::string(scheme.name));
  AssignOptions options;
  options.dryRun = true;
  auto assigned = assignTypes(scheme, facts, weights, options);
  ASSERT_EQ(assigned.has_value(), !summary.fails);
  if (summary.fails) {
    EXPECT_EQ(table[1][column], "ERROR");
    return;
  }
  int64_t numFallbacks = 0;
  bool needsImportance = false;
  for (size_t i = 0; i < weights.size(); ++i) {
    const Decision &decision = assigned->decisions[i];
    EXPECT_EQ(decision.type->name, table[i + 1][column])
        << weights[i].name << ": " << decision.why;
    EXPECT_NE(decision.why.find(decision.type->name), std::string::npos)
        << decision.why;
    numFallbacks += decision.why.find(" instead") != std::string::npos;
    needsImportance |= decision.needsImportance;
  }
  EXPECT_EQ(numFallbacks, summary.numFallbacks);
  if (!facts.hasImportance) {
    EXPECT_EQ(needsImportance, summary.needsImportance);
  }

  bool refused = summary.needsImportance && !facts.hasImportance;
  EXPECT_EQ(assignTypes(scheme, facts, weights).has_value(), !refused);
}

/// What stands at the head of a column of an options table: a file type and
/// what was given besides, `Q4_K_M pure tok=q8_0 tt attn_k=f16`. In a second
/// override the word before it is `then`.
AssignOptions readOptions(std::istringstream &words) {
  AssignOptions options;
  options.dryRun = true;
  for (std::string word; words >> word;) {
    auto typeAfter = [&](size_t prefix) {
      return *findWeightType(word.substr(prefix));
    };
    if (word == "pure")
      options.pure = true;
    else if (word == "leave-output")
      options.leaveOutput = true;
    else if (word.rfind("tok=", 0) == 0)
      options.embeddingType = typeAfter(4);
    else if (word.rfind("out=", 0) == 0)
      options.outputType = typeAfter(4);
    else if (word == "tt" || word == "then") {
      words >> word;
      auto override = parseTypeOverride(word);
      EXPECT_TRUE(override) << word;
      options.overrides.push_back(*override);
    } else {
      ADD_FAILURE() << "option " << word;
    }
  }
  return options;
}

/// The scheme as a user gets it who prints it and gives it back.
ChosenScheme reparse(const Scheme &scheme) {
  std::string text = printRecipe(scheme);
  auto file = RecipeFile::parse(text, "printed");
  if (!file) {
    ADD_FAILURE() << file.error().message << "\n" << text;
    return {std::nullopt, &scheme};
  }
  EXPECT_EQ(file->schemes().size(), 1u);
  const Scheme *parsed = *file->find("");
  EXPECT_EQ(parsed->name, scheme.name);
  EXPECT_EQ(parsed->fileType, scheme.fileType);
  EXPECT_NE(parsed->mix, scheme.mix);
  EXPECT_EQ(printRecipe(*parsed), text);
  return {std::move(*file), parsed};
}

class MixTables : public testing::TestWithParam<Model> {
protected:
  void check(bool hasImportance) {
    const Model &model = GetParam();
    ModelFacts facts = model.facts;
    facts.hasImportance = hasImportance;
    std::string suffix = hasImportance ? ".imatrix.tsv" : ".tsv";
    std::vector<Cells> table = readTable(model.name + suffix);
    ASSERT_GT(table.size(), 1u);
    std::vector<Weight> weights;
    for (size_t i = 1; i < table.size(); ++i)
      weights.push_back(readWeight(table[i]));

    for (const Scheme &scheme : knownSchemes()) {
      auto header = std::find(table[0].begin(), table[0].end(), scheme.name);
      ASSERT_NE(header, table[0].end()) << scheme.name;
      std::string column(scheme.name);
      Summary summary =
          readSummary(model.name, hasImportance ? column + "@imatrix" : column);
      checkColumn(table, header - table[0].begin(), scheme, facts, weights,
                  summary);
      SCOPED_TRACE("printed and parsed");
      ChosenScheme printed = reparse(scheme);
      checkColumn(table, header - table[0].begin(), *printed.scheme, facts,
                  weights, summary);
    }
  }
};

TEST_P(MixTables, WithoutImportance) { check(false); }
TEST_P(MixTables, WithImportance) { check(true); }

TEST_P(MixTables, WithOptions) {
  const Model &model = GetParam();
  std::vector<Cells> table = readTable(model.name + ".options.tsv");
  ASSERT_GT(table.size(), 1u);
  std::vector<Weight> weights;
  for (size_t i = 1; i < table.size(); ++i)
    weights.push_back(readWeight(table[i]));
  constexpr size_t firstColumn = 3;
  ASSERT_GT(table[0].size(), 50u);
  for (size_t column = firstColumn; column < table[0].size(); ++column) {
    SCOPED_TRACE(table[0][column]);
    std::istringstream words(table[0][column]);
    std::string schemeName;
    words >> schemeName;
    auto scheme = findScheme(schemeName);
    ASSERT_TRUE(scheme);
    auto assigned =
        assignTypes(**scheme, model.facts, weights, readOptions(words));
    if (table[1][column] == "ERROR") {
      EXPECT_FALSE(assigned);
      continue;
    }
    ASSERT_TRUE(assigned) << assigned.error().message;
    for (size_t i = 0; i < weights.size(); ++i)
      EXPECT_EQ(assigned->decisions[i].type->name, table[i + 1][column])
          << weights[i].name << ": " << assigned->decisions[i].why;
  }
}

TEST_P(MixTables, OrderOfVisits) {
  std::vector<Cells> table = readTable(GetParam().name + ".tsv");
  std::vector<Weight> weights;
  for (size_t i = 1; i < table.size(); ++i)
    weights.push_back(readWeight(table[i]));
  std::vector<size_t> expected(weights.size());
  for (size_t i = 0; i < weights.size(); ++i)
    expected[i] = i;
  EXPECT_EQ(visitOrder(weights), expected);
}

INSTANTIATE_TEST_SUITE_P(Models, MixTables, testing::ValuesIn(models),
                         [](const auto &info) { return info.param.name; });

} // namespace
