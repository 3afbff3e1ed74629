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
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"

using namespace mlir;
using namespace qblock;
using namespace qblock::detail;

LogicalResult WeightPlaces::bindOtherPlaces() {
  if (!binding.getFile())
    return success();
  if (failed(bindOtherArguments()) || failed(bindOtherConstants()))
    return failure();
  return bindOtherGlobals();
}

FailureOr<DenseResourceElementsAttr>
WeightPlaces::createBoundResource(Location loc, SourceKind kind,
                                  StringRef symbol, RankedTensorType type,
                                  Value value) {
  auto bound = findBound(loc, kind, symbol, type, value);
  if (failed(bound))
    return failure();
  if (!*bound)
    return DenseResourceElementsAttr();
  // The tensor's name in the file names the resource as well.
  return WeightData(**bound).createResource(loc, (*bound)->tensor->name, type,
                                            /*isKN=*/false);
}

/// A tensor type that weights can have, or none.
static RankedTensorType getFloatTensorType(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && tensor.hasStaticShape() &&
                 getTypeInfo(tensor.getElementType())
             ? tensor
             : RankedTensorType();
}

LogicalResult WeightPlaces::bindOtherArguments() {
  if (!entry)
    return success();
  for (BlockArgument argument : entry.getArguments()) {
    auto type = getFloatTensorType(argument.getType());
    if (!type || seenValues.contains(argument))
      continue;
    auto resource = createBoundResource(
        argument.getLoc(), SourceKind::Argument,
        getArgumentSymbol(argument.getArgNumber()), type, argument);
    if (failed(resource))
      return failure();
    if (*resource)
      argument.replaceAllUsesWith(createConstantAtEntry(argument, *resource));
  }
  return success();
}

LogicalResult WeightPlaces::bindOtherConstants() {
  SmallVector<arith::ConstantOp> constants;
  module.walk([&](arith::ConstantOp constant) {
    if (isa<DenseResourceElementsAttr>(constant.getValue()) &&
        getFloatTensorType(constant.getType()) &&
        !seenValues.contains(constant))
      constants.push_back(constant);
  });
  for (arith::ConstantOp constant : constants) {
    StringRef key = cast<DenseResourceElementsAttr>(constant.getValue())
                        .getRawHandle()
                        .getKey();
    auto type = cast<RankedTensorType>(constant.getType());
    auto resource = createBoundResource(constant.getLoc(), SourceKind::Constant,
                                        key, type, {});
    if (failed(resource))
      return failure();
    if (*resource)
      constant.setValueAttr(*resource);
  }
  return success();
}

LogicalResult WeightPlaces::bindOtherGlobals() {
  for (auto global : module.getOps<ml_program::GlobalOp>()) {
    auto type = getFloatTensorType(global.getType());
    if (!type || global.getIsMutable() ||
        seenGlobals.contains(global.getSymName()))
      continue;
    auto resource = createBoundResource(global.getLoc(), SourceKind::Global,
                                        global.getSymName(), type, {});
    if (failed(resource))
      return failure();
    if (*resource)
      global.setValueAttr(*resource);
  }
  return success();
}
