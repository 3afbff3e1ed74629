//===- Variable.h - What conditions can look at -----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_RECIPE_VARIABLE_H
#define QBLOCK_LIB_RECIPE_VARIABLE_H

#include "Expression.h"
#include "qblock/Support/ArrayView.h"

namespace qblock::recipe {

/// A variable of the recipe language.
struct Variable {
  std::string_view spelling;
  Expression::Type type;
  int64_t (*number)(const Context &) = nullptr;        ///< number or truth
  std::string_view (*name)(const Context &) = nullptr; ///< of a name
  /// Whether a name can be a value of it; null: any can.
  bool (*canBe)(std::string_view) = nullptr;
};

ArrayView<Variable> allVariables();

/// Null if there is none of that name.
const Variable *findVariable(std::string_view spelling);

} // namespace qblock::recipe

#endif // QBLOCK_LIB_RECIPE_VARIABLE_H
