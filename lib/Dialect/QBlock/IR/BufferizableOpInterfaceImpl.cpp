//===- BufferizableOpInterfaceImpl.cpp - Bufferization ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The ops write into their init and may be kept over bufferization, for targets
// that lower them on memrefs. The ops that see blocks as bytes are gone by
// then: a memref of blocks and one of bytes differ in shape.
//
//===----------------------------------------------------------------------===//

#include "qblock/Dialect/QBlock/IR/BufferizableOpInterfaceImpl.h"

#include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.h"
#include "mlir/Dialect/Bufferization/IR/DstBufferizableOpInterfaceImpl.h"
#include "mlir/IR/DialectRegistry.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"

using namespace mlir;
using namespace mlir::bufferization;
using namespace qblock;

namespace {
template <typename Op>
struct DestinationOpModel
    : DstBufferizableOpInterfaceExternalModel<DestinationOpModel<Op>, Op> {
  /// Most ops overwrite all of their init.
  bool bufferizesToMemoryRead(Operation *op, OpOperand &operand,
                              const AnalysisState &state) const {
    return !cast<DestinationStyleOpInterface>(op).isDpsInit(&operand) ||
           addsToInit(cast<Op>(op));
  }

  static bool addsToInit(Op op) {
    if constexpr (std::is_same_v<Op, PackedMatmulOp>)
      return !op.getOverwrite();
    return std::is_same_v<Op, MatmulOp> || std::is_same_v<Op, RoutedMatmulOp>;
  }

  LogicalResult bufferize(Operation *op, RewriterBase &rewriter,
                          const BufferizationOptions &options,
                          BufferizationState &state) const {
    OpBuilder::InsertionGuard guard(rewriter);
    rewriter.setInsertionPoint(op);
    SmallVector<Value> buffers;
    for (Value operand : op->getOperands()) {
      FailureOr<Value> buffer = getBuffer(rewriter, operand, options, state);
      if (failed(buffer))
        return failure();
      buffers.push_back(*buffer);
    }
    Op::create(rewriter, op->getLoc(), TypeRange(), buffers, op->getAttrs());
    // Inits are the last operands.
    replaceOpWithBufferizedValues(
        rewriter, op, ArrayRef(buffers).take_back(op->getNumResults()));
    return success();
  }
};
} // namespace

void qblock::registerBufferizableOpInterfaceExternalModels(
    DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, QBlockDialect *) {
    QuantizeOp::attachInterface<DestinationOpModel<QuantizeOp>>(*context);
    DequantizeOp::attachInterface<DestinationOpModel<DequantizeOp>>(*context);
    MatmulOp::attachInterface<DestinationOpModel<MatmulOp>>(*context);
    RoutedMatmulOp::attachInterface<DestinationOpModel<RoutedMatmulOp>>(
        *context);
    GatherRowsOp::attachInterface<DestinationOpModel<GatherRowsOp>>(*context);
    PackedMatmulOp::attachInterface<DestinationOpModel<PackedMatmulOp>>(
        *context);
  });
}
