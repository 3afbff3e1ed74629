//===- Ggml.h - The matmuls of ggml -----------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The peer of the benchmark: what a user of these formats can take instead. Its
// libraries are opened at run time and driven through their C interface, so
// that nothing of it is needed to build.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_BENCHMARKS_GGML_H
#define QBLOCK_BENCHMARKS_GGML_H

#include "qblock/Format/Types.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace qblock::bench {

struct GgmlFunctions;

/// Copies of one weight [n, k] in one of ggml's layouts.
class GgmlWeights {
public:
  ~GgmlWeights();
  /// `plain`, or ggml's name of a layout that it interleaves weights in.
  const std::string &getLayout() const { return layout; }

private:
  friend class Ggml;
  friend class GgmlMatmul;
  GgmlWeights(const GgmlFunctions &functions, std::string layout)
      : functions(functions), layout(std::move(layout)) {}

  const GgmlFunctions &functions;
  std::string layout;
  void *context = nullptr, *buffer = nullptr;
  std::vector<void *> tensors;
};

/// y[m, n] = x[m, k] . w[n, k]^T for each of the copies of a weight.
class GgmlMatmul {
public:
  /// `x` is copied. `weights` must outlive this.
  GgmlMatmul(const GgmlWeights &weights, const float *x, int64_t m, int64_t k,
             int numThreads);
  ~GgmlMatmul();
  void run(size_t copy) const;
  /// The result of the last run.
  std::vector<float> getResult() const;

private:
  const GgmlFunctions &functions;
  void *backend, *context, *buffer;
  void *y; ///< one for all copies
  std::vector<void *> graphs;
};

class Ggml {
public:
  /// Opens the libraries in a folder.
  static llvm::Expected<std::unique_ptr<Ggml>> load(llvm::StringRef folder);
  ~Ggml();

  std::string getVersion() const;
  /// Why it has no matmul for weights of a type; empty if it has.
  std::string explainMissing(const format::TypeInfo &type) const;
  /// A weight in all layouts that ggml has for it; `blocks` are in ggml's
  /// order.
  std::vector<std::unique_ptr<GgmlWeights>>
  makeWeights(const format::TypeInfo &type, const uint8_t *blocks, int64_t n,
              int64_t k, size_t numCopies) const;

private:
  explicit Ggml(std::unique_ptr<GgmlFunctions> functions);
  std::unique_ptr<GgmlWeights> makeLayout(std::string layout, void *bufferType,
                                          const format::TypeInfo &type,
                                          int64_t n, int64_t k,
                                          size_t numCopies) const;
  bool canMultiply(const GgmlWeights &weights, int64_t k) const;
  std::vector<void *> getExtraBufferTypes() const;

  std::unique_ptr<GgmlFunctions> functions;
  void *backend = nullptr, *device = nullptr;
};

} // namespace qblock::bench

#endif // QBLOCK_BENCHMARKS_GGML_H
