//===- ChooseTypes.cpp - Types within a size --------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What quant-weights does for a file (lib/Quantizer/Budget.cpp), for a module.
// The weights are taken in the order in which they would lie in a file, and the
// bound tensors that are no weights count as well, so that a module and a file
// of one model get the same types.
//
//===----------------------------------------------------------------------===//

#include "ChooseTypes.h"

#include "mlir/IR/Diagnostics.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"
#include "qblock/Quantizer/Measure.h"
#include "qblock/Support/Progress.h"

#include <cmath>
#include <cstdlib>
#include <memory>

using namespace mlir;
using namespace qblock;
using namespace qblock::detail;

/// The data of a weight wherever it is; an argument that stays open has none.
static FailureOr<WeightData> getData(const WeightPlan &plan) {
  const Weight &weight = *plan.weight;
  if (plan.bound)
    return WeightData(*plan.bound);
  Operation *holder = weight.values.front().getDefiningOp();
  Attribute value;
  if (weight.source == SourceKind::Constant)
    value = holder->getAttr("value");
  else if (weight.source == SourceKind::Global)
    if (auto global =
            SymbolTable::lookupNearestSymbolFrom<ml_program::GlobalOp>(
                holder, holder->getAttrOfType<SymbolRefAttr>("global")))
      value = global.getValueAttr();
  auto elements = dyn_cast_or_null<ElementsAttr>(value);
  if (!elements)
    return emitError(weight.getLoc())
           << "weight '" << weight.name
           << "' has no data, and a target size needs them to measure errors; "
              "bind it with --weights and --weight-map";
  return WeightData::fromConstant(weight.getLoc(), elements);
}

static FailureOr<FreeWeight> measure(const WeightPlan &plan,
                                     bool allowRequantize) {
  const Weight &weight = *plan.weight;
  FreeWeight result{weight.numRows, weight.rowElems, {}, {}};
  for (const format::TypeInfo *type :
       candidateTypes(*plan.from, weight.rowElems, allowRequantize))
    if (!type->isBlock() || type->row)
      result.types.push_back(type);
  if (result.types.empty())
    return emitError(weight.getLoc())
           << "weight '" << weight.name << "' can take no type of the IR";

  FailureOr<WeightData> data = getData(plan);
  if (succeeded(data))
    data = data->asMatrixOf(weight);
  if (failed(data))
    return failure();
  int64_t numElems = weight.numRows * weight.rowElems;
  // A constant of one repeated element may be larger than the memory.
  std::unique_ptr<float, decltype(&std::free)> elems(
      static_cast<float *>(std::malloc(numElems * sizeof(float))), &std::free);
  if (!elems)
    return emitError(weight.getLoc()) << "out of memory: cannot allocate "
                                      << numElems * sizeof(float) << " bytes";
  if (auto done = data->decode(weight.isKN, elems.get()); !done)
    return emitError(weight.getLoc()) << done.error().message;
  weights::StoredTensor stored{weight.name,
                               format::findType("f32"),
                               {weight.numRows, weight.rowElems},
                               reinterpret_cast<const uint8_t *>(elems.get()),
                               numElems * sizeof(float)};
  weights::ModelTensor tensor;
  tensor.name = weight.name;
  tensor.type = stored.type;
  tensor.shape = stored.shape;
  tensor.parts = {weights::bindWhole(stored)};
  tensor.isMapped = false;
  auto errors = measureErrors(tensor, result.types, plan.importance);
  if (!errors)
    return emitError(weight.getLoc()) << errors.error().message;
  result.errors = std::move(*errors);
  // Bytes of the stored type are copied.
  for (auto [type, error] : llvm::zip(result.types, result.errors))
    if (type == plan.from)
      error = 0;
  return result;
}

/// Bytes that the free weights may take together.
static int64_t bytesLeft(const Budget &budget, ArrayRef<WeightPlan> plans,
                         ArrayRef<weights::BoundTensor> others,
                         ArrayRef<WeightPlan *> free) {
  int64_t numElems = 0, keptBytes = 0;
  llvm::SmallPtrSet<const WeightPlan *, 16> isFree(free.begin(), free.end());
  for (const WeightPlan &plan : plans) {
    const Weight &weight = *plan.weight;
    numElems += weight.numRows * weight.rowElems;
    if (!isFree.contains(&plan))
      keptBytes += weight.numRows * format::rowBytes(*plan.to, weight.rowElems);
  }
  for (const weights::BoundTensor &other : others) {
    numElems += other.tensor->numElems();
    keptBytes += other.tensor->numBytes;
  }
  double maxBytes =
      budget.bitsPerWeight
          ? std::floor(*budget.bitsPerWeight * double(numElems) / 8)
          : double(*budget.numBytes);
  return int64_t(maxBytes) - keptBytes;
}

LogicalResult qblock::detail::chooseTypesWithin(
    const Budget &budget, Location loc, ArrayRef<WeightPlan> plans,
    ArrayRef<weights::BoundTensor> others, ArrayRef<WeightPlan *> free,
    bool allowRequantize) {
  std::vector<recipe::Weight> names;
  for (const WeightPlan *plan : free) {
    recipe::Weight &name = names.emplace_back();
    name.name = plan->weight->name;
    name.layer = plan->weight->layer;
  }
  std::vector<size_t> order = recipe::visitOrder(names);
  Progress progress("measuring weights", free.size());
  std::vector<FreeWeight> measured;
  for (size_t i : order) {
    FailureOr<FreeWeight> weight = measure(*free[i], allowRequantize);
    if (failed(weight))
      return failure();
    measured.push_back(std::move(*weight));
    progress.advance();
  }
  auto choices = chooseTypes(measured, bytesLeft(budget, plans, others, free),
                             /*alignment=*/1, describe(budget));
  if (!choices)
    return emitError(loc) << choices.error().message;
  for (auto [i, choice] : llvm::zip(order, *choices)) {
    free[i]->to = choice.type;
    free[i]->why = choice.why;
  }
  return success();
}
