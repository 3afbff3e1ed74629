//===- HuggingFaceReader.h - Checkpoints of Hugging Face --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_WEIGHTS_HUGGINGFACEREADER_H
#define QBLOCK_LIB_WEIGHTS_HUGGINGFACEREADER_H

#include "qblock/Weights/Model.h"

namespace qblock::weights {

/// Makes a model of safetensors files and the config.json beside them.
class HuggingFaceReader {
public:
  /// True for a folder and for an index of several files.
  static bool isCheckpoint(const std::string &path);
  static Expected<std::unique_ptr<Model>> read(const std::string &path);
};

} // namespace qblock::weights

#endif // QBLOCK_LIB_WEIGHTS_HUGGINGFACEREADER_H
