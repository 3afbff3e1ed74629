//===- ConvertQBlockToLinalg.cpp - The lowering pass ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One full conversion changes types and ops together: with blocks gone from
// some values only, the module would not verify in between. Later lowerings see
// nothing but upstream dialects.
//
//===----------------------------------------------------------------------===//

#include "Patterns.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/ControlFlow/Transforms/StructuralTypeConversions.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Func/Transforms/FuncConversions.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/Transforms/Patterns.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "qblock/Conversion/Passes.h"
#include "qblock/Dialect/QBlock/IR/BufferizableOpInterfaceImpl.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"

namespace qblock {
#define GEN_PASS_DEF_CONVERTQBLOCKTOLINALG
#include "qblock/Conversion/Passes.h.inc"
} // namespace qblock

using namespace mlir;
using namespace qblock;

StorageTypeConverter::StorageTypeConverter() {
  addConversion([](Type type) { return type; });
  addConversion([](RankedTensorType type) -> std::optional<Type> {
    if (!isa<BlockType>(type.getElementType()))
      return std::nullopt;
    FailureOr<RankedTensorType> storage = getStorageType(type);
    return failed(storage) ? Type() : Type(*storage);
  });
}

/// Everything is legal that has no block type and is no op of ours.
static void setLegality(ConversionTarget &target,
                        const StorageTypeConverter &converter) {
  target.addIllegalDialect<QBlockDialect>();
  // On bytes already; kernels take its place on buffers.
  target.addLegalOp<PackedMatmulOp>();
  target.addDynamicallyLegalOp<ml_program::GlobalOp>(
      [](ml_program::GlobalOp op) { return !hasBlocks(op.getType()); });
  target.markUnknownOpDynamicallyLegal([&](Operation *op) {
    // Blocks inside a function are converted with the branches to them.
    if (auto function = dyn_cast<FunctionOpInterface>(op))
      return converter.isLegal(function.getArgumentTypes()) &&
             converter.isLegal(function.getResultTypes());
    return converter.isLegal(op) &&
           llvm::all_of(op->getRegions(), [&](Region &region) {
             return converter.isLegal(&region);
           });
  });
}

namespace {
struct ConvertQBlockToLinalg
    : qblock::impl::ConvertQBlockToLinalgBase<ConvertQBlockToLinalg> {
  using ConvertQBlockToLinalgBase::ConvertQBlockToLinalgBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    ConvertQBlockToLinalgBase::getDependentDialects(registry);
    // What is left of the dialect must have a form on buffers.
    registerBufferizableOpInterfaceExternalModels(registry);
  }

  void runOnOperation() override {
    if (failed(verifyLowerable(getOperation())))
      return signalPassFailure();

    StorageTypeConverter converter;
    MatmulKernels kernels;
    ConversionTarget target(getContext());
    setLegality(target, converter);
    RewritePatternSet patterns(&getContext());
    populateAnyFunctionOpInterfaceTypeConversionPattern(patterns, converter);
    populateCallOpTypeConversionPattern(patterns, converter);
    populateReturnOpTypeConversionPattern(patterns, converter);
    scf::populateSCFStructuralTypeConversions(converter, patterns);
    cf::populateCFStructuralTypeConversions(converter, patterns);
    populateCarrierPatterns(patterns, converter);
    populateComputePatterns(patterns, converter);
    populateMatmulPatterns(patterns, converter, kernels, keepsRaw);
    populateRoutedMatmulPatterns(patterns, converter, kernels);
    if (failed(
            applyFullConversion(getOperation(), target, std::move(patterns))))
      return signalPassFailure();
    numMatmuls += kernels.numMatmuls;
    numKernels += kernels.getNumKernels();
  }
};
} // namespace
