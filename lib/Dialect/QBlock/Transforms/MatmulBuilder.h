//===- MatmulBuilder.h - Any linear layer as qblock.matmul ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_MATMULBUILDER_H
#define QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_MATMULBUILDER_H

#include "mlir/IR/PatternMatch.h"
#include "qblock/Analysis/Contraction.h"
#include "qblock/Analysis/WeightAnalysis.h"

namespace qblock::detail {

/// `value` with its elements extended or truncated to the float type
/// `elementType`.
mlir::Value castElements(mlir::OpBuilder &builder, mlir::Location loc,
                         mlir::Value value, mlir::Type elementType);

/// Computes what a contraction computes by `qblock.matmul`: brings the input to
/// [..., M, K] with K in the order of the quantized weight, and the result
/// [..., M, N] back to the dimensions that the contraction has.
class MatmulBuilder {
public:
  /// `value` is the quantized weight [N,K]. The ops are inserted where
  /// `builder` stands, and the matmul gets `attributes`.
  MatmulBuilder(mlir::OpBuilder &builder, const Weight &weight,
                const WeightUse &use, mlir::Value value,
                llvm::ArrayRef<mlir::NamedAttribute> attributes);

  /// The result, in binary32.
  mlir::Value create();

private:
  bool isPlain();
  mlir::Value createInput();
  mlir::Value joinK(mlir::Value input);
  mlir::Value computeInput();
  mlir::Value createProduct(mlir::Value input);
  mlir::Value createStack(mlir::Value input);
  bool isRouted();
  llvm::ArrayRef<unsigned> getInputStackLoops();
  mlir::Value createRouted(mlir::Value input);
  void createMatrixNumbers();
  mlir::Value getMatrixNumber(mlir::Value index);
  mlir::Value createMatmul(mlir::Value input, mlir::Value rows);
  mlir::Value restoreResult(mlir::Value result);
  mlir::Value addInit(mlir::Value result);

  /// The rows of the weight that are read; of a stack, those of matrix `index`.
  mlir::Value sliceRows(mlir::Value index);
  mlir::Value permute(mlir::Value value, llvm::ArrayRef<int64_t> permutation);
  /// Splits dimension `dim` of `value`.
  mlir::Value expandDim(mlir::Value value, int64_t dim,
                        llvm::ArrayRef<int64_t> sizes);
  /// Joins `count` dimensions from `dim` on.
  mlir::Value collapseDims(mlir::Value value, int64_t dim, int64_t count);
  mlir::Value createZeros(llvm::ArrayRef<mlir::OpFoldResult> sizes);
  mlir::OpFoldResult getLoopSize(unsigned loop);

  mlir::OpBuilder &builder;
  mlir::Location loc;
  const Weight &weight;
  const WeightUse &use;
  mlir::Value value;
  llvm::ArrayRef<mlir::NamedAttribute> attributes;
  mlir::linalg::LinalgOp op;
  Factor input;
  mlir::Value ids; ///< of the matrices of a stack
  /// Loops of `op`, in its order.
  llvm::SmallVector<unsigned> mLoops, nLoops, kLoops;
};

} // namespace qblock::detail

#endif // QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_MATMULBUILDER_H
