//===- DeviceNumbers.cpp - Numbers that the host need not read --*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A host that reads a position waits for all work before, and what it launches
// then holds for that position only. So kernels read it: steps that differ by
// nothing else are the same launches, which a graph can repeat.
//
//===----------------------------------------------------------------------===//

#include "DeviceNumbers.h"

#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/MemRef/Utils/MemRefUtils.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace qblock;

//===----------------------------------------------------------------------===//
// Which numbers
//===----------------------------------------------------------------------===//

/// True if `use` reads at most. Views are for their own uses to tell.
static bool isReading(OpOperand &use) {
  Operation *user = use.getOwner();
  return TypeSwitch<Operation *, bool>(user)
      .Case<memref::LoadOp, memref::DimOp, memref::ExtractStridedMetadataOp>(
          [](auto) { return true; })
      .Case(
          [&](memref::CopyOp copy) { return &use == &copy.getSourceMutable(); })
      .Case([&](linalg::LinalgOp op) { return op.isDpsInput(&use); })
      .Default(false);
}

static bool isOnlyRead(Value buffer) {
  return llvm::all_of(buffer.getUses(), [](OpOperand &use) {
    if (isa<ViewLikeOpInterface>(use.getOwner()))
      return llvm::all_of(use.getOwner()->getResults(), isOnlyRead);
    return isReading(use);
  });
}

/// An element of an argument or of a constant that has the same value during a
/// call.
static bool isConstantInCall(memref::LoadOp op) {
  Value base = memref::skipViewLikeOps(cast<MemrefValue>(op.getMemRef()));
  if (auto get = base.getDefiningOp<memref::GetGlobalOp>()) {
    auto global = SymbolTable::lookupNearestSymbolFrom<memref::GlobalOp>(
        get, get.getNameAttr());
    // Data outside of the module are weights.
    return global && (global.getConstant() || global.isExternal());
  }
  auto argument = dyn_cast<BlockArgument>(base);
  if (!argument || !argument.getOwner()->isEntryBlock())
    return false;
  auto function = dyn_cast<func::FuncOp>(argument.getOwner()->getParentOp());
  return function && function.isPublic() && isOnlyRead(argument);
}

// Launches do not tell what they read: loads are looked at before. Not those of
// what becomes kernels, which will be erased.
DeviceNumbers::DeviceNumbers(ModuleOp module) {
  module.walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (isa<linalg::LinalgOp, gpu::GPUModuleOp>(op) ||
        op->hasAttr(QBlockDialect::kIndependentAttrName))
      return WalkResult::skip();
    if (auto load = dyn_cast<memref::LoadOp>(op))
      known[load.getResult()] = isConstantInCall(load);
    return WalkResult::advance();
  });
}

/// By values alone, whatever memory holds.
bool DeviceNumbers::isRepeatable(Operation *op) {
  return op->getNumRegions() == 0 && op->getNumResults() == 1 && isPure(op) &&
         llvm::any_of(op->getOperands(),
                      [&](Value operand) { return contains(operand); });
}

bool DeviceNumbers::contains(Value value) {
  Operation *definition = value.getDefiningOp();
  if (!definition)
    return false;
  auto [found, isNew] = known.try_emplace(value, false);
  if (!isNew)
    return found->second;
  bool isNumber = isRepeatable(definition);
  return known[value] = isNumber;
}

//===----------------------------------------------------------------------===//
// What kernels repeat
//===----------------------------------------------------------------------===//

/// The ops that make some values, in the order of their operands.
struct DeviceNumbers::Slice {
  DeviceNumbers &numbers;
  SetVector<Value> &arguments;
  SetVector<Operation *> ops;

  void add(Value value) {
    Operation *definition = value.getDefiningOp();
    if (definition && definition->hasTrait<OpTrait::ConstantLike>()) {
      ops.insert(definition);
      return;
    }
    if (!numbers.contains(value)) {
      arguments.insert(value);
      return;
    }
    if (ops.contains(definition))
      return;
    for (Value operand : definition->getOperands())
      add(operand);
    ops.insert(definition);
  }
};

/// The loads that `value` follows from.
void DeviceNumbers::collectLoads(Value value, SetVector<Operation *> &loads) {
  if (!contains(value))
    return;
  Operation *definition = value.getDefiningOp();
  if (isa<memref::LoadOp>(definition))
    loads.insert(definition);
  for (Value operand : definition->getOperands())
    collectLoads(operand, loads);
}

/// Adds assertions on one of `loads` that come before `op`, and what they
/// check.
void DeviceNumbers::addAssertions(Operation *op,
                                  const SetVector<Operation *> &loads,
                                  Slice &slice) {
  if (!isa<func::FuncOp>(op->getParentOp()))
    addAssertions(op->getParentOp(), loads, slice);
  for (Operation &before :
       llvm::make_range(op->getBlock()->begin(), op->getIterator())) {
    auto assertion = dyn_cast<cf::AssertOp>(before);
    SetVector<Operation *> checked;
    if (assertion)
      collectLoads(assertion.getArg(), checked);
    if (llvm::none_of(checked,
                      [&](Operation *load) { return loads.contains(load); }))
      continue;
    slice.add(assertion.getArg());
    slice.ops.insert(assertion);
  }
}

SmallVector<Operation *> DeviceNumbers::collect(Operation *op,
                                                ValueRange values,
                                                SetVector<Value> &arguments) {
  Slice slice = {*this, arguments, {}};
  SetVector<Operation *> loads;
  for (Value value : values)
    collectLoads(value, loads);
  // Without them, an element out of range would be an address out of range.
  if (!loads.empty())
    addAssertions(op, loads, slice);
  for (Value value : values)
    slice.add(value);
  for (Operation *each : slice.ops) {
    if (!isa<cf::AssertOp>(each))
      repeated.insert(each);
    else if (each->getBlock() == op->getBlock())
      asserted.insert(each);
  }
  return slice.ops.takeVector();
}

void DeviceNumbers::eraseUnused() {
  for (Operation *op : asserted)
    op->erase();
  asserted.clear();
  for (bool isChanged = true; isChanged;) {
    isChanged = false;
    repeated.remove_if([&](Operation *op) {
      if (!isOpTriviallyDead(op))
        return false;
      op->erase();
      return isChanged = true;
    });
  }
}
