//===- GgufParser.cpp - Checks and reads a GGUF file ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A GGUF file is hostile until proven otherwise. The parser walks once from
// front to back; a count or length is compared with the bytes that are left
// before anything is allocated or skipped, so that memory is bounded by the
// size of the file. What relates to several tensors (duplicate names,
// overlapping data) is checked by sorting.
//
//===----------------------------------------------------------------------===//

#include "ByteReader.h"
#include "GgufValues.h"
#include "Text.h"
#include "qblock/Weights/GgufFile.h"

#include <algorithm>
#include <numeric>

using namespace qblock;
using namespace qblock::weights;

namespace qblock::weights {

class GgufParser {
public:
  explicit GgufParser(GgufFile &file)
      : file(file), reader(file.mapping.data(), file.mapping.numBytes()) {}

  /// The functions return false after they have set `message`.
  bool parse();
  std::string message;

private:
  bool parseHeader();
  bool parseEntry(MetadataEntry &entry);
  bool parseValue(MetadataType type, unsigned depth);
  bool parseArray(unsigned depth);
  bool indexKeys();
  bool readGeneralKeys();
  bool parseTensor(StoredTensor &tensor);
  bool parseShape(StoredTensor &tensor);
  bool sizeTensor(StoredTensor &tensor, uint32_t typeId);
  bool placeTensors();

  bool fail(std::string reason) {
    message = std::move(reason);
    return false;
  }
  bool failTruncated(const std::string &field) {
    return fail(field + " goes past the end of the file");
  }

  GgufFile &file;
  ByteReader reader;
  uint64_t numTensors = 0, numEntries = 0;
  std::vector<uint64_t> dataOffsets; ///< of each tensor, from the data's start
};

} // namespace qblock::weights

static std::string ofTensor(const StoredTensor &tensor) {
  return "tensor " + quoteName(tensor.name) + ": ";
}

bool GgufParser::parseHeader() {
  uint32_t magic, version;
  if (!reader.read(magic))
    return failTruncated("magic");
  constexpr uint32_t ggufMagic = 0x46554747; // "GGUF"
  if (magic != ggufMagic)
    return fail("is not a GGUF file: it does not start with 'GGUF'");
  if (!reader.read(version))
    return failTruncated("version");
  if (version == __builtin_bswap32(ggufVersion))
    return fail("is a big-endian GGUF file, expected little-endian");
  // Version 3 is laid out as 2; it only allows for files of big-endian
  // machines.
  constexpr uint32_t oldestVersion = 2;
  if (version < oldestVersion || version > ggufVersion)
    return fail("GGUF version is " + std::to_string(version) + ", expected " +
                std::to_string(oldestVersion) + " or " +
                std::to_string(ggufVersion));
  if (!reader.read(numTensors))
    return failTruncated("tensor count");
  if (!reader.read(numEntries))
    return failTruncated("metadata count");
  // The shortest entries: a key of one byte with a value of one byte, and a
  // tensor with a name of one byte and one dimension.
  constexpr uint64_t minEntryBytes = 8 + 1 + 4 + 1;
  constexpr uint64_t minTensorBytes = 8 + 1 + 4 + 8 + 4 + 8;
  // Indices of both are 32 bits wide.
  if (numEntries >
      std::min<uint64_t>(reader.remaining() / minEntryBytes, UINT32_MAX))
    return fail("metadata count " + std::to_string(numEntries) +
                " is more than the file can hold");
  if (numTensors >
      std::min<uint64_t>(reader.remaining() / minTensorBytes, UINT32_MAX))
    return fail("tensor count " + std::to_string(numTensors) +
                " is more than the file can hold");
  return true;
}

bool GgufParser::parseArray(unsigned depth) {
  constexpr unsigned maxDepth = 4;
  if (depth >= maxDepth)
    return fail("arrays are nested deeper than " + std::to_string(maxDepth));
  uint32_t typeId;
  uint64_t numElems;
  if (!reader.read(typeId) || !reader.read(numElems))
    return failTruncated("array");
  if (typeId > static_cast<uint32_t>(MetadataType::Float64))
    return fail("array has unknown element type " + std::to_string(typeId));
  auto type = static_cast<MetadataType>(typeId);
  uint64_t minElemBytes = type == MetadataType::Array    ? arrayHeaderBytes
                          : type == MetadataType::String ? 8
                                                         : bytesPerValue(type);
  if (numElems > reader.remaining() / minElemBytes)
    return fail("array length " + std::to_string(numElems) +
                " is more than the file can hold");
  if (bytesPerValue(type) && type != MetadataType::Bool)
    return reader.skip(numElems * minElemBytes);
  for (uint64_t i = 0; i < numElems; ++i)
    if (!parseValue(type, depth + 1))
      return false;
  return true;
}

bool GgufParser::parseValue(MetadataType type, unsigned depth) {
  std::string_view text;
  uint8_t flag;
  switch (type) {
  case MetadataType::Array:
    return parseArray(depth);
  case MetadataType::String:
    return reader.readString(text) || failTruncated("string");
  case MetadataType::Bool:
    if (!reader.read(flag))
      return failTruncated("value");
    return flag <= 1 ||
           fail("bool is " + std::to_string(flag) + ", expected 0 or 1");
  default:
    return reader.skip(bytesPerValue(type)) || failTruncated("value");
  }
}

bool GgufParser::parseEntry(MetadataEntry &entry) {
  const uint8_t *bytes = file.mapping.data();
  if (!reader.readString(entry.key))
    return failTruncated("metadata key");
  if (const char *fault = findNameFault(entry.key))
    return fail("metadata key " + quoteName(entry.key) + " " + fault);
  std::string where = "metadata " + quoteName(entry.key) + ": ";
  uint32_t typeId;
  if (!reader.read(typeId))
    return failTruncated(where + "type");
  if (typeId > static_cast<uint32_t>(MetadataType::Float64))
    return fail(where + "unknown type " + std::to_string(typeId));
  entry.value.type = static_cast<MetadataType>(typeId);
  uint64_t valueStart = reader.position();
  if (!parseValue(entry.value.type, 0))
    return fail(where + message);
  entry.value.bytes = {bytes + valueStart, reader.position() - valueStart};
  return true;
}

bool GgufParser::indexKeys() {
  std::vector<std::string_view> keys;
  for (const MetadataEntry &entry : file.entries)
    keys.push_back(entry.key);
  file.entriesByKey = sortByName(keys);
  for (size_t i = 1; i < keys.size(); ++i) {
    std::string_view key = keys[file.entriesByKey[i]];
    if (key == keys[file.entriesByKey[i - 1]])
      return fail("metadata key " + quoteName(key) + " is there twice");
  }
  return true;
}

bool GgufParser::readGeneralKeys() {
  constexpr char architectureKey[] = "general.architecture";
  std::optional<std::string_view> architecture =
      file.getString(architectureKey);
  // Files that hold no model have none.
  if (file.findMetadata(architectureKey) &&
      (!architecture || findNameFault(*architecture)))
    return fail("general.architecture must be a string that is not empty");
  const MetadataEntry *entry = file.findMetadata("general.alignment");
  if (!entry)
    return true;
  if (entry->value.type != MetadataType::Uint32)
    return fail("general.alignment must be a uint32");
  uint32_t alignment = *file.getUint("general.alignment");
  if (alignment == 0 || (alignment & (alignment - 1)))
    return fail("general.alignment is " + std::to_string(alignment) +
                ", expected a power of two");
  file.dataAlignment = alignment;
  return true;
}

bool GgufParser::parseShape(StoredTensor &tensor) {
  uint32_t numDims;
  if (!reader.read(numDims))
    return failTruncated(ofTensor(tensor) + "number of dimensions");
  if (numDims < 1 || numDims > maxGgufDims)
    return fail(ofTensor(tensor) + "has " + std::to_string(numDims) +
                " dimensions, expected 1 to " + std::to_string(maxGgufDims));
  tensor.shape.resize(numDims);
  int64_t numElems = 1;
  for (unsigned i = 0; i < numDims; ++i) {
    uint64_t dim;
    if (!reader.read(dim))
      return failTruncated(ofTensor(tensor) + "shape");
    if (dim == 0)
      return fail(ofTensor(tensor) + "dimension " + std::to_string(i) +
                  " is 0");
    if (dim > INT64_MAX ||
        __builtin_mul_overflow(numElems, static_cast<int64_t>(dim), &numElems))
      return fail(ofTensor(tensor) + "number of elements overflows 64 bits");
    // The file has the innermost dimension first.
    tensor.shape[numDims - 1 - i] = dim;
  }
  return true;
}

bool GgufParser::sizeTensor(StoredTensor &tensor, uint32_t typeId) {
  tensor.type = format::findType(typeId);
  if (!tensor.type)
    return fail(ofTensor(tensor) + "unknown type " + std::to_string(typeId));
  uint64_t elemsPerBlock = tensor.type->elemsPerBlock;
  if (tensor.rowElems() % elemsPerBlock)
    return fail(ofTensor(tensor) + "row length " +
                std::to_string(tensor.rowElems()) + " is not a multiple of " +
                std::to_string(elemsPerBlock) + ", the block length of " +
                std::string(tensor.type->name));
  uint64_t numBlocks = tensor.numElems() / elemsPerBlock;
  if (__builtin_mul_overflow(numBlocks, uint64_t{tensor.type->bytesPerBlock},
                             &tensor.numBytes))
    return fail(ofTensor(tensor) + "number of bytes overflows 64 bits");
  return true;
}

bool GgufParser::parseTensor(StoredTensor &tensor) {
  std::string_view name;
  if (!reader.readString(name))
    return failTruncated("tensor name");
  if (const char *fault = findNameFault(name))
    return fail("tensor name " + quoteName(name) + " " + fault);
  if (name.size() > maxGgufNameBytes)
    return fail("tensor name " + quoteName(name) + " has " +
                std::to_string(name.size()) + " bytes, expected at most " +
                std::to_string(maxGgufNameBytes));
  tensor.name = name;
  if (!parseShape(tensor))
    return false;
  uint32_t typeId;
  uint64_t dataOffset;
  if (!reader.read(typeId))
    return failTruncated(ofTensor(tensor) + "type");
  if (!sizeTensor(tensor, typeId))
    return false;
  if (!reader.read(dataOffset))
    return failTruncated(ofTensor(tensor) + "offset");
  if (dataOffset % file.dataAlignment)
    return fail(ofTensor(tensor) + "offset " + std::to_string(dataOffset) +
                " is not a multiple of the alignment " +
                std::to_string(file.dataAlignment));
  dataOffsets.push_back(dataOffset);
  return true;
}

bool GgufParser::placeTensors() {
  uint64_t fileBytes = file.mapping.numBytes();
  uint64_t alignMask = file.dataAlignment - 1;
  uint64_t dataStart = (reader.position() + alignMask) & ~alignMask;
  uint64_t dataBytes = fileBytes > dataStart ? fileBytes - dataStart : 0;
  std::vector<StoredTensor> &tensors = file.tensorList;
  for (size_t i = 0; i < tensors.size(); ++i) {
    if (dataOffsets[i] > dataBytes ||
        tensors[i].numBytes > dataBytes - dataOffsets[i])
      return failTruncated(ofTensor(tensors[i]) + "data of " +
                           std::to_string(tensors[i].numBytes) +
                           " bytes at offset " +
                           std::to_string(dataOffsets[i]));
    tensors[i].data = file.mapping.data() + dataStart + dataOffsets[i];
  }
  std::vector<uint32_t> order(tensors.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return dataOffsets[a] < dataOffsets[b];
  });
  for (size_t i = 1; i < order.size(); ++i) {
    uint32_t low = order[i - 1], high = order[i];
    if (dataOffsets[low] + tensors[low].numBytes > dataOffsets[high])
      return fail(ofTensor(tensors[high]) + "data overlap those of " +
                  quoteName(tensors[low].name));
  }
  return true;
}

bool GgufParser::parse() {
  if (!parseHeader())
    return false;
  file.entries.reserve(numEntries);
  for (uint64_t i = 0; i < numEntries; ++i)
    if (!parseEntry(file.entries.emplace_back()))
      return false;
  if (!indexKeys() || !readGeneralKeys())
    return false;
  // Metadata may have used up what the tensor count was checked against; the
  // vectors grow with what is really there.
  for (uint64_t i = 0; i < numTensors; ++i)
    if (!parseTensor(file.tensorList.emplace_back()))
      return false;
  if (Expected<void> indexed = file.indexNames(); !indexed)
    return fail(indexed.error().message);
  return placeTensors();
}

Expected<std::unique_ptr<GgufFile>> GgufFile::read(MappedFile mapped) {
  std::unique_ptr<GgufFile> file(new GgufFile(std::move(mapped)));
  GgufParser parser(*file);
  if (!parser.parse())
    return makeError(file->path() + ": " + parser.message);
  return file;
}

Expected<std::unique_ptr<GgufFile>> GgufFile::open(const std::string &path) {
  Expected<MappedFile> file = MappedFile::open(path);
  if (!file)
    return tl::make_unexpected(file.error());
  return read(std::move(*file));
}
