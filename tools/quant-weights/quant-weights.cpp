//===- quant-weights.cpp - Quantize the weights of a model ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A file in, a file out: what llama-quantize does, without a compiler. The work
// is that of lib/Quantizer; here are the command line and the messages.
//
//===----------------------------------------------------------------------===//

#include "CommandLine.h"

#include "qblock/Quantizer/Budget.h"
#include "qblock/Quantizer/Compare.h"
#include "qblock/Quantizer/QuantizeModel.h"
#include "qblock/Recipe/RecipeFile.h"
#include "qblock/Support/Parallel.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace qblock;

static void say(const char *kind, const std::string &message) {
  std::fprintf(stderr, "quant-weights: %s: %s\n", kind, message.c_str());
}

static int fail(const std::string &message) {
  say("error", message);
  return EXIT_FAILURE;
}

/// One `KEY=TYPE:VALUE`.
static Expected<void> overrideMetadata(weights::Metadata &metadata,
                                       const std::string &text) {
  auto refuse = [&] {
    return makeError("--override-kv: expects KEY=TYPE:VALUE with TYPE int, "
                     "float, bool or str, but got '" +
                     text + "'");
  };
  size_t equals = text.find('='), colon = text.find(':', equals);
  if (equals == 0 || equals == std::string::npos || colon == std::string::npos)
    return refuse();
  std::string key = text.substr(0, equals), value = text.substr(colon + 1);
  std::string type = text.substr(equals + 1, colon - equals - 1);
  char *end = nullptr;
  if (type == "int") {
    long long number = std::strtoll(value.c_str(), &end, 10);
    // As llama-quantize stores it: 32 bits without a sign.
    metadata.setUint32(key, uint32_t(number < 0 ? -number : number));
  } else if (type == "float") {
    metadata.setFloat32(key, float(std::strtod(value.c_str(), &end)));
  } else if (type == "bool" && (value == "true" || value == "false")) {
    metadata.setBool(key, value == "true");
  } else if (type == "str") {
    metadata.setString(key, value);
  } else {
    return refuse();
  }
  if (end && (end == value.c_str() || *end))
    return refuse();
  return {};
}

/// Adds the tokenizer of the file at `path`, key by key where there is none.
static Expected<void> addTokenizer(weights::Metadata &metadata,
                                   const std::string &path) {
  auto source = weights::GgufFile::open(path);
  if (!source)
    return makeError("--metadata-from: " + source.error().message);
  weights::Metadata keys = (*source)->copyMetadata();
  bool found = false;
  for (const weights::Metadata::Entry &entry : keys.entries()) {
    if (entry.key.rfind("tokenizer.", 0) != 0)
      continue;
    found = true;
    if (!metadata.find(entry.key))
      metadata.append(entry.key, *keys.find(entry.key));
  }
  if (!found)
    return makeError("--metadata-from: " + path +
                     ": has no metadata of a tokenizer");
  return {};
}

/// The totals of a run, for people.
static void printTotals(const ModelPlan &plan, uint64_t fileBytes) {
  uint64_t bytesBefore = 0, bytesAfter = 0, numElems = 0;
  for (const ReportRow &row : plan.reportRows())
    bytesAfter += row.numBytes();
  for (const TensorPlan &tensor : plan.tensors) {
    bytesBefore += tensor.tensor->numBytes();
    numElems += tensor.tensor->numElems();
  }
  constexpr double mebibyte = 1048576.0;
  auto bitsPerWeight = [&](uint64_t numBytes) {
    return numElems ? 8.0 * double(numBytes) / double(numElems) : 0.0;
  };
  std::fprintf(stderr,
               "%zu tensors: %.1f MiB (%.3f bits per weight) become %.1f MiB "
               "(%.3f bits per weight); file of %llu bytes\n",
               plan.tensors.size(), bytesBefore / mebibyte,
               bitsPerWeight(bytesBefore), bytesAfter / mebibyte,
               bitsPerWeight(bytesAfter),
               static_cast<unsigned long long>(fileBytes));
}

static Expected<void> run(const CommandLine &line) {
  QuantizeModelOptions options;
  options.assign = line.assign;
  options.allowRequantize = line.allowRequantize;
  options.allowNonFinite = line.allowNonFinite;
  if (!line.reportPath.empty())
    if (auto valid = checkReportPath(line.reportPath); !valid)
      return valid;
  bool hasTarget(line.budget);
  bool copies = line.recipePath.empty() &&
                (line.schemeName == "COPY" || line.schemeName == "copy");
  recipe::ChosenScheme chosen; // owns the scheme of a user's file
  if (!hasTarget && !copies) {
    auto found = recipe::chooseScheme(line.recipePath, line.schemeName,
                                      line.assign.dryRun);
    if (!found)
      return tl::make_unexpected(found.error());
    chosen = std::move(*found);
    options.scheme = chosen.scheme;
  }
  weights::ImportanceData importance;
  if (!line.importancePath.empty()) {
    auto loaded = weights::ImportanceData::load(line.importancePath);
    if (!loaded)
      return tl::make_unexpected(loaded.error());
    importance = std::move(*loaded);
    if (!line.excludedWeights.empty())
      importance.drop(line.excludedWeights);
    if (!line.includedWeights.empty())
      importance.keepOnly(line.includedWeights);
    options.importance = &importance;
    if (importance.entries().empty())
      say("warning", line.importancePath + ": no importance data are left");
  }
  auto model = weights::Model::open(line.inputs[0]);
  if (!model)
    return tl::make_unexpected(model.error());
  weights::Metadata &keys = (*model)->metadata();
  if (!line.metadataSource.empty())
    if (auto done = addTokenizer(keys, line.metadataSource); !done)
      return done;
  for (const std::string &text : line.metadataOverrides)
    if (auto done = overrideMetadata(keys, text); !done)
      return done;
  if (!keys.find("tokenizer.ggml.model") && !line.assign.dryRun &&
      (*model)->isCheckpoint())
    say("warning", "the output has no tokenizer; --metadata-from=GGUF takes "
                   "one from a file");

  auto plan = hasTarget ? planWithin(line.budget, **model, options)
                        : planModel(**model, options);
  if (!plan)
    return tl::make_unexpected(plan.error());
  for (const std::string &warning : plan->warnings)
    say("warning", warning);
  weights::Metadata metadata = quantizedMetadata(**model, *plan, options);
  // What was set by hand comes last, as in llama-quantize.
  for (const std::string &text : line.metadataOverrides)
    if (auto done = overrideMetadata(metadata, text); !done)
      return done;
  if (!line.assign.dryRun)
    if (auto done = writeModel(line.output, *plan, metadata, options); !done)
      return done;
  std::string report = line.reportPath;
  if (line.assign.dryRun && report.empty())
    report = "-";
  if (!report.empty())
    if (auto done = writeReport(report, plan->reportRows()); !done)
      return done;
  printTotals(*plan, countModelBytes(*plan, metadata));
  return {};
}

/// --compare; the value is whether the models are equal bit for bit.
static Expected<bool> compare(const CommandLine &line) {
  auto a = weights::Model::open(line.inputs[0]);
  if (!a)
    return tl::make_unexpected(a.error());
  auto b = weights::Model::open(line.inputs[1]);
  if (!b)
    return tl::make_unexpected(b.error());
  Comparison comparison = compareModels(**a, **b);
  auto done = writeComparison(line.reportPath.empty() ? "-" : line.reportPath,
                              comparison);
  if (!done)
    return tl::make_unexpected(done.error());
  return comparison.isIdentical;
}

int main(int argc, char **argv) {
  auto line = parseCommandLine(argc, argv);
  if (!line)
    return fail(line.error().message);
  setNumThreads(line->numThreads);
  switch (line->action) {
  case CommandLine::Action::Help:
    std::fputs(helpText().c_str(), stdout);
    return EXIT_SUCCESS;
  case CommandLine::Action::Version:
    std::puts("quant-weights (qblock) " QBLOCK_VERSION);
    return EXIT_SUCCESS;
  case CommandLine::Action::ListSchemes:
    for (const recipe::Scheme &scheme : recipe::allSchemes())
      std::printf("%.*s\n", int(scheme.name.size()), scheme.name.data());
    return EXIT_SUCCESS;
  case CommandLine::Action::PrintRecipe: {
    auto scheme =
        recipe::findScheme(line->recipeToPrint, /*alsoUnwritable=*/true);
    if (!scheme)
      return fail("--print-recipe: " + scheme.error().message);
    std::fputs(recipe::printRecipe(**scheme).c_str(), stdout);
    return EXIT_SUCCESS;
  }
  case CommandLine::Action::Compare: {
    auto identical = compare(*line);
    if (!identical)
      return fail(identical.error().message);
    return line->requireIdentical && !*identical ? EXIT_FAILURE : EXIT_SUCCESS;
  }
  case CommandLine::Action::Quantize:
    break;
  }
  if (auto done = run(*line); !done)
    return fail(done.error().message);
  return EXIT_SUCCESS;
}
