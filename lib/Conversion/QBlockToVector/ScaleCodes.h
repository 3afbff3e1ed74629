//===- ScaleCodes.h - Small floats of scales as numbers ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOVECTOR_SCALECODES_H
#define QBLOCK_CONVERSION_QBLOCKTOVECTOR_SCALECODES_H

#include "Emitter.h"
#include "qblock/Format/Format.h"

namespace qblock {

/// The numbers that codes of kind E8M0Half or E4M3Half stand for: f32, of i32
/// `raw`, vectors or not.
mlir::Value emitSmallFloat(const Emitter &emit, format::CodeKind kind,
                           mlir::Value raw);

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOVECTOR_SCALECODES_H
