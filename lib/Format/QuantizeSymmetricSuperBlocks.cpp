//===- QuantizeSymmetricSuperBlocks.cpp - Without minimum -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Super-blocks of 256 elements whose sub-blocks of 16 have a signed scale each,
// and the super-block that holds activations. The two weight formats share the
// order of steps (search, quantize the scales, assign elements anew) but not
// the steps.
//
//===----------------------------------------------------------------------===//

#include "PackCodes.h"
#include "Quantizers.h"
#include "Searches.h"

using namespace qblock;
using namespace qblock::format;

static constexpr unsigned elemsPerSuperBlock = 256;
static constexpr unsigned n = 16; ///< elements per sub-block
static constexpr unsigned numSubBlocks = elemsPerSuperBlock / n;

namespace {
struct SuperBlock {
  float scale[numSubBlocks];
  float weight[numSubBlocks]; ///< sums of the weights of the elements
  uint8_t quants[elemsPerSuperBlock];
};

/// The scales of the sub-blocks as codes, biased as stored, and their unit.
struct QuantizedScales {
  float step = 0.0f;
  uint8_t codes[numSubBlocks] = {};
};
} // namespace

/// Runs `search(x, weight, codes)` on all sub-blocks, with weights that
/// `weigh(x, first element, weight)` gives.
template <typename Weigh, typename Search>
static void fitSubBlocks(const float *src, SuperBlock &fit, Weigh weigh,
                         Search search) {
  for (unsigned first = 0; first != numSubBlocks; first += numLanes) {
    Lanes x[n], weight[n];
    IntLanes codes[n];
    gather(src + first * n, numLanes, x);
    weigh(x, first * n, weight);
    Lanes scale = search(x, weight, codes);
    Lanes sumWeight = sumOf(weight);
    scatter(codes, numLanes, fit.quants + first * n);
    for (unsigned lane = 0; lane != numLanes; ++lane) {
      fit.scale[first + lane] = scale[lane];
      fit.weight[first + lane] = sumWeight[lane];
    }
  }
}

/// Assigns each element anew with the stored scales, where they are not zero,
/// and writes the block.
template <size_t row>
static void storeSuperBlock(const float *src, const QuantizedScales &scales,
                            SuperBlock &fit, uint8_t *block) {
  constexpr const Format &format = formatTable[row];
  int bound = format.quant.bias;
  float step = roundToF16(scales.step);
  for (unsigned sub = 0; sub != numSubBlocks; ++sub) {
    float scale = step * codeValue(format.subScale, scales.codes[sub]);
    if (scale != 0.0f)
      assignCodes(src + sub * n, n, scale, 0.0f, -bound, bound - 1,
                  fit.quants + sub * n);
  }
  writeFloat(format.scale, block, scales.step);
  packCodes(format.subScale, numSubBlocks, scales.codes, block);
  packKnown<row>(fit.quants, block);
}

/// The scale of largest magnitude becomes the code -bound.
static QuantizedScales quantizeByExtremum(const float (&scale)[numSubBlocks],
                                          int bound, int low, int bias) {
  QuantizedScales result;
  float extremum = signedExtremum(scale, numSubBlocks);
  if (extremum == 0.0f)
    return result;
  float inverse = -float(bound) / extremum;
  for (unsigned sub = 0; sub != numSubBlocks; ++sub)
    result.codes[sub] =
        uint8_t(nearestClamped(inverse * scale[sub], low, bound - 1) + bias);
  result.step = 1.0f / inverse;
  return result;
}

/// Under importance the scales themselves are searched.
static QuantizedScales quantizeBySearch(const SuperBlock &fit, int bound) {
  Lanes values[numSubBlocks], weight[numSubBlocks];
  IntLanes codes[numSubBlocks];
  for (unsigned sub = 0; sub != numSubBlocks; ++sub) {
    values[sub] = splat(fit.scale[sub]);
    weight[sub] = splat(fit.weight[sub]);
  }
  QuantizedScales result;
  result.step = searchSymmetric(values, weight, bound, codes)[0];
  for (unsigned sub = 0; sub != numSubBlocks; ++sub)
    result.codes[sub] = uint8_t(codes[sub][0]);
  return result;
}

/// Super-blocks whose descents run side by side: see `descend`. More of them
/// need more registers than there are.
static constexpr unsigned blocksAtOnce = 2;

/// Fits all sub-blocks of several super-blocks at once.
template <unsigned numBlocks>
static void fitLowPlain(const Format &format, const float *src,
                        SuperBlock (&fit)[numBlocks]) {
  constexpr unsigned groupsPerBlock = numSubBlocks / numLanes;
  constexpr unsigned numGroups = numBlocks * groupsPerBlock;
  Lanes x[numGroups][n], weight[numGroups][n], scale[numGroups];
  IntLanes codes[numGroups][n];
  for (unsigned group = 0; group != numGroups; ++group) {
    gather(src + group * numLanes * n, numLanes, x[group]);
    weightBySquare(x[group], weight[group]);
  }
  descendSymmetric(x, weight, format.quant.bias, codes, scale);
  for (unsigned group = 0; group != numGroups; ++group) {
    SuperBlock &block = fit[group / groupsPerBlock];
    unsigned first = group % groupsPerBlock * numLanes;
    scatter(codes[group], numLanes, block.quants + first * n);
    std::memcpy(block.scale + first, &scale[group], sizeof(Lanes));
  }
}

static QuantizedScales fitLowWeighted(const Format &format, const float *src,
                                      const float *importance,
                                      SuperBlock &fit) {
  float sigma2 =
      2.0f * sumOfSquares(src, elemsPerSuperBlock) / elemsPerSuperBlock;
  fitSubBlocks(
      src, fit,
      [&](const Lanes(&x)[n], unsigned elem, Lanes(&weight)[n]) {
        weightByImportance(x, importance + elem, numLanes, splat(sigma2),
                           weight);
      },
      [&](const Lanes(&x)[n], const Lanes(&weight)[n], IntLanes(&codes)[n]) {
        return searchSymmetric(x, weight, format.quant.bias, codes);
      });
  return quantizeBySearch(fit, format.subScale.bias);
}

template <size_t row>
void format::QBLOCK_VARIANT::quantizeLowSuperBlocks(const Format &format,
                                                    const float *src,
                                                    uint8_t *dst,
                                                    int64_t numElems,
                                                    const float *importance) {
  auto store = [&](int64_t first, const QuantizedScales &scales,
                   SuperBlock &fit) {
    std::fill_n(dst, format.bytesPerBlock, 0);
    storeSuperBlock<row>(src + first, scales, fit, dst);
    dst += format.bytesPerBlock;
  };
  auto storePlain = [&](int64_t first, SuperBlock &fit) {
    int bound = format.subScale.bias;
    store(first, quantizeByExtremum(fit.scale, bound, -bound, bound), fit);
  };
  constexpr int64_t step = blocksAtOnce * elemsPerSuperBlock;
  int64_t first = 0;
  for (; !importance && first + step <= numElems; first += step) {
    SuperBlock fit[blocksAtOnce];
    fitLowPlain(format, src + first, fit);
    for (unsigned i = 0; i != blocksAtOnce; ++i)
      storePlain(first + i * elemsPerSuperBlock, fit[i]);
  }
  for (; first != numElems; first += elemsPerSuperBlock) {
    SuperBlock fit[1];
    if (importance) {
      QuantizedScales scales =
          fitLowWeighted(format, src + first, importance + first, fit[0]);
      store(first, scales, fit[0]);
    } else {
      fitLowPlain(format, src + first, fit);
      storePlain(first, fit[0]);
    }
  }
}

template <size_t row>
void format::QBLOCK_VARIANT::quantizeHighSuperBlocks(const Format &format,
                                                     const float *src,
                                                     uint8_t *dst,
                                                     int64_t numElems,
                                                     const float *importance) {
  // Scales are whole bytes without bias; only the upper end can be passed.
  int scaleBound = 1 << (format.subScale.widthBits() - 1);
  for (int64_t first = 0; first != numElems; first += elemsPerSuperBlock) {
    const float *elems = src + first;
    SuperBlock fit;
    fitSubBlocks(
        elems, fit,
        [&](const Lanes(&x)[n], unsigned elem, Lanes(&weight)[n]) {
          if (importance)
            gather(importance + first + elem, numLanes, weight);
          else
            weightBySquare(x, weight);
        },
        [&](const Lanes(&x)[n], const Lanes(&weight)[n], IntLanes(&codes)[n]) {
          return searchSymmetric(x, weight, format.quant.bias, codes);
        });
    std::fill_n(dst, format.bytesPerBlock, 0);
    float extremum = signedExtremum(fit.scale, numSubBlocks);
    if (!(std::fabs(extremum) < negligible)) {
      QuantizedScales scales =
          quantizeByExtremum(fit.scale, scaleBound, -(1 << 22), 0);
      storeSuperBlock<row>(elems, scales, fit, dst);
    }
    dst += format.bytesPerBlock;
  }
}

/// Writes the codes of one block of activations and the sums over each group.
static void storeBytes(const Format &format, const float *src, float inverse,
                       uint8_t *block) {
  uint8_t quants[elemsPerSuperBlock];
  unsigned elemsPerSum = format.sum.elemsPerCode;
  int32_t sum = 0;
  for (unsigned i = 0; i != elemsPerSuperBlock; ++i) {
    int code = nearestClamped(inverse * src[i], -(1 << 22), 127);
    quants[i] = uint8_t(code);
    sum += code;
    if ((i + 1) % elemsPerSum == 0) {
      writeCode(format.sum, block, i / elemsPerSum, uint32_t(sum));
      sum = 0;
    }
  }
  packCodes(format.quant, elemsPerSuperBlock, quants, block);
}

void format::quantizeByteSuperBlocks(const Format &format, const float *src,
                                     uint8_t *dst, int64_t numElems,
                                     const float *) {
  for (int64_t first = 0; first != numElems; first += elemsPerSuperBlock) {
    std::fill_n(dst, format.bytesPerBlock, 0);
    float extremum = signedExtremum(src + first, elemsPerSuperBlock);
    if (extremum != 0.0f) {
      float inverse = -127.0f / extremum;
      writeFloat(format.scale, dst, 1.0f / inverse);
      storeBytes(format, src + first, inverse, dst);
    }
    dst += format.bytesPerBlock;
  }
}

#define INSTANTIATE(QUANTIZER, NAME)                                           \
  template void format::QBLOCK_VARIANT::QUANTIZER<rowNamed(NAME)>(             \
      const Format &, const float *, uint8_t *, int64_t, const float *);
INSTANTIATE(quantizeLowSuperBlocks, "q3_K")
INSTANTIATE(quantizeHighSuperBlocks, "q6_K")
#undef INSTANTIATE
