//===- DeviceNumbers.h - Numbers that the host need not read ----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_PIPELINES_DEVICENUMBERS_H
#define QBLOCK_LIB_PIPELINES_DEVICENUMBERS_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SetVector.h"

namespace qblock {

/// Numbers that follow from elements of a public function's arguments that
/// nothing writes, as a position or an id does, and of constants. Kernels can
/// read these elements themselves.
class DeviceNumbers {
public:
  /// Of a module that has no launches yet which read such arguments.
  explicit DeviceNumbers(mlir::ModuleOp module);

  /// True if `value` is such a number, or a view whose place depends on one.
  bool contains(mlir::Value value);

  /// True if a kernel that is launched for certain checks what `assertion` does.
  bool isRepeated(mlir::Operation *assertion) const {
    return asserted.contains(assertion);
  }

  /// What a kernel in place of `op` has to repeat to have `values`, in order:
  /// constants, the ops that make such numbers, and assertions on the same
  /// elements that come before. What is neither, and what the ops read, is added
  /// to `arguments`.
  llvm::SmallVector<mlir::Operation *>
  collect(mlir::Operation *op, mlir::ValueRange values,
          llvm::SetVector<mlir::Value> &arguments);

  /// Erases what nobody needs on the host any more.
  void eraseUnused();

private:
  struct Slice;

  bool isRepeatable(mlir::Operation *op);
  void collectLoads(mlir::Value value,
                    llvm::SetVector<mlir::Operation *> &loads);
  void addAssertions(mlir::Operation *op,
                     const llvm::SetVector<mlir::Operation *> &loads,
                     Slice &slice);

  llvm::DenseMap<mlir::Value, bool> known;
  llvm::SetVector<mlir::Operation *> repeated; ///< in kernels
  llvm::SetVector<mlir::Operation *> asserted; ///< the same, of assertions
};

} // namespace qblock

#endif // QBLOCK_LIB_PIPELINES_DEVICENUMBERS_H
