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
#include "qblock/Weights/Metadata.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace qblock::weights {

/// A tensor to be written. `shape` has the outermost dimension first; rows (of
/// all outer dimensions together) are whole blocks. `produce` fills `dst` with
/// the bytes of rows [firstRow, firstRow + numRows): it is called for
/// consecutive ranges, in the order of the tensors.
struct TensorToWrite {
  std::string name;
  const format::TypeInfo *type = nullptr;
  std::vector<int64_t> shape;
  std::function<Expected<void>(int64_t firstRow, int64_t numRows, uint8_t *dst)>
      produce;

  int64_t numRows() const;
  uint64_t numBytes() const;
};

/// Sets what the metadata of a quantized file must say (general.file_type and
/// the version of the formats) and removes what is true of its source only (its
/// being split).
void setQuantized(Metadata &metadata, uint32_t fileType);

/// Bytes of the file that `writeGguf` would write.
uint64_t countGgufBytes(const Metadata &metadata,
                        const std::vector<TensorToWrite> &tensors);

/// Writes a GGUF v3 file: the metadata, which must have general.architecture,
/// then the tensors, each padded. Tensors are produced and written in pieces of
/// some megabytes. The file appears under `path` only when whole (see
/// AtomicFile.h). Tensors that no reader would accept are errors.
Expected<void> writeGguf(const std::string &path, const Metadata &metadata,
                         const std::vector<TensorToWrite> &tensors);

} // namespace qblock::weights

#endif // QBLOCK_WEIGHTS_GGUFWRITER_H
