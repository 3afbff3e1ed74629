//===- EmitGpu.cpp - Kernels for a GPU instead of a module ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EmitGpu.h"
#include "EmitSupport.h"

using namespace mlir;
using namespace qblock;

LogicalResult qblock::emitGpuFile(std::unique_ptr<llvm::MemoryBuffer> input,
                                  const MlirOptMainConfig &config,
                                  const DialectRegistry &registry,
                                  StringRef chip, GpuGemm gemm, bool readsRaw,
                                  GpuCodeKind kind, StringRef outputName) {
  llvm::Expected<const GpuTarget *> target = findGpuTarget(chip);
  if (!target)
    return reportFailure(llvm::toString(target.takeError()));
  if (std::string problem = findGemmProblem(gemm, **target); !problem.empty())
    return reportFailure(problem);
  ParsedModule module(std::move(input), config, registry);
  if (!module)
    return failure();
  PassManager passes(&module.getContext());
  if (failed(config.setupPassPipeline(passes)) ||
      failed(passes.run(module.get())))
    return failure();
  FailureOr<GpuRequest> request = findGpuRequest(module.get(), readsRaw);
  if (failed(request))
    return failure();
  request->gemm = gemm;

  // Kernels have a module of their own, without the weights of the other.
  OwningOpRef<ModuleOp> code(ModuleOp::create(module.get().getLoc()));
  loadGpuDialects(module.getContext(), **target);
  OpBuilder builder = OpBuilder::atBlockEnd(code->getBody());
  auto kernels =
      gpu::GPUModuleOp::create(builder, code->getLoc(), "qblock_kernels");
  std::vector<GpuKernel> described =
      emitGpuKernels(kernels, *request, **target);
  SmallVector<char, 0> output;
  if (failed(emitGpuCode(*code, **target, kind, output)))
    return failure();
  std::string description;
  llvm::raw_string_ostream os(description);
  writeGpuKernels(described, **target, os);
  if (outputName != "-" &&
      failed(writeFile((outputName + ".json").str(), description)))
    return failure();
  return writeFile(outputName, StringRef(output.data(), output.size()));
}
