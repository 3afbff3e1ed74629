//===- Report.cpp - The table of weights ------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One row a weight, also for those left as they are: a reader sees that nothing
// was forgotten, and why. The same table comes from every tool, so that tables
// can be compared.
//
//===----------------------------------------------------------------------===//

#include "qblock/Quantizer/Report.h"

#include "Table.h"
#include "qblock/Format/Format.h"

using namespace qblock;

int64_t ReportRow::numElems() const {
  int64_t product = 1;
  for (int64_t dim : shape)
    product *= dim;
  return product;
}

int64_t ReportRow::numBytes() const {
  if (shape.empty() || shape.back() == 0)
    return 0;
  return numElems() / shape.back() * format::rowBytes(*to, shape.back());
}

/// As short as it is exact: 4.5, 6.5625, 16.
static std::string formatBits(double bitsPerElem) {
  std::string text = formatNumber("%.4f", bitsPerElem);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.')
    text.pop_back();
  return text;
}

static std::string formatShape(const std::vector<int64_t> &shape) {
  std::string text;
  for (int64_t dim : shape)
    text += (text.empty() ? "" : "x") + std::to_string(dim);
  return text;
}

static Table::Cells getCells(const ReportRow &row) {
  return {row.name,
          std::string(recipe::stringify(row.role)),
          row.layer ? std::to_string(*row.layer) : "",
          formatShape(row.shape),
          std::string(row.from->name),
          std::string(row.to->name),
          formatBits(row.to->bitsPerElem()),
          std::to_string(row.numBytes()),
          row.how,
          row.why};
}

Expected<void> qblock::writeReport(const std::string &path,
                                   const std::vector<ReportRow> &rows) {
  Table table;
  table.columns = {"name", "role", "layer", "shape", "from",
                   "to",   "bpw",  "bytes", "how",   "why"};
  table.numbers = {"layer", "bpw", "bytes"};
  int64_t numElems = 0, numBytes = 0;
  for (const ReportRow &row : rows) {
    table.rows.push_back(getCells(row));
    numElems += row.numElems();
    numBytes += row.numBytes();
  }
  table.footer =
      std::to_string(rows.size()) + " weights, " +
      formatNumber("%.1f MiB, ", double(numBytes) / 1048576) +
      formatNumber("%.3f bits per weight",
                   numElems ? 8.0 * double(numBytes) / double(numElems) : 0.0);
  return writeTable(path, table);
}
