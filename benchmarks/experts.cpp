//===- experts.cpp - Times matmuls of routed rows ------------- -*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A routed matmul beside a loop of one matmul for each row, and beside one
// matmul of as many rows with one matrix, which no routed one can beat by much.
// They run in turn; ratios are medians over rounds.
//
//===----------------------------------------------------------------------===//

#include "CompiledMatmul.h"
#include "MatmulCase.h"

#include "qblock/Format/Quantize.h"
#include "qblock/Runtime/Executor.h"
#include "qblock/Support/LargePages.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <numeric>
#include <random>

using namespace qblock;
using namespace qblock::bench;
namespace cl = llvm::cl;

/// OpenMP's; its header is another one for each compiler.
extern "C" void omp_set_num_threads(int numThreads);

namespace {
struct Options {
  cl::opt<std::string> format{"format", cl::init("q4_K"), cl::desc("Format")};
  cl::opt<int64_t> tokens{"tokens", cl::init(64), cl::desc("Rows of x")};
  cl::opt<int64_t> experts{"experts", cl::init(8), cl::desc("Matrices")};
  cl::opt<int64_t> top{"top", cl::init(2), cl::desc("Matrices for each row")};
  cl::opt<int64_t> n{"n", cl::init(1408), cl::desc("Rows of a matrix")};
  cl::opt<int64_t> k{"k", cl::init(2048), cl::desc("Columns of all")};
  cl::opt<int> threads{"threads", cl::init(1), cl::desc("Threads")};
  cl::opt<int> reps{"reps", cl::init(10), cl::desc("Timed rounds")};
  cl::opt<bool> skewed{"skewed",
                       cl::desc("Half of the rows go to the same matrices")};
};

/// The descriptor of a memref.
struct Tensor {
  std::vector<int64_t> words;
  Tensor(const void *data, std::vector<int64_t> sizes)
      : words(3 + 2 * sizes.size()) {
    words[0] = words[1] = reinterpret_cast<int64_t>(data);
    int64_t stride = 1;
    for (size_t dim = sizes.size(); dim-- != 0; stride *= sizes[dim]) {
      words[3 + dim] = sizes[dim];
      words[3 + sizes.size() + dim] = stride;
    }
  }
};

struct Way {
  std::string name;
  std::unique_ptr<runtime::LoadedCode> code;
  std::vector<double> seconds;
  std::vector<float> result;
};

class Comparison {
public:
  explicit Comparison(const Options &options);
  bool run();
  void print() const;

private:
  std::string getModule(bool isRouted) const;
  void call(Way &way, bool keepsResult);
  void moveOn();

  const Options &options;
  const format::Format &row;
  format::PackedLayout layout;
  int64_t numRows; ///< of the result
  std::vector<float> x, repeatedX;
  std::vector<int64_t> ids;
  std::shared_ptr<uint8_t> weight; ///< in large pages
  std::vector<Way> ways;
};
} // namespace

/// Numbers of each row differ, as a router's do.
static std::vector<int64_t> chooseExperts(const Options &options) {
  std::mt19937 random(1);
  std::vector<int64_t> all(options.experts), ids;
  std::iota(all.begin(), all.end(), 0);
  for (int64_t token = 0; token != options.tokens; ++token) {
    if (options.skewed && token % 2)
      std::sort(all.begin(), all.end());
    else
      std::shuffle(all.begin(), all.end(), random);
    ids.insert(ids.end(), all.begin(), all.begin() + options.top);
  }
  return ids;
}

static void fillPacked(uint8_t *packed, const format::PackedLayout &layout,
                       int64_t numRows, int64_t numElems) {
  constexpr int64_t maxRows = 64;
  const format::TypeInfo &type = *format::findType(layout.row->name);
  std::mt19937 random(2);
  std::normal_distribution<float> normal(0, 0.02f);
  std::vector<float> values(maxRows * numElems);
  std::generate(values.begin(), values.end(), [&] { return normal(random); });
  int64_t bytesPerRow = format::rowBytes(type, numElems);
  std::vector<uint8_t> few(maxRows * bytesPerRow),
      blocks(numRows * bytesPerRow);
  format::quantizeRows(type, values.data(), few.data(), maxRows, numElems);
  // Rows repeat, but not in every matrix alike.
  for (int64_t i = 0; i != numRows; ++i)
    std::copy_n(&few[i * 31 / 16 % maxRows * bytesPerRow], bytesPerRow,
                &blocks[i * bytesPerRow]);
  layout.pack(blocks.data(), packed, numRows, numElems);
}

Comparison::Comparison(const Options &options)
    : options(options), row(*format::findFormat(options.format.getValue())),
      layout(*format::PackedLayout::get(row)),
      numRows(options.tokens * options.top), x(options.tokens * options.k),
      ids(chooseExperts(options)),
      weight(LargePageAllocator().allocate(
          layout.numBytes(options.experts * options.n, options.k))) {
  std::mt19937 random(3);
  std::normal_distribution<float> normal;
  std::generate(x.begin(), x.end(), [&] { return normal(random); });
  for (int64_t i = 0; i != numRows; ++i)
    repeatedX.insert(repeatedX.end(), &x[i / options.top * options.k],
                     &x[i / options.top * options.k] + options.k);
  fillPacked(weight.get(), layout, options.experts * options.n, options.k);
}

std::string Comparison::getModule(bool isRouted) const {
  constexpr const char *routed = R"(
!x = tensor<?x{1}xf32>
!w = tensor<{3}x{1}x!qblock.{2}<#qblock.packed>>
!y = tensor<?x{0}xf32>
func.func @matmul(%x: !x, %w: !w, %ids: tensor<?xi64>) -> !y {{
  %row = arith.constant 0 : index
  %numRows = tensor.dim %ids, %row : tensor<?xi64>
  %place = tensor.empty(%numRows) : !y
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%place : !y) -> !y
  %result = {4}
    outs(%init : !y) -> !y
  return %result : !y
})";
  const char *op =
      isRouted
          ? "qblock.routed_matmul ins(%x, %w, %ids : !x, !w, tensor<?xi64>)"
          : "qblock.matmul ins(%x, %w : !x, !w)";
  int64_t numMatrices = isRouted ? int64_t(options.experts) : 1;
  return llvm::formatv(routed, int64_t(options.n), int64_t(options.k),
                       options.format.getValue(), numMatrices * options.n, op)
      .str();
}

void Comparison::call(Way &way, bool keepsResult) {
  bool isDense = way.name == "dense";
  int64_t n = options.n, k = options.k;
  Tensor input = isDense ? Tensor(repeatedX.data(), {numRows, k})
                         : Tensor(x.data(), {options.tokens, k});
  int64_t numMatrices = isDense ? 1 : int64_t(options.experts);
  Tensor bytes(weight.get(),
               {layout.numTiles(numMatrices * n), layout.bytesPerTile(k)});
  Tensor numbers(ids.data(), {numRows}), result(nullptr, {numRows, n});
  auto *function =
      way.code->getFunction<void(void *, void *, void *, void *)>("matmul");
  function(result.words.data(), input.words.data(), bytes.words.data(),
           numbers.words.data());
  auto *y = reinterpret_cast<float *>(result.words[1]);
  if (keepsResult)
    way.result.assign(y, y + numRows * n);
  std::free(reinterpret_cast<void *>(result.words[0]));
}

/// Seconds of a clock. That of a thread stands still while others have its
/// core.
static double readClock(clockid_t clock) {
  timespec time;
  clock_gettime(clock, &time);
  return double(time.tv_sec) + 1e-9 * double(time.tv_nsec);
}

/// Other matrices, as many rows for each: what one way has read must not lie in
/// a cache for the next one.
void Comparison::moveOn() {
  for (int64_t &id : ids)
    id = (id + options.top) % options.experts;
}

bool Comparison::run() {
  for (const char *name : {"routed", "loop", "dense"}) {
    bool isRouted = std::string(name) != "dense";
    auto code = compileModule(getModule(isRouted), "host", options.threads > 1,
                              /*expandsRouted=*/std::string(name) == "loop");
    if (!code)
      return false;
    ways.push_back({name, std::move(code), {}, {}});
  }
  omp_set_num_threads(options.threads);
  clockid_t clock =
      options.threads > 1 ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID;
  for (int round = -1; round < options.reps; ++round)
    for (size_t turn = 0; turn != ways.size(); ++turn) {
      // Who comes first changes: it finds other things in the caches.
      Way &way = ways[(turn + round + 1) % ways.size()];
      double start = readClock(clock);
      call(way, round < 0);
      if (round < 0)
        continue;
      way.seconds.push_back(readClock(clock) - start);
      moveOn();
    }
  // The same sums in another order.
  double error = 0, total = 0;
  for (auto [a, b] : llvm::zip_equal(ways[0].result, ways[1].result)) {
    error += (double(a) - b) * (double(a) - b);
    total += double(b) * b;
  }
  if (error <= 1e-10 * total)
    return true;
  llvm::WithColor::error(llvm::errs(), "bench-experts")
      << "ways compute different results\n";
  return false;
}

static double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + values.size() / 2,
                   values.end());
  return values[values.size() / 2];
}

void Comparison::print() const {
  for (const Way &way : ways) {
    std::vector<double> ratios;
    for (auto [theirs, ours] : llvm::zip_equal(way.seconds, ways[0].seconds))
      ratios.push_back(theirs / ours);
    double seconds = median(way.seconds);
    llvm::json::Object line{{"way", way.name},
                            {"type", options.format.getValue()},
                            {"tokens", int64_t(options.tokens)},
                            {"experts", int64_t(options.experts)},
                            {"top", int64_t(options.top)},
                            {"n", int64_t(options.n)},
                            {"k", int64_t(options.k)},
                            {"threads", int(options.threads)}};
    line["seconds"] = seconds;
    line["gops"] = 2e-9 * double(numRows) * options.n * options.k / seconds;
    line["ratio"] = median(ratios);
    printLine(std::move(line));
  }
}

int main(int argc, char **argv) {
  runtime::keepFreedMemory();
  cl::ResetCommandLineParser();
  Options options;
  cl::ParseCommandLineOptions(argc, argv, "Times matmuls of routed rows.\n");
  const format::Format *row = format::findFormat(options.format.getValue());
  auto fail = [](const llvm::Twine &message) {
    llvm::WithColor::error(llvm::errs(), "bench-experts") << message << "\n";
    return EXIT_FAILURE;
  };
  if (!row || !format::PackedLayout::get(*row))
    return fail("'" + options.format + "' is no format of weights");
  if (options.tokens <= 0 || options.top <= 0 || options.reps <= 0 ||
      options.threads <= 0 || options.experts < options.top || options.n <= 0 ||
      options.n % format::PackedLayout::rowsPerTile != 0 || options.k <= 0 ||
      options.k % row->elemsPerBlock != 0)
    return fail("expects positive numbers, as many experts as each row has, "
                "and whole tiles and blocks");
  Comparison comparison(options);
  if (!comparison.run())
    return EXIT_FAILURE;
  comparison.print();
  return EXIT_SUCCESS;
}
