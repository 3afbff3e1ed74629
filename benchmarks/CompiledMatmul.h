//===- CompiledMatmul.h - One matmul as users get it ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_BENCHMARKS_COMPILEDMATMUL_H
#define QBLOCK_BENCHMARKS_COMPILEDMATMUL_H

#include "qblock/Format/PackedLayout.h"
#include "qblock/Runtime/LoadedCode.h"

#include <cstdint>
#include <cstdlib>
#include <memory>

namespace qblock::bench {

/// A module lowered by the pipeline for CPUs. `cpu` is one whose code this
/// machine runs; code for threads splits its work among those of OpenMP. With
/// `expandsRouted`, a routed matmul is a loop of others. Null, with a message
/// on standard error, if it does not compile.
std::unique_ptr<runtime::LoadedCode> compileModule(llvm::StringRef text,
                                                   llvm::StringRef cpu,
                                                   bool withThreads,
                                                   bool expandsRouted = false);

/// A module with a single matmul, lowered by the pipeline for CPUs.
class CompiledMatmul {
public:
  /// Dense, row-major elements, which compiled code allocated.
  struct Result {
    struct Free {
      void operator()(void *pointer) const { std::free(pointer); }
    };
    std::unique_ptr<void, Free> owner;
    const float *elems = nullptr;
  };

  /// For weights of n rows and k columns; the rest is as in `compileModule`.
  static std::unique_ptr<CompiledMatmul>
  compile(const format::PackedLayout &layout, int64_t n, int64_t k,
          llvm::StringRef cpu, bool withThreads);

  /// x[m, k] . w[n, k]^T for a packed weight, of m rows and n columns.
  Result run(const float *x, const uint8_t *weight, int64_t m) const;

private:
  CompiledMatmul(int64_t n, int64_t k, int64_t bytesPerTile)
      : n(n), k(k), bytesPerTile(bytesPerTile) {}

  int64_t n, k, bytesPerTile;
  std::unique_ptr<runtime::LoadedCode> code;
  void (*function)(void *result, void *x, void *weight) = nullptr;
};

} // namespace qblock::bench

#endif // QBLOCK_BENCHMARKS_COMPILEDMATMUL_H
