//===- QuantizerList.cpp - The quantizer of each format ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How a format is decoded follows from its row; how the reference chooses its
// codes does not. So each row names its quantizer here, in the one list that
// has to grow with the table.
//
//===----------------------------------------------------------------------===//

#include "Quantizers.h"
#include "qblock/Format/Table.h"

#include <iterator>

using namespace qblock;
using namespace qblock::format;

static constexpr NamedQuantizer quantizers[] = {
    {"q4_0", quantizeSymmetricBlocks<rowNamed("q4_0")>},
    {"q4_1", quantizeAffineBlocks<rowNamed("q4_1")>},
    {"q5_0", quantizeSymmetricBlocks<rowNamed("q5_0")>},
    {"q5_1", quantizeAffineBlocks<rowNamed("q5_1")>},
    {"q8_0", quantizeByteBlocks},
    {"q8_1", quantizeByteBlocks},
    {"q2_K", quantizeAffineSuperBlocks16},
    {"q3_K", quantizeLowSuperBlocks<rowNamed("q3_K")>},
    {"q4_K", quantizeAffineSuperBlocks32},
    {"q5_K", quantizeAffineSuperBlocks32},
    {"q6_K", quantizeHighSuperBlocks<rowNamed("q6_K")>},
    {"q8_K", quantizeByteSuperBlocks},
    {"iq4_nl", quantizeNonLinearBlocks},
    {"iq4_xs", quantizeNonLinearSuperBlocks},
    {"tq2_0", quantizeTernaryBlocks},
    {"mxfp4", quantizeExponentBlocks},
    {"nvfp4", quantizeSmallFloatBlocks},
    {"q1_0", quantizeSignBlocks},
    {"q2_0", quantizeClampedTernaryBlocks},
};

/// The list above runs parallel to the table.
static constexpr bool everyRowHasItsQuantizer() {
  if (std::size(quantizers) != std::size(formatTable))
    return false;
  for (size_t i = 0; i != std::size(formatTable); ++i)
    if (quantizers[i].name != formatTable[i].name)
      return false;
  return true;
}
static_assert(everyRowHasItsQuantizer(),
              "one quantizer for each row, in order");

ArrayView<NamedQuantizer> format::listQuantizers() { return quantizers; }
