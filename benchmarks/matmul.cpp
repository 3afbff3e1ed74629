//===- matmul.cpp - Times packed matmuls ------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Prints a line of JSON for each case and side, which people read and scripts
// compare.
//
//===----------------------------------------------------------------------===//

#include "MatmulCase.h"

#include "qblock/Runtime/Executor.h"
#include "qblock/Runtime/Limits.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/TargetParser/Host.h"

#include <unistd.h>

using namespace qblock;
using namespace qblock::bench;
using llvm::StringRef;
namespace cl = llvm::cl;

namespace {
struct Options {
  cl::list<std::string> formats{"format", cl::CommaSeparated,
                                cl::desc("Formats (default: all)")};
  cl::list<int64_t> m{"m", cl::CommaSeparated,
                      cl::desc("Rows of x (default: 1)")};
  cl::opt<int64_t> n{"n", cl::init(4096), cl::desc("Rows of the weight")};
  cl::opt<int64_t> k{"k", cl::init(4096), cl::desc("Columns of both")};
  cl::list<int> threads{
      "threads", cl::CommaSeparated,
      cl::desc("Threads (default: 1); several counts run in turn")};
  cl::opt<int> copies{
      "copies", cl::init(0),
      cl::desc("Weights used in turn, so that none stays in a cache (default: "
               "256 MiB of them)")};
  cl::opt<int> reps{"reps", cl::init(30), cl::desc("Timed rounds a case")};
  cl::opt<double> seconds{
      "seconds", cl::init(0),
      cl::desc("End a case after so many seconds and at least 5 rounds "
               "(default: never)")};
  cl::opt<std::string> cpu{
      "target-cpu", cl::init("host"),
      cl::desc("Whose instructions are used (default: host)")};
  cl::opt<std::string> ggml{
      "ggml", cl::value_desc("folder"),
      cl::desc("Folder of ggml's libraries, to run its matmuls in turn")};
  cl::opt<bool> list{"list-formats", cl::desc("Print the names of formats")};
  cl::opt<bool> limits{"limits",
                       cl::desc("Measure what the machine can reach instead")};
};
} // namespace

static int fail(const llvm::Twine &message) {
  llvm::WithColor::error(llvm::errs(), "bench-matmul") << message << "\n";
  return EXIT_FAILURE;
}

static int printLimits(const Options &options, const Machine &machine) {
  int64_t numCores = sysconf(_SC_NPROCESSORS_ONLN);
  auto rates = runtime::measureDots(machine, 1);
  if (!rates)
    return EXIT_FAILURE;
  llvm::json::Object line;
  line["target"] = selectCpuTarget(machine).getName();
  line["target_cpu"] = options.cpu.getValue();
  line["int8_gops"] = rates->best() * 1e-9;
  line["threads"] = numCores;
  auto measure = [&](StringRef name, runtime::Reading reading) {
    line[(name + "_1").str()] = runtime::measureReading(1, reading) * 1e-9;
    line[(name + "_all").str()] =
        runtime::measureReading(unsigned(numCores), reading) * 1e-9;
  };
  measure("read_gb_s", runtime::Reading::OneStream);
  measure("max_read_gb_s", runtime::Reading::Fastest);
  printLine(std::move(line));
  return EXIT_SUCCESS;
}

//===----------------------------------------------------------------------===//
// Command line
//===----------------------------------------------------------------------===//

/// `--m 1 512` as `--m 1 --m 512`, the way that scripts write lists.
static std::vector<std::string> repeatNames(int argc, char **argv) {
  std::vector<std::string> arguments = {argv[0]};
  StringRef name;
  for (int i = 1; i < argc; ++i) {
    StringRef argument = argv[i];
    bool isName = argument.starts_with("--");
    bool isFirstValue = i > 1 && argv[i - 1] == name;
    if (!isName && !isFirstValue && !name.empty())
      arguments.push_back(name.str());
    if (isName)
      name = argument;
    arguments.push_back(argument.str());
  }
  return arguments;
}

/// Those asked for, or all that can be packed.
static std::vector<const format::Format *> getFormats(const Options &options) {
  std::vector<const format::Format *> rows;
  for (const format::Format &row : format::allFormats())
    if (format::PackedLayout::get(row) &&
        (options.formats.empty() ||
         llvm::is_contained(options.formats, row.name)))
      rows.push_back(&row);
  return rows;
}

/// What is wrong with the options; empty if nothing is.
static std::string findMistake(const Options &options) {
  auto isPositive = [](int64_t value) { return value > 0; };
  if (options.n <= 0 || options.k <= 0 || options.reps <= 0 ||
      !llvm::all_of(options.m, isPositive) ||
      !llvm::all_of(options.threads, isPositive))
    return "expects positive numbers";
  for (const std::string &name : options.formats) {
    const format::Format *row = format::findFormat(name);
    if (!row || !format::PackedLayout::get(*row))
      return "'" + name + "' is no format of weights";
  }
  for (const format::Format *row : getFormats(options))
    if (options.k % row->elemsPerBlock != 0)
      return "expects --k to be a multiple of " +
             std::to_string(row->elemsPerBlock) + " for " +
             std::string(row->name) + ", but got " + std::to_string(options.k);
  return "";
}

/// The feature of `machine` that this one lacks; empty if there is none.
static std::string findLackingFeature(const Machine &machine) {
  if (machine.triple != llvm::sys::getProcessTriple())
    return machine.triple;
  for (const auto &feature : llvm::sys::getHostCPUFeatures())
    if (!feature.second && machine.hasFeature(feature.first()))
      return feature.first().str();
  return "";
}

static bool runFormat(const format::Format &row, const Ggml *ggml,
                      const Options &options) {
  MatmulOptions common = {options.n,
                          options.k,
                          {options.threads.begin(), options.threads.end()},
                          options.copies,
                          options.reps,
                          options.seconds,
                          options.cpu};
  auto weights = Weights::create(common, row, ggml);
  return weights && llvm::all_of(options.m, [&](int64_t m) {
           MatmulCase one(*weights, m);
           one.run();
           return one.print(ggml);
         });
}

int main(int argc, char **argv) {
  runtime::keepFreedMemory();
  // LLVM's own options would hide ours; one even has the same name.
  cl::ResetCommandLineParser();
  Options options;
  std::vector<std::string> arguments = repeatNames(argc, argv);
  std::vector<const char *> pointers;
  for (const std::string &argument : arguments)
    pointers.push_back(argument.c_str());
  cl::ParseCommandLineOptions(int(pointers.size()), pointers.data(),
                              "Times packed matmuls.\n");
  if (options.m.empty())
    options.m.push_back(1);
  if (options.threads.empty())
    options.threads.push_back(1);
  if (std::string mistake = findMistake(options); !mistake.empty())
    return fail(mistake);
  llvm::Expected<Machine> machine = findMachine(options.cpu);
  if (!machine)
    return fail(llvm::toString(machine.takeError()));
  if (std::string lacking = findLackingFeature(*machine); !lacking.empty())
    return fail("this machine cannot run code for '" + options.cpu +
                "': it lacks " + lacking);
  if (options.limits)
    return printLimits(options, *machine);
  if (options.list) {
    for (const format::Format *row : getFormats(options))
      llvm::outs() << StringRef(row->name) << "\n";
    return EXIT_SUCCESS;
  }
  std::unique_ptr<Ggml> ggml;
  if (!options.ggml.empty()) {
    auto loaded = Ggml::load(options.ggml);
    if (!loaded)
      return fail(llvm::toString(loaded.takeError()));
    ggml = std::move(*loaded);
  }
  for (const format::Format *row : getFormats(options))
    if (!runFormat(*row, ggml.get(), options))
      return EXIT_FAILURE;
  return EXIT_SUCCESS;
}
