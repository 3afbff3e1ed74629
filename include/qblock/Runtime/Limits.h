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

/// Ways to read memory, none of which uses what it reads.
enum class Reading {
  /// From end to end, asking for each line 4 KiB ahead.
  OneStream,
  /// As fast as one thread can.
  Fastest
};

/// Reads bytes, whole lines of the cache; returns a number that depends on
/// each.
uint64_t readAll(const void *bytes, size_t numBytes, Reading reading);

/// Bytes a second that so many threads together read from memory: one stream
/// from memory as malloc gives it, or what a product with one row of
/// activations can reach, from large pages.
double measureReading(unsigned numThreads, Reading reading);

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
