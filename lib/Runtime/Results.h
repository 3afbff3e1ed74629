//===- Results.h - Arrays that compiled code has made -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_RUNTIME_RESULTS_H
#define QBLOCK_RUNTIME_RESULTS_H

#include "qblock/Runtime/Executor.h"

namespace qblock::runtime {

/// A copy of what a descriptor (see makeDescriptor) describes, in this
/// machine's memory or in that of `device`.
Expected<HostArray> copyResult(llvm::ArrayRef<int64_t> descriptor,
                               mlir::Type elementType, Device *device);

} // namespace qblock::runtime

#endif // QBLOCK_RUNTIME_RESULTS_H
