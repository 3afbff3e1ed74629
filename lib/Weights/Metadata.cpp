//===- Metadata.cpp - Keys and values of a GGUF file ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Values stay in the encoding of the file: most are only carried from one file
// to the next, and what is carried must not change.
//
//===----------------------------------------------------------------------===//

#include "qblock/Weights/Metadata.h"

#include "ByteReader.h"
#include "GgufValues.h"

#include <algorithm>
#include <cstring>

using namespace qblock;
using namespace qblock::weights;

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

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

static std::string_view readText(const uint8_t *bytes, uint64_t numBytes) {
  ByteReader reader(bytes, numBytes);
  std::string_view text;
  reader.readString(text);
  return text;
}

static MetadataType elementType(const MetadataValue &array) {
  return static_cast<MetadataType>(load<uint32_t>(array.bytes.data()));
}

std::optional<std::string_view> MetadataValue::asString() const {
  if (type != MetadataType::String)
    return std::nullopt;
  return readText(bytes.data(), bytes.size());
}

std::optional<uint64_t> MetadataValue::asUint(uint64_t index) const {
  if (type != MetadataType::Array)
    return decodeUint(type, bytes.data());
  unsigned elemBytes = bytesPerValue(elementType(*this));
  if (!elemBytes || index >= *arrayLength())
    return std::nullopt;
  return decodeUint(elementType(*this),
                    bytes.data() + arrayHeaderBytes + index * elemBytes);
}

std::optional<double> MetadataValue::asFloat() const {
  if (type == MetadataType::Float32)
    return load<float>(bytes.data());
  if (type == MetadataType::Float64)
    return load<double>(bytes.data());
  return std::nullopt;
}

std::optional<bool> MetadataValue::asBool() const {
  if (type != MetadataType::Bool)
    return std::nullopt;
  return bytes[0] != 0;
}

std::optional<uint64_t> MetadataValue::arrayLength() const {
  if (type != MetadataType::Array)
    return std::nullopt;
  return load<uint64_t>(bytes.data() + sizeof(uint32_t));
}

std::optional<std::string_view> MetadataValue::firstString() const {
  if (arrayLength().value_or(0) == 0 ||
      elementType(*this) != MetadataType::String)
    return std::nullopt;
  return readText(bytes.data() + arrayHeaderBytes,
                  bytes.size() - arrayHeaderBytes);
}

//===----------------------------------------------------------------------===//
// Metadata
//===----------------------------------------------------------------------===//

std::optional<MetadataValue> Metadata::find(std::string_view key) const {
  auto entry = std::find_if(list.begin(), list.end(),
                            [&](const Entry &e) { return e.key == key; });
  if (entry == list.end())
    return std::nullopt;
  return MetadataValue{entry->type,
                       {reinterpret_cast<const uint8_t *>(entry->bytes.data()),
                        entry->bytes.size()}};
}

std::optional<std::string_view>
Metadata::getString(std::string_view key) const {
  std::optional<MetadataValue> value = find(key);
  return value ? value->asString() : std::nullopt;
}

std::optional<uint64_t> Metadata::getUint(std::string_view key,
                                          uint64_t index) const {
  std::optional<MetadataValue> value = find(key);
  return value ? value->asUint(index) : std::nullopt;
}

template <typename T>
static void appendTo(std::string &bytes, T value) {
  bytes.append(reinterpret_cast<const char *>(&value), sizeof(T));
}

static MetadataValue makeValue(MetadataType type, const std::string &bytes) {
  return {type,
          {reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size()}};
}

void Metadata::append(std::string_view key, MetadataValue value) {
  const char *bytes = reinterpret_cast<const char *>(value.bytes.data());
  list.push_back(
      {std::string(key), value.type, std::string(bytes, value.bytes.size())});
}

void Metadata::set(std::string_view key, MetadataValue value) {
  erase(key);
  append(key, value);
}

void Metadata::setString(std::string_view key, std::string_view text) {
  std::string bytes;
  appendTo<uint64_t>(bytes, text.size());
  bytes += text;
  set(key, makeValue(MetadataType::String, bytes));
}

void Metadata::setUint32(std::string_view key, uint32_t value) {
  std::string bytes;
  appendTo(bytes, value);
  set(key, makeValue(MetadataType::Uint32, bytes));
}

void Metadata::setFloat32(std::string_view key, float value) {
  std::string bytes;
  appendTo(bytes, value);
  set(key, makeValue(MetadataType::Float32, bytes));
}

void Metadata::setBool(std::string_view key, bool value) {
  std::string bytes(1, value ? 1 : 0);
  set(key, makeValue(MetadataType::Bool, bytes));
}

void Metadata::erase(std::string_view key) {
  list.erase(std::remove_if(list.begin(), list.end(),
                            [&](const Entry &e) { return e.key == key; }),
             list.end());
}
