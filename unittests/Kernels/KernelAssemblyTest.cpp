//===- KernelAssemblyTest.cpp - What hot loops are made of -----------*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Results do not tell that a kernel got slow: that LLVM spills sums, gathers
// bytes or no longer sees the dot product. Its assembly does, on any machine
// that can compile for the target. The hot loop is the innermost one that has
// most products.
//
//===----------------------------------------------------------------------===//

#include "KernelJit.h"
#include "llvm/ADT/StringExtras.h"

#include <gtest/gtest.h>
#include <map>
#include <string>
#include <tuple>
#include <vector>

using namespace qblock;
using llvm::StringRef;

namespace {

struct Expectation {
  StringRef target;
  StringRef product; ///< the instruction that multiplies codes
  size_t numProducts;
  size_t maxLinesPerProduct; ///< of the loop
  /// Vectors on the stack, of a hundred lines. None is wanted; what is left
  /// comes from LLVM's scheduling, which loads early.
  size_t maxStackPercent;
};

const Expectation expectations[] = {
    {"avx512vnni", "vpdpbusd", 96, 4, 10},
    {"avx2", "vpmaddubsw", 40, 8, 17},
};

using Case = std::tuple<const format::Format *, const Expectation *>;

std::vector<StringRef> getLines(StringRef text) {
  llvm::SmallVector<StringRef> lines;
  text.split(lines, '\n');
  return {lines.begin(), lines.end()};
}

size_t countOf(llvm::ArrayRef<StringRef> lines, StringRef part) {
  return llvm::count_if(lines,
                        [&](StringRef line) { return line.contains(part); });
}

/// The lines between a label and a jump back to it, for the label that is
/// closest to its jump, of the loop with the most products.
llvm::ArrayRef<StringRef> findHotLoop(const std::vector<StringRef> &lines,
                                      StringRef product) {
  llvm::ArrayRef<StringRef> all(lines), best;
  std::map<StringRef, size_t> labels;
  size_t innermost = 0; ///< where the last loop ended
  for (size_t i = 0; i != lines.size(); ++i) {
    StringRef line = lines[i].trim();
    if (line.consume_front("."))
      labels[line.take_until([](char c) { return c == ':'; })] = i;
    if (!line.starts_with("j"))
      continue;
    auto label = labels.find(line.split('.').second);
    if (label == labels.end() || label->second < innermost)
      continue;
    innermost = i;
    auto loop = all.slice(label->second, i - label->second);
    if (countOf(loop, product) > countOf(best, product))
      best = loop;
  }
  return best;
}

class KernelAssemblyTest : public testing::TestWithParam<Case> {};

TEST_P(KernelAssemblyTest, HotLoopIsProductsInRegisters) {
  auto [row, expectation] = GetParam();
  const CpuTarget *target = findCpuTarget(expectation->target);
  ASSERT_NE(target, nullptr);
#if !defined(__x86_64__)
  GTEST_SKIP() << "this machine's LLVM may not know the target";
#endif
  auto layout = format::PackedLayout::get(*row);
  ASSERT_TRUE(layout);
  std::string assembly = KernelJit::emitAssembly(*layout, *target);
  std::vector<StringRef> lines = getLines(assembly);
  EXPECT_EQ(countOf(lines, "gather"), 0u);
  llvm::ArrayRef<StringRef> loop = findHotLoop(lines, expectation->product);
  size_t products = countOf(loop, expectation->product);
  EXPECT_GE(products, expectation->numProducts);
  size_t numStackVectors = llvm::count_if(loop, [](StringRef line) {
    return line.contains("(%rsp)") && line.contains("mm");
  });
  EXPECT_LE(numStackVectors * 100, loop.size() * expectation->maxStackPercent)
      << llvm::join(loop, "\n");
  // Loads, unpacking, scaling and adding are not to outweigh the products.
  EXPECT_LE(loop.size(), products * expectation->maxLinesPerProduct)
      << llvm::join(loop, "\n");
}

std::vector<const format::Format *> getWeightFormats() {
  std::vector<const format::Format *> rows;
  for (const format::Format &row : format::allFormats())
    if (!row.activationOnly)
      rows.push_back(&row);
  return rows;
}

std::vector<const Expectation *> getExpectations() {
  std::vector<const Expectation *> all;
  for (const Expectation &expectation : expectations)
    all.push_back(&expectation);
  return all;
}

INSTANTIATE_TEST_SUITE_P(Kernels, KernelAssemblyTest,
                         testing::Combine(testing::ValuesIn(getWeightFormats()),
                                          testing::ValuesIn(getExpectations())),
                         [](const auto &info) {
                           return std::string(std::get<0>(info.param)->name) +
                                  "_" + std::get<1>(info.param)->target.str();
                         });

} // namespace
