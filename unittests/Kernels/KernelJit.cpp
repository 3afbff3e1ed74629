//===- KernelJit.cpp - One packed matmul as machine code -----------*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernels without a model around them: the passes are those that a model's
// kernels go through as well.
//
//===----------------------------------------------------------------------===//

#include "KernelJit.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Pass/PassManager.h"
#include "qblock/CodeGen/MachineCode.h"
#include "qblock/Conversion/PackedMatmul.h"
#include "qblock/Pipelines/Pipelines.h"
#include "qblock/Runtime/LoadedCode.h"
#include "llvm/TargetParser/Host.h"

using namespace mlir;
using namespace qblock;

static constexpr char kName[] = "matmul";

bool qblock::hasHostFeature(StringRef feature) {
  static const Machine host = llvm::cantFail(findMachine("host"));
  return host.hasFeature(feature);
}

struct KernelJit::State {
  MLIRContext context{MLIRContext::Threading::DISABLED};
  OwningOpRef<ModuleOp> module;
  std::unique_ptr<runtime::LoadedCode> code;
  void (*function)(void *x, void *weight, void *y, bool adds) = nullptr;
};

KernelJit::KernelJit(std::unique_ptr<State> state) : state(std::move(state)) {}
KernelJit::~KernelJit() = default;

/// For a CPU that has what the target names, and nothing that this machine has
/// beside: it is that code which is to be tested.
static Machine getMachine(const CpuTarget &target) {
  Machine machine = {llvm::sys::getProcessTriple(), "generic", ""};
  for (StringRef feature : target.getFeatures())
    machine.features += "+" + feature.str() + ",";
  return machine;
}

static LogicalResult lower(ModuleOp module) {
  PassManager passes(module.getContext());
  buildLowerBuffersToLLVMPipeline(passes, LowerToCpuOptions());
  return passes.run(module);
}

std::unique_ptr<KernelJit::State>
KernelJit::lowerKernels(const format::PackedLayout &layout,
                        const CpuTarget &target) {
  auto state = std::make_unique<State>();
  DialectRegistry registry;
  registerAllDialects(registry);
  registerAllExtensions(registry);
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
                                    StringRef cpu) {
  Machine machine = llvm::cantFail(findMachine(cpu));
  std::unique_ptr<State> state = lowerKernels(layout, selectCpuTarget(machine));
  llvm::SmallVector<char, 0> assembly;
  if (!state ||
      failed(emitCode(*state->module, machine, CodeKind::Assembly, assembly)))
    return {};
  return {assembly.begin(), assembly.end()};
}

std::unique_ptr<KernelJit>
KernelJit::compile(const format::PackedLayout &layout,
                   const CpuTarget &target) {
  std::unique_ptr<State> state = lowerKernels(layout, target);
  if (!state)
    return nullptr;
  auto code = runtime::LoadedCode::load(*state->module, getMachine(target));
  if (failed(code))
    return nullptr;
  state->code = std::move(*code);
  state->function =
      state->code->getFunction<void(void *, void *, void *, bool)>(kName);
  if (!state->function)
    return nullptr;
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
  state->function(xWords, weightWords, yWords, adds);
}
