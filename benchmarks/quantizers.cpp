//===- quantizers.cpp - Speed of the quantizers -----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// quantizers [LIBGGML-BASE.so] [REPEATS]
//
// Quantizes a 4096 x 4096 matrix of normally distributed numbers to each type,
// on two threads, without and with importance data. With the path of ggml's
// library its `ggml_quantize_chunk` runs in turn with ours; the ratio is the
// median over pairs of runs, which noise of the machine touches least. Bytes
// are compared as well. Prints a Markdown table; rates are millions of elements
// a second.
//
//===----------------------------------------------------------------------===//

#include "qblock/Format/Format.h"
#include "qblock/Format/Quantize.h"
#include "qblock/Support/Parallel.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <random>
#include <string>
#include <vector>

using namespace qblock;

static constexpr int64_t numRows = 4096, rowElems = 4096;
static constexpr unsigned numThreads = 2;

using QuantizeChunk = size_t (*)(int type, const float *src, void *dst,
                                 int64_t start, int64_t numRows,
                                 int64_t rowElems, const float *importance);
using QuantizeInit = void (*)(int type);

/// Seconds of `body(firstRow, numRows)` over all rows.
template <typename Body>
static double timeRows(Body body) {
  auto start = std::chrono::steady_clock::now();
  parallelFor(
      numRows, numRows / numThreads,
      [&](int64_t begin, int64_t end) { body(begin, end - begin); },
      numThreads);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start)
      .count();
}

static double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

int main(int argc, char **argv) {
  QuantizeChunk peer = nullptr;
  QuantizeInit init = nullptr;
  if (argc > 1) {
    void *library = dlopen(argv[1], RTLD_NOW);
    if (!library) {
      std::fprintf(stderr, "%s\n", dlerror());
      return EXIT_FAILURE;
    }
    peer = QuantizeChunk(dlsym(library, "ggml_quantize_chunk"));
    init = QuantizeInit(dlsym(library, "ggml_quantize_init"));
  }
  int repeats = argc > 2 ? std::atoi(argv[2]) : 5;
  std::mt19937 random(7);
  std::normal_distribution<float> normal(0.0f, 0.02f);
  std::vector<float> src(numRows * rowElems), importance(rowElems);
  for (float &value : src)
    value = normal(random);
  for (float &value : importance)
    value = std::exp(normal(random) * 100);

  std::printf("| type | importance | M elem/s | ggml | ratio | bytes |\n"
              "| --- | --- | --- | --- | --- | --- |\n");
  for (const format::TypeInfo &type : format::allTypes()) {
    bool isActivation = type.row && type.row->activationOnly;
    if (!format::canQuantize(type) || isActivation || type.name == "f32")
      continue;
    int64_t rowBytes = format::rowBytes(type, rowElems);
    std::vector<uint8_t> ours(numRows * rowBytes), theirs(ours.size());
    if (init)
      init(int(type.ggmlId));
    for (bool weighted : {false, true}) {
      const float *weights = weighted ? importance.data() : nullptr;
      std::vector<double> seconds, peerSeconds, ratios;
      for (int i = 0; i < repeats; ++i) {
        seconds.push_back(timeRows([&](int64_t first, int64_t count) {
          format::quantizeRows(type, src.data() + first * rowElems,
                               ours.data() + first * rowBytes, count, rowElems,
                               weights);
        }));
        if (!peer)
          continue;
        peerSeconds.push_back(timeRows([&](int64_t first, int64_t count) {
          peer(int(type.ggmlId), src.data(), theirs.data(), first * rowElems,
               count, rowElems, weights);
        }));
        ratios.push_back(peerSeconds.back() / seconds.back());
      }
      double megaElems = double(numRows * rowElems) / 1e6;
      std::printf("| %s | %s | %.0f |", std::string(type.name).c_str(),
                  weighted ? "yes" : "no", megaElems / median(seconds));
      if (peer)
        std::printf(" %.0f | %.2f | %s |\n", megaElems / median(peerSeconds),
                    median(ratios), ours == theirs ? "equal" : "DIFFER");
      else
        std::printf(" | | |\n");
      std::fflush(stdout);
    }
  }
  return EXIT_SUCCESS;
}
