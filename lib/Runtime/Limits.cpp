//===- Limits.cpp - What this machine can reach -----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Limits are measured and not looked up: a cloud machine has no data sheet. The
// loop of dot products is emitted by the target whose kernels are judged by it,
// so no instruction is named here; its activations come from the nearest cache,
// because equal products of registers would be computed once.
//
//===----------------------------------------------------------------------===//

#include "qblock/Runtime/Limits.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Pass/PassManager.h"
#include "qblock/Pipelines/Pipelines.h"
#include "qblock/Runtime/LoadedCode.h"
#include "qblock/Support/LargePages.h"

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

using namespace mlir;
using namespace qblock;
using namespace qblock::runtime;

namespace {
/// One of a cache: a load that touches two takes twice as long.
struct alignas(64) Line {
  int8_t elems[64];
};
} // namespace

/// Seconds that `work(thread)` takes on all threads, which begin together. Of
/// one thread, those that it had of its core: others on the machine are no
/// limit.
static double timeThreads(unsigned numThreads,
                          const std::function<void(unsigned thread)> &work) {
  auto readClock = [=] {
    timespec time;
    clock_gettime(numThreads == 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC,
                  &time);
    return double(time.tv_sec) + 1e-9 * double(time.tv_nsec);
  };
  std::atomic<unsigned> numReady{0};
  std::vector<double> begins(numThreads), ends(numThreads);
  auto run = [&](unsigned thread) {
    ++numReady;
    while (numReady != numThreads)
      std::this_thread::yield();
    begins[thread] = readClock();
    work(thread);
    ends[thread] = readClock();
  };
  std::vector<std::thread> threads;
  for (unsigned thread = 1; thread < numThreads; ++thread)
    threads.emplace_back(run, thread);
  run(0);
  for (std::thread &thread : threads)
    thread.join();
  return *std::max_element(ends.begin(), ends.end()) -
         *std::min_element(begins.begin(), begins.end());
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

/// The sum of all words, so that none may be left out; of each stream the lines
/// `bytesAhead` further on are asked for.
template <size_t numStreams, size_t bytesAhead>
static uint64_t readStreams(const void *bytes, size_t numBytes) {
  using Words = uint64_t __attribute__((vector_size(32)));
  constexpr size_t wordsPerLine = sizeof(Line) / sizeof(Words);
  size_t wordsPerStream = numBytes / (numStreams * sizeof(Line)) * wordsPerLine;
  const auto *words = static_cast<const Words *>(bytes);
  Words sums[numStreams][wordsPerLine] = {};
  for (size_t i = 0; i < wordsPerStream; i += wordsPerLine)
    for (size_t stream = 0; stream < numStreams; ++stream) {
      const Words *line = &words[stream * wordsPerStream + i];
      if constexpr (bytesAhead != 0)
        __builtin_prefetch(line + bytesAhead / sizeof(Words));
      for (size_t j = 0; j < wordsPerLine; ++j)
        sums[stream][j] += line[j];
    }
  uint64_t sum = 0;
  for (auto &stream : sums)
    for (Words &part : stream)
      sum += part[0] + part[1] + part[2] + part[3];
  return sum;
}

/// Two streams keep more of the memory's latency in flight than one, and read
/// fastest without prefetches.
uint64_t runtime::readAll(const void *bytes, size_t numBytes, Reading reading) {
  return reading == Reading::OneStream ? readStreams<1, 4096>(bytes, numBytes)
                                       : readStreams<2, 0>(bytes, numBytes);
}

double runtime::measureReading(unsigned numThreads, Reading reading) {
  constexpr size_t bytesPerThread = size_t(256) << 20;
  constexpr int numRuns = 6;
  LargePageAllocator largePages;
  std::vector<std::shared_ptr<uint8_t>> buffers(numThreads);
  for (std::shared_ptr<uint8_t> &buffer : buffers) {
    if (reading == Reading::Fastest)
      buffer = largePages.allocate(bytesPerThread);
    else
      buffer.reset(static_cast<uint8_t *>(
                       std::aligned_alloc(sizeof(Line), bytesPerThread)),
                   std::free);
    if (!buffer)
      return 0;
    std::memset(buffer.get(), 1, bytesPerThread);
  }
  std::vector<uint64_t> sums(numThreads);
  volatile uint64_t sink = 0;
  double best = 0;
  for (int run = 0; run < numRuns; ++run) {
    double seconds = timeThreads(numThreads, [&](unsigned thread) {
      sums[thread] = readAll(buffers[thread].get(), bytesPerThread, reading);
    });
    for (uint64_t value : sums)
      sink = sink + value;
    best = std::max(best, double(bytesPerThread) * numThreads / seconds);
  }
  return best;
}

//===----------------------------------------------------------------------===//
// Dot products
//===----------------------------------------------------------------------===//

namespace {
constexpr int64_t elemsPerLane = 4;
constexpr int64_t numSteps = 8; ///< of x: few, so that it stays in the cache
constexpr int64_t maxSums = 16; ///< more than any latency needs

/// Emits `name(x, rounds)`, which multiplies the `numSums` vectors of each step
/// of x by one vector of codes, `rounds` times, and returns a number that
/// depends on all products.
struct DotLoop {
  OpBuilder &builder;
  Location loc;
  const CpuTarget &target;
  bool isShort;

  int64_t numSums() const {
    // One register is for codes; where a product is more than one instruction,
    // two are for it and what it is made of.
    int64_t others = target.hasShortDot() ? 3 : 1;
    return std::min(maxSums, target.getNumRegisters() - others);
  }
  int64_t elemsPerVector() const { return elemsPerLane * target.getLanes(); }
  int64_t elemsOfX() const { return numSteps * numSums() * elemsPerVector(); }

  Value index(int64_t value) {
    return arith::ConstantIndexOp::create(builder, loc, value);
  }
  VectorType sumType() {
    int64_t lanes = target.getLanes();
    return isShort ? VectorType::get(2 * lanes, builder.getI16Type())
                   : VectorType::get(lanes, builder.getI32Type());
  }
  VectorType codesType() {
    return VectorType::get(elemsPerVector(), builder.getI8Type());
  }
  SmallVector<Value> emitStep(Value x, Value codes, Value step,
                              ValueRange sums);
  void emit(ModuleOp module, StringRef name);
};
} // namespace

SmallVector<Value> DotLoop::emitStep(Value x, Value codes, Value step,
                                     ValueRange sums) {
  SmallVector<Value> results;
  Value first = arith::MulIOp::create(builder, loc, step,
                                      index(numSums() * elemsPerVector()));
  for (auto [i, sum] : llvm::enumerate(sums)) {
    Value offset =
        arith::AddIOp::create(builder, loc, first, index(i * elemsPerVector()));
    Value part = vector::LoadOp::create(builder, loc, codesType(), x, offset);
    constexpr bool isSigned = false;
    results.push_back(
        isShort ? target.emitShortDot(builder, loc, sum, codes, part, isSigned)
                : target.emitDot(builder, loc, sum, codes, part, isSigned));
  }
  return results;
}

void DotLoop::emit(ModuleOp module, StringRef name) {
  builder.setInsertionPointToEnd(module.getBody());
  auto xType = MemRefType::get({elemsOfX()}, builder.getI8Type());
  auto function = func::FuncOp::create(
      builder, loc, name,
      builder.getFunctionType({xType, builder.getIndexType()},
                              {builder.getI32Type()}));
  function->setAttr(LLVM::LLVMDialect::getEmitCWrapperAttrName(),
                    builder.getUnitAttr());
  allowVectorsOf(target, function);
  builder.setInsertionPointToStart(function.addEntryBlock());
  Value x = function.getArgument(0);
  Value codes = vector::LoadOp::create(builder, loc, codesType(), x, index(0));
  codes = arith::AndIOp::create(
      builder, loc, codes,
      arith::ConstantOp::create(
          builder, loc, DenseElementsAttr::get(codesType(), int8_t(15))));
  Value zero =
      arith::ConstantOp::create(builder, loc, builder.getZeroAttr(sumType()));
  SmallVector<Value> sums(numSums(), zero);
  auto rounds = scf::ForOp::create(builder, loc, index(0),
                                   function.getArgument(1), index(1), sums);
  builder.setInsertionPointToStart(rounds.getBody());
  auto steps = scf::ForOp::create(builder, loc, index(0), index(numSteps),
                                  index(1), rounds.getRegionIterArgs());
  builder.setInsertionPointToStart(steps.getBody());
  scf::YieldOp::create(
      builder, loc,
      emitStep(x, codes, steps.getInductionVar(), steps.getRegionIterArgs()));
  builder.setInsertionPointToEnd(rounds.getBody());
  scf::YieldOp::create(builder, loc, steps.getResults());
  builder.setInsertionPointAfter(rounds);
  Value all = rounds.getResult(0);
  for (Value sum : rounds.getResults().drop_front())
    all = arith::AddIOp::create(builder, loc, all, sum);
  all = vector::BitCastOp::create(
      builder, loc, VectorType::get(target.getLanes(), builder.getI32Type()),
      all);
  Value result = vector::ReductionOp::create(builder, loc,
                                             vector::CombiningKind::ADD, all);
  func::ReturnOp::create(builder, loc, result);
}

/// The best rate of several runs.
static double measureDotLoop(int32_t (*function)(void *, int64_t),
                             const DotLoop &loop, unsigned numThreads) {
  constexpr int numRuns = 20;
  constexpr int64_t numRounds = 20000;
  std::vector<Line> line(loop.elemsOfX() / sizeof(Line) + 1);
  std::vector<std::vector<Line>> x(numThreads, line);
  double ops = 2.0 * numRounds * loop.elemsOfX() * numThreads, best = 0;
  std::vector<int32_t> results(numThreads);
  for (int run = 0; run < numRuns; ++run) {
    double seconds = timeThreads(numThreads, [&](unsigned thread) {
      auto address = reinterpret_cast<int64_t>(x[thread].data());
      int64_t descriptor[] = {address, address, 0, loop.elemsOfX(), 1};
      results[thread] = function(descriptor, numRounds);
    });
    best = std::max(best, ops / seconds);
  }
  return best;
}

std::optional<DotRates> runtime::measureDots(const Machine &machine,
                                             unsigned numThreads) {
  const CpuTarget &target = selectCpuTarget(machine);
  DialectRegistry registry;
  registerAllDialects(registry);
  registerAllExtensions(registry);
  MLIRContext context(registry, MLIRContext::Threading::DISABLED);
  context.loadAllAvailableDialects();
  OpBuilder builder(&context);
  Location loc = builder.getUnknownLoc();
  OwningOpRef<ModuleOp> module = ModuleOp::create(loc);
  DotLoop dot = {builder, loc, target, false};
  DotLoop shortDot = {builder, loc, target, true};
  dot.emit(*module, "dot");
  if (target.hasShortDot())
    shortDot.emit(*module, "short_dot");
  PassManager passes(&context);
  buildLowerBuffersToLLVMPipeline(passes, LowerToCpuOptions());
  if (failed(passes.run(*module)))
    return std::nullopt;
  auto code = LoadedCode::load(*module, machine);
  if (failed(code))
    return std::nullopt;
  auto measure = [&](StringRef name, const DotLoop &loop) {
    auto *function = (*code)->getFunction<int32_t(void *, int64_t)>(name);
    return function ? measureDotLoop(function, loop, numThreads) : 0.0;
  };
  DotRates rates;
  rates.dot = measure("dot", dot);
  if (target.hasShortDot())
    rates.shortDot = measure("short_dot", shortDot);
  return rates;
}
