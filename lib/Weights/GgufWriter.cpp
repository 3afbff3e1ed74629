//===- GgufWriter.cpp - Writing GGUF files ----------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All sizes of a GGUF file are known before the first tensor is made. So the
// head is written first and rows are produced when their turn comes: memory
// holds some megabytes, and the output can be a pipe.
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

int64_t TensorToWrite::numRows() const {
  int64_t numRows = shape.empty() ? 0 : 1;
  for (size_t i = 0; i + 1 < shape.size(); ++i)
    numRows *= shape[i];
  return numRows;
}

uint64_t TensorToWrite::numBytes() const {
  return shape.empty() ? 0 : numRows() * format::rowBytes(*type, shape.back());
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
  void appendMetadata(const Metadata &metadata, uint64_t numTensors);
  void appendTensor(const TensorToWrite &tensor, uint64_t dataOffset);

  std::string bytes;
};

} // namespace

void HeadBuilder::appendMetadata(const Metadata &metadata,
                                 uint64_t numTensors) {
  bytes = "GGUF";
  append(ggufVersion);
  append(numTensors);
  append<uint64_t>(metadata.entries().size());
  for (const Metadata::Entry &entry : metadata.entries()) {
    appendString(entry.key);
    append(entry.type);
    bytes += entry.bytes;
  }
}

void HeadBuilder::appendTensor(const TensorToWrite &tensor,
                               uint64_t dataOffset) {
  appendString(tensor.name);
  // ggml does not count outer dimensions of one.
  auto outermost = std::find_if(tensor.shape.begin(), tensor.shape.end() - 1,
                                [](int64_t dim) { return dim != 1; });
  append<uint32_t>(tensor.shape.end() - outermost);
  for (auto dim = tensor.shape.end(); dim != outermost;)
    append<uint64_t>(*--dim);
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

/// Rows of a piece: a few megabytes, at least one row.
static int64_t rowsPerPiece(const TensorToWrite &tensor) {
  constexpr int64_t elemsPerPiece = int64_t(1) << 23;
  return std::clamp<int64_t>(elemsPerPiece / tensor.shape.back(), 1,
                             tensor.numRows());
}

static Expected<void> writeTensor(AtomicFile &file,
                                  const TensorToWrite &tensor) {
  int64_t numRows = tensor.numRows(), pieceRows = rowsPerPiece(tensor);
  uint64_t rowBytes = tensor.numBytes() / numRows;
  std::unique_ptr<uint8_t[]> piece(new (std::nothrow)
                                       uint8_t[pieceRows * rowBytes]);
  if (!piece)
    return makeError("cannot allocate " + std::to_string(pieceRows * rowBytes) +
                     " bytes for rows of tensor " + quoteName(tensor.name));
  for (int64_t row = 0; row < numRows; row += pieceRows) {
    int64_t count = std::min(pieceRows, numRows - row);
    Expected<void> done = tensor.produce(row, count, piece.get());
    if (done)
      done = file.write(piece.get(), count * rowBytes);
    if (!done)
      return done;
  }
  return {};
}

void weights::setQuantized(Metadata &metadata, uint32_t fileType) {
  metadata.setUint32("general.quantization_version", quantizationVersion);
  metadata.setUint32("general.file_type", fileType);
  for (const char *key : {"split.no", "split.count", "split.tensors.count"})
    metadata.erase(key);
}

namespace {
struct Layout {
  HeadBuilder head;
  uint64_t alignment = 32;
  uint64_t dataBytes = 0;
};
} // namespace

static Layout layOut(const Metadata &metadata,
                     const std::vector<TensorToWrite> &tensors) {
  Layout layout;
  layout.alignment = metadata.getUint("general.alignment").value_or(32);
  layout.head.appendMetadata(metadata, tensors.size());
  for (const TensorToWrite &tensor : tensors) {
    layout.head.appendTensor(tensor, layout.dataBytes);
    uint64_t numBytes = tensor.numBytes();
    layout.dataBytes += numBytes + paddingBytes(numBytes, layout.alignment);
  }
  return layout;
}

uint64_t weights::countGgufBytes(const Metadata &metadata,
                                 const std::vector<TensorToWrite> &tensors) {
  Layout layout = layOut(metadata, tensors);
  uint64_t headBytes = layout.head.bytes.size();
  return headBytes + paddingBytes(headBytes, layout.alignment) +
         layout.dataBytes;
}

Expected<void> weights::writeGguf(const std::string &path,
                                  const Metadata &metadata,
                                  const std::vector<TensorToWrite> &tensors) {
  if (Expected<void> checked = checkTensors(tensors); !checked)
    return makeError(path + ": " + checked.error().message);
  std::string architecture(
      metadata.getString("general.architecture").value_or(""));
  if (findNameFault(architecture))
    return makeError(path + ": architecture " + quoteName(architecture) + " " +
                     findNameFault(architecture));

  Layout layout = layOut(metadata, tensors);
  const std::string &head = layout.head.bytes;
  Expected<std::unique_ptr<AtomicFile>> file = AtomicFile::create(path);
  if (!file)
    return tl::make_unexpected(file.error());
  Expected<void> done = (*file)->write(head.data(), head.size());
  if (done)
    done = writePadding(**file, paddingBytes(head.size(), layout.alignment));
  for (const TensorToWrite &tensor : tensors) {
    if (done)
      done = writeTensor(**file, tensor);
    if (done)
      done = writePadding(**file,
                          paddingBytes(tensor.numBytes(), layout.alignment));
  }
  if (done)
    done = (*file)->commit();
  return done;
}
