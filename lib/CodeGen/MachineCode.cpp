//===- MachineCode.cpp - From the LLVM dialect to files ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The same translation and the same optimizations as for code that runs at once
// (lib/Runtime), but into a buffer. The code is complete: its one wish to its
// surroundings, a place to fail, has a weak default.
//
//===----------------------------------------------------------------------===//

#include "qblock/CodeGen/MachineCode.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/OpenMP/OpenMPDialect.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/OpenMP/OpenMPToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "mlir/Target/LLVMIR/LLVMTranslationInterface.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Transforms/IPO/Internalize.h"

using namespace mlir;
using namespace qblock;

void qblock::optimizeFor(llvm::TargetMachine &machine, llvm::Module &module) {
  module.setDataLayout(machine.createDataLayout());
  module.setTargetTriple(machine.getTargetTriple());
  for (llvm::Function &function : module) {
    if (function.isDeclaration())
      continue;
    function.addFnAttr("target-cpu", machine.getTargetCPU());
    // A kernel for better machines has more of them.
    std::string features = machine.getTargetFeatureString().str();
    StringRef more =
        function.getFnAttribute("target-features").getValueAsString();
    if (!more.empty())
      features += (features.empty() ? "" : ",") + more.str();
    function.addFnAttr("target-features", features);
  }
  llvm::PassBuilder builder(&machine);
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
  builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O2)
      .run(module, modules);
}

LogicalResult qblock::verifyLowered(ModuleOp module) {
  WalkResult result = module.walk([&](Operation *op) -> WalkResult {
    if (op == module ||
        isa<LLVM::LLVMDialect, omp::OpenMPDialect>(op->getDialect()))
      return WalkResult::advance();
    return op->emitError() << "cannot lower '" << op->getName() << "' to LLVM";
  });
  return failure(result.wasInterrupted());
}

namespace {
/// Roles and the like mean nothing to LLVM.
struct DropAttributes : LLVMTranslationDialectInterface {
  using LLVMTranslationDialectInterface::LLVMTranslationDialectInterface;

  LogicalResult convertParameterAttr(LLVM::LLVMFuncOp, int, NamedAttribute,
                                     LLVM::ModuleTranslation &) const override {
    return success();
  }
  LogicalResult amendOperation(Operation *, ArrayRef<llvm::Instruction *>,
                               NamedAttribute,
                               LLVM::ModuleTranslation &) const override {
    return success();
  }
};
} // namespace

std::unique_ptr<llvm::Module>
qblock::translateToLLVM(ModuleOp module, llvm::LLVMContext &context) {
  DialectRegistry registry;
  registerBuiltinDialectTranslation(registry);
  registerLLVMDialectTranslation(registry);
  registerOpenMPDialectTranslation(registry);
  registry.addExtension(+[](MLIRContext *, QBlockDialect *dialect) {
    dialect->addInterfaces<DropAttributes>();
  });
  module.getContext()->appendDialectRegistry(registry);
  std::unique_ptr<llvm::Module> translated =
      translateModuleToLLVMIR(module, context);
  if (!translated)
    module.emitError("cannot be translated to LLVM IR");
  return translated;
}

/// A weak `qblock_runtime_fail` that prints the message and aborts.
static void defineFailure(llvm::Module &module) {
  llvm::Function *fail = module.getFunction("qblock_runtime_fail");
  if (!fail || !fail->isDeclaration())
    return;
  fail->setLinkage(llvm::GlobalValue::WeakAnyLinkage);
  llvm::LLVMContext &context = module.getContext();
  llvm::IRBuilder<> builder(llvm::BasicBlock::Create(context, "", fail));
  llvm::FunctionCallee print = module.getOrInsertFunction(
      "puts", builder.getInt32Ty(), builder.getPtrTy());
  llvm::FunctionCallee abort =
      module.getOrInsertFunction("abort", builder.getVoidTy());
  builder.CreateCall(print, fail->getArg(0));
  builder.CreateCall(abort);
  builder.CreateUnreachable();
}

LogicalResult qblock::emitCode(ModuleOp module, const Machine &machine,
                               CodeKind kind, SmallVectorImpl<char> &output) {
  auto fail = [&](const Twine &message) {
    return module.emitError("cannot be compiled: ") << message;
  };
  llvm::Expected<std::unique_ptr<llvm::TargetMachine>> generator =
      createTargetMachine(machine);
  if (!generator)
    return fail(llvm::toString(generator.takeError()));
  llvm::LLVMContext context;
  std::unique_ptr<llvm::Module> translated = translateToLLVM(module, context);
  if (!translated)
    return failure();
  defineFailure(*translated);
  // Two objects in one program, or a function called `main`, must not clash.
  llvm::internalizeModule(*translated, [](const llvm::GlobalValue &value) {
    return value.getName().starts_with("_mlir_ciface_") ||
           value.hasWeakLinkage();
  });
  optimizeFor(**generator, *translated);

  llvm::raw_svector_ostream os(output);
  if (kind == CodeKind::LLVMIR) {
    translated->print(os, nullptr);
    return success();
  }
  llvm::legacy::PassManager passes;
  auto fileType = kind == CodeKind::Object
                      ? llvm::CodeGenFileType::ObjectFile
                      : llvm::CodeGenFileType::AssemblyFile;
  if ((*generator)->addPassesToEmitFile(passes, os, nullptr, fileType))
    return fail("the target writes no files of this kind");
  passes.run(*translated);
  return success();
}
