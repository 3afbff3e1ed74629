//===- Passes.h - Conversions out of the qblock dialect ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_PASSES_H
#define QBLOCK_CONVERSION_PASSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

namespace qblock {

#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "qblock/Conversion/Passes.h.inc"

} // namespace qblock

#endif // QBLOCK_CONVERSION_PASSES_H
