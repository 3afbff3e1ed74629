//===- Recipe.h - Which type each weight gets -------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_RECIPE_RECIPE_H
#define QBLOCK_RECIPE_RECIPE_H

#include "qblock/Format/Types.h"
#include "qblock/Recipe/Role.h"
#include "qblock/Support/Expected.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qblock::recipe {

struct Mix;

/// A recipe: a default type and the rules that depart from it. The built-in
/// ones are the file types of llama.cpp.
struct Scheme {
  std::string_view name;        ///< canonical spelling, `Q5_K_M`
  uint32_t fileType;            ///< general.file_type
  std::string_view defaultType; ///< ggml's spelling, `q5_K`
  const Mix *mix = nullptr;     ///< the rules, never null
};

/// The schemes that can be asked for, in the order they are listed to users:
/// those whose default type this library can write.
ArrayView<Scheme> allSchemes();

/// Every scheme that has rules, also those whose types cannot be written yet.
ArrayView<Scheme> knownSchemes();

/// Lookup in `allSchemes` by name or alias (`Q4_K` for `Q4_K_M`),
/// case-insensitively. The error lists the valid names and, when one is near,
/// suggests it. With `alsoUnwritable` all known schemes are found, for reports.
Expected<const Scheme *> findScheme(std::string_view name,
                                    bool alsoUnwritable = false);

/// What the rules need to know of the model as a whole.
struct ModelFacts {
  std::string architecture = "llama"; ///< general.architecture
  int64_t layers = 0;                 ///< 0: counted from the weights
  int64_t heads = 0;                  ///< of layer 0
  int64_t kvHeads = 0;                ///< of layer 0; 0 if unknown
  int64_t experts = 0;
  bool tied = false; ///< no output.weight: token_embd is the output as well
  bool hasImportance = false;
};

/// A weight matrix as the rules see it.
struct Weight {
  /// GGUF name, `blk.3.attn_q.weight`; with `layer` decides the order of
  /// visits.
  std::string name;
  Role role = Role::Other;
  std::optional<int64_t> layer; ///< the 3 of `blk.3.`
  int64_t rowElems = 0; ///< length of the quantized (reduction) dimension: ne0
  int64_t numRows = 0;
  int64_t numExperts = 1; ///< ne2
  /// Counts as one more attn_v, though it is kept (`attn_v.weight_scale`).
  bool countsAsAttnV = false;
  const format::TypeInfo *sourceType = nullptr;
};

/// A tensor of a GGUF file as llama-quantize sees it: the role follows from
/// parts of the name (`Role::Other` for what is never converted, `Role::Matrix`
/// for what takes the default type) and, for some, the architecture. `shape`
/// has the outermost dimension first.
Weight makeWeight(std::string_view name, const std::vector<int64_t> &shape,
                  const format::TypeInfo *sourceType,
                  std::string_view architecture = {});

/// The type of a weight and the reason, in words for a report.
struct Decision {
  const format::TypeInfo *type = nullptr;
  std::string why;    ///< e.g. `Q5_K_M: attn_q takes q5_K (default)`
  bool kept = false;  ///< left in the source type whatever the scheme
  bool asked = false; ///< the type was asked for by an option
  /// A float type, because no block type divides the rows.
  bool fitsNoBlocks = false;
  /// llama-quantize refuses to write the weight without importance data.
  bool needsImportance = false;
};

/// `--tensor-type PATTERN=TYPE`: the type of the weights in whose GGUF name the
/// pattern (an ECMAScript regular expression) is found.
struct TypeOverride {
  std::string pattern;
  const format::TypeInfo *type = nullptr;
};

/// Reads `PATTERN=TYPE`. Letters of the pattern become lower case, as
/// llama-quantize has it. Fails on a pattern that is no regular expression and
/// on an unknown type.
Expected<TypeOverride> parseTypeOverride(std::string_view text);

/// Reads the overrides of a file, separated by white space.
Expected<std::vector<TypeOverride>> loadTypeOverrides(const std::string &path);

/// A type that weights can have, by ggml's name in any case; the error suggests
/// the nearest one.
Expected<const format::TypeInfo *> findWeightType(std::string_view name);

/// The type of weights whose rows are whole blocks of neither the type that the
/// rules give them nor its substitute.
const format::TypeInfo *typeOfLastResort();

/// The controls of llama-quantize, with its precedence: `embeddingType` and
/// `outputType` are final (no fallback for rows that are not whole blocks),
/// then the first override that matches, then `pure`, then the scheme. Schemes
/// without blocks (F16, ...) ignore `overrides`.
struct AssignOptions {
  /// Decide also where llama-quantize would fail while writing (missing
  /// importance data; rows that are not whole blocks of a final type): for
  /// reports.
  bool dryRun = false;
  bool pure = false;        ///< the default type for all
  bool leaveOutput = false; ///< keep output.weight as it is
  const format::TypeInfo *outputType = nullptr;
  const format::TypeInfo *embeddingType = nullptr;
  std::vector<TypeOverride> overrides; ///< in order of precedence
};

struct Assignment {
  std::vector<Decision> decisions; ///< in the order of the weights
  /// Overrides that match nothing (with the nearest names) or change nothing.
  std::vector<std::string> warnings;
};

/// Indices of `weights` in the order in which llama-quantize visits and writes
/// them: those outside of layers by name, then layer by layer, by name.
std::vector<size_t> visitOrder(const std::vector<Weight> &weights);

/// Decides for all weights of a model at once (the rules count weights of a
/// kind). Weights without a rule (router, `Role::Other`, vectors) are kept:
/// they get their source type, which must be set. Fails where llama-quantize
/// would, naming the weight.
Expected<Assignment> assignTypes(const Scheme &scheme, const ModelFacts &facts,
                                 const std::vector<Weight> &weights,
                                 const AssignOptions &options = {});

} // namespace qblock::recipe

#endif // QBLOCK_RECIPE_RECIPE_H
