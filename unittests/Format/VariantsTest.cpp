//===- VariantsTest.cpp - All machines write the same bytes -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Golden.h"
#include "Quantizers.h"
#include "qblock/Format/Quantize.h"

#include "gtest/gtest.h"

using namespace qblock;
using namespace qblock::format;
using namespace qblock::test;

// Quantizers.h is that of the baseline here; `quantizeRows` takes the widest
// vectors that this machine has.
TEST(Variants, BaselineAndHostWriteTheSameBytes) {
  Matrix<float> src = readFloats("input_f32.npy");
  Matrix<float> importance = readFloats("imatrix.npy");
  ArrayView<NamedQuantizer> quantizers = listQuantizers();
  for (const Format &row : allFormats()) {
    const NamedQuantizer &baseline = quantizers[&row - allFormats().data()];
    ASSERT_EQ(baseline.name, row.name);
    int64_t numBytes = rowBytes(typeOf(row), src.elemsPerRow);
    std::vector<uint8_t> expected(numBytes), actual(numBytes);
    for (const float *weights :
         {(const float *)nullptr,
          (const float *)importance.elems.data()})
      for (int64_t i = 0; i != src.numRows; ++i) {
        baseline.quantizer(row, src.row(i), expected.data(), src.elemsPerRow,
                           weights);
        quantizeRows(typeOf(row), src.row(i), actual.data(), 1,
                     src.elemsPerRow, weights);
        EXPECT_EQ(actual, expected) << row.name << " row " << i;
      }
  }
}
