//===- RecipeFile.h - Recipes as text ---------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_RECIPE_RECIPEFILE_H
#define QBLOCK_RECIPE_RECIPEFILE_H

#include "qblock/Recipe/Recipe.h"

#include <memory>

namespace qblock::recipe {

/// The recipes of a text in the language of docs/Recipes.md. The schemes that
/// it hands out live as long as a copy of it.
class RecipeFile {
public:
  /// Reads a user's file. Faults are told as `path:line:column: message`.
  static Expected<RecipeFile> load(const std::string &path);
  /// The same from memory; `path` is for messages.
  static Expected<RecipeFile> parse(std::string_view text,
                                    const std::string &path);

  /// In the order of the text; at least one.
  ArrayView<Scheme> schemes() const;
  /// The scheme of that name, in any case; with an empty name the only one.
  Expected<const Scheme *> find(std::string_view name) const;

private:
  friend const RecipeFile &builtinRecipes();
  struct Contents;
  explicit RecipeFile(std::shared_ptr<const Contents> contents);
  std::shared_ptr<const Contents> contents;
};

/// A scheme, and the file that it lives in if a user wrote it.
struct ChosenScheme {
  std::optional<RecipeFile> file;
  const Scheme *scheme = nullptr;
};

/// What `--recipe PATH` and `--quantize-scheme NAME` ask for together. Without
/// a path the built-in scheme of that name; with one, that of the file, where
/// the name may be empty if there is one only. Fails on a scheme whose default
/// type cannot be written unless `alsoUnwritable`.
Expected<ChosenScheme> chooseScheme(const std::string &recipePath,
                                    std::string_view name,
                                    bool alsoUnwritable = false);

/// The recipe as text, with what it uses of the standard conditions: parsing it
/// gives a scheme that decides alike. `scheme` is a built-in one, or one whose
/// file gives no standard condition a new meaning.
std::string printRecipe(const Scheme &scheme);

} // namespace qblock::recipe

#endif // QBLOCK_RECIPE_RECIPEFILE_H
