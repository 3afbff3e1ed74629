//===- Passes.h - Registration of the analysis passes -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_ANALYSIS_PASSES_H
#define QBLOCK_ANALYSIS_PASSES_H

namespace qblock {

/// Registers `--qblock-print-weights`, which prints what the analyses find:
/// for tests and for looking at a model.
void registerAnalysisTestPasses();

} // namespace qblock

#endif // QBLOCK_ANALYSIS_PASSES_H
