//===- Report.h - The table of weights -------------------------- -*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_QUANTIZER_REPORT_H
#define QBLOCK_QUANTIZER_REPORT_H

#include "qblock/Format/Types.h"
#include "qblock/Recipe/Role.h"
#include "qblock/Support/Expected.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace qblock {

/// One weight and what was decided for it.
struct ReportRow {
  std::string name;
  recipe::Role role = recipe::Role::Other;
  std::optional<int64_t> layer;
  std::vector<int64_t> shape; ///< outermost dimension first
  const format::TypeInfo *from = nullptr;
  const format::TypeInfo *to = nullptr;
  std::string how; ///< how the role is known
  std::string why; ///< why the type

  int64_t numElems() const;
  int64_t numBytes() const; ///< in the type `to`
};

/// Fails for a path whose ending names no kind of report.
Expected<void> checkReportPath(const std::string &path);

/// Writes the table to `path`: as JSON if it ends in `.json`, as TSV if in
/// `.tsv`, aligned for reading and with totals last (number, size, average bits
/// per weight) if it is `-` (standard output). Another ending is an error.
Expected<void> writeReport(const std::string &path,
                           const std::vector<ReportRow> &rows);

} // namespace qblock

#endif // QBLOCK_QUANTIZER_REPORT_H
