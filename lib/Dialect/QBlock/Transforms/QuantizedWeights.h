//===- QuantizedWeights.h - Weights of a quantized module -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_QUANTIZEDWEIGHTS_H
#define QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_QUANTIZEDWEIGHTS_H

#include "qblock/Quantizer/Report.h"

#include "mlir/IR/BuiltinOps.h"

#include <vector>

namespace qblock::detail {

/// A row for each weight that ops of the dialect read in `module`, in program
/// order; none if there are no such ops.
std::vector<ReportRow> findQuantizedWeights(mlir::ModuleOp module);

} // namespace qblock::detail

#endif // QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_QUANTIZEDWEIGHTS_H
