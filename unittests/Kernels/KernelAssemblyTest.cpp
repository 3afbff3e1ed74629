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
// that can compile for the CPU. A hot loop is an innermost one with products:
// nothing in it reads or writes the stack.
//
//===----------------------------------------------------------------------===//

#include "KernelJit.h"
#include "qblock/Target/Machine.h"
#include "llvm/ADT/StringExtras.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <ostream>
#include <string>
#include <tuple>
#include <vector>

using namespace qblock;
using llvm::StringRef;
using Lines = std::vector<StringRef>;

namespace {

/// What is expected of the kernels for a CPU.
struct Expectation {
  StringRef cpu;             ///< as LLVM spells it
  StringRef target;          ///< that is chosen for it
  StringRef product;         ///< the instruction that multiplies codes
  size_t numProducts;        ///< of the hottest loop, at least
  double maxLinesPerProduct; ///< of that loop
  StringRef stack;           ///< how an address on the stack looks
};
void PrintTo(const Expectation *expectation, std::ostream *os) {
  *os << expectation->cpu.str();
}

const Expectation expectations[] = {
    {"znver5", "avx512vnni", "vpdpbusd", 96, 4, "(%rsp)"},
    {"alderlake", "avxvnni", "vpdpbusd", 40, 6, "(%rsp)"},
    {"haswell", "avx2", "vpmaddubsw", 40, 8, "(%rsp)"},
    {"neoverse-n1", "neon-dotprod", "sdot", 80, 4, "[sp"},
    {"neoverse-v1", "neon-i8mm", "usdot", 80, 4, "[sp"},
};

using Case = std::tuple<const format::Format *, const Expectation *>;

/// Instructions and labels.
Lines getLines(StringRef assembly) {
  Lines lines;
  for (StringRef line : llvm::split(assembly, '\n')) {
    line = line.trim();
    bool isDirective = line.starts_with(".") && !line.starts_with(".LBB");
    if (!line.empty() && !isDirective && !line.starts_with("#") &&
        !line.starts_with("//"))
      lines.push_back(line);
  }
  return lines;
}

size_t countOf(const Lines &lines, StringRef part) {
  return llvm::count_if(lines,
                        [&](StringRef line) { return line.contains(part); });
}

/// What a jump within a function jumps to, or nothing.
StringRef getJumpLabel(StringRef line) {
  auto [name, operands] = line.split('\t');
  bool isJump = llvm::is_contained({"b", "cbz", "cbnz", "tbz", "tbnz"}, name) ||
                name.starts_with("b.") || name.starts_with("j");
  size_t label = operands.find(".LBB");
  if (!isJump || label == StringRef::npos)
    return {};
  return operands.substr(label).take_until([](char c) { return c == ' '; });
}

/// The lines of loops that contain no other loop but some products.
std::vector<Lines> findHotLoops(const Lines &lines, StringRef product) {
  std::vector<Lines> loops;
  std::map<StringRef, size_t> labels;
  size_t lastEnd = 0;
  for (size_t i = 0; i != lines.size(); ++i) {
    if (lines[i].starts_with(".LBB"))
      labels[lines[i].take_until([](char c) { return c == ':'; })] = i;
    auto label = labels.find(getJumpLabel(lines[i]));
    if (label == labels.end() || label->second < lastEnd)
      continue;
    lastEnd = i;
    Lines loop(lines.begin() + label->second + 1, lines.begin() + i + 1);
    if (countOf(loop, product) != 0)
      loops.push_back(loop);
  }
  return loops;
}

bool isVectorOnStack(StringRef line, StringRef stack) {
  StringRef operands = line.split('\t').second;
  bool isVector =
      operands.contains("mm") ||
      (!operands.empty() && StringRef("qdv{").contains(operands[0]));
  return isVector && operands.contains(stack);
}

/// True for moves that work at any address, of vectors wider than the stack is
/// aligned when a function is called: one on the stack may lie on two lines.
bool isUnaligned(StringRef line) {
  bool isWide = line.contains("%ymm") || line.contains("%zmm");
  return isWide && (line.starts_with("vmovu") || line.starts_with("vmovdqu"));
}

class KernelAssemblyTest : public testing::TestWithParam<Case> {};

TEST_P(KernelAssemblyTest, HotLoopIsProductsInRegisters) {
  auto [row, expectation] = GetParam();
  llvm::Expected<const CpuTarget *> target = resolveCpuTarget(expectation->cpu);
  ASSERT_TRUE(bool(target)) << llvm::toString(target.takeError());
  ASSERT_EQ((*target)->getName(), expectation->target);
  auto layout = format::PackedLayout::get(*row);
  ASSERT_TRUE(layout);
  std::string assembly = KernelJit::emitAssembly(*layout, expectation->cpu);
  Lines lines = getLines(assembly);
  EXPECT_EQ(countOf(lines, "gather"), 0u);
  StringRef product = expectation->product, stack = expectation->stack;
  std::vector<Lines> loops = findHotLoops(lines, product);
  ASSERT_FALSE(loops.empty());
  for (StringRef line : lines)
    EXPECT_FALSE(isVectorOnStack(line, stack) && isUnaligned(line))
        << line.str();
  for (const Lines &loop : loops)
    EXPECT_EQ(countOf(loop, stack), 0u) << llvm::join(loop, "\n");
  auto hottest = llvm::max_element(loops, [&](const Lines &a, const Lines &b) {
    return countOf(a, product) < countOf(b, product);
  });
  // Loads, unpacking, scaling and adding are not to outweigh the products.
  size_t numProducts = countOf(*hottest, product);
  EXPECT_GE(numProducts, expectation->numProducts);
  EXPECT_LE(double(hottest->size()),
            double(numProducts) * expectation->maxLinesPerProduct)
      << llvm::join(*hottest, "\n");
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
                           std::string name =
                               std::string(std::get<0>(info.param)->name) +
                               "_" + std::get<1>(info.param)->target.str();
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

} // namespace
