//===- RecipeFile.cpp - Recipes as text -------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Puts the statements of a file together into schemes. The recipes that come
// with the library are such a file as well, built into it as text.
//
//===----------------------------------------------------------------------===//

#include "qblock/Recipe/RecipeFile.h"

#include "BuiltinRecipes.h"
#include "RecipeParser.h"
#include "Spelling.h"
#include "qblock/Format/Quantize.h"
#include "qblock/Support/ArrayView.h"

#include <algorithm>
#include <cassert>
#include <fstream>
#include <iterator>

using namespace qblock;
using namespace qblock::recipe;
using format::TypeInfo;

struct RecipeFile::Contents {
  Statements statements; ///< owns the names
  std::deque<Mix> mixes;
  std::vector<Scheme> schemes;
};

//===----------------------------------------------------------------------===//
// From statements to schemes
//===----------------------------------------------------------------------===//

template <typename T>
static void appendFor(unsigned place, const std::vector<Scoped<T>> &from,
                      std::vector<T> &to) {
  for (const Scoped<T> &row : from)
    if (row.recipes >> place & 1)
      to.push_back(row.statement);
}

template <typename T>
static void append(const std::vector<T> &from, std::vector<T> &to) {
  to.insert(to.end(), from.begin(), from.end());
}

/// Drops rows that an earlier one for the same type makes idle.
static void dropIdle(Mix &mix) {
  std::vector<Fallback> fallbacks;
  for (const Fallback &row : mix.fallbacks)
    if (std::none_of(fallbacks.begin(), fallbacks.end(),
                     [&](const Fallback &f) { return f.type == row.type; }))
      fallbacks.push_back(row);
  mix.fallbacks = std::move(fallbacks);
  auto &types = mix.importanceTypes;
  std::sort(types.begin(), types.end());
  types.erase(std::unique(types.begin(), types.end()), types.end());
}

/// The mix of the recipe at `place`. What it says itself comes before what it
/// takes over; adjustments come after, so that it has the last word there too.
static Mix buildMix(const Statements &statements, unsigned place,
                    const Mix *base) {
  Mix mix;
  mix.plain = statements.recipes[place].plain;
  appendFor(place, statements.rules, mix.rules);
  appendFor(place, statements.fallbacks, mix.fallbacks);
  appendFor(place, statements.importanceTypes, mix.importanceTypes);
  if (base) {
    append(base->rules, mix.rules);
    append(base->adjustments, mix.adjustments);
    append(base->fallbacks, mix.fallbacks);
    append(base->importanceTypes, mix.importanceTypes);
  }
  appendFor(place, statements.adjustments, mix.adjustments);
  dropIdle(mix);
  return mix;
}

static bool hasRulesFor(const Statements &statements, unsigned place) {
  Mix own = buildMix(statements, place, /*base=*/nullptr);
  return !own.rules.empty() || !own.adjustments.empty();
}

/// What holds for every recipe: statements of the built-in text that are for
/// all of its recipes.
static Mix commonMix(const Statements &builtin) {
  Mix mix;
  for (const auto &row : builtin.fallbacks)
    if (row.recipes == ~RecipeSet(0))
      mix.fallbacks.push_back(row.statement);
  for (const auto &row : builtin.importanceTypes)
    if (row.recipes == ~RecipeSet(0))
      mix.importanceTypes.push_back(row.statement);
  return mix;
}

/// general.file_type of a recipe that does not say: that of the first built-in
/// recipe of the same default type.
static std::optional<uint32_t> guessFileType(const TypeInfo &defaultType) {
  for (const Scheme &scheme : knownSchemes())
    if (scheme.defaultType == defaultType.name)
      return scheme.fileType;
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Built-in recipes
//===----------------------------------------------------------------------===//

RecipeFile::RecipeFile(std::shared_ptr<const Contents> contents)
    : contents(std::move(contents)) {}

const RecipeFile &recipe::builtinRecipes() {
  static const RecipeFile file = [] {
    auto contents = std::make_shared<RecipeFile::Contents>();
    auto statements = parseStatements(builtinText, "llama.recipes", {});
    assert(statements && "the built-in recipes are in order");
    contents->statements = std::move(*statements);
    for (const RecipeHead &head : contents->statements.recipes) {
      unsigned place = contents->schemes.size();
      contents->mixes.push_back(
          buildMix(contents->statements, place, /*base=*/nullptr));
      contents->schemes.push_back({head.name, head.fileType.value_or(0),
                                   head.defaultType->name,
                                   &contents->mixes.back()});
    }
    return RecipeFile(std::move(contents));
  }();
  return file;
}

//===----------------------------------------------------------------------===//
// Files of users
//===----------------------------------------------------------------------===//

Expected<RecipeFile> RecipeFile::parse(std::string_view text,
                                       const std::string &path) {
  const Statements &builtin = builtinRecipes().contents->statements;
  auto statements = parseStatements(text, path, builtin.definitions);
  if (!statements)
    return tl::make_unexpected(statements.error());
  auto contents = std::make_shared<Contents>();
  contents->statements = std::move(*statements);
  Mix common = commonMix(builtin);
  for (const RecipeHead &head : contents->statements.recipes) {
    unsigned place = contents->schemes.size();
    Mix mix = buildMix(contents->statements, place,
                       head.base ? head.base->mix : &common);
    std::string_view defaultType =
        head.base ? head.base->defaultType : head.defaultType->name;
    if (head.base)
      mix.plain = head.base->mix->plain;
    auto fileType = head.fileType;
    if (!fileType)
      fileType =
          head.base ? head.base->fileType : guessFileType(*head.defaultType);
    if (!fileType)
      return makeError(path + ": recipe '" + head.name +
                       "' needs a file_type: no built-in recipe has the "
                       "default type " +
                       std::string(defaultType));
    if (mix.plain && hasRulesFor(contents->statements, place))
      return makeError(path + ": recipe '" + head.name +
                       "' is plain, one type for all: rules have no effect "
                       "(write 'default " +
                       std::string(defaultType) + "')");
    contents->mixes.push_back(std::move(mix));
    contents->schemes.push_back(
        {head.name, *fileType, defaultType, &contents->mixes.back()});
  }
  return RecipeFile(std::move(contents));
}

Expected<RecipeFile> RecipeFile::load(const std::string &path) {
  constexpr size_t maxBytes = 1 << 20;
  std::ifstream file(path, std::ios::binary);
  std::string text(maxBytes + 1, '\0');
  file.read(text.data(), text.size());
  if (!file.eof() && file.fail())
    return makeError(path + ": cannot read the recipe");
  text.resize(file.gcount());
  if (text.size() > maxBytes)
    return makeError(path + ": expects a recipe of at most 1 MiB");
  return parse(text, path);
}

ArrayView<Scheme> RecipeFile::schemes() const { return contents->schemes; }

Expected<const Scheme *> RecipeFile::find(std::string_view name) const {
  ArrayView<Scheme> list = schemes();
  if (name.empty() && list.size() == 1)
    return &*list.begin();
  std::string names;
  for (const Scheme &scheme : list) {
    if (toUpper(scheme.name) == toUpper(name))
      return &scheme;
    names += (names.empty() ? "" : ", ") + std::string(scheme.name);
  }
  if (name.empty())
    return makeError("expects the name of one of the recipes of the file: " +
                     names);
  return makeError("no recipe '" + std::string(name) +
                   "' is in the file: expected one of " + names);
}

Expected<ChosenScheme> recipe::chooseScheme(const std::string &recipePath,
                                            std::string_view name,
                                            bool alsoUnwritable) {
  ChosenScheme chosen;
  if (recipePath.empty()) {
    auto scheme = findScheme(name, alsoUnwritable);
    if (!scheme)
      return tl::make_unexpected(scheme.error());
    chosen.scheme = *scheme;
    return chosen;
  }
  auto file = RecipeFile::load(recipePath);
  if (!file)
    return tl::make_unexpected(file.error());
  auto scheme = file->find(name);
  if (!scheme)
    return makeError(recipePath + ": " + scheme.error().message);
  const TypeInfo &type = *format::findType((*scheme)->defaultType);
  if (!alsoUnwritable && !format::canQuantize(type))
    return makeError(recipePath + ": recipe '" + std::string((*scheme)->name) +
                     "' needs the type " + std::string(type.name) +
                     ", which cannot be written");
  chosen.file = std::move(*file);
  chosen.scheme = *scheme;
  return chosen;
}

//===----------------------------------------------------------------------===//
// Printing
//===----------------------------------------------------------------------===//

namespace {
/// What a mix mentions.
struct Mentions {
  std::vector<const TypeInfo *> types;
  std::vector<DefinitionRef> definitions;

  bool has(const TypeInfo *type) const {
    return std::find(types.begin(), types.end(), type) != types.end();
  }
};
} // namespace

static Mentions collectMentions(const Scheme &scheme) {
  Mentions mentions;
  mentions.types.push_back(format::findType(scheme.defaultType));
  for (const auto *list : {&scheme.mix->rules, &scheme.mix->adjustments})
    for (const RuleRef &rule : *list) {
      if (rule->type)
        mentions.types.push_back(rule->type);
      if (rule->condition)
        collectDefinitions(*rule->condition, mentions.definitions);
    }
  return mentions;
}

std::string recipe::printRecipe(const Scheme &scheme) {
  const Mix &mix = *scheme.mix;
  Mentions mentions = collectMentions(scheme);
  std::string text = "recipe " + std::string(scheme.name) +
                     (mix.plain ? " plain " : " default ") +
                     std::string(scheme.defaultType) + " file_type " +
                     std::to_string(scheme.fileType) + "\n";
  if (mix.plain)
    return text;
  if (!mentions.definitions.empty())
    text += "\n";
  for (const DefinitionRef &definition : mentions.definitions)
    text += definition->text + "\n";
  text += "\n";
  for (const auto *list : {&mix.rules, &mix.adjustments})
    for (const RuleRef &rule : *list)
      text += rule->text + "\n";
  text += "\n";
  for (const Fallback &row : mix.fallbacks)
    if (mentions.has(row.type))
      text += "fallback " + std::string(row.type->name) + " -> " +
              std::string(row.replacement ? row.replacement->name : "none") +
              "\n";
  for (const TypeInfo *type : mix.importanceTypes)
    if (mentions.has(type))
      text += "needs_importance " + std::string(type->name) + "\n";
  return text;
}
