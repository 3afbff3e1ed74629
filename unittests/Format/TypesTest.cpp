//===- TypesTest.cpp - Lookup of types and formats --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lookup by name and number, and the sizes, which are restated here as the one
// thing that a wrong row could get wrong consistently.
//
//===----------------------------------------------------------------------===//

#include "qblock/Format/Format.h"
#include "qblock/Format/Proof.h"

#include "gtest/gtest.h"
#include <set>

using namespace qblock;
using namespace qblock::format;

TEST(Types, AreFoundByNumberAndNameInAnyCase) {
  for (const TypeInfo &type : allTypes()) {
    EXPECT_EQ(findType(type.ggmlId), &type);
    EXPECT_EQ(findType(type.name), &type);
    std::string upper(type.name);
    for (char &c : upper)
      c = char(std::toupper(c));
    EXPECT_EQ(findType(upper), &type);
  }
  EXPECT_EQ(findType("q4_k")->name, "q4_K");
}

TEST(Types, UnknownOnesAreNull) {
  for (uint32_t removed : {4u, 5u, 31u, 32u, 33u, 36u, 37u, 38u, 43u, 1u << 31})
    EXPECT_EQ(findType(removed), nullptr) << removed;
  for (const char *name : {"", "q4", "q4_0 ", "q4_00", "q9_K"})
    EXPECT_EQ(findType(name), nullptr) << name;
  EXPECT_EQ(findFormat("Q4_K"), nullptr);
  EXPECT_EQ(findFormat("f16"), nullptr);
}

TEST(Types, HaveTheSizesOfTheFileFormat) {
  struct Sizes {
    const char *name;
    uint32_t ggmlId, elemsPerBlock, bytesPerBlock;
  };
  for (Sizes sizes : {Sizes{"f32", 0, 1, 4},  {"f16", 1, 1, 2},
                      {"q4_0", 2, 32, 18},    {"q4_1", 3, 32, 20},
                      {"q5_0", 6, 32, 22},    {"q5_1", 7, 32, 24},
                      {"q8_0", 8, 32, 34},    {"q8_1", 9, 32, 36},
                      {"q2_K", 10, 256, 84},  {"q3_K", 11, 256, 110},
                      {"q4_K", 12, 256, 144}, {"q5_K", 13, 256, 176},
                      {"q6_K", 14, 256, 210}, {"q8_K", 15, 256, 292},
                      {"iq4_nl", 20, 32, 18}, {"iq4_xs", 23, 256, 136},
                      {"i64", 27, 1, 8},      {"bf16", 30, 1, 2},
                      {"tq1_0", 34, 256, 54}, {"mxfp4", 39, 32, 17},
                      {"q1_0", 41, 128, 18},  {"q2_0", 42, 64, 18}}) {
    const TypeInfo *type = findType(sizes.ggmlId);
    ASSERT_TRUE(type) << sizes.name;
    EXPECT_EQ(type->name, sizes.name);
    EXPECT_EQ(type->elemsPerBlock, sizes.elemsPerBlock) << sizes.name;
    EXPECT_EQ(type->bytesPerBlock, sizes.bytesPerBlock) << sizes.name;
    EXPECT_EQ(type->isBlock(), sizes.elemsPerBlock > 1) << sizes.name;
  }
  EXPECT_EQ(allTypes().size(), 35u);
  EXPECT_EQ(rowBytes(*findType("q6_K"), 1024), 840);
}

TEST(Formats, DotPartnersAreRowsThatHoldActivations) {
  for (const Format &row : allFormats()) {
    EXPECT_EQ(findFormat(row.name), &row);
    EXPECT_EQ(row.activationOnly, row.dotPartner.empty()) << row.name;
    if (row.dotPartner.empty())
      continue;
    const Format *partner = findFormat(row.dotPartner);
    ASSERT_TRUE(partner) << row.name;
    EXPECT_EQ(partner->quant.kind, CodeKind::Signed) << row.name;
    EXPECT_EQ(row.elemsPerBlock % partner->elemsPerBlock, 0) << row.name;
  }
}

TEST(Formats, ProofRejectsDamagedRows) {
  for (const Format &row : allFormats()) {
    EXPECT_TRUE(isValidRow(row)) << row.name;
    Format longer = row;
    ++longer.bytesPerBlock;
    EXPECT_FALSE(coversEveryBitOnce(longer)) << row.name;
    Format shorter = row;
    --shorter.bytesPerBlock;
    EXPECT_FALSE(coversEveryBitOnce(shorter)) << row.name;
    Format overlapping = row;
    overlapping.quant.planes[0].baseBits +=
        overlapping.quant.planes[0].widthBits;
    EXPECT_FALSE(coversEveryBitOnce(overlapping)) << row.name;
    Format miscounted = row;
    ++miscounted.quant.planes[0].dims[0].count;
    EXPECT_FALSE(isValidRow(miscounted)) << row.name;
    Format withoutScale = row;
    withoutScale.scale = withoutScale.subScale = {};
    EXPECT_FALSE(isValidRow(withoutScale)) << row.name;
  }
}
