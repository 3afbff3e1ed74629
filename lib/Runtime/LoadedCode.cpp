//===- LoadedCode.cpp - Machine code in this process ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Beside Jit.cpp, which gives a model's code its weights and an allocator: here
// code is taken as it is, for any machine whose code this one can run.
//
//===----------------------------------------------------------------------===//

#include "qblock/Runtime/LoadedCode.h"

#include "qblock/CodeGen/MachineCode.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/Support/TargetSelect.h"

using namespace mlir;
using namespace qblock;
using namespace qblock::runtime;

struct LoadedCode::Impl {
  std::unique_ptr<llvm::orc::LLJIT> jit;
};

LoadedCode::LoadedCode(std::unique_ptr<Impl> impl) : impl(std::move(impl)) {}
LoadedCode::~LoadedCode() = default;

static llvm::Expected<std::unique_ptr<llvm::orc::LLJIT>>
link(ArrayRef<char> object) {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  auto jit = llvm::orc::LLJITBuilder().create();
  if (!jit)
    return jit.takeError();
  auto buffer = llvm::MemoryBuffer::getMemBufferCopy(
      StringRef(object.data(), object.size()), "kernels");
  if (llvm::Error error = (*jit)->addObjectFile(std::move(buffer)))
    return error;
  return jit;
}

FailureOr<std::unique_ptr<LoadedCode>>
LoadedCode::load(ModuleOp module, const Machine &machine) {
  SmallVector<char, 0> object;
  if (failed(emitCode(module, machine, CodeKind::Object, object)))
    return failure();
  auto jit = link(object);
  if (!jit)
    return module.emitError("cannot be linked: ")
           << llvm::toString(jit.takeError());
  auto impl = std::make_unique<Impl>();
  impl->jit = std::move(*jit);
  return std::unique_ptr<LoadedCode>(new LoadedCode(std::move(impl)));
}

void *LoadedCode::lookup(StringRef name) const {
  auto address = impl->jit->lookup(("_mlir_ciface_" + name).str());
  if (!address) {
    llvm::errs() << llvm::toString(address.takeError()) << "\n";
    return nullptr;
  }
  return address->toPtr<void *>();
}
