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
// calls: those of rope have large arguments, which upstream's polynomials do
// not reduce well. Where there is no library, they are reduced here.
//
// Not arith-expand: it would turn the maximum, which LLVM knows as a reduction,
// into a comparison and a selection, which it does not.
//
//===----------------------------------------------------------------------===//

#include "qblock/Pipelines/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

#include <cmath>

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

/// What has an expansion or an approximation besides.
static bool isApproximatedWithoutLibrary(StringRef op) {
  static const StringRef names[] = {
      math::AtanOp::getOperationName(), math::Atan2Op::getOperationName(),
      math::AsinOp::getOperationName(), math::AcosOp::getOperationName(),
      math::CbrtOp::getOperationName(), math::ErfcOp::getOperationName(),
      math::Log2Op::getOperationName()};
  return llvm::is_contained(names, op);
}
static constexpr StringLiteral expandedWithoutLibrary[] = {
    "tan",   "sinh",  "cosh", "asinh", "acosh",
    "atanh", "fpowi", "powf", "exp2",  "rsqrt"};

namespace {
/// sin(x) and cos(x) in binary32, with an error of at most 2 units in the last
/// place or 1e-7 for arguments up to 2^31 in magnitude. x - q pi/2 is taken in
/// binary64, then the polynomial of its quadrant, with the coefficients of
/// Cephes (sinf.c, cosf.c) for arguments up to pi/4.
template <typename Op, bool isCosine>
struct ReduceAndApproximate : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;

  LogicalResult matchAndRewrite(Op op,
                                PatternRewriter &rewriter) const override {
    if (!op.getType().isF32())
      return rewriter.notifyMatchFailure(op, "is not of f32");
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    Type f32 = b.getF32Type(), f64 = b.getF64Type(), i32 = b.getI32Type();
    auto number = [&](Type type, double value) -> Value {
      return arith::ConstantOp::create(b, b.getFloatAttr(type, value));
    };
    auto integer = [&](int32_t value) -> Value {
      return arith::ConstantIntOp::create(b, value, 32);
    };
    auto fma = [&](Value x, Value y, Value z) -> Value {
      return math::FmaOp::create(b, x, y, z);
    };
    Value x = arith::ExtFOp::create(b, f64, op.getOperand());
    Value turns = arith::MulFOp::create(b, x, number(f64, 2 / M_PI));
    Value rounded = math::RoundEvenOp::create(b, turns);
    Value reduced = arith::TruncFOp::create(
        b, f32, fma(rounded, number(f64, -M_PI / 2), x));
    Value quadrant = arith::FPToSIOp::create(b, i32, rounded);
    if (isCosine)
      quadrant = arith::AddIOp::create(b, quadrant, integer(1));

    auto polynomial = [&](Value z, double c0, double c1, double c2) {
      Value inner = fma(z, number(f32, c2), number(f32, c1));
      return fma(z, inner, number(f32, c0));
    };
    Value z = arith::MulFOp::create(b, reduced, reduced);
    Value sine =
        fma(arith::MulFOp::create(b, reduced, z),
            polynomial(z, -1.6666654611e-1, 8.3321608736e-3, -1.9515295891e-4),
            reduced);
    Value cosine = polynomial(z, 4.166664568298827e-2, -1.388731625493765e-3,
                              2.443315711809948e-5);
    cosine = fma(z, fma(z, cosine, number(f32, -0.5)), number(f32, 1));

    auto hasBit = [&](int32_t bit) -> Value {
      Value masked = arith::AndIOp::create(b, quadrant, integer(bit));
      return arith::CmpIOp::create(b, arith::CmpIPredicate::ne, masked,
                                   integer(0));
    };
    Value value = arith::SelectOp::create(b, hasBit(1), cosine, sine);
    Value negative = arith::NegFOp::create(b, value);
    rewriter.replaceOpWithNewOp<arith::SelectOp>(op, hasBit(2), negative,
                                                 value);
    return success();
  }
};

/// An intrinsic that is an instruction of all targets. Called by its name: what
/// lowers to GPUs turns the op of the same meaning into a call of a library.
template <typename Op>
struct ToInstruction : OpRewritePattern<Op> {
  ToInstruction(MLIRContext *context, StringRef name)
      : OpRewritePattern<Op>(context), name(name) {}

  LogicalResult matchAndRewrite(Op op,
                                PatternRewriter &rewriter) const override {
    if (!isa<Float32Type, Float64Type>(op.getType()))
      return rewriter.notifyMatchFailure(op, "is of no machine's type");
    rewriter.replaceOpWithNewOp<LLVM::CallIntrinsicOp>(
        op, op.getType(), rewriter.getStringAttr(name), op->getOperands());
    return success();
  }

  StringRef name;
};

/// For targets where upstream's conversion would call a library.
void populateWithoutLibrary(RewritePatternSet &patterns) {
  MLIRContext *context = patterns.getContext();
  patterns.add<ReduceAndApproximate<math::SinOp, false>,
               ReduceAndApproximate<math::CosOp, true>>(context);
  patterns.add<ToInstruction<math::SqrtOp>>(context, "llvm.sqrt");
  patterns.add<ToInstruction<math::AbsFOp>>(context, "llvm.fabs");
  patterns.add<ToInstruction<math::CeilOp>>(context, "llvm.ceil");
  patterns.add<ToInstruction<math::FloorOp>>(context, "llvm.floor");
  patterns.add<ToInstruction<math::TruncOp>>(context, "llvm.trunc");
  patterns.add<ToInstruction<math::RoundEvenOp>>(context, "llvm.roundeven");
  patterns.add<ToInstruction<math::FmaOp>>(context, "llvm.fma");
  patterns.add<ToInstruction<math::CopySignOp>>(context, "llvm.copysign");
  populateMathF32ExpansionPatterns(patterns, isApproximatedWithoutLibrary);
  populateMathPolynomialApproximationPatterns(patterns,
                                              isApproximatedWithoutLibrary);
  SmallVector<StringRef> expanded(std::begin(expandedWithoutLibrary),
                                  std::end(expandedWithoutLibrary));
  math::populateExpansionPatterns(patterns, expanded);
}

struct ExpandMath : qblock::impl::ExpandMathBase<ExpandMath> {
  using ExpandMathBase::ExpandMathBase;

  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    // x^2 and the like before anything else.
    populateMathAlgebraicSimplificationPatterns(patterns);
    populateMathF32ExpansionPatterns(patterns, isApproximated);
    populateMathPolynomialApproximationPatterns(patterns, isApproximated);
    arith::populateCeilFloorDivExpandOpsPatterns(patterns);
    arith::populateExpandBFloat16Patterns(patterns);
    if (all)
      populateWithoutLibrary(patterns);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
