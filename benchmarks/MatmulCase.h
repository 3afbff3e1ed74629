//===- MatmulCase.h - Ours and others in turn -*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_BENCHMARKS_MATMULCASE_H
#define QBLOCK_BENCHMARKS_MATMULCASE_H

#include "CompiledMatmul.h"
#include "Ggml.h"

#include "llvm/Support/JSON.h"
#include "llvm/Support/MathExtras.h"

#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace qblock::bench {

struct MatmulOptions {
  int64_t n, k;             ///< of the weight
  std::vector<int> threads; ///< counts that run in turn
  int copies;               ///< of the weight; 0: enough to come from memory
  int reps;                 ///< rounds
  double seconds;           ///< after which the rest is left out; 0: never
  std::string cpu;          ///< whose instructions are used
};

/// Memory as models have it: a load of a whole cache line is from one line.
template <typename T>
class Buffer {
public:
  explicit Buffer(size_t count)
      : pointer(static_cast<T *>(std::aligned_alloc(
            alignment, llvm::alignTo(count * sizeof(T), alignment)))) {
    std::memset(pointer.get(), 0, count * sizeof(T));
  }
  T *data() const { return pointer.get(); }

private:
  static constexpr size_t alignment = 64;
  struct Free {
    void operator()(T *pointer) const { std::free(pointer); }
  };
  std::unique_ptr<T, Free> pointer;
};

/// One of those that run in turn.
struct Contestant {
  std::string peer, layout;
  int threads;
  std::function<void(size_t copy)> run;
  std::function<std::vector<float>()> getResult = {};
  std::vector<double> seconds = {}; ///< of each round
};

/// One format and shape of weights.
struct Weights {
  const MatmulOptions &options;
  const format::TypeInfo &type;
  format::PackedLayout layout;
  size_t numCopies = 0; ///< of each of the following
  std::vector<Buffer<uint8_t>> packed = {};
  std::vector<Buffer<uint8_t>> unpacked = {}; ///< to be read, and no more
  std::vector<std::unique_ptr<GgmlWeights>> ggml = {};
  std::string ggmlMissing = {}; ///< why there are none
  std::unique_ptr<CompiledMatmul> alone = {}, threaded = {};

  /// Null, with a message on standard error, if kernels do not compile. `ggml`
  /// may be null.
  static std::unique_ptr<Weights> create(const MatmulOptions &options,
                                         const format::Format &row,
                                         const Ggml *ggml);

  /// Of one weight, in ggml's order.
  size_t numBytes() const {
    return size_t(options.n) * options.k / type.elemsPerBlock *
           type.bytesPerBlock;
  }
};

/// The matmuls of a weight with so many rows of x.
class MatmulCase {
public:
  MatmulCase(const Weights &weights, int64_t m);

  /// Lets all contestants run in turn, one call each a round.
  void run();
  /// Prints a line of JSON a contestant. False, with a message on standard
  /// error, if results differ. `ggml` may be null.
  bool print(const Ggml *ggml) const;

private:
  bool hasThreads() const;
  void addReading();
  void addOurs(int threads);
  void addTheirs(int threads);
  llvm::json::Object begin(llvm::StringRef peer, int threads) const;
  llvm::json::Object describe(const Contestant &contestant) const;
  bool check(const Contestant &contestant, double difference) const;

  const Weights &weights;
  const MatmulOptions &options;
  int64_t m;
  Buffer<float> x;
  CompiledMatmul::Result y;
  volatile uint64_t sink = 0;
  std::vector<std::unique_ptr<GgmlMatmul>> ggmlMatmuls;
  std::vector<Contestant> contestants; ///< the first one only reads
};

/// Prints an object as a line of standard output.
void printLine(llvm::json::Object line);

} // namespace qblock::bench

#endif // QBLOCK_BENCHMARKS_MATMULCASE_H
