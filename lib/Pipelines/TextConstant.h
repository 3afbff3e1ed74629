//===- TextConstant.h - Text that compiled code points to -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_PIPELINES_TEXTCONSTANT_H
#define QBLOCK_LIB_PIPELINES_TEXTCONSTANT_H

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/SymbolTable.h"

namespace qblock {

/// Constant bytes of the module, ended by a NUL, under this name or one like it
/// that is not taken.
inline mlir::LLVM::GlobalOp createTextConstant(mlir::OpBuilder &builder,
                                               mlir::Location loc,
                                               mlir::SymbolTable &symbols,
                                               const llvm::Twine &name,
                                               llvm::StringRef text) {
  std::string bytes = text.str();
  bytes.push_back('\0');
  auto type = mlir::LLVM::LLVMArrayType::get(builder.getI8Type(), bytes.size());
  auto global = mlir::LLVM::GlobalOp::create(
      builder, loc, type, /*isConstant=*/true, mlir::LLVM::Linkage::Internal,
      name.str(), builder.getStringAttr(bytes));
  symbols.insert(global);
  return global;
}

} // namespace qblock

#endif // QBLOCK_LIB_PIPELINES_TEXTCONSTANT_H
