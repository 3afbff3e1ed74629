//===- Targets.h - The rows of the list of targets -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_TARGET_TARGETS_H
#define QBLOCK_LIB_TARGET_TARGETS_H

#include "qblock/Target/CpuTarget.h"
#include "qblock/Target/GpuTarget.h"

namespace qblock {

/// Vector code without intrinsics.
const CpuTarget &getGenericTarget();
/// vpmaddubsw and vpmaddwd on 32 bytes.
const CpuTarget &getAvx2Target();
/// vpdpbusd on 32 bytes.
const CpuTarget &getAvxVnniTarget();
/// vpdpbusd on 64 bytes.
const CpuTarget &getAvx512VnniTarget();
/// sdot on 16 bytes.
const CpuTarget &getNeonDotprodTarget();
/// usdot on 16 bytes.
const CpuTarget &getNeonI8mmTarget();

/// Chips of NVIDIA, oldest first.
llvm::ArrayRef<const GpuTarget *> getNvvmTargets();

} // namespace qblock

#endif // QBLOCK_LIB_TARGET_TARGETS_H
