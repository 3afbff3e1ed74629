//===- RewriteUses.cpp - From linalg ops to qblock ops ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// qblock ops compute in binary32. A front end whose matmul accumulates or whose
// lookup yields a narrower float gets casts around the op; casts in the other
// direction, from a stored weight to the arithmetic's type, disappear, because
// decoding yields binary32.
//
//===----------------------------------------------------------------------===//

#include "RewriteUses.h"

#include "MatmulBuilder.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StructuredOpsUtils.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace qblock;
using namespace qblock::detail;

SmallVector<NamedAttribute>
qblock::detail::getRoleAttributes(MLIRContext *context, const Weight &weight) {
  Builder builder(context);
  std::string_view role = recipe::stringify(weight.role);
  SmallVector<NamedAttribute> attributes = {builder.getNamedAttr(
      QBlockDialect::kRoleAttrName,
      builder.getStringAttr(StringRef(role.data(), role.size())))};
  if (weight.layer)
    attributes.push_back(
        builder.getNamedAttr(QBlockDialect::kLayerAttrName,
                             builder.getI64IntegerAttr(*weight.layer)));
  return attributes;
}

Value qblock::detail::castElements(OpBuilder &builder, Location loc, Value value,
                          Type elementType) {
  auto type = cast<RankedTensorType>(value.getType());
  if (type.getElementType() == elementType)
    return value;
  bool extends =
      type.getElementTypeBitWidth() < elementType.getIntOrFloatBitWidth();
  Value empty = tensor::EmptyOp::create(
      builder, loc, tensor::getMixedSizes(builder, loc, value), elementType);
  SmallVector<AffineMap> maps(2,
                              builder.getMultiDimIdentityMap(type.getRank()));
  SmallVector<utils::IteratorType> iterators(type.getRank(),
                                             utils::IteratorType::parallel);
  auto generic = linalg::GenericOp::create(
      builder, loc, empty.getType(), value, empty, maps, iterators,
      [&](OpBuilder &builder, Location loc, ValueRange args) {
        Value result = extends ? Value(arith::ExtFOp::create(
                                     builder, loc, elementType, args[0]))
                               : Value(arith::TruncFOp::create(
                                     builder, loc, elementType, args[0]));
        linalg::YieldOp::create(builder, loc, result);
      });
  return generic.getResult(0);
}

/// Erases `op` and then all ops that only it needed.
static void eraseWithProducers(RewriterBase &rewriter, Operation *op) {
  llvm::SetVector<Operation *> worklist;
  auto addProducers = [&](Operation *user) {
    user->walk([&](Operation *nested) {
      for (Value operand : nested->getOperands())
        if (Operation *producer = operand.getDefiningOp())
          if (!user->isProperAncestor(producer))
            worklist.insert(producer);
    });
  };
  addProducers(op);
  rewriter.eraseOp(op);
  while (!worklist.empty()) {
    Operation *candidate = worklist.pop_back_val();
    if (!isOpTriviallyDead(candidate))
      continue;
    addProducers(candidate);
    worklist.remove(candidate);
    rewriter.eraseOp(candidate);
  }
}

static Value createGatherRows(OpBuilder &builder, Location loc,
                              const WeightUse &use, Value value,
                              ArrayRef<NamedAttribute> attributes) {
  SmallVector<OpFoldResult> sizes =
      tensor::getMixedSizes(builder, loc, use.ids->get());
  int64_t rowElems = cast<RankedTensorType>(value.getType()).getDimSize(1);
  sizes.push_back(builder.getIndexAttr(rowElems));
  Value init =
      tensor::EmptyOp::create(builder, loc, sizes, builder.getF32Type());
  auto gather = GatherRowsOp::create(builder, loc, init.getType(), value,
                                     use.ids->get(), init);
  gather->setDiscardableAttrs(attributes);
  return gather.getResult();
}

void qblock::detail::rewriteUse(RewriterBase &rewriter, const Weight &weight,
                                const WeightUse &use, Value value) {
  assert(use.kind != WeightUse::Kind::Float && "a float use stays");
  Operation *op = use.op;
  Location loc = op->getLoc();
  rewriter.setInsertionPoint(op);
  SmallVector<NamedAttribute> attributes =
      getRoleAttributes(rewriter.getContext(), weight);
  Value result =
      use.kind == WeightUse::Kind::Matmul
          ? MatmulBuilder(rewriter, weight, use, value, attributes).create()
          : createGatherRows(rewriter, loc, use, value, attributes);
  auto oldType = cast<RankedTensorType>(op->getResult(0).getType());
  result = castElements(rewriter, loc, result, oldType.getElementType());
  if (result.getType() != oldType)
    result = tensor::CastOp::create(rewriter, loc, oldType, result);
  rewriter.replaceAllUsesWith(op->getResult(0), result);
  eraseWithProducers(rewriter, op);
}
