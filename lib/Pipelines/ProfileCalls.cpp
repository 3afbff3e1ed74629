//===- ProfileCalls.cpp - Time around kernels -------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// After outlining, everything that takes time is a call. Labels say what a call
// does in words of the model's ops, since names of kernels mean nothing to a
// user; equal labels are one line of a profile.
//
//===----------------------------------------------------------------------===//

#include "LinalgOnBuffers.h"
#include "TextConstant.h"
#include "qblock/Pipelines/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"

namespace qblock {
#define GEN_PASS_DEF_PROFILECALLS
#include "qblock/Pipelines/Passes.h.inc"
} // namespace qblock

using namespace mlir;

/// What a kernel's last op is, which it is there for.
static std::string describe(func::FuncOp kernel) {
  linalg::LinalgOp last;
  kernel.walk([&](linalg::LinalgOp op) { last = op; });
  return last ? qblock::describe(last) : kernel.getSymName().str();
}

namespace {
/// Declares the runtime's functions and emits calls of them.
class Profiler {
public:
  explicit Profiler(ModuleOp module)
      : module(module), symbols(module), builder(module.getBodyRegion()),
        i64(builder.getI64Type()),
        pointer(LLVM::LLVMPointerType::get(module.getContext())) {}

  bool instrument(func::CallOp call);

private:
  LLVM::LLVMFuncOp declare(StringRef name, Type result,
                           ArrayRef<Type> arguments);
  Value getLabel(OpBuilder &at, Location loc, StringRef label);
  Value countProducts(OpBuilder &at, func::CallOp call);

  ModuleOp module;
  SymbolTable symbols;
  OpBuilder builder;
  Type i64, pointer;
  llvm::MapVector<StringAttr, LLVM::GlobalOp> labels;
};
} // namespace

LLVM::LLVMFuncOp Profiler::declare(StringRef name, Type result,
                                   ArrayRef<Type> arguments) {
  if (auto function = symbols.lookup<LLVM::LLVMFuncOp>(name))
    return function;
  auto function =
      LLVM::LLVMFuncOp::create(builder, module.getLoc(), name,
                               LLVM::LLVMFunctionType::get(result, arguments));
  symbols.insert(function);
  return function;
}

Value Profiler::getLabel(OpBuilder &at, Location loc, StringRef label) {
  LLVM::GlobalOp &text = labels[builder.getStringAttr(label)];
  if (!text)
    text = qblock::createTextConstant(builder, loc, symbols, "qblock_label_0",
                                      label);
  return LLVM::AddressOfOp::create(at, loc, pointer, text.getSymName());
}

/// M * N * K of a call (x[M, K], weight, y[M, N], more weights and y, a flag).
Value Profiler::countProducts(OpBuilder &at, func::CallOp call) {
  Location loc = call.getLoc();
  auto size = [&](unsigned operand, int64_t dim) -> Value {
    return memref::DimOp::create(at, loc, call.getOperand(operand), dim);
  };
  Value numColumns = size(2, 1);
  for (unsigned y = 4; y < call.getNumOperands(); y += 2)
    numColumns = arith::AddIOp::create(at, loc, numColumns, size(y, 1));
  Value product = arith::MulIOp::create(
      at, loc, arith::MulIOp::create(at, loc, size(0, 0), size(0, 1)),
      numColumns);
  return arith::IndexCastOp::create(at, loc, i64, product);
}

/// Puts a call between two readings of the clock, unless it is cheap by its
/// nature.
bool Profiler::instrument(func::CallOp call) {
  auto kernel = symbols.lookup<func::FuncOp>(call.getCallee());
  if (!kernel || kernel.isDeclaration())
    return false;
  Location loc = call.getLoc();
  auto label = call->getAttrOfType<StringAttr>("label");
  auto bytes = call->getAttrOfType<IntegerAttr>("weight_bytes");
  auto constant = [&](OpBuilder &at, int64_t value) -> Value {
    return arith::ConstantOp::create(at, loc, at.getI64IntegerAttr(value));
  };
  OpBuilder at(call);
  Value begin =
      LLVM::CallOp::create(at, loc, declare("qblock_profile_now", i64, {}),
                           ValueRange())
          .getResult();
  at.setInsertionPointAfter(call);
  Value products = bytes ? countProducts(at, call) : constant(at, 0);
  Value arguments[] = {
      getLabel(at, loc, label ? label.str() : describe(kernel)), begin,
      constant(at, bytes ? bytes.getInt() : 0), products};
  auto none = LLVM::LLVMVoidType::get(module.getContext());
  LLVM::CallOp::create(
      at, loc, declare("qblock_profile_add", none, {pointer, i64, i64, i64}),
      arguments);
  return true;
}

namespace {
struct ProfileCalls : qblock::impl::ProfileCallsBase<ProfileCalls> {
  void runOnOperation() override {
    SmallVector<func::CallOp> calls;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function.isPublic())
        function.walk([&](func::CallOp call) { calls.push_back(call); });
    Profiler profiler(getOperation());
    for (func::CallOp call : calls)
      numCalls += profiler.instrument(call);
  }
};
} // namespace
