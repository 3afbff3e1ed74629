//===- InlineCalls.cpp - Calls that hide weights ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Exporters outline layers: one function for all of them, which takes the
// weights, or one for each. A weight's type changes at its place and at all its
// uses, and its layer is counted along the residual stream, so both have to be
// in one function.
//
//===----------------------------------------------------------------------===//

#include "InlineCalls.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/SymbolTable.h"
#include "qblock/Analysis/GlobalTensor.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace qblock;

static bool mayBeWeight(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && tensor.getRank() >= 2 && tensor.hasStaticShape() &&
         isa<FloatType>(tensor.getElementType());
}

namespace {

/// The functions of a module and who calls whom.
class CallGraph {
public:
  explicit CallGraph(ModuleOp module) : symbols(module) {
    for (auto function : module.getOps<func::FuncOp>())
      function.walk([&](func::CallOp call) {
        auto callee = symbols.lookup<func::FuncOp>(call.getCallee());
        if (callee && !callee.isDeclaration())
          calls[function].push_back({call, callee});
      });
    for (auto function : module.getOps<func::FuncOp>())
      visit(function);
  }

  /// The calls to inline, callees' before callers'.
  SmallVector<std::pair<func::CallOp, func::FuncOp>> getInlined() {
    SmallVector<std::pair<func::CallOp, func::FuncOp>> inlined;
    for (func::FuncOp function : order)
      for (auto [call, callee] : calls[function])
        if (isInlined(call, callee))
          inlined.push_back({call, callee});
    return inlined;
  }

private:
  /// Adds a function after those that it calls.
  void visit(func::FuncOp function) {
    if (!seen.insert(function).second)
      return;
    active.insert(function);
    for (auto [call, callee] : calls[function]) {
      if (active.contains(callee))
        recursive.insert(callee);
      visit(callee);
    }
    active.erase(function);
    order.push_back(function);
  }

  bool isInlined(func::CallOp call, func::FuncOp callee) {
    if (recursive.contains(callee) || !callee.getBody().hasOneBlock())
      return false;
    return llvm::any_of(call.getOperandTypes(), mayBeWeight) ||
           holdsWeights(callee);
  }

  bool holdsWeights(func::FuncOp function) {
    auto [known, isNew] = holders.try_emplace(function, false);
    if (!isNew)
      return known->second;
    bool holds = false;
    SymbolTableCollection tables;
    function.walk([&](Operation *op) {
      holds |=
          op->getNumResults() == 1 && mayBeWeight(op->getResult(0).getType()) &&
          (isa<arith::ConstantOp>(op) || GlobalTensor::loadedBy(op, tables));
    });
    for (auto [call, callee] : calls[function])
      holds |= holdsWeights(callee);
    holders[function] = holds;
    return holds;
  }

  SymbolTable symbols;
  llvm::MapVector<Operation *,
                  SmallVector<std::pair<func::CallOp, func::FuncOp>>>
      calls;
  SmallVector<func::FuncOp> order;
  DenseSet<Operation *> seen, active, recursive;
  DenseMap<Operation *, bool> holders;
};

} // namespace

static void inlineCall(func::CallOp call, func::FuncOp callee) {
  OpBuilder builder(call);
  IRMapping mapping;
  mapping.map(callee.getArguments(), call.getOperands());
  Block &body = callee.getBody().front();
  for (Operation &op : body.without_terminator())
    builder.clone(op, mapping);
  for (auto [result, returned] :
       llvm::zip_equal(call.getResults(), body.getTerminator()->getOperands()))
    result.replaceAllUsesWith(mapping.lookupOrDefault(returned));
  call.erase();
}

bool qblock::detail::hasCallsToInline(ModuleOp module) {
  return !CallGraph(module).getInlined().empty();
}

void qblock::detail::inlineCalls(ModuleOp module) {
  llvm::SetVector<Operation *> callees;
  for (auto [call, callee] : CallGraph(module).getInlined()) {
    inlineCall(call, callee);
    callees.insert(callee);
  }
  // Callers of those that go were callees themselves and come later.
  for (Operation *callee : llvm::reverse(callees)) {
    auto function = cast<func::FuncOp>(callee);
    if (function.isPrivate() &&
        SymbolTable::symbolKnownUseEmpty(function, module))
      function.erase();
  }
}
