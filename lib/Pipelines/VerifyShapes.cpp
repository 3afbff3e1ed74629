//===- VerifyShapes.cpp - Sizes that must agree at run time -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Operands of a linalg op that share a loop have equal sizes there, by the op's
// definition. Where they are dynamic, only the caller's arrays decide, and a
// cache that is shorter than its mask would be read past its end. Upstream's
// verification of linalg ops comes with checks of each load, which a lookup in
// an inner loop does not bear; sizes are compared once an op.
//
//===----------------------------------------------------------------------===//

#include "qblock/Pipelines/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace qblock {
#define GEN_PASS_DEF_VERIFYSHAPES
#include "qblock/Pipelines/Passes.h.inc"
} // namespace qblock

using namespace mlir;

/// The sizes that each loop of `op` has by its operands, each one once. Static
/// ones come first: the op's verifier has compared those.
static SmallVector<SmallVector<OpFoldResult>> getSizes(OpBuilder &builder,
                                                       linalg::LinalgOp op) {
  SmallVector<SmallVector<OpFoldResult>> sizes(op.getNumLoops());
  for (OpOperand &operand : op->getOpOperands()) {
    AffineMap map = op.getMatchingIndexingMap(&operand);
    for (auto [dim, expr] : llvm::enumerate(map.getResults())) {
      auto loop = dyn_cast<AffineDimExpr>(expr);
      if (!loop)
        continue;
      OpFoldResult size =
          linalg::createFoldedDimOp(builder, op.getLoc(), operand.get(), dim);
      SmallVector<OpFoldResult> &others = sizes[loop.getPosition()];
      if (llvm::is_contained(others, size))
        continue;
      others.insert(isa<Attribute>(size) ? others.begin() : others.end(), size);
    }
  }
  return sizes;
}

static void verify(linalg::LinalgOp op) {
  if (!op.hasDynamicShape())
    return;
  OpBuilder builder(op);
  Location loc = op.getLoc();
  for (ArrayRef<OpFoldResult> sizes : getSizes(builder, op)) {
    for (OpFoldResult size : sizes.drop_front(sizes.empty() ? 0 : 1)) {
      if (isa<Attribute>(size))
        continue;
      Value isEqual = arith::CmpIOp::create(
          builder, loc, arith::CmpIPredicate::eq, cast<Value>(size),
          getValueOrCreateConstantIndexOp(builder, loc, sizes.front()));
      cf::AssertOp::create(builder, loc, isEqual,
                           "expects equal sizes of two operands of '" +
                               op->getName().getStringRef().str() +
                               "', but the shapes of the inputs make them "
                               "differ");
    }
  }
}

namespace {
struct VerifyShapes : qblock::impl::VerifyShapesBase<VerifyShapes> {
  void runOnOperation() override {
    getOperation().walk([](linalg::LinalgOp op) { verify(op); });
  }
};
} // namespace
