//===- Importance.h - Which columns of a weight matter ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_WEIGHTS_IMPORTANCE_H
#define QBLOCK_WEIGHTS_IMPORTANCE_H

#include "qblock/Support/Expected.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace qblock::weights {

/// Importance data ("imatrix"): for each weight the mean square of the inputs
/// that its columns met, one slice of numbers for each expert.
class ImportanceData {
public:
  /// Reads a GGUF importance file or one of the older kind (.dat), told apart
  /// by content. Where an expert was never used its slice is all ones. Numbers
  /// that are infinite or NaN are errors, as they are to llama-quantize.
  static Expected<ImportanceData> load(const std::string &path);

  /// The numbers of a tensor, or null.
  const std::vector<float> *find(std::string_view tensorName) const;
  const std::map<std::string, std::vector<float>, std::less<>> &
  entries() const {
    return byName;
  }
  /// Keeps the entries whose names contain one of `parts`, or drops them.
  void keepOnly(const std::vector<std::string> &parts);
  void drop(const std::vector<std::string> &parts);

  const std::string &path() const { return filePath; }
  const std::string &dataset() const { return datasetName; } ///< may be empty
  int64_t numChunks() const { return chunkCount; }           ///< 0 if not known

private:
  friend class ImportanceReader;
  std::string filePath, datasetName;
  int64_t chunkCount = 0;
  std::map<std::string, std::vector<float>, std::less<>> byName;
};

} // namespace qblock::weights

#endif // QBLOCK_WEIGHTS_IMPORTANCE_H
