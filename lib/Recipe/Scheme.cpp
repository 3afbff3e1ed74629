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

#include "MixTable.h"
#include "Spelling.h"

#include "qblock/Format/Quantize.h"

#include <algorithm>
#include <cassert>
#include <cctype>

using namespace qblock;
using namespace qblock::recipe;

namespace {

constexpr Scheme row(std::string_view name, FileType fileType,
                     std::string_view defaultType) {
  return {name, static_cast<uint32_t>(fileType), defaultType};
}

using F = FileType;

constexpr Scheme schemes[] = {
    row("Q1_0", F::Q1_0, "q1_0"),
    row("Q2_0", F::Q2_0, "q2_0"),
    row("TQ1_0", F::TQ1_0, "tq1_0"),
    row("TQ2_0", F::TQ2_0, "tq2_0"),
    row("IQ1_S", F::IQ1_S, "iq1_s"),
    row("IQ1_M", F::IQ1_M, "iq1_m"),
    row("IQ2_XXS", F::IQ2_XXS, "iq2_xxs"),
    row("IQ2_XS", F::IQ2_XS, "iq2_xs"),
    // One step below their names.
    row("IQ2_S", F::IQ2_S, "iq2_xs"),
    row("IQ2_M", F::IQ2_M, "iq2_s"),
    row("Q2_K_S", F::Q2_K_S, "q2_K"),
    row("Q2_K", F::Q2_K, "q2_K"),
    row("IQ3_XXS", F::IQ3_XXS, "iq3_xxs"),
    row("IQ3_XS", F::IQ3_XS, "iq3_s"),
    row("IQ3_S", F::IQ3_S, "iq3_s"),
    row("IQ3_M", F::IQ3_M, "iq3_s"),
    row("Q3_K_S", F::Q3_K_S, "q3_K"),
    row("Q3_K_M", F::Q3_K_M, "q3_K"),
    row("Q3_K_L", F::Q3_K_L, "q3_K"),
    row("IQ4_XS", F::IQ4_XS, "iq4_xs"),
    row("IQ4_NL", F::IQ4_NL, "iq4_nl"),
    row("MXFP4_MOE", F::MXFP4_MOE, "mxfp4"),
    row("Q4_0", F::Q4_0, "q4_0"),
    row("Q4_1", F::Q4_1, "q4_1"),
    row("Q4_K_S", F::Q4_K_S, "q4_K"),
    row("Q4_K_M", F::Q4_K_M, "q4_K"),
    row("Q5_0", F::Q5_0, "q5_0"),
    row("Q5_1", F::Q5_1, "q5_1"),
    row("Q5_K_S", F::Q5_K_S, "q5_K"),
    row("Q5_K_M", F::Q5_K_M, "q5_K"),
    row("Q6_K", F::Q6_K, "q6_K"),
    row("Q8_0", F::Q8_0, "q8_0"),
    row("F16", F::F16, "f16"),
    row("BF16", F::BF16, "bf16"),
    row("F32", F::F32, "f32"),
};

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

ArrayView<Scheme> recipe::knownSchemes() { return schemes; }

ArrayView<Scheme> recipe::allSchemes() {
  static const std::vector<Scheme> writable = [] {
    std::vector<Scheme> list;
    for (const Scheme &scheme : schemes) {
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
