//===- UseWalker.cpp - All uses of one tensor -------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Walks the uses of a tensor forward, through transposes and casts, and says of
// each what it reads and whether only a weight would be read like that.
//
//===----------------------------------------------------------------------===//

#include "UseWalker.h"

#include "Uses.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Interfaces/CallInterfaces.h"

using namespace mlir;

namespace qblock::detail {

FoundUse makeFloatUse(Operation *op, Evidence evidence, std::string reason) {
  FoundUse found{{}, evidence, false, {}};
  found.use.op = op;
  found.use.reason = std::move(reason);
  return found;
}

/// Follows a value back through views to a constant or a global.
static bool isViewOfConstant(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (isa<arith::ConstantOp, ml_program::GlobalLoadOp,
            ml_program::GlobalLoadConstOp>(op))
      return true;
    if (op->getNumOperands() == 0 || !matchView(op->getOpOperand(0)))
      return false;
    value = op->getOperand(0);
  }
  return false;
}

FoundUse UseWalker::classifyContraction(OpOperand &operand,
                                        ArrayRef<unsigned> dims) const {
  Operation *op = operand.getOwner();
  std::optional<MatmulForm> form = matchMatmul(operand);
  if (!form)
    return makeFloatUse(op, Evidence::Activation,
                        "the contraction is not of the form x[..., M, K] . "
                        "W[N, K]^T");
  FoundUse found;
  found.use.kind = WeightUse::Kind::Matmul;
  found.use.op = op;
  found.use.input = form->input;
  found.use.init = form->init;
  found.isKN = dims[form->dimK] == 0;
  found.evidence = Evidence::Weight;
  // An outer product or a single dot product: rope's angles, not a layer.
  if (llvm::is_contained(cast<ShapedType>(operand.get().getType()).getShape(),
                         1))
    found.evidence = Evidence::None;
  // Of an argument and a constant, the constant is the weight.
  if (isa<BlockArgument>(currentLeaf) && isViewOfConstant(form->input->get()))
    found.evidence = Evidence::Activation;
  return found;
}

FoundUse UseWalker::classifyExtract(tensor::ExtractOp extract,
                                    ArrayRef<unsigned> dims) const {
  OpOperand *ids = matchGatherRows(extract);
  if (!ids || dims[0] != 0)
    return makeFloatUse(extract, Evidence::None,
                        "single elements are extracted, not whole rows");
  FoundUse found{{}, Evidence::Weight, false, {}};
  found.use.kind = WeightUse::Kind::GatherRows;
  found.use.op = extract->getParentOp();
  found.use.ids = ids;
  return found;
}

FoundUse UseWalker::classify(OpOperand &operand,
                             ArrayRef<unsigned> dims) const {
  Operation *op = operand.getOwner();
  if (auto extract = dyn_cast<tensor::ExtractOp>(op))
    return classifyExtract(extract, dims);
  if (isFloatContraction(op))
    return classifyContraction(operand, dims);
  if (isa<CallOpInterface>(op))
    return makeFloatUse(op, Evidence::None, "it is passed to a call");
  return makeFloatUse(
      op, Evidence::Activation,
      ("'" + op->getName().getStringRef() + "' reads it as floats").str());
}

void UseWalker::walkView(Value value, ArrayRef<unsigned> dims) {
  for (OpOperand &operand : value.getUses()) {
    // Its answer is known before the weight changes.
    if (isa<tensor::DimOp>(operand.getOwner()) &&
        cast<ShapedType>(value.getType()).hasStaticShape())
      continue;
    if (std::optional<View> view = matchView(operand)) {
      SmallVector<unsigned, 2> viewDims;
      for (unsigned dim : view->permutation)
        viewDims.push_back(dims[dim]);
      walkView(view->result, viewDims);
      continue;
    }
    found.push_back(classify(operand, dims));
    found.back().use.value = currentLeaf;
    found.back().position = {opOrder.lookup(operand.getOwner()),
                             operand.getOperandNumber()};
  }
}

} // namespace qblock::detail
