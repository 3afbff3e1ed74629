//===- TensorName.cpp - Read roles from tensor names ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names are the most reliable source of a weight's role. Front ends wrap them
// in prefixes, quotes and brackets, but the last components stay those of the
// model's author; so patterns are matched on whole components from the end.
// Matching by substring, as file tools do, would take norms for projections.
//
//===----------------------------------------------------------------------===//

#include "qblock/Recipe/Role.h"
#include "qblock/Support/ArrayView.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <iterator>
#include <vector>

using namespace qblock;
using namespace qblock::recipe;

namespace {

/// Where a pattern holds.
enum class Scope : uint8_t {
  Any,
  Layer,       ///< only in names with a layer's number
  Top,         ///< only in names without
  TopSuffixed, ///< as Top, and only before `.weight` or the like
};

/// The last components of a name, joined by dots, without `weight` or `kernel`;
/// `#` stands for a number.
struct NamePattern {
  std::string_view tail;
  Role role;
  Scope scope = Scope::Any;
};

constexpr NamePattern patterns[] = {
    // GGUF
    {"attn_q", Role::AttnQ},
    {"attn_k", Role::AttnK},
    {"attn_v", Role::AttnV},
    {"attn_qkv", Role::AttnQKV},
    {"attn_kv_b", Role::AttnKVB},
    {"attn_output", Role::AttnOutput},
    {"ffn_gate", Role::FfnGate},
    {"ffn_up", Role::FfnUp},
    {"ffn_down", Role::FfnDown},
    {"ffn_gate_exps", Role::FfnGate},
    {"ffn_up_exps", Role::FfnUp},
    {"ffn_gate_up_exps", Role::FfnGateUp},
    {"ffn_down_exps", Role::FfnDown},
    {"ffn_gate_shexp", Role::FfnGate},
    {"ffn_up_shexp", Role::FfnUp},
    {"ffn_down_shexp", Role::FfnDown},
    {"ffn_gate.#", Role::FfnGate},
    {"ffn_up.#", Role::FfnUp},
    {"ffn_down.#", Role::FfnDown},
    {"ffn_gate_inp", Role::FfnRouter},
    {"token_embd", Role::TokenEmbd},
    {"output", Role::Output, Scope::TopSuffixed},
    {"position_embd", Role::Other, Scope::Top},
    {"token_types", Role::Other, Scope::Top},

    // Llama, Mistral, Qwen, Gemma, Phi-3 and most that came after
    {"q_proj", Role::AttnQ},
    {"k_proj", Role::AttnK},
    {"v_proj", Role::AttnV},
    {"qkv_proj", Role::AttnQKV},
    {"o_proj", Role::AttnOutput},
    {"gate_proj", Role::FfnGate},
    {"up_proj", Role::FfnUp},
    {"gate_up_proj", Role::FfnGateUp},
    {"down_proj", Role::FfnDown},
    {"embed_tokens", Role::TokenEmbd, Scope::Top},
    {"lm_head", Role::Output, Scope::Top},

    // Mixture of experts
    {"experts.#.w1", Role::FfnGate},
    {"experts.#.w2", Role::FfnDown},
    {"experts.#.w3", Role::FfnUp},
    {"block_sparse_moe.gate", Role::FfnRouter},
    {"mlp.gate", Role::FfnRouter},
    {"mlp.router", Role::FfnRouter},
    {"feed_forward.router", Role::FfnRouter},

    // Llama as Meta publishes it
    {"attention.wq", Role::AttnQ},
    {"attention.wk", Role::AttnK},
    {"attention.wv", Role::AttnV},
    {"attention.wo", Role::AttnOutput},
    {"feed_forward.w1", Role::FfnGate},
    {"feed_forward.w2", Role::FfnDown},
    {"feed_forward.w3", Role::FfnUp},
    {"tok_embeddings", Role::TokenEmbd, Scope::Top},

    // GPT-2
    {"attn.c_attn", Role::AttnQKV},
    {"attn.c_proj", Role::AttnOutput},
    {"mlp.c_fc", Role::FfnUp},
    {"mlp.c_proj", Role::FfnDown},
    {"wte", Role::TokenEmbd, Scope::Top},
    {"wpe", Role::Other, Scope::Top},

    // GPT-J, OPT, Phi-2
    {"attn.out_proj", Role::AttnOutput},
    {"self_attn.out_proj", Role::AttnOutput},
    {"self_attn.dense", Role::AttnOutput},
    {"mlp.fc_in", Role::FfnUp},
    {"mlp.fc_out", Role::FfnDown},
    {"fc1", Role::FfnUp, Scope::Layer},
    {"fc2", Role::FfnDown, Scope::Layer},
    {"embed_positions", Role::Other, Scope::Top},

    // Falcon, GPT-NeoX, BLOOM
    {"self_attention.query_key_value", Role::AttnQKV},
    {"attention.query_key_value", Role::AttnQKV},
    {"self_attention.dense", Role::AttnOutput},
    {"attention.dense", Role::AttnOutput},
    {"dense_h_to_4h", Role::FfnUp},
    {"dense_4h_to_h", Role::FfnDown},
    {"embed_in", Role::TokenEmbd, Scope::Top},
    {"embed_out", Role::Output, Scope::Top},

    // BERT; the longer tail stands before its own end
    {"attention.self.query", Role::AttnQ},
    {"attention.self.key", Role::AttnK},
    {"attention.self.value", Role::AttnV},
    {"attention.output.dense", Role::AttnOutput},
    {"intermediate.dense", Role::FfnUp, Scope::Layer},
    {"output.dense", Role::FfnDown, Scope::Layer},
    {"word_embeddings", Role::TokenEmbd, Scope::Top},
    {"position_embeddings", Role::Other, Scope::Top},
    {"token_type_embeddings", Role::Other, Scope::Top},
    {"pooler.dense", Role::Other, Scope::Top},

    // JAX pytrees
    {"params.embed", Role::TokenEmbd, Scope::Top},
};

/// Components that are followed by the number of a layer.
constexpr std::string_view layerMarkers[] = {"blk", "layers", "layer",
                                             "h",   "blocks", "block"};

/// Last components that only say that this is the matrix.
constexpr std::string_view matrixSuffixes[] = {"weight", "kernel", "embedding"};

using Components = std::vector<std::string_view>;

} // namespace

static bool contains(ArrayView<std::string_view> list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

static bool isNameChar(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
}

static Components splitName(std::string_view name) {
  Components components;
  size_t begin = 0;
  for (size_t i = 0; i <= name.size(); ++i) {
    if (i < name.size() && isNameChar(name[i]))
      continue;
    if (i > begin)
      components.push_back(name.substr(begin, i - begin));
    begin = i + 1;
  }
  return components;
}

static std::optional<int64_t> parseNumber(std::string_view text) {
  int64_t number = 0;
  const char *end = text.data() + text.size();
  auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || rest != end || number < 0)
    return std::nullopt;
  return number;
}

/// The number in `layers.3` or `layers_3`, the first one in the name.
static std::optional<int64_t> findLayer(const Components &components) {
  for (size_t i = 0; i < components.size(); ++i) {
    std::string_view component = components[i];
    if (contains(layerMarkers, component) && i + 1 < components.size())
      if (std::optional<int64_t> number = parseNumber(components[i + 1]))
        return number;
    size_t underscore = component.rfind('_');
    if (underscore != std::string_view::npos &&
        contains(layerMarkers, component.substr(0, underscore)))
      if (std::optional<int64_t> number =
              parseNumber(component.substr(underscore + 1)))
        return number;
  }
  return std::nullopt;
}

/// True if the last components are those of `tail`.
static bool endsWith(const Components &components, std::string_view tail) {
  auto component = components.rbegin();
  while (true) {
    if (component == components.rend())
      return false;
    size_t dot = tail.rfind('.');
    std::string_view expected =
        dot == std::string_view::npos ? tail : tail.substr(dot + 1);
    if (expected == "#" ? !parseNumber(*component) : *component != expected)
      return false;
    if (dot == std::string_view::npos)
      return true;
    tail = tail.substr(0, dot);
    ++component;
  }
}

static bool inScope(Scope scope, bool hasLayer, bool hasSuffix) {
  switch (scope) {
  case Scope::Any:
    return true;
  case Scope::Layer:
    return hasLayer;
  case Scope::Top:
    return !hasLayer;
  case Scope::TopSuffixed:
    return !hasLayer && hasSuffix;
  }
  return false;
}

/// True if the name is that of one expert or of a stack of them.
static bool isExpert(const Components &components) {
  if (contains(components, "experts"))
    return true;
  std::string_view last = components.back();
  constexpr std::string_view stackSuffix = "_exps";
  if (last.size() > stackSuffix.size() &&
      last.substr(last.size() - stackSuffix.size()) == stackSuffix)
    return true;
  return endsWith(components, "ffn_gate.#") ||
         endsWith(components, "ffn_up.#") || endsWith(components, "ffn_down.#");
}

std::optional<NamedRole> recipe::parseTensorName(std::string_view name) {
  Components components = splitName(name);
  bool hasSuffix =
      components.size() > 1 && contains(matrixSuffixes, components.back());
  if (hasSuffix)
    components.pop_back();
  std::optional<int64_t> layer = findLayer(components);
  for (const NamePattern &pattern : patterns)
    if (inScope(pattern.scope, layer.has_value(), hasSuffix) &&
        endsWith(components, pattern.tail))
      return NamedRole{pattern.role, layer, isExpert(components)};
  return std::nullopt;
}
