//===- Limits.h - What this machine can reach -------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_RUNTIME_LIMITS_H
#define QBLOCK_RUNTIME_LIMITS_H

#include "qblock/Target/Machine.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace qblock::runtime {

/// Reads bytes, whole lines of the cache, as fast as one thread can; returns
/// a number that depends on each.
uint64_t readAll(const void *bytes, size_t numBytes);

/// Bytes a second that so many threads together read from memory: what a
/// product with one row of activations can reach.
double measureReading(unsigned numThreads);

/// Operations a second (a product and its addition are two) of a target's
/// instructions on numbers in the nearest cache: what a product with many rows
/// of activations can reach.
struct DotRates {
  double dot = 0;      ///< `CpuTarget::emitDot`
  double shortDot = 0; ///< `CpuTarget::emitShortDot`; 0: the target has none
  double best() const { return std::max(dot, shortDot); }
};

/// Measures so many threads together, with the target and the code of
/// `machine`, which this one must be able to run. None, with a message on
/// standard error, if the loops do not compile.
std::optional<DotRates> measureDots(const Machine &machine,
                                    unsigned numThreads);

} // namespace qblock::runtime

#endif // QBLOCK_RUNTIME_LIMITS_H
