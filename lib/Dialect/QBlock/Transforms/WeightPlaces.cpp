//===- WeightPlaces.cpp - Places in a module with weights -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A weight is an argument, a constant or a global, and each changes its type in
// its own way.
//
//===----------------------------------------------------------------------===//

#include "WeightPlaces.h"

#include "MatmulBuilder.h"
#include "RewriteUses.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "qblock/Analysis/GlobalTensor.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"
#include "qblock/Support/Progress.h"

using namespace mlir;
using namespace qblock;
using namespace qblock::detail;

bool WeightPlan::changesType() const {
  return getTypeInfo(weight->type.getElementType()) != to;
}

RankedTensorType WeightPlan::getNewType() const {
  if (!changesType())
    return weight->type;
  return RankedTensorType::get({weight->numRows, weight->rowElems},
                               getElementType(weight->type.getContext(), *to));
}

/// The only function with a body that can be called from outside, else @main.
static func::FuncOp findEntry(ModuleOp module) {
  func::FuncOp only;
  int64_t numPublic = 0;
  for (auto func : module.getOps<func::FuncOp>()) {
    if (func.isDeclaration() || !func.isPublic())
      continue;
    ++numPublic;
    only = func;
  }
  return numPublic == 1 ? only : module.lookupSymbol<func::FuncOp>("main");
}

WeightPlaces::WeightPlaces(ModuleOp module, const WeightBinding &binding,
                           std::string weightsOutput, bool allowNonFinite,
                           bool keepSignature)
    : module(module), binding(binding), weightsOutput(std::move(weightsOutput)),
      allowNonFinite(allowNonFinite), keepSignature(keepSignature),
      entry(findEntry(module)) {
  if (entry && entry.isDeclaration())
    entry = {};
  if (entry)
    argumentsToErase.resize(entry.getNumArguments());
}

//===----------------------------------------------------------------------===//
// Plans
//===----------------------------------------------------------------------===//

FailureOr<std::optional<weights::BoundTensor>>
WeightPlaces::findBound(Location loc, SourceKind kind, StringRef symbol,
                        RankedTensorType type, Value value) {
  // A map counts the arguments of one function.
  if (auto argument = dyn_cast_or_null<BlockArgument>(value))
    if (!entry || argument.getOwner() != &entry.getBody().front())
      return std::optional<weights::BoundTensor>();
  auto bound = binding.find(loc, kind, symbol, type);
  if (succeeded(bound) && *bound)
    ++numBound;
  return bound;
}

/// Entries that name nothing in the module: most likely the map of another one.
void WeightPlaces::warnOfUnusedEntries() {
  if (!binding.getMap())
    return;
  llvm::StringSet<> known;
  for (unsigned i = 0; entry && i < entry.getNumArguments(); ++i)
    known.insert(getArgumentSymbol(i));
  for (Operation &op : module.getOps())
    if (GlobalTensor global = GlobalTensor::from(&op))
      known.insert(global.getName());
  module.walk([&](arith::ConstantOp constant) {
    if (auto resource =
            dyn_cast<DenseResourceElementsAttr>(constant.getValue()))
      known.insert(resource.getRawHandle().getKey());
  });
  auto names = [&](const weights::MapEntry &mapEntry) {
    if (!mapEntry.isPattern())
      return known.contains(mapEntry.symbol);
    return llvm::any_of(known.keys(), [&](StringRef symbol) {
      return mapEntry.match(std::string_view(symbol)).has_value();
    });
  };
  int64_t numUnused = 0;
  StringRef first;
  for (const weights::MapEntry &mapEntry : binding.getMap()->entries())
    if (!names(mapEntry) && numUnused++ == 0)
      first = mapEntry.symbol;
  if (numUnused)
    emitWarning(module.getLoc())
        << numUnused << " of " << binding.getMap()->entries().size()
        << " entries of the weight map name nothing in the module; the first "
           "is '"
        << first << "'";
}

FailureOr<SmallVector<WeightPlan, 0>>
WeightPlaces::plan(ArrayRef<Weight> weights) {
  warnOfUnusedEntries();
  SmallVector<WeightPlan, 0> plans;
  for (const Weight &weight : weights) {
    WeightPlan plan;
    plan.weight = &weight;
    plan.from = getTypeInfo(weight.type.getElementType());
    auto bound = findBound(weight.getLoc(), weight.source, weight.symbol,
                           weight.type, weight.values.front());
    if (failed(bound))
      return failure();
    plan.bound = *bound;
    if (plan.bound)
      plan.from = &plan.bound->type();
    seenValues.insert_range(weight.values);
    if (weight.source == SourceKind::Global)
      seenGlobals.insert(weight.symbol);
    plans.push_back(std::move(plan));
  }
  return plans;
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

FailureOr<DenseResourceElementsAttr>
WeightPlaces::createResource(const WeightPlan &plan, Attribute value) const {
  const Weight &weight = *plan.weight;
  FailureOr<WeightData> data =
      plan.bound ? WeightData(*plan.bound)
                 : WeightData::fromConstant(weight.getLoc(),
                                            cast<ElementsAttr>(value));
  if (failed(data))
    return failure();
  weights::QuantizeOptions options;
  options.importance = plan.importance;
  options.allowNonFinite = allowNonFinite;
  RankedTensorType type = plan.getNewType();
  // A weight that stays as it is stays as it lies, too.
  if (!plan.changesType())
    return data->createResource(weight.getLoc(), weight.name, type, false,
                                options);
  data = data->asMatrixOf(weight);
  if (failed(data))
    return failure();
  return data->createResource(weight.getLoc(), weight.name, type, weight.isKN,
                              options);
}

Value WeightPlaces::createConstantAtEntry(BlockArgument argument,
                                          DenseResourceElementsAttr value) {
  OpBuilder builder = OpBuilder::atBlockBegin(argument.getOwner());
  argumentsToErase.set(argument.getArgNumber());
  return arith::ConstantOp::create(builder, argument.getLoc(), value);
}

/// Gives the size that `dim` asks for, of a tensor with static shape.
static void replaceDim(tensor::DimOp dim) {
  auto type = cast<RankedTensorType>(dim.getSource().getType());
  OpBuilder builder(dim);
  auto makeIndex = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(builder, dim.getLoc(), value);
  };
  Value size;
  std::optional<int64_t> index = dim.getConstantIndex();
  if (index && *index >= 0 && *index < type.getRank()) {
    size = makeIndex(type.getDimSize(*index));
  } else {
    size = makeIndex(type.getDimSize(type.getRank() - 1));
    for (int64_t i = type.getRank() - 1; i-- > 0;) {
      Value isDim =
          arith::CmpIOp::create(builder, dim.getLoc(), arith::CmpIPredicate::eq,
                                dim.getIndex(), makeIndex(i));
      size = arith::SelectOp::create(builder, dim.getLoc(), isDim,
                                     makeIndex(type.getDimSize(i)), size);
    }
  }
  dim.replaceAllUsesWith(size);
  dim.erase();
}

/// Takes away what reads the type of a weight and not its elements: questions
/// for sizes, and views that nothing reads. `value` is the weight or a view of
/// it.
static void dropReadsOfType(Value value, const WeightPlan &plan) {
  auto isUse = [&](Operation *op) {
    return llvm::any_of(plan.weight->uses, [op](const WeightUse &use) {
      return use.op->isAncestor(op);
    });
  };
  auto getStackGather = [&](Operation *op) -> Operation * {
    for (const WeightUse &use : plan.weight->uses)
      if (use.stackGather && use.stackGather->isAncestor(op))
        return use.stackGather;
    return nullptr;
  };
  for (Operation *user : llvm::make_early_inc_range(value.getUsers())) {
    if (auto dim = dyn_cast<tensor::DimOp>(user)) {
      replaceDim(dim);
    } else if (Operation *gather = getStackGather(user)) {
      dropReadsOfType(gather->getResult(0), plan);
    } else if (!isUse(user) && user->getNumResults() == 1) {
      dropReadsOfType(user->getResult(0), plan);
      if (isOpTriviallyDead(user))
        user->erase();
    }
  }
}

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

/// What an open place says of the weight that it now holds.
static SmallVector<NamedAttribute> getPlaceAttributes(MLIRContext *context,
                                                      const Weight &weight) {
  SmallVector<NamedAttribute> attributes = getRoleAttributes(context, weight);
  if (weight.isKN)
    attributes.emplace_back(
        StringAttr::get(context, QBlockDialect::kTransposedAttrName),
        UnitAttr::get(context));
  return attributes;
}

Value WeightPlaces::quantizeAtEntry(const WeightPlan &plan) {
  const Weight &weight = *plan.weight;
  auto argument = cast<BlockArgument>(weight.values.front());
  Location loc = argument.getLoc();
  OpBuilder builder = OpBuilder::atBlockBegin(argument.getOwner());
  // [N..., K...], and then [N,K].
  Value value = argument;
  if (!llvm::is_sorted(weight.order)) {
    SmallVector<int64_t> order(weight.order.begin(), weight.order.end()), shape;
    for (unsigned dim : weight.order)
      shape.push_back(weight.type.getDimSize(dim));
    Value empty = tensor::EmptyOp::create(builder, loc, shape,
                                          weight.type.getElementType());
    value = linalg::TransposeOp::create(builder, loc, value, empty, order)
                ->getResult(0);
  }
  if (weight.order.size() > 2) {
    int64_t rank = weight.order.size();
    int64_t numRowDims = rank - weight.numKDims;
    SmallVector<ReassociationIndices> groups(2);
    for (int64_t dim = 0; dim < rank; ++dim)
      groups[dim < numRowDims ? 0 : 1].push_back(dim);
    value = tensor::CollapseShapeOp::create(builder, loc, value, groups);
  }
  RankedTensorType newType = plan.getNewType();
  if (!isa<BlockType>(newType.getElementType()))
    return castElements(builder, loc, value, newType.getElementType());
  value = castElements(builder, loc, value, builder.getF32Type());
  Value empty = tensor::EmptyOp::create(builder, loc, newType.getShape(),
                                        newType.getElementType());
  return QuantizeOp::create(builder, loc, newType, value, empty).getResult();
}

LogicalResult WeightPlaces::changeArgument(const WeightPlan &plan) {
  const Weight &weight = *plan.weight;
  auto argument = cast<BlockArgument>(weight.values.front());
  if (plan.bound && embeds()) {
    auto resource = createResource(plan, {});
    if (failed(resource))
      return failure();
    Value constant = createConstantAtEntry(argument, *resource);
    if (plan.changesType())
      newValues[argument] = constant;
    else
      argument.replaceAllUsesWith(constant);
    return success();
  }
  if (keepSignature) {
    newValues[argument] = quantizeAtEntry(plan);
    return success();
  }
  auto func = cast<FunctionOpInterface>(argument.getOwner()->getParentOp());
  argument.setType(plan.getNewType());
  newValues[argument] = argument;
  func.setType(func.cloneTypeWith(argument.getOwner()->getArgumentTypes(),
                                  func.getResultTypes()));
  for (NamedAttribute attribute : getPlaceAttributes(func.getContext(), weight))
    func.setArgAttr(weight.argNumber, attribute.getName(),
                    attribute.getValue());
  return success();
}

/// The elements of a constant, or of the constant buffer that a tensor is made
/// of.
static ElementsAttr getConstantElements(Value value) {
  if (auto constant = value.getDefiningOp<arith::ConstantOp>())
    return cast<ElementsAttr>(constant.getValue());
  auto toTensor = value.getDefiningOp<bufferization::ToTensorOp>();
  auto load = toTensor.getBuffer().getDefiningOp<memref::GetGlobalOp>();
  auto global = SymbolTable::lookupNearestSymbolFrom<memref::GlobalOp>(
      load, load.getNameAttr());
  return cast<ElementsAttr>(*global.getInitialValue());
}

LogicalResult WeightPlaces::changeConstants(const WeightPlan &plan) {
  ArrayRef<Value> values = plan.weight->values;
  auto resource = createResource(plan, getConstantElements(values.front()));
  if (failed(resource))
    return failure();
  for (Value value : values) {
    OpBuilder builder(value.getDefiningOp());
    Value created =
        arith::ConstantOp::create(builder, value.getLoc(), *resource);
    if (plan.changesType())
      newValues[value] = created;
    else
      value.replaceAllUsesWith(created);
  }
  return success();
}

LogicalResult WeightPlaces::changeGlobal(const WeightPlan &plan) {
  const Weight &weight = *plan.weight;
  // From the load: it may be in a module of its own.
  SymbolTableCollection symbols;
  GlobalTensor global =
      GlobalTensor::loadedBy(weight.values.front().getDefiningOp(), symbols);
  if (!global)
    return emitError(weight.getLoc())
           << "expects a global '" << weight.symbol << "'";

  ElementsAttr value = global.getElements();
  RankedTensorType newType = plan.getNewType();
  if (value || (plan.bound && embeds())) {
    auto resource = createResource(plan, value);
    if (failed(resource))
      return failure();
    global.setElements(*resource);
  } else if (failed(global.setExternType(newType))) {
    return failure();
  }
  if (!plan.changesType())
    return success();
  for (NamedAttribute attribute :
       getPlaceAttributes(module.getContext(), weight))
    global.getOperation()->setDiscardableAttr(attribute.getName(),
                                              attribute.getValue());
  for (Value load : weight.values) {
    load.setType(newType);
    newValues[load] = load;
  }
  return success();
}

LogicalResult WeightPlaces::changeWeight(const WeightPlan &plan) {
  // Neither another type nor other bytes.
  if (!plan.changesType() && !(plan.bound && embeds()))
    return success();
  switch (plan.weight->source) {
  case SourceKind::Argument:
    return changeArgument(plan);
  case SourceKind::Constant:
    return changeConstants(plan);
  case SourceKind::Global:
    return changeGlobal(plan);
  }
  return success();
}

LogicalResult WeightPlaces::createNewValues(ArrayRef<WeightPlan> plans) {
  Progress progress("quantizing weights", plans.size());
  for (const WeightPlan &plan : plans) {
    if (plan.changesType())
      for (Value value : plan.weight->values)
        dropReadsOfType(value, plan);
    if (failed(changeWeight(plan)))
      return failure();
    progress.advance();
  }
  return embeds() ? bindOtherPlaces() : success();
}

LogicalResult WeightPlaces::finish(uint32_t fileType,
                                   const recipe::ModelFacts &facts,
                                   ArrayRef<WeightPlan> plans) {
  if (entry && argumentsToErase.any()) {
    if (!SymbolTable::symbolKnownUseEmpty(entry.getSymNameAttr(), module))
      return entry.emitError(
          "expects no calls of a function whose arguments are bound");
    if (failed(entry.eraseArguments(argumentsToErase)))
      return failure();
  }
  if (binding.getFile() && numBound == 0)
    emitWarning(module.getLoc())
        << "nothing in the module is bound to a tensor of "
        << binding.getFile()->path() << "; a weight map says which is which";
  return embeds() ? success() : writeWeights(fileType, facts, plans);
}
