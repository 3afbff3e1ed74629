//===- ExpandMath.cpp - Arithmetic that LLVM can vectorize ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A call of libm in the body of a loop keeps LLVM from vectorizing it, and the
// functions of transformers (softmax, silu, gelu) are all of that kind.
// Upstream approximates them to binary32's accuracy. Sines and cosines stay
// calls: those of rope have large arguments, which a polynomial would have to
// reduce first.
//
// Not arith-expand: it would turn the maximum, which LLVM knows as a reduction,
// into a comparison and a selection, which it does not.
//
//===----------------------------------------------------------------------===//

#include "qblock/Pipelines/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace qblock {
#define GEN_PASS_DEF_EXPANDMATH
#include "qblock/Pipelines/Passes.h.inc"
} // namespace qblock

using namespace mlir;

static bool isApproximated(StringRef op) {
  static const StringRef names[] = {
      math::ExpOp::getOperationName(),  math::ExpM1Op::getOperationName(),
      math::TanhOp::getOperationName(), math::ErfOp::getOperationName(),
      math::LogOp::getOperationName(),  math::Log1pOp::getOperationName()};
  return llvm::is_contained(names, op);
}

namespace {
struct ExpandMath : qblock::impl::ExpandMathBase<ExpandMath> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    // x^2 and the like before anything else.
    populateMathAlgebraicSimplificationPatterns(patterns);
    populateMathF32ExpansionPatterns(patterns, isApproximated);
    populateMathPolynomialApproximationPatterns(patterns, isApproximated);
    arith::populateCeilFloorDivExpandOpsPatterns(patterns);
    arith::populateExpandBFloat16Patterns(patterns);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
