//===- quant-opt.cpp - The driver -------------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// mlir-opt with the qblock dialect and passes, and one more thing: with
// --quantize-scheme it quantizes the module first. What follows on the command
// line then works on the quantized module.
//
//===----------------------------------------------------------------------===//

#include "AtomicOutput.h"
#include "EmitCode.h"
#include "EmitGpu.h"

#include "mlir/IR/DialectRegistry.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/InitAllPasses.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Support/FileUtilities.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "qblock/Conversion/GpuKernels.h"
#include "qblock/Dialect/QBlock/Transforms/Passes.h"
#include "qblock/InitAll.h"
#include "qblock/Pipelines/Pipelines.h"
#include "qblock/Quantizer/TypeChoice.h"
#include "qblock/Recipe/RecipeFile.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/WithColor.h"

using namespace mlir;
namespace cl = llvm::cl;

namespace {
/// The options of the tool; each is an option of the pass, under a name that
/// fits among those of mlir-opt.
struct QuantizeCLOptions {
  cl::OptionCategory category{"Quantization"};
  cl::opt<std::string> scheme{"quantize-scheme", cl::cat(category),
                              cl::value_desc("name"),
                              cl::desc("Quantize the weights by this scheme of "
                                       "llama.cpp: q4_k_m, q8_0, ...")};
  cl::opt<std::string> recipe{
      "recipe", cl::cat(category), cl::value_desc("file"),
      cl::desc("Quantize the weights by a recipe of your own; if the file has "
               "several, --quantize-scheme says which")};
  cl::opt<std::string> targetBits{
      "target-bpw", cl::cat(category), cl::value_desc("bits"),
      cl::desc(
          "Quantize the weights with the mix of least error within so many "
          "bits per weight, on average")};
  cl::opt<std::string> targetSize{
      "target-size", cl::cat(category), cl::value_desc("size"),
      cl::desc("Quantize the weights with the mix of least error within a size "
               "of them all: 3.9GiB, 700MB")};
  cl::opt<std::string> report{
      "quantize-report", cl::cat(category), cl::value_desc("file"),
      cl::desc("Write the table of weights to a .tsv or .json file ('-': "
               "standard output, for reading)")};
  cl::opt<bool> dryRun{
      "quantize-dry-run", cl::cat(category),
      cl::desc("Decide and report, but change nothing; without "
               "--quantize-report, print the table only")};
  cl::opt<std::string> weights{
      "weights", cl::cat(category), cl::value_desc("file"),
      cl::desc("GGUF or safetensors file with the weights")};
  cl::opt<std::string> weightMap{
      "weight-map", cl::cat(category), cl::value_desc("file"),
      cl::desc(
          "JSON file that binds arguments, globals and resources to tensors")};
  cl::opt<std::string> weightsOutput{
      "weights-output", cl::cat(category), cl::value_desc("file"),
      cl::desc("Write the quantized weights to this GGUF file, not into the "
               "module")};
  cl::list<std::string> tensorTypes{
      "tensor-type", cl::cat(category), cl::value_desc("regex=type"),
      cl::desc("Type of the weights whose GGUF name holds the pattern; may be "
               "repeated, the first that matches counts")};
  cl::opt<std::string> tensorTypeFile{"tensor-type-file", cl::cat(category),
                                      cl::value_desc("file"),
                                      cl::desc("Read such pairs from a file")};
  cl::opt<std::string> outputTensorType{"output-tensor-type", cl::cat(category),
                                        cl::value_desc("type"),
                                        cl::desc("Type of the output matrix")};
  cl::opt<std::string> tokenEmbeddingType{
      "token-embedding-type", cl::cat(category), cl::value_desc("type"),
      cl::desc("Type of the token embedding")};
  cl::opt<bool> leaveOutput{"leave-output-tensor", cl::cat(category),
                            cl::desc("Keep the output matrix as it is")};
  cl::opt<bool> pure{"pure", cl::cat(category),
                     cl::desc("One type for all weights instead of a mix")};
  cl::opt<bool> allowRequantize{
      "allow-requantize", cl::cat(category),
      cl::desc("Convert stored weights that are quantized already")};
  cl::opt<bool> allowNonFinite{
      "allow-non-finite", cl::cat(category),
      cl::desc("Let infinite and NaN weights through, as ggml does")};
  cl::opt<std::string> importance{
      "imatrix", cl::cat(category), cl::value_desc("file"),
      cl::desc("Importance data, as llama-imatrix writes them")};
  cl::list<std::string> includedWeights{
      "include-weights", cl::cat(category), cl::value_desc("part"),
      cl::desc("Use importance only for weights whose GGUF name holds this")};
  cl::list<std::string> excludedWeights{
      "exclude-weights", cl::cat(category), cl::value_desc("part"),
      cl::desc("Use no importance for such weights")};
  cl::opt<std::string> architecture{
      "architecture", cl::cat(category), cl::value_desc("name"),
      cl::desc("The model's family, as general.architecture of GGUF")};
  cl::opt<int64_t> heads{
      "heads", cl::cat(category), cl::init(0),
      cl::desc("Number of attention heads (default: inferred)")};
  cl::opt<int64_t> kvHeads{
      "kv-heads", cl::cat(category), cl::init(0),
      cl::desc("Number of key/value heads (default: inferred)")};
  cl::opt<int64_t> experts{
      "experts", cl::cat(category), cl::init(0),
      cl::desc("Number of experts of a feed-forward (default: inferred)")};
  cl::opt<bool> keepSignature{
      "keep-signature", cl::cat(category),
      cl::desc("Leave the arguments of functions as they are and quantize "
               "weights on entry, at each call")};
  cl::opt<int64_t> layers{"layers", cl::cat(category), cl::init(0),
                          cl::desc("Number of layers (default: inferred)")};

  qblock::QuantizeOptions getPassOptions() const {
    qblock::QuantizeOptions options;
    options.scheme = scheme;
    options.recipeFile = recipe;
    options.targetBits = targetBits;
    options.targetSize = targetSize;
    options.allowRequantize = allowRequantize;
    options.allowNonFinite = allowNonFinite;
    options.reportFile = report;
    // A dry run is asked for its table.
    if (dryRun && report.empty())
      options.reportFile = "-";
    options.dryRun = dryRun;
    options.weightsFile = weights;
    options.weightMapFile = weightMap;
    options.weightsOutputFile = weightsOutput;
    options.tensorTypes.assign(tensorTypes.begin(), tensorTypes.end());
    options.tensorTypeFile = tensorTypeFile;
    options.outputTensorType = outputTensorType;
    options.tokenEmbeddingType = tokenEmbeddingType;
    options.leaveOutput = leaveOutput;
    options.pure = pure;
    options.importanceFile = importance;
    options.includedWeights.assign(includedWeights.begin(),
                                   includedWeights.end());
    options.excludedWeights.assign(excludedWeights.begin(),
                                   excludedWeights.end());
    options.architecture = architecture;
    options.heads = heads;
    options.kvHeads = kvHeads;
    options.experts = experts;
    options.keepSignature = keepSignature;
    options.layers = layers;
    return options;
  }

  /// The first of our options that was given without the one that they belong
  /// to.
  StringRef findOptionWithoutScheme() const {
    for (const cl::Option *option : std::initializer_list<const cl::Option *>{
             &report,
             &dryRun,
             &weights,
             &weightMap,
             &weightsOutput,
             std::addressof(tensorTypes),
             &tensorTypeFile,
             &outputTensorType,
             &tokenEmbeddingType,
             &leaveOutput,
             &pure,
             &allowRequantize,
             &allowNonFinite,
             &importance,
             std::addressof(includedWeights),
             std::addressof(excludedWeights),
             &architecture,
             &heads,
             &kvHeads,
             &layers})
      if (option->getNumOccurrences())
        return option->ArgStr;
    return {};
  }
};
} // namespace

namespace {
/// The options for what comes after quantization.
struct LoweringCLOptions {
  cl::OptionCategory category{"Lowering"};
  cl::opt<std::string> lowerTo{
      "lower-to", cl::cat(category), cl::value_desc("cpu|nvvm"),
      cl::desc("Lower the module, after all other passes, to the LLVM dialect "
               "for this kind of machine; for 'nvvm', a GPU of NVIDIA, that is "
               "code of the host with kernels in it")};
  cl::opt<std::string> targetCpu{
      "target-cpu", cl::cat(category), cl::value_desc("name,..."),
      cl::init("host"),
      cl::desc("Whose instructions are used: 'host', 'generic' or a CPU as "
               "LLVM names it; more of them add kernels, chosen when the code "
               "runs (default: host)")};
  cl::opt<std::string> activations{
      "activations", cl::cat(category), cl::value_desc("q8|exact"),
      cl::init("q8"),
      cl::desc("Arithmetic of matmuls that do not say it: 'q8' rounds "
               "activations to int8 as ggml does, 'exact' keeps them "
               "(default: q8)")};
  cl::opt<bool> packArguments{
      "pack-arguments", cl::cat(category),
      cl::desc("Let callers pass weights in the packed layout (default: they "
               "are packed at each call)")};
  cl::opt<bool> threads{
      "openmp", cl::cat(category),
      cl::desc(
          "Split large matmuls among OpenMP's threads; the code then needs "
          "an OpenMP library")};
  cl::opt<bool> remarks{
      "lowering-remarks", cl::cat(category),
      cl::desc("Tell the layout of each matmul's weight, and why")};
  cl::opt<qblock::OutputKind> emit{
      "emit", cl::cat(category), cl::init(qblock::OutputKind::Module),
      cl::desc("Lower and write this instead of a module"),
      cl::values(clEnumValN(qblock::OutputKind::Object, "obj",
                            "an object file, and a C header beside it"),
                 clEnumValN(qblock::OutputKind::SharedLibrary, "so",
                            "a shared library, and a C header beside it"),
                 clEnumValN(qblock::OutputKind::LLVMIR, "llvm-ir", "LLVM IR"),
                 clEnumValN(qblock::OutputKind::Assembly, "asm", "assembly"),
                 clEnumValN(qblock::OutputKind::GpuAssembly, "ptx",
                            "the kernels of the matmuls as PTX, and their "
                            "description beside it"),
                 clEnumValN(qblock::OutputKind::GpuBinary, "cubin",
                            "the same as machine code"))};
  cl::list<std::string> targetChips{
      "target-chip", cl::cat(category), cl::value_desc("name,..."),
      cl::CommaSeparated,
      cl::desc("The GPU that kernels are emitted for: sm_80, ...; for several, "
               "--lower-to=nvvm makes code that takes those of the device; "
               "'help' lists all")};
  cl::opt<std::string> gpuFormat{
      "gpu-format", cl::cat(category), cl::init("ptx"),
      cl::value_desc("ptx|cubin|fatbin"),
      cl::desc("What --lower-to=nvvm makes of kernels (default: ptx, which "
               "needs no CUDA toolkit)")};
  cl::opt<std::string> gpuGemm{
      "gpu-gemm", cl::cat(category), cl::init("int8"),
      cl::value_desc("int8|bf16|fastest"),
      cl::desc("Arithmetic of products of many rows on GPUs: x and decoded "
               "weights in bfloat16 instead of int8, or the faster of int8 and "
               "bf16 for each format (default: int8, as for few rows)")};

  cl::opt<bool> rawWeights{
      "raw-weights", cl::cat(category),
      cl::desc("Let kernels of GPUs read weights in ggml's order, as they are "
               "stored (default: weights are packed)")};

  bool isLoweringToGpu() const { return lowerTo == "nvvm"; }
  bool isEmitting() const { return emit != qblock::OutputKind::Module; }
  bool isEmittingForGpu() const {
    return emit == qblock::OutputKind::GpuAssembly ||
           emit == qblock::OutputKind::GpuBinary;
  }
  bool isLowering() const { return isEmitting() || !lowerTo.empty(); }

  void setPipelineOptions(qblock::LowerToCpuOptions &options) const {
    options.targetCpu = targetCpu.getValue();
    options.activations = activations.getValue();
    options.packArguments = packArguments.getValue();
    options.threads = threads.getValue();
    options.remarks = remarks.getValue();
  }

  void setPipelineOptions(qblock::LowerToNvvmOptions &options) const {
    options.targetChips = ArrayRef<std::string>(targetChips);
    options.gemm = gpuGemm.getValue();
    options.format = gpuFormat.getValue();
    options.activations = activations.getValue();
    options.packArguments = packArguments.getValue();
    options.rawWeights = rawWeights.getValue();
    options.remarks = remarks.getValue();
  }

  qblock::CodeLowering getCodeLowering() const {
    if (isLoweringToGpu()) {
      qblock::LowerToNvvmOptions options;
      setPipelineOptions(options);
      return qblock::CodeLowering::get(options);
    }
    qblock::LowerToCpuOptions options;
    setPipelineOptions(options);
    return qblock::CodeLowering::get(options);
  }

  /// The first of our options that means nothing to a GPU's host.
  StringRef findCpuOption() const {
    for (const cl::Option *option :
         std::initializer_list<const cl::Option *>{&targetCpu, &threads})
      if (option->getNumOccurrences())
        return option->ArgStr;
    return {};
  }

  /// The first of our options that was given without lowering.
  StringRef findUselessOption() const {
    for (const cl::Option *option : std::initializer_list<const cl::Option *>{
             &targetCpu, &activations, &packArguments, &threads, &remarks})
      if ((!isLowering() || isEmittingForGpu()) && option->getNumOccurrences())
        return option->ArgStr;
    return {};
  }
};
} // namespace

static int fail(const Twine &message) {
  llvm::WithColor::error(llvm::errs(), "quant-opt") << message << "\n";
  return EXIT_FAILURE;
}

static bool isGiven(StringRef optionName) {
  auto option = cl::getRegisteredOptions().find(optionName);
  return option != cl::getRegisteredOptions().end() &&
         option->second->getNumOccurrences() != 0;
}

/// Puts quantization before the passes of the command line.
static void addQuantization(MlirOptMainConfig &config,
                            const qblock::QuantizeOptions &options) {
  MlirOptMainConfig others = config;
  config.setPassPipelineSetupFn([=](PassManager &passManager) {
    passManager.addPass(qblock::createQuantize(options));
    return others.setupPassPipeline(passManager);
  });
}

/// Puts lowering behind the passes of the command line.
static void addLowering(MlirOptMainConfig &config,
                        const LoweringCLOptions &lowering) {
  MlirOptMainConfig others = config;
  config.setPassPipelineSetupFn(
      [=, &lowering](PassManager &passManager) -> LogicalResult {
        if (failed(others.setupPassPipeline(passManager)))
          return failure();
        if (lowering.isLoweringToGpu()) {
          qblock::LowerToNvvmOptions options;
          lowering.setPipelineOptions(options);
          qblock::buildLowerToNvvmPipeline(passManager, options);
          return success();
        }
        qblock::LowerToCpuOptions options;
        lowering.setPipelineOptions(options);
        qblock::buildLowerToCpuPipeline(passManager, options);
        return success();
      });
}

static std::string checkGpuGemm(StringRef gemm) {
  if (qblock::parseGpuGemm(gemm))
    return {};
  return ("unknown --gpu-gemm '" + gemm +
          "', expects 'int8', 'bf16' or 'fastest'")
      .str();
}

/// The same for `--lower-to=nvvm`.
static std::string checkLoweringToGpu(const LoweringCLOptions &lowering) {
  if (lowering.isEmittingForGpu())
    return "--emit=ptx and --emit=cubin exclude --lower-to";
  if (lowering.targetChips.empty())
    return "--lower-to=nvvm needs --target-chip";
  if (StringRef option = lowering.findCpuOption(); !option.empty())
    return ("--" + option + " has no meaning with --lower-to=nvvm").str();
  StringRef format = lowering.gpuFormat;
  if (format != "ptx" && format != "cubin" && format != "fatbin")
    return ("unknown --gpu-format '" + format +
            "', expects 'ptx', 'cubin' or 'fatbin'")
        .str();
  if (isGiven("pass-pipeline"))
    return "--lower-to cannot be combined with --pass-pipeline; put "
           "qblock-to-nvvm into the pipeline";
  return checkGpuGemm(lowering.gpuGemm);
}

/// What is wrong with the combination of options; empty if nothing is.
static std::string checkLowering(const LoweringCLOptions &lowering) {
  if (!lowering.lowerTo.empty() && lowering.lowerTo != "cpu" &&
      !lowering.isLoweringToGpu())
    return "unknown machine '" + lowering.lowerTo +
           "' to lower to, expects 'cpu' or 'nvvm'";
  if (lowering.isLoweringToGpu())
    return checkLoweringToGpu(lowering);
  if (StringRef option = lowering.findUselessOption(); !option.empty())
    return ("--" + option +
            (lowering.isEmittingForGpu() ? " has no meaning for kernels of GPUs"
                                         : " needs --lower-to or --emit"))
        .str();
  if (lowering.isEmittingForGpu() && lowering.targetChips.empty())
    return "--emit=ptx and --emit=cubin need --target-chip";
  if (lowering.isEmittingForGpu() && lowering.targetChips.size() > 1)
    return "--emit=ptx and --emit=cubin write the kernels of one chip, but got "
           "several: emit a file for each";
  if (!lowering.isEmittingForGpu() && !lowering.targetChips.empty())
    return "--target-chip needs --emit=ptx, --emit=cubin or --lower-to=nvvm";
  if (lowering.gpuFormat.getNumOccurrences())
    return "--gpu-format needs --lower-to=nvvm";
  if (lowering.rawWeights && !lowering.isEmittingForGpu())
    return "--raw-weights needs --emit=ptx, --emit=cubin or --lower-to=nvvm";
  if (!lowering.isEmittingForGpu() && lowering.gpuGemm.getNumOccurrences())
    return "--gpu-gemm needs --emit=ptx, --emit=cubin or --lower-to=nvvm";
  if (std::string problem = checkGpuGemm(lowering.gpuGemm); !problem.empty())
    return problem;
  if (lowering.isEmittingForGpu() && !lowering.lowerTo.empty())
    return "--emit=ptx and --emit=cubin exclude --lower-to";
  if (lowering.isLowering() && isGiven("pass-pipeline"))
    return "--lower-to and --emit cannot be combined with --pass-pipeline; put "
           "qblock-to-cpu into the pipeline";
  return {};
}

static int listChips() {
  for (const qblock::GpuTarget *target : qblock::getGpuTargets())
    llvm::outs() << target->getName() << "\n";
  return EXIT_SUCCESS;
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  mlir::registerAllPasses();
  qblock::registerAllPasses();

  DialectRegistry registry;
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  qblock::registerAllDialects(registry);

  QuantizeCLOptions quantizeOptions;
  LoweringCLOptions lowering;
  auto [inputName, outputName] = registerAndParseCLIOptions(
      argc, argv, "Block-quantizing modular optimizer driver\n", registry);

  MlirOptMainConfig config = MlirOptMainConfig::createFromCLOptions();
  if (config.shouldShowDialects() || config.shouldListPasses())
    return asMainReturnCode(
        MlirOptMain(argc, argv, inputName, outputName, registry));

  if (llvm::is_contained(lowering.targetChips, "help"))
    return listChips();

  bool hasMix = quantizeOptions.scheme.getNumOccurrences() ||
                quantizeOptions.recipe.getNumOccurrences();
  auto budget = qblock::parseBudget(quantizeOptions.targetBits,
                                    quantizeOptions.targetSize);
  if (!budget)
    return fail(budget.error().message);
  if (hasMix && *budget)
    return fail("a target and --quantize-scheme or --recipe exclude each "
                "other");
  if (hasMix || *budget) {
    // A textual pipeline replaces whatever was in the pass manager.
    if (isGiven("pass-pipeline"))
      return fail(
          "--quantize-scheme, --recipe and targets cannot be combined with "
          "--pass-pipeline; put qblock-quantize{scheme=...} or "
          "qblock-quantize{recipe=...} into the pipeline");
    // Said here, it is about the command line and not about the module.
    if (hasMix)
      if (auto chosen = qblock::recipe::chooseScheme(
              quantizeOptions.recipe, quantizeOptions.scheme.getValue());
          !chosen)
        return fail(chosen.error().message);
    addQuantization(config, quantizeOptions.getPassOptions());
  } else if (StringRef option = quantizeOptions.findOptionWithoutScheme();
             !option.empty()) {
    return fail("--" + option +
                " needs --quantize-scheme, --recipe or a target");
  }
  if (std::string problem = checkLowering(lowering); !problem.empty())
    return fail(problem);
  if (lowering.isLowering() && !lowering.isEmitting())
    addLowering(config, lowering);
  if (StringRef(outputName).ends_with(".mlirbc"))
    config.emitBytecode(true);

  std::string message;
  std::unique_ptr<llvm::MemoryBuffer> input =
      openInputFile(inputName, &message);
  if (!input)
    return fail(message);
  bool printsTable = quantizeOptions.getPassOptions().reportFile == "-";
  if (outputName == "-" && printsTable) {
    if (!quantizeOptions.dryRun)
      return fail("--quantize-report=- needs -o: the module would go to "
                  "standard output as well");
    // The table of a dry run takes the place of the module.
    outputName = "/dev/null";
  }
  if (lowering.isEmittingForGpu())
    return asMainReturnCode(qblock::emitGpuFile(
        std::move(input), config, registry, lowering.targetChips.front(),
        *qblock::parseGpuGemm(lowering.gpuGemm), lowering.rawWeights,
        lowering.emit == qblock::OutputKind::GpuBinary
            ? qblock::GpuCodeKind::Binary
            : qblock::GpuCodeKind::Assembly,
        outputName));
  if (lowering.isEmitting())
    return asMainReturnCode(qblock::emitCodeFile(
        std::move(input), config, registry, lowering.getCodeLowering(),
        lowering.emit, outputName));
  auto output = qblock::AtomicOutput::create(outputName);
  if (!output)
    return fail(output.error().message);
  if (failed(
          MlirOptMain((*output)->stream(), std::move(input), registry, config)))
    return EXIT_FAILURE;
  if (auto done = (*output)->commit(); !done)
    return fail(done.error().message);
  return EXIT_SUCCESS;
}
