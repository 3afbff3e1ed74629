//===- EmitCode.cpp - Machine code instead of a module ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// MlirOptMain ends with a module on a stream; here the module stays in memory,
// since its weights would otherwise be written and read once more. Linking a
// shared library is the system compiler's job: it knows where the C library is.
//
//===----------------------------------------------------------------------===//

#include "EmitCode.h"
#include "EmitSupport.h"

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "qblock/CodeGen/MachineCode.h"
#include "qblock/Dialect/QBlock/Transforms/Passes.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

using namespace mlir;
using namespace qblock;

/// Replaces the object in `code` by a shared library.
static LogicalResult linkShared(SmallVectorImpl<char> &code) {
  std::string compiler;
  for (const char *name : {"cc", "clang", "clang-22", "gcc"})
    if (auto path = llvm::sys::findProgramByName(name)) {
      compiler = *path;
      break;
    }
  if (compiler.empty())
    return reportFailure("--emit=so needs a C compiler (cc) to link with");
  SmallString<128> object, library;
  if (llvm::sys::fs::createTemporaryFile("quant-opt", "o", object) ||
      llvm::sys::fs::createTemporaryFile("quant-opt", "so", library))
    return reportFailure("cannot create temporary files");
  llvm::FileRemover removeObject(object), removeLibrary(library);
  {
    std::error_code error;
    llvm::raw_fd_ostream os(object, error);
    os << StringRef(code.data(), code.size());
    os.close();
    if (error || os.has_error()) {
      os.clear_error();
      return reportFailure("cannot write to '" + object + "'");
    }
  }
  std::string message;
  StringRef arguments[] = {compiler, "-shared", "-o", library, object, "-lm"};
  if (llvm::sys::ExecuteAndWait(compiler, arguments, std::nullopt, {}, 0, 0,
                                &message))
    return reportFailure("linking with '" + compiler + "' failed" +
                         (message.empty() ? "" : ": " + message));
  auto linked = llvm::MemoryBuffer::getFile(library);
  if (!linked)
    return reportFailure("cannot read the library that '" + compiler +
                         "' linked");
  code.assign((*linked)->getBufferStart(), (*linked)->getBufferEnd());
  return success();
}

/// Code has no place to fetch a weight from.
static LogicalResult verifyGlobals(ModuleOp module) {
  for (auto global : module.getOps<ml_program::GlobalOp>())
    if (isa_and_nonnull<ml_program::ExternAttr>(
            global.getValue().value_or(Attribute())))
      return global.emitError()
             << "global '@" << global.getSymName()
             << "' has no value to compile: bind it with --weights";
  return success();
}

template <typename Options>
static CodeLowering getLowering(const Options &options,
                                void (*build)(OpPassManager &,
                                              const Options &)) {
  CodeLowering lowering;
  lowering.packing.activations = options.activations;
  lowering.packing.packArguments = options.packArguments;
  lowering.packing.remarks = options.remarks;
  // Options cannot be copied into the function below.
  auto rest = std::make_shared<Options>();
  rest->copyOptionValuesFrom(options);
  rest->remarks = false; // told by then
  lowering.addPasses = [rest, build](OpPassManager &pm) { build(pm, *rest); };
  return lowering;
}

CodeLowering CodeLowering::get(const LowerToCpuOptions &options) {
  CodeLowering lowering = getLowering(options, buildLowerToCpuPipeline);
  lowering.targetCpu = options.targetCpu;
  return lowering;
}

CodeLowering CodeLowering::get(const LowerToNvvmOptions &options) {
  CodeLowering lowering = getLowering(options, buildLowerToNvvmPipeline);
  lowering.targetCpu = "generic";
  lowering.isForDevice = true;
  lowering.packing.exportPackers = options.packArguments;
  lowering.packing.keepOrder = options.rawWeights;
  return lowering;
}

/// Quantizes, packs and lowers; `header` is written while there are tensors.
static LogicalResult lower(ModuleOp module, const MlirOptMainConfig &config,
                           const CodeLowering &lowering, raw_ostream &header) {
  PassManager first(module.getContext());
  if (failed(config.setupPassPipeline(first)))
    return failure();
  // Arguments have the types that callers see only after packing.
  first.addPass(createPackWeights(lowering.packing));
  first.addPass(createSymbolDCEPass());
  if (failed(first.run(module)) || failed(verifyGlobals(module)) ||
      failed(emitHeader(module, lowering.isForDevice, header)))
    return failure();
  PassManager second(module.getContext());
  lowering.addPasses(second);
  return success(succeeded(second.run(module)) &&
                 succeeded(verifyLowered(module)));
}

LogicalResult qblock::emitCodeFile(std::unique_ptr<llvm::MemoryBuffer> input,
                                   const MlirOptMainConfig &config,
                                   const DialectRegistry &registry,
                                   const CodeLowering &lowering,
                                   OutputKind kind, StringRef outputName) {
  llvm::Expected<Machine> machine =
      findMachine(getBaseline(lowering.targetCpu));
  if (!machine)
    return reportFailure(llvm::toString(machine.takeError()));
  ParsedModule module(std::move(input), config, registry);
  if (!module)
    return failure();

  std::string header;
  llvm::raw_string_ostream headerStream(header);
  if (failed(lower(module.get(), config, lowering, headerStream)))
    return failure();
  SmallVector<char, 0> code;
  CodeKind codeKind = kind == OutputKind::LLVMIR     ? CodeKind::LLVMIR
                      : kind == OutputKind::Assembly ? CodeKind::Assembly
                                                     : CodeKind::Object;
  if (failed(emitCode(module.get(), *machine, codeKind, code)))
    return failure();
  if (kind == OutputKind::SharedLibrary && failed(linkShared(code)))
    return failure();
  bool isLinkable =
      kind == OutputKind::Object || kind == OutputKind::SharedLibrary;
  if (isLinkable && outputName != "-") {
    SmallString<128> headerName(outputName);
    llvm::sys::path::replace_extension(headerName, ".h");
    if (failed(writeFile(headerName, header)))
      return failure();
  }
  return writeFile(outputName, StringRef(code.data(), code.size()));
}
