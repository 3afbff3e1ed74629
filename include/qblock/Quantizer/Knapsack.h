//===- Knapsack.h - Choose one of each within a budget ----------- -*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_QUANTIZER_KNAPSACK_H
#define QBLOCK_QUANTIZER_KNAPSACK_H

#include "qblock/Support/Expected.h"

#include <cstdint>
#include <vector>

namespace qblock {

/// One way to store something: what it takes and what it costs.
struct Choice {
  int64_t numBytes = 0;
  int64_t cost = 0; ///< 0 to 2^52; the sum over all items stays below 2^53
};

/// Picks one choice of each item such that the bytes sum up to at most
/// `maxBytes` and the costs to as little as possible (the multiple-choice
/// knapsack problem). The optimum is exact and the result depends on the
/// arguments only. Returns an index for each item. Fails if even the smallest
/// choices take more than `maxBytes`.
Expected<std::vector<unsigned>>
chooseWithin(const std::vector<std::vector<Choice>> &items, int64_t maxBytes);

} // namespace qblock

#endif // QBLOCK_QUANTIZER_KNAPSACK_H
