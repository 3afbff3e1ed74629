//===- KernelJit.cpp - One packed matmul as machine code -----------*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernels without a model around them, for the benchmark and for tests: the
// passes are those that a model's kernels go through as well.
//
//===----------------------------------------------------------------------===//

#include "KernelJit.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/ExecutionEngine/ExecutionEngine.h"
#include "mlir/ExecutionEngine/OptUtils.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Transforms/Passes.h"
#include "qblock/CodeGen/MachineCode.h"
#include "qblock/Conversion/PackedMatmul.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/TargetParser/Host.h"

#include <cstdlib>

using namespace mlir;
using namespace qblock;

static constexpr char kName[] = "matmul";
static constexpr unsigned optLevel = 2;

bool qblock::hasHostFeature(StringRef feature) {
  static const Machine host = llvm::cantFail(findMachine("host"));
  return host.hasFeature(feature);
}

struct KernelJit::State {
  MLIRContext context{MLIRContext::Threading::DISABLED};
  OwningOpRef<ModuleOp> module;
  std::unique_ptr<ExecutionEngine> engine;
  void (*function)(void **) = nullptr;
};

KernelJit::KernelJit(std::unique_ptr<State> state) : state(std::move(state)) {}
KernelJit::~KernelJit() = default;

static LogicalResult lower(ModuleOp module) {
  PassManager passes(module.getContext());
  passes.addPass(createCanonicalizerPass());
  passes.addPass(createCSEPass());
  passes.addPass(createSCFToControlFlowPass());
  passes.addPass(createConvertVectorToLLVMPass());
  passes.addPass(createConvertMathToLLVMPass());
  passes.addPass(createFinalizeMemRefToLLVMConversionPass());
  passes.addPass(createConvertFuncToLLVMPass());
  passes.addPass(createConvertControlFlowToLLVMPass());
  passes.addPass(createConvertIndexToLLVMPass());
  passes.addPass(createArithToLLVMConversionPass());
  passes.addPass(createReconcileUnrealizedCastsPass());
  return passes.run(module);
}

/// For a CPU that has what the target names, and nothing that this machine has
/// beside: it is that code which is to be measured and tested.
static std::unique_ptr<llvm::TargetMachine>
createMachine(const CpuTarget &target) {
  auto builder =
      llvm::cantFail(llvm::orc::JITTargetMachineBuilder::detectHost());
  builder.setCPU("generic");
  builder.getFeatures() = llvm::SubtargetFeatures();
  for (StringRef feature : target.getFeatures())
    builder.getFeatures().AddFeature(feature);
  return llvm::cantFail(builder.createTargetMachine());
}

static std::unique_ptr<ExecutionEngine> createEngine(ModuleOp module,
                                                     const CpuTarget &target) {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  std::unique_ptr<llvm::TargetMachine> machine = createMachine(target);
  ExecutionEngineOptions options;
  auto transformer = makeOptimizingTransformer(optLevel, 0, machine.get());
  options.transformer = transformer;
  options.enableObjectDump = true;
  auto engine = llvm::cantFail(
      ExecutionEngine::create(module, options, std::move(machine)));
  if (const char *path = std::getenv("QBLOCK_DUMP_OBJECT")) {
    llvm::cantFail(engine->lookupPacked(kName));
    engine->dumpToObjectFile(path);
  }
  return engine;
}

std::unique_ptr<KernelJit::State>
KernelJit::lowerKernels(const format::PackedLayout &layout,
                        const CpuTarget &target) {
  auto state = std::make_unique<State>();
  DialectRegistry registry;
  registerAllDialects(registry);
  registerAllExtensions(registry);
  registerBuiltinDialectTranslation(registry);
  registerLLVMDialectTranslation(registry);
  state->context.appendDialectRegistry(registry);
  state->context.loadAllAvailableDialects();
  Location loc = UnknownLoc::get(&state->context);
  state->module = ModuleOp::create(loc);
  func::FuncOp function =
      PackedKernels(*state->module, target).emitMatmul(loc, kName, layout);
  function.setPublic();
  function->setAttr(LLVM::LLVMDialect::getEmitCWrapperAttrName(),
                    UnitAttr::get(&state->context));
  if (failed(state->module->verify()) || failed(lower(*state->module)))
    return nullptr;
  return state;
}

std::string KernelJit::emitAssembly(const format::PackedLayout &layout,
                                    const CpuTarget &target) {
  std::unique_ptr<State> state = lowerKernels(layout, target);
  if (!state)
    return {};
  Machine machine = {llvm::sys::getProcessTriple(), "generic", ""};
  for (StringRef feature : target.getFeatures())
    machine.features += "+" + feature.str() + ",";
  llvm::SmallVector<char, 0> assembly;
  if (failed(emitCode(*state->module, machine, CodeKind::Assembly, assembly)))
    return {};
  return {assembly.begin(), assembly.end()};
}

std::unique_ptr<KernelJit>
KernelJit::compile(const format::PackedLayout &layout,
                   const CpuTarget &target) {
  std::unique_ptr<State> state = lowerKernels(layout, target);
  if (!state)
    return nullptr;
  // What runs here is scheduled for this machine.
  for (auto function : state->module->getOps<LLVM::LLVMFuncOp>())
    function.setTuneCpu(llvm::sys::getHostCPUName());
  state->engine = createEngine(*state->module, target);
  auto packed =
      state->engine->lookupPacked(std::string("_mlir_ciface_") + kName);
  if (!packed) {
    llvm::errs() << llvm::toString(packed.takeError()) << "\n";
    return nullptr;
  }
  state->function = *packed;
  return std::unique_ptr<KernelJit>(new KernelJit(std::move(state)));
}

void KernelJit::run(const float *x, const uint8_t *weight, float *y, int64_t m,
                    int64_t n, int64_t k, bool adds) const {
  auto word = [](const void *pointer) {
    return reinterpret_cast<int64_t>(pointer);
  };
  int64_t xWords[] = {word(x), word(x), 0, m, k, k, 1};
  int64_t yWords[] = {word(y), word(y), 0, m, n, n, 1};
  // The size of a packed weight follows from n and k; kernels do not read it.
  int64_t weightWords[] = {word(weight), word(weight), 0, INT64_MAX, 1};
  void *descriptors[] = {xWords, weightWords, yWords};
  void *arguments[] = {&descriptors[0], &descriptors[1], &descriptors[2],
                       &adds};
  state->function(arguments);
}
