//===- WeightReport.h - The table of weights --------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_WEIGHTREPORT_H
#define QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_WEIGHTREPORT_H

#include "qblock/Format/Types.h"
#include "qblock/Recipe/Role.h"
#include "qblock/Support/Expected.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace qblock::detail {

/// One weight matrix and what was decided for it.
struct ReportRow {
  std::string name;
  recipe::Role role = recipe::Role::Other;
  std::optional<int64_t> layer;
  int64_t numRows = 0;
  int64_t rowElems = 0;
  const format::TypeInfo *from = nullptr;
  const format::TypeInfo *to = nullptr;
  std::string how; ///< how the role is known
  std::string why; ///< why the type

  int64_t getNumBytes() const;
};

/// Fails for a path whose ending names no kind of report.
Expected<void> checkReportPath(const std::string &path);

/// Writes the table to `path`: as JSON if it ends in `.json`, as TSV if in
/// `.tsv`, aligned for reading and with totals if it is `-` (standard output).
/// Another ending is an error.
Expected<void> writeReport(const std::string &path,
                           const std::vector<ReportRow> &rows);

} // namespace qblock::detail

#endif // QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_WEIGHTREPORT_H
