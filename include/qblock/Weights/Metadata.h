//===- Metadata.h - Keys and values of a GGUF file --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_WEIGHTS_METADATA_H
#define QBLOCK_WEIGHTS_METADATA_H

#include "qblock/Support/ArrayView.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qblock::weights {

/// The numbers that stand for the types of metadata values.
enum class MetadataType : uint32_t {
  Uint8,
  Int8,
  Uint16,
  Int16,
  Uint32,
  Int32,
  Float32,
  Bool,
  String,
  Array,
  Uint64,
  Int64,
  Float64,
};

/// A value as a GGUF file stores it, without its type: little-endian numbers, a
/// string as a 64-bit length and bytes, an array as the type of its elements,
/// their number in 64 bits, and the elements.
struct MetadataValue {
  MetadataType type = MetadataType::Uint8;
  ArrayView<uint8_t> bytes;

  /// The value as a C++ one; none if it is of another kind. Integers of all
  /// widths that are not negative count as uint, both float types as float.
  /// `index` counts for arrays (of one value a layer, say); a value that is no
  /// array holds for every index.
  std::optional<std::string_view> asString() const;
  std::optional<uint64_t> asUint(uint64_t index = 0) const;
  std::optional<double> asFloat() const;
  std::optional<bool> asBool() const;
  std::optional<uint64_t> arrayLength() const;
  /// The first string of an array of strings.
  std::optional<std::string_view> firstString() const;
};

/// Metadata that can be changed: keys and values in the order of a file.
class Metadata {
public:
  struct Entry {
    std::string key;
    MetadataType type;
    std::string bytes; ///< see MetadataValue
  };

  const std::vector<Entry> &entries() const { return list; }
  /// No value if the key is missing.
  std::optional<MetadataValue> find(std::string_view key) const;
  std::optional<std::string_view> getString(std::string_view key) const;
  std::optional<uint64_t> getUint(std::string_view key,
                                  uint64_t index = 0) const;

  /// Adds a key that is not there yet.
  void append(std::string_view key, MetadataValue value);
  /// Setting a key that exists moves it to the end, as ggml does.
  void set(std::string_view key, MetadataValue value);
  void setString(std::string_view key, std::string_view text);
  void setUint32(std::string_view key, uint32_t value);
  void setFloat32(std::string_view key, float value);
  void setBool(std::string_view key, bool value);
  void erase(std::string_view key);

private:
  std::vector<Entry> list;
};

} // namespace qblock::weights

#endif // QBLOCK_WEIGHTS_METADATA_H
