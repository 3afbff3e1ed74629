//===- ChooseTypes.h - Types within a size ----------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_CHOOSETYPES_H
#define QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_CHOOSETYPES_H

#include "WeightPlaces.h"

#include "qblock/Quantizer/TypeChoice.h"

namespace qblock::detail {

/// Gives the weights of `free`, which are among `plans`, the types of least
/// total error within the budget. It counts the weights of `plans` with the
/// types that they have and the tensors of `others`. Only types that the IR has
/// are taken. Fails, with a diagnostic, if a weight has no data to measure or
/// the budget is too small.
mlir::LogicalResult
chooseTypesWithin(const Budget &budget, mlir::Location loc,
                  llvm::ArrayRef<WeightPlan> plans,
                  llvm::ArrayRef<weights::BoundTensor> others,
                  llvm::ArrayRef<WeightPlan *> free, bool allowRequantize);

} // namespace qblock::detail

#endif // QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_CHOOSETYPES_H
