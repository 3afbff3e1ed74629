//===- MatmulCase.cpp - Ours and others in turn -*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All that is to be compared runs in turn, so that a change of the machine's
// speed meets all alike; ratios are medians over rounds. Beside the median of
// the seconds stands the best run: others on the machine only ever add time.
// Bytes are those of ggml's format, whatever a layout takes.
//
//===----------------------------------------------------------------------===//

#include "MatmulCase.h"

#include "qblock/Format/Quantize.h"
#include "qblock/Runtime/Limits.h"
#include "qblock/Support/LargePages.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <ctime>
#include <random>

#include <sys/mman.h>

using namespace qblock;
using namespace qblock::bench;
using llvm::StringRef;

/// OpenMP's; its header is another one for each compiler.
extern "C" void omp_set_num_threads(int numThreads);

//===----------------------------------------------------------------------===//
// Data
//===----------------------------------------------------------------------===//

PlainMemory::PlainMemory(size_t numBytes)
    : numBytes(numBytes), bytes(static_cast<uint8_t *>(
                              mmap(nullptr, numBytes, PROT_READ | PROT_WRITE,
                                   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))) {
  // Untouched, all pages would be one page of zeros.
  std::memset(bytes, 1, numBytes);
}

PlainMemory::~PlainMemory() { munmap(bytes, numBytes); }

static void fillNormal(float *data, int64_t count, float deviation) {
  std::mt19937 random(1);
  std::normal_distribution<float> normal(0, deviation);
  std::generate_n(data, count, [&] { return normal(random); });
}

/// Quantized normal numbers. Few rows are computed and then repeated: time does
/// not depend on what they hold.
static std::vector<uint8_t> makeBlocks(const format::TypeInfo &type, int64_t n,
                                       int64_t k) {
  constexpr int64_t maxRows = 64;
  int64_t numRows = std::min(n, maxRows);
  std::vector<float> values(numRows * k);
  fillNormal(values.data(), numRows * k, 0.02f);
  int64_t bytesPerRow = k / type.elemsPerBlock * type.bytesPerBlock;
  std::vector<uint8_t> blocks(n * bytesPerRow);
  format::quantizeRows(type, values.data(), blocks.data(), numRows, k);
  for (int64_t i = numRows; i < n; ++i)
    std::copy_n(&blocks[i % numRows * bytesPerRow], bytesPerRow,
                &blocks[i * bytesPerRow]);
  return blocks;
}

/// So many bytes that hardly any are still in a cache when their turn comes
/// again, nor what the processor knows of their pages: from less, reading alone
/// is up to a third faster.
static size_t countCopies(const MatmulOptions &options, size_t bytesPerWeight) {
  constexpr size_t streamedBytes = size_t(256) << 20;
  return options.copies > 0
             ? size_t(options.copies)
             : std::max<size_t>(
                   2, llvm::divideCeil(streamedBytes, bytesPerWeight));
}

static void fillCopies(Weights &weights, const Ggml *ggml) {
  int64_t n = weights.options.n, k = weights.options.k;
  std::vector<uint8_t> blocks = makeBlocks(weights.type, n, k);
  size_t packedBytes = weights.layout.numBytes(n, k);
  LargePageAllocator allocator;
  for (size_t i = 0; i < weights.numCopies; ++i) {
    weights.packed.push_back(allocator.allocate(packedBytes));
    if (i == 0)
      weights.layout.pack(blocks.data(), weights.packed[0].get(), n, k);
    else
      std::memcpy(weights.packed[i].get(), weights.packed[0].get(),
                  packedBytes);
  }
  weights.plain =
      std::make_unique<PlainMemory>(weights.numCopies * weights.numBytes());
  if (ggml)
    weights.ggmlMissing = ggml->explainMissing(weights.type);
  if (ggml && weights.ggmlMissing.empty())
    weights.ggml =
        ggml->makeWeights(weights.type, blocks.data(), n, k, weights.numCopies);
}

std::unique_ptr<Weights> Weights::create(const MatmulOptions &options,
                                         const format::Format &row,
                                         const Ggml *ggml) {
  auto weights = std::unique_ptr<Weights>(new Weights{
      options, *format::findType(row.name), *format::PackedLayout::get(row)});
  weights->numCopies = countCopies(options, weights->numBytes());
  fillCopies(*weights, ggml);
  for (int threads : options.threads) {
    auto &matmul = threads == 1 ? weights->alone : weights->threaded;
    if (!matmul)
      matmul = CompiledMatmul::compile(weights->layout, options.n, options.k,
                                       options.cpu, threads != 1);
    if (!matmul)
      return nullptr;
  }
  return weights;
}

//===----------------------------------------------------------------------===//
// Measurements
//===----------------------------------------------------------------------===//

static double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + values.size() / 2,
                   values.end());
  return values[values.size() / 2];
}

/// How many times as long as `base` another one takes.
static double getRatio(const Contestant &other, const Contestant &base) {
  std::vector<double> ratios;
  for (auto [theirs, ours] : llvm::zip(other.seconds, base.seconds))
    ratios.push_back(theirs / ours);
  return median(ratios);
}

/// Root mean square of the difference, relative to that of `expected`.
static double getDifference(const std::vector<float> &actual,
                            const std::vector<float> &expected) {
  double error = 0, total = 0;
  for (auto [a, b] : llvm::zip_equal(actual, expected)) {
    error += (double(a) - b) * (double(a) - b);
    total += double(b) * b;
  }
  return std::sqrt(error / total);
}

MatmulCase::MatmulCase(const Weights &weights, int64_t m)
    : weights(weights), options(weights.options), m(m),
      x(std::reinterpret_pointer_cast<float>(
          LargePageAllocator().allocate(m * options.k * sizeof(float)))) {
  fillNormal(x.get(), m * options.k, 1);
  addReading();
  // A peer may take so long that other threads fall asleep and caches are
  // lost, so those that are compared with each other are neighbours.
  for (int threads : options.threads)
    addOurs(threads);
  for (int threads : options.threads)
    addTheirs(threads);
}

/// Seconds of a clock. That of a thread stands still while others have its
/// core, which long calls suffer from more than short ones.
static double readClock(clockid_t clock) {
  timespec time;
  clock_gettime(clock, &time);
  return double(time.tv_sec) + 1e-9 * double(time.tv_nsec);
}

void MatmulCase::run() {
  constexpr int numWarmUps = 1, minRounds = 5;
  clockid_t clock = hasThreads() ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID;
  double begin = readClock(CLOCK_MONOTONIC);
  for (int round = -numWarmUps; round < options.reps; ++round) {
    bool isOver = options.seconds > 0 &&
                  readClock(CLOCK_MONOTONIC) - begin > options.seconds;
    if (round >= minRounds && isOver)
      break;
    size_t copy = size_t(round + numWarmUps) % weights.numCopies;
    for (Contestant &contestant : contestants) {
      double start = readClock(clock);
      contestant.run(copy);
      double seconds = readClock(clock) - start;
      if (round >= 0)
        contestant.seconds.push_back(seconds);
    }
  }
}

/// True if a contestant uses more than the calling thread.
bool MatmulCase::hasThreads() const {
  return llvm::any_of(options.threads, [](int threads) { return threads > 1; });
}

/// One thread that reads as many bytes as a weight has is what bounds all that
/// use a weight for few rows.
void MatmulCase::addReading() {
  using runtime::Reading;
  size_t numBytes = weights.numBytes();
  contestants.push_back(
      {"memory", "one stream", 1, [this, numBytes](size_t copy) {
         sink = sink + runtime::readAll(weights.plain->data() + copy * numBytes,
                                        numBytes, Reading::OneStream);
       }});
  contestants.push_back({"memory", "fastest", 1, [this, numBytes](size_t copy) {
                           // Not the one that kernels read in this round.
                           size_t half = weights.numCopies / 2;
                           copy = (copy + half) % weights.numCopies;
                           sink = sink +
                                  runtime::readAll(weights.packed[copy].get(),
                                                   numBytes, Reading::Fastest);
                         }});
}

void MatmulCase::addOurs(int threads) {
  const CompiledMatmul *matmul =
      threads == 1 ? weights.alone.get() : weights.threaded.get();
  contestants.push_back(
      {"qblock", "packed", threads,
       [this, matmul, threads](size_t copy) {
         omp_set_num_threads(threads);
         // Freed first, its place is taken again.
         y = {};
         y = matmul->run(x.get(), weights.packed[copy].get(), m);
       },
       [this] {
         return std::vector<float>(y.elems, y.elems + m * options.n);
       }});
}

void MatmulCase::addTheirs(int threads) {
  for (const auto &layout : weights.ggml) {
    ggmlMatmuls.push_back(
        std::make_unique<GgmlMatmul>(*layout, x.get(), m, options.k, threads));
    const GgmlMatmul *matmul = ggmlMatmuls.back().get();
    contestants.push_back({"ggml", layout->getLayout(), threads,
                           [matmul](size_t copy) { matmul->run(copy); },
                           [matmul] { return matmul->getResult(); }});
  }
}

llvm::json::Object MatmulCase::begin(StringRef peer, int threads) const {
  return llvm::json::Object{
      {"peer", peer},
      {"type", StringRef(weights.type.name.data(), weights.type.name.size())},
      {"m", m},
      {"n", options.n},
      {"k", options.k},
      {"threads", threads}};
}

/// GB/s of ggml's bytes.
double MatmulCase::getRate(const Contestant &contestant) const {
  return weights.numBytes() / median(contestant.seconds) * 1e-9;
}

llvm::json::Object MatmulCase::describe(const Contestant &contestant) const {
  double seconds = median(contestant.seconds);
  llvm::json::Object line = begin(contestant.peer, contestant.threads);
  line["layout"] = contestant.layout;
  line["seconds"] = seconds;
  line["best_seconds"] =
      *std::min_element(contestant.seconds.begin(), contestant.seconds.end());
  line["gbytes_s"] = getRate(contestant);
  line["gops"] = 2.0 * m * options.n * options.k / seconds * 1e-9;
  line["clock"] = hasThreads() ? "wall" : "cpu";
  line["rounds"] = int64_t(contestant.seconds.size());
  line["copies"] = int64_t(weights.numCopies);
  return line;
}

bool MatmulCase::check(const Contestant &contestant, double difference) const {
  // Both round x alike; what is left is the order of sums in binary32, which
  // gave up to 1e-6 for all formats and layouts.
  constexpr double maxDifference = 1e-4;
  if (difference <= maxDifference)
    return true;
  llvm::WithColor::error(llvm::errs(), "bench-matmul")
      << contestant.peer << " (" << contestant.layout
      << ") computes another result for " << StringRef(weights.type.name)
      << "\n";
  return false;
}

void bench::printLine(llvm::json::Object line) {
  llvm::outs() << llvm::json::Value(std::move(line)) << "\n";
  llvm::outs().flush();
}

bool MatmulCase::print(const Ggml *ggml) const {
  const Contestant &oneStream = contestants[0], &fastest = contestants[1];
  const Contestant &first = contestants[2];
  auto getOurs = [&](int threads) -> const Contestant & {
    return *llvm::find_if(contestants, [&](const Contestant &one) {
      return one.peer == first.peer && one.threads == threads;
    });
  };
  std::vector<float> expected = first.getResult();
  for (const Contestant &contestant : llvm::drop_begin(contestants, 2)) {
    llvm::json::Object line = describe(contestant);
    const Contestant &ours = getOurs(contestant.threads);
    if (&contestant == &ours) {
      line["target_cpu"] = options.cpu;
      line["read_gb_s_1"] = getRate(oneStream);
      line["read_share"] = getRatio(oneStream, ours);
      line["max_read_gb_s_1"] = getRate(fastest);
      line["max_read_share"] = getRatio(fastest, ours);
      if (&ours != &first)
        line["speedup"] = getRatio(first, ours);
    } else {
      line["version"] = ggml->getVersion();
      line["ratio"] = getRatio(contestant, ours);
    }
    double difference = getDifference(contestant.getResult(), expected);
    line["difference"] = difference;
    printLine(std::move(line));
    if (!check(contestant, difference))
      return false;
  }
  if (!weights.ggmlMissing.empty()) {
    llvm::json::Object line = begin("ggml", first.threads);
    line["missing"] = weights.ggmlMissing;
    printLine(std::move(line));
  }
  return true;
}
