//===- Formats.cpp - Lookup in the format table -----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Proves the rows of the table, once, where the library is compiled: a row that
// names a bit twice or not at all does not build.
//
//===----------------------------------------------------------------------===//

#include "qblock/Format/Proof.h"
#include "qblock/Format/Table.h"

#include <iterator>
#include <utility>

using namespace qblock;
using namespace qblock::format;

/// One assertion a row, so that the diagnostic names the row by its position.
template <size_t position>
struct ProvedRow {
  static_assert(isValidRow(formatTable[position]),
                "a row of the format table does not describe its block");
  static_assert(position == 0 ||
                    formatTable[position].ggmlId >
                        formatTable[position ? position - 1 : 0].ggmlId,
                "rows are ordered by ggmlId");
  static constexpr bool value = true;
};

template <size_t... position>
static constexpr bool proveRows(std::index_sequence<position...>) {
  return (ProvedRow<position>::value && ...);
}

static_assert(proveRows(std::make_index_sequence<std::size(formatTable)>()));

ArrayView<Format> format::allFormats() { return formatTable; }

const Format *format::findFormat(std::string_view name) {
  for (const Format &row : formatTable)
    if (row.name == name)
      return &row;
  return nullptr;
}
