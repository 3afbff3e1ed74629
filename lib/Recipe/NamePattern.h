//===- NamePattern.h - Search names with regex ------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_RECIPE_NAMEPATTERN_H
#define QBLOCK_LIB_RECIPE_NAMEPATTERN_H

#include "qblock/Support/Expected.h"

#include <memory>
#include <string>

namespace qblock::recipe {

/// A regular expression (ECMAScript) that is searched anywhere in names.
class NamePattern {
public:
  /// Fails on text that is no regular expression.
  static Expected<NamePattern> compile(const std::string &text);

  /// A search that gives up (on backtracking without end) finds nothing.
  bool isFoundIn(const std::string &name) const;

private:
  struct Regex;
  explicit NamePattern(std::shared_ptr<const Regex> regex);
  std::shared_ptr<const Regex> regex;
};

} // namespace qblock::recipe

#endif // QBLOCK_LIB_RECIPE_NAMEPATTERN_H
