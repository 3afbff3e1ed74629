//===- Checkpoint.h - Models as Hugging Face keeps them ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_WEIGHTS_CHECKPOINT_H
#define QBLOCK_LIB_WEIGHTS_CHECKPOINT_H

#include "qblock/Weights/Model.h"

namespace qblock::weights {

/// True for a folder, for a list of shards (`.index.json`) and for a
/// safetensors file.
bool looksLikeCheckpoint(const std::string &path);

/// Opens a checkpoint: a folder with config.json and safetensors files, the
/// list of its shards, or its one file. The model is as llama.cpp's converter
/// makes it, but for the tokenizer, which has no metadata.
Expected<std::unique_ptr<Model>> openCheckpoint(const std::string &path);

} // namespace qblock::weights

#endif // QBLOCK_LIB_WEIGHTS_CHECKPOINT_H
