//===- Decode.cpp - From blocks to binary32 ---------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The reference decoder: every lowering is tested against it. It knows rows, no
// formats. A block is decoded in two steps, all quants to bytes and then groups
// of elements that share their scale and min, so that both are plain loops. The
// order of operations is that of the formula in Format.h; this file must be
// compiled without contraction of products and sums.
//
//===----------------------------------------------------------------------===//

#include "Floats.h"
#include "OtherDecoders.h"
#include "qblock/Format/Codes.h"
#include "qblock/Format/Format.h"

#include <algorithm>
#include <cassert>

using namespace qblock;
using namespace qblock::format;

float format::decodeF16(uint16_t bits) { return f16ToFloat(bits); }
float format::decodeBF16(uint16_t bits) { return bf16ToFloat(bits); }
uint16_t format::encodeF16(float value) { return floatToF16(value); }
uint16_t format::encodeBF16(float value) { return floatToBF16(value); }

namespace {

/// What is the same for all blocks of a row, prepared once.
class BlockDecoder {
public:
  explicit BlockDecoder(const Format &row);
  void decode(const uint8_t *block, float *dst) const;

private:
  static constexpr unsigned maxElemsPerBlock = 256;

  void decodeGroup(const uint8_t *quants, float scale, float min,
                   float *dst) const;
  template <typename Quant>
  void scaleGroup(const uint8_t *quants, float scale, float min, float *dst,
                  Quant quant) const;

  const Format &row;
  unsigned elemsPerGroup; ///< elements that share both scale and min
  int32_t signBit;        ///< flipped, then subtracted: extends the sign
  int32_t offset;
  float levels[256]; ///< the table of a Lookup quant as floats
};

} // namespace

BlockDecoder::BlockDecoder(const Format &row) : row(row) {
  assert(row.elemsPerBlock <= maxElemsPerBlock && "block buffer too small");
  elemsPerGroup = row.elemsPerBlock;
  for (const Code *code : {&row.subScale, &row.subMin})
    if (*code)
      elemsPerGroup = std::min<unsigned>(elemsPerGroup, code->elemsPerCode);
  unsigned width = row.quant.widthBits();
  signBit = row.quant.kind == CodeKind::Signed ? 1 << (width - 1) : 0;
  offset = signBit + row.quant.bias;
  if (row.quant.kind == CodeKind::Lookup)
    std::copy_n(row.quant.table, size_t(1) << width, levels);
}

template <typename Quant>
void BlockDecoder::scaleGroup(const uint8_t *quants, float scale, float min,
                              float *dst, Quant quant) const {
  switch (row.minKind) {
  case MinKind::None:
    for (unsigned i = 0; i != elemsPerGroup; ++i)
      dst[i] = scale * quant(quants[i]);
    return;
  case MinKind::Add:
    for (unsigned i = 0; i != elemsPerGroup; ++i)
      dst[i] = scale * quant(quants[i]) + min;
    return;
  case MinKind::Subtract:
    for (unsigned i = 0; i != elemsPerGroup; ++i)
      dst[i] = scale * quant(quants[i]) - min;
    return;
  }
}

void BlockDecoder::decodeGroup(const uint8_t *quants, float scale, float min,
                               float *dst) const {
  if (row.quant.kind == CodeKind::Lookup)
    return scaleGroup(quants, scale, min, dst,
                      [this](uint8_t raw) { return levels[raw]; });
  int32_t flip = signBit, subtract = offset;
  scaleGroup(quants, scale, min, dst, [flip, subtract](uint8_t raw) {
    return float((int32_t(raw) ^ flip) - subtract);
  });
}

void BlockDecoder::decode(const uint8_t *block, float *dst) const {
  uint8_t quants[maxElemsPerBlock];
  uint8_t subScales[maxElemsPerBlock], subMins[maxElemsPerBlock];
  unpackCodes(row.quant, row.elemsPerBlock, block, quants);
  unpackCodes(row.subScale, numCodes(row, row.subScale), block, subScales);
  unpackCodes(row.subMin, numCodes(row, row.subMin), block, subMins);
  float scale =
      row.scale ? codeValue(row.scale, readCode(row.scale, block, 0)) : 1.0f;
  float min = row.min ? codeValue(row.min, readCode(row.min, block, 0)) : 0.0f;

  for (unsigned elem = 0; elem != row.elemsPerBlock; elem += elemsPerGroup) {
    float groupScale = scale, groupMin = min;
    if (row.subScale)
      groupScale *=
          codeValue(row.subScale, subScales[elem / row.subScale.elemsPerCode]);
    if (row.subMin)
      groupMin *=
          codeValue(row.subMin, subMins[elem / row.subMin.elemsPerCode]);
    decodeGroup(quants + elem, groupScale, groupMin, dst + elem);
  }
}

static uint16_t load16(const uint8_t *bytes) {
  return uint16_t(bytes[0] | bytes[1] << 8);
}

/// The plain types that can be read as binary32.
enum class PlainFloat { None, F32, F16, BF16 };

static PlainFloat plainFloat(const TypeInfo &type) {
  if (type.name == "f32")
    return PlainFloat::F32;
  if (type.name == "f16")
    return PlainFloat::F16;
  if (type.name == "bf16")
    return PlainFloat::BF16;
  return PlainFloat::None;
}

static void decodePlain(PlainFloat kind, const uint8_t *src, float *dst,
                        int64_t numElems) {
  switch (kind) {
  case PlainFloat::F32:
    std::memcpy(dst, src, numElems * sizeof(float));
    return;
  case PlainFloat::F16:
    for (int64_t i = 0; i != numElems; ++i)
      dst[i] = f16ToFloat(load16(src + 2 * i));
    return;
  case PlainFloat::BF16:
    for (int64_t i = 0; i != numElems; ++i)
      dst[i] = bf16ToFloat(load16(src + 2 * i));
    return;
  case PlainFloat::None:
    assert(false && "the type has no decoder");
  }
}

bool format::canDecode(const TypeInfo &type) {
  return type.row || plainFloat(type) != PlainFloat::None ||
         findRowDecoder(type);
}

void format::decodeRow(const TypeInfo &type, const uint8_t *src, float *dst,
                       int64_t numElems) {
  assert(numElems % type.elemsPerBlock == 0 && "whole blocks");
  if (RowDecoder decode = findRowDecoder(type))
    return decode(src, dst, numElems);
  if (!type.row)
    return decodePlain(plainFloat(type), src, dst, numElems);
  BlockDecoder decoder(*type.row);
  for (int64_t elem = 0; elem != numElems; elem += type.elemsPerBlock) {
    decoder.decode(src, dst + elem);
    src += type.bytesPerBlock;
  }
}
