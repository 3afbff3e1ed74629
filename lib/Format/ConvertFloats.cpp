//===- ConvertFloats.cpp - Types without blocks -----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Conversion to 16 bits, as loops that the compiler can turn into vector code:
// no branches, and all results of the special cases are computed and selected.
//
//===----------------------------------------------------------------------===//

#include "Quantizers.h"

using namespace qblock;
using namespace qblock::format;

template <typename Convert>
static void convertAll(const float *src, uint8_t *dst, int64_t numElems,
                       Convert convert) {
  for (int64_t i = 0; i != numElems; ++i) {
    uint16_t bits = convert(src[i]);
    std::memcpy(dst + sizeof(bits) * i, &bits, sizeof(bits));
  }
}

void format::convertToF16(const float *src, uint8_t *dst, int64_t numElems) {
  convertAll(src, dst, numElems, [](float v) { return floatToF16(v); });
}

void format::convertToBF16(const float *src, uint8_t *dst, int64_t numElems) {
  convertAll(src, dst, numElems, [](float v) { return floatToBF16(v); });
}
