//===- Compare.h - How two models differ ------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_QUANTIZER_COMPARE_H
#define QBLOCK_QUANTIZER_COMPARE_H

#include "qblock/Quantizer/Measure.h"

#include <string>
#include <vector>

namespace qblock {

/// A tensor of two models; null where one lacks it.
struct ComparedTensor {
  const weights::ModelTensor *a = nullptr;
  const weights::ModelTensor *b = nullptr;
  /// Why the values are not compared (missing, other shape, a type that cannot
  /// be decoded); empty if they are.
  std::string fault;
  Difference difference;
};

struct Comparison {
  std::vector<ComparedTensor> tensors; ///< those of a in order, then new ones
  Difference total;
  bool isIdentical = true; ///< all tensors, bit for bit
};

/// Compares tensor by tensor. Refers to the models.
Comparison compareModels(const weights::Model &a, const weights::Model &b);

/// Writes a table: name, types, root mean square error, the same relative to
/// the values of a, largest error, cosine, whether bits are equal. Formats and
/// endings of `path` are those of a report; totals are last if it is `-`.
Expected<void> writeComparison(const std::string &path,
                               const Comparison &comparison);

} // namespace qblock

#endif // QBLOCK_QUANTIZER_COMPARE_H
