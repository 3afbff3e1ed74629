//===- Arrays.h - Arrays of files and of the model --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_TOOLS_QUANTRUN_ARRAYS_H
#define QBLOCK_TOOLS_QUANTRUN_ARRAYS_H

#include "qblock/Runtime/Executor.h"
#include "qblock/Weights/Npy.h"

namespace qblock {

/// The array as an input of type `type`: of the same kind of elements, or i4
/// for i8, or f4 for half precision.
Expected<runtime::HostArray> toHostArray(weights::NpyArray array,
                                         mlir::RankedTensorType type);

/// The array in NumPy's types; bf16, which NumPy lacks, as f4.
weights::NpyArray toNpyArray(runtime::HostArray array);

/// Type, smallest and largest element and mean, in a line.
std::string summarize(const runtime::HostArray &array);

} // namespace qblock

#endif // QBLOCK_TOOLS_QUANTRUN_ARRAYS_H
