//===- JitModule.cpp - Compiles and runs modules in tests -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tests of a lowering must run what users run, so the module goes through the
// pipeline and not through passes picked here.
//
//===----------------------------------------------------------------------===//

#include "JitModule.h"

#include "mlir/ExecutionEngine/ExecutionEngine.h"
#include "mlir/ExecutionEngine/OptUtils.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"
#include "qblock/Pipelines/Pipelines.h"
#include "qblock/Runtime/Functions.h"
#include "llvm/Support/TargetSelect.h"

#include <cstdio>
#include <cstdlib>
#include <gtest/gtest.h>

using namespace mlir;
using namespace qblock::test;

std::string qblock::test::replaced(std::string text, const std::string &from,
                                   const std::string &to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos;
       at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

Array::Array(const void *data, std::vector<int64_t> sizes)
    : words(3 + 2 * sizes.size()) {
  words[0] = words[1] = reinterpret_cast<intptr_t>(data);
  intptr_t stride = 1;
  for (size_t dim = sizes.size(); dim-- != 0;) {
    words[3 + dim] = sizes[dim];
    words[3 + sizes.size() + dim] = stride;
    stride *= sizes[dim];
  }
}

Array::Array(unsigned rank) : words(3 + 2 * rank) {}

void Array::release() { std::free(reinterpret_cast<void *>(words[0])); }

/// Ends the process in a way that a death test recognizes, without destructors:
/// the engine whose code calls this is still alive.
static void failWith(const char *message) {
  std::fprintf(stderr, "%s\n", message);
  std::_Exit(3);
}

struct JitModule::State {
  MLIRContext context{MLIRContext::Threading::DISABLED};
  OwningOpRef<ModuleOp> module;
  std::unique_ptr<ExecutionEngine> engine;
};

JitModule::JitModule(std::unique_ptr<State> state) : state(std::move(state)) {}
JitModule::~JitModule() = default;

static std::unique_ptr<ExecutionEngine> createEngine(ModuleOp module) {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  auto builder =
      llvm::cantFail(llvm::orc::JITTargetMachineBuilder::detectHost());
  auto machine = llvm::cantFail(builder.createTargetMachine());
  ExecutionEngineOptions options;
  auto transformer = makeOptimizingTransformer(2, 0, machine.get());
  options.transformer = transformer;
  auto engine = llvm::cantFail(
      ExecutionEngine::create(module, options, std::move(machine)));
  engine->registerSymbols([](llvm::orc::MangleAndInterner intern) {
    auto symbol = [](auto *function) {
      return llvm::orc::ExecutorSymbolDef(
          llvm::orc::ExecutorAddr::fromPtr(function),
          llvm::JITSymbolFlags::Exported);
    };
    llvm::orc::SymbolMap symbols;
    symbols[intern("qblock_runtime_fail")] = symbol(&failWith);
    symbols[intern("_mlir_ciface_qblock_quantize_rows")] =
        symbol(&_mlir_ciface_qblock_quantize_rows);
    symbols[intern("_mlir_ciface_qblock_pack_rows")] =
        symbol(&_mlir_ciface_qblock_pack_rows);
    symbols[intern("_mlir_ciface_qblock_unpack_rows")] =
        symbol(&_mlir_ciface_qblock_unpack_rows);
    return symbols;
  });
  return engine;
}

std::unique_ptr<JitModule> JitModule::compile(const std::string &text,
                                              const std::string &cpu) {
  auto state = std::make_unique<State>();
  DialectRegistry registry;
  registerAllDialects(registry);
  registerAllExtensions(registry);
  registry.insert<qblock::QBlockDialect>();
  registerBuiltinDialectTranslation(registry);
  registerLLVMDialectTranslation(registry);
  state->context.appendDialectRegistry(registry);
  state->module = parseSourceString<ModuleOp>(text, &state->context);
  PassManager passes(&state->context);
  // What is compared with the decoder; kernels that round are tested apart.
  qblock::LowerToCpuOptions options;
  options.activations = "exact";
  options.targetCpu = cpu;
  qblock::buildLowerToCpuPipeline(passes, options);
  if (!state->module || failed(passes.run(*state->module))) {
    ADD_FAILURE() << "does not compile:\n" << text;
    return nullptr;
  }
  state->engine = createEngine(*state->module);
  return std::unique_ptr<JitModule>(new JitModule(std::move(state)));
}

Array JitModule::call(const std::string &name, unsigned resultRank,
                      std::vector<Array> arguments) {
  Array result(resultRank);
  void *resultDescriptor = result.descriptor();
  std::vector<void *> descriptors = {resultDescriptor};
  for (Array &argument : arguments)
    descriptors.push_back(argument.descriptor());
  // The packed form takes the address of each argument.
  std::vector<void *> packed;
  for (void *&descriptor : descriptors)
    packed.push_back(&descriptor);
  llvm::cantFail(state->engine->invokePacked("_mlir_ciface_" + name, packed));
  return result;
}
