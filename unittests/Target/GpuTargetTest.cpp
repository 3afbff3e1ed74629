//===- GpuTargetTest.cpp - The table of chips -------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "qblock/Target/GpuTarget.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Parser/Parser.h"

#include <gtest/gtest.h>

using namespace qblock;

namespace {

/// What `chip` says of a lowered module; empty if it takes it.
std::string verify(llvm::StringRef chip, llvm::StringRef body) {
  const GpuTarget &target = **findGpuTarget(chip);
  mlir::DialectRegistry registry;
  registry.insert<mlir::gpu::GPUDialect, mlir::arith::ArithDialect>();
  target.registerInterfaces(registry);
  mlir::MLIRContext context(registry);
  std::string messages;
  mlir::ScopedDiagnosticHandler handler(&context,
                                        [&](mlir::Diagnostic &diagnostic) {
                                          messages += diagnostic.str();
                                          return mlir::success();
                                        });
  auto module = mlir::parseSourceString<mlir::ModuleOp>(
      ("gpu.module @kernels {" + body + "}").str(), &context);
  EXPECT_TRUE(bool(module)) << messages;
  mlir::Operation &code = module->getBody()->front();
  EXPECT_EQ(mlir::failed(target.verify(&code)), !messages.empty());
  return messages;
}

TEST(GpuTarget, FindsEachChipByItsName) {
  ASSERT_FALSE(getGpuTargets().empty());
  for (const GpuTarget *target : getGpuTargets()) {
    llvm::Expected<const GpuTarget *> found = findGpuTarget(target->getName());
    ASSERT_TRUE(bool(found));
    EXPECT_EQ(*found, target);
    EXPECT_GE(target->getMaxSharedBytes(), GpuTarget::staticSharedBytes);
    EXPECT_EQ(target->hasAsyncCopy(), target->getInt8Mma().k == 32);
    EXPECT_EQ("sm_" + std::to_string(target->getComputeCapability()),
              target->getName().str());
    // Twice as many bytes as numbers of 16 bits.
    TensorRates rates = target->getTensorRates();
    EXPECT_EQ(rates.int8, 2 * rates.half);
  }
}

TEST(GpuTarget, NamesTheKnownChipsForAnUnknownOne) {
  llvm::Expected<const GpuTarget *> found = findGpuTarget("sm_42");
  ASSERT_FALSE(bool(found));
  EXPECT_EQ(llvm::toString(found.takeError()),
            "unknown chip 'sm_42', expects one of sm_75, sm_80, sm_86, sm_89, "
            "sm_90, sm_100, sm_120");
}

TEST(GpuTarget, RefusesCopiesThatTheChipLacks) {
  llvm::StringRef copy = R"(
    llvm.func @k(%to : !llvm.ptr<3>, %from : !llvm.ptr<1>) {
      nvvm.cp.async.shared.global %to, %from, 16, cache = ca
        : !llvm.ptr<3>, !llvm.ptr<1>
      llvm.return
    })";
  EXPECT_EQ(verify("sm_80", copy), "");
  EXPECT_EQ(verify("sm_75", copy),
            "'nvvm.cp.async.shared.global' copies asynchronously, which chip "
            "'sm_75' lacks");
}

TEST(GpuTarget, RefusesTilesThatTheChipLacks) {
  llvm::StringRef product = R"(
    llvm.func @k(%a : i32, %b : i32, %c : i32) {
      %d = nvvm.mma.sync A[%a, %a, %a, %a] B[%b, %b] C[%c, %c, %c, %c]
        {layoutA = #nvvm.mma_layout<row>, layoutB = #nvvm.mma_layout<col>,
         multiplicandAPtxType = #nvvm.mma_type<u8>,
         multiplicandBPtxType = #nvvm.mma_type<s8>,
         intOverflowBehavior = #nvvm.mma_int_overflow<wrapped>,
         shape = #nvvm.shape<m = 16, n = 8, k = 32>}
        : (i32, i32, i32) -> !llvm.struct<(i32, i32, i32, i32)>
      llvm.return
    })";
  EXPECT_EQ(verify("sm_80", product), "");
  EXPECT_EQ(verify("sm_75", product),
            "'nvvm.mma.sync' multiplies a larger tile than 8 x 8 x 16, which "
            "chip 'sm_75' lacks");
}

TEST(GpuTarget, RefusesFunctionsThatNothingDefines) {
  EXPECT_EQ(verify("sm_80", "llvm.func @__nv_expf(f32) -> f32"),
            "function '__nv_expf' is called but not defined");
}

TEST(GpuTarget, RefusesWhatHasNoTranslation) {
  EXPECT_EQ(verify("sm_80", R"(llvm.func @k(%a : i32) {
                                 %b = arith.addi %a, %a : i32
                                 llvm.return
                               })"),
            "cannot lower 'arith.addi' to PTX");
}

} // namespace
