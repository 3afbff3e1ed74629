//===- Role.h - What a weight does in a transformer -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_RECIPE_ROLE_H
#define QBLOCK_RECIPE_ROLE_H

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qblock::recipe {

/// The roles that recipes tell apart. `Matrix` is a matrix without a rule of
/// its own, which takes the default type. `Other` covers norms, position and
/// token-type tables and whatever must not be touched: it is kept as it is.
enum class Role : uint8_t {
  AttnQ,
  AttnK,
  AttnV,
  AttnQKV, ///< fused
  AttnKVB, ///< expands a compressed key/value state
  AttnOutput,
  FfnGate,
  FfnUp,
  FfnGateUp, ///< fused
  FfnDown,
  FfnRouter,
  TokenEmbd,
  Output,
  Matrix,
  Other,
};

/// The role's name in reports and attributes: `attn_q`, ..., `other`.
std::string_view stringify(Role role);
std::optional<Role> parseRole(std::string_view name);

/// A role and the layer it is in, as read from a name.
struct NamedRole {
  Role role;
  std::optional<int64_t> layer;
  bool expert = false; ///< one of a stack of experts
};

/// Reads a tensor name of GGUF (`blk.3.attn_q.weight`) or Hugging Face
/// (`model.layers.3.self_attn.q_proj.weight`, with any prefix; GPT-2, BERT,
/// ...). No value if the name tells nothing; names of norms and biases give
/// none.
std::optional<NamedRole> parseTensorName(std::string_view name);

/// The GGUF name of the weight with that role: `blk.3.attn_q.weight`,
/// `blk.3.ffn_up_exps.weight` for a stack of experts, `token_embd.weight`, ...
/// Empty for `Other`, and for the role of a layer when there is no layer.
std::string ggufName(Role role, std::optional<int64_t> layer,
                     bool expert = false);

} // namespace qblock::recipe

#endif // QBLOCK_RECIPE_ROLE_H
