//===- Checkpoint.cpp - Models as Hugging Face keeps them -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A checkpoint differs from a GGUF file in names, in the order of rows of q and
// k, in experts kept one by one, and in small things that llama.cpp's converter
// changes. All but the small things are views of the mapped files: only vectors
// and routers, which become binary32, are held in memory.
//
//===----------------------------------------------------------------------===//

#include "Checkpoint.h"

#include "CheckpointConfig.h"
#include "CheckpointNames.h"
#include "StrictJson.h"
#include "Text.h"
#include "qblock/Format/Format.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

using namespace qblock;
using namespace qblock::weights;
namespace fs = std::filesystem;

static bool endsWith(const std::string &text, std::string_view ending) {
  return text.size() >= ending.size() &&
         text.compare(text.size() - ending.size(), ending.size(), ending) == 0;
}

bool weights::looksLikeCheckpoint(const std::string &path) {
  std::error_code fault;
  return fs::is_directory(path, fault) || endsWith(path, ".index.json") ||
         endsWith(path, ".safetensors");
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

namespace {
/// Where the parts of a checkpoint are.
struct CheckpointFiles {
  fs::path folder;
  std::vector<std::string> tensorFiles;
  /// Of a list of shards: tensor to file.
  std::map<std::string, std::string> fileOf;
};
} // namespace

static Expected<void> readIndex(const std::string &path,
                                CheckpointFiles &files) {
  auto file = MappedFile::open(path);
  if (!file)
    return tl::make_unexpected(file.error());
  constexpr unsigned maxDepth = 8;
  auto json = parseStrictJson(file->text(), maxDepth);
  if (!json)
    return makeError(path + ": " + json.error().message);
  auto map = json->is_object() ? json->find("weight_map") : json->end();
  if (!json->is_object() || map == json->end() || !map->is_object())
    return makeError(path + ": expects an object weight_map");
  std::set<std::string> names;
  for (const auto &[tensor, value] : map->items()) {
    std::string name = value.is_string() ? value.get<std::string>() : "";
    // A list does not get to read files elsewhere.
    if (name.empty() || name.find('/') != std::string::npos || name[0] == '.' ||
        findNameFault(name))
      return makeError(path + ": tensor " + quoteName(tensor) +
                       ": expects the name of a file beside the list");
    names.insert(name);
    files.fileOf[tensor] = (files.folder / name).string();
  }
  for (const std::string &name : names)
    files.tensorFiles.push_back((files.folder / name).string());
  if (names.empty())
    return makeError(path + ": lists no tensors");
  return {};
}

static Expected<CheckpointFiles> findFiles(const std::string &path) {
  CheckpointFiles files;
  std::error_code fault;
  std::string named = path;
  if (fs::is_directory(path, fault)) {
    files.folder = path;
    fs::path list = files.folder / "model.safetensors.index.json";
    fs::path single = files.folder / "model.safetensors";
    if (!fs::exists(list, fault) && !fs::exists(single, fault))
      return makeError(path + ": has neither model.safetensors nor "
                              "model.safetensors.index.json");
    named = (fs::exists(list, fault) ? list : single).string();
  } else {
    files.folder = fs::path(path).parent_path();
  }
  if (endsWith(named, ".index.json")) {
    if (auto done = readIndex(named, files); !done)
      return tl::make_unexpected(done.error());
  } else {
    files.tensorFiles = {named};
  }
  return files;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

namespace qblock::weights {

/// Builds the model of one checkpoint.
class CheckpointReader {
public:
  CheckpointReader(const CheckpointConfig &config, Model &model)
      : config(config), model(model) {}

  Expected<void> addFile(const std::string &path, const CheckpointFiles &files);
  Expected<void> finish();

private:
  Expected<void> addTensor(const StoredTensor &tensor, const std::string &path);
  Expected<void> addExpert(const StoredTensor &tensor,
                           const TensorPlace &place);
  Expected<void> checkExperts();
  Expected<void> checkWhole();
  void addView(const StoredTensor &tensor, const TensorPlace &place);
  void addVector(const StoredTensor &tensor, const TensorPlace &place);
  void addOwned(std::string name, std::vector<int64_t> shape,
                std::vector<float> values);
  /// Number of heads whose rows the rotary embedding wants in pairs.
  int64_t headsToInterleave(const TensorPlace &place) const;

  const CheckpointConfig &config;
  Model &model;
  /// Experts by GGUF name; null where one has not come yet.
  std::map<std::string, std::vector<const StoredTensor *>> experts;
};

} // namespace qblock::weights

int64_t CheckpointReader::headsToInterleave(const TensorPlace &place) const {
  if (!config.architecture().interleavesHeads)
    return 0;
  if (place.stem == "attn_q")
    return config.heads;
  return place.stem == "attn_k" ? config.kvHeads : 0;
}

void CheckpointReader::addView(const StoredTensor &tensor,
                               const TensorPlace &place) {
  ModelTensor entry;
  entry.name = place.ggufName;
  entry.type = tensor.type;
  entry.shape = tensor.shape;
  entry.parts = {bindWhole(tensor)};
  entry.parts[0].interleavedHeads = headsToInterleave(place);
  model.list.push_back(std::move(entry));
}

void CheckpointReader::addOwned(std::string name, std::vector<int64_t> shape,
                                std::vector<float> values) {
  model.owned.push_back({std::move(values), {}});
  Model::OwnedTensor &owned = model.owned.back();
  StoredTensor &stored = owned.stored;
  stored.name = name;
  stored.type = format::findType("f32");
  stored.shape = shape;
  stored.data = reinterpret_cast<const uint8_t *>(owned.values.data());
  stored.numBytes = owned.values.size() * sizeof(float);
  ModelTensor entry;
  entry.name = std::move(name);
  entry.type = stored.type;
  entry.shape = std::move(shape);
  entry.parts = {bindWhole(stored)};
  entry.isMapped = false;
  model.list.push_back(std::move(entry));
}

/// Vectors and routers, which llama.cpp reads as binary32 only.
void CheckpointReader::addVector(const StoredTensor &tensor,
                                 const TensorPlace &place) {
  BoundTensor bound = bindWhole(tensor);
  // The elements of a bias are ordered as the rows of its matrix.
  if (int64_t heads = headsToInterleave(place)) {
    bound.rowCount = tensor.numElems();
    bound.elemsPerRow = 1;
    bound.interleavedHeads = heads;
  }
  std::vector<float> values(tensor.numElems());
  readRows(bound, 0, bound.rowCount, values.data());
  bool isNorm = endsWith(tensor.name, "norm.weight");
  if (isNorm && config.architecture().addsOneToNorms)
    for (float &value : values)
      value += 1;
  addOwned(place.ggufName, tensor.shape, std::move(values));
}

Expected<void> CheckpointReader::addExpert(const StoredTensor &tensor,
                                           const TensorPlace &place) {
  auto &slots = experts[place.ggufName];
  slots.resize(config.experts);
  if (slots[place.expert] && slots[place.expert]->name != tensor.name)
    return makeError("is there twice: " + quoteName(slots[place.expert]->name));
  slots[place.expert] = &tensor;
  return {};
}

/// Fails with the reason only.
static Expected<void> checkShape(const StoredTensor &tensor,
                                 const TensorPlace &place,
                                 const CheckpointConfig &config) {
  std::vector<int64_t> expected = expectedShape(place, config);
  bool fits = expected.size() == tensor.shape.size();
  for (size_t i = 0; fits && i < expected.size(); ++i)
    fits =
        expected[i] < 0 ? tensor.shape[i] > 0 : tensor.shape[i] == expected[i];
  if (fits)
    return {};
  return makeError("has the shape " + formatShape(tensor.shape) + ", but " +
                   config.path() + " makes it " + formatShape(expected));
}

Expected<void> CheckpointReader::addTensor(const StoredTensor &tensor,
                                           const std::string &path) {
  auto fail = [&](const std::string &reason) {
    return makeError(path + ": tensor " + quoteName(tensor.name) + " " +
                     reason);
  };
  auto place = placeTensor(tensor.name, config);
  if (!place)
    return fail(place.error().message);
  if (place->ggufName.empty())
    return {};
  if (auto fits = checkShape(tensor, *place, config); !fits)
    return fail(fits.error().message);
  if (tensor.type->isBlock() || !format::canDecode(*tensor.type))
    return fail("is of type " + std::string(tensor.type->name) +
                ", which no checkpoint of floats has");
  if (place->expert >= 0) {
    if (auto added = addExpert(tensor, *place); !added)
      return fail(added.error().message);
    return {};
  }
  bool isVector = tensor.shape.size() < 2 || place->stem == "ffn_gate_inp";
  if (isVector)
    addVector(tensor, *place);
  else
    addView(tensor, *place);
  return {};
}

Expected<void> CheckpointReader::addFile(const std::string &path,
                                         const CheckpointFiles &files) {
  auto file = openTensorFile(path);
  if (!file)
    return tl::make_unexpected(file.error());
  if ((*file)->asGguf())
    return makeError(path + ": is a GGUF file, expected safetensors");
  if (auto foreign = (*file)->foreign(); !foreign.empty())
    return makeError(path + ": tensor " + quoteName(foreign[0].name) +
                     " is of type " + foreign[0].typeName +
                     ", expected F32, F16 or BF16");
  for (const auto &[name, owner] : files.fileOf)
    if (owner == path && !(*file)->find(name))
      return makeError(path + ": has no tensor " + quoteName(name) +
                       ", which the list of shards puts here");
  for (const StoredTensor &tensor : (*file)->tensors())
    if (auto added = addTensor(tensor, path); !added)
      return added;
  model.files.push_back(std::move(*file));
  return {};
}

/// Makes one tensor of the experts of each kind, which must be complete.
Expected<void> CheckpointReader::checkExperts() {
  for (auto &[name, slots] : experts) {
    ModelTensor entry;
    entry.name = name;
    for (const StoredTensor *slot : slots) {
      if (!slot)
        return makeError(config.path() + ": expects " +
                         std::to_string(slots.size()) + " experts of " + name +
                         ", but expert " + std::to_string(entry.parts.size()) +
                         " is missing");
      if (slot->type != slots[0]->type || slot->shape != slots[0]->shape)
        return makeError("tensors " + quoteName(slots[0]->name) + " and " +
                         quoteName(slot->name) +
                         " differ in type or shape and cannot be stacked");
      entry.parts.push_back(bindWhole(*slot));
    }
    entry.type = slots[0]->type;
    entry.shape = slots[0]->shape;
    entry.shape.insert(entry.shape.begin(), int64_t(slots.size()));
    model.list.push_back(std::move(entry));
  }
  return {};
}

Expected<void> CheckpointReader::checkWhole() {
  std::set<std::string_view> names;
  for (const ModelTensor &tensor : model.list)
    if (!names.insert(tensor.name).second)
      return makeError(model.name + ": two tensors become " + tensor.name);
  auto required =
      requiredNames(config, names.count("blk.0.attn_qkv.weight") != 0);
  for (int64_t layer = 0; layer < config.layers; ++layer) {
    std::string prefix = "blk." + std::to_string(layer) + ".ffn_";
    // Layers with and without experts may alternate.
    bool hasExperts = names.count(prefix + "gate_inp.weight") != 0;
    std::string ending = hasExperts ? "_exps.weight" : ".weight";
    required.push_back(prefix + "up" + ending);
    required.push_back(prefix + "down" + ending);
  }
  for (const std::string &name : required)
    if (!names.count(name))
      return makeError(model.name + ": no tensor becomes " + name +
                       ", which the model needs");
  return {};
}

Expected<void> CheckpointReader::finish() {
  if (auto done = checkExperts(); !done)
    return done;
  auto factors = config.makeRopeFactors();
  if (!factors)
    return tl::make_unexpected(factors.error());
  for (CheckpointConfig::Extra &extra : *factors) {
    int64_t numElems = extra.values.size();
    addOwned(extra.name, {numElems}, std::move(extra.values));
  }
  return checkWhole();
}

Expected<std::unique_ptr<Model>>
weights::openCheckpoint(const std::string &path) {
  auto files = findFiles(path);
  if (!files)
    return tl::make_unexpected(files.error());
  auto config =
      CheckpointConfig::load((files->folder / "config.json").string());
  if (!config)
    return tl::make_unexpected(config.error());
  auto metadata = config->makeMetadata();
  if (!metadata)
    return tl::make_unexpected(metadata.error());
  std::unique_ptr<Model> model(new Model);
  model->name = path;
  model->fromCheckpoint = true;
  model->keys = std::move(*metadata);
  std::error_code fault;
  std::string folder =
      fs::weakly_canonical(files->folder, fault).filename().string();
  if (!findNameFault(folder))
    model->keys.setString("general.name", folder);
  CheckpointReader reader(*config, *model);
  for (const std::string &file : files->tensorFiles)
    if (auto added = reader.addFile(file, *files); !added)
      return tl::make_unexpected(added.error());
  if (auto done = reader.finish(); !done)
    return tl::make_unexpected(done.error());
  return model;
}
