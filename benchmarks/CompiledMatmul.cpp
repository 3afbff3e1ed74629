//===- CompiledMatmul.cpp - One matmul as users get it ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The benchmark has no way of its own to a kernel: it writes the module that a
// user would, and takes the object that `quant-opt --emit=obj` would write.
//
//===----------------------------------------------------------------------===//

#include "CompiledMatmul.h"

#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "qblock/CodeGen/MachineCode.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"
#include "qblock/Dialect/QBlock/Transforms/Passes.h"
#include "qblock/Pipelines/Pipelines.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace qblock;
using namespace qblock::bench;

/// The matmul begins with zeros, as every matmul of a model does.
static std::string makeModule(StringRef format, int64_t n, int64_t k) {
  return llvm::formatv(R"(
!x = tensor<?x{1}xf32>
!w = tensor<{0}x{1}x!qblock.{2}<#qblock.packed>>
!y = tensor<?x{0}xf32>
func.func @matmul(%x: !x, %w: !w) -> !y {{
  %row = arith.constant 0 : index
  %numRows = tensor.dim %x, %row : !x
  %place = tensor.empty(%numRows) : !y
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%place : !y) -> !y
  %result = qblock.matmul activations<q8> ins(%x, %w : !x, !w)
    outs(%init : !y) -> !y
  return %result : !y
})",
                       n, k, format)
      .str();
}

std::unique_ptr<runtime::LoadedCode> bench::compileModule(StringRef text,
                                                          StringRef cpu,
                                                          bool withThreads,
                                                          bool expandsRouted) {
  DialectRegistry registry;
  registerAllDialects(registry);
  registerAllExtensions(registry);
  registry.insert<QBlockDialect>();
  MLIRContext context(registry, MLIRContext::Threading::DISABLED);
  auto module = parseSourceString<ModuleOp>(text, &context);
  PassManager passes(&context);
  if (expandsRouted)
    passes.addPass(createExpandRoutedMatmuls());
  LowerToCpuOptions options;
  options.targetCpu = cpu.str();
  options.threads = withThreads;
  buildLowerToCpuPipeline(passes, options);
  if (!module || failed(passes.run(*module)) || failed(verifyLowered(*module)))
    return nullptr;
  auto code =
      runtime::LoadedCode::load(*module, llvm::cantFail(findMachine(cpu)));
  return succeeded(code) ? std::move(*code) : nullptr;
}

std::unique_ptr<CompiledMatmul>
CompiledMatmul::compile(const format::PackedLayout &layout, int64_t n,
                        int64_t k, StringRef cpu, bool withThreads) {
  StringRef format(layout.row->name.data(), layout.row->name.size());
  auto code = compileModule(makeModule(format, n, k), cpu, withThreads);
  if (!code)
    return nullptr;
  std::unique_ptr<CompiledMatmul> matmul(
      new CompiledMatmul(n, k, layout.bytesPerTile(k)));
  matmul->code = std::move(code);
  matmul->function =
      matmul->code->getFunction<void(void *, void *, void *)>("matmul");
  return matmul->function ? std::move(matmul) : nullptr;
}

CompiledMatmul::Result
CompiledMatmul::run(const float *x, const uint8_t *weight, int64_t m) const {
  auto word = [](const void *pointer) {
    return reinterpret_cast<int64_t>(pointer);
  };
  int64_t xWords[] = {word(x), word(x), 0, m, k, k, 1};
  int64_t weightWords[] = {
      word(weight), word(weight), 0, format::PackedLayout::numTiles(n),
      bytesPerTile, bytesPerTile, 1};
  struct {
    void *allocated;
    float *aligned;
    int64_t offset, sizes[2], strides[2];
  } y;
  function(&y, xWords, weightWords);
  Result result;
  result.owner.reset(y.allocated);
  result.elems = y.aligned + y.offset;
  return result;
}
