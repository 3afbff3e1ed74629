//===- Model.h - The tensors of a model -------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_WEIGHTS_MODEL_H
#define QBLOCK_WEIGHTS_MODEL_H

#include "qblock/Weights/GgufFile.h"
#include "qblock/Weights/WeightMap.h"

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace qblock::weights {

/// A tensor under its GGUF name. Its rows (of all outer dimensions together)
/// are those of the parts, one part after the other: one for most, one an
/// expert where a file keeps experts apart. All parts have the same number of
/// rows.
struct ModelTensor {
  std::string name;
  const format::TypeInfo *type = nullptr;
  std::vector<int64_t> shape; ///< outermost dimension first
  std::vector<BoundTensor> parts;
  bool isMapped = true; ///< the data are in a file, not in memory

  int64_t rowElems() const { return shape.back(); }
  int64_t numRows() const;
  int64_t numElems() const { return numRows() * rowElems(); }
  /// Product of the dimensions outside of the matrix.
  int64_t numExperts() const;
  uint64_t numBytes() const;
};

/// A model in one or several files: metadata and tensors with GGUF names.
class Model {
public:
  /// Opens a GGUF file; of a split one, any file stands for all. Or a
  /// checkpoint of Hugging Face (its folder, its one safetensors file or the
  /// list of its shards), as llama.cpp's converter would make a GGUF file of
  /// it, but without the metadata of the tokenizer.
  static Expected<std::unique_ptr<Model>> open(const std::string &path);

  const std::string &path() const { return name; }
  /// True if it was not a GGUF file.
  bool isCheckpoint() const { return fromCheckpoint; }
  const Metadata &metadata() const { return keys; }
  Metadata &metadata() { return keys; }
  const std::vector<ModelTensor> &tensors() const { return list; }
  /// Null if there is none of that name.
  const ModelTensor *find(std::string_view name) const;

private:
  friend class CheckpointReader;
  friend Expected<std::unique_ptr<Model>>
  openCheckpoint(const std::string &path);

  /// A tensor that is not as a file has it.
  struct OwnedTensor {
    std::vector<float> values;
    StoredTensor stored;
  };

  Expected<void> addFile(std::unique_ptr<TensorFile> file);
  Expected<void> addShards(const GgufFile &first, uint64_t count);

  std::string name;
  Metadata keys;
  std::vector<ModelTensor> list;
  std::vector<std::unique_ptr<TensorFile>> files;
  std::deque<OwnedTensor> owned;
  bool fromCheckpoint = false;
};

/// Decodes rows [firstRow, firstRow + numRows) to binary32.
void readRows(const ModelTensor &tensor, int64_t firstRow, int64_t numRows,
              float *dst);

/// As `quantizeRowsTo` of a view; `options.rowsPerSlice` is ignored, a slice of
/// the importance belongs to an expert.
Expected<void> quantizeRowsTo(const ModelTensor &tensor,
                              const format::TypeInfo &type, int64_t firstRow,
                              int64_t numRows, uint8_t *dst,
                              const QuantizeOptions &options = {});

/// Gives the memory of mapped data back.
void releasePages(const ModelTensor &tensor);

} // namespace qblock::weights

#endif // QBLOCK_WEIGHTS_MODEL_H
