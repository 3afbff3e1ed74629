//===- InitialValues.h - What products are added to -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOGPU_INITIALVALUES_H
#define QBLOCK_CONVERSION_QBLOCKTOGPU_INITIALVALUES_H

#include "qblock/Dialect/QBlock/IR/QBlockOps.h"

namespace qblock {

/// Where a kernel finds what it adds its product to, instead of in its result:
/// arrays of f32 without gaps, of which one may be missing.
struct InitialValue {
  mlir::Value matrix; ///< as the result, or the result itself: a residual
  mlir::Value row;    ///< the same for all rows of the result: a bias
  mlir::Operation
      *writer; ///< brings them to the result, which is not needed then
  /// End the life of a source before the op, and have to come after it then.
  llvm::SmallVector<mlir::Operation *> ends = {};
};

/// Of the result `index` of an op on buffers, if it is only brought there for
/// the op; none if that cannot be shown.
std::optional<InitialValue> findInitialValue(PackedMatmulOp op, unsigned index);

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOGPU_INITIALVALUES_H
