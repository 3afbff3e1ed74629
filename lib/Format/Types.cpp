//===- Types.cpp - The tensor types of ggml ---------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A model file may hold tensors of types that the table does not decode; they
// must still be measured, listed and copied. So the type numbers have a list of
// their own, which takes the sizes from the table wherever there is a row.
//
//===----------------------------------------------------------------------===//

#include "qblock/Format/Types.h"
#include "qblock/Format/Table.h"

#include <algorithm>
#include <iterator>

using namespace qblock;
using namespace qblock::format;

/// A type with a row; the name must be in the table.
static constexpr TypeInfo fromRow(std::string_view name) {
  for (const Format &row : formatTable)
    if (row.name == name)
      return {row.name, row.ggmlId, row.elemsPerBlock, row.bytesPerBlock, &row};
  return {};
}

static constexpr TypeInfo plain(std::string_view name, uint32_t ggmlId,
                                uint32_t bytesPerElem) {
  return {name, ggmlId, 1, bytesPerElem, nullptr};
}

/// A block type that is known by its sizes only.
static constexpr TypeInfo sized(std::string_view name, uint32_t ggmlId,
                                uint32_t elemsPerBlock,
                                uint32_t bytesPerBlock) {
  return {name, ggmlId, elemsPerBlock, bytesPerBlock, nullptr};
}

// Type numbers 4, 5, 31 to 33 and 36 to 38 belonged to types that were removed.
static constexpr TypeInfo typeTable[] = {
    plain("f32", 0, 4),
    plain("f16", 1, 2),
    fromRow("q4_0"),
    fromRow("q4_1"),
    fromRow("q5_0"),
    fromRow("q5_1"),
    fromRow("q8_0"),
    fromRow("q8_1"),
    fromRow("q2_K"),
    fromRow("q3_K"),
    fromRow("q4_K"),
    fromRow("q5_K"),
    fromRow("q6_K"),
    fromRow("q8_K"),
    sized("iq2_xxs", 16, 256, 66),
    sized("iq2_xs", 17, 256, 74),
    sized("iq3_xxs", 18, 256, 98),
    sized("iq1_s", 19, 256, 50),
    fromRow("iq4_nl"),
    sized("iq3_s", 21, 256, 110),
    sized("iq2_s", 22, 256, 82),
    fromRow("iq4_xs"),
    plain("i8", 24, 1),
    plain("i16", 25, 2),
    plain("i32", 26, 4),
    plain("i64", 27, 8),
    plain("f64", 28, 8),
    sized("iq1_m", 29, 256, 56),
    plain("bf16", 30, 2),
    sized("tq1_0", 34, 256, 54),
    fromRow("tq2_0"),
    fromRow("mxfp4"),
    fromRow("nvfp4"),
    fromRow("q1_0"),
    fromRow("q2_0"),
};

static constexpr bool isAscendingAndComplete() {
  unsigned numWithRow = 0;
  for (size_t i = 0; i != std::size(typeTable); ++i) {
    if (typeTable[i].elemsPerBlock == 0)
      return false;
    if (i != 0 && typeTable[i - 1].ggmlId >= typeTable[i].ggmlId)
      return false;
    numWithRow += typeTable[i].row != nullptr;
  }
  return numWithRow == std::size(formatTable);
}
static_assert(isAscendingAndComplete(),
              "types ascend by number and every row has its type");

ArrayView<TypeInfo> format::allTypes() { return typeTable; }

static char toLower(char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; }

const TypeInfo *format::findType(std::string_view name) {
  for (const TypeInfo &type : typeTable)
    if (std::equal(name.begin(), name.end(), type.name.begin(), type.name.end(),
                   [](char a, char b) { return toLower(a) == toLower(b); }))
      return &type;
  return nullptr;
}

const TypeInfo *format::findType(uint32_t ggmlId) {
  for (const TypeInfo &type : typeTable)
    if (type.ggmlId == ggmlId)
      return &type;
  return nullptr;
}
