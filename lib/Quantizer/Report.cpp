//===- Report.cpp - The table of weights ------------------------ -*- C++ -*-===//
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

#include "qblock/Format/Format.h"
#include "qblock/Weights/AtomicFile.h"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <nlohmann/json.hpp>

using namespace qblock;

static constexpr const char *columns[] = {
    "name", "role", "layer", "shape", "from",
    "to",   "bpw",  "bytes", "how",   "why"};
static constexpr size_t numColumns = std::size(columns);
using Cells = std::vector<std::string>;

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

static std::string formatNumber(const char *format, double value) {
  char text[64];
  std::snprintf(text, sizeof(text), format, value);
  return text;
}

/// As short as it is exact: 4.5, 6.5625, 16.
static std::string formatBits(double bitsPerElem) {
  std::string text = formatNumber("%.4f", bitsPerElem);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.')
    text.pop_back();
  return text;
}

/// A tab or line break of a name would break the table.
static std::string cleanCell(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

static std::string formatShape(const std::vector<int64_t> &shape) {
  std::string text;
  for (int64_t dim : shape)
    text += (text.empty() ? "" : "x") + std::to_string(dim);
  return text;
}

static Cells getCells(const ReportRow &row) {
  return {cleanCell(row.name),
          std::string(recipe::stringify(row.role)),
          row.layer ? std::to_string(*row.layer) : "",
          formatShape(row.shape),
          std::string(row.from->name),
          std::string(row.to->name),
          formatBits(row.to->bitsPerElem()),
          std::to_string(row.numBytes()),
          cleanCell(row.how),
          cleanCell(row.why)};
}

static std::string joinTabs(const Cells &cells) {
  std::string line;
  for (const std::string &cell : cells)
    line += (&cell == &cells.front() ? "" : "\t") + cell;
  return line + "\n";
}

static std::string formatTsv(const std::vector<ReportRow> &rows) {
  std::string text = joinTabs(Cells(std::begin(columns), std::end(columns)));
  for (const ReportRow &row : rows)
    text += joinTabs(getCells(row));
  return text;
}

static std::string formatJson(const std::vector<ReportRow> &rows) {
  nlohmann::json array = nlohmann::json::array();
  for (const ReportRow &row : rows) {
    Cells cells = getCells(row);
    nlohmann::json object;
    for (size_t i = 0; i < numColumns; ++i)
      object[columns[i]] = cells[i];
    object["layer"] = row.layer ? nlohmann::json(*row.layer) : nullptr;
    object["bpw"] = row.to->bitsPerElem();
    object["bytes"] = row.numBytes();
    array.push_back(std::move(object));
  }
  // Names that are no UTF-8 become replacement characters.
  constexpr int indent = 2;
  return array.dump(indent, ' ', false,
                    nlohmann::json::error_handler_t::replace) +
         "\n";
}

/// For people: aligned columns, totals last.
static std::string formatText(const std::vector<ReportRow> &rows) {
  std::vector<Cells> table = {Cells(std::begin(columns), std::end(columns))};
  int64_t numElems = 0, numBytes = 0;
  for (const ReportRow &row : rows) {
    table.push_back(getCells(row));
    numElems += row.numElems();
    numBytes += row.numBytes();
  }
  size_t widths[numColumns] = {};
  for (const Cells &cells : table)
    for (size_t i = 0; i < numColumns; ++i)
      widths[i] = std::max(widths[i], cells[i].size());
  std::string text;
  for (const Cells &cells : table) {
    for (size_t i = 0; i + 1 < numColumns; ++i)
      text += cells[i] + std::string(widths[i] + 2 - cells[i].size(), ' ');
    text += cells.back() + "\n";
  }
  return text + std::to_string(rows.size()) + " weights, " +
         formatNumber("%.1f MiB, ", numBytes / 1048576.0) +
         formatNumber("%.3f bits per weight\n",
                      numElems ? 8.0 * numBytes / numElems : 0.0);
}

static bool endsWith(const std::string &text, const std::string &ending) {
  return text.size() >= ending.size() &&
         text.compare(text.size() - ending.size(), ending.size(), ending) == 0;
}

Expected<void> qblock::checkReportPath(const std::string &path) {
  if (path == "-" || endsWith(path, ".tsv") || endsWith(path, ".json"))
    return {};
  return makeError("'" + path +
                   "': expects a report that ends in .tsv or .json");
}

static std::string formatFor(const std::string &path,
                             const std::vector<ReportRow> &rows) {
  if (path == "-")
    return formatText(rows);
  return endsWith(path, ".json") ? formatJson(rows) : formatTsv(rows);
}

Expected<void> qblock::writeReport(const std::string &path,
                                   const std::vector<ReportRow> &rows) {
  if (auto valid = checkReportPath(path); !valid)
    return valid;
  std::string text = formatFor(path, rows);
  auto file = weights::AtomicFile::create(path);
  if (!file)
    return tl::make_unexpected(file.error());
  if (auto done = (*file)->write(text.data(), text.size()); !done)
    return done;
  return (*file)->commit();
}
