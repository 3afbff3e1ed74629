//===- FoldConstants.cpp - Quantize constants at compile time ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A pass over the module and no folder: folders run on several threads, and
// which of them names a resource first would show in the output. Here one
// tensor after the other is quantized, each on all cores.
//
//===----------------------------------------------------------------------===//

#include "WeightData.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/Matchers.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"
#include "qblock/Dialect/QBlock/Transforms/Passes.h"

namespace qblock {
#define GEN_PASS_DEF_FOLDCONSTANTS
#include "qblock/Dialect/QBlock/Transforms/Passes.h.inc"
} // namespace qblock

using namespace mlir;
using namespace qblock;
using namespace qblock::detail;

static FailureOr<DenseResourceElementsAttr>
quantize(Location loc, ElementsAttr value, RankedTensorType type) {
  FailureOr<WeightData> data = WeightData::fromConstant(loc, value);
  if (failed(data))
    return failure();
  return data->createResource(loc, "qblock", type, /*isKN=*/false);
}

namespace {
struct FoldConstantsPass
    : public qblock::impl::FoldConstantsBase<FoldConstantsPass> {
  using FoldConstantsBase::FoldConstantsBase;

  void runOnOperation() override {
    SmallVector<QuantizeOp> ops;
    getOperation().walk([&](QuantizeOp op) { ops.push_back(op); });
    DenseMap<std::pair<Attribute, Type>, DenseResourceElementsAttr> folded;
    for (QuantizeOp op : ops) {
      ElementsAttr value;
      auto type = dyn_cast<RankedTensorType>(op.getInit().getType());
      if (!type || !type.hasStaticShape() ||
          !matchPattern(op.getInput(), m_Constant(&value)))
        continue;
      DenseResourceElementsAttr &resource = folded[{value, type}];
      if (!resource) {
        FailureOr<DenseResourceElementsAttr> made =
            quantize(op.getLoc(), value, type);
        if (failed(made))
          return signalPassFailure();
        resource = *made;
      }
      OpBuilder builder(op);
      Value constant =
          arith::ConstantOp::create(builder, op.getLoc(), resource);
      op.getResult().replaceAllUsesWith(constant);
      op.erase();
      ++numFolded;
    }
  }
};
} // namespace
