//===- LowerKernelAsserts.cpp - Assertions in GPU kernels -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A trap would end the device's context and say nothing. A word of memory that
// the host reads when the results are there tells which assertion failed, and
// the thread ends before it reads what it must not.
//
//===----------------------------------------------------------------------===//

#include "qblock/Pipelines/Passes.h"

#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"

namespace qblock {
#define GEN_PASS_DEF_LOWERKERNELASSERTS
#include "qblock/Pipelines/Passes.h.inc"
} // namespace qblock

using namespace mlir;

namespace {
struct LowerKernelAsserts
    : qblock::impl::LowerKernelAssertsBase<LowerKernelAsserts> {
  void runOnOperation() override {
    SmallVector<cf::AssertOp> asserts;
    getOperation().walk([&](cf::AssertOp op) { asserts.push_back(op); });
    auto messages = getOperation()->getParentOp()->getAttrOfType<ArrayAttr>(
        qblock::QBlockDialect::kKernelMessagesAttrName);
    for (cf::AssertOp op : asserts) {
      auto found = messages ? llvm::find(messages, Attribute(op.getMsgAttr()))
                            : ArrayAttr::iterator();
      if (!messages || found == messages.end()) {
        op.emitError("has no number: expects its message among those of the "
                     "module");
        return signalPassFailure();
      }
      lower(op, int32_t(found - messages.begin()) + 1);
    }
  }

private:
  static void lower(cf::AssertOp op, int32_t number) {
    Location loc = op.getLoc();
    auto kernel = op->getParentOfType<gpu::GPUFuncOp>();
    Block *block = op->getBlock();
    Block *next = block->splitBlock(op->getNextNode());
    Block *fail = new Block;
    block->getParent()->push_back(fail);
    OpBuilder builder = OpBuilder::atBlockEnd(fail);
    Value value = LLVM::ConstantOp::create(builder, loc,
                                           builder.getI32IntegerAttr(number));
    // Threads may write it at once; any of their numbers will do.
    LLVM::StoreOp::create(builder, loc, value, kernel.getArguments().back(),
                          /*alignment=*/4, /*isVolatile=*/false,
                          /*isNonTemporal=*/false,
                          /*isInvariantGroup=*/false,
                          LLVM::AtomicOrdering::monotonic);
    gpu::ReturnOp::create(builder, loc);
    builder.setInsertionPoint(op);
    cf::CondBranchOp::create(builder, loc, op.getArg(), next, ValueRange(),
                             fail, ValueRange());
    op.erase();
  }
};
} // namespace
