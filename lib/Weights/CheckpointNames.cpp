//===- CheckpointNames.cpp - Names in a checkpoint --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The modules of a transformer in PyTorch and what GGUF calls them, as a table.
//
//===----------------------------------------------------------------------===//

#include "CheckpointNames.h"

#include "Text.h"

#include <algorithm>
#include <charconv>
#include <iterator>

using namespace qblock;
using namespace qblock::weights;

namespace {
struct NameRow {
  std::string_view torch, gguf;
};
} // namespace

static constexpr NameRow modelRows[] = {
    {"model.embed_tokens", "token_embd"},
    {"model.norm", "output_norm"},
    {"lm_head", "output"},
};

static constexpr NameRow layerRows[] = {
    {"input_layernorm", "attn_norm"},
    {"self_attn.q_proj", "attn_q"},
    {"self_attn.k_proj", "attn_k"},
    {"self_attn.v_proj", "attn_v"},
    {"self_attn.qkv_proj", "attn_qkv"},
    {"self_attn.o_proj", "attn_output"},
    {"self_attn.q_norm", "attn_q_norm"},
    {"self_attn.k_norm", "attn_k_norm"},
    {"mlp.gate_proj", "ffn_gate"},
    {"mlp.up_proj", "ffn_up"},
    // Gate and up in one.
    {"mlp.gate_up_proj", "ffn_up"},
    {"mlp.down_proj", "ffn_down"},
    {"block_sparse_moe.gate", "ffn_gate_inp"},
    {"mlp.gate", "ffn_gate_inp"},
};

static constexpr NameRow plainNorms[] = {
    {"post_attention_layernorm", "ffn_norm"},
};

static constexpr NameRow sandwichNorms[] = {
    {"post_attention_layernorm", "post_attention_norm"},
    {"pre_feedforward_layernorm", "ffn_norm"},
    {"post_feedforward_layernorm", "post_ffw_norm"},
};

static constexpr NameRow expertRows[] = {
    {"w1", "ffn_gate_exps"},        {"w2", "ffn_down_exps"},
    {"w3", "ffn_up_exps"},          {"gate_proj", "ffn_gate_exps"},
    {"down_proj", "ffn_down_exps"}, {"up_proj", "ffn_up_exps"},
};

/// Buffers that old checkpoints hold and that follow from the configuration.
static constexpr std::string_view ignoredEndings[] = {
    ".rotary_emb.inv_freq", ".attention.bias", ".attention.masked_bias"};

template <size_t N>
static std::string_view lookUp(const NameRow (&rows)[N],
                               std::string_view module) {
  const NameRow *found =
      std::find_if(std::begin(rows), std::end(rows),
                   [&](const NameRow &row) { return row.torch == module; });
  return found == std::end(rows) ? std::string_view() : found->gguf;
}

static bool endsWith(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() &&
         text.substr(text.size() - ending.size()) == ending;
}

/// Takes `PREFIX<number>.` from the front of `text`.
static bool takeNumber(std::string_view &text, std::string_view prefix,
                       int64_t &number) {
  if (text.substr(0, prefix.size()) != prefix)
    return false;
  const char *end = text.data() + text.size();
  auto [rest, fault] =
      std::from_chars(text.data() + prefix.size(), end, number);
  if (fault != std::errc() || rest == end || *rest != '.' || number < 0)
    return false;
  text = std::string_view(rest + 1, end - rest - 1);
  return true;
}

static std::string_view findLayerStem(std::string_view module,
                                      const CheckpointConfig &config,
                                      int64_t &expert) {
  for (std::string_view prefix : {"block_sparse_moe.experts.", "mlp.experts."})
    if (takeNumber(module, prefix, expert))
      return lookUp(expertRows, module);
  std::string_view norm = config.architecture().hasSandwichNorms
                              ? lookUp(sandwichNorms, module)
                              : lookUp(plainNorms, module);
  return norm.empty() ? lookUp(layerRows, module) : norm;
}

Expected<TensorPlace> weights::placeTensor(std::string_view torchName,
                                           const CheckpointConfig &config) {
  TensorPlace place;
  for (std::string_view ending : ignoredEndings)
    if (endsWith(torchName, ending))
      return place;
  std::string_view suffix;
  for (std::string_view candidate : {".weight", ".bias"})
    if (endsWith(torchName, candidate))
      suffix = candidate;
  std::string_view module =
      torchName.substr(0, torchName.size() - suffix.size());
  bool isInLayer = takeNumber(module, "model.layers.", place.layer);
  place.stem = isInLayer ? findLayerStem(module, config, place.expert)
                         : lookUp(modelRows, module);
  if (suffix.empty() || place.stem.empty())
    return makeError("has no counterpart in " +
                     std::string(config.architecture().ggufName) + " models");
  if (place.stem == "output" && config.architecture().ignoresOutput)
    return place;
  if (place.layer >= config.layers)
    return makeError("is of layer " + std::to_string(place.layer) + ", but " +
                     config.path() + " has " + std::to_string(config.layers) +
                     " layers");
  if (place.expert >= config.experts)
    return makeError("is of expert " + std::to_string(place.expert) + ", but " +
                     config.path() + " has " + std::to_string(config.experts) +
                     " experts");
  if (isInLayer)
    place.ggufName = "blk." + std::to_string(place.layer) + ".";
  place.ggufName += std::string(place.stem) + std::string(suffix);
  return place;
}

std::vector<int64_t> weights::expectedShape(const TensorPlace &place,
                                            const CheckpointConfig &config) {
  int64_t query = config.heads * config.headElems;
  int64_t keyValue = config.kvHeads * config.headElems;
  int64_t hidden = config.hidden, inner = config.feedForward;
  int64_t expertInner = config.expertFeedForward;
  bool fusesGate = config.architecture().modelType == "phi3";
  struct Row {
    std::string_view stem;
    std::vector<int64_t> shape;
  };
  const Row rows[] = {
      {"token_embd", {-1, hidden}},
      {"output", {-1, hidden}},
      {"output_norm", {hidden}},
      {"attn_norm", {hidden}},
      {"ffn_norm", {hidden}},
      {"post_attention_norm", {hidden}},
      {"post_ffw_norm", {hidden}},
      {"attn_q", {query, hidden}},
      {"attn_k", {keyValue, hidden}},
      {"attn_v", {keyValue, hidden}},
      {"attn_qkv", {query + 2 * keyValue, hidden}},
      {"attn_output", {hidden, query}},
      {"attn_q_norm", {config.headElems}},
      {"attn_k_norm", {config.headElems}},
      {"ffn_gate", {inner, hidden}},
      {"ffn_up", {fusesGate ? 2 * inner : inner, hidden}},
      {"ffn_down", {hidden, inner}},
      {"ffn_gate_inp", {config.experts, hidden}},
      {"ffn_gate_exps", {expertInner, hidden}},
      {"ffn_up_exps", {expertInner, hidden}},
      {"ffn_down_exps", {hidden, expertInner}},
  };
  for (const Row &row : rows)
    if (row.stem == place.stem) {
      bool isBias = endsWith(place.ggufName, ".bias");
      return isBias ? std::vector<int64_t>{row.shape[0]} : row.shape;
    }
  return {};
}

std::vector<std::string> weights::requiredNames(const CheckpointConfig &config,
                                                bool hasFusedAttention) {
  std::vector<std::string> names = {"token_embd.weight", "output_norm.weight"};
  std::vector<std::string_view> stems = {"attn_norm", "attn_output",
                                         "ffn_norm"};
  if (hasFusedAttention)
    stems.push_back("attn_qkv");
  else
    stems.insert(stems.end(), {"attn_q", "attn_k", "attn_v"});
  for (int64_t layer = 0; layer < config.layers; ++layer)
    for (std::string_view stem : stems)
      names.push_back("blk." + std::to_string(layer) + "." + std::string(stem) +
                      ".weight");
  return names;
}
