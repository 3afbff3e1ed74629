//===- matmul.cpp - Times packed matmuls -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Prints a line of JSON a case, with the keys that the benchmark of ggml's
// kernels prints, so that both can be compared in one run. Bytes are those of
// ggml's format, whatever the packed weight takes. Beside the median, which is
// that benchmark's number, stands the best run: others on the machine only ever
// add time.
//
//===----------------------------------------------------------------------===//

#include "KernelJit.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>
#include <vector>

using namespace qblock;
namespace cl = llvm::cl;

namespace {
struct Options {
  cl::list<std::string> formats{"format", cl::CommaSeparated,
                                cl::desc("Formats (default: all)")};
  cl::list<int64_t> m{"m", cl::CommaSeparated, cl::desc("Rows of x")};
  cl::opt<int64_t> n{"n", cl::init(4096), cl::desc("Rows of the weight")};
  cl::opt<int64_t> k{"k", cl::init(4096), cl::desc("Columns of both")};
  cl::opt<int> copies{
      "copies", cl::init(6),
      cl::desc("Weights used in turn, so that none stays in a cache")};
  cl::opt<int> reps{"reps", cl::init(30), cl::desc("Timed runs a case")};
  cl::opt<int> threads{"threads", cl::init(1),
                       cl::desc("Threads; kernels run on one so far")};
  cl::opt<std::string> target{"target", cl::desc("Target (default: host's)")};
};
} // namespace

namespace {
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
} // namespace

/// Random codes with scales that keep numbers finite: no bit but the scale's
/// lower ones is set in a float of an all-zero exponent.
static Buffer<uint8_t> makeWeight(const format::PackedLayout &layout, int64_t n,
                                  int64_t k) {
  std::vector<uint8_t> bytes(n * (k / layout.row->elemsPerBlock) *
                             layout.row->bytesPerBlock);
  std::mt19937_64 random(1);
  for (uint8_t &byte : bytes)
    byte = uint8_t(random()) & 0x3f;
  Buffer<uint8_t> packed(layout.numBytes(n, k));
  layout.pack(bytes.data(), packed.data(), n, k);
  return packed;
}

namespace {
struct Seconds {
  double median, best;
};
} // namespace

static Seconds measure(const KernelJit &kernel,
                       const std::vector<Buffer<uint8_t>> &weights,
                       const Options &options, int64_t m) {
  Buffer<float> x(m * options.k), y(m * options.n);
  std::mt19937 random(2);
  for (int64_t i = 0; i < m * options.k; ++i)
    x.data()[i] = std::normal_distribution<float>()(random);
  std::vector<double> seconds;
  for (int i = -2; i < options.reps; ++i) {
    const Buffer<uint8_t> &weight = weights[size_t(i + 2) % weights.size()];
    auto begin = std::chrono::steady_clock::now();
    kernel.run(x.data(), weight.data(), y.data(), m, options.n, options.k,
               /*adds=*/false);
    std::chrono::duration<double> time =
        std::chrono::steady_clock::now() - begin;
    if (i >= 0)
      seconds.push_back(time.count());
  }
  std::nth_element(seconds.begin(), seconds.begin() + seconds.size() / 2,
                   seconds.end());
  return {seconds[seconds.size() / 2],
          *std::min_element(seconds.begin(), seconds.end())};
}

static bool runFormat(const format::Format &row, const CpuTarget &target,
                      const Options &options) {
  auto layout = format::PackedLayout::get(row);
  if (!layout || options.k % row.elemsPerBlock != 0)
    return true;
  auto kernel = KernelJit::compile(*layout, target);
  if (!kernel)
    return false;
  std::vector<Buffer<uint8_t>> weights;
  for (int i = 0; i < options.copies; ++i)
    weights.push_back(makeWeight(*layout, options.n, options.k));
  double numBytes =
      double(options.n) * options.k / row.elemsPerBlock * row.bytesPerBlock;
  for (int64_t m : options.m) {
    auto [seconds, best] = measure(*kernel, weights, options, m);
    double ops = 2.0 * m * options.n * options.k;
    llvm::outs() << "{\"peer\": \"qblock\", \"type\": \"" << row.name.data()
                 << "\", \"m\": " << m << ", \"n\": " << options.n
                 << ", \"k\": " << options.k
                 << ", \"threads\": 1, \"layout\": \"packed\", "
                 << llvm::format("\"seconds\": %.6g, \"gbytes_s\": %.2f, "
                                 "\"gops\": %.1f, \"best_seconds\": %.6g, "
                                 "\"target\": \"",
                                 seconds, numBytes / seconds / 1e9,
                                 ops / seconds / 1e9, best)
                 << target.getName() << "\"}\n";
    llvm::outs().flush();
  }
  return true;
}

/// `--m 1 512` as `--m 1 --m 512`, the way that scripts write lists.
static std::vector<std::string> repeatNames(int argc, char **argv) {
  std::vector<std::string> arguments = {argv[0]};
  llvm::StringRef name;
  for (int i = 1; i < argc; ++i) {
    llvm::StringRef argument = argv[i];
    bool isName = argument.starts_with("--");
    bool isFirstValue = i > 1 && argv[i - 1] == name;
    if (!isName && !isFirstValue && !name.empty())
      arguments.push_back(name.str());
    if (isName)
      name = argument;
    arguments.push_back(argument.str());
  }
  return arguments;
}

int main(int argc, char **argv) {
  // LLVM's own options would hide ours; one even has the same name.
  cl::ResetCommandLineParser();
  Options options;
  std::vector<std::string> arguments = repeatNames(argc, argv);
  std::vector<const char *> pointers;
  for (const std::string &argument : arguments)
    pointers.push_back(argument.c_str());
  cl::ParseCommandLineOptions(int(pointers.size()), pointers.data(),
                              "Times packed matmuls.\n");
  if (options.threads != 1) {
    llvm::errs() << "bench-matmul: error: expects 1 thread, but got "
                 << options.threads << "\n";
    return 1;
  }
  if (options.m.empty())
    options.m.push_back(1);
  const CpuTarget *target = options.target.empty()
                                ? &selectCpuTarget(hasHostFeature)
                                : findCpuTarget(options.target);
  if (!target) {
    llvm::errs() << "bench-matmul: error: unknown target '" << options.target
                 << "'\n";
    return 1;
  }
  for (const format::Format &row : format::allFormats()) {
    bool isWanted = options.formats.empty() ||
                    llvm::is_contained(options.formats, row.name);
    if (isWanted && !row.activationOnly && !runFormat(row, *target, options))
      return 1;
  }
  return 0;
}
