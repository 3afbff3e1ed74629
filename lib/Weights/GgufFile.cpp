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

#include "ByteReader.h"
#include "GgufValues.h"

#include <algorithm>

using namespace qblock;
using namespace qblock::weights;

template <typename T>
static T load(const uint8_t *bytes) {
  T value;
  std::memcpy(&value, bytes, sizeof(T));
  return value;
}

template <typename T>
static std::optional<uint64_t> loadUint(const uint8_t *bytes) {
  T value = load<T>(bytes);
  if (value < 0)
    return std::nullopt;
  return value;
}

static std::optional<uint64_t> decodeUint(MetadataType type,
                                          const uint8_t *bytes) {
  switch (type) {
  case MetadataType::Uint8:
    return load<uint8_t>(bytes);
  case MetadataType::Uint16:
    return load<uint16_t>(bytes);
  case MetadataType::Uint32:
    return load<uint32_t>(bytes);
  case MetadataType::Uint64:
    return load<uint64_t>(bytes);
  case MetadataType::Int8:
    return loadUint<int8_t>(bytes);
  case MetadataType::Int16:
    return loadUint<int16_t>(bytes);
  case MetadataType::Int32:
    return loadUint<int32_t>(bytes);
  case MetadataType::Int64:
    return loadUint<int64_t>(bytes);
  default:
    return std::nullopt;
  }
}

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
  if (!entry || entry->type != MetadataType::String)
    return std::nullopt;
  ByteReader reader(entry->value.data(), entry->value.size());
  std::string_view text;
  reader.readString(text);
  return text;
}

std::optional<uint64_t> GgufFile::getUint(std::string_view key,
                                          uint64_t index) const {
  const MetadataEntry *entry = findMetadata(key);
  if (!entry)
    return std::nullopt;
  const uint8_t *bytes = entry->value.data();
  if (entry->type != MetadataType::Array)
    return decodeUint(entry->type, bytes);
  auto elemType = static_cast<MetadataType>(load<uint32_t>(bytes));
  unsigned elemBytes = bytesPerValue(elemType);
  if (!elemBytes || index >= load<uint64_t>(bytes + 4))
    return std::nullopt;
  return decodeUint(elemType, bytes + arrayHeaderBytes + index * elemBytes);
}

std::optional<double> GgufFile::getFloat(std::string_view key) const {
  const MetadataEntry *entry = findMetadata(key);
  if (entry && entry->type == MetadataType::Float32)
    return load<float>(entry->value.data());
  if (entry && entry->type == MetadataType::Float64)
    return load<double>(entry->value.data());
  return std::nullopt;
}

std::optional<bool> GgufFile::getBool(std::string_view key) const {
  const MetadataEntry *entry = findMetadata(key);
  if (!entry || entry->type != MetadataType::Bool)
    return std::nullopt;
  return entry->value[0] != 0;
}

std::optional<uint64_t> GgufFile::getArrayLength(std::string_view key) const {
  const MetadataEntry *entry = findMetadata(key);
  if (!entry || entry->type != MetadataType::Array)
    return std::nullopt;
  return load<uint64_t>(entry->value.data() + 4);
}
