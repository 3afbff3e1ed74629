//===- Table.h - Tables for people and for machines -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_QUANTIZER_TABLE_H
#define QBLOCK_LIB_QUANTIZER_TABLE_H

#include "qblock/Support/Expected.h"

#include <string>
#include <vector>

namespace qblock {

struct Table {
  using Cells = std::vector<std::string>;
  Cells columns;
  std::vector<Cells> rows;
  /// Columns whose cells are numbers (or empty) in JSON.
  std::vector<std::string> numbers;
  std::string footer; ///< last line of the table for people
};

/// `value` printed with a format of printf for one double.
std::string formatNumber(const char *format, double value);

/// Writes to a `.tsv` or `.json` file, or aligned with the footer to standard
/// output (`-`).
Expected<void> writeTable(const std::string &path, const Table &table);

} // namespace qblock

#endif // QBLOCK_LIB_QUANTIZER_TABLE_H
