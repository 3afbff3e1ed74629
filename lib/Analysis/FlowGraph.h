//===- FlowGraph.h - Which contractions feed which --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_ANALYSIS_FLOWGRAPH_H
#define QBLOCK_LIB_ANALYSIS_FLOWGRAPH_H

#include "qblock/Analysis/WeightAnalysis.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"

#include <optional>

namespace qblock::detail {

/// What happened to the result of a contraction on its way to a value.
enum TraceFlags : uint8_t {
  Nonlinear = 1,   ///< it, or a part of it, went through an activation function
  Exponential = 2, ///< through exp: a softmax or a sigmoid
  Permuted = 4,    ///< its dimensions were reordered
};

/// A contraction whose result a value depends on without another contraction in
/// between.
struct Trace {
  unsigned node;
  mlir::Operation *slice = nullptr; ///< the first slice taken of the result
  uint8_t flags = 0;

  bool operator==(const Trace &other) const {
    return node == other.node && slice == other.slice && flags == other.flags;
  }
};

/// All contractions that a value depends on in that way.
struct Flow {
  llvm::SmallVector<Trace, 2> traces; ///< one for each node and slice
  /// There are too many to tell apart: the residual stream of a deep model.
  bool isMixed = false;

  bool empty() const { return traces.empty() && !isMixed; }
  /// The only node in the flow.
  std::optional<unsigned> getOnlyNode() const;
  /// The slice that all traces share; null if there is none.
  mlir::Operation *getOnlySlice() const;
  /// The union of the flags.
  uint8_t getFlags() const;
};

/// A contraction: a linear layer, or a product of two activations.
struct Node {
  mlir::Operation *op;
  std::optional<unsigned> weight; ///< index of the layer's weight
  /// Of a layer: what its input is computed from, before it was reshaped.
  llvm::SmallVector<mlir::Value, 1> inputs;
  Flow lhs; ///< of the first factor, or of the layer's input
  Flow rhs; ///< of the second factor of a product
  /// Of a product: the indexing maps of what the factors read.
  mlir::AffineMap lhsMap, rhsMap;
};

/// An elementwise product of a layer's result that went through an activation
/// function with a result that did not. `gate` and `up` may be slices of one
/// layer's result.
/// An op that is a whole attention: of a dialect that fuses it.
struct FusedAttention {
  unsigned node;
  Flow query, key, value;
};

struct Gating {
  unsigned gate, up;
};

/// The contractions of one function in program order.
struct FlowGraph {
  llvm::SmallVector<Node, 0> nodes;
  llvm::SmallVector<Gating> gatings;
  llvm::SmallVector<FusedAttention, 0> fusedAttentions;
};

/// Builds the graph in one pass over the function's ops.
FlowGraph buildFlowGraph(mlir::Operation *function,
                         llvm::ArrayRef<Weight> weights);

/// Follows a value back through ops that only reshape it.
mlir::Value stripReshapes(mlir::Value value);

} // namespace qblock::detail

#endif // QBLOCK_LIB_ANALYSIS_FLOWGRAPH_H
