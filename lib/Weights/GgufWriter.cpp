//===- GgufWriter.cpp - Writing GGUF files ----------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All sizes of a GGUF file are known before the first tensor is made. So the
// head is written first and each tensor's bytes are produced when their turn
// comes: memory holds one tensor, and the output can be a pipe.
//
//===----------------------------------------------------------------------===//

#include "qblock/Weights/GgufWriter.h"

#include "GgufValues.h"
#include "Text.h"
#include "qblock/Format/Format.h"
#include "qblock/Weights/AtomicFile.h"

#include <algorithm>
#include <memory>
#include <new>

using namespace qblock;
using namespace qblock::weights;

/// Of the layouts of quantized data; the same since 2023.
constexpr uint32_t quantizationVersion = 2;

uint64_t TensorToWrite::numBytes() const {
  uint64_t numBytes = shape.empty() ? 0 : format::rowBytes(*type, shape.back());
  for (size_t i = 0; i + 1 < shape.size(); ++i)
    numBytes *= shape[i];
  return numBytes;
}

namespace {

/// The part of the file before the data.
class HeadBuilder {
public:
  template <typename T>
  void append(T value) {
    bytes.append(reinterpret_cast<const char *>(&value), sizeof(T));
  }
  void appendString(std::string_view text) {
    append<uint64_t>(text.size());
    bytes.append(text);
  }
  void appendUint32(std::string_view key, uint32_t value) {
    appendString(key);
    append(MetadataType::Uint32);
    append(value);
  }
  void appendMetadata(const GgufFile *source, const std::string &architecture,
                      uint32_t fileType, uint64_t numTensors);
  void appendTensor(const TensorToWrite &tensor, uint64_t dataOffset);

  std::string bytes;
};

} // namespace

static bool isReplaced(std::string_view key) {
  return key == "general.file_type" || key == "general.quantization_version" ||
         key.substr(0, 6) == "split.";
}

void HeadBuilder::appendMetadata(const GgufFile *source,
                                 const std::string &architecture,
                                 uint32_t fileType, uint64_t numTensors) {
  std::vector<const MetadataEntry *> kept;
  if (source)
    for (const MetadataEntry &entry : source->metadata())
      if (!isReplaced(entry.key))
        kept.push_back(&entry);
  bytes = "GGUF";
  append(ggufVersion);
  append(numTensors);
  append<uint64_t>((source ? kept.size() : 1) + 2);
  for (const MetadataEntry *entry : kept)
    bytes.append(reinterpret_cast<const char *>(entry->stored.data()),
                 entry->stored.size());
  if (!source) {
    appendString("general.architecture");
    append(MetadataType::String);
    appendString(architecture);
  }
  appendUint32("general.quantization_version", quantizationVersion);
  appendUint32("general.file_type", fileType);
}

void HeadBuilder::appendTensor(const TensorToWrite &tensor,
                               uint64_t dataOffset) {
  appendString(tensor.name);
  append<uint32_t>(tensor.shape.size());
  for (auto dim = tensor.shape.rbegin(); dim != tensor.shape.rend(); ++dim)
    append<uint64_t>(*dim);
  append(tensor.type->ggmlId);
  append(dataOffset);
}

/// What makes `tensor` unfit for a GGUF file, or nothing.
static std::string findFault(const TensorToWrite &tensor) {
  if (const char *fault = findNameFault(tensor.name))
    return std::string("name ") + fault;
  if (tensor.name.size() > maxGgufNameBytes)
    return "name has " + std::to_string(tensor.name.size()) +
           " bytes, expected at most " + std::to_string(maxGgufNameBytes);
  const std::vector<int64_t> &shape = tensor.shape;
  int64_t numElems = 1;
  bool fits = !shape.empty() && shape.size() <= maxGgufDims;
  for (int64_t dim : shape)
    fits = fits && dim > 0 && !__builtin_mul_overflow(numElems, dim, &numElems);
  // The widest types have 8 bytes an element.
  if (!fits || numElems > INT64_MAX / 8)
    return "GGUF cannot hold shape " + formatShape(shape);
  if (shape.back() % tensor.type->elemsPerBlock)
    return "row length " + std::to_string(shape.back()) +
           " is not a multiple of " +
           std::to_string(tensor.type->elemsPerBlock) +
           ", the block length of " + std::string(tensor.type->name);
  return {};
}

static Expected<void> checkTensors(const std::vector<TensorToWrite> &tensors) {
  std::vector<std::string_view> names;
  for (const TensorToWrite &tensor : tensors) {
    if (std::string fault = findFault(tensor); !fault.empty())
      return makeError("tensor " + quoteName(tensor.name) + ": " + fault);
    names.push_back(tensor.name);
  }
  std::vector<uint32_t> order = sortByName(names);
  for (size_t i = 1; i < order.size(); ++i)
    if (names[order[i]] == names[order[i - 1]])
      return makeError("tensor name " + quoteName(names[order[i]]) +
                       " is there twice");
  return {};
}

static uint64_t paddingBytes(uint64_t numBytes, uint64_t alignment) {
  return -numBytes & (alignment - 1);
}

static Expected<void> writePadding(AtomicFile &file, uint64_t numBytes) {
  static const char zeros[4096] = {};
  for (uint64_t part; numBytes > 0; numBytes -= part) {
    part = std::min<uint64_t>(numBytes, sizeof(zeros));
    if (Expected<void> written = file.write(zeros, part); !written)
      return written;
  }
  return {};
}

static Expected<void> writeTensors(AtomicFile &file,
                                   const std::vector<TensorToWrite> &tensors,
                                   uint64_t alignment) {
  uint64_t maxBytes = 0;
  for (const TensorToWrite &tensor : tensors)
    maxBytes = std::max(maxBytes, tensor.numBytes());
  std::unique_ptr<uint8_t[]> buffer(new (std::nothrow) uint8_t[maxBytes]);
  if (!buffer)
    return makeError("cannot allocate " + std::to_string(maxBytes) +
                     " bytes for the largest tensor");
  for (const TensorToWrite &tensor : tensors) {
    uint64_t numBytes = tensor.numBytes();
    Expected<void> done = tensor.produce(buffer.get());
    if (done)
      done = file.write(buffer.get(), numBytes);
    if (done)
      done = writePadding(file, paddingBytes(numBytes, alignment));
    if (!done)
      return done;
  }
  return {};
}

Expected<void> weights::writeGguf(const std::string &path,
                                  const GgufFile *metadataFrom,
                                  const std::string &architecture,
                                  uint32_t fileType,
                                  const std::vector<TensorToWrite> &tensors) {
  if (Expected<void> checked = checkTensors(tensors); !checked)
    return makeError(path + ": " + checked.error().message);
  if (!metadataFrom && findNameFault(architecture))
    return makeError(path + ": architecture " + quoteName(architecture) + " " +
                     findNameFault(architecture));

  uint64_t alignment = metadataFrom ? metadataFrom->alignment() : 32;
  HeadBuilder head;
  head.appendMetadata(metadataFrom, architecture, fileType, tensors.size());
  uint64_t dataOffset = 0;
  for (const TensorToWrite &tensor : tensors) {
    head.appendTensor(tensor, dataOffset);
    uint64_t numBytes = tensor.numBytes();
    dataOffset += numBytes + paddingBytes(numBytes, alignment);
  }

  Expected<std::unique_ptr<AtomicFile>> file = AtomicFile::create(path);
  if (!file)
    return tl::make_unexpected(file.error());
  Expected<void> done = (*file)->write(head.bytes.data(), head.bytes.size());
  if (done)
    done = writePadding(**file, paddingBytes(head.bytes.size(), alignment));
  if (done)
    done = writeTensors(**file, tensors, alignment);
  if (done)
    done = (*file)->commit();
  return done;
}
