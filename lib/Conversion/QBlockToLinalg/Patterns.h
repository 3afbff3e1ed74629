//===- Patterns.h - Pieces of the lowering to storage -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOLINALG_PATTERNS_H
#define QBLOCK_CONVERSION_QBLOCKTOLINALG_PATTERNS_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Transforms/DialectConversion.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"

#include <tuple>

namespace qblock {

/// Tensors of blocks become the i8 tensors of their bytes.
class StorageTypeConverter : public mlir::TypeConverter {
public:
  StorageTypeConverter();
};

/// True for a type whose element type is a block type, and for the block type
/// itself.
bool hasBlocks(mlir::Type type);

/// Reports every op of the module that has blocks and cannot be lowered, so
/// that the patterns need not fail: ops without a form on bytes, buffers,
/// slices inside a block, constants without their bytes.
mlir::LogicalResult verifyLowerable(mlir::ModuleOp module);

/// The private functions that matmuls call, made on demand: one for each type
/// of weight and symbol table.
class MatmulKernels {
public:
  /// The function (x[?, K], w, init[?, N]) -> init + x . w^T for weights of
  /// logical type `weight`, in the symbol table around `user`.
  mlir::FlatSymbolRefAttr get(mlir::OpBuilder &builder, mlir::Operation *user,
                              mlir::RankedTensorType weight);
  /// Its type.
  static mlir::FunctionType getType(mlir::RankedTensorType weight);

  /// Counted while patterns run.
  int64_t numMatmuls = 0;
  int64_t getNumKernels() const { return kernels.size(); }

  /// What sorts the rows of routed matmuls, (order, starts): by block, numbers
  /// and how many matrices there are.
  llvm::DenseMap<std::tuple<mlir::Block *, mlir::Value, int64_t>,
                 std::pair<mlir::Value, mlir::Value>>
      routes;

private:
  using Key = std::pair<mlir::Operation *, mlir::Type>;
  llvm::MapVector<Key, mlir::FlatSymbolRefAttr> kernels;
};

/// Constants, globals, slices and other ops that only carry blocks.
void populateCarrierPatterns(mlir::RewritePatternSet &patterns,
                             const StorageTypeConverter &converter);
/// dequantize, gather_rows, quantize, from_storage and to_storage.
void populateComputePatterns(mlir::RewritePatternSet &patterns,
                             const StorageTypeConverter &converter);
/// With `keepsRaw`, kernels read weights in ggml's order too.
void populateMatmulPatterns(mlir::RewritePatternSet &patterns,
                            const StorageTypeConverter &converter,
                            MatmulKernels &kernels, bool keepsRaw);

void populateRoutedMatmulPatterns(mlir::RewritePatternSet &patterns,
                                  const StorageTypeConverter &converter,
                                  MatmulKernels &kernels);

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOLINALG_PATTERNS_H
