//===- Parallel.h - Split index ranges over the cores -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_SUPPORT_PARALLEL_H
#define QBLOCK_SUPPORT_PARALLEL_H

#include <cstdint>
#include <functional>

namespace qblock {

/// Calls `body(begin, end)` on disjoint ranges that cover [0, count), each at
/// most `grain` long, on up to `numThreads` threads (0: as many as
/// `setNumThreads` said). The caller
/// takes part and returns when all ranges are done. Which thread takes a range
/// is not determined: `body` must give the same result for every split. `body`
/// must not throw.
void parallelFor(int64_t count, int64_t grain,
                 const std::function<void(int64_t begin, int64_t end)> &body,
                 unsigned numThreads = 0);

/// The number of threads of a call that does not say it: 0, the default, means
/// one a core. To be set before work starts.
void setNumThreads(unsigned numThreads);

} // namespace qblock

#endif // QBLOCK_SUPPORT_PARALLEL_H
