//===- CheckpointNames.h - Names in a checkpoint ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_WEIGHTS_CHECKPOINTNAMES_H
#define QBLOCK_LIB_WEIGHTS_CHECKPOINTNAMES_H

#include "CheckpointConfig.h"

#include <string>
#include <string_view>
#include <vector>

namespace qblock::weights {

/// Where a tensor of a checkpoint goes.
struct TensorPlace {
  std::string ggufName;  ///< empty: it is not needed
  std::string_view stem; ///< `attn_q`, `token_embd`: without layer and suffix
  int64_t layer = -1;    ///< -1: outside of the layers
  int64_t expert = -1;   ///< -1: not one of several
};

/// Fails on names that the architecture does not have, with the reason only.
Expected<TensorPlace> placeTensor(std::string_view torchName,
                                  const CheckpointConfig &config);

/// The shape that the configuration gives a tensor, outermost dimension first;
/// -1 for what it leaves open. Empty if it says nothing. Of one expert if the
/// place is one.
std::vector<int64_t> expectedShape(const TensorPlace &place,
                                   const CheckpointConfig &config);

/// GGUF names without which the model is not whole.
std::vector<std::string> requiredNames(const CheckpointConfig &config,
                                       bool hasFusedAttention);

} // namespace qblock::weights

#endif // QBLOCK_LIB_WEIGHTS_CHECKPOINTNAMES_H
