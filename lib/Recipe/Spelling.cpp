//===- Spelling.cpp - Suggest what was meant --------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names are typed by people. An error that only says "unknown" sends them to a
// manual; one that names the nearest spelling does not.
//
//===----------------------------------------------------------------------===//

#include "Spelling.h"

#include <algorithm>
#include <cctype>
#include <vector>

using namespace qblock;

size_t recipe::editDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> distances(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j)
    distances[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = distances[0];
    distances[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = distances[j];
      distances[j] =
          std::min({replaced, distances[j] + 1, distances[j - 1] + 1});
    }
  }
  return distances[b.size()];
}

std::string recipe::toUpper(std::string_view text) {
  std::string upper(text);
  for (char &c : upper)
    c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return upper;
}

std::string recipe::toLower(std::string_view text) {
  std::string lower(text);
  for (char &c : lower)
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}
