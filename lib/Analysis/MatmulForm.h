//===- MatmulForm.h - Contractions as linear layers -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_ANALYSIS_MATMULFORM_H
#define QBLOCK_LIB_ANALYSIS_MATMULFORM_H

#include "AxisView.h"

#include "qblock/Analysis/Contraction.h"
#include "qblock/Support/Expected.h"
#include "llvm/ADT/SmallBitVector.h"

namespace qblock::detail {

/// Sees `contraction` as a linear layer whose weight, stored with `type`, is
/// `operand`, and returns which of the stored dimensions make K. Sets the parts
/// of `use` that tell how the loops read the weight. An error says in words
/// what stands against it.
Expected<llvm::SmallBitVector>
matchMatmul(const Contraction &contraction, mlir::OpOperand &operand,
            const AxisView &view, mlir::RankedTensorType type, WeightUse &use);

/// What stands against reading rows of a weight as `use` does, if its stored
/// dimensions are put in the order `weight.order`; empty if nothing does.
std::string checkRows(const Weight &weight, const WeightUse &use);

} // namespace qblock::detail

#endif // QBLOCK_LIB_ANALYSIS_MATMULFORM_H
