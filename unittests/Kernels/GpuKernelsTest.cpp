//===- GpuKernelsTest.cpp - What GPU kernels are made of --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For each format and chip: the kernels use the instructions that they are made
// for, need nothing from outside, and the assembler takes them without a spill.
// Only what depends on the chip is emitted for each of them.
// Their values are checked in test/Conversion/QBlockToGPU.
//
//===----------------------------------------------------------------------===//

#include "qblock/CodeGen/GpuCode.h"

#include "MatmulReference.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

#include <gtest/gtest.h>
#include <map>
#include <string>
#include <tuple>

using namespace qblock;
using llvm::StringRef;

namespace {

using Case = std::tuple<const format::Format *, const GpuTarget *>;

/// Those of a format beside the GEMVs: the rounding of x, two GEMMs, the
/// addition of their splits, packing, and the reading of rows in both orders.
constexpr size_t numOtherKernels = 7;

using Filter = llvm::function_ref<bool(StringRef)>;

/// PTX of the kernels that are asked for and whose name passes.
std::string emitPtx(const GpuRequest &request, const GpuTarget &target,
                    Filter isWanted) {
  mlir::MLIRContext context(mlir::MLIRContext::Threading::DISABLED);
  loadGpuDialects(context, target);
  mlir::OpBuilder builder(&context);
  mlir::OwningOpRef<mlir::ModuleOp> module(
      mlir::ModuleOp::create(builder.getUnknownLoc()));
  builder.setInsertionPointToEnd(module->getBody());
  auto kernels = mlir::gpu::GPUModuleOp::create(
      builder, builder.getUnknownLoc(), "kernels");
  emitGpuKernels(kernels, request, target);
  for (auto kernel :
       llvm::make_early_inc_range(kernels.getOps<mlir::gpu::GPUFuncOp>()))
    if (!isWanted(kernel.getName()))
      kernel.erase();
  llvm::SmallVector<char, 0> code;
  if (failed(emitGpuCode(*module, target, GpuCodeKind::Assembly, code)))
    return {};
  return std::string(code.begin(), code.end());
}

/// Of the kernels for a format.
std::string emitPtx(const format::Format &row, const GpuTarget &target,
                    Filter isWanted, GpuGemm gemm = GpuGemm::Int8) {
  GpuRequest request;
  for (GpuRequest::Formats *formats :
       {&request.multiplied, &request.gathered, &request.rawMultiplied,
        &request.rawGathered})
    formats->push_back(&row);
  request.gemm = gemm;
  return emitPtx(request, target, isWanted);
}

bool isGemv(StringRef name) { return name.starts_with("qblock_gemv_"); }

void expectNothingFromOutside(StringRef text) {
  for (StringRef unwanted : {".local", ".extern .func", "call", "__nv_"})
    EXPECT_FALSE(text.contains(unwanted)) << unwanted.str();
}

/// GEMVs have the same code for all chips, which is made once for a format.
class GemvKernelsTest : public testing::TestWithParam<const format::Format *> {
public:
  static StringRef getPtx(const format::Format &row) {
    std::string &text = texts[&row];
    if (text.empty())
      text = emitPtx(row, *getGpuTargets().front(), isGemv);
    return text;
  }
  static constexpr size_t numKernels = 2 * std::size(gemvColumns);

private:
  static inline std::map<const format::Format *, std::string> texts;
};

TEST_P(GemvKernelsTest, AreMadeOfDotProductsAndWideLoads) {
  StringRef text = getPtx(*GetParam());
  EXPECT_EQ(text.count(".visible .entry qblock_gemv_"), numKernels);
  // 32 rows-times-steps of a slab for each row of x, in one loop; of blocks in
  // ggml's order up to 8 more, which add x up.
  size_t numDots = 0;
  for (int64_t columns : gemvColumns)
    numDots += 32 * columns;
  EXPECT_GE(text.count("dp4a."), 2 * numDots);
  EXPECT_LE(text.count("dp4a."), 2 * numDots + numDots / 4);
  // Codes come 16 bytes at a time, through the read-only path.
  EXPECT_GE(text.count("ld.global.nc.v4.b32"),
            std::size(gemvColumns) * GetParam()->quant.widthBits());
  expectNothingFromOutside(text);
}

/// For a format with a table, whose lanes load for each other.
TEST(GemvKernelsOfChipsTest, AreTheSame) {
  auto afterHead = [](StringRef text) {
    return text.substr(text.find(".visible .entry"));
  };
  const format::Format &row = *format::findFormat("mxfp4");
  for (const GpuTarget *target : getGpuTargets()) {
    std::string ptx = emitPtx(row, *target, isGemv);
    EXPECT_EQ(StringRef(ptx).count(".target " + target->getName().str()), 1u);
    EXPECT_TRUE(afterHead(ptx) == afterHead(GemvKernelsTest::getPtx(row)))
        << target->getName().str();
  }
}

/// The kernels of a chip beside GEMVs.
class GpuKernelsTest : public testing::TestWithParam<Case> {
protected:
  void SetUp() override {
    auto [row, target] = GetParam();
    std::string &slot = texts[GetParam()];
    if (slot.empty())
      slot =
          emitPtx(*row, *target, [](StringRef name) { return !isGemv(name); });
    ptx = slot;
    ASSERT_FALSE(ptx.empty());
  }
  static void TearDownTestSuite() { texts.clear(); }
  static inline std::map<Case, std::string> texts;
  std::string ptx;
};

TEST_P(GpuKernelsTest, MultiplyManyRowsOnTensorUnits) {
  auto [row, target] = GetParam();
  StringRef text = ptx;
  EXPECT_TRUE(text.contains((".target " + target->getName() + "\n").str()));
  EXPECT_EQ(text.count(".visible .entry "), numOtherKernels);
  EXPECT_EQ(text.count(".visible .entry qblock_gemm_"), 2u);
  bool isSmall = target->getInt8Mma().k == 16;
  EXPECT_EQ(text.contains(".m8n8k16.row.col.s32.s8.s8.s32"), isSmall);
  EXPECT_EQ(text.contains("cp.async.cg.shared.global"), target->hasAsyncCopy());
  EXPECT_TRUE(text.contains("ldmatrix.sync.aligned.m8n8.x4.shared.b16"));
  EXPECT_FALSE(text.contains("satfinite"));
  expectNothingFromOutside(text);
  // Mins of super-blocks meet sums of x in binary16.
  EXPECT_EQ(text.contains(".f32.f16.f16.f32"), bool(row->subMin));
}

/// What ptxas says; nothing if it fails.
std::string assemble(StringRef ptxas, StringRef ptx, StringRef chip) {
  llvm::SmallString<128> source, log;
  if (llvm::sys::fs::createTemporaryFile("kernels", "ptx", source) ||
      llvm::sys::fs::createTemporaryFile("kernels", "log", log))
    return {};
  llvm::FileRemover removeSource(source), removeLog(log);
  {
    std::error_code error;
    llvm::raw_fd_ostream(source, error) << ptx;
  }
  std::string arch = ("-arch=" + chip).str();
  StringRef arguments[] = {ptxas, arch, "-v", source, "-o", "/dev/null"};
  std::optional<StringRef> redirects[] = {std::nullopt, StringRef(log),
                                          StringRef(log)};
  int status =
      llvm::sys::ExecuteAndWait(ptxas, arguments, std::nullopt, redirects);
  auto text = llvm::MemoryBuffer::getFile(log);
  EXPECT_EQ(status, 0) << (text ? (*text)->getBuffer().str() : "");
  return status == 0 && text ? (*text)->getBuffer().str() : "";
}

/// The number of kernels that ptxas assembles, none of which spills.
size_t countWithoutSpills(StringRef ptxas, StringRef ptx, StringRef chip) {
  std::string log = assemble(ptxas, ptx, chip);
  size_t numKernels = 0;
  for (StringRef line : llvm::split(log, '\n'))
    if (line.contains("bytes stack frame")) {
      ++numKernels;
      EXPECT_EQ(line.trim(), "0 bytes stack frame, 0 bytes spill stores, "
                             "0 bytes spill loads");
    }
  return numKernels;
}

TEST_P(GpuKernelsTest, AssembleWithoutSpills) {
  auto ptxas = llvm::sys::findProgramByName("ptxas");
  if (!ptxas)
    GTEST_SKIP() << "there is no ptxas (CUDA toolkit) in PATH";
  auto [row, target] = GetParam();
  StringRef chip = target->getName();
  EXPECT_EQ(countWithoutSpills(*ptxas, ptx, chip), numOtherKernels);
  EXPECT_EQ(countWithoutSpills(*ptxas, GemvKernelsTest::getPtx(*row), chip),
            GemvKernelsTest::numKernels);
}

TEST_P(GpuKernelsTest, MultiplyDecodedWeights) {
  auto [row, target] = GetParam();
  if (!findGemmProblem(GpuGemm::BFloat16, *target).empty())
    GTEST_SKIP() << "the chip has no products in bf16";
  auto isHalfGemm = [](StringRef name) {
    return name.starts_with("qblock_gemm_") &&
           name.ends_with(spellElement(GpuGemm::BFloat16));
  };
  std::string ptx = emitPtx(*row, *target, isHalfGemm, GpuGemm::BFloat16);
  StringRef text = ptx;
  EXPECT_EQ(text.count(".visible .entry "), 1u);
  EXPECT_TRUE(text.contains(".m16n8k16.row.col.f32.bf16.bf16.f32"));
  EXPECT_TRUE(text.contains(".bf16x2")); // decoded in pairs
  // Weights are loaded a stage ahead: from before the loop on, and in it.
  size_t numWords = row->quant.widthBits();
  EXPECT_GE(text.count("ld.global.nc.b32"), 2 * numWords);
  expectNothingFromOutside(text);
  if (auto ptxas = llvm::sys::findProgramByName("ptxas"))
    EXPECT_EQ(countWithoutSpills(*ptxas, ptx, target->getName()), 1u);
}

class RoutedKernelsTest : public testing::TestWithParam<const GpuTarget *> {};

/// Where rows begin and end is looked up, which takes registers: for a format
/// whose kernels have few left.
TEST_P(RoutedKernelsTest, AssembleWithoutSpills) {
  GpuRequest request;
  request.bitsPerId = {32, 64};
  request.routed = {format::findFormat("q6_K")};
  std::string ptx =
      emitPtx(request, *GetParam(), [](StringRef) { return true; });
  StringRef text = ptx;
  size_t perFormat = std::size(gemvColumns) + 2;
  EXPECT_EQ(text.count(".visible .entry qblock_routed_gem"),
            request.routed.size() * perFormat);
  EXPECT_EQ(text.count(".visible .entry qblock_sort_rows_"), 2u);
  size_t numKernels = text.count(".visible .entry ");
  if (auto ptxas = llvm::sys::findProgramByName("ptxas"))
    EXPECT_EQ(countWithoutSpills(*ptxas, ptx, GetParam()->getName()),
              numKernels);
}

INSTANTIATE_TEST_SUITE_P(Kernels, RoutedKernelsTest,
                         testing::ValuesIn(getGpuTargets().vec()),
                         [](const auto &info) {
                           return info.param->getName().str();
                         });

INSTANTIATE_TEST_SUITE_P(Kernels, GemvKernelsTest,
                         testing::ValuesIn(test::getWeightFormats()),
                         [](const auto &info) {
                           return std::string(info.param->name);
                         });

INSTANTIATE_TEST_SUITE_P(
    Kernels, GpuKernelsTest,
    testing::Combine(testing::ValuesIn(test::getWeightFormats()),
                     testing::ValuesIn(getGpuTargets().vec())),
    [](const auto &info) {
      return std::string(std::get<0>(info.param)->name) + "_" +
             std::get<1>(info.param)->getName().str();
    });

} // namespace
