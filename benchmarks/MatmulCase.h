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

/// Memory of its own from the system, in pages of the size that all get who do
/// not ask for another one. malloc might give memory that had large ones.
class PlainMemory {
public:
  explicit PlainMemory(size_t numBytes);
  PlainMemory(const PlainMemory &) = delete;
  PlainMemory &operator=(const PlainMemory &) = delete;
  ~PlainMemory();
  const uint8_t *data() const { return bytes; }

private:
  size_t numBytes;
  uint8_t *bytes;
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
  std::vector<std::shared_ptr<uint8_t>> packed = {}; ///< in large pages
  std::unique_ptr<PlainMemory> plain = {}; ///< to be read, and no more
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
  double getRate(const Contestant &contestant) const;
  llvm::json::Object describe(const Contestant &contestant) const;
  bool check(const Contestant &contestant, double difference) const;

  const Weights &weights;
  const MatmulOptions &options;
  int64_t m;
  std::shared_ptr<float> x;
  CompiledMatmul::Result y;
  volatile uint64_t sink = 0;
  std::vector<std::unique_ptr<GgmlMatmul>> ggmlMatmuls;
  std::vector<Contestant> contestants; ///< the first two only read
};

/// Prints an object as a line of standard output.
void printLine(llvm::json::Object line);

} // namespace qblock::bench

#endif // QBLOCK_BENCHMARKS_MATMULCASE_H
