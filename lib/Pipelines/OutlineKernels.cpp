//===- OutlineKernels.cpp - One function for equal linalg ops ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A front end writes out all layers of a model in one function. Lowered to
// loops that is one function of tens of thousands of instructions, on which
// LLVM's passes take minutes (their time grows faster than the function),
// though only a few dozen loop nests are different. Moving them out makes
// functions that are small and shared.
//
//===----------------------------------------------------------------------===//

#include "LinalgOnBuffers.h"
#include "qblock/Pipelines/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/MemRef/Utils/MemRefUtils.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/MapVector.h"

namespace qblock {
#define GEN_PASS_DEF_OUTLINEKERNELS
#include "qblock/Pipelines/Passes.h.inc"
} // namespace qblock

using namespace mlir;

//===----------------------------------------------------------------------===//
// Which buffers overlap
//===----------------------------------------------------------------------===//

/// The buffer that `view` shows a part of.
static Value getRoot(Value view) {
  return memref::skipViewLikeOps(cast<MemrefValue>(view));
}

/// True if `root` is memory that existed before the function ran or an
/// allocation: then it is not another allocation under a different name.
static bool isKnownMemory(Value root) {
  if (auto argument = dyn_cast<BlockArgument>(root))
    return isa<func::FuncOp>(argument.getOwner()->getParentOp()) &&
           argument.getOwner()->isEntryBlock();
  return root.getDefiningOp<memref::AllocOp>() ||
         root.getDefiningOp<memref::GetGlobalOp>();
}

static bool isDisjoint(Value output, ValueRange operands) {
  Value root = getRoot(output);
  if (!root.getDefiningOp<memref::AllocOp>())
    return false;
  return llvm::all_of(operands, [&](Value other) {
    if (other == output || !isa<BaseMemRefType>(other.getType()))
      return true;
    Value otherRoot = getRoot(other);
    return otherRoot != root && isKnownMemory(otherRoot);
  });
}

/// Positions of the element pointers of disjoint outputs when memref arguments
/// are expanded to (allocated, aligned, offset, sizes..., strides...).
static SmallVector<int64_t> getNoAliasPositions(linalg::LinalgOp op,
                                                ValueRange arguments) {
  SmallVector<int64_t> positions;
  int64_t position = 0;
  for (Value argument : arguments) {
    auto type = dyn_cast<MemRefType>(argument.getType());
    int64_t uses = llvm::count(op->getOperands(), argument);
    if (type && uses == 1 && llvm::is_contained(op.getDpsInits(), argument) &&
        isDisjoint(argument, arguments))
      positions.push_back(position + 1);
    position += type ? 3 + 2 * type.getRank() : 1;
  }
  return positions;
}

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

namespace {
/// What an op reads from the function around it.
struct Captures {
  SetVector<Value> arguments;
  SetVector<Operation *> constants; ///< to be repeated inside
};

/// The functions made so far.
class KernelLibrary {
public:
  explicit KernelLibrary(ModuleOp module) : symbols(module) {}

  /// An equal function, or `kernel` itself, which then joins the module.
  func::FuncOp unique(func::FuncOp kernel) {
    SmallVector<func::FuncOp> &candidates = kernels[kernel.getFunctionType()];
    for (func::FuncOp candidate : candidates) {
      if (candidate->getAttr("no_alias") != kernel->getAttr("no_alias") ||
          !OperationEquivalence::isRegionEquivalentTo(
              &candidate.getBody(), &kernel.getBody(),
              OperationEquivalence::IgnoreLocations))
        continue;
      kernel.erase();
      return candidate;
    }
    symbols.insert(kernel);
    candidates.push_back(kernel);
    ++numKernels;
    return kernel;
  }

  int64_t numKernels = 0;

private:
  SymbolTable symbols;
  llvm::MapVector<Type, SmallVector<func::FuncOp>> kernels;
};
} // namespace

static Captures collectCaptures(ArrayRef<linalg::LinalgOp> ops) {
  SetVector<Value> values;
  for (linalg::LinalgOp op : ops) {
    values.insert(op->operand_begin(), op->operand_end());
    getUsedValuesDefinedAbove(op->getRegions(), values);
  }
  Captures captures;
  for (Value value : values) {
    Operation *definition = value.getDefiningOp();
    if (definition && definition->hasTrait<OpTrait::ConstantLike>())
      captures.constants.insert(definition);
    else
      captures.arguments.insert(value);
  }
  return captures;
}

/// A function, in no module yet, that does what `ops` do. The last of them is
/// what it is there for.
static func::FuncOp createKernel(ArrayRef<linalg::LinalgOp> ops,
                                 const Captures &captures) {
  linalg::LinalgOp op = ops.back();
  OpBuilder builder(op.getContext());
  ValueRange arguments = captures.arguments.getArrayRef();
  auto type = builder.getFunctionType(arguments.getTypes(), TypeRange());
  auto kernel =
      func::FuncOp::create(builder, op.getLoc(), "qblock_kernel", type);
  kernel.setPrivate();
  // Else LLVM would undo the work for kernels that are used once.
  kernel->setAttr("passthrough", builder.getStrArrayAttr({"noinline"}));
  SmallVector<int64_t> noAlias = getNoAliasPositions(op, arguments);
  if (!noAlias.empty())
    kernel->setAttr("no_alias", builder.getDenseI64ArrayAttr(noAlias));

  Block *entry = kernel.addEntryBlock();
  builder.setInsertionPointToStart(entry);
  IRMapping mapping;
  mapping.map(arguments, entry->getArguments());
  for (Operation *constant : captures.constants)
    builder.clone(*constant, mapping);
  for (linalg::LinalgOp each : ops)
    builder.clone(*each, mapping);
  func::ReturnOp::create(builder, op.getLoc());
  return kernel;
}

static void outline(ArrayRef<linalg::LinalgOp> ops, KernelLibrary &library) {
  Captures captures = collectCaptures(ops);
  func::FuncOp kernel = library.unique(createKernel(ops, captures));
  linalg::LinalgOp op = ops.back();
  OpBuilder builder(op);
  func::CallOp::create(builder, op.getLoc(), kernel,
                       captures.arguments.getArrayRef());
  for (linalg::LinalgOp each : llvm::reverse(ops))
    each->erase();
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

namespace {
struct OutlineKernels : qblock::impl::OutlineKernelsBase<OutlineKernels> {
  void runOnOperation() override {
    qblock::convertStridedCopies(getOperation());
    SmallVector<SmallVector<linalg::LinalgOp, 2>> groups;
    auto collect = [&](Block &block) {
      for (auto op : block.getOps<linalg::LinalgOp>()) {
        if (!op.hasPureBufferSemantics())
          continue;
        linalg::LinalgOp fill = qblock::getFill(op);
        if (fill && !groups.empty() && groups.back().back() == fill)
          groups.back().push_back(op);
        else
          groups.push_back({op});
      }
    };
    for (auto function : getOperation().getOps<func::FuncOp>())
      for (Block &block : function.getBody()) {
        collect(block);
        for (auto tiles : block.getOps<scf::ForallOp>())
          collect(*tiles.getBody());
      }
    KernelLibrary library(getOperation());
    for (ArrayRef<linalg::LinalgOp> ops : groups) {
      outline(ops, library);
      numOps += ops.size();
    }
    numKernels += library.numKernels;
  }
};
} // namespace
