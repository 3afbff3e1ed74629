//===- PackWeights.cpp - Bring weights into the packed layout ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A weight is packed where it comes from, or not at all: two copies of it, one
// in ggml's order, would double the memory of a model. So all that read it must
// be able to read tiles. Constants are packed by qblock-fold-constants, which
// knows how to make resources; here only ops and types change.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/TypeUtilities.h"
#include "qblock/Dialect/QBlock/IR/BlockBorders.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"
#include "qblock/Dialect/QBlock/Transforms/Passes.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

namespace qblock {
#define GEN_PASS_DEF_PACKWEIGHTS
#include "qblock/Dialect/QBlock/Transforms/Passes.h.inc"
} // namespace qblock

using namespace mlir;
using namespace qblock;

namespace {
/// The ops that read one weight, directly or in part; or why it is not packed.
struct Readers {
  SmallVector<tensor::ExtractSliceOp> slices;
  SmallVector<Operation *> matmuls;
  std::string reason;
};
} // namespace

/// The value that `weight` is a part of.
static Value getRoot(Value weight) {
  while (auto slice = weight.getDefiningOp<tensor::ExtractSliceOp>())
    weight = slice.getSource();
  return weight;
}

/// Rows of whole tiles, all of K.
static bool canBePacked(tensor::ExtractSliceOp slice) {
  RankedTensorType source = slice.getSourceType(), type = slice.getType();
  return source.getRank() == 2 && type.getRank() == 2 &&
         type.getDimSize(1) == source.getDimSize(1) &&
         isOfWholeTiles(slice, source);
}

/// Each matrix is of whole tiles.
static bool canBePacked(RoutedMatmulOp op) {
  return op.getRowsPerExpert() % format::PackedLayout::rowsPerTile == 0;
}

/// Why a value of this origin cannot be packed once; empty if it can.
static StringRef getObstacle(Value root) {
  auto argument = dyn_cast<BlockArgument>(root);
  if (!argument)
    return {};
  auto function = dyn_cast<func::FuncOp>(argument.getOwner()->getParentOp());
  if (!function || !argument.getOwner()->isEntryBlock())
    return "it is carried by a loop or a branch";
  if (function.isPrivate())
    return "it is an argument of a private function";
  return {};
}

static void collectReaders(Value weight, Readers &readers) {
  for (OpOperand &use : weight.getUses()) {
    Operation *user = use.getOwner();
    if (isa<MatmulOp>(user)) {
      readers.matmuls.push_back(user);
      continue;
    }
    auto routed = dyn_cast<RoutedMatmulOp>(user);
    if (routed && canBePacked(routed)) {
      readers.matmuls.push_back(routed);
      continue;
    }
    // These decode tiles as well as rows.
    if (isa<GatherRowsOp, DequantizeOp>(user))
      continue;
    auto slice = dyn_cast<tensor::ExtractSliceOp>(user);
    if (slice && canBePacked(slice)) {
      readers.slices.push_back(slice);
      collectReaders(slice.getResult(), readers);
      continue;
    }
    readers.reason = slice || routed
                         ? "a part of it is no whole number of tiles"
                         : ("'" + user->getName().getStringRef() +
                            "' reads it in ggml's order")
                               .str();
  }
}

static Readers findReaders(Value root) {
  Readers readers;
  auto type = cast<RankedTensorType>(root.getType());
  if (type.getRank() != 2 || !type.hasStaticShape())
    readers.reason = "it is no matrix of static shape";
  else
    readers.reason = getObstacle(root).str();
  if (readers.reason.empty())
    collectReaders(root, readers);
  return readers;
}

static RankedTensorType getPackedType(RankedTensorType type) {
  return type.clone(cast<BlockType>(type.getElementType()).getPacked());
}

namespace {
struct PackWeights : qblock::impl::PackWeightsBase<PackWeights> {
  using PackWeightsBase::PackWeightsBase;

  void runOnOperation() override {
    std::optional<Activations> chosen = symbolizeActivations(activations);
    if (!chosen) {
      getOperation().emitError("expects activations 'q8' or 'exact', but got '")
          << activations << "'";
      return signalPassFailure();
    }
    changedArguments.clear();
    llvm::SetVector<Value> roots;
    getOperation().walk([&](Operation *op) {
      if (auto matmul = dyn_cast<MatmulOp>(op))
        choose(matmul, *chosen, roots);
      else if (auto routed = dyn_cast<RoutedMatmulOp>(op))
        choose(routed, *chosen, roots);
    });
    if (keepOrder)
      return;
    for (Value root : roots)
      packRoot(root);
    if (exportPackers)
      for (auto &[function, changed] : changedArguments)
        addPacker(function, changed);
  }

private:
  /// Lets `op` say how it treats activations, and adds what it reads to `roots`
  /// if that asks for tiles.
  template <typename Op>
  static void choose(Op op, Activations chosen, llvm::SetVector<Value> &roots) {
    if (!op.getActivations())
      op.setActivations(chosen);
    auto type = dyn_cast<RankedTensorType>(op.getWeight().getType());
    auto block = type ? dyn_cast<BlockType>(type.getElementType()) : nullptr;
    if (op.getActivations() == Activations::Q8 && block && !block.isPacked() &&
        block.getPacked())
      roots.insert(getRoot(op.getWeight()));
  }

  void packRoot(Value root) {
    Readers found = findReaders(root);
    if (!found.reason.empty()) {
      ++numKept;
      if (remarks)
        emitRemark(root.getLoc())
            << "weight is not packed, so its matmuls decode it: "
            << found.reason;
      return;
    }
    ++numPacked;
    RankedTensorType type = cast<RankedTensorType>(root.getType());
    RankedTensorType packedType = getPackedType(type);
    OpBuilder builder(root.getContext());
    builder.setInsertionPointAfterValue(root);
    auto argument = dyn_cast<BlockArgument>(root);
    if (argument && packArguments) {
      changeArgument(argument, packedType);
    } else {
      auto pack = PackOp::create(builder, root.getLoc(), packedType, root);
      root.replaceAllUsesExcept(pack, pack);
    }
    for (tensor::ExtractSliceOp slice : found.slices)
      slice.getResult().setType(getPackedType(slice.getType()));
    if (remarks)
      for (Operation *op : found.matmuls) {
        if (auto matmul = dyn_cast<MatmulOp>(op))
          remarkOn(matmul);
        else
          remarkOn(cast<RoutedMatmulOp>(op));
      }
  }

  void changeArgument(BlockArgument argument, Type type) {
    auto function = cast<func::FuncOp>(argument.getOwner()->getParentOp());
    changedArguments[function].push_back(
        {argument.getArgNumber(), argument.getType()});
    argument.setType(type);
    function.setType(FunctionType::get(function.getContext(),
                                       function.getBody().getArgumentTypes(),
                                       function.getResultTypes()));
  }

  /// The arguments of a function that were changed, with the types that they
  /// had.
  using Arguments = SmallVector<std::pair<unsigned, Type>>;

  /// Adds the function that packs them.
  static void addPacker(func::FuncOp function, Arguments changed) {
    llvm::sort(changed, llvm::less_first());
    SmallVector<Type> sources, results;
    for (auto [number, type] : changed) {
      sources.push_back(type);
      results.push_back(function.getArgumentTypes()[number]);
    }
    OpBuilder builder(function->getContext());
    builder.setInsertionPointAfter(function);
    Location loc = function.getLoc();
    auto packer = func::FuncOp::create(
        builder, loc, (function.getSymName() + "_pack_weights").str(),
        builder.getFunctionType(sources, results));
    SymbolTable symbols(function->getParentOp());
    symbols.insert(packer); // The name may be taken.
    builder.setInsertionPointToStart(packer.addEntryBlock());
    SmallVector<Value> packed;
    for (auto [argument, type] :
         llvm::zip_equal(packer.getArguments(), results))
      packed.push_back(PackOp::create(builder, loc, type, argument));
    func::ReturnOp::create(builder, loc, packed);
  }

  llvm::MapVector<func::FuncOp, Arguments> changedArguments;

  template <typename Op>
  static void remarkOn(Op matmul) {
    auto weight = cast<RankedTensorType>(matmul.getWeight().getType());
    auto block = cast<BlockType>(weight.getElementType());
    int64_t packedBytes = getNumBytes(weight);
    int64_t plainBytes = getNumBytes(weight.clone(block.getUnpacked()));
    matmul.emitRemark("reads tiles of ")
        << format::PackedLayout::rowsPerTile << " rows, " << packedBytes
        << " bytes against " << plainBytes << " in ggml's order, activations "
        << stringifyActivations(*matmul.getActivations());
  }
};
} // namespace
