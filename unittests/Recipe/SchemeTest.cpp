//===- SchemeTest.cpp - Names of schemes ------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lookup by name, alias and case, and the messages for names that fail.
//
//===----------------------------------------------------------------------===//

#include "qblock/Format/Quantize.h"
#include "qblock/Recipe/Recipe.h"

#include <gtest/gtest.h>
#include <set>

using namespace qblock;
using namespace qblock::recipe;

namespace {

std::string nameOf(std::string_view given) {
  Expected<const Scheme *> scheme = findScheme(given);
  return scheme ? std::string((*scheme)->name) : scheme.error().message;
}

bool endsWith(std::string_view text, std::string_view tail) {
  return text.size() >= tail.size() &&
         text.substr(text.size() - tail.size()) == tail;
}

TEST(FindScheme, TakesAnyCaseAndAliases) {
  EXPECT_EQ(nameOf("Q5_K_M"), "Q5_K_M");
  EXPECT_EQ(nameOf("q5_k_m"), "Q5_K_M");
  EXPECT_EQ(nameOf("q3_k"), "Q3_K_M");
  EXPECT_EQ(nameOf("Q4_K"), "Q4_K_M");
  EXPECT_EQ(nameOf("q5_K"), "Q5_K_M");
  EXPECT_EQ(nameOf("f16"), "F16");
}

TEST(FindScheme, SuggestsTheNearest) {
  std::string message = nameOf("q5_k_n");
  EXPECT_EQ(message.rfind("unknown scheme 'q5_k_n': expected one of ", 0), 0u)
      << message;
  EXPECT_NE(message.find(", Q5_K_S, Q5_K_M, Q6_K, "), std::string::npos);
  EXPECT_TRUE(endsWith(message, "; did you mean Q5_K_S?")) << message;
  EXPECT_TRUE(endsWith(nameOf("Q4KM"), "; did you mean Q4_K_M?"));
  EXPECT_TRUE(endsWith(nameOf("q8-0"), "; did you mean Q8_0?"));
}

TEST(FindScheme, SuggestsNothingFar) {
  for (std::string name : {"gptq", "", "f8", "int4_blockwise", "Q5_K_M_EXTRA"})
    EXPECT_EQ(nameOf(name).find("did you mean"), std::string::npos) << name;
  EXPECT_NE(nameOf(std::string(100000, 'Q')).find("unknown scheme"),
            std::string::npos);
}

TEST(FindScheme, TellsUnwritableFromUnknown) {
  for (const Scheme &scheme : knownSchemes()) {
    const format::TypeInfo *type = format::findType(scheme.defaultType);
    ASSERT_NE(type, nullptr) << scheme.defaultType;
    if (format::canQuantize(*type)) {
      EXPECT_EQ(nameOf(scheme.name), scheme.name);
      continue;
    }
    EXPECT_EQ(nameOf(scheme.name)
                  .rfind("scheme " + std::string(scheme.name) +
                             " needs the type " +
                             std::string(scheme.defaultType) +
                             ", which cannot be written: "
                             "expected one of ",
                         0),
              0u)
        << nameOf(scheme.name);
    EXPECT_EQ(nameOf(scheme.name).find("did you mean"), std::string::npos);
  }
}

TEST(AllSchemes, HasTheCommonOnes) {
  std::set<std::string_view> names;
  for (const Scheme &scheme : allSchemes())
    names.insert(scheme.name);
  for (std::string_view name :
       {"Q2_K", "Q3_K_S", "Q3_K_M", "Q3_K_L", "Q4_0", "Q4_1", "Q4_K_S",
        "Q4_K_M", "Q5_0", "Q5_1", "Q5_K_S", "Q5_K_M", "Q6_K", "Q8_0", "F16"})
    EXPECT_EQ(names.count(name), 1u) << name;
}

TEST(AllSchemes, NamesAndNumbersAreUnique) {
  std::set<std::string_view> names;
  std::set<uint32_t> fileTypes;
  for (const Scheme &scheme : knownSchemes()) {
    EXPECT_TRUE(names.insert(scheme.name).second) << scheme.name;
    EXPECT_TRUE(fileTypes.insert(scheme.fileType).second) << scheme.name;
  }
}

} // namespace
