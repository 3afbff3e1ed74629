/* Packs weights on the device, once, and multiplies by them. The bytes are those of
   the host's packing.
   usage: pack_weights DRIVER */

#include "packed.h"
#include "qblock-c/Device.h"
#include "qblock-c/Weights.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { columns = 256, maxBytes = 1 << 16 };

/* A matrix in the memory of the device. */
static void *copyToDevice(const void *bytes, int64_t numBytes) {
  void *memory = qblock_device_alloc(numBytes);
  qblock_device_write(memory, bytes, numBytes);
  return memory;
}

static qblock_i8_2d describe(void *memory, int64_t rows, int64_t bytesPerRow) {
  qblock_i8_2d matrix = {
      memory, memory, 0, {rows, bytesPerRow}, {bytesPerRow, 1}};
  return matrix;
}

/* Blocks of `rows` rows: any bytes, but small scales where `scaleByte` is the upper
   byte of one. */
static qblock_i8_2d makeWeight(const char *format, int64_t rows,
                               int64_t scaleByte, uint8_t *raw) {
  int64_t rawBytes;
  qblockGetWeightBytes(format, rows, columns, &rawBytes, NULL);
  int64_t bytesPerRow = rawBytes / rows;
  for (int64_t i = 0; i < rawBytes; ++i)
    raw[i] = (uint8_t)(rand() >> 7);
  for (int64_t row = 0; row < rows; ++row)
    raw[row * bytesPerRow + scaleByte] = 0x20;
  return describe(copyToDevice(raw, rawBytes), rows, bytesPerRow);
}

static void compare(const char *format, int64_t rows, const uint8_t *raw,
                    const qblock_i8_2d *packed) {
  static uint8_t expected[maxBytes], bytes[maxBytes];
  int64_t rawBytes, packedBytes;
  qblockGetWeightBytes(format, rows, columns, &rawBytes, &packedBytes);
  QblockStatus status = qblockPackWeights(format, rows, columns, raw, rawBytes,
                                          expected, packedBytes);
  qblock_device_read(bytes, packed->aligned + packed->offset, packedBytes);
  printf("%s: %d bytes, %s\n", format,
         (int)(packed->sizes[0] * packed->strides[0]),
         status == QBLOCK_OK && !memcmp(bytes, expected, packedBytes)
             ? "as by the host"
             : "other ones");
}

int main(int argc, char **argv) {
  static uint8_t rawV[maxBytes], rawW[maxBytes];
  char message[256];
  qblock_device *device = qblock_device_open(argc > 1 ? argv[1] : NULL, 0,
                                             message, sizeof(message));
  if (!device)
    return 1;
  srand(20261126);
  /* Scales stand first in a block of q4_K, d and dmin, and last in one of q6_K. */
  qblock_i8_2d v = makeWeight("q4_K", 32, 1, rawV);
  qblock_i8_2d w = makeWeight("q6_K", 40, 209, rawW);
  qblock_layer_pack_weights_results packed;
  _mlir_ciface_layer_pack_weights(&packed, &v, &w);
  compare("q4_K", 32, rawV, &packed.result0);
  compare("q6_K", 40, rawW, &packed.result1);

  float ones[columns], z[40];
  for (int i = 0; i < columns; ++i)
    ones[i] = 1.0f;
  void *x = copyToDevice(ones, sizeof(ones));
  qblock_f32_2d input = {x, x, 0, {1, columns}, {columns, 1}};
  qblock_layer_results products;
  _mlir_ciface_layer(&products, &input, &packed.result0, &packed.result1);
  qblock_device_read(z, products.result1.aligned, sizeof(z));

  /* A row of q6_K, by its formula: codes are 4 bits and 2 bits, biased by 32. */
  const uint8_t *block = rawW + 39 * 210;
  double sum = 0;
  for (int i = 0; i < columns; ++i) {
    int half = i / 128, j = i % 128, low = half * 64 + j % 64;
    int code = (block[low] >> (j / 64 * 4) & 15) |
               (block[128 + half * 32 + j % 32] >> (j / 32 * 2) & 3) << 4;
    sum += (double)(code - 32) * (int8_t)block[192 + i / 16];
  }
  /* Binary16 with an exponent of 8 - 15. */
  double scale = (1024 + block[208]) / 1024.0 / 128;
  double error = z[39] - sum * scale;
  printf("the last row is %s\n",
         error * error < 1e-3 * (1 + sum * sum * scale * scale) ? "right"
                                                              : "wrong");
  qblock_device_close(device);
  return 0;
}
