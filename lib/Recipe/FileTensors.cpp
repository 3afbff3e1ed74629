//===- FileTensors.cpp - What the tensors of a file are ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In a GGUF file every matrix is quantized unless its name is on a list. Names
// are looked at by parts, as llama-quantize does, so that tensors of
// architectures that nobody here has heard of end up with the same type.
//
//===----------------------------------------------------------------------===//

#include "qblock/Recipe/Recipe.h"

#include <algorithm>
#include <charconv>
#include <iterator>

using namespace qblock;
using namespace qblock::recipe;

/// Parts of the names of matrices that are never converted: small ones that
/// decide much, and those that no kernel reads in blocks.
static constexpr std::string_view keptParts[] = {
    "_norm.weight",
    "ffn_gate_tid2eid.weight",
    "altup",
    "laurel",
    "per_layer_model_proj",
    "ssm_conv1d",
    "shortconv.conv.weight",
    "indexer.k_proj.weight",
    "indexer.q_proj.weight",
    "time_mix_first.weight",
    "time_mix_w0.weight",
    "time_mix_w1.weight",
    "time_mix_w2.weight",
    "time_mix_v0.weight",
    "time_mix_v1.weight",
    "time_mix_v2.weight",
    "time_mix_a0.weight",
    "time_mix_a1.weight",
    "time_mix_a2.weight",
    "time_mix_g1.weight",
    "time_mix_g2.weight",
    "time_mix_decay_w1.weight",
    "time_mix_decay_w2.weight",
    "time_mix_lerp_fused.weight",
    "attn_rel_b.weight",
    ".position_embd",
    "sam.pos_embd",
    "sam.neck.",
    "sam.net_",
    ".rel_pos",
    ".patch_embd",
    ".patch_merger",
    "a.rvq.codebook",
    "mm.a.code_embd",
};

/// The same of one architecture.
static constexpr std::string_view keptPartsOfGlm5[] = {
    "hc_",
    "indexer.attn_q_b",
    "indexer.attn_k",
    "indexer.proj",
    "indexer_compressor_gate",
    "indexer_compressor_ape",
    "ssm_f_a.weight",
    "ssm_f_b.weight",
    "ssm_g_a.weight",
    "ssm_g_b.weight",
    "ssm_beta.weight",
    "attn_kv_a_mqa.weight",
    "attn_k_b.weight",
    "attn_v_b.weight",
};

/// Tables that are looked up by position or by kind of token.
static constexpr std::string_view keptNames[] = {"position_embd.weight",
                                                 "token_types.weight"};

namespace {
struct NamePart {
  std::string_view part;
  Role role;
};
} // namespace

/// The first part that is found decides.
static constexpr NamePart roleParts[] = {
    {"attn_qkv.weight", Role::AttnQKV},
    {"attn_kv_b.weight", Role::AttnKVB},
    {"attn_v.weight", Role::AttnV},
    {"attn_k.weight", Role::AttnK},
    {"attn_q.weight", Role::AttnQ},
    {"attn_output.weight", Role::AttnOutput},
    {"ffn_up", Role::FfnUp},
    {"ffn_gate", Role::FfnGate},
    {"ffn_down", Role::FfnDown},
};

static bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// llama-quantize subtracts the suffix's length from the name's and compares
/// with where the suffix was found; one character short of it, the difference
/// wraps around to "nowhere".
static bool endsInWeight(std::string_view name) {
  constexpr std::string_view suffix = "weight";
  if (name.size() < suffix.size())
    return name.size() + 1 == suffix.size();
  return name.substr(name.size() - suffix.size()) == suffix;
}

static bool isKept(std::string_view name, std::string_view architecture) {
  if (!endsInWeight(name))
    return true;
  auto isPart = [&](auto part) { return contains(name, part); };
  if (architecture == "glm5-next" &&
      std::any_of(std::begin(keptPartsOfGlm5), std::end(keptPartsOfGlm5),
                  isPart))
    return true;
  return std::any_of(std::begin(keptParts), std::end(keptParts), isPart) ||
         std::find(std::begin(keptNames), std::end(keptNames), name) !=
             std::end(keptNames);
}

static Role roleInFile(std::string_view name, std::string_view architecture) {
  if (contains(name, "ffn_gate_inp.weight"))
    return Role::FfnRouter;
  if (isKept(name, architecture))
    return Role::Other;
  if (name == "output.weight")
    return Role::Output;
  if (name == "token_embd.weight" || name == "per_layer_token_embd.weight")
    return Role::TokenEmbd;
  for (const NamePart &row : roleParts)
    if (contains(name, row.part))
      return row.role;
  return Role::Matrix;
}

/// The 3 of `blk.3.`.
static std::optional<int64_t> layerInFile(std::string_view name) {
  constexpr std::string_view prefix = "blk.";
  if (name.substr(0, prefix.size()) != prefix)
    return std::nullopt;
  int64_t layer = 0;
  const char *begin = name.data() + prefix.size();
  const char *end = name.data() + name.size();
  auto [rest, fault] = std::from_chars(begin, end, layer);
  if (fault != std::errc() || rest == end || *rest != '.')
    return std::nullopt;
  return layer;
}

Weight recipe::makeWeight(std::string_view name,
                          const std::vector<int64_t> &shape,
                          const format::TypeInfo *sourceType,
                          std::string_view architecture) {
  Weight weight;
  weight.name = name;
  weight.role = roleInFile(name, architecture);
  weight.countsAsAttnV = contains(name, "attn_v.weight") ||
                         contains(name, "attn_qkv.weight") ||
                         contains(name, "attn_kv_b.weight");
  weight.layer = layerInFile(name);
  weight.sourceType = sourceType;
  size_t rank = shape.size();
  weight.rowElems = rank > 0 ? shape[rank - 1] : 1;
  weight.numRows = rank > 1 ? shape[rank - 2] : 1;
  for (size_t i = 0; i + 2 < rank; ++i)
    weight.numExperts *= shape[i];
  return weight;
}
