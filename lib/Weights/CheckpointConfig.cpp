//===- CheckpointConfig.cpp - config.json of a checkpoint -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A checkpoint of Hugging Face says in config.json what a GGUF file says in its
// metadata. Keys and their meaning are those of llama.cpp's converter, so that
// a file made from a checkpoint here is read as one made there.
//
//===----------------------------------------------------------------------===//

#include "CheckpointConfig.h"

#include "StrictJson.h"
#include "Text.h"
#include "qblock/Weights/MappedFile.h"

#include <algorithm>
#include <cmath>
#include <iterator>

using namespace qblock;
using namespace qblock::weights;

static constexpr Architecture architectures[] = {
    {"LlamaForCausalLM", "llama", "llama", /*interleavesHeads=*/true},
    {"MistralForCausalLM", "mistral", "llama", /*interleavesHeads=*/true},
    {"MixtralForCausalLM", "mixtral", "llama", /*interleavesHeads=*/true},
    {"Qwen2ForCausalLM", "qwen2", "qwen2"},
    {"Qwen3ForCausalLM", "qwen3", "qwen3"},
    {"Qwen3MoeForCausalLM", "qwen3_moe", "qwen3moe"},
    {"Gemma2ForCausalLM", "gemma2", "gemma2", /*interleavesHeads=*/false,
     /*addsOneToNorms=*/true, /*hasSandwichNorms=*/true,
     /*ignoresOutput=*/true},
    {"Phi3ForCausalLM", "phi3", "phi3"},
};

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

static const Architecture *findArchitecture(const nlohmann::json &json) {
  auto names = json.find("architectures");
  auto type = json.find("model_type");
  auto matches = [&](const Architecture &row) {
    if (names != json.end() && names->is_array() && !names->empty())
      return names->front() == row.className;
    return type != json.end() && *type == row.modelType;
  };
  const Architecture *found =
      std::find_if(std::begin(architectures), std::end(architectures), matches);
  return found == std::end(architectures) ? nullptr : found;
}

static std::string supportedNames() {
  std::string names;
  for (const Architecture &row : architectures)
    names += (names.empty() ? "" : ", ") + std::string(row.className);
  return names;
}

Expected<CheckpointConfig> CheckpointConfig::load(const std::string &path) {
  auto file = MappedFile::open(path);
  if (!file)
    return makeError(file.error().message +
                     " (it holds the hyperparameters of the model)");
  constexpr unsigned maxDepth = 32;
  auto json = parseStrictJson(file->text(), maxDepth);
  if (!json)
    return makeError(path + ": " + json.error().message);
  if (!json->is_object())
    return makeError(path + ": expects a JSON object");
  CheckpointConfig config;
  config.filePath = path;
  config.json = std::move(*json);
  config.family = findArchitecture(config.json);
  if (!config.family) {
    auto names = config.json.find("architectures");
    std::string given = names == config.json.end() ? "none" : names->dump();
    return makeError(path + ": expects architectures to be one of " +
                     supportedNames() + ", but got " + quoteName(given));
  }
  if (auto done = config.readSizes(); !done)
    return tl::make_unexpected(done.error());
  if (auto done = config.readRope(); !done)
    return tl::make_unexpected(done.error());
  return config;
}

/// The first key that is there and not null; 0 if none is.
Expected<int64_t>
CheckpointConfig::getCount(std::initializer_list<const char *> keys) const {
  constexpr int64_t maxCount = 1 << 30;
  for (const char *key : keys) {
    auto value = json.find(key);
    if (value == json.end() || value->is_null())
      continue;
    if (!value->is_number_unsigned() || *value > maxCount)
      return makeError(filePath + ": " + key + ": expects a count, but got " +
                       quoteName(value->dump()));
    return value->get<int64_t>();
  }
  return 0;
}

Expected<void> CheckpointConfig::readSizes() {
  struct Field {
    int64_t &value;
    std::initializer_list<const char *> keys;
    bool isRequired;
  };
  Field fields[] = {
      {layers, {"num_hidden_layers"}, true},
      {hidden, {"hidden_size"}, true},
      {feedForward, {"intermediate_size"}, true},
      {heads, {"num_attention_heads"}, true},
      {kvHeads, {"num_key_value_heads"}, false},
      {headElems, {"head_dim"}, family->hasSandwichNorms},
      {experts, {"num_local_experts", "num_experts"}, false},
      {expertFeedForward, {"moe_intermediate_size"}, false},
  };
  for (Field &field : fields) {
    auto value = getCount(field.keys);
    if (!value)
      return tl::make_unexpected(value.error());
    if (field.isRequired && *value == 0)
      return makeError(filePath + ": expects " + *field.keys.begin());
    field.value = *value;
  }
  constexpr int64_t maxLayers = 10000;
  if (layers > maxLayers || experts > maxLayers)
    return makeError(filePath + ": expects at most " +
                     std::to_string(maxLayers) + " layers and experts");
  if (kvHeads == 0)
    kvHeads = heads;
  if (headElems == 0)
    headElems = hidden / heads;
  if (headElems == 0 || heads % kvHeads ||
      (family->interleavesHeads && headElems % 2))
    return makeError(filePath + ": " + std::to_string(heads) + " heads of " +
                     std::to_string(headElems) + " elements with " +
                     std::to_string(kvHeads) +
                     " key/value heads make no attention");
  if (expertFeedForward == 0)
    expertFeedForward = feedForward;
  return {};
}

/// New files have all in `rope_parameters`; old ones have part of it in
/// `rope_scaling` and the rest beside it.
Expected<void> CheckpointConfig::readRope() {
  for (const char *key : {"rope_scaling", "rope_parameters"}) {
    auto found = json.find(key);
    if (found == json.end() || found->is_null())
      continue;
    if (!found->is_object())
      return makeError(filePath + ": " + key + ": expects an object");
    rope = *found;
  }
  if (rope.is_null())
    rope = Json::object();
  if (auto full = rope.find("full_attention");
      full != rope.end() && full->is_object())
    rope = Json(*full);
  for (const char *key : {"rope_theta", "partial_rotary_factor",
                          "original_max_position_embeddings"})
    if (!rope.contains(key) && json.contains(key) && !json[key].is_null())
      rope[key] = json[key];
  if (!rope.contains("rope_type") && rope.contains("type"))
    rope["rope_type"] = Json(rope["type"]);
  return {};
}

std::optional<double> CheckpointConfig::getNumber(const Json &object,
                                                  const char *key) const {
  auto value = object.find(key);
  if (value == object.end() || !value->is_number())
    return std::nullopt;
  return value->get<double>();
}

std::string CheckpointConfig::ropeType() const {
  auto type = rope.find("rope_type");
  return type != rope.end() && type->is_string() ? type->get<std::string>()
                                                 : std::string();
}

//===----------------------------------------------------------------------===//
// Metadata
//===----------------------------------------------------------------------===//

void CheckpointConfig::setUint(Metadata &metadata, const char *key,
                               int64_t value) const {
  metadata.setUint32(std::string(family->ggufName) + key, uint32_t(value));
}

void CheckpointConfig::setFloat(Metadata &metadata, const char *key,
                                double value) const {
  metadata.setFloat32(std::string(family->ggufName) + key, float(value));
}

void CheckpointConfig::copyUint(Metadata &metadata, const char *from,
                                const char *to) const {
  auto value = json.find(from);
  if (value != json.end() && value->is_number_unsigned())
    setUint(metadata, to, value->get<int64_t>());
}

void CheckpointConfig::copyFloat(Metadata &metadata, const char *from,
                                 const char *to) const {
  if (auto value = getNumber(json, from))
    setFloat(metadata, to, *value);
}

void CheckpointConfig::addRopeScaling(Metadata &metadata) const {
  std::string type = ropeType();
  std::string key = std::string(family->ggufName) + ".rope.scaling.type";
  auto factor = getNumber(rope, "factor");
  auto copy = [&](const char *from, const char *to) {
    if (auto value = getNumber(rope, from))
      setFloat(metadata, to, *value);
  };
  if (type == "longrope" || type == "su") {
    metadata.setString(key, "longrope");
  } else if (factor && (type == "linear" || type == "yarn")) {
    metadata.setString(key, type);
    setFloat(metadata, ".rope.scaling.factor", *factor);
  }
  if (!factor || type != "yarn")
    return;
  if (auto length = getNumber(rope, "original_max_position_embeddings"))
    setUint(metadata, ".rope.scaling.original_context_length",
            int64_t(*length));
  copy("extrapolation_factor", ".rope.scaling.yarn_ext_factor");
  copy(rope.contains("attention_factor") ? "attention_factor" : "attn_factor",
       ".rope.scaling.yarn_attn_factor");
  copy("beta_fast", ".rope.scaling.yarn_beta_fast");
  copy("beta_slow", ".rope.scaling.yarn_beta_slow");
}

void CheckpointConfig::addCommonKeys(Metadata &metadata) const {
  setUint(metadata, ".block_count", layers);
  copyUint(metadata, "max_position_embeddings", ".context_length");
  setUint(metadata, ".embedding_length", hidden);
  setUint(metadata, ".feed_forward_length", feedForward);
  setUint(metadata, ".attention.head_count", heads);
  copyUint(metadata, "num_key_value_heads", ".attention.head_count_kv");
  addRopeScaling(metadata);
  if (auto theta = getNumber(rope, "rope_theta"))
    setFloat(metadata, ".rope.freq_base", *theta);
  copyFloat(metadata, "rms_norm_eps", ".attention.layer_norm_rms_epsilon");
  if (experts)
    setUint(metadata, ".expert_count", experts);
  copyUint(metadata, "num_experts_per_tok", ".expert_used_count");
  // Configurations of these families have it even where the file is silent.
  bool hasHeadElems = json.contains("head_dim") && !json["head_dim"].is_null();
  if (hasHeadElems || (family->interleavesHeads && !experts)) {
    setUint(metadata, ".attention.key_length", headElems);
    setUint(metadata, ".attention.value_length", headElems);
  }
  copyUint(metadata, "moe_intermediate_size", ".expert_feed_forward_length");
  if (!family->interleavesHeads)
    return;
  copyUint(metadata, "vocab_size", ".vocab_size");
  setUint(metadata, ".rope.dimension_count", headElems);
}

void CheckpointConfig::addSoftCappedKeys(Metadata &metadata) const {
  copyUint(metadata, "max_position_embeddings", ".context_length");
  setUint(metadata, ".embedding_length", hidden);
  setUint(metadata, ".block_count", layers);
  setUint(metadata, ".feed_forward_length", feedForward);
  setUint(metadata, ".attention.head_count", heads);
  setUint(metadata, ".attention.head_count_kv", kvHeads);
  copyFloat(metadata, "rms_norm_eps", ".attention.layer_norm_rms_epsilon");
  setUint(metadata, ".attention.key_length", headElems);
  setUint(metadata, ".attention.value_length", headElems);
  copyFloat(metadata, "attn_logit_softcapping", ".attn_logit_softcapping");
  copyFloat(metadata, "final_logit_softcapping", ".final_logit_softcapping");
  copyUint(metadata, "sliding_window", ".attention.sliding_window");
}

/// The elements of a head that the rotary embedding turns.
int64_t CheckpointConfig::ropeElems() const {
  double share = getNumber(rope, "partial_rotary_factor").value_or(1);
  return int64_t(share * double(hidden)) / heads;
}

Expected<void> CheckpointConfig::addPartialRopeKeys(Metadata &metadata) const {
  auto longest = getNumber(json, "max_position_embeddings");
  auto original = getNumber(rope, "original_max_position_embeddings");
  if (!longest || !original || !(*longest >= 1) || !(*original > 1) ||
      *longest > 1 << 30 || *original > 1 << 30)
    return makeError(filePath + ": expects max_position_embeddings and "
                                "original_max_position_embeddings");
  setUint(metadata, ".context_length", int64_t(*longest));
  setUint(metadata, ".rope.scaling.original_context_length",
          int64_t(*original));
  setUint(metadata, ".embedding_length", hidden);
  setUint(metadata, ".feed_forward_length", feedForward);
  setUint(metadata, ".block_count", layers);
  setUint(metadata, ".attention.head_count", heads);
  setUint(metadata, ".attention.head_count_kv", kvHeads);
  copyFloat(metadata, "rms_norm_eps", ".attention.layer_norm_rms_epsilon");
  setUint(metadata, ".rope.dimension_count", ropeElems());
  if (auto theta = getNumber(rope, "rope_theta"))
    setFloat(metadata, ".rope.freq_base", *theta);
  // 0 says that there is none.
  setUint(metadata, ".attention.sliding_window", 0);
  copyUint(metadata, "sliding_window", ".attention.sliding_window");
  if (!rope.contains("long_factor"))
    return {};
  // How much attention is sharpened when the context is stretched.
  double scale = *longest / *original, factor = 1;
  std::string type = ropeType();
  if (type != "su" && type != "longrope" && type != "yarn")
    return makeError(filePath + ": rope_type " + quoteName(type) +
                     " with long_factor: expects longrope, su or yarn");
  if (scale > 1)
    factor = type == "yarn"
                 ? 0.1 * std::log(scale) + 1
                 : std::sqrt(1 + std::log(scale) / std::log(*original));
  setFloat(metadata, ".rope.scaling.attn_factor", factor);
  return {};
}

Expected<Metadata> CheckpointConfig::makeMetadata() const {
  Metadata metadata;
  metadata.setString("general.architecture", family->ggufName);
  metadata.setString("general.type", "model");
  if (family->hasSandwichNorms) {
    addSoftCappedKeys(metadata);
  } else if (family->modelType == "phi3") {
    if (auto done = addPartialRopeKeys(metadata); !done)
      return tl::make_unexpected(done.error());
  } else {
    addCommonKeys(metadata);
  }
  return metadata;
}

//===----------------------------------------------------------------------===//
// Factors of the rotary embedding
//===----------------------------------------------------------------------===//

/// `rope_type` llama3: low frequencies are divided by `factor`, high ones stay,
/// and what is between goes from one to the other. In binary32, step by step as
/// the converter has it.
static std::vector<float> stretchFrequencies(int64_t headElems, double base,
                                             double factor, double lowFactor,
                                             double highFactor,
                                             double contextLength) {
  constexpr double pi = 3.14159265358979323846;
  std::vector<float> factors;
  for (int64_t i = 0; i < headElems; i += 2) {
    float freq = 1.0f / std::pow(float(base), float(i) / float(headElems));
    float wavelength = float(2 * pi) / freq;
    float smooth = (float(contextLength) / wavelength - float(lowFactor)) /
                   float(highFactor - lowFactor);
    if (wavelength < float(contextLength / highFactor))
      factors.push_back(1);
    else if (wavelength > float(contextLength / lowFactor))
      factors.push_back(float(factor));
    else
      factors.push_back(1 / ((1 - smooth) / float(factor) + smooth));
  }
  return factors;
}

Expected<std::vector<float>>
CheckpointConfig::getFactors(const char *key) const {
  auto found = rope.find(key);
  int64_t expected = ropeElems() / 2;
  if (found == rope.end() || !found->is_array() ||
      int64_t(found->size()) != expected)
    return makeError(filePath + ": " + key + ": expects " +
                     std::to_string(expected) + " numbers");
  std::vector<float> factors;
  for (const Json &value : *found) {
    if (!value.is_number())
      return makeError(filePath + ": " + key + ": expects numbers");
    factors.push_back(float(value.get<double>()));
  }
  return factors;
}

Expected<std::vector<CheckpointConfig::Extra>>
CheckpointConfig::makeRopeFactors() const {
  std::vector<Extra> extras;
  std::string type = ropeType();
  std::transform(type.begin(), type.end(), type.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  auto get = [&](const char *key, double otherwise) {
    return getNumber(rope, key).value_or(otherwise);
  };
  if (family->interleavesHeads && type == "llama3")
    extras.push_back({"rope_freqs.weight",
                      stretchFrequencies(
                          headElems, get("rope_theta", 10000), get("factor", 8),
                          get("low_freq_factor", 1), get("high_freq_factor", 4),
                          get("original_max_position_embeddings", 8192))});
  if (family->modelType != "phi3" || !rope.contains("long_factor"))
    return extras;
  for (auto [key, name] : {std::pair{"long_factor", "rope_factors_long.weight"},
                           {"short_factor", "rope_factors_short.weight"}}) {
    auto factors = getFactors(key);
    if (!factors)
      return tl::make_unexpected(factors.error());
    extras.push_back({name, std::move(*factors)});
  }
  return extras;
}
