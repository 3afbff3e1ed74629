//===- GlobalTensor.cpp - Tensors that have a symbol ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// IREE's ops are known here by their names and attributes, which are the same
// whether its dialects are loaded or the module was printed in generic form.
//
//===----------------------------------------------------------------------===//

#include "qblock/Analysis/GlobalTensor.h"

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/BuiltinAttributes.h"

using namespace mlir;

namespace qblock {

static constexpr llvm::StringLiteral kOtherGlobal = "util.global";
static constexpr llvm::StringLiteral kOtherLoad = "util.global.load";
static constexpr llvm::StringLiteral kOtherValue = "initial_value";

bool GlobalTensor::isOfMLProgram() const {
  return isa<ml_program::GlobalOp>(op);
}

GlobalTensor GlobalTensor::from(Operation *op) {
  if (!op || (!isa<ml_program::GlobalOp>(op) &&
              op->getName().getStringRef() != kOtherGlobal))
    return {};
  auto type = op->getAttrOfType<TypeAttr>("type");
  bool isTensor = type && isa<RankedTensorType>(type.getValue());
  return isTensor ? GlobalTensor(op) : GlobalTensor();
}

/// The op around `op` that holds its symbols. Functions of dialects that are
/// not loaded are taken to hold none.
static Operation *getSymbolTable(Operation *op) {
  while (op && !op->hasTrait<OpTrait::SymbolTable>())
    op = op->getParentOp();
  return op;
}

GlobalTensor GlobalTensor::loadedBy(Operation *op,
                                    SymbolTableCollection &symbols) {
  if (!op ||
      (!isa<ml_program::GlobalLoadOp, ml_program::GlobalLoadConstOp>(op) &&
       op->getName().getStringRef() != kOtherLoad))
    return {};
  auto name = op->getAttrOfType<SymbolRefAttr>("global");
  if (!name || op->getNumResults() != 1)
    return {};
  Operation *table = getSymbolTable(op);
  if (!table)
    return {};
  GlobalTensor global = from(symbols.lookupSymbolIn(table, name));
  if (!global || global.getType() != op->getResult(0).getType())
    return {};
  return global;
}

StringRef GlobalTensor::getName() const {
  return SymbolTable::getSymbolName(op).getValue();
}

RankedTensorType GlobalTensor::getType() const {
  return cast<RankedTensorType>(op->getAttrOfType<TypeAttr>("type").getValue());
}

bool GlobalTensor::isMutable() const { return op->hasAttr("is_mutable"); }

ElementsAttr GlobalTensor::getElements() const {
  if (auto global = dyn_cast<ml_program::GlobalOp>(op))
    return dyn_cast_or_null<ElementsAttr>(global.getValueAttr());
  return op->getAttrOfType<ElementsAttr>(kOtherValue);
}

void GlobalTensor::setElements(ElementsAttr elements) {
  auto type = TypeAttr::get(elements.getShapedType());
  op->setAttr("type", type);
  op->setAttr(isOfMLProgram() ? StringRef("value") : StringRef(kOtherValue),
              elements);
}

LogicalResult GlobalTensor::setExternType(RankedTensorType type) {
  Attribute value;
  if (isOfMLProgram()) {
    value = ml_program::ExternAttr::get(op->getContext(), type);
  } else if (auto opaque = op->getAttrOfType<OpaqueAttr>(kOtherValue)) {
    value = OpaqueAttr::get(opaque.getDialectNamespace(), opaque.getAttrData(),
                            type);
  } else if (op->hasAttr(kOtherValue)) {
    return op->emitError("expects the elements or the name of a parameter as "
                         "the initial value of a weight");
  }
  op->setAttr("type", TypeAttr::get(type));
  if (value)
    op->setAttr(isOfMLProgram() ? StringRef("value") : StringRef(kOtherValue),
                value);
  return success();
}

} // namespace qblock
