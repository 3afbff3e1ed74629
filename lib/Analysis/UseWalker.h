//===- UseWalker.h - All uses of one tensor ---------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_ANALYSIS_USEWALKER_H
#define QBLOCK_LIB_ANALYSIS_USEWALKER_H

#include "AxisView.h"

#include "qblock/Analysis/WeightAnalysis.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "qblock/Analysis/Contraction.h"
#include "llvm/ADT/SmallBitVector.h"

namespace qblock::detail {

/// What a use says about the tensor it reads.
enum class Evidence {
  Weight,     ///< only a weight is read like this
  None,       ///< either may be read like this
  Activation, ///< an activation is read like this
};

/// A use with what the search needs to know of it.
struct FoundUse {
  WeightUse use;
  Evidence evidence;
  /// The dimensions of the weight that this use sums over, or that make a row.
  llvm::SmallBitVector kDims;
  /// Where in the module: the op and its operand.
  std::pair<unsigned, unsigned> position;
};

/// Walks all uses of one candidate, through views of it.
class UseWalker {
public:
  explicit UseWalker(const llvm::DenseMap<mlir::Operation *, unsigned> &opOrder)
      : opOrder(opOrder) {}

  void walk(mlir::Value leaf) {
    currentLeaf = leaf;
    walkView(leaf,
             AxisView(llvm::cast<mlir::RankedTensorType>(leaf.getType())));
  }

  /// The uses in program order.
  llvm::SmallVector<FoundUse> takeUses() {
    llvm::sort(found, [](const FoundUse &a, const FoundUse &b) {
      return a.position < b.position;
    });
    return std::move(found);
  }

private:
  void walkView(mlir::Value value, const AxisView &view);
  /// Follows the matrices that a lookup copies of a stack; false if it does
  /// not.
  bool walkStackGather(mlir::tensor::ExtractOp extract, const AxisView &view);
  FoundUse classify(mlir::OpOperand &operand, const AxisView &view) const;
  FoundUse classifyContraction(mlir::OpOperand &operand, const AxisView &view,
                               const Contraction &contraction) const;
  FoundUse classifyExtract(mlir::tensor::ExtractOp extract,
                           const AxisView &view) const;
  /// Who would read the weight like `use`, apart from its form.
  Evidence judge(const FoundUse &use, const Factor &input) const;

  const llvm::DenseMap<mlir::Operation *, unsigned> &opOrder;
  mlir::Value currentLeaf;
  llvm::SmallVector<FoundUse> found;
};

/// A use that needs the elements as they are.
FoundUse makeFloatUse(mlir::Operation *op, Evidence evidence,
                      std::string reason);

} // namespace qblock::detail

#endif // QBLOCK_LIB_ANALYSIS_USEWALKER_H
