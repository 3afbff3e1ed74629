//===- ExternalData.h - Data that compiled code reads in place --*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_RUNTIME_EXTERNALDATA_H
#define QBLOCK_RUNTIME_EXTERNALDATA_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "qblock/Runtime/Executor.h"

namespace qblock::runtime {

/// The symbols of external data and the bytes they stand for.
class ExternalData {
public:
  struct Symbol {
    std::string name;
    const uint8_t *data;
  };
  llvm::ArrayRef<Symbol> symbols() const { return list; }

  /// Adds a symbol. Copies the bytes if they are less aligned than
  /// `bytesPerElem`.
  void add(std::string name, const WeightBytes &bytes, unsigned bytesPerElem);

private:
  std::vector<Symbol> list;
  std::vector<std::shared_ptr<const void>> owners;
};

/// Turns bound arguments of `entry`, globals, resources and large constants of
/// the module into reads of external symbols. Reports what has no data.
mlir::LogicalResult externalizeData(mlir::ModuleOp module,
                                    mlir::func::FuncOp entry,
                                    const WeightBinder &bindWeight,
                                    ExternalData &data);

} // namespace qblock::runtime

#endif // QBLOCK_RUNTIME_EXTERNALDATA_H
