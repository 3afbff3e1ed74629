//===- CheckpointConfig.h - config.json of a checkpoint ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_WEIGHTS_CHECKPOINTCONFIG_H
#define QBLOCK_LIB_WEIGHTS_CHECKPOINTCONFIG_H

#include "qblock/Support/Expected.h"
#include "qblock/Weights/Metadata.h"

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qblock::weights {

/// What tells the families of checkpoints apart.
struct Architecture {
  std::string_view className; ///< in `architectures` of config.json
  std::string_view modelType; ///< in `model_type`
  std::string_view ggufName;  ///< general.architecture
  /// Rows of q and k go from halves of a head to pairs, which is how this
  /// architecture's rotary embedding pairs them in llama.cpp.
  bool interleavesHeads = false;
  bool addsOneToNorms = false; ///< stored norms are differences from 1
  bool hasSandwichNorms =
      false;                  ///< norms also after attention and feed-forward
  bool ignoresOutput = false; ///< the output is the token embedding
};

/// The hyperparameters of a model in the layout of Hugging Face.
class CheckpointConfig {
public:
  /// Fails on a family that is not supported (the error lists those that are),
  /// on missing and on absurd values.
  static Expected<CheckpointConfig> load(const std::string &path);

  const Architecture &architecture() const { return *family; }
  const std::string &path() const { return filePath; }

  int64_t layers = 0, hidden = 0, feedForward = 0, heads = 0, kvHeads = 0;
  int64_t headElems = 0;         ///< width of a head
  int64_t experts = 0;           ///< 0: none
  int64_t expertFeedForward = 0; ///< width of one expert

  /// As llama.cpp's converter writes it, without general.name.
  Expected<Metadata> makeMetadata() const;

  /// A vector that llama.cpp reads from the file and a checkpoint does not
  /// have.
  struct Extra {
    std::string name;
    std::vector<float> values;
  };
  /// The factors of the rotary embedding's frequencies; empty for most.
  Expected<std::vector<Extra>> makeRopeFactors() const;

private:
  using Json = nlohmann::json;
  Expected<void> readSizes();
  Expected<void> readRope();
  Expected<int64_t> getCount(std::initializer_list<const char *> keys) const;
  std::optional<double> getNumber(const Json &object, const char *key) const;
  Expected<std::vector<float>> getFactors(const char *key) const;
  void addCommonKeys(Metadata &metadata) const;
  void addRopeScaling(Metadata &metadata) const;
  void addSoftCappedKeys(Metadata &metadata) const;
  Expected<void> addPartialRopeKeys(Metadata &metadata) const;
  void setUint(Metadata &metadata, const char *key, int64_t value) const;
  void setFloat(Metadata &metadata, const char *key, double value) const;
  void copyUint(Metadata &metadata, const char *from, const char *to) const;
  void copyFloat(Metadata &metadata, const char *from, const char *to) const;
  std::string ropeType() const;
  int64_t ropeElems() const;

  std::string filePath;
  const Architecture *family = nullptr;
  Json json;
  Json rope; ///< parameters of the rotary embedding, old and new spelling
};

} // namespace qblock::weights

#endif // QBLOCK_LIB_WEIGHTS_CHECKPOINTCONFIG_H
