//===- quant-run.cpp - Run a model on this machine --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The shortest way from a module, quantized or not, to numbers: it binds
// weights, compiles for the host and runs one function on NumPy arrays. For
// checking what the compiler does to a model, not for serving one.
//
//===----------------------------------------------------------------------===//

#include "Arrays.h"
#include "BindWeights.h"
#include "ProfileTable.h"
#include "StepReporter.h"

#include "mlir/IR/MLIRContext.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Support/FileUtilities.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/WithColor.h"

#include <algorithm>
#include <chrono>
#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace mlir;
using namespace qblock;
namespace cl = llvm::cl;

namespace {
struct Options {
  cl::OptionCategory category{"Running"};
  cl::opt<std::string> module{cl::Positional, cl::Required, cl::cat(category),
                              cl::desc("<module: .mlir or .mlirbc>")};
  cl::list<std::string> inputs{
      "input", cl::cat(category), cl::value_desc("file.npy"),
      cl::desc("An argument that is no weight; in the order of the arguments")};
  cl::list<std::string> outputs{
      "output", cl::cat(category), cl::value_desc("file.npy"),
      cl::desc("Where a result goes, in order (default: print a summary)")};
  cl::opt<std::string> weights{
      "weights", cl::cat(category), cl::value_desc("file"),
      cl::desc("GGUF or safetensors file with the weights")};
  cl::opt<std::string> weightMap{
      "weight-map", cl::cat(category), cl::value_desc("file.json"),
      cl::desc(
          "Which stored tensor an argument, global or resource is (default: "
          "the one of the same name)")};
  cl::opt<std::string> entry{"entry", cl::cat(category), cl::init("main"),
                             cl::value_desc("name"),
                             cl::desc("The function to run (default: main)")};
  cl::opt<std::string> activations{
      "activations", cl::cat(category), cl::init("q8"),
      cl::value_desc("q8|exact"),
      cl::desc("Arithmetic of matmuls that do not say it: 'q8' rounds "
               "activations to int8 as ggml does, 'exact' decodes weights and "
               "computes in binary32, which takes many times as long "
               "(default: q8)")};
  cl::opt<std::string> device{
      "device", cl::cat(category), cl::init("cpu"),
      cl::value_desc("cpu|cuda|emulate"),
      cl::desc("Where to run: on this machine's CPU, on a GPU of NVIDIA, or "
               "the program for one on an interpreter, which is slow (default: "
               "cpu)")};
  cl::list<std::string> targetChips{
      "target-chip", cl::cat(category), cl::value_desc("name,..."),
      cl::CommaSeparated,
      cl::desc("The GPUs that kernels are compiled for: sm_80, ... (default: "
               "the one that is there)")};
  cl::opt<bool> graphs{
      "graphs", cl::cat(category), cl::init(true),
      cl::desc("On a GPU, capture a run that is like the one before in a graph "
               "and repeat that (default: true)")};
  cl::opt<bool> rawWeights{
      "raw-weights", cl::cat(category),
      cl::desc("Let kernels of a GPU read weights in ggml's order, as they are "
               "stored (default: weights are packed when they are loaded)")};
  cl::opt<std::string> gpuGemm{
      "gpu-gemm", cl::cat(category), cl::init("int8"),
      cl::value_desc("int8|bf16|fastest"),
      cl::desc("Arithmetic of products of many rows on a GPU: x and decoded "
               "weights in bfloat16 instead of int8, or the faster of int8 and "
               "bf16 for each format (default: int8, as for few rows)")};
  cl::opt<unsigned> threads{
      "num-threads", cl::cat(category), cl::init(0), cl::value_desc("count"),
      cl::desc("Threads for large matmuls (default: one for each core)")};
  cl::opt<bool> profile{
      "profile", cl::cat(category),
      cl::desc("Print where the time of the runs went, by kernel")};
  cl::opt<unsigned> repeat{
      "repeat", cl::cat(category), cl::init(0), cl::value_desc("count"),
      cl::desc("Run so many times more and print the times")};
};

/// What a run needs and keeps alive.
struct Session {
  std::unique_ptr<runtime::Device> device; ///< null for the CPU
  std::vector<weights::NpyArray> files;    ///< moved into `inputs`
  std::vector<runtime::HostArray> inputs;
  std::optional<WeightSource> weights;
};
} // namespace

static LogicalResult fail(const Twine &message) {
  llvm::WithColor::error(llvm::errs(), "quant-run") << message << "\n";
  return failure();
}

/// The stand-in for the driver: the one that an environment variable names, or
/// that of the build tree.
static std::string findMockDriver(const char *program) {
  if (std::optional<std::string> path =
          llvm::sys::Process::GetEnv("QBLOCK_MOCK_DRIVER"))
    return *path;
  static int anchor;
  llvm::SmallString<128> path(
      llvm::sys::fs::getMainExecutable(program, &anchor));
  for (StringRef part : {"..", "..", "test", "ptx", "driver", "libcuda.so.1"})
    llvm::sys::path::append(path, part);
  llvm::sys::path::remove_dots(path, /*remove_dot_dot=*/true);
  return path.str().str();
}

/// Opens the device that is asked for, if it is not the CPU.
static LogicalResult openDevice(const Options &options, const char *program,
                                Session &session) {
  if (options.device == "cpu") {
    for (const cl::Option *option : std::initializer_list<const cl::Option *>{
             std::addressof(options.targetChips), &options.rawWeights,
             &options.gpuGemm})
      if (option->getNumOccurrences())
        return fail("--" + option->ArgStr +
                    " needs --device=cuda or --device=emulate");
    return success();
  }
  std::string library = runtime::kDriverLibrary;
  if (options.device == "emulate") {
    library = findMockDriver(program);
    if (!llvm::sys::fs::exists(library))
      return fail("there is no '" + library +
                  "', which --device=emulate runs kernels on; it is built with "
                  "the tests, and QBLOCK_MOCK_DRIVER can name another place");
    // Unless told otherwise, it is the chip that kernels are compiled for.
    if (!options.targetChips.empty())
      setenv("QBLOCK_MOCK_CHIP", options.targetChips.front().c_str(),
             /*overwrite=*/0);
  } else if (options.device != "cuda") {
    return fail("expects --device 'cpu', 'cuda' or 'emulate', but got '" +
                options.device + "'");
  }
  auto device = runtime::Device::open(library);
  if (!device)
    return fail(device.error().message);
  session.device = std::move(*device);
  return success();
}

/// Opens all files that are read, so that a wrong name is told at once.
static LogicalResult openFiles(const Options &options, Session &session) {
  for (const std::string &path : options.inputs) {
    auto array = weights::readNpy(path);
    if (!array)
      return fail(array.error().message);
    session.files.push_back(std::move(*array));
  }
  if (options.weights.empty())
    return options.weightMap.empty()
               ? success()
               : fail("--weight-map needs --weights, the file that it maps to");
  auto weights = WeightSource::open(options.weights, options.weightMap);
  if (!weights)
    return fail(weights.error().message);
  session.weights = std::move(*weights);
  return success();
}

static LogicalResult checkCount(const Twine &what, size_t expected,
                                size_t actual) {
  if (expected == actual)
    return success();
  return fail("expects " + Twine(expected) + " " + what + ", but got " +
              Twine(actual));
}

/// Turns files into inputs once the arguments' types are known.
static LogicalResult acceptSignature(const Options &options, Session &session,
                                     ArrayRef<RankedTensorType> inputs,
                                     ArrayRef<RankedTensorType> results) {
  if (failed(checkCount("--input", inputs.size(), options.inputs.size())))
    return failure();
  if (!options.outputs.empty() &&
      failed(checkCount("--output", results.size(), options.outputs.size())))
    return failure();
  for (auto [index, type] : llvm::enumerate(inputs)) {
    auto array = toHostArray(std::move(session.files[index]), type);
    if (!array)
      return fail("input #" + Twine(index) + " ('" + options.inputs[index] +
                  "') " + array.error().message);
    session.inputs.push_back(std::move(*array));
  }
  return success();
}

static LogicalResult writeResults(const Options &options,
                                  std::vector<runtime::HostArray> results) {
  for (auto [index, result] : llvm::enumerate(results)) {
    if (options.outputs.empty()) {
      llvm::outs() << "result #" << index << ": " << summarize(result) << "\n";
      continue;
    }
    auto isWell = weights::writeNpy(options.outputs[index],
                                    toNpyArray(std::move(result)));
    if (!isWell)
      return fail(isWell.error().message);
  }
  return success();
}

/// How calls on a device were repeated.
static void printCapture(const runtime::CaptureState &state) {
  if (!state.failure.empty())
    llvm::errs() << "not captured in a graph: " << state.failure << "\n";
  else if (state.numNodes)
    llvm::errs() << "repeated as a graph of " << state.numNodes
                 << " kernels and copies\n";
}

/// Prints minimum, median and maximum of `options.repeat` runs; `last` is what
/// the last one gave.
static LogicalResult measure(const Options &options,
                             runtime::Executor &executor,
                             const Session &session,
                             std::vector<runtime::HostArray> &last) {
  std::vector<double> milliseconds;
  for (unsigned i = 0; i < options.repeat; ++i) {
    auto begin = std::chrono::steady_clock::now();
    auto results = executor.run(session.inputs);
    std::chrono::duration<double, std::milli> time =
        std::chrono::steady_clock::now() - begin;
    if (!results)
      return fail(results.error().message);
    milliseconds.push_back(time.count());
    last = std::move(*results);
  }
  if (milliseconds.empty())
    return success();
  llvm::sort(milliseconds);
  llvm::errs() << llvm::format(
      "%u runs: min %.3f ms, median %.3f ms, max %.3f ms\n",
      options.repeat.getValue(), milliseconds.front(),
      milliseconds[milliseconds.size() / 2], milliseconds.back());
  printCapture(executor.getCaptureState());
  return success();
}

static LogicalResult runModule(const Options &options, Session &session,
                               ModuleOp module, StepReporter &steps) {
  runtime::ExecutorOptions execution;
  execution.entry = options.entry;
  execution.activations = options.activations;
  execution.numThreads = options.threads;
  execution.profile = options.profile;
  execution.device = session.device.get();
  execution.capture = options.graphs;
  execution.targetChips.assign(options.targetChips.begin(),
                               options.targetChips.end());
  execution.rawWeights = options.rawWeights;
  execution.gpuGemm = options.gpuGemm;
  execution.onStep = [&](StringRef step) { steps.begin(step.str()); };
  execution.onSignature = [&](ArrayRef<RankedTensorType> inputs,
                              ArrayRef<RankedTensorType> results) {
    return acceptSignature(options, session, inputs, results);
  };
  if (session.weights)
    execution.bindWeight = [&](const runtime::WeightRequest &request) {
      return session.weights->bind(request);
    };
  auto executor = runtime::Executor::create(module, execution);
  if (failed(executor))
    return failure();
  steps.begin("running");
  auto results = (*executor)->run(session.inputs);
  if (!results)
    return fail(results.error().message);
  if (failed(measure(options, **executor, session, *results)))
    return failure();
  steps.begin("");
  if (options.profile) {
    auto profile = (*executor)->takeProfile();
    if (!profile)
      return fail(profile.error().message);
    auto limits = session.device ? findLimits(*session.device)
                                 : measureLimits(options.threads);
    if (!limits)
      return fail(limits.error().message);
    printProfile(*profile, *limits);
  }
  return writeResults(options, std::move(*results));
}

static LogicalResult run(const Options &options, const char *program) {
  Session session;
  if (failed(openFiles(options, session)) ||
      failed(openDevice(options, program, session)))
    return failure();
  DialectRegistry registry;
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  registry.insert<QBlockDialect>();
  MLIRContext context(registry);
  // An error is a line; a model's ops are not.
  context.printOpOnDiagnostic(false);

  std::string message;
  std::unique_ptr<llvm::MemoryBuffer> buffer =
      openInputFile(options.module, &message);
  if (!buffer)
    return fail(message);
  auto sources = std::make_shared<llvm::SourceMgr>();
  sources->AddNewSourceBuffer(std::move(buffer), llvm::SMLoc());
  SourceMgrDiagnosticHandler diagnostics(*sources, &context);
  StepReporter steps("quant-run");
  steps.begin("reading the module");
  // Given as shared, a mapped bytecode file stays mapped for its resources.
  auto module = parseSourceFile<ModuleOp>(sources, &context);
  if (!module)
    return failure();
  return runModule(options, session, *module, steps);
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  runtime::keepFreedMemory();
  Options options;
  cl::HideUnrelatedOptions(options.category);
  cl::ParseCommandLineOptions(
      argc, argv,
      "Compiles a module for this machine and runs one of its functions.\n");
  return succeeded(run(options, argv[0])) ? EXIT_SUCCESS : EXIT_FAILURE;
}
