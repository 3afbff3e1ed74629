//===- RecipeParser.cpp - Statements of recipe files ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A statement is a line; its first word says which. Recipes are declared before
// the first statement that is for some of them only.
//
//===----------------------------------------------------------------------===//

#include "RecipeParser.h"

#include "Spelling.h"

#include <algorithm>

using namespace qblock;
using namespace qblock::recipe;
using format::TypeInfo;
using Result = Expected<void>;

namespace {

class Parser {
public:
  Parser(const std::string &path, std::vector<DefinitionRef> standard)
      : path(path), numStandard(standard.size()) {
    statements.definitions = std::move(standard);
  }

  Result parseLine(const Line &line);
  Statements statements;

private:
  Result parseRecipe(TokenReader &reader);
  Result parseRecipeOption(TokenReader &reader, RecipeHead &head);
  Result parseDefinition(TokenReader &reader);
  Result parseFallback(TokenReader &reader, RecipeSet recipes);
  Result parseImportanceTypes(TokenReader &reader, RecipeSet recipes);
  Result parseRule(TokenReader &reader, RecipeSet recipes);
  Result parseTargets(TokenReader &reader, Rule &rule);
  Expected<RecipeSet> parseScope(TokenReader &reader);
  Expected<const TypeInfo *> parseType(TokenReader &reader);

  const std::string &path;
  size_t numStandard;
};

} // namespace

Expected<const TypeInfo *> Parser::parseType(TokenReader &reader) {
  if (reader.peek().kind != Token::Kind::Word)
    return reader.failExpecting("a type");
  auto type = findWeightType(reader.peek().text);
  if (!type)
    return reader.fail(type.error().message);
  reader.take();
  return type;
}

/// `[NAME ...]` or `[not NAME ...]`; without it, all recipes of the file.
Expected<RecipeSet> Parser::parseScope(TokenReader &reader) {
  if (!reader.takeIf("["))
    return ~RecipeSet(0);
  bool inverted = reader.takeIf("not");
  RecipeSet recipes = 0;
  while (!reader.takeIf("]")) {
    if (reader.peek().kind != Token::Kind::Word)
      return reader.failExpecting("the name of a recipe or ']'");
    auto found = std::find_if(
        statements.recipes.begin(), statements.recipes.end(),
        [&](const RecipeHead &h) { return reader.peek().text == h.name; });
    if (found == statements.recipes.end())
      return reader.fail("no recipe '" + std::string(reader.peek().text) +
                         "' is declared above");
    recipes |= RecipeSet(1) << (found - statements.recipes.begin());
    reader.take();
  }
  if (!recipes)
    return reader.failAt(reader.previous(), "expects the name of a recipe");
  return inverted ? ~recipes : recipes;
}

Result Parser::parseRecipeOption(TokenReader &reader, RecipeHead &head) {
  if (reader.takeIf("file_type")) {
    constexpr int64_t maxFileType = 0xffffffff;
    if (reader.peek().kind != Token::Kind::Number ||
        reader.peek().number > maxFileType)
      return reader.failExpecting("a number of 32 bits");
    head.fileType = uint32_t(reader.take().number);
    return {};
  }
  bool settled = head.defaultType || head.base;
  if (!settled && reader.takeIf("like")) {
    auto base = findScheme(reader.peek().text, /*alsoUnwritable=*/true);
    if (!base)
      return reader.fail(base.error().message);
    reader.take();
    head.base = *base;
    return {};
  }
  head.plain = reader.peek().is("plain");
  if (settled || !(reader.takeIf("default") || reader.takeIf("plain")))
    return reader.failExpecting(settled ? "file_type or the end of the line"
                                        : "default, plain, like or file_type");
  const Token &name = reader.peek();
  auto type = parseType(reader);
  if (!type)
    return tl::make_unexpected(type.error());
  if (head.plain && (*type)->isBlock())
    return reader.failAt(name, "expects a type without blocks");
  head.defaultType = *type;
  return {};
}

Result Parser::parseRecipe(TokenReader &reader) {
  const Token &name = reader.peek();
  if (name.kind != Token::Kind::Word)
    return reader.failExpecting("the name of the recipe");
  for (const RecipeHead &other : statements.recipes)
    if (toUpper(other.name) == toUpper(name.text))
      return reader.fail("recipe '" + std::string(name.text) +
                         "' is declared twice");
  if (statements.recipes.size() == maxRecipes)
    return reader.fail("expects at most " + std::to_string(maxRecipes) +
                       " recipes in a file");
  RecipeHead head;
  head.name = reader.take().text;
  while (!reader.atEnd())
    if (auto done = parseRecipeOption(reader, head); !done)
      return done;
  if (!head.defaultType && !head.base)
    return reader.fail("expects 'default TYPE', 'plain TYPE' or 'like NAME'");
  statements.recipes.push_back(std::move(head));
  return {};
}

Result Parser::parseDefinition(TokenReader &reader) {
  const Token &name = reader.peek();
  if (name.kind != Token::Kind::Word)
    return reader.failExpecting("the name of the condition");
  if (isReserved(name.text))
    return reader.fail("'" + std::string(name.text) +
                       "' has a meaning already");
  for (size_t i = numStandard; i < statements.definitions.size(); ++i)
    if (statements.definitions[i]->name == name.text)
      return reader.fail("'" + std::string(name.text) + "' is defined twice");
  Definition definition;
  definition.name = definition.reason = reader.take().text;
  if (reader.peek().kind == Token::Kind::String)
    definition.reason = reader.take().stringValue;
  if (!reader.takeIf("="))
    return reader.failExpecting("'='");
  auto value = parseExpression(reader, statements.definitions);
  if (!value)
    return tl::make_unexpected(value.error());
  definition.value = *value;
  definition.text = reader.line.text.substr(0, reader.peek().offset);
  statements.definitions.push_back(
      std::make_shared<const Definition>(std::move(definition)));
  return {};
}

Result Parser::parseFallback(TokenReader &reader, RecipeSet recipes) {
  std::vector<const TypeInfo *> types;
  do {
    auto type = parseType(reader);
    if (!type)
      return tl::make_unexpected(type.error());
    types.push_back(*type);
  } while (!reader.takeIf("->"));
  const TypeInfo *replacement = nullptr;
  if (!reader.takeIf("none")) {
    auto type = parseType(reader);
    if (!type)
      return tl::make_unexpected(type.error());
    replacement = *type;
  }
  for (const TypeInfo *type : types)
    statements.fallbacks.push_back({recipes, {type, replacement}});
  return {};
}

Result Parser::parseImportanceTypes(TokenReader &reader, RecipeSet recipes) {
  do {
    auto type = parseType(reader);
    if (!type)
      return tl::make_unexpected(type.error());
    statements.importanceTypes.push_back({recipes, *type});
  } while (!reader.atEnd());
  return {};
}

/// Roles that share the rules of another one.
static std::string explainRole(std::string_view word) {
  struct Shared {
    std::string_view role, category;
  };
  for (Shared row : {Shared{"attn_qkv", "attn_v"},
                     {"attn_kv_b", "attn_v"},
                     {"ffn_gate_up", "ffn_up"}})
    if (row.role == word)
      return std::string(word) + " follows the rules of " +
             std::string(row.category) + ": write '" +
             std::string(row.category) +
             ": TYPE if role = " + std::string(word) + "'";
  return {};
}

Result Parser::parseTargets(TokenReader &reader, Rule &rule) {
  constexpr uint32_t all = (1u << numCategories) - 1;
  do {
    if (reader.takeIf("any")) {
      rule.categories = all;
    } else if (reader.takeIf("name")) {
      if (reader.peek().kind != Token::Kind::String || rule.name)
        return reader.failExpecting("one regular expression in quotes");
      auto pattern = NamePattern::compile(reader.peek().stringValue);
      if (!pattern)
        return reader.fail(pattern.error().message);
      rule.name = std::move(*pattern);
      reader.take();
    } else if (auto category = parseCategory(reader.peek().text)) {
      rule.categories |= 1u << unsigned(*category);
      reader.take();
    } else {
      std::string hint = explainRole(reader.peek().text);
      if (!hint.empty())
        return reader.fail(hint);
      return reader.failExpecting("a statement or the role of a weight");
    }
  } while (!reader.takeIf(":"));
  if (!rule.categories)
    rule.categories = all;
  return {};
}

Result Parser::parseRule(TokenReader &reader, RecipeSet recipes) {
  Rule rule;
  rule.path = path;
  size_t begin = reader.peek().offset;
  bool adjusts = reader.takeIf("then");
  if (auto done = parseTargets(reader, rule); !done)
    return done;
  if (!reader.takeIf("default")) {
    auto type = parseType(reader);
    if (!type)
      return tl::make_unexpected(type.error());
    rule.type = *type;
  }
  if (reader.takeIf("if")) {
    auto condition = parseCondition(reader, statements.definitions);
    if (!condition)
      return tl::make_unexpected(condition.error());
    rule.condition = *condition;
    rule.reasons = reasonsOf(*rule.condition);
  }
  rule.text = reader.line.text.substr(begin, reader.previous().end() - begin);
  auto &list = adjusts ? statements.adjustments : statements.rules;
  list.push_back({recipes, std::make_shared<const Rule>(std::move(rule))});
  return {};
}

Result Parser::parseLine(const Line &line) {
  auto tokens = splitLine(line);
  if (!tokens)
    return tl::make_unexpected(tokens.error());
  TokenReader reader(line, *tokens);
  if (reader.atEnd())
    return {};
  Result done;
  if (reader.takeIf("recipe")) {
    done = parseRecipe(reader);
  } else if (reader.takeIf("let")) {
    done = parseDefinition(reader);
  } else {
    auto recipes = parseScope(reader);
    if (!recipes)
      return tl::make_unexpected(recipes.error());
    if (reader.takeIf("fallback"))
      done = parseFallback(reader, *recipes);
    else if (reader.takeIf("needs_importance"))
      done = parseImportanceTypes(reader, *recipes);
    else
      done = parseRule(reader, *recipes);
  }
  if (done && !reader.atEnd())
    return reader.failExpecting("the end of the line");
  return done;
}

Expected<Statements>
recipe::parseStatements(std::string_view text, const std::string &path,
                        std::vector<DefinitionRef> standard) {
  Parser parser(path, std::move(standard));
  Line line{path, 0, {}};
  while (!text.empty()) {
    size_t length = std::min(text.find('\n'), text.size());
    line.text = text.substr(0, length);
    ++line.number;
    if (auto done = parser.parseLine(line); !done)
      return tl::make_unexpected(done.error());
    text.remove_prefix(std::min(length + 1, text.size()));
  }
  if (parser.statements.recipes.empty())
    return makeError(path + ": expects a statement 'recipe NAME ...'");
  return std::move(parser.statements);
}
