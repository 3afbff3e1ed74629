//===- TensorFile.h - Tensors of GGUF and safetensors -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_WEIGHTS_TENSORFILE_H
#define QBLOCK_WEIGHTS_TENSORFILE_H

#include "qblock/Format/Types.h"
#include "qblock/Support/Expected.h"
#include "qblock/Weights/MappedFile.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace qblock::weights {

/// A tensor in a mapped file. `shape` has the outermost dimension first and is
/// in elements (GGUF's ne reversed): a matrix is [rows, row length]. `data` is
/// valid as long as the file object lives; it need not be aligned to the type.
struct StoredTensor {
  std::string name;
  const format::TypeInfo *type = nullptr;
  std::vector<int64_t> shape;
  const uint8_t *data = nullptr;
  uint64_t numBytes = 0;

  int64_t rowElems() const { return shape.empty() ? 1 : shape.back(); }
  int64_t numElems() const;
  /// 0 for a tensor without elements.
  int64_t numRows() const { return rowElems() ? numElems() / rowElems() : 0; }
};

class GgufFile;

/// A memory-mapped file of named tensors. Files are hostile until proven
/// otherwise: opening checks every count, length, offset and product against
/// the file's size, and a file that breaks a rule gives an error naming the
/// field. After a successful open every tensor lies inside the mapping.
class TensorFile {
public:
  virtual ~TensorFile();

  const std::string &path() const { return mapping.path(); }
  /// Tensors in the order of the file.
  const std::vector<StoredTensor> &tensors() const { return tensorList; }
  /// Null if there is none of that name.
  const StoredTensor *find(std::string_view name) const;
  /// The file as GGUF, whose tensors have llama.cpp's names; null if the names
  /// are those of PyTorch.
  virtual const GgufFile *asGguf() const { return nullptr; }
  /// What the file calls the type of tensor `name` if no ggml type is like it:
  /// such tensors are checked, but are not in the list. Else empty.
  std::string_view findForeignType(std::string_view name) const;

  struct ForeignTensor {
    std::string name, typeName;
  };
  /// All such tensors.
  const std::vector<ForeignTensor> &foreign() const { return foreignTensors; }

protected:
  explicit TensorFile(MappedFile file) : mapping(std::move(file)) {}
  /// Makes `find` work; to be called when the list is complete. Fails if a name
  /// is there twice.
  Expected<void> indexNames();

  MappedFile mapping;
  std::vector<StoredTensor> tensorList;
  std::vector<ForeignTensor> foreignTensors;

private:
  std::vector<uint32_t> byName; ///< indices of `tensorList`, by name
};

/// Opens a GGUF (v3) or safetensors file, told apart by content, not by name.
Expected<std::unique_ptr<TensorFile>> openTensorFile(const std::string &path);

} // namespace qblock::weights

#endif // QBLOCK_WEIGHTS_TENSORFILE_H
