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

#include "ChooseTypes.h"
#include "ExposeStacks.h"
#include "InlineCalls.h"
#include "QuantizedWeights.h"
#include "RecipeControls.h"
#include "RewriteUses.h"
#include "WeightBinding.h"
#include "WeightPlaces.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"
#include "qblock/Dialect/QBlock/Transforms/Passes.h"
#include "qblock/Quantizer/Report.h"
#include "qblock/Recipe/Recipe.h"
#include "qblock/Recipe/RecipeFile.h"
#include "llvm/ADT/SetVector.h"

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

static std::map<const format::TypeInfo *, int64_t>
countElemsOfTypes(ArrayRef<WeightPlan> plans) {
  std::map<const format::TypeInfo *, int64_t> elems;
  for (const WeightPlan &plan : plans)
    elems[plan.to] += plan.weight->numRows * plan.weight->rowElems;
  return elems;
}

/// Of the quantized weight, as a GGUF file has it.
static std::vector<int64_t> getShape(const Weight &weight) {
  if (weight.numExperts > 1)
    return {weight.numExperts, weight.numRows / weight.numExperts,
            weight.rowElems};
  return {weight.numRows, weight.rowElems};
}

/// True if a loop reads one matrix of several at a time.
static bool isStackOfLayers(const Weight &weight) {
  return llvm::any_of(weight.uses, [&](const WeightUse &use) {
    return llvm::any_of(use.slices, [&](const WeightSlice &slice) {
      return slice.dim == weight.order.front() && slice.size == 1 &&
             isa<Value>(slice.offset);
    });
  });
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
  void emitFacts(const recipe::ModelFacts &facts);
  recipe::ModelFacts getFacts(const InferredFacts &inferred,
                              const WeightBinding &binding) const;
  Expected<RecipeControls> getControls() const;
  LogicalResult decide(const recipe::Scheme &chosenScheme,
                       const recipe::ModelFacts &facts,
                       const RecipeControls &controls, WeightPlaces &places,
                       MutableArrayRef<WeightPlan> plans);
  LogicalResult checkRequantized(ArrayRef<WeightPlan> plans);
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
  if (experts)
    facts.experts = experts;
  return facts;
}

LogicalResult QuantizePass::decide(const recipe::Scheme &chosenScheme,
                                   const recipe::ModelFacts &facts,
                                   const RecipeControls &controls,
                                   WeightPlaces &places,
                                   MutableArrayRef<WeightPlan> plans) {
  std::vector<recipe::Weight> weights;
  for (const WeightPlan &plan : plans) {
    const Weight &weight = *plan.weight;
    recipe::Weight entry;
    entry.name = weight.name;
    entry.role = weight.role;
    entry.layer = weight.layer;
    entry.rowElems = weight.rowElems;
    entry.numRows = weight.numRows / weight.numExperts;
    entry.numExperts = weight.numExperts;
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

  SmallVector<WeightPlan *> free; // whose type a budget decides
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
    if (weight.isQuantizable() && !isKept && !decision.kept && !decision.asked)
      free.push_back(&plan);
    if (weight.isQuantizable() && plan.to != inIR && isStackOfLayers(weight))
      emitRemark(weight.getLoc())
          << "weight '" << weight.name << "' holds "
          << weight.type.getDimSize(weight.order.front())
          << " matrices that are read one by one; all get the type of the "
             "first";
    if (weight.isQuantizable() && !isKept && decision.fitsNoBlocks)
      emitRemark(weight.getLoc()) << "weight '" << weight.name
                                  << "' is not quantized: " << decision.why;
    if (weight.isQuantizable() || plan.to == inIR)
      continue;
    plan.to = inIR;
    plan.why = getFloatReason(weight);
    emitRemark(weight.getLoc())
        << "weight '" << weight.name << "' is " << plan.why;
  }
  Location loc = getOperation().getLoc();
  if (controls.hasImportance() &&
      failed(bindImportance(loc, *controls.importance, plans)))
    return failure();
  if (!controls.budget)
    return success();
  auto others = places.findOtherBound();
  if (failed(others))
    return failure();
  return chooseTypesWithin(controls.budget, loc, plans, *others, free,
                           allowRequantize);
}

/// Stored blocks lose accuracy a second time when they get another type; those
/// that the IR wants as floats are only decoded.
LogicalResult QuantizePass::checkRequantized(ArrayRef<WeightPlan> plans) {
  for (const WeightPlan &plan : plans) {
    if (allowRequantize || !plan.from->isBlock() || !plan.changesType() ||
        plan.from == plan.to)
      continue;
    std::string message = "weight '" + plan.weight->name +
                          "' is quantized already (" +
                          std::string(plan.from->name) +
                          "); converting it to " + std::string(plan.to->name) +
                          " loses accuracy twice: --allow-requantize does it "
                          "all the same";
    if (!dryRun)
      return emitError(plan.weight->getLoc()) << message;
    emitWarning(plan.weight->getLoc()) << "a real run would fail: " << message;
    break;
  }
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
    auto budget = parseBudget(targetBits, targetSize);
    if (!budget)
      return tl::make_unexpected(budget.error());
    controls->budget = *budget;
    // The rules only tell what is kept then.
    if (controls->budget)
      controls->assign.pure = true;
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
    rows.push_back({weight.name, weight.role, weight.layer, getShape(weight),
                    plan.from, plan.to, weight.how, plan.why});
  }
  return writeRows(rows);
}

namespace {
/// Remembers which ops are gone.
struct ErasedOps : RewriterBase::Listener {
  void notifyOperationErased(Operation *op) override { ops.insert(op); }
  llvm::SmallPtrSet<Operation *, 16> ops;
};
} // namespace

void QuantizePass::rewrite(WeightPlaces &places, ArrayRef<WeightPlan> plans) {
  IRRewriter rewriter(&getContext());
  ErasedOps erased;
  rewriter.setListener(&erased);
  for (const WeightPlan &plan : plans) {
    if (!plan.changesType())
      continue;
    ++numQuantized;
    for (const WeightUse &use : plan.weight->uses) {
      ++(use.kind == WeightUse::Kind::Matmul ? numMatmuls : numGathers);
      Value value = places.getNewValue(use.value);
      rewriteUse(rewriter, *plan.weight, use, value);
    }
    llvm::SmallSetVector<Operation *, 2> gathers;
    for (const WeightUse &use : plan.weight->uses)
      if (use.stackGather)
        gathers.insert(use.stackGather);
    // Most go with the product that they are for.
    for (Operation *gather : gathers)
      if (!erased.ops.contains(gather))
        eraseStackGather(rewriter, gather);
  }
}

/// Tells what the recipe was applied to: options can correct it.
void QuantizePass::emitFacts(const recipe::ModelFacts &facts) {
  emitRemark(getOperation().getLoc())
      << "model: architecture " << facts.architecture << ", " << facts.layers
      << " layers, " << facts.heads << " heads, " << facts.kvHeads
      << " key/value heads, " << facts.experts << " experts, "
      << (facts.tied ? "tied" : "separate") << " output matrix";
}

LogicalResult QuantizePass::checkOptions() {
  Location loc = getOperation().getLoc();
  bool hasMix = !scheme.empty() || !recipeFile.empty();
  bool hasTarget = !targetBits.empty() || !targetSize.empty();
  if (!hasMix && !hasTarget)
    return emitError(loc, "qblock-quantize: expects a scheme");
  if (hasMix && hasTarget)
    return emitError(loc, "qblock-quantize: a target and a scheme or recipe "
                          "exclude each other");
  for (const auto *count : {&heads, &kvHeads, &layers, &experts})
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
  auto controls = getControls();
  if (!controls)
    return emitError(module.getLoc()) << controls.error().message;
  recipe::ChosenScheme chosen; // owns the scheme of a user's file
  if (!controls->budget) {
    auto found =
        recipe::chooseScheme(std::string(recipeFile), std::string(scheme));
    if (!found)
      return emitError(module.getLoc()) << found.error().message;
    chosen = std::move(*found);
  }
  const recipe::Scheme &chosenScheme =
      controls->budget ? finestScheme() : *chosen.scheme;
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

  OwningOpRef<ModuleOp> copy;
  if (dryRun && (hasCallsToInline(module) || hasLookupsOfStacks(module))) {
    copy = module.clone();
    module = *copy;
  }
  inlineCalls(module);
  exposeStacks(module);
  WeightAnalysis analysis(module, binding->getMap());
  numWeights = analysis.weights().size();
  WeightPlaces places(module, *binding, weightsOutputFile, allowNonFinite,
                      keepSignature);
  FailureOr<SmallVector<WeightPlan, 0>> plans = places.plan(analysis.weights());
  if (failed(plans))
    return failure();
  recipe::ModelFacts facts = getFacts(analysis.facts(), *binding);
  facts.hasImportance = controls->hasImportance();
  if (reportFile == "-")
    emitFacts(facts);
  if (failed(decide(chosenScheme, facts, *controls, places, *plans)) ||
      failed(checkRequantized(*plans)))
    return failure();
  uint32_t fileType = chosenScheme.fileType;
  if (controls->budget)
    fileType = mostLikeFileType(countElemsOfTypes(*plans));
  if (!dryRun) {
    if (failed(places.createNewValues(*plans)))
      return failure();
    rewrite(places, *plans);
    if (failed(places.finish(fileType, facts, *plans)))
      return failure();
  }
  return writeReportOf(*plans);
}
