//===- OtherPlaces.cpp - Bound places that are no matrices ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Norms and biases that a map binds become constants of the type they have, so
// that a module with its weights bound needs the activations only.
//
//===----------------------------------------------------------------------===//

#include "WeightPlaces.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "qblock/Analysis/GlobalTensor.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"

using namespace mlir;
using namespace qblock;
using namespace qblock::detail;

/// A tensor type that weights can have, or none.
static RankedTensorType getFloatTensorType(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && tensor.hasStaticShape() &&
                 getTypeInfo(tensor.getElementType())
             ? tensor
             : RankedTensorType();
}

SmallVector<WeightPlaces::OtherPlace, 0> WeightPlaces::findOtherPlaces() {
  SmallVector<OtherPlace, 0> places;
  for (BlockArgument argument :
       entry ? entry.getArguments() : MutableArrayRef<BlockArgument>())
    if (auto type = getFloatTensorType(argument.getType());
        type && !seenValues.contains(argument))
      places.push_back({SourceKind::Argument,
                        getArgumentSymbol(argument.getArgNumber()), type,
                        argument, nullptr, argument.getLoc()});
  module.walk([&](arith::ConstantOp constant) {
    auto value = dyn_cast<DenseResourceElementsAttr>(constant.getValue());
    auto type = getFloatTensorType(constant.getType());
    if (value && type && !seenValues.contains(constant))
      places.push_back({SourceKind::Constant,
                        value.getRawHandle().getKey().str(), type, Value(),
                        constant, constant.getLoc()});
  });
  for (Operation &op : module.getOps()) {
    GlobalTensor global = GlobalTensor::from(&op);
    auto type =
        global ? getFloatTensorType(global.getType()) : RankedTensorType();
    if (type && !global.isMutable() && !seenGlobals.contains(global.getName()))
      places.push_back({SourceKind::Global, global.getName().str(), type,
                        Value(), &op, op.getLoc()});
  }
  return places;
}

FailureOr<SmallVector<weights::BoundTensor, 0>> WeightPlaces::findOtherBound() {
  SmallVector<weights::BoundTensor, 0> tensors;
  if (!binding.getFile())
    return tensors;
  for (const OtherPlace &place : findOtherPlaces()) {
    auto bound = findBound(place.loc, place.kind, place.symbol, place.type,
                           place.argument);
    if (failed(bound))
      return failure();
    if (*bound)
      tensors.push_back(**bound);
  }
  return tensors;
}

FailureOr<DenseResourceElementsAttr>
WeightPlaces::createBoundResource(const OtherPlace &place) {
  auto bound = findBound(place.loc, place.kind, place.symbol, place.type,
                         place.argument);
  if (failed(bound))
    return failure();
  if (!*bound)
    return DenseResourceElementsAttr();
  weights::QuantizeOptions options;
  options.allowNonFinite = allowNonFinite;
  // The tensor's name in the file names the resource as well.
  return WeightData(**bound).createResource(
      place.loc, (*bound)->tensor->name, place.type, /*isKN=*/false, options);
}

LogicalResult WeightPlaces::bindOtherPlaces() {
  if (!binding.getFile())
    return success();
  for (const OtherPlace &place : findOtherPlaces()) {
    auto resource = createBoundResource(place);
    if (failed(resource))
      return failure();
    if (!*resource)
      continue;
    if (auto argument = dyn_cast_or_null<BlockArgument>(place.argument))
      argument.replaceAllUsesWith(createConstantAtEntry(argument, *resource));
    else if (auto constant = dyn_cast<arith::ConstantOp>(place.holder))
      constant.setValueAttr(*resource);
    else
      GlobalTensor::from(place.holder).setElements(*resource);
  }
  return success();
}
