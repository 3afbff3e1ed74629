//===- Codebooks.cpp - Formats whose codes stand for patterns ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The formats below three bits store, for four or eight elements at once, the
// number of a pattern in a list, and the signs apart. They are read, so that
// files that hold them can be looked at, compared and converted; finding the
// best patterns takes searches of another kind, which are not here.
//
// A block is 256 elements, handled in groups of 32; each step of arithmetic is
// rounded on its own, in the reference's order.
//
//===----------------------------------------------------------------------===//

#include "Floats.h"
#include "OtherDecoders.h"

#include "Codebooks.inc"

using namespace qblock;
using namespace qblock::format;

static constexpr unsigned elemsPerBlock = 256, elemsPerGroup = 32;
static constexpr unsigned numGroups = elemsPerBlock / elemsPerGroup;

// What the fields of the patterns stand for.
static constexpr float levels2[] = {8, 25, 43, 0};
static constexpr float levels3Small[] = {4, 12, 20, 28, 36, 44, 52, 62};
static constexpr float levels3[] = {1, 3, 5, 7, 9, 11, 13, 15};
static constexpr float levels1[] = {-1, 0, 1, 0};
/// All levels of iq1 are shifted by this, up or down.
static constexpr float shift1 = 0.125f;

static uint16_t load16(const uint8_t *bytes) {
  return uint16_t(bytes[0] | bytes[1] << 8);
}

static uint32_t load32(const uint8_t *bytes) {
  return load16(bytes) | uint32_t(load16(bytes + 2)) << 16;
}

/// Seven signs; the eighth makes the number of negative ones even.
static uint8_t completeSigns(uint32_t seven) {
  seven &= 127;
  return uint8_t(seven | uint32_t(__builtin_parity(seven)) << 7);
}

/// `numElems` elements scale * level, bit i of `signs` negates element i.
template <unsigned numElems, unsigned bits>
static void writeSigned(float scale, uint16_t pattern, const float *levels,
                        uint32_t signs, float *dst) {
  for (unsigned i = 0; i != numElems; ++i) {
    float level = levels[pattern >> bits * i & ((1u << bits) - 1)];
    float value = scale * level;
    dst[i] = signs >> i & 1 ? -value : value;
  }
}

static void writeEight(float scale, uint16_t pattern, uint32_t signs,
                       float *dst) {
  writeSigned<8, 2>(scale, pattern, levels2, signs, dst);
}

static void decodeBlock2xxs(const uint8_t *block, float *dst) {
  float d = f16ToFloat(load16(block));
  for (unsigned group = 0; group != numGroups; ++group) {
    const uint8_t *codes = block + 2 + 8 * group;
    uint32_t rest = load32(codes + 4);
    float scale = d * (0.5f + float(rest >> 28)) * 0.25f;
    for (unsigned i = 0; i != 4; ++i)
      writeEight(scale, patterns2xxs[codes[i]], completeSigns(rest >> 7 * i),
                 dst + elemsPerGroup * group + 8 * i);
  }
}

/// The scale of 16 elements, a nibble.
static float nibbleScale2(float d, uint8_t scales, unsigned half) {
  return d * (0.5f + float(scales >> 4 * half & 15)) * 0.25f;
}

static void decodeBlock2xs(const uint8_t *block, float *dst) {
  float d = f16ToFloat(load16(block));
  const uint8_t *scales = block + 66;
  for (unsigned group = 0; group != numGroups; ++group)
    for (unsigned i = 0; i != 4; ++i) {
      uint16_t code = load16(block + 2 + 8 * group + 2 * i);
      writeEight(nibbleScale2(d, scales[group], i / 2), patterns2xs[code & 511],
                 completeSigns(code >> 9), dst + elemsPerGroup * group + 8 * i);
    }
}

static void decodeBlock2s(const uint8_t *block, float *dst) {
  float d = f16ToFloat(load16(block));
  const uint8_t *codes = block + 2, *signs = block + 34;
  const uint8_t *highBits = block + 66, *scales = block + 74;
  for (unsigned group = 0; group != numGroups; ++group)
    for (unsigned i = 0; i != 4; ++i) {
      unsigned index = 4 * group + i;
      unsigned code = codes[index] | (highBits[group] >> 2 * i & 3u) << 8;
      writeEight(nibbleScale2(d, scales[group], i / 2), patterns2s[code],
                 signs[index], dst + 8 * index);
    }
}

static void decodeBlock3xxs(const uint8_t *block, float *dst) {
  float d = f16ToFloat(load16(block));
  for (unsigned group = 0; group != numGroups; ++group) {
    const uint8_t *codes = block + 2 + 8 * group;
    uint32_t rest = load32(block + 66 + 4 * group);
    float scale = d * (0.5f + float(rest >> 28)) * 0.5f;
    for (unsigned i = 0; i != 8; ++i)
      writeSigned<4, 3>(scale, patterns3xxs[codes[i]], levels3Small,
                        completeSigns(rest >> 7 * (i / 2)) >> 4 * (i % 2),
                        dst + elemsPerGroup * group + 4 * i);
  }
}

static void decodeBlock3s(const uint8_t *block, float *dst) {
  float d = f16ToFloat(load16(block));
  const uint8_t *highBits = block + 66, *signs = block + 74;
  const uint8_t *scales = block + 106;
  for (unsigned group = 0; group != numGroups; ++group) {
    unsigned code = scales[group / 2] >> 4 * (group % 2) & 15;
    float scale = d * float(1 + 2 * code);
    for (unsigned i = 0; i != 8; ++i) {
      unsigned index = 8 * group + i;
      unsigned pattern = block[2 + index] | (highBits[group] >> i & 1u) << 8;
      writeSigned<4, 3>(scale, patterns3s[pattern], levels3,
                        signs[index / 2] >> 4 * (index % 2), dst + 4 * index);
    }
  }
}

static void writeShifted(float scale, uint16_t pattern, bool isDown,
                         float *dst) {
  for (unsigned i = 0; i != 8; ++i)
    dst[i] =
        scale * (levels1[pattern >> 2 * i & 3] + (isDown ? -shift1 : shift1));
}

static void decodeBlock1s(const uint8_t *block, float *dst) {
  float d = f16ToFloat(load16(block));
  for (unsigned group = 0; group != numGroups; ++group) {
    uint16_t high = load16(block + 34 + 2 * group);
    float scale = d * float(2 * (high >> 12 & 7) + 1);
    for (unsigned i = 0; i != 4; ++i) {
      unsigned index = 4 * group + i;
      unsigned code = block[2 + index] | (high >> 3 * i & 7u) << 8;
      writeShifted(scale, patterns1[code], high & 0x8000, dst + 8 * index);
    }
  }
}

static void decodeBlock1m(const uint8_t *block, float *dst) {
  const uint8_t *highBits = block + 32, *scales = block + 48;
  // The scale's nibbles are the highest of four 16-bit words.
  uint16_t bits = 0;
  for (unsigned i = 0; i != 4; ++i)
    bits |= uint16_t((load16(scales + 2 * i) >> 12) << 4 * i);
  float d = f16ToFloat(bits);
  for (unsigned index = 0; index != elemsPerBlock / 8; ++index) {
    unsigned pair = index / 2; // 16 elements share a scale
    unsigned code = load16(scales + pair / 4 * 2) >> 3 * (pair % 4) & 7;
    unsigned high = highBits[pair] >> 4 * (index % 2) & 15u;
    writeShifted(d * float(2 * code + 1),
                 patterns1[block[index] | (high & 7) << 8], high & 8,
                 dst + 8 * index);
  }
}

template <unsigned bytesPerBlock, void (*decodeBlock)(const uint8_t *, float *)>
static void decodeBlocks(const uint8_t *src, float *dst, int64_t numElems) {
  for (int64_t i = 0; i != numElems; i += elemsPerBlock) {
    decodeBlock(src, dst + i);
    src += bytesPerBlock;
  }
}

RowDecoder format::findCodebookDecoder(std::string_view name) {
  struct NamedDecoder {
    std::string_view name;
    RowDecoder decoder;
  };
  static constexpr NamedDecoder decoders[] = {
      {"iq2_xxs", decodeBlocks<66, decodeBlock2xxs>},
      {"iq2_xs", decodeBlocks<74, decodeBlock2xs>},
      {"iq3_xxs", decodeBlocks<98, decodeBlock3xxs>},
      {"iq1_s", decodeBlocks<50, decodeBlock1s>},
      {"iq3_s", decodeBlocks<110, decodeBlock3s>},
      {"iq2_s", decodeBlocks<82, decodeBlock2s>},
      {"iq1_m", decodeBlocks<56, decodeBlock1m>},
  };
  for (const NamedDecoder &row : decoders)
    if (row.name == name)
      return row.decoder;
  return nullptr;
}
