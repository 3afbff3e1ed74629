//===- WeightAnalysis.h - Weights of a module and their uses ----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_ANALYSIS_WEIGHTANALYSIS_H
#define QBLOCK_ANALYSIS_WEIGHTANALYSIS_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/Value.h"
#include "qblock/Analysis/RowNumbers.h"
#include "qblock/Recipe/Role.h"

#include <optional>
#include <string>

namespace qblock::weights {
class WeightMap;
} // namespace qblock::weights

namespace qblock {

/// What weight maps and reports call an argument: `arg3`.
std::string getArgumentSymbol(unsigned argNumber);

/// Where the elements of a weight come from.
enum class SourceKind {
  Argument, ///< an argument of a public function
  Constant, ///< arith.constant, dense or dense_resource
  Global,   ///< ml_program.global, extern or with a value
};

/// A run over one dimension of a weight as it is stored: `size` indices that
/// are `stride` apart.
struct WeightAxis {
  unsigned dim = 0;
  int64_t size = 0;
  int64_t stride = 1;
  /// If set, the indices are those in a tensor, and the run is over that
  /// dimension of it.
  std::optional<unsigned> gatherDim = std::nullopt;
};

/// What a loop or a dimension runs over, outermost first.
using WeightAxes = llvm::SmallVector<WeightAxis, 2>;

/// Appends `axes` to `into`; runs that continue one another become one.
void joinAxes(WeightAxes &into, llvm::ArrayRef<WeightAxis> axes);

/// Part of one dimension of a weight as it is stored.
struct WeightSlice {
  unsigned dim = 0;
  mlir::OpFoldResult offset;
  int64_t size = 0;
};

/// One reading of a weight W[N,K].
struct WeightUse {
  enum class Kind {
    Matmul,     ///< op computes init + input . W^T
    GatherRows, ///< op copies rows ids[...] of W
    Float,      ///< needs the elements as they are: the weight stays float
  };
  Kind kind = Kind::Float;
  mlir::Operation *op = nullptr;
  /// The one of the weight's values that is read.
  mlir::Value value;
  /// Float: why the elements are needed, in words for a report.
  std::string reason;
  /// Matmul: the operand of the contraction `op` that is the weight, and for
  /// each loop of `op` what it runs over. Loops that the sum is over run over
  /// K, others over N or over the matrices of a stack.
  mlir::OpOperand *weight = nullptr;
  llvm::SmallVector<WeightAxes, 0> loopAxes;
  /// Matmul: the loops over a stack, outermost first.
  llvm::SmallVector<unsigned, 2> stackLoops;
  /// Matmul: the op whose result holds the matrices of a stack that `numbers`
  /// tell; null if the stack is read whole.
  mlir::Operation *stackGather = nullptr;
  /// Matmul: the rows that are read, if not all.
  llvm::SmallVector<WeightSlice, 0> slices;
  /// GatherRows, or the matrices of a stack: which ones; a number out of range
  /// is an error at run time. The body of a lookup of rows may do more than
  /// copy what `extract` reads.
  std::optional<RowNumbers> numbers;
  mlir::Operation *extract = nullptr;

  /// The dimension of the weight that counts the matrices of a stack.
  std::optional<unsigned> getStackDim() const {
    if (stackGather)
      return 0;
    if (stackLoops.empty())
      return std::nullopt;
    return loopAxes[stackLoops.front()].front().dim;
  }
};

/// A tensor that is a constant of the model and is read as a matrix.
struct Weight {
  SourceKind source = SourceKind::Argument;
  /// The values that stand for the weight: the argument, the constants that
  /// share one attribute, or the loads of the global. Never empty.
  llvm::SmallVector<mlir::Value> values;
  /// What the weight is called in the IR: `arg3`, the global's symbol, a
  /// resource key, or `constantN` for a dense constant.
  std::string symbol;
  /// Argument number, for SourceKind::Argument.
  unsigned argNumber = 0;
  mlir::RankedTensorType type; ///< as stored in the IR
  /// The stored dimensions in the order [N..., K...] of the quantized weight.
  llvm::SmallVector<unsigned, 3> order;
  unsigned numKDims = 1; ///< how many of `order` make K
  /// True if the IR holds [K...,N...]: rows of the quantized weight are columns
  /// here.
  bool isKN = false;
  /// True if the IR holds them in neither order.
  bool isScattered = false;
  int64_t numRows = 0;  ///< N
  int64_t rowElems = 0; ///< K
  /// Matrices in a stack that a contraction reads side by side; N counts the
  /// rows of all.
  int64_t numExperts = 1;
  llvm::SmallVector<WeightUse, 0> uses;

  /// GGUF-style name for reports and recipes (`blk.3.attn_q.weight`), else the
  /// symbol.
  std::string name;
  recipe::Role role = recipe::Role::Other;
  std::optional<int64_t> layer;
  /// How the role is known: `attribute`, `map`, `name`, or the dataflow rule.
  std::string how;

  /// True if all uses can read blocks.
  bool isQuantizable() const;
  mlir::Location getLoc() const { return values.front().getLoc(); }
};

/// Facts of the model that recipes ask for, inferred where the dataflow shows
/// them (0 where it does not).
struct InferredFacts {
  int64_t layers = 0;
  int64_t heads = 0;
  int64_t kvHeads = 0;
  int64_t experts = 0;
  bool tied = false; ///< the token table is the output matrix as well
};

/// All weight matrices of a module, in the order of first appearance (arguments
/// by number, then constants and globals by position), with roles and layers.
class WeightAnalysis {
public:
  /// Follows every contraction and row lookup in `module` to constants of the
  /// model. Roles come from, in this order: `qblock.role`/`qblock.layer`
  /// attributes on the argument, constant or global (or the use); names in
  /// `map` (may be null); names in the IR (global symbols, resource keys,
  /// argument name locations); dataflow. Two sources that disagree are a
  /// warning at the weight that names both.
  WeightAnalysis(mlir::ModuleOp module, const weights::WeightMap *map);

  llvm::ArrayRef<Weight> weights() const { return list; }
  llvm::MutableArrayRef<Weight> weights() { return list; }
  const InferredFacts &facts() const { return inferred; }

private:
  llvm::SmallVector<Weight, 0> list;
  InferredFacts inferred;
};

} // namespace qblock

#endif // QBLOCK_ANALYSIS_WEIGHTANALYSIS_H
