//===- Model.cpp - The tensors of a model -----------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whoever quantizes a model wants tensors under the names of GGUF and does not
// care how many files they come from. This is where files become one model.
//
//===----------------------------------------------------------------------===//

#include "qblock/Weights/Model.h"

#include "Checkpoint.h"
#include "Text.h"
#include "qblock/Format/Format.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

using namespace qblock;
using namespace qblock::weights;

int64_t ModelTensor::numRows() const {
  int64_t rows = 1;
  for (size_t i = 0; i + 1 < shape.size(); ++i)
    rows *= shape[i];
  return rows;
}

int64_t ModelTensor::numExperts() const {
  int64_t experts = 1;
  for (size_t i = 0; i + 2 < shape.size(); ++i)
    experts *= shape[i];
  return experts;
}

uint64_t ModelTensor::numBytes() const {
  return numRows() * format::rowBytes(*type, rowElems());
}

const ModelTensor *Model::find(std::string_view wanted) const {
  auto found = std::find_if(list.begin(), list.end(), [&](auto &tensor) {
    return tensor.name == wanted;
  });
  return found == list.end() ? nullptr : &*found;
}

//===----------------------------------------------------------------------===//
// Opening
//===----------------------------------------------------------------------===//

Expected<void> Model::addFile(std::unique_ptr<TensorFile> file) {
  for (const StoredTensor &tensor : file->tensors()) {
    ModelTensor entry;
    entry.name = tensor.name;
    entry.type = tensor.type;
    entry.shape = tensor.shape;
    entry.parts = {bindWhole(tensor)};
    list.push_back(std::move(entry));
  }
  files.push_back(std::move(file));
  return {};
}

/// `stem-00002-of-00005.gguf`, of which `path` is one; empty if it is not.
static std::string shardPath(const std::string &path, uint64_t index,
                             uint64_t count) {
  constexpr size_t suffixBytes = 20; // "-00001-of-00005.gguf"
  if (path.size() < suffixBytes)
    return {};
  std::string ending = path.substr(path.size() - suffixBytes);
  unsigned number, total;
  int end = 0;
  if (std::sscanf(ending.c_str(), "-%5u-of-%5u.gguf%n", &number, &total,
                  &end) != 2 ||
      end != int(suffixBytes) || total != count)
    return {};
  char name[suffixBytes + 1];
  std::snprintf(name, sizeof(name), "-%05u-of-%05u.gguf",
                unsigned(index + 1) % 100000, unsigned(count) % 100000);
  return path.substr(0, path.size() - suffixBytes) + name;
}

Expected<void> Model::addShards(const GgufFile &opened, uint64_t count) {
  // What the user named may be any of the files; their order is theirs.
  std::string named = opened.path();
  uint64_t expected = opened.getUint("split.tensors.count").value_or(0);
  for (uint64_t i = 0; i < count; ++i) {
    std::string path = shardPath(named, i, count);
    if (path.empty())
      return makeError(named + ": is one of " + std::to_string(count) +
                       " files of a model, whose names must end in "
                       "-00001-of-" +
                       std::to_string(count) + ".gguf with 5 digits each");
    auto shard = GgufFile::open(path);
    if (!shard)
      return makeError(shard.error().message + " (one of " +
                       std::to_string(count) + " files of a model)");
    if ((*shard)->getUint("split.no") != i ||
        (*shard)->getUint("split.count") != count)
      return makeError(path + ": expects split.no " + std::to_string(i) +
                       " of " + std::to_string(count));
    if (i == 0)
      keys = (*shard)->copyMetadata();
    if (auto added = addFile(std::move(*shard)); !added)
      return added;
  }
  if (expected && expected != list.size())
    return makeError(named + ": expects " + std::to_string(expected) +
                     " tensors in all files, but got " +
                     std::to_string(list.size()));
  std::vector<std::string_view> names;
  for (const ModelTensor &tensor : list)
    names.push_back(tensor.name);
  std::sort(names.begin(), names.end());
  auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice != names.end())
    return makeError(named + ": tensor " + quoteName(*twice) +
                     " is in two files");
  return {};
}

Expected<std::unique_ptr<Model>> Model::open(const std::string &path) {
  if (looksLikeCheckpoint(path))
    return openCheckpoint(path);
  auto file = openTensorFile(path);
  if (!file)
    return tl::make_unexpected(file.error());
  const GgufFile *gguf = (*file)->asGguf();
  if (!gguf)
    return openCheckpoint(path);
  std::unique_ptr<Model> model(new Model);
  model->name = path;
  uint64_t count = gguf->getUint("split.count").value_or(1);
  Expected<void> added;
  if (count > 1) {
    added = model->addShards(*gguf, count);
  } else {
    model->keys = gguf->copyMetadata();
    added = model->addFile(std::move(*file));
  }
  if (!added)
    return tl::make_unexpected(added.error());
  if (!model->keys.getString("general.architecture"))
    return makeError(path + ": metadata has no general.architecture");
  return model;
}

//===----------------------------------------------------------------------===//
// Rows
//===----------------------------------------------------------------------===//

/// Calls `body(part, first row in it, rows, offset in the range)` for the
/// pieces of a range.
template <typename Body>
static Expected<void> forEachPart(const ModelTensor &tensor, int64_t firstRow,
                                  int64_t numRows, Body body) {
  int64_t rowsPerPart = tensor.numRows() / tensor.parts.size();
  for (int64_t done = 0; done < numRows;) {
    int64_t row = firstRow + done;
    int64_t first = row % rowsPerPart;
    int64_t count = std::min(numRows - done, rowsPerPart - first);
    Expected<void> result =
        body(tensor.parts[row / rowsPerPart], first, count, done);
    if (!result)
      return result;
    done += count;
  }
  return {};
}

void weights::readRows(const ModelTensor &tensor, int64_t firstRow,
                       int64_t numRows, float *dst) {
  int64_t rowElems = tensor.rowElems();
  (void)forEachPart(tensor, firstRow, numRows,
                    [&](const BoundTensor &part, int64_t first, int64_t count,
                        int64_t offset) -> Expected<void> {
                      readRows(part, first, count, dst + offset * rowElems);
                      return {};
                    });
}

Expected<void> weights::quantizeRowsTo(const ModelTensor &tensor,
                                       const format::TypeInfo &type,
                                       int64_t firstRow, int64_t numRows,
                                       uint8_t *dst,
                                       const QuantizeOptions &options) {
  int64_t rowBytes = format::rowBytes(type, tensor.rowElems());
  int64_t rowsPerExpert = tensor.numRows() / tensor.numExperts();
  return forEachPart(
      tensor, firstRow, numRows,
      [&](const BoundTensor &part, int64_t first, int64_t count,
          int64_t offset) {
        QuantizeOptions partOptions = options;
        partOptions.rowsPerSlice = rowsPerExpert;
        // A part that is one expert has one slice.
        if (options.importance && tensor.parts.size() > 1)
          partOptions.importance +=
              (firstRow + offset) / rowsPerExpert * tensor.rowElems();
        return quantizeRowsTo(part, type, first, count, dst + offset * rowBytes,
                              partOptions);
      });
}

void weights::releasePages(const ModelTensor &tensor) {
  if (!tensor.isMapped)
    return;
  for (const BoundTensor &part : tensor.parts)
    MappedFile::release(part.tensor->data, part.tensor->numBytes);
}
