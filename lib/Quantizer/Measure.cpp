//===- Measure.cpp - What quantizing a tensor costs -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sums over millions of elements depend on their order. Rows are cut into
// ranges of a fixed length, each summed on its own in double, and the sums of
// the ranges are added in order: one result, however many threads there are.
//
//===----------------------------------------------------------------------===//

#include "qblock/Quantizer/Measure.h"

#include "qblock/Format/Format.h"
#include "qblock/Format/Quantize.h"
#include "qblock/Support/Parallel.h"

#include <algorithm>
#include <cmath>
#include <cstring>

using namespace qblock;
using format::TypeInfo;
using weights::ModelTensor;

/// Rows of a range: enough work for a thread, little memory.
static int64_t rowsPerRange(const ModelTensor &tensor) {
  constexpr int64_t elemsPerRange = 1 << 16;
  return std::max<int64_t>(1, elemsPerRange / tensor.rowElems());
}

/// Calls `body(range, firstRow, numRows)` for all ranges, in parallel.
template <typename Body>
static void forEachRange(const ModelTensor &tensor, Body body) {
  int64_t grain = rowsPerRange(tensor);
  parallelFor(tensor.numRows(), grain, [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; row += grain)
      body(row / grain, row, std::min(grain, end - row));
  });
}

static int64_t numRanges(const ModelTensor &tensor) {
  int64_t grain = rowsPerRange(tensor);
  return (tensor.numRows() + grain - 1) / grain;
}

/// The error of one row.
static double rowError(const float *x, const float *decoded,
                       const float *importance, int64_t numElems) {
  double sum = 0;
  for (int64_t i = 0; i < numElems; ++i) {
    double error = double(x[i]) - double(decoded[i]);
    sum += (importance ? double(importance[i]) : 1.0) * (error * error);
  }
  return sum;
}

Expected<std::vector<double>>
qblock::measureErrors(const ModelTensor &tensor,
                      const std::vector<const TypeInfo *> &types,
                      const float *importance) {
  int64_t rowElems = tensor.rowElems();
  int64_t rowsPerExpert = tensor.numRows() / tensor.numExperts();
  size_t numTypes = types.size();
  std::vector<double> sums(numRanges(tensor) * numTypes);
  forEachRange(tensor, [&](int64_t range, int64_t firstRow, int64_t numRows) {
    std::vector<float> x(numRows * rowElems), decoded(rowElems);
    std::vector<uint8_t> bytes(rowElems * sizeof(float) * 2);
    weights::readRows(tensor, firstRow, numRows, x.data());
    for (int64_t row = 0; row < numRows; ++row) {
      const float *slice =
          importance ? importance + (firstRow + row) / rowsPerExpert * rowElems
                     : nullptr;
      const float *elems = x.data() + row * rowElems;
      for (size_t t = 0; t < numTypes; ++t) {
        // Its bytes are copied.
        if (types[t] == tensor.type)
          continue;
        format::quantizeRows(*types[t], elems, bytes.data(), 1, rowElems,
                             slice);
        format::decodeRow(*types[t], bytes.data(), decoded.data(), rowElems);
        sums[range * numTypes + t] +=
            rowError(elems, decoded.data(), slice, rowElems);
      }
    }
  });
  weights::releasePages(tensor);
  std::vector<double> errors(numTypes);
  for (size_t i = 0; i < sums.size(); ++i)
    errors[i % numTypes] += sums[i];
  for (double error : errors)
    if (!std::isfinite(error))
      return makeError("tensor " + tensor.name +
                       ": its error cannot be measured; it has weights that "
                       "are not finite or too large");
  return errors;
}

//===----------------------------------------------------------------------===//
// Comparing
//===----------------------------------------------------------------------===//

void Difference::add(const Difference &other) {
  squaredError += other.squaredError;
  squaredA += other.squaredA;
  squaredB += other.squaredB;
  product += other.product;
  maxError = std::max(maxError, other.maxError);
  numElems += other.numElems;
  numNonFinite += other.numNonFinite;
  isIdentical &= other.isIdentical;
}

double Difference::rootMeanSquare() const {
  return numElems ? std::sqrt(squaredError / double(numElems)) : 0;
}

double Difference::relative() const {
  return squaredError == 0 ? 0 : std::sqrt(squaredError / squaredA);
}

double Difference::cosine() const {
  if (squaredA == 0 && squaredB == 0)
    return 1;
  return product / std::sqrt(squaredA * squaredB);
}

static Difference compareElems(const std::vector<float> &a,
                               const std::vector<float> &b) {
  Difference difference;
  for (size_t i = 0; i < a.size(); ++i) {
    if (!std::isfinite(a[i]) || !std::isfinite(b[i])) {
      ++difference.numNonFinite;
      continue;
    }
    double x = a[i], y = b[i], error = x - y;
    difference.squaredError += error * error;
    difference.squaredA += x * x;
    difference.squaredB += y * y;
    difference.product += x * y;
    difference.maxError = std::max(difference.maxError, std::fabs(error));
  }
  difference.numElems = int64_t(a.size()) - difference.numNonFinite;
  return difference;
}

/// True if the stored rows are the same bytes of the same type.
static bool hasSameBytes(const ModelTensor &a, const ModelTensor &b,
                         int64_t firstRow, int64_t numRows) {
  if (a.type != b.type || a.parts.size() != 1 || b.parts.size() != 1)
    return false;
  int64_t rowBytes = format::rowBytes(*a.type, a.rowElems());
  for (int64_t row = firstRow; row < firstRow + numRows; ++row)
    if (std::memcmp(a.parts[0].rowData(row), b.parts[0].rowData(row),
                    rowBytes) != 0)
      return false;
  return true;
}

Difference qblock::compareTensors(const ModelTensor &a, const ModelTensor &b) {
  std::vector<Difference> ranges(numRanges(a));
  int64_t rowElems = a.rowElems();
  forEachRange(a, [&](int64_t range, int64_t firstRow, int64_t numRows) {
    std::vector<float> x(numRows * rowElems), y(x.size());
    weights::readRows(a, firstRow, numRows, x.data());
    weights::readRows(b, firstRow, numRows, y.data());
    ranges[range] = compareElems(x, y);
    ranges[range].isIdentical = hasSameBytes(a, b, firstRow, numRows);
  });
  weights::releasePages(a);
  weights::releasePages(b);
  Difference total;
  for (const Difference &range : ranges)
    total.add(range);
  return total;
}
