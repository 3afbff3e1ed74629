//===- TensorFile.cpp - Stored tensors of both file formats -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What GGUF and safetensors files have in common: tensors found by name, and
// the choice between the two, made by content because file names are often
// wrong.
//
//===----------------------------------------------------------------------===//

#include "qblock/Weights/TensorFile.h"

#include "SafetensorsFile.h"
#include "Text.h"
#include "qblock/Weights/GgufFile.h"

#include <algorithm>

using namespace qblock;
using namespace qblock::weights;

int64_t StoredTensor::numElems() const {
  int64_t product = 1;
  for (int64_t dim : shape)
    product *= dim;
  return product;
}

TensorFile::~TensorFile() = default;

Expected<void> TensorFile::indexNames() {
  std::vector<std::string_view> names;
  for (const StoredTensor &tensor : tensorList)
    names.push_back(tensor.name);
  for (const ForeignTensor &tensor : foreignTensors)
    names.push_back(tensor.name);
  byName = sortByName(names);
  for (size_t i = 1; i < byName.size(); ++i)
    if (names[byName[i]] == names[byName[i - 1]])
      return makeError("tensor name " + quoteName(names[byName[i]]) +
                       " is there twice");
  auto isForeign = [&](uint32_t index) { return index >= tensorList.size(); };
  byName.erase(std::remove_if(byName.begin(), byName.end(), isForeign),
               byName.end());
  return {};
}

const StoredTensor *TensorFile::find(std::string_view name) const {
  auto it = std::lower_bound(byName.begin(), byName.end(), name,
                             [&](uint32_t index, std::string_view wanted) {
                               return tensorList[index].name < wanted;
                             });
  if (it == byName.end() || tensorList[*it].name != name)
    return nullptr;
  return &tensorList[*it];
}

std::string_view TensorFile::findForeignType(std::string_view name) const {
  for (const ForeignTensor &tensor : foreignTensors)
    if (tensor.name == name)
      return tensor.typeName;
  return {};
}

Expected<std::unique_ptr<TensorFile>>
weights::openTensorFile(const std::string &path) {
  Expected<MappedFile> file = MappedFile::open(path);
  if (!file)
    return tl::make_unexpected(file.error());
  std::string_view text = file->text();
  if (text.substr(0, 4) == "GGUF")
    return GgufFile::read(std::move(*file));
  // A safetensors file is the length of a JSON object in 8 bytes, then the
  // object.
  if (text.size() > 8 && text[8] == '{')
    return SafetensorsFile::read(std::move(*file));
  return makeError(path + ": neither a GGUF nor a safetensors file");
}
