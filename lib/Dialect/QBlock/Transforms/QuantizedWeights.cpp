//===- QuantizedWeights.cpp - Weights of a quantized module -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A module that went through the pass before is left as it is, but its table
// can be asked for again. What the ops carry is enough for it; what was left
// float is not known any more.
//
//===----------------------------------------------------------------------===//

#include "QuantizedWeights.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "qblock/Analysis/GlobalTensor.h"
#include "qblock/Analysis/WeightAnalysis.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"
#include "llvm/ADT/DenseSet.h"

using namespace mlir;
using namespace qblock;
using namespace qblock::detail;

/// What makes two values the same weight: the attribute of a constant, the
/// symbol of a global, else the value itself.
static const void *getIdentity(Value weight) {
  if (auto constant = weight.getDefiningOp<arith::ConstantOp>())
    return Attribute(constant.getValue()).getAsOpaquePointer();
  SymbolTableCollection symbols;
  if (GlobalTensor global =
          GlobalTensor::loadedBy(weight.getDefiningOp(), symbols))
    return global.getOperation();
  return weight.getAsOpaquePointer();
}

/// The name by role and layer, else that of the place.
static std::string getName(Value weight, const ReportRow &row) {
  std::string name = recipe::ggufName(row.role, row.layer);
  if (!name.empty())
    return name;
  if (auto argument = dyn_cast<BlockArgument>(weight))
    return getArgumentSymbol(argument.getArgNumber());
  SymbolTableCollection symbols;
  if (GlobalTensor global =
          GlobalTensor::loadedBy(weight.getDefiningOp(), symbols))
    return global.getName().str();
  if (auto constant = weight.getDefiningOp<arith::ConstantOp>())
    if (auto resource =
            dyn_cast<DenseResourceElementsAttr>(constant.getValue()))
      return resource.getRawHandle().getKey().str();
  return "weight";
}

static ReportRow describe(Operation *op, Value weight) {
  auto type = cast<ShapedType>(weight.getType());
  ReportRow row;
  row.how = "none";
  if (auto role = op->getAttrOfType<StringAttr>(QBlockDialect::kRoleAttrName)) {
    row.role = recipe::parseRole(std::string_view(role.getValue()))
                   .value_or(recipe::Role::Other);
    row.how = "attribute";
  }
  if (auto layer =
          op->getAttrOfType<IntegerAttr>(QBlockDialect::kLayerAttrName))
    row.layer = layer.getInt();
  row.shape = {type.getDimSize(0), type.getDimSize(1)};
  row.from = row.to = getTypeInfo(type.getElementType());
  row.why = "quantized already";
  row.name = getName(weight, row);
  return row;
}

std::vector<ReportRow> qblock::detail::findQuantizedWeights(ModuleOp module) {
  std::vector<ReportRow> rows;
  DenseSet<const void *> seen;
  module.walk([&](Operation *op) {
    Value weight;
    if (auto matmul = dyn_cast<MatmulOp>(op))
      weight = matmul.getWeight();
    else if (auto routed = dyn_cast<RoutedMatmulOp>(op))
      weight = routed.getWeight();
    else if (auto gather = dyn_cast<GatherRowsOp>(op))
      weight = gather.getTable();
    else
      return;
    if (cast<ShapedType>(weight.getType()).hasStaticShape() &&
        seen.insert(getIdentity(weight)).second)
      rows.push_back(describe(op, weight));
  });
  return rows;
}
