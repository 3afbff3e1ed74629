//===- GlobalTensor.h - Tensors that have a symbol --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_ANALYSIS_GLOBALTENSOR_H
#define QBLOCK_ANALYSIS_GLOBALTENSOR_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/SymbolTable.h"

namespace qblock {

/// A tensor that a module holds under a symbol: an `ml_program.global`, or a
/// `util.global` of IREE, for which IREE's dialects need not be loaded.
class GlobalTensor {
public:
  GlobalTensor() = default;

  /// Null if `op` is no global of a ranked tensor.
  static GlobalTensor from(mlir::Operation *op);
  /// The global that `op` loads whole. Null if it is no such load.
  static GlobalTensor loadedBy(mlir::Operation *op,
                               mlir::SymbolTableCollection &symbols);

  explicit operator bool() const { return op != nullptr; }
  mlir::Operation *getOperation() const { return op; }
  llvm::StringRef getName() const;
  mlir::RankedTensorType getType() const;
  bool isMutable() const;
  /// The elements; null if they are elsewhere.
  mlir::ElementsAttr getElements() const;

  /// Gives it another type and elements of that type.
  void setElements(mlir::ElementsAttr elements);
  /// Gives it another type; the elements stay elsewhere, under the same name.
  /// Fails, with a diagnostic, if what names them cannot have another type.
  mlir::LogicalResult setExternType(mlir::RankedTensorType type);

private:
  explicit GlobalTensor(mlir::Operation *op) : op(op) {}
  bool isOfMLProgram() const;

  mlir::Operation *op = nullptr;
};

} // namespace qblock

#endif // QBLOCK_ANALYSIS_GLOBALTENSOR_H
