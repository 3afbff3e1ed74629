//===- MarkNoAlias.cpp - Outputs that overlap nothing -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A loop that adds into memory is vectorized only if LLVM knows that the store
// changes no operand. The outliner knows, while the buffers' allocations are in
// sight; the conversion of functions drops attributes of arguments that it
// expands. This pass carries the knowledge across.
//
//===----------------------------------------------------------------------===//

#include "qblock/Pipelines/Passes.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

namespace qblock {
#define GEN_PASS_DEF_MARKNOALIAS
#include "qblock/Pipelines/Passes.h.inc"
} // namespace qblock

using namespace mlir;

namespace {
struct MarkNoAlias : qblock::impl::MarkNoAliasBase<MarkNoAlias> {
  void runOnOperation() override {
    UnitAttr unit = UnitAttr::get(&getContext());
    for (auto function : getOperation().getOps<LLVM::LLVMFuncOp>()) {
      auto pointers = function->getAttrOfType<DenseI64ArrayAttr>("no_alias");
      if (!pointers)
        continue;
      for (int64_t index : pointers.asArrayRef())
        if (index < function.getNumArguments() &&
            isa<LLVM::LLVMPointerType>(function.getArgument(index).getType()))
          function.setArgAttr(index, LLVM::LLVMDialect::getNoAliasAttrName(),
                              unit);
      function->removeAttr("no_alias");
    }
  }
};
} // namespace
