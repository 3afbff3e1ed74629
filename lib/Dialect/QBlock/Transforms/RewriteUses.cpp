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

Value qblock::detail::castElements(OpBuilder &builder, Location loc,
                                   Value value, Type elementType) {
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

/// The rows that the op looks up: [ids..., K].
static Value createGatherRows(OpBuilder &builder, const WeightUse &use,
                              Value value,
                              ArrayRef<NamedAttribute> attributes) {
  Location loc = use.op->getLoc();
  Value ids = use.numbers->create(builder);
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, ids);
  int64_t rowElems = cast<RankedTensorType>(value.getType()).getDimSize(1);
  sizes.push_back(builder.getIndexAttr(rowElems));
  Value init =
      tensor::EmptyOp::create(builder, loc, sizes, builder.getF32Type());
  auto gather =
      GatherRowsOp::create(builder, loc, init.getType(), value, ids, init);
  gather->setDiscardableAttrs(attributes);
  return gather.getResult();
}

/// True if all that the op does is to copy rows, in the order [ids..., K].
static bool onlyGathers(linalg::GenericOp op, const WeightUse &use,
                        AffineMap rowsMap) {
  Value yielded = op.getBlock()->getTerminator()->getOperand(0);
  while (Operation *cast = yielded.getDefiningOp()) {
    if (!isa<arith::ExtFOp, arith::TruncFOp>(cast))
      break;
    yielded = cast->getOperand(0);
  }
  return yielded.getDefiningOp() == use.extract && rowsMap.isIdentity() &&
         op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isIdentity();
}

/// Makes the rows another input of the op, in place of the lookup in its body.
/// (In place, because the body may look up rows of other tables.)
static void spliceRows(RewriterBase &rewriter, linalg::GenericOp op,
                       const WeightUse &use, Value rows, AffineMap rowsMap) {
  auto extract = cast<tensor::ExtractOp>(use.extract);
  unsigned number = op.getNumDpsInputs();
  rewriter.modifyOpInPlace(op, [&] {
    SmallVector<AffineMap> maps = op.getIndexingMapsArray();
    maps.insert(maps.begin() + number, rowsMap);
    op.getInputsMutable().append(rows);
    op.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
    BlockArgument element = op.getBlock()->insertArgument(
        number, getElementTypeOrSelf(rows), op->getLoc());
    Value scalar = element;
    Type wanted = extract.getType();
    OpBuilder builder(extract);
    if (wanted.getIntOrFloatBitWidth() < 32)
      scalar =
          arith::TruncFOp::create(builder, extract.getLoc(), wanted, scalar);
    rewriter.replaceOp(extract, scalar);
  });
}

/// Returns what to replace the op's result with; null if the op stays.
static Value rewriteGatherRows(RewriterBase &rewriter, const WeightUse &use,
                               Value value,
                               ArrayRef<NamedAttribute> attributes) {
  auto op = cast<linalg::GenericOp>(use.op);
  auto extract = cast<tensor::ExtractOp>(use.extract);
  auto column = extract.getIndices()[1].getDefiningOp<linalg::IndexOp>();
  SmallVector<AffineExpr> dims(use.numbers->map.getResults());
  dims.push_back(getAffineDimExpr(column.getDim(), op.getContext()));
  AffineMap rowsMap =
      AffineMap::get(op.getNumLoops(), 0, dims, op.getContext());
  Value rows = createGatherRows(rewriter, use, value, attributes);
  if (onlyGathers(op, use, rowsMap))
    return rows;
  spliceRows(rewriter, op, use, rows, rowsMap);
  return {};
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
          : rewriteGatherRows(rewriter, use, value, attributes);
  if (!result)
    return;
  auto oldType = cast<RankedTensorType>(op->getResult(0).getType());
  result = castElements(rewriter, loc, result, oldType.getElementType());
  if (result.getType() != oldType)
    result = tensor::CastOp::create(rewriter, loc, oldType, result);
  rewriter.replaceAllUsesWith(op->getResult(0), result);
  eraseWithProducers(rewriter, op);
}

void qblock::detail::eraseStackGather(RewriterBase &rewriter,
                                      Operation *gather) {
  if (gather->use_empty())
    eraseWithProducers(rewriter, gather);
}
