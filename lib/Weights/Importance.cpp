//===- Importance.cpp - Which columns of a weight matter --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two kinds of files hold sums of squares and how often they were added to;
// both become means here, computed in binary32 as llama-quantize does, so that
// the bytes that depend on them are the same.
//
//===----------------------------------------------------------------------===//

#include "qblock/Weights/Importance.h"

#include "ByteReader.h"
#include "Text.h"
#include "qblock/Weights/GgufFile.h"

#include <algorithm>
#include <cmath>
#include <cstring>

using namespace qblock;
using namespace qblock::weights;

namespace qblock::weights {

/// Fills an ImportanceData; functions return what is wrong, or nothing.
class ImportanceReader {
public:
  explicit ImportanceReader(ImportanceData &data) : data(data) {}
  std::string readGguf(const GgufFile &file);
  std::string readLegacy(std::string_view bytes);
  std::string checkFinite() const;

private:
  std::string readPair(const std::string &name, const StoredTensor &sums,
                       const StoredTensor &counts);
  std::string readLegacyEntry(ByteReader &reader);
  ImportanceData &data;
};

} // namespace qblock::weights

static std::vector<float> loadFloats(const uint8_t *bytes, int64_t count) {
  std::vector<float> values(count);
  std::memcpy(values.data(), bytes, count * sizeof(float));
  return values;
}

//===----------------------------------------------------------------------===//
// GGUF
//===----------------------------------------------------------------------===//

static constexpr std::string_view sumsSuffix = ".in_sum2";
static constexpr std::string_view countsSuffix = ".counts";

std::string ImportanceReader::readPair(const std::string &name,
                                       const StoredTensor &sums,
                                       const StoredTensor &counts) {
  for (const StoredTensor *tensor : {&sums, &counts})
    if (tensor->type->name != "f32")
      return "tensor " + quoteName(tensor->name) + " has type " +
             std::string(tensor->type->name) + ", expected f32";
  int64_t numCounts = counts.numElems();
  if (sums.numElems() % numCounts)
    return quoteName(name) + " has " + std::to_string(sums.numElems()) +
           " sums, which are no multiple of its " + std::to_string(numCounts) +
           " counts";
  std::vector<float> values = loadFloats(sums.data, sums.numElems());
  std::vector<float> uses = loadFloats(counts.data, numCounts);
  int64_t sliceElems = sums.numElems() / numCounts;
  for (int64_t slice = 0; slice < numCounts; ++slice) {
    float *begin = values.data() + slice * sliceElems;
    float numUses = std::isfinite(uses[slice]) ? std::round(uses[slice]) : 0;
    // An expert that was never used has nothing to say about its columns.
    if (numUses <= 0)
      std::fill_n(begin, sliceElems, 1.0f);
    else
      std::transform(begin, begin + sliceElems, begin,
                     [&](float sum) { return sum / numUses; });
  }
  data.byName[name] = std::move(values);
  return {};
}

std::string ImportanceReader::readGguf(const GgufFile &file) {
  for (const char *key :
       {"imatrix.datasets", "imatrix.chunk_count", "imatrix.chunk_size"})
    if (!file.findMetadata(key))
      return std::string("is no importance file: metadata has no ") + key;
  data.datasetName =
      file.findMetadata("imatrix.datasets")->value.firstString().value_or("");
  data.chunkCount = file.getUint("imatrix.chunk_count").value_or(0);
  for (const StoredTensor &tensor : file.tensors()) {
    std::string_view name = tensor.name;
    for (std::string_view suffix : {sumsSuffix, countsSuffix}) {
      if (name.size() <= suffix.size() ||
          name.substr(name.size() - suffix.size()) != suffix)
        continue;
      std::string weight(name.substr(0, name.size() - suffix.size()));
      const StoredTensor *sums = file.find(weight + std::string(sumsSuffix));
      const StoredTensor *counts =
          file.find(weight + std::string(countsSuffix));
      if (!sums || !counts)
        return quoteName(weight) + " has no tensor " +
               std::string(sums ? countsSuffix : sumsSuffix);
      if (suffix == sumsSuffix)
        if (std::string fault = readPair(weight, *sums, *counts);
            !fault.empty())
          return fault;
    }
  }
  return data.byName.empty() ? "has no entries" : "";
}

//===----------------------------------------------------------------------===//
// The older kind
//===----------------------------------------------------------------------===//

/// A count, then entries: name, number of calls, number of values, values.
std::string ImportanceReader::readLegacyEntry(ByteReader &reader) {
  int32_t nameBytes, numCalls, numValues;
  std::string_view name, values;
  if (!reader.read(nameBytes) || nameBytes < 1 ||
      !reader.readBytes(nameBytes, name))
    return "a name goes past the end of the file";
  if (findNameFault(name))
    return "name " + quoteName(name) + " " + findNameFault(name);
  if (!reader.read(numCalls) || !reader.read(numValues) || numValues < 1 ||
      !reader.readBytes(uint64_t(numValues) * sizeof(float), values))
    return "values of " + quoteName(name) + " go past the end of the file";
  std::vector<float> means =
      loadFloats(reinterpret_cast<const uint8_t *>(values.data()), numValues);
  if (numCalls > 0)
    for (float &mean : means)
      mean /= float(numCalls);
  data.byName[std::string(name)] = std::move(means);
  return {};
}

std::string ImportanceReader::readLegacy(std::string_view bytes) {
  ByteReader reader(reinterpret_cast<const uint8_t *>(bytes.data()),
                    bytes.size());
  int32_t numEntries;
  constexpr uint64_t minEntryBytes = 3 * sizeof(int32_t) + 1 + sizeof(float);
  if (!reader.read(numEntries) || numEntries < 1 ||
      uint64_t(numEntries) > reader.remaining() / minEntryBytes)
    return "is neither a GGUF importance file nor one of the older kind";
  for (int32_t i = 0; i < numEntries; ++i)
    if (std::string fault = readLegacyEntry(reader); !fault.empty())
      return "entry " + std::to_string(i + 1) + " of " +
             std::to_string(numEntries) + ": " + fault;
  // What follows came later and may be missing.
  int32_t numChunks, nameBytes;
  std::string_view name;
  if (!reader.read(numChunks))
    return {};
  data.chunkCount = numChunks;
  if (reader.read(nameBytes) && nameBytes > 0 &&
      reader.readBytes(nameBytes, name))
    data.datasetName = name.substr(0, name.find('\0'));
  return {};
}

//===----------------------------------------------------------------------===//
// Access
//===----------------------------------------------------------------------===//

std::string ImportanceReader::checkFinite() const {
  for (const auto &[name, values] : data.byName) {
    auto bad = std::find_if(values.begin(), values.end(),
                            [](float v) { return !std::isfinite(v); });
    if (bad != values.end())
      return "importance of " + quoteName(name) + " is " +
             (std::isnan(*bad) ? "nan" : "infinite") + " at column " +
             std::to_string(bad - values.begin());
  }
  return {};
}

Expected<ImportanceData> ImportanceData::load(const std::string &path) {
  Expected<MappedFile> file = MappedFile::open(path);
  if (!file)
    return tl::make_unexpected(file.error());
  ImportanceData data;
  data.filePath = path;
  ImportanceReader reader(data);
  std::string fault;
  if (file->text().substr(0, 4) == "GGUF") {
    auto gguf = GgufFile::read(std::move(*file));
    if (!gguf)
      return tl::make_unexpected(gguf.error());
    fault = reader.readGguf(**gguf);
  } else {
    fault = reader.readLegacy(file->text());
  }
  if (fault.empty())
    fault = reader.checkFinite();
  if (!fault.empty())
    return makeError(path + ": " + fault);
  return data;
}

const std::vector<float> *ImportanceData::find(std::string_view name) const {
  auto entry = byName.find(name);
  return entry == byName.end() ? nullptr : &entry->second;
}

static bool containsAny(const std::string &name,
                        const std::vector<std::string> &parts) {
  return std::any_of(parts.begin(), parts.end(), [&](const std::string &part) {
    return name.find(part) != std::string::npos;
  });
}

void ImportanceData::keepOnly(const std::vector<std::string> &parts) {
  for (auto entry = byName.begin(); entry != byName.end();)
    entry = containsAny(entry->first, parts) ? std::next(entry)
                                             : byName.erase(entry);
}

void ImportanceData::drop(const std::vector<std::string> &parts) {
  for (auto entry = byName.begin(); entry != byName.end();)
    entry = containsAny(entry->first, parts) ? byName.erase(entry)
                                             : std::next(entry);
}
