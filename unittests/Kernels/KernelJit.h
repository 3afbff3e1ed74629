//===- KernelJit.h - One packed matmul as machine code -----------*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_UNITTESTS_KERNELS_KERNELJIT_H
#define QBLOCK_UNITTESTS_KERNELS_KERNELJIT_H

#include "qblock/Format/PackedLayout.h"
#include "qblock/Target/CpuTarget.h"

#include <cstdint>
#include <memory>
#include <string>

namespace qblock {

/// The kernels of one format for one target, compiled for this machine.
class KernelJit {
public:
  /// Null, with a message on standard error, if the kernels do not compile.
  static std::unique_ptr<KernelJit> compile(const format::PackedLayout &layout,
                                            const CpuTarget &target);
  ~KernelJit();

  /// The assembly of the kernels of a format for a CPU that LLVM knows; empty,
  /// with a message on standard error, if they do not compile.
  static std::string emitAssembly(const format::PackedLayout &layout,
                                  llvm::StringRef cpu);

  /// y[m, n] = x[m, k] . w[n, k]^T for a packed weight, added to what y holds
  /// if `adds`.
  void run(const float *x, const uint8_t *weight, float *y, int64_t m,
           int64_t n, int64_t k, bool adds) const;

private:
  struct State;
  static std::unique_ptr<State> lowerKernels(const format::PackedLayout &layout,
                                             const CpuTarget &target);
  explicit KernelJit(std::unique_ptr<State> state);
  std::unique_ptr<State> state;
};

/// True if this machine has a feature, as LLVM spells it.
bool hasHostFeature(llvm::StringRef feature);

} // namespace qblock

#endif // QBLOCK_UNITTESTS_KERNELS_KERNELJIT_H
