//===- LaunchLoops.cpp - GPU kernels for linalg ops and loops ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything of a model but its products with weights. Ops are taken in the
// order against that of the program, so that what fills a sum is still there
// for the op that adds to it.
//
//===----------------------------------------------------------------------===//

#include "LinalgOnBuffers.h"
#include "LoopKernels.h"
#include "qblock/Pipelines/Passes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"

namespace qblock {
#define GEN_PASS_DEF_LAUNCHLOOPS
#include "qblock/Pipelines/Passes.h.inc"
} // namespace qblock

using namespace mlir;
using namespace qblock;

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

/// True for a loop from 0 in steps of 1 whose iterations are independent, by
/// the word of who made it.
static bool isIndependent(scf::ForOp loop) {
  return loop->hasAttr(qblock::QBlockDialect::kIndependentAttrName) &&
         loop->getNumResults() == 0 &&
         isConstantIntValue(loop.getLowerBound(), 0) &&
         isConstantIntValue(loop.getStep(), 1);
}

/// The loop whose body `loop` is for; null if there is none that could be
/// begun from outside.
static scf::ForOp getInnerLoop(scf::ForOp loop) {
  auto inner = llvm::to_vector(loop.getOps<scf::ForOp>());
  if (inner.size() != 1 || !isIndependent(inner.front()) ||
      !getConstantIntValue(inner.front().getUpperBound()))
    return {};
  return inner.front();
}

/// Loops of independent iterations become one kernel; what stands between them
/// is done by each thread.
static void launch(scf::ForOp outer, KernelLibrary &library) {
  SmallVector<scf::ForOp> loops;
  for (scf::ForOp loop = outer; loop; loop = getInnerLoop(loop))
    loops.push_back(loop);
  LoopNest nest;
  nest.ops.push_back(outer);
  for (scf::ForOp loop : loops) {
    OpFoldResult size = getAsOpFoldResult(loop.getUpperBound());
    if (auto value = dyn_cast<Value>(size))
      nest.values.push_back(value);
    nest.sizes.push_back(size);
  }
  nest.emitBody = [&](OpBuilder &builder, IRMapping &mapping, ValueRange ivs,
                      Value) {
    for (auto [loop, iv] : llvm::zip_equal(loops, ivs))
      mapping.map(loop.getInductionVar(), iv);
    for (auto [i, loop] : llvm::enumerate(loops))
      for (Operation &op : loop.getBody()->without_terminator())
        if (i + 1 == loops.size() || &op != loops[i + 1])
          builder.clone(op, mapping);
  };
  launch(nest, library);
}

/// An op of the host that a thread can do, so that the host need not read the
/// numbers that it is about.
static bool isOnNumbers(Operation *op, DeviceNumbers &numbers) {
  return isa<cf::AssertOp, memref::StoreOp>(op) &&
         llvm::any_of(op->getOperands(),
                      [&](Value operand) { return numbers.contains(operand); });
}

/// Such an op as a kernel of one thread.
static void launchOne(Operation *op, KernelLibrary &library) {
  LoopNest nest;
  nest.ops.push_back(op);
  nest.emitBody = [&](OpBuilder &builder, IRMapping &mapping, ValueRange,
                      Value) { builder.clone(*op, mapping); };
  launch(nest, library);
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

/// The messages of assertions in kernels, each once; kernels name them by
/// number.
static ArrayAttr collectMessages(gpu::GPUModuleOp code) {
  SetVector<Attribute> messages;
  code.walk([&](cf::AssertOp op) { messages.insert(op.getMsgAttr()); });
  return ArrayAttr::get(code.getContext(), messages.getArrayRef());
}

namespace {
struct LaunchLoops : qblock::impl::LaunchLoopsBase<LaunchLoops> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    qblock::convertStridedCopies(module);
    KernelLibrary library(module);
    SmallVector<Operation *> ops;
    for (auto function : module.getOps<func::FuncOp>())
      function.walk<WalkOrder::PreOrder>([&](Operation *op) {
        auto loop = dyn_cast<scf::ForOp>(op);
        auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
        bool isWork = (loop && isIndependent(loop)) ||
                      (linalgOp && linalgOp.hasPureBufferSemantics()) ||
                      isOnNumbers(op, library.numbers);
        if (!isWork)
          return WalkResult::advance();
        ops.push_back(op);
        return WalkResult::skip();
      });
    llvm::SmallPtrSet<Operation *, 16> done;
    // Backwards, so that a fill is still there for the op that adds to it.
    for (Operation *op : llvm::reverse(ops)) {
      if (done.contains(op) || library.numbers.isRepeated(op))
        continue;
      ++numOps;
      if (auto loop = dyn_cast<scf::ForOp>(op)) {
        launch(loop, library);
        continue;
      }
      auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
      if (!linalgOp) {
        launchOne(op, library);
        continue;
      }
      if (linalg::LinalgOp fill = qblock::getFill(linalgOp))
        if (!fill.hasIndexSemantics())
          done.insert(fill);
      if (failed(launch(linalgOp, library)))
        return signalPassFailure();
    }
    library.numbers.eraseUnused();
    numKernels += library.numKernels;
    if (auto code = library.numKernels ? library.getCode() : nullptr)
      if (ArrayAttr messages = collectMessages(code); !messages.empty())
        module->setAttr(qblock::QBlockDialect::kKernelMessagesAttrName,
                        messages);
  }
};
} // namespace
