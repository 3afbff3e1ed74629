//===- TableRules.cpp - Roles of the tables ---------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The first and the last matrix of a language model have a row for each token.
// Which table that is shows in where its row numbers come from; the output is
// then known by its width.
//
//===----------------------------------------------------------------------===//

#include "FunctionRules.h"

#include "AxisView.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "llvm/ADT/DenseSet.h"

using namespace mlir;

namespace qblock::detail {

using recipe::Role;

/// What a loop carries comes from what it starts with.
static Value stripLoops(Value value) {
  Operation *loop = value.getDefiningOp();
  unsigned number = 0;
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    loop = argument.getOwner()->getParentOp();
    number = argument.getArgNumber();
    if (auto forOp = dyn_cast_or_null<scf::ForOp>(loop))
      number -= std::min(number, forOp.getNumInductionVars());
  } else if (loop) {
    number = cast<OpResult>(value).getResultNumber();
  }
  auto loopLike = dyn_cast_or_null<LoopLikeOpInterface>(loop);
  return loopLike && number < loopLike.getInits().size()
             ? loopLike.getInits()[number]
             : value;
}

namespace {

/// Follows row numbers back to where they come from.
class TokenIdTracer {
public:
  /// True if the values are numbers from the caller and, but for arithmetic
  /// with constants, nothing else: positions are counted in the function or are
  /// constants.
  static bool areTokenIds(ValueRange values) {
    TokenIdTracer tracer;
    return llvm::all_of(values, [&](Value v) { return tracer.visit(v); }) &&
           tracer.readsArgument;
  }

private:
  bool visit(Value value) {
    if (!seen.insert(value).second)
      return true;
    if (seen.size() > maxSteps)
      return false;
    value = stripReshapes(value);
    if (Value start = stripLoops(value); start != value)
      return visit(start);
    if (auto argument = dyn_cast<BlockArgument>(value)) {
      readsArgument = true;
      return argument.getOwner()->isEntryBlock();
    }
    Operation *op = value.getDefiningOp();
    if (matchPattern(op, m_Constant()) || isa<linalg::FillOp>(op))
      return true;
    // What brings them in, in a dialect that is not loaded.
    if (!op->isRegistered())
      return op->getNumOperands() != 0 && visit(op->getOperand(0));
    if (isa<tensor::EmptyOp>(op))
      return true;
    if (isa<tensor::ExtractSliceOp, tensor::InsertSliceOp, tensor::ConcatOp>(
            op))
      return visitTensors(op->getOperands());
    auto generic = dyn_cast<linalg::LinalgOp>(op);
    bool isElementwise =
        generic && generic.getNumParallelLoops() == generic.getNumLoops() &&
        !generic.hasIndexSemantics();
    return isElementwise && visitTensors(generic.getDpsInputs());
  }

  bool visitTensors(ValueRange values) {
    return llvm::all_of(values, [&](Value value) {
      return !isa<ShapedType>(value.getType()) || visit(value);
    });
  }

  static constexpr size_t maxSteps = 32;
  llvm::SmallDenseSet<Value> seen;
  bool readsArgument = false;
};

} // namespace

/// The tensors that the numbers are computed from.
static SmallVector<Value> getTensors(const RowNumbers &numbers) {
  SmallVector<Value> tensors(numbers.tensors.begin(), numbers.tensors.end());
  for (const RowNumbers::Source &source : numbers.sources)
    tensors.push_back(source.value);
  return tensors;
}

/// Rule `tied`: a table that the model multiplies by as well. Rule `token-ids`:
/// else the largest table that is read at row numbers from the caller.
TokenTable FunctionRules::findTokenTable() {
  TokenTable table;
  for (const Weight &weight : weights) {
    bool isGathered = false, hasTokenIds = false, isMultiplied = false;
    for (const WeightUse &use : weight.uses) {
      if (!function->isProperAncestor(use.op))
        continue;
      isMultiplied |= use.kind == WeightUse::Kind::Matmul;
      isGathered |= use.kind == WeightUse::Kind::GatherRows;
      hasTokenIds |= use.kind == WeightUse::Kind::GatherRows &&
                     TokenIdTracer::areTokenIds(getTensors(*use.numbers));
    }
    if (!isGathered || (!isMultiplied && !hasTokenIds))
      continue;
    int64_t mostRows = table.weight ? table.weight->numRows : 0;
    if (std::make_pair(isMultiplied, weight.numRows) >
        std::make_pair(table.isTied, mostRows))
      table = {&weight, isMultiplied};
  }
  if (table.weight)
    claim(table.weight - weights.data(), Role::TokenEmbd, std::nullopt,
          table.isTied ? "tied" : "token-ids");
  return table;
}

/// True if all that is read of `value` are its first `numColumns` columns.
static bool isCutTo(Value value, int64_t numColumns) {
  if (value.use_empty())
    return false;
  return llvm::all_of(value.getUsers(), [&](Operation *user) {
    auto slice = dyn_cast<tensor::ExtractSliceOp>(user);
    if (slice && slice.getStaticSizes().back() == numColumns)
      return slice.getStaticOffsets().back() == 0;
    Value view =
        user->getNumOperands() ? getViewResult(user->getOpOperand(0)) : Value();
    return view && isCutTo(view, numColumns);
  });
}

/// Rule `vocabulary-width`: the last layer without a role that has a row for
/// each token; more, if those are cut off. Without a
/// token table, rule `widest-last`: the last layer of a model with attention,
/// if it is wider than all others.
void FunctionRules::claimOutput(const Weight *tokenTable) {
  std::optional<unsigned> last;
  int64_t widest = 0;
  for (auto [index, node] : llvm::enumerate(graph.nodes)) {
    if (!node.weight)
      continue;
    const Weight &weight = weights[*node.weight];
    if (!roles.claims[*node.weight])
      last = index;
    else
      widest = std::max(widest, weight.numRows / weight.numExperts);
  }
  if (!last)
    return;
  const Weight &output = weights[*graph.nodes[*last].weight];
  unsigned index = &output - weights.data();
  bool isLast = *last + 1 == graph.nodes.size();
  if (tokenTable) {
    if ((output.numRows == tokenTable->numRows ||
         (isLast &&
          isCutTo(graph.nodes[*last].op->getResult(0), tokenTable->numRows))) &&
        output.rowElems == tokenTable->rowElems)
      claim(index, Role::Output, std::nullopt, "vocabulary-width");
    return;
  }
  if (!attentions.empty() && isLast && output.numRows > widest)
    claim(index, Role::Output, std::nullopt, "widest-last");
}

} // namespace qblock::detail
