//===- LinalgOnBuffers.cpp - What becomes a kernel --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the ways to kernels for CPUs and for GPUs have in common.
//
//===----------------------------------------------------------------------===//

#include "LinalgOnBuffers.h"

#include "mlir/Dialect/Linalg/Utils/Utils.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;

linalg::LinalgOp qblock::getFill(linalg::LinalgOp op) {
  if (op.getNumReductionLoops() == 0 || op.getNumDpsInits() != 1)
    return {};
  Operation *previous = op->getPrevNode();
  while (previous &&
         (isMemoryEffectFree(previous) || isa<memref::AllocOp>(previous)))
    previous = previous->getPrevNode();
  auto fill = dyn_cast_or_null<linalg::LinalgOp>(previous);
  if (!fill || !fill.hasPureBufferSemantics() || fill.getNumDpsInits() != 1 ||
      fill.getDpsInitOperand(0)->get() != op.getDpsInitOperand(0)->get() ||
      llvm::any_of(fill.getDpsInputs(), [](Value input) {
        return isa<MemRefType>(input.getType());
      }))
    return {};
  return fill;
}

void qblock::convertStridedCopies(ModuleOp module) {
  SmallVector<memref::CopyOp> copies;
  module.walk([&](memref::CopyOp op) {
    auto source = dyn_cast<MemRefType>(op.getSource().getType());
    auto target = dyn_cast<MemRefType>(op.getTarget().getType());
    bool isStrided =
        source && target &&
        !(source.getLayout().isIdentity() && target.getLayout().isIdentity());
    if (isStrided)
      copies.push_back(op);
  });
  for (memref::CopyOp op : copies) {
    OpBuilder builder(op);
    linalg::makeMemRefCopyOp(builder, op.getLoc(), op.getSource(),
                             op.getTarget());
    op.erase();
  }
}

std::string qblock::describe(linalg::LinalgOp op) {
  std::string text;
  llvm::raw_string_ostream os(text);
  SetVector<StringRef> names;
  for (Operation &inner : op.getBlock()->without_terminator())
    names.insert(inner.getName().stripDialect());
  os << (names.empty() ? "copy" : llvm::join(names, " "));
  for (Value init : op.getDpsInits())
    if (auto type = dyn_cast<MemRefType>(init.getType())) {
      os << " -> ";
      for (int64_t size : type.getShape())
        os << (ShapedType::isDynamic(size) ? "?" : std::to_string(size)) << "x";
      os << type.getElementType();
    }
  return text;
}
