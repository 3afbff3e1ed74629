//===- TestPasses.cpp - Passes that print analyses for tests ----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The analysis has no output of its own: this pass prints one line a weight, so
// that lit tests and people can see what the quantizing pass will see.
//
//===----------------------------------------------------------------------===//

#include "qblock/Analysis/Passes.h"
#include "qblock/Analysis/WeightAnalysis.h"
#include "qblock/Weights/WeightMap.h"

#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Pass/Pass.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace qblock {
namespace {

StringRef stringifyKind(WeightUse::Kind kind) {
  switch (kind) {
  case WeightUse::Kind::Matmul:
    return "matmul";
  case WeightUse::Kind::GatherRows:
    return "gather_rows";
  case WeightUse::Kind::Float:
    return "float";
  }
  return "";
}

void printWeight(const Weight &weight, llvm::raw_ostream &os) {
  std::string_view role = recipe::stringify(weight.role);
  os << weight.symbol << ": " << weight.name
     << " role=" << StringRef(role.data(), role.size()) << " layer=";
  if (weight.layer)
    os << *weight.layer;
  else
    os << "-";
  os << " " << weight.numRows << "x" << weight.rowElems
     << (weight.isScattered ? " mixed"
         : weight.isKN      ? " KN"
                            : " NK")
     << " how=" << weight.how << " uses=";
  llvm::interleaveComma(weight.uses, os, [&](const WeightUse &use) {
    os << stringifyKind(use.kind);
    if (use.kind == WeightUse::Kind::Float)
      os << " (" << use.reason << ")";
  });
  os << "\n";
}

void printHeading(ModuleOp module, llvm::raw_ostream &os) {
  os << "weights of ";
  llvm::interleaveComma(
      module.getOps<FunctionOpInterface>(), os,
      [&](FunctionOpInterface function) { os << "@" << function.getName(); });
  os << "\n";
}

struct PrintWeightsPass
    : PassWrapper<PrintWeightsPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(PrintWeightsPass)

  PrintWeightsPass() = default;
  PrintWeightsPass(const PrintWeightsPass &other) : PassWrapper(other) {}

  StringRef getArgument() const override { return "qblock-print-weights"; }
  StringRef getDescription() const override {
    return "Print the weights of a module, their roles and uses to stderr";
  }

  void runOnOperation() override {
    markAllAnalysesPreserved();
    std::optional<weights::WeightMap> map;
    if (!mapPath.empty()) {
      auto loaded = weights::WeightMap::load(mapPath);
      if (!loaded) {
        getOperation().emitError(loaded.error().message);
        return signalPassFailure();
      }
      map = std::move(*loaded);
    }
    WeightAnalysis analysis(getOperation(), map ? &*map : nullptr);
    printHeading(getOperation(), llvm::errs());
    for (const Weight &weight : analysis.weights())
      printWeight(weight, llvm::errs());
    const InferredFacts &facts = analysis.facts();
    llvm::errs() << "model: layers=" << facts.layers << " heads=" << facts.heads
                 << " kv-heads=" << facts.kvHeads
                 << " experts=" << facts.experts
                 << " tied=" << (facts.tied ? "true" : "false") << "\n";
  }

  Option<std::string> mapPath{
      *this, "map",
      llvm::cl::desc(
          "JSON file that names the arguments, globals or resources")};
};

} // namespace

void registerAnalysisTestPasses() { PassRegistration<PrintWeightsPass>(); }

} // namespace qblock
