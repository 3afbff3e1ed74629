//===- GgufFile.cpp - Metadata of GGUF files --------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Metadata stay where they are in the mapping and are decoded when they are
// asked for: a vocabulary of many thousand strings costs nothing to those who
// only copy it. GgufParser.cpp has checked every value before anything here
// reads it.
//
//===----------------------------------------------------------------------===//

#include "qblock/Weights/GgufFile.h"

#include <algorithm>

using namespace qblock;
using namespace qblock::weights;

const MetadataEntry *GgufFile::findMetadata(std::string_view key) const {
  auto it = std::lower_bound(entriesByKey.begin(), entriesByKey.end(), key,
                             [&](uint32_t index, std::string_view wanted) {
                               return entries[index].key < wanted;
                             });
  if (it == entriesByKey.end() || entries[*it].key != key)
    return nullptr;
  return &entries[*it];
}

std::optional<std::string_view>
GgufFile::getString(std::string_view key) const {
  const MetadataEntry *entry = findMetadata(key);
  return entry ? entry->value.asString() : std::nullopt;
}

std::optional<uint64_t> GgufFile::getUint(std::string_view key,
                                          uint64_t index) const {
  const MetadataEntry *entry = findMetadata(key);
  return entry ? entry->value.asUint(index) : std::nullopt;
}

std::optional<double> GgufFile::getFloat(std::string_view key) const {
  const MetadataEntry *entry = findMetadata(key);
  return entry ? entry->value.asFloat() : std::nullopt;
}

std::optional<bool> GgufFile::getBool(std::string_view key) const {
  const MetadataEntry *entry = findMetadata(key);
  return entry ? entry->value.asBool() : std::nullopt;
}

std::optional<uint64_t> GgufFile::getArrayLength(std::string_view key) const {
  const MetadataEntry *entry = findMetadata(key);
  return entry ? entry->value.arrayLength() : std::nullopt;
}

Metadata GgufFile::copyMetadata() const {
  Metadata copy;
  for (const MetadataEntry &entry : entries)
    copy.append(entry.key, entry.value);
  return copy;
}
