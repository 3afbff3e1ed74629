//===- BuiltinRecipes.h - The recipes that come along -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_RECIPE_BUILTINRECIPES_H
#define QBLOCK_LIB_RECIPE_BUILTINRECIPES_H

#include "qblock/Recipe/RecipeFile.h"

namespace qblock::recipe {

/// The bytes of llama.recipes; the build writes their definition.
extern const std::string_view builtinText;

/// The recipes of llama-quantize.
const RecipeFile &builtinRecipes();

} // namespace qblock::recipe

#endif // QBLOCK_LIB_RECIPE_BUILTINRECIPES_H
