//===- SafetensorsFile.h - Reading safetensors files ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_WEIGHTS_SAFETENSORSFILE_H
#define QBLOCK_LIB_WEIGHTS_SAFETENSORSFILE_H

#include "qblock/Weights/TensorFile.h"

namespace qblock::weights {

/// A safetensors file. Tensors of types that ggml does not have (U8, F8_E4M3,
/// ...) are checked and then left out, see TensorFile::findForeignType.
class SafetensorsFile : public TensorFile {
public:
  static Expected<std::unique_ptr<SafetensorsFile>> read(MappedFile file);

private:
  using TensorFile::TensorFile;
};

} // namespace qblock::weights

#endif // QBLOCK_LIB_WEIGHTS_SAFETENSORSFILE_H
