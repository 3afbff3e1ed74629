//===- CommandLine.cpp - What the user asks for -----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One table holds the options, their help and what they do; getopt_long of the
// C library does the parsing, so that `--a b` and `--a=b` both work. Options
// have the names that llama-quantize gives them where it has them.
//
//===----------------------------------------------------------------------===//

#include "CommandLine.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <getopt.h>
#include <iterator>

using namespace qblock;

namespace {
using Result = Expected<void>;

struct Option {
  const char *name;
  const char *valueName; ///< null: takes no value
  const char *help;
  Result (*apply)(CommandLine &, const char *value);
};
} // namespace

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

static Result setType(const format::TypeInfo *&field, const char *name) {
  auto type = recipe::findWeightType(name);
  if (!type)
    return tl::make_unexpected(type.error());
  field = *type;
  return {};
}

static Result addOverride(CommandLine &line, const char *text) {
  auto override = recipe::parseTypeOverride(text);
  if (!override)
    return tl::make_unexpected(override.error());
  line.assign.overrides.push_back(std::move(*override));
  return {};
}

static Result addOverrideFile(CommandLine &line, const char *path) {
  auto overrides = recipe::loadTypeOverrides(path);
  if (!overrides)
    return tl::make_unexpected(overrides.error());
  line.assign.overrides.insert(line.assign.overrides.end(), overrides->begin(),
                               overrides->end());
  return {};
}

static Expected<unsigned> parseThreads(const char *text) {
  char *end;
  long count = std::strtol(text, &end, 10);
  constexpr long maxThreads = 4096;
  if (end == text || *end || count < 0 || count > maxThreads)
    return makeError("expects a number of threads, but got '" +
                     std::string(text) + "'");
  return unsigned(count);
}

static Result setThreads(CommandLine &line, const char *text) {
  auto count = parseThreads(text);
  if (!count)
    return tl::make_unexpected(count.error());
  line.numThreads = *count;
  return {};
}

static Result refuse(const std::string &reason) { return makeError(reason); }

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

static constexpr Option options[] = {
    {"quantize-scheme", "NAME", "the mix, by llama.cpp's name: Q4_K_M, ...",
     [](CommandLine &line, const char *v) -> Result {
       line.schemeName = v;
       return {};
     }},
    {"recipe", "FILE",
     "a mix of your own (see docs/Recipes.md); if the file has several, "
     "--quantize-scheme says which",
     [](CommandLine &line, const char *v) -> Result {
       line.recipePath = v;
       return {};
     }},
    {"print-recipe", "NAME", "print the rules of a scheme, for --recipe",
     [](CommandLine &line, const char *v) -> Result {
       line.action = CommandLine::Action::PrintRecipe;
       line.recipeToPrint = v;
       return {};
     }},
    {"output", "FILE", "the file to write (also -o)",
     [](CommandLine &line, const char *v) -> Result {
       line.output = v;
       return {};
     }},
    {"dry-run", nullptr, "print the table of types and totals, write no model",
     [](CommandLine &line, const char *) -> Result {
       line.assign.dryRun = true;
       return {};
     }},
    {"report", "FILE",
     "write the table to a .tsv or .json file ('-': print it)",
     [](CommandLine &line, const char *v) -> Result {
       line.reportPath = v;
       return {};
     }},
    {"tensor-type", "REGEX=TYPE",
     "type of the tensors whose name holds the pattern; may be repeated, the "
     "first that matches counts",
     addOverride},
    {"tensor-type-file", "FILE", "read such pairs from a file",
     addOverrideFile},
    {"output-tensor-type", "TYPE", "type of output.weight",
     [](CommandLine &line, const char *v) {
       return setType(line.assign.outputType, v);
     }},
    {"token-embedding-type", "TYPE", "type of token_embd.weight",
     [](CommandLine &line, const char *v) {
       return setType(line.assign.embeddingType, v);
     }},
    {"leave-output-tensor", nullptr, "keep output.weight as it is",
     [](CommandLine &line, const char *) -> Result {
       line.assign.leaveOutput = true;
       return {};
     }},
    {"pure", nullptr, "one type for all weights instead of a mix",
     [](CommandLine &line, const char *) -> Result {
       line.assign.pure = true;
       return {};
     }},
    {"imatrix", "FILE", "importance data, as llama-imatrix writes them",
     [](CommandLine &line, const char *v) -> Result {
       line.importancePath = v;
       return {};
     }},
    {"include-weights", "PART",
     "use importance only for tensors whose name holds this; repeatable",
     [](CommandLine &line, const char *v) -> Result {
       line.includedWeights.push_back(v);
       return {};
     }},
    {"exclude-weights", "PART",
     "use no importance for such tensors; repeatable",
     [](CommandLine &line, const char *v) -> Result {
       line.excludedWeights.push_back(v);
       return {};
     }},
    {"allow-requantize", nullptr,
     "convert tensors that are quantized already (loses accuracy)",
     [](CommandLine &line, const char *) -> Result {
       line.allowRequantize = true;
       return {};
     }},
    {"allow-non-finite", nullptr, "let infinite and NaN weights through",
     [](CommandLine &line, const char *) -> Result {
       line.allowNonFinite = true;
       return {};
     }},
    {"metadata-from", "GGUF",
     "take the tokenizer's metadata from this file (a checkpoint has none)",
     [](CommandLine &line, const char *v) -> Result {
       line.metadataSource = v;
       return {};
     }},
    {"override-kv", "KEY=TYPE:VALUE",
     "set metadata; TYPE is int, float, bool or str; repeatable",
     [](CommandLine &line, const char *v) -> Result {
       line.metadataOverrides.push_back(v);
       return {};
     }},
    {"target-bpw", "BITS",
     "the mix of least error within so many bits per weight, on average",
     [](CommandLine &line, const char *v) -> Result {
       line.targetBits = v;
       return {};
     }},
    {"target-size", "SIZE",
     "the mix of least error within a size of the file: "
     "3.9GiB, 700MB",
     [](CommandLine &line, const char *v) -> Result {
       line.targetSize = v;
       return {};
     }},
    {"threads", "N", "number of threads (default: one a core)", setThreads},
    {"compare", nullptr, "compare two models tensor by tensor",
     [](CommandLine &line, const char *) -> Result {
       line.action = CommandLine::Action::Compare;
       return {};
     }},
    {"require-identical", nullptr,
     "with --compare: exit with 1 if any tensor differs",
     [](CommandLine &line, const char *) -> Result {
       line.requireIdentical = true;
       return {};
     }},
    {"list-schemes", nullptr, "print the names of the mixes",
     [](CommandLine &line, const char *) -> Result {
       line.action = CommandLine::Action::ListSchemes;
       return {};
     }},
    {"help", nullptr, "print this",
     [](CommandLine &line, const char *) -> Result {
       line.action = CommandLine::Action::Help;
       return {};
     }},
    {"version", nullptr, "print the version",
     [](CommandLine &line, const char *) -> Result {
       line.action = CommandLine::Action::Version;
       return {};
     }},
    {"keep-split", nullptr, nullptr,
     [](CommandLine &, const char *) {
       return refuse("is not supported: the output is always one file");
     }},
    {"prune-layers", "LIST", nullptr,
     [](CommandLine &, const char *) {
       return refuse("is not supported: layers are not removed");
     }},
};

std::string qblock::helpText() {
  std::string text =
      "usage: quant-weights --quantize-scheme=NAME IN -o OUT.gguf [OPTION...]\n"
      "       quant-weights [OPTION...] IN [OUT.gguf] NAME [THREADS]\n"
      "       quant-weights --compare A.gguf B.gguf\n\n"
      "Quantizes the weights of a model: a GGUF file, or a checkpoint of "
      "Hugging Face\n(its folder or its safetensors file). Mixes, bytes and "
      "metadata are those of\nllama-quantize.\n\n";
  constexpr size_t helpColumn = 32;
  for (const Option &option : options) {
    if (!option.help)
      continue;
    std::string left = std::string("  --") + option.name;
    if (option.valueName)
      left += std::string("=") + option.valueName;
    left.resize(std::max(left.size() + 2, helpColumn), ' ');
    text += left + option.help + "\n";
  }
  return text;
}

//===----------------------------------------------------------------------===//
// Parsing
//===----------------------------------------------------------------------===//

/// llama-quantize's form: IN [OUT] SCHEME [THREADS].
static Result readPositional(CommandLine &line,
                             std::vector<std::string> words) {
  if (words.size() < 2 || !line.schemeName.empty())
    return {};
  auto isScheme = [](const std::string &word) {
    return word == "COPY" || word == "copy" ||
           recipe::findScheme(word, /*alsoUnwritable=*/true).has_value();
  };
  bool hasThreads = words.size() > 2 && !isScheme(words.back()) &&
                    isScheme(words[words.size() - 2]);
  if (hasThreads) {
    if (auto done = setThreads(line, words.back().c_str()); !done)
      return done;
    words.pop_back();
  }
  if (!isScheme(words.back()))
    return {};
  line.schemeName = words.back();
  words.pop_back();
  if (words.size() == 2 && line.output.empty()) {
    line.output = words.back();
    words.pop_back();
  }
  line.inputs = words;
  return {};
}

static Result checkCombination(CommandLine &line) {
  if (line.action == CommandLine::Action::Compare) {
    if (line.inputs.size() != 2)
      return makeError("--compare expects two models, but got " +
                       std::to_string(line.inputs.size()));
    return {};
  }
  if (line.action != CommandLine::Action::Quantize)
    return {};
  if (line.inputs.size() != 1)
    return makeError("expects one model to quantize, but got " +
                     std::to_string(line.inputs.size()) + " (see --help)");
  auto budget = parseBudget(line.targetBits, line.targetSize);
  if (!budget)
    return tl::make_unexpected(budget.error());
  line.budget = *budget;
  bool hasTarget(line.budget);
  bool hasMix = !line.schemeName.empty() || !line.recipePath.empty();
  if (!hasMix && !hasTarget)
    return makeError("expects --quantize-scheme=NAME (see --list-schemes) or "
                     "--recipe=FILE");
  if (hasMix && hasTarget)
    return makeError(
        std::string("a target and ") +
        (line.recipePath.empty() ? "--quantize-scheme" : "--recipe") +
        " exclude each other");
  if (line.output.empty() && !line.assign.dryRun)
    return makeError("expects -o FILE, or --dry-run");
  if (!line.includedWeights.empty() && !line.excludedWeights.empty())
    return makeError("--include-weights and --exclude-weights exclude each "
                     "other");
  return {};
}

/// The option that a word was meant to be.
static std::string nearestOption(const std::string &word) {
  std::string name = word.substr(0, word.find('='));
  name.erase(0, name.find_first_not_of('-'));
  for (const Option &option : options) {
    std::string candidate = option.name;
    if (!name.empty() && (candidate.find(name) != std::string::npos ||
                          name.find(candidate) != std::string::npos))
      return std::string("; did you mean --") + option.name + "?";
  }
  return " (see --help)";
}

Expected<CommandLine> qblock::parseCommandLine(int argc, char **argv) {
  std::vector<::option> table;
  for (const Option &option : options)
    table.push_back({option.name,
                     option.valueName ? required_argument : no_argument,
                     nullptr, int(table.size()) + 256});
  table.push_back({});
  CommandLine line;
  opterr = 0;
  for (int code;
       (code = getopt_long(argc, argv, ":o:h", table.data(), nullptr)) != -1;) {
    std::string word = optind > 0 ? argv[optind - 1] : "";
    if (code == 'o') {
      line.output = optarg;
    } else if (code == 'h') {
      line.action = CommandLine::Action::Help;
    } else if (code == ':') {
      return makeError("option " + word + " expects a value");
    } else if (code == '?') {
      return makeError("unknown option " + word + nearestOption(word));
    } else {
      const Option &option = options[code - 256];
      if (auto done = option.apply(line, optarg); !done)
        return makeError(std::string("--") + option.name + ": " +
                         done.error().message);
    }
  }
  line.inputs.assign(argv + optind, argv + argc);
  if (line.action == CommandLine::Action::Quantize)
    if (auto done = readPositional(line, line.inputs); !done)
      return tl::make_unexpected(done.error());
  if (auto done = checkCombination(line); !done)
    return tl::make_unexpected(done.error());
  return line;
}
