//===- WeightData.h - Elements of weights -----------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_WEIGHTDATA_H
#define QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_WEIGHTDATA_H

#include "mlir/IR/AsmState.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Location.h"
#include "mlir/Support/LLVM.h"
#include "qblock/Analysis/WeightAnalysis.h"
#include "qblock/Weights/WeightMap.h"

#include <memory>

namespace qblock::detail {

/// Memory for a resource. Fails, with a diagnostic at `loc`, if there is none.
mlir::FailureOr<mlir::AsmResourceBlob> allocateBlob(mlir::Location loc,
                                                    int64_t numBytes);

/// Elements of a tensor that can be written in another type. Refers to the file
/// or the attribute that it was made from.
class WeightData {
public:
  explicit WeightData(const weights::BoundTensor &bound) : bound(bound) {}

  /// The elements of a constant of f32, f16 or bf16. Fails, with a diagnostic
  /// at `loc`, if a resource has no bytes or the wrong number of them.
  static mlir::FailureOr<WeightData> fromConstant(mlir::Location loc,
                                                  mlir::ElementsAttr constant);

  /// The elements as a resource of `type`, in the order of the IR's tensor, or
  /// if `isKN`, in that of its transpose. The matrix that is meant is the
  /// stored one: the IR may show it in another shape. Fails, with a diagnostic
  /// at `loc`, if there is no memory or an element does not fit the type.
  /// The options' importance is of the columns of the result.
  mlir::FailureOr<mlir::DenseResourceElementsAttr>
  createResource(mlir::Location loc, llvm::StringRef name,
                 mlir::RankedTensorType type, bool isKN,
                 const weights::QuantizeOptions &options = {}) const;

  /// The elements as the matrix that `weight` is, [N,K] or if it says so [K,N].
  /// Files and the IR may have them in more dimensions or another order. Fails,
  /// with a diagnostic, if there is no memory.
  mlir::FailureOr<WeightData> asMatrixOf(const Weight &weight) const;

  /// The elements in binary32, or if `isKN`, those of the transpose, in `dst`
  /// of as many. Fails if one is not finite.
  Expected<void> decode(bool isKN, float *dst) const;

private:
  /// The elements, in the order of the IR's tensor, as a matrix of that shape.
  mlir::FailureOr<WeightData> regroup(mlir::Location loc, int64_t numRows,
                                      int64_t rowElems) const;

  /// The elements with dimension order[i] of `shape`, that of the IR's tensor,
  /// as dimension i, in rows of `rowElems`. Fails, with a diagnostic at `loc`,
  /// if there is no memory.
  mlir::FailureOr<WeightData> permute(mlir::Location loc,
                                      llvm::ArrayRef<int64_t> shape,
                                      llvm::ArrayRef<unsigned> order,
                                      int64_t rowElems) const;

  Expected<void> write(const format::TypeInfo &type, bool isKN, uint8_t *dst,
                       const weights::QuantizeOptions &options) const;
  Expected<void> writeSplat(const format::TypeInfo &type, bool isKN,
                            uint8_t *dst,
                            const weights::QuantizeOptions &options) const;

  weights::BoundTensor bound;
  // What `bound` points to if there is no file; shared, so that copies stay
  // valid.
  std::shared_ptr<weights::StoredTensor> tensor;
  /// The elements, if they are neither in a file nor in an attribute.
  std::shared_ptr<mlir::AsmResourceBlob> ownData;
  bool isSplat = false; ///< the data is a single element
};

} // namespace qblock::detail

#endif // QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_WEIGHTDATA_H
