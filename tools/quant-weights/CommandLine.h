//===- CommandLine.h - What the user asks for -------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_TOOLS_QUANT_WEIGHTS_COMMANDLINE_H
#define QBLOCK_TOOLS_QUANT_WEIGHTS_COMMANDLINE_H

#include "qblock/Recipe/Recipe.h"
#include "qblock/Support/Expected.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace qblock {

struct CommandLine {
  enum class Action {
    Quantize,
    Compare,
    ListSchemes,
    PrintRecipe,
    Help,
    Version
  };
  Action action = Action::Quantize;

  std::vector<std::string> inputs; ///< one model, or two to compare
  std::string output;
  std::string schemeName;
  std::string recipePath;
  std::string recipeToPrint;
  recipe::AssignOptions assign;
  bool allowRequantize = false;
  bool allowNonFinite = false;
  std::string importancePath;
  std::vector<std::string> includedWeights, excludedWeights;
  std::vector<std::string> metadataOverrides; ///< KEY=TYPE:VALUE
  std::string metadataSource;                 ///< a GGUF file with a tokenizer
  std::string reportPath;
  std::optional<double> targetBits;    ///< average, per weight
  std::optional<uint64_t> targetBytes; ///< of the whole file
  bool requireIdentical = false;
  unsigned numThreads = 0;
};

/// The text of --help.
std::string helpText();

/// Reads the arguments; both our form (`--quantize-scheme=S IN -o OUT`) and
/// that of llama-quantize (`IN [OUT] S [THREADS]`).
Expected<CommandLine> parseCommandLine(int argc, char **argv);

/// A size in bytes: a number with a unit (KiB, MiB, GiB, KB, MB, GB) or none.
Expected<uint64_t> parseByteCount(const std::string &text);

} // namespace qblock

#endif // QBLOCK_TOOLS_QUANT_WEIGHTS_COMMANDLINE_H
