//===- LoadedCode.h - Machine code in this process --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_RUNTIME_LOADEDCODE_H
#define QBLOCK_RUNTIME_LOADEDCODE_H

#include "mlir/IR/BuiltinOps.h"
#include "qblock/Target/Machine.h"

#include <memory>

namespace qblock::runtime {

/// The object that `quant-opt --emit=obj` writes, without the file: what is
/// measured and tested is what users link.
class LoadedCode {
public:
  /// Compiles a module in the LLVM dialect. What it leaves undefined is looked
  /// up in this process. Failures are reported at the module.
  static mlir::FailureOr<std::unique_ptr<LoadedCode>>
  load(mlir::ModuleOp module, const Machine &machine);
  ~LoadedCode();

  /// The C wrapper of the public function `name`, or null. Arguments that are
  /// buffers are passed by the addresses of their descriptors.
  template <typename Function>
  Function *getFunction(llvm::StringRef name) const {
    return reinterpret_cast<Function *>(lookup(name));
  }

private:
  struct Impl;
  explicit LoadedCode(std::unique_ptr<Impl> impl);
  void *lookup(llvm::StringRef name) const;
  std::unique_ptr<Impl> impl;
};

} // namespace qblock::runtime

#endif // QBLOCK_RUNTIME_LOADEDCODE_H
