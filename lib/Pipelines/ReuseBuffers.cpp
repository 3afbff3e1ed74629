//===- ReuseBuffers.cpp - Fewer, longer-lived allocations -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each op of a model has its own buffers after bufferization, and large ones go
// back to the operating system when they are freed: on long inputs a third of
// the time went into pages that the next layer asked for again. The layers of a
// transformer have the same shapes, so a buffer that is done with serves the
// next allocation of its type and sizes in the same block.
//
//===----------------------------------------------------------------------===//

#include "qblock/Pipelines/Passes.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "llvm/ADT/MapVector.h"

namespace qblock {
#define GEN_PASS_DEF_REUSEBUFFERS
#include "qblock/Pipelines/Passes.h.inc"
} // namespace qblock

using namespace mlir;

namespace {
/// What two buffers have in common that can stand for each other.
using Shape = std::tuple<Type, SmallVector<Value>, Attribute>;

struct ReuseBuffers : qblock::impl::ReuseBuffersBase<ReuseBuffers> {
  void runOnOperation() override {
    getOperation()->walk([&](Block *block) { reuseIn(*block); });
  }

private:
  void reuseIn(Block &block) {
    // The deallocations seen so far of buffers that were allocated here.
    SmallVector<std::pair<Shape, memref::DeallocOp>> unused;
    for (Operation &op : llvm::make_early_inc_range(block)) {
      if (auto dealloc = dyn_cast<memref::DeallocOp>(op)) {
        auto alloc = dealloc.getMemref().getDefiningOp<memref::AllocOp>();
        if (alloc && alloc->getBlock() == &block)
          unused.push_back({getShape(alloc), dealloc});
        continue;
      }
      auto alloc = dyn_cast<memref::AllocOp>(op);
      if (!alloc || !isFreedIn(alloc, block))
        continue;
      Shape shape = getShape(alloc);
      // The one freed last is most likely in the cache.
      auto found = llvm::find_if(llvm::reverse(unused), [&](const auto &entry) {
        return entry.first == shape;
      });
      if (found == unused.rend())
        continue;
      memref::DeallocOp dealloc = found->second;
      unused.erase(std::prev(found.base()));
      alloc.replaceAllUsesWith(dealloc.getMemref());
      dealloc.erase();
      alloc.erase();
      ++numReused;
    }
  }

  static Shape getShape(memref::AllocOp alloc) {
    return {alloc.getType(), SmallVector<Value>(alloc.getDynamicSizes()),
            alloc.getAlignmentAttr()};
  }

  /// A buffer that leaves the block, as a result does, must be one of its own.
  static bool isFreedIn(memref::AllocOp alloc, Block &block) {
    return llvm::any_of(alloc->getUsers(), [&](Operation *user) {
      return isa<memref::DeallocOp>(user) && user->getBlock() == &block;
    });
  }
};
} // namespace
