//===- main.cpp - A program that calls compiled layers ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// No library of ours and none of LLVM's is needed: layer.o is complete.
//
//===----------------------------------------------------------------------===//

#include "layer.h"

#include <cstdio>
#include <cstdlib>
#include <vector>

int main() {
  constexpr int64_t rows = 3, columns = 256;
  std::vector<float> x(rows * columns, 1.0f);
  qblock_f32_2d input = {x.data(), x.data(), 0, {rows, columns}, {columns, 1}};
  qblock_f32_2d result;
  _mlir_ciface_layer(&result, &input);
  const float *y = result.aligned + result.offset;
  for (int64_t row = 0; row < result.sizes[0]; ++row)
    std::printf("y[%d, 0] = %g\n", int(row), y[row * result.strides[0]]);
  std::free(result.allocated);
}
