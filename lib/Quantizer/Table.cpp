//===- Table.cpp - Tables for people and for machines -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every table can be had in three forms; the ending of the file's name says
// which.
//
//===----------------------------------------------------------------------===//

#include "Table.h"

#include "qblock/Quantizer/Report.h"
#include "qblock/Weights/AtomicFile.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

using namespace qblock;

std::string qblock::formatNumber(const char *format, double value) {
  char text[64];
  std::snprintf(text, sizeof(text), format, value);
  return text;
}

/// A tab or line break of a name would break the table.
static std::string cleanCell(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

static std::string joinTabs(const Table::Cells &cells) {
  std::string line;
  for (const std::string &cell : cells)
    line += (&cell == &cells.front() ? "" : "\t") + cleanCell(cell);
  return line + "\n";
}

static std::string formatTsv(const Table &table) {
  std::string text = joinTabs(table.columns);
  for (const Table::Cells &row : table.rows)
    text += joinTabs(row);
  return text;
}

static nlohmann::json jsonNumber(const std::string &cell) {
  if (cell.empty())
    return nullptr;
  if (cell.find_first_not_of("-0123456789") == std::string::npos)
    return std::strtoll(cell.c_str(), nullptr, 10);
  return std::strtod(cell.c_str(), nullptr);
}

static std::string formatJson(const Table &table) {
  nlohmann::json array = nlohmann::json::array();
  for (const Table::Cells &row : table.rows) {
    nlohmann::json object;
    for (size_t i = 0; i < row.size(); ++i) {
      const std::string &column = table.columns[i];
      bool isNumber = std::find(table.numbers.begin(), table.numbers.end(),
                                column) != table.numbers.end();
      object[column] =
          isNumber ? jsonNumber(row[i]) : nlohmann::json(cleanCell(row[i]));
    }
    array.push_back(std::move(object));
  }
  // Names that are no UTF-8 become replacement characters.
  constexpr int indent = 2;
  return array.dump(indent, ' ', false,
                    nlohmann::json::error_handler_t::replace) +
         "\n";
}

/// For people: aligned columns, totals last.
static std::string formatText(const Table &table) {
  std::vector<size_t> widths(table.columns.size());
  auto measure = [&](const Table::Cells &cells) {
    for (size_t i = 0; i < cells.size(); ++i)
      widths[i] = std::max(widths[i], cells[i].size());
  };
  measure(table.columns);
  std::for_each(table.rows.begin(), table.rows.end(), measure);
  std::string text;
  auto append = [&](const Table::Cells &cells) {
    for (size_t i = 0; i + 1 < cells.size(); ++i)
      text += cleanCell(cells[i]) +
              std::string(widths[i] + 2 - cells[i].size(), ' ');
    text += cleanCell(cells.back()) + "\n";
  };
  append(table.columns);
  std::for_each(table.rows.begin(), table.rows.end(), append);
  return text + table.footer + "\n";
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

Expected<void> qblock::writeTable(const std::string &path, const Table &table) {
  if (auto valid = checkReportPath(path); !valid)
    return valid;
  std::string text = path == "-"               ? formatText(table)
                     : endsWith(path, ".json") ? formatJson(table)
                                               : formatTsv(table);
  auto file = weights::AtomicFile::create(path);
  if (!file)
    return tl::make_unexpected(file.error());
  if (auto done = (*file)->write(text.data(), text.size()); !done)
    return done;
  return (*file)->commit();
}
