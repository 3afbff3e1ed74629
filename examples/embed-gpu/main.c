/*===- main.c - A program that calls a compiled layer on a GPU ----*- C -*-===*\
|*
|* Part of the qblock project, under the Apache License v2.0 with LLVM
|* Exceptions. See LICENSE for license information.
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
|*
\*===----------------------------------------------------------------------===*/

#include "layer.h"
#include "qblock-c/Device.h"

#include <stdio.h>

enum { rows = 3, columns = 256 };

int main(int argc, char **argv) {
  char message[256];
  qblock_device *device = qblock_device_open(argc > 1 ? argv[1] : NULL, 0,
                                             message, sizeof(message));
  if (!device) {
    fprintf(stderr, "embed-gpu: error: %s\n", message);
    return 1;
  }
  printf("%s\n", qblock_device_name(device));

  float x[rows * columns];
  for (int i = 0; i < rows * columns; ++i)
    x[i] = 1.0f;
  float *memory = qblock_device_alloc(sizeof(x));
  qblock_device_write(memory, x, sizeof(x));
  qblock_f32_2d input = {memory, memory, 0, {rows, columns}, {columns, 1}};
  qblock_f32_2d result;
  _mlir_ciface_layer(&result, &input);

  for (int64_t row = 0; row < result.sizes[0]; ++row) {
    float y;
    qblock_device_read(
        &y, result.aligned + result.offset + row * result.strides[0],
        sizeof(y));
    printf("y[%d, 0] = %g\n", (int)row, y);
  }
  qblock_device_free(result.allocated);
  qblock_device_free(memory);
  qblock_device_close(device);
  return 0;
}
