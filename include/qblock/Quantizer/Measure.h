//===- Measure.h - What quantizing a tensor costs ---------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_QUANTIZER_MEASURE_H
#define QBLOCK_QUANTIZER_MEASURE_H

#include "qblock/Support/Expected.h"
#include "qblock/Weights/Model.h"

#include <vector>

namespace qblock {

/// The sum over all elements of importance[column] * (x - x')^2, with x' the
/// element after quantizing and decoding, for each of `types`; importance 1
/// without data, and 0 for the tensor's own type. `importance` has a slice for
/// each expert. The result does not depend on the number of threads. Each row
/// is decoded once.
Expected<std::vector<double>>
measureErrors(const weights::ModelTensor &tensor,
              const std::vector<const format::TypeInfo *> &types,
              const float *importance);

/// How two tensors of one shape differ, a taken as the truth.
struct Difference {
  double squaredError = 0; ///< sum of (a - b)^2
  double squaredA = 0, squaredB = 0, product = 0;
  double maxError = 0;
  int64_t numElems = 0;
  int64_t numNonFinite = 0; ///< pairs left out of the sums
  bool isIdentical = true;  ///< the same type and bytes

  void add(const Difference &other);
  double rootMeanSquare() const;
  double relative() const; ///< to the root mean square of a; 0 if both are 0
  double cosine() const;   ///< 1 if both are 0
};

/// Compares decoded values; both types must be decodable and shapes equal.
Difference compareTensors(const weights::ModelTensor &a,
                          const weights::ModelTensor &b);

} // namespace qblock

#endif // QBLOCK_QUANTIZER_MEASURE_H
