//===- LowerAsserts.cpp - Assertions that the host survives -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Models carry assertions that data can break: a token number that the
// vocabulary does not have is one. The host decides what a failure means, so
// the compiled code hands it the message and never aborts.
//
//===----------------------------------------------------------------------===//

#include "TextConstant.h"
#include "qblock/Pipelines/Passes.h"

#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/MapVector.h"

namespace qblock {
#define GEN_PASS_DEF_LOWERASSERTS
#include "qblock/Pipelines/Passes.h.inc"
} // namespace qblock

using namespace mlir;

static constexpr StringLiteral kFailName = "qblock_runtime_fail";

namespace {
/// Emits the failure function and one constant for each message.
class FailureEmitter {
public:
  explicit FailureEmitter(ModuleOp module)
      : module(module), symbols(module), builder(module.getBodyRegion()),
        pointer(LLVM::LLVMPointerType::get(module.getContext())) {}

  /// Emits the call, which does not return, at the end of `block`.
  void emitCall(Location loc, StringAttr message, Block *block) {
    LLVM::GlobalOp &text = messages[message];
    if (!text)
      text = qblock::createTextConstant(builder, loc, symbols,
                                        "qblock_message_0", message);
    OpBuilder atEnd = OpBuilder::atBlockEnd(block);
    Value address =
        LLVM::AddressOfOp::create(atEnd, loc, pointer, text.getSymName());
    LLVM::CallOp::create(atEnd, loc, getFailFunction(loc), address);
    LLVM::UnreachableOp::create(atEnd, loc);
  }

private:
  LLVM::LLVMFuncOp getFailFunction(Location loc) {
    if (auto function = symbols.lookup<LLVM::LLVMFuncOp>(kFailName))
      return function;
    auto type = LLVM::LLVMFunctionType::get(
        LLVM::LLVMVoidType::get(builder.getContext()), pointer);
    auto function = LLVM::LLVMFuncOp::create(builder, loc, kFailName, type);
    symbols.insert(function);
    return function;
  }

  ModuleOp module;
  SymbolTable symbols;
  OpBuilder builder;
  Type pointer;
  llvm::MapVector<StringAttr, LLVM::GlobalOp> messages;
};

struct LowerAsserts : qblock::impl::LowerAssertsBase<LowerAsserts> {
  void runOnOperation() override {
    SmallVector<cf::AssertOp> asserts;
    getOperation().walk([&](cf::AssertOp op) { asserts.push_back(op); });
    FailureEmitter failures(getOperation());
    for (cf::AssertOp op : asserts) {
      Block *block = op->getBlock();
      Block *next = block->splitBlock(op->getNextNode());
      Block *fail = new Block;
      block->getParent()->push_back(fail);
      failures.emitCall(op.getLoc(), op.getMsgAttr(), fail);
      OpBuilder builder(op);
      cf::CondBranchOp::create(builder, op.getLoc(), op.getArg(), next,
                               ValueRange(), fail, ValueRange());
      op.erase();
    }
  }
};
} // namespace
