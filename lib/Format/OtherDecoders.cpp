//===- OtherDecoders.cpp - Formats outside of the table ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A row of the table says where the bits of a code are. A few formats have no
// such codes; they are listed here with functions of their own.
//
//===----------------------------------------------------------------------===//

#include "OtherDecoders.h"

using namespace qblock;
using namespace qblock::format;

static constexpr std::string_view ternaryName = "tq1_0";

RowDecoder format::findRowDecoder(const TypeInfo &type) {
  // Most types have a row; they are asked for once a row of a tensor.
  if (type.row || !type.isBlock())
    return nullptr;
  return isTernaryType(type) ? decodeTernaryDigits
                             : findCodebookDecoder(type.name);
}

bool format::isTernaryType(const TypeInfo &type) {
  return type.name == ternaryName;
}
