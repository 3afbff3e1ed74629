//===- WeightReport.cpp - The table of weights ------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One row a weight matrix, also for those left as they are: a reader sees that
// nothing was forgotten, and why.
//
//===----------------------------------------------------------------------===//

#include "WeightReport.h"

#include "qblock/Weights/AtomicFile.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using namespace qblock;
using namespace qblock::detail;
using llvm::StringRef;

static StringRef toRef(std::string_view text) {
  return {text.data(), text.size()};
}

static const char *const columns[] = {"name", "role", "layer", "shape", "from",
                                      "to",   "bpw",  "bytes", "how",   "why"};
static constexpr size_t numColumns = std::size(columns);
using Cells = std::vector<std::string>;

int64_t ReportRow::getNumBytes() const {
  return numRows * (rowElems / to->elemsPerBlock * to->bytesPerBlock);
}

/// As short as it is exact: 4.5, 6.5625, 16.
static std::string formatBits(double bitsPerElem) {
  std::string text = llvm::formatv("{0:f4}", bitsPerElem);
  return StringRef(text).rtrim('0').rtrim('.').str();
}

/// A tab or line break of a name would break the table.
static std::string cleanCell(StringRef text) {
  std::string clean = text.str();
  for (char &c : clean)
    if (c == '\t' || c == '\n' || c == '\r')
      c = ' ';
  return clean;
}

static Cells getCells(const ReportRow &row) {
  return {cleanCell(row.name),
          toRef(recipe::stringify(row.role)).str(),
          row.layer ? std::to_string(*row.layer) : "",
          std::to_string(row.numRows) + "x" + std::to_string(row.rowElems),
          toRef(row.from->name).str(),
          toRef(row.to->name).str(),
          formatBits(row.to->bitsPerElem()),
          std::to_string(row.getNumBytes()),
          cleanCell(row.how),
          cleanCell(row.why)};
}

static std::string formatTsv(const std::vector<ReportRow> &rows) {
  std::string text =
      llvm::join(std::begin(columns), std::end(columns), "\t") + "\n";
  for (const ReportRow &row : rows)
    text += llvm::join(getCells(row), "\t") + "\n";
  return text;
}

static std::string formatJson(const std::vector<ReportRow> &rows) {
  llvm::json::Array array;
  for (const ReportRow &row : rows) {
    Cells cells = getCells(row);
    llvm::json::Object object;
    for (size_t i = 0; i < numColumns; ++i)
      object[columns[i]] = llvm::json::fixUTF8(cells[i]);
    object["layer"] = row.layer ? llvm::json::Value(*row.layer) : nullptr;
    object["bpw"] = row.to->bitsPerElem();
    object["bytes"] = row.getNumBytes();
    array.push_back(std::move(object));
  }
  std::string text;
  llvm::raw_string_ostream(text)
      << llvm::formatv("{0:2}", llvm::json::Value(std::move(array))) << "\n";
  return text;
}

/// For people: aligned columns, totals last.
static std::string formatText(const std::vector<ReportRow> &rows) {
  std::vector<Cells> table = {Cells(std::begin(columns), std::end(columns))};
  int64_t numElems = 0, numBytes = 0;
  for (const ReportRow &row : rows) {
    table.push_back(getCells(row));
    numElems += row.numRows * row.rowElems;
    numBytes += row.getNumBytes();
  }
  size_t widths[numColumns] = {};
  for (const Cells &cells : table)
    for (size_t i = 0; i < numColumns; ++i)
      widths[i] = std::max(widths[i], cells[i].size());
  std::string text;
  llvm::raw_string_ostream os(text);
  for (const Cells &cells : table) {
    for (size_t i = 0; i + 1 < numColumns; ++i)
      os << llvm::left_justify(cells[i], widths[i] + 2);
    os << cells.back() << "\n";
  }
  os << llvm::formatv("{0} weights, {1:f1} MiB, {2:f3} bits per weight\n",
                      rows.size(), numBytes / 1048576.0,
                      numElems ? 8.0 * numBytes / numElems : 0.0);
  return text;
}

Expected<void> qblock::detail::checkReportPath(const std::string &path) {
  StringRef ref(path);
  if (path == "-" || ref.ends_with(".tsv") || ref.ends_with(".json"))
    return {};
  return makeError("'" + path +
                   "': expects a report that ends in .tsv or .json");
}

static std::string formatFor(const std::string &path,
                             const std::vector<ReportRow> &rows) {
  if (path == "-")
    return formatText(rows);
  return StringRef(path).ends_with(".json") ? formatJson(rows)
                                            : formatTsv(rows);
}

Expected<void> qblock::detail::writeReport(const std::string &path,
                                           const std::vector<ReportRow> &rows) {
  if (auto valid = checkReportPath(path); !valid)
    return valid;
  std::string text = formatFor(path, rows);
  auto file = weights::AtomicFile::create(path);
  if (!file)
    return makeError(file.error().message);
  if (auto done = (*file)->write(text.data(), text.size()); !done)
    return done;
  return (*file)->commit();
}
