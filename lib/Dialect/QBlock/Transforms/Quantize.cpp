//===- Quantize.cpp - Give every weight the type of a scheme ----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The main pass: find the weights, decide their types, report, rewrite their
// uses, and give the places that hold them their new type and bytes. Everything
// that can fail is done on the way to a list of plans; the module changes after
// that, except for bytes that turn out to be infinite, and then the pass fails
// and the driver writes nothing.
//
//===----------------------------------------------------------------------===//

#include "QuantizedWeights.h"
#include "RecipeControls.h"
#include "RewriteUses.h"
#include "WeightBinding.h"
#include "WeightPlaces.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"
#include "qblock/Dialect/QBlock/Transforms/Passes.h"
#include "qblock/Quantizer/Report.h"
#include "qblock/Recipe/Recipe.h"
#include "qblock/Recipe/RecipeFile.h"

namespace qblock {
#define GEN_PASS_DEF_QUANTIZE
#include "qblock/Dialect/QBlock/Transforms/Passes.h.inc"
} // namespace qblock

using namespace mlir;
using namespace qblock;
using namespace qblock::detail;

/// The reason why the elements of a weight are needed as they are.
static std::string getFloatReason(const Weight &weight) {
  for (const WeightUse &use : weight.uses)
    if (use.kind == WeightUse::Kind::Float)
      return "kept: " + use.reason;
  return "kept";
}

namespace {
struct QuantizePass : public qblock::impl::QuantizeBase<QuantizePass> {
  using QuantizeBase::QuantizeBase;

  void runOnOperation() override {
    if (failed(quantize()))
      signalPassFailure();
  }

private:
  LogicalResult quantize();
  LogicalResult checkOptions();
  recipe::ModelFacts getFacts(const InferredFacts &inferred,
                              const WeightBinding &binding) const;
  Expected<RecipeControls> getControls() const;
  LogicalResult decide(const recipe::Scheme &chosenScheme,
                       const recipe::ModelFacts &facts,
                       const RecipeControls &controls,
                       MutableArrayRef<WeightPlan> plans);
  LogicalResult writeRows(const std::vector<ReportRow> &rows);
  LogicalResult writeReportOf(ArrayRef<WeightPlan> plans);
  void rewrite(WeightPlaces &places, ArrayRef<WeightPlan> plans);
};
} // namespace

recipe::ModelFacts QuantizePass::getFacts(const InferredFacts &inferred,
                                          const WeightBinding &binding) const {
  recipe::ModelFacts facts;
  facts.layers = inferred.layers;
  facts.heads = inferred.heads;
  facts.kvHeads = inferred.kvHeads;
  facts.experts = inferred.experts;
  facts.tied = inferred.tied;
  binding.readFacts(facts);
  if (!architecture.empty())
    facts.architecture = architecture;
  if (layers)
    facts.layers = layers;
  if (heads)
    facts.heads = heads;
  if (kvHeads)
    facts.kvHeads = kvHeads;
  return facts;
}

LogicalResult QuantizePass::decide(const recipe::Scheme &chosenScheme,
                                   const recipe::ModelFacts &facts,
                                   const RecipeControls &controls,
                                   MutableArrayRef<WeightPlan> plans) {
  std::vector<recipe::Weight> weights;
  for (const WeightPlan &plan : plans) {
    const Weight &weight = *plan.weight;
    recipe::Weight entry;
    entry.name = weight.name;
    entry.role = weight.role;
    entry.layer = weight.layer;
    entry.rowElems = weight.rowElems;
    entry.numRows = weight.numRows;
    entry.sourceType = plan.from;
    weights.push_back(std::move(entry));
  }
  auto assigned =
      recipe::assignTypes(chosenScheme, facts, weights, controls.assign);
  if (!assigned)
    return emitError(getOperation().getLoc()) << assigned.error().message;
  for (const std::string &warning : assigned->warnings)
    emitWarning(getOperation().getLoc()) << warning;
  warnOfFusedOverrides(controls.assign, plans);

  for (auto [plan, decision] : llvm::zip(plans, assigned->decisions)) {
    const Weight &weight = *plan.weight;
    const format::TypeInfo *inIR = getTypeInfo(weight.type.getElementType());
    bool isKept = weight.role == recipe::Role::Other ||
                  weight.role == recipe::Role::FfnRouter;
    plan.to = isKept ? inIR : decision.type;
    plan.why = decision.why;
    if (plan.to->isBlock() && !plan.to->row)
      return emitError(weight.getLoc())
             << "weight '" << weight.name << "' takes "
             << StringRef(plan.to->name.data(), plan.to->name.size())
             << ", which only files can hold";
    if (weight.isQuantizable() || plan.to == inIR)
      continue;
    plan.to = inIR;
    plan.why = getFloatReason(weight);
    emitRemark(weight.getLoc())
        << "weight '" << weight.name << "' is " << plan.why;
  }
  if (controls.hasImportance())
    return bindImportance(getOperation().getLoc(), *controls.importance, plans);
  return success();
}

Expected<RecipeControls> QuantizePass::getControls() const {
  std::vector<std::string> types(tensorTypes.begin(), tensorTypes.end());
  std::vector<std::string> included(includedWeights.begin(),
                                    includedWeights.end());
  std::vector<std::string> excluded(excludedWeights.begin(),
                                    excludedWeights.end());
  auto controls =
      readControls({types, tensorTypeFile, outputTensorType, tokenEmbeddingType,
                    importanceFile, included, excluded});
  if (controls) {
    controls->assign.dryRun = dryRun;
    controls->assign.pure = pure;
    controls->assign.leaveOutput = leaveOutput;
  }
  return controls;
}

LogicalResult QuantizePass::writeRows(const std::vector<ReportRow> &rows) {
  if (reportFile.empty())
    return success();
  if (auto done = writeReport(reportFile, rows); !done)
    return emitError(getOperation().getLoc()) << done.error().message;
  return success();
}

LogicalResult QuantizePass::writeReportOf(ArrayRef<WeightPlan> plans) {
  std::vector<ReportRow> rows;
  for (const WeightPlan &plan : plans) {
    const Weight &weight = *plan.weight;
    rows.push_back({weight.name,
                    weight.role,
                    weight.layer,
                    {weight.numRows, weight.rowElems},
                    plan.from,
                    plan.to,
                    weight.how,
                    plan.why});
  }
  return writeRows(rows);
}

void QuantizePass::rewrite(WeightPlaces &places, ArrayRef<WeightPlan> plans) {
  IRRewriter rewriter(&getContext());
  for (const WeightPlan &plan : plans) {
    if (!plan.changesType())
      continue;
    ++numQuantized;
    for (const WeightUse &use : plan.weight->uses) {
      ++(use.kind == WeightUse::Kind::Matmul ? numMatmuls : numGathers);
      Value value = places.getNewValue(use.value);
      rewriteUse(rewriter, *plan.weight, use, value);
    }
  }
}

LogicalResult QuantizePass::checkOptions() {
  Location loc = getOperation().getLoc();
  if (scheme.empty() && recipeFile.empty())
    return emitError(loc, "qblock-quantize: expects a scheme");
  for (const auto *count : {&heads, &kvHeads, &layers})
    if (*count < 0)
      return emitError(loc) << count->getArgStr()
                            << ": expects a count, or 0 to infer it, but got "
                            << count->getValue();
  return success();
}

LogicalResult QuantizePass::quantize() {
  ModuleOp module = getOperation();
  if (failed(checkOptions()))
    return failure();
  auto chosen =
      recipe::chooseScheme(std::string(recipeFile), std::string(scheme));
  if (!chosen)
    return emitError(module.getLoc()) << chosen.error().message;
  const recipe::Scheme &chosenScheme = *chosen->scheme;
  auto controls = getControls();
  if (!controls)
    return emitError(module.getLoc()) << controls.error().message;
  if (!reportFile.empty())
    if (auto valid = checkReportPath(reportFile); !valid)
      return emitError(module.getLoc()) << valid.error().message;
  if (auto rows = findQuantizedWeights(module); !rows.empty()) {
    emitRemark(module.getLoc(), "has qblock ops already and is left as it is");
    return writeRows(rows);
  }
  FailureOr<WeightBinding> binding =
      WeightBinding::open(module.getLoc(), weightsFile, weightMapFile);
  if (failed(binding))
    return failure();
  if (!weightsOutputFile.empty() && !binding->getFile())
    return emitError(module.getLoc(),
                     "weights-output: expects weights to write");

  WeightAnalysis analysis(module, binding->getMap());
  numWeights = analysis.weights().size();
  WeightPlaces places(module, *binding, weightsOutputFile);
  FailureOr<SmallVector<WeightPlan, 0>> plans = places.plan(analysis.weights());
  if (failed(plans))
    return failure();
  recipe::ModelFacts facts = getFacts(analysis.facts(), *binding);
  facts.hasImportance = controls->hasImportance();
  if (failed(decide(chosenScheme, facts, *controls, *plans)))
    return failure();
  if (!dryRun) {
    if (failed(places.createNewValues(*plans)))
      return failure();
    rewrite(places, *plans);
    if (failed(places.finish(chosenScheme, facts, *plans)))
      return failure();
  }
  return writeReportOf(*plans);
}
