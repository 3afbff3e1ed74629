//===- SafetensorsFile.cpp - Reading safetensors files ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A safetensors file is a length, a JSON header and the data. The format
// demands that the tensors cover the data without gap or overlap; this is
// checked because a file that breaks the rule hides bytes or was damaged.
//
//===----------------------------------------------------------------------===//

#include "SafetensorsFile.h"

#include "ByteReader.h"
#include "SafetensorsHeader.h"
#include "Text.h"

#include <algorithm>
#include <numeric>

using namespace qblock;
using namespace qblock::weights;

/// The ggml type that is the same as a dtype, or null.
static const format::TypeInfo *findTypeOfDtype(std::string_view dtype) {
  constexpr std::string_view shared[] = {"F64", "F32", "F16", "BF16",
                                         "I64", "I32", "I16", "I8"};
  if (std::find(std::begin(shared), std::end(shared), dtype) ==
      std::end(shared))
    return nullptr;
  return format::findType(dtype);
}

/// Checks that `entries` follow each other from 0 to `dataBytes`.
static Expected<void> checkCover(const std::vector<SafetensorsEntry> &entries,
                                 uint64_t dataBytes) {
  std::vector<uint32_t> order(entries.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return std::pair(entries[a].beginOffset, entries[a].endOffset) <
           std::pair(entries[b].beginOffset, entries[b].endOffset);
  });
  uint64_t covered = 0;
  for (uint32_t index : order) {
    const SafetensorsEntry &entry = entries[index];
    if (entry.beginOffset != covered)
      return makeError("tensor " + quoteName(entry.name) + ": data begin at " +
                       std::to_string(entry.beginOffset) + ", " +
                       (entry.beginOffset < covered ? "before" : "past") +
                       " the end of the tensor before it, expected " +
                       std::to_string(covered));
    covered = entry.endOffset;
  }
  if (covered != dataBytes)
    return makeError("tensors cover " + std::to_string(covered) +
                     " bytes of data, but the file has " +
                     std::to_string(dataBytes));
  return {};
}

Expected<std::unique_ptr<SafetensorsFile>>
SafetensorsFile::read(MappedFile mapped) {
  auto fail = [path = mapped.path()](const std::string &reason) {
    return makeError(path + ": " + reason);
  };
  ByteReader reader(mapped.data(), mapped.numBytes());
  uint64_t headerBytes;
  std::string_view json;
  if (!reader.read(headerBytes))
    return fail("header length goes past the end of the file");
  constexpr uint64_t maxHeaderBytes = 100'000'000; // as in the reference reader
  if (headerBytes > maxHeaderBytes)
    return fail("header length is " + std::to_string(headerBytes) +
                ", expected at most " + std::to_string(maxHeaderBytes));
  if (!reader.readBytes(headerBytes, json))
    return fail("header of " + std::to_string(headerBytes) +
                " bytes goes past the end of the file");
  uint64_t dataBytes = reader.remaining();
  Expected<std::vector<SafetensorsEntry>> entries =
      parseSafetensorsHeader(json, dataBytes);
  if (!entries)
    return fail(entries.error().message);
  if (Expected<void> covered = checkCover(*entries, dataBytes); !covered)
    return fail(covered.error().message);

  std::unique_ptr<SafetensorsFile> file(new SafetensorsFile(std::move(mapped)));
  const uint8_t *data = file->mapping.data() + reader.position();
  for (SafetensorsEntry &entry : *entries) {
    const format::TypeInfo *type = findTypeOfDtype(entry.dtype);
    if (type)
      file->tensorList.push_back(
          {std::move(entry.name), type, std::move(entry.shape),
           data + entry.beginOffset, entry.endOffset - entry.beginOffset});
    else
      file->foreignTensors.push_back(
          {std::move(entry.name), std::move(entry.dtype)});
  }
  if (Expected<void> indexed = file->indexNames(); !indexed)
    return fail(indexed.error().message);
  return file;
}
