//===- GgufFile.h - Reading GGUF files --------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_WEIGHTS_GGUFFILE_H
#define QBLOCK_WEIGHTS_GGUFFILE_H

#include "qblock/Support/ArrayView.h"
#include "qblock/Weights/Metadata.h"
#include "qblock/Weights/TensorFile.h"

#include <optional>

namespace qblock::weights {

/// One key and its value, inside the mapping.
struct MetadataEntry {
  std::string_view key;
  MetadataValue value;
};

/// A GGUF file of version 3, little-endian.
class GgufFile : public TensorFile {
public:
  static Expected<std::unique_ptr<GgufFile>> open(const std::string &path);
  static Expected<std::unique_ptr<GgufFile>> read(MappedFile file);

  const GgufFile *asGguf() const override { return this; }
  /// Entries in the order of the file.
  const std::vector<MetadataEntry> &metadata() const { return entries; }
  /// Null if there is none.
  const MetadataEntry *findMetadata(std::string_view key) const;

  /// A copy that can be changed.
  Metadata copyMetadata() const;

  /// Values by key; none if the key is missing or of another kind: see
  /// MetadataValue.
  std::optional<std::string_view> getString(std::string_view key) const;
  std::optional<uint64_t> getUint(std::string_view key,
                                  uint64_t index = 0) const;
  std::optional<double> getFloat(std::string_view key) const;
  std::optional<bool> getBool(std::string_view key) const;
  std::optional<uint64_t> getArrayLength(std::string_view key) const;

  /// Bytes; tensor data start at multiples of it (general.alignment, or 32).
  uint32_t alignment() const { return dataAlignment; }

private:
  friend class GgufParser;
  using TensorFile::TensorFile;
  std::vector<MetadataEntry> entries;
  std::vector<uint32_t> entriesByKey;
  uint32_t dataAlignment = 32;
};

} // namespace qblock::weights

#endif // QBLOCK_WEIGHTS_GGUFFILE_H
