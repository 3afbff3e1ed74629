//===- Scheme.cpp - The schemes and their names -----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The list of file types with their spellings. Names are llama-quantize's, so
// that a user can carry a command line over; what this library cannot write is
// known but not offered, so that the error can tell the two cases apart.
//
//===----------------------------------------------------------------------===//

#include "BuiltinRecipes.h"
#include "Spelling.h"

#include "qblock/Format/Quantize.h"

#include <algorithm>
#include <cassert>
#include <cctype>

using namespace qblock;
using namespace qblock::recipe;

namespace {

struct Alias {
  std::string_view alias, name;
};

constexpr Alias aliases[] = {
    {"Q3_K", "Q3_K_M"}, {"Q4_K", "Q4_K_M"}, {"Q5_K", "Q5_K_M"}};

} // namespace

/// Letters and digits only: separators are what users get wrong most.
static std::string withoutSeparators(std::string_view name) {
  std::string text(name);
  text.erase(std::remove_if(text.begin(), text.end(),
                            [](unsigned char c) { return !std::isalnum(c); }),
             text.end());
  return text;
}

/// The offered scheme nearest to `name`, or null if none is within two edits
/// that leave half of the name.
static const Scheme *nearestScheme(std::string_view name) {
  // Longer input cannot be near; it is not worth the time either.
  constexpr size_t maxEdits = 2, maxChars = 16;
  if (name.size() > maxChars)
    return nullptr;
  std::string wanted = withoutSeparators(name);
  const Scheme *nearest = nullptr;
  size_t fewest = maxEdits + 1;
  for (const Scheme &scheme : allSchemes()) {
    size_t edits = editDistance(wanted, withoutSeparators(scheme.name));
    if (edits < fewest && 2 * edits <= wanted.size()) {
      fewest = edits;
      nearest = &scheme;
    }
  }
  return nearest;
}

static const Scheme *lookup(ArrayView<Scheme> list, std::string_view name) {
  const Scheme *found =
      std::find_if(list.begin(), list.end(),
                   [&](const Scheme &scheme) { return scheme.name == name; });
  return found == list.end() ? nullptr : found;
}

static std::string unknownScheme(std::string_view given,
                                 std::string_view upper) {
  std::string names;
  for (const Scheme &scheme : allSchemes())
    names += (names.empty() ? "" : ", ") + std::string(scheme.name);
  names = ": expected one of " + names;
  if (const Scheme *known = lookup(knownSchemes(), upper))
    return "scheme " + std::string(known->name) + " needs the type " +
           std::string(known->defaultType) + ", which cannot be written" +
           names;
  std::string message = "unknown scheme '" + std::string(given) + "'" + names;
  if (const Scheme *nearest = nearestScheme(upper))
    message += "; did you mean " + std::string(nearest->name) + "?";
  return message;
}

ArrayView<Scheme> recipe::knownSchemes() { return builtinRecipes().schemes(); }

ArrayView<Scheme> recipe::allSchemes() {
  static const std::vector<Scheme> writable = [] {
    std::vector<Scheme> list;
    for (const Scheme &scheme : knownSchemes()) {
      const format::TypeInfo *type = format::findType(scheme.defaultType);
      if (type && format::canQuantize(*type))
        list.push_back(scheme);
    }
    return list;
  }();
  return writable;
}

Expected<const Scheme *> recipe::findScheme(std::string_view name,
                                            bool alsoUnwritable) {
  std::string upper = toUpper(name);
  std::string_view canonical = upper;
  for (const Alias &alias : aliases)
    if (alias.alias == upper)
      canonical = alias.name;
  ArrayView<Scheme> list = alsoUnwritable ? knownSchemes() : allSchemes();
  if (const Scheme *scheme = lookup(list, canonical))
    return scheme;
  return makeError(unknownScheme(name, upper));
}
