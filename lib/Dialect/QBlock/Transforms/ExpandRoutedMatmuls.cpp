//===- ExpandRoutedMatmuls.cpp - One matmul a number ---------- -*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where there are no kernels for it, a routed matmul is what its description
// says: for each number, a row times a matrix.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/TypeUtilities.h"
#include "qblock/Dialect/QBlock/IR/Ids.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"
#include "qblock/Dialect/QBlock/Transforms/Passes.h"

namespace qblock {
#define GEN_PASS_DEF_EXPANDROUTEDMATMULS
#include "qblock/Dialect/QBlock/Transforms/Passes.h.inc"
} // namespace qblock

using namespace mlir;
using namespace qblock;

/// Kernels read packed weights and round x.
static bool hasKernels(RoutedMatmulOp op) {
  auto block =
      dyn_cast<BlockType>(getElementTypeOrSelf(op.getWeight().getType()));
  return block && block.isPacked() && op.getActivations() == Activations::Q8;
}

namespace {
struct Expansion {
  OpBuilder &builder;
  Location loc;
  RoutedMatmulOp op;

  Value index(int64_t value) {
    return arith::ConstantIndexOp::create(builder, loc, value);
  }

  /// Rows of a matrix, all columns.
  Value slice(Value matrix, Value firstRow, int64_t numRows) {
    OpFoldResult zero = builder.getIndexAttr(0), one = builder.getIndexAttr(1);
    return tensor::ExtractSliceOp::create(
        builder, loc, matrix, ArrayRef<OpFoldResult>{firstRow, zero},
        ArrayRef<OpFoldResult>{builder.getIndexAttr(numRows),
                               tensor::getMixedSize(builder, loc, matrix, 1)},
        ArrayRef{one, one});
  }

  /// `out` after the step for one number.
  Value createStep(Value position, Value idsPerRow, Value out) {
    int64_t numRows = op.getRowsPerExpert();
    Value id = emitCheckedId(builder, loc, op.getIds(), position,
                             index(op.getNumExperts()), kMatrixOfStack);
    Value firstRow = arith::MulIOp::create(builder, loc, id, index(numRows));
    Value xRow = arith::DivUIOp::create(builder, loc, position, idsPerRow);
    Value init = slice(out, position, 1);
    auto matmul = MatmulOp::create(builder, loc, init.getType(),
                                   slice(op.getX(), xRow, 1),
                                   slice(op.getWeight(), firstRow, numRows),
                                   init, op.getActivationsAttr());
    matmul->setDiscardableAttrs(op->getDiscardableAttrDictionary());
    auto place = init.getDefiningOp<tensor::ExtractSliceOp>();
    return tensor::InsertSliceOp::create(
        builder, loc, matmul.getResult(), out, place.getMixedOffsets(),
        place.getMixedSizes(), place.getMixedStrides());
  }

  Value create() {
    Value numIds = tensor::DimOp::create(builder, loc, op.getIds(), 0);
    Value numRows = tensor::DimOp::create(builder, loc, op.getX(), 0);
    Value idsPerRow = arith::DivUIOp::create(
        builder, loc, numIds,
        arith::MaxUIOp::create(builder, loc, numRows, index(1)));
    auto loop = scf::ForOp::create(
        builder, loc, index(0), numIds, index(1), op.getInit(),
        [&](OpBuilder &builder, Location loc, Value position,
            ValueRange carried) {
          Value next = Expansion{builder, loc, op}.createStep(
              position, idsPerRow, carried[0]);
          scf::YieldOp::create(builder, loc, next);
        });
    return loop.getResult(0);
  }
};

struct ExpandRoutedMatmuls
    : qblock::impl::ExpandRoutedMatmulsBase<ExpandRoutedMatmuls> {
  void runOnOperation() override {
    SmallVector<RoutedMatmulOp> ops;
    getOperation().walk([&](RoutedMatmulOp op) {
      if (isa<RankedTensorType>(op.getInit().getType()) && !hasKernels(op))
        ops.push_back(op);
    });
    for (RoutedMatmulOp op : ops) {
      OpBuilder builder(op);
      op.getResult().replaceAllUsesWith(
          Expansion{builder, op.getLoc(), op}.create());
      op.erase();
    }
    numExpanded += ops.size();
  }
};
} // namespace
