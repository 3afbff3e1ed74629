//===- NamePattern.cpp - Search names with regex ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Patterns mean what they mean to llama-quantize: std::regex in its ECMAScript
// dialect, searched anywhere in the name. std::regex reports faults by
// exceptions, so this file alone of the library is compiled with them; none
// leaves it.
//
//===----------------------------------------------------------------------===//

#include "NamePattern.h"

#include <regex>

using namespace qblock;
using namespace qblock::recipe;

struct NamePattern::Regex {
  std::regex regex;
};

NamePattern::NamePattern(std::shared_ptr<const Regex> regex)
    : regex(std::move(regex)) {}

Expected<NamePattern> NamePattern::compile(const std::string &text) {
  // The standard library's compiler and search recurse along the pattern.
  constexpr size_t maxChars = 1024;
  if (text.size() > maxChars)
    return makeError("a regular expression of " + std::to_string(text.size()) +
                     " characters is longer than " + std::to_string(maxChars));
  try {
    return NamePattern(std::make_shared<Regex>(Regex{std::regex(text)}));
  } catch (const std::regex_error &) {
    return makeError("'" + text + "' is no regular expression");
  }
}

bool NamePattern::isFoundIn(const std::string &name) const {
  try {
    return std::regex_search(name, regex->regex);
  } catch (const std::regex_error &) {
    return false;
  }
}
