//===- GgufWriter.h - Writing GGUF files ------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_WEIGHTS_GGUFWRITER_H
#define QBLOCK_WEIGHTS_GGUFWRITER_H

#include "qblock/Format/Types.h"
#include "qblock/Support/Expected.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace qblock::weights {

class GgufFile;

/// A tensor to be written. `shape` has the outermost dimension first; rows are
/// whole blocks. `produce` is called once, in the order of the tensors, to fill
/// `numBytes()` bytes; one tensor is held at a time.
struct TensorToWrite {
  std::string name;
  const format::TypeInfo *type = nullptr;
  std::vector<int64_t> shape;
  std::function<Expected<void>(uint8_t *dst)> produce;

  uint64_t numBytes() const;
};

/// Writes a GGUF v3 file: the metadata of `metadataFrom` (null: only
/// general.architecture = `architecture`) without split.*, then
/// general.quantization_version and general.file_type, then the tensors: the
/// order of llama-quantize, padding included. The file appears under `path`
/// only when whole (see AtomicFile.h). Tensors that no reader would accept are
/// errors.
Expected<void> writeGguf(const std::string &path, const GgufFile *metadataFrom,
                         const std::string &architecture, uint32_t fileType,
                         const std::vector<TensorToWrite> &tensors);

} // namespace qblock::weights

#endif // QBLOCK_WEIGHTS_GGUFWRITER_H
