//===- Budget.h - The best types within a size ------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_QUANTIZER_BUDGET_H
#define QBLOCK_QUANTIZER_BUDGET_H

#include "qblock/Quantizer/QuantizeModel.h"
#include "qblock/Quantizer/TypeChoice.h"

namespace qblock {

/// As `planModel`, without a scheme: the types of all weights that no rule
/// keeps and no option settles are those of least total error within the
/// budget, which counts the whole file: metadata and padding, or the elements
/// of all tensors. Candidates are `candidateTypes`, the error `measureErrors`.
/// Fails if even the smallest types take more.
Expected<ModelPlan> planWithin(const Budget &budget,
                               const weights::Model &model,
                               const QuantizeModelOptions &options);

} // namespace qblock

#endif // QBLOCK_QUANTIZER_BUDGET_H
