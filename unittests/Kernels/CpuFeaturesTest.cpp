//===- CpuFeaturesTest.cpp - What code finds out about its machine
//---------===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "qblock/Target/CpuFeatures.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/ExecutionEngine/ExecutionEngine.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "qblock/Target/CpuTarget.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Host.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace qblock;
using llvm::StringRef;

namespace {

/// What emitted code answers on this machine; nothing if it cannot be asked.
std::optional<bool> ask(ArrayRef<StringRef> features) {
  MLIRContext context;
  context.loadDialect<arith::ArithDialect, func::FuncDialect, LLVM::LLVMDialect,
                      scf::SCFDialect>();
  registerBuiltinDialectTranslation(context);
  registerLLVMDialectTranslation(context);
  Location loc = UnknownLoc::get(&context);
  OwningOpRef<ModuleOp> module = ModuleOp::create(loc);
  OpBuilder builder = OpBuilder::atBlockEnd(module->getBody());
  auto function = func::FuncOp::create(
      builder, loc, "ask",
      builder.getFunctionType(TypeRange(), builder.getI32Type()));
  function->setAttr(LLVM::LLVMDialect::getEmitCWrapperAttrName(),
                    builder.getUnitAttr());
  builder.setInsertionPointToStart(function.addEntryBlock());
  Value answer = emitHasFeatures(builder, loc, features);
  if (!answer)
    return std::nullopt;
  Value number =
      arith::ExtUIOp::create(builder, loc, builder.getI32Type(), answer);
  func::ReturnOp::create(builder, loc, number);
  PassManager passes(&context);
  passes.addPass(createSCFToControlFlowPass());
  passes.addPass(createArithToLLVMConversionPass());
  passes.addPass(createConvertFuncToLLVMPass());
  passes.addPass(createConvertControlFlowToLLVMPass());
  passes.addPass(createReconcileUnrealizedCastsPass());
  EXPECT_TRUE(succeeded(passes.run(*module)));
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  llvm::InitializeNativeTargetAsmParser();
  auto engine = llvm::cantFail(ExecutionEngine::create(*module));
  int32_t result = -1;
  EXPECT_FALSE(bool(engine->invoke("ask", ExecutionEngine::result(result))));
  EXPECT_TRUE(result == 0 || result == 1) << result;
  return result == 1;
}

/// LLVM's own detection is the reference.
TEST(CpuFeatures, AnswersWhatLLVMFindsOutAboutTheHost) {
  llvm::StringMap<bool> host = llvm::sys::getHostCPUFeatures();
  int numAsked = 0;
  for (const CpuTarget *target : getCpuTargets())
    for (StringRef feature : target->getFeatures()) {
      auto known = host.find(feature);
      // Features of another architecture, which this one's code cannot ask for.
      if (known == host.end())
        continue;
      EXPECT_EQ(ask(feature), std::optional<bool>(known->second))
          << feature.str();
      ++numAsked;
    }
  EXPECT_GT(numAsked, 0);
}

TEST(CpuFeatures, AnswersForAllFeaturesTogether) {
  llvm::StringMap<bool> host = llvm::sys::getHostCPUFeatures();
  for (const CpuTarget *target : getCpuTargets()) {
    ArrayRef<StringRef> features = target->getFeatures();
    if (features.empty() || !host.count(features.front()))
      continue;
    bool hasAll = llvm::all_of(
        features, [&](StringRef feature) { return host.lookup(feature); });
    EXPECT_EQ(ask(features), std::optional<bool>(hasAll))
        << target->getName().str();
  }
}

TEST(CpuFeatures, HasNoAnswerForWhatItDoesNotKnow) {
  EXPECT_FALSE(ask({"time-travel"}).has_value());
  EXPECT_FALSE(ask({"avx2", "dotprod"}).has_value());
}

} // namespace
