//===- CommandLine.h - What the user asks for -------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_TOOLS_QUANT_WEIGHTS_COMMANDLINE_H
#define QBLOCK_TOOLS_QUANT_WEIGHTS_COMMANDLINE_H

#include "qblock/Quantizer/TypeChoice.h"
#include "qblock/Recipe/Recipe.h"
#include "qblock/Support/Expected.h"

#include <cstdint>
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
  std::string targetBits, targetSize; ///< as given; `budget` has them read
  Budget budget;
  bool requireIdentical = false;
  unsigned numThreads = 0;
};

/// The text of --help.
std::string helpText();

/// Reads the arguments; both our form (`--quantize-scheme=S IN -o OUT`) and
/// that of llama-quantize (`IN [OUT] S [THREADS]`).
Expected<CommandLine> parseCommandLine(int argc, char **argv);

} // namespace qblock

#endif // QBLOCK_TOOLS_QUANT_WEIGHTS_COMMANDLINE_H
