//===- EmitSupport.cpp - What all of --emit needs ---------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EmitSupport.h"
#include "AtomicOutput.h"

#include "mlir/Parser/Parser.h"
#include "llvm/Support/WithColor.h"

using namespace mlir;
using namespace qblock;

LogicalResult qblock::reportFailure(const Twine &message) {
  llvm::WithColor::error(llvm::errs(), "quant-opt") << message << "\n";
  return failure();
}

LogicalResult qblock::writeFile(StringRef path, StringRef content) {
  auto output = AtomicOutput::create(path.str());
  if (!output)
    return reportFailure(output.error().message);
  (*output)->stream() << content;
  if (auto done = (*output)->commit(); !done)
    return reportFailure(done.error().message);
  return success();
}

ParsedModule::ParsedModule(std::unique_ptr<llvm::MemoryBuffer> input,
                           const MlirOptMainConfig &config,
                           const DialectRegistry &registry)
    : context(registry), sources(std::make_shared<llvm::SourceMgr>()) {
  context.allowUnregisteredDialects(config.shouldAllowUnregisteredDialects());
  context.printOpOnDiagnostic(false);
  sources->AddNewSourceBuffer(std::move(input), llvm::SMLoc());
  diagnostics.emplace(*sources, &context);
  module = parseSourceFile<ModuleOp>(sources, &context);
}
