//===- Jit.cpp - Machine code for a lowered module --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's ORC is used directly: addresses of weights must be bound to symbols,
// which lie anywhere in the address space, and the code's malloc and free are
// the runtime's. Entries have any number of arguments, so they are called
// through one function that unpacks an array of pointers.
//
//===----------------------------------------------------------------------===//

#include "Jit.h"
#include "GuardedCall.h"
#include "Profile.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "qblock/CodeGen/MachineCode.h"
#include "qblock/Runtime/DeviceFunctions.h"
#include "qblock/Runtime/Functions.h"
#include "llvm/ExecutionEngine/Orc/AbsoluteSymbols.h"
#include "llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"

using namespace mlir;
using namespace qblock;
using namespace qblock::runtime;
using llvm::orc::LLJIT;

LogicalResult runtime::addPackedEntry(ModuleOp module, StringRef entry) {
  auto wrapper =
      module.lookupSymbol<LLVM::LLVMFuncOp>(("_mlir_ciface_" + entry).str());
  if (!wrapper)
    return module.emitError() << "function '@" << entry << "' was not lowered";
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  Location loc = wrapper.getLoc();
  auto pointer = LLVM::LLVMPointerType::get(module.getContext());
  auto type = LLVM::LLVMFunctionType::get(
      LLVM::LLVMVoidType::get(module.getContext()), pointer);
  auto packed = LLVM::LLVMFuncOp::create(builder, loc, kPackedEntryName, type);
  Block *block = packed.addEntryBlock(builder);
  builder.setInsertionPointToStart(block);
  SmallVector<Value> arguments;
  for (int32_t i = 0, e = wrapper.getNumArguments(); i < e; ++i) {
    Value slot =
        LLVM::GEPOp::create(builder, loc, pointer, pointer,
                            block->getArgument(0), ArrayRef<LLVM::GEPArg>{i});
    arguments.push_back(LLVM::LoadOp::create(builder, loc, pointer, slot));
  }
  LLVM::CallOp::create(builder, loc, wrapper, arguments);
  LLVM::ReturnOp::create(builder, loc, ValueRange());
  return success();
}

/// What compiled code may call besides the process's own functions, and its
/// data.
static llvm::orc::SymbolMap getSymbols(LLJIT &jit, const ExternalData &data) {
  llvm::orc::SymbolMap symbols;
  auto add = [&](StringRef name, const void *address) {
    symbols[jit.mangleAndIntern(name)] = {
        llvm::orc::ExecutorAddr::fromPtr(address),
        llvm::JITSymbolFlags::Exported};
  };
  auto addFunction = [&](StringRef name, auto *function) {
    add(name, reinterpret_cast<const void *>(function));
  };
  addFunction("malloc", &GuardedCall::allocate);
  addFunction("calloc", &GuardedCall::allocateZeroed);
  addFunction("free", &GuardedCall::release);
  addFunction("qblock_runtime_fail", &qblock_runtime_fail);
  addFunction("_mlir_memref_to_llvm_alloc", &_mlir_memref_to_llvm_alloc);
  addFunction("_mlir_memref_to_llvm_free", &_mlir_memref_to_llvm_free);
  addFunction("qblock_device_constant", &qblock_device_constant);
  addFunction("qblock_device_copy", &qblock_device_copy);
  addFunction("qblock_device_read", &qblock_device_read);
  addFunction("qblock_device_write", &qblock_device_write);
  addFunction("qblock_device_choose", &qblock_device_choose);
  addFunction("qblock_device_launch", &qblock_device_launch);
  addFunction("qblock_device_errors", &qblock_device_errors);
  addFunction("qblock_device_check", &qblock_device_check);
  addFunction("qblock_profile_now", &Profile::now);
  addFunction("qblock_profile_add", &Profile::add);
  addFunction("_mlir_ciface_qblock_quantize_rows",
              &_mlir_ciface_qblock_quantize_rows);
  addFunction("_mlir_ciface_qblock_pack_rows", &_mlir_ciface_qblock_pack_rows);
  addFunction("_mlir_ciface_qblock_unpack_rows",
              &_mlir_ciface_qblock_unpack_rows);
  for (const ExternalData::Symbol &symbol : data.symbols())
    add(symbol.name, symbol.data);
  return symbols;
}

static llvm::Expected<std::unique_ptr<LLJIT>>
compileModule(llvm::orc::ThreadSafeContext context,
              std::unique_ptr<llvm::Module> module, const ExternalData &data) {
  auto target = llvm::orc::JITTargetMachineBuilder::detectHost();
  if (!target)
    return target.takeError();
  target->setCodeGenOptLevel(llvm::CodeGenOptLevel::Default);
  auto jit =
      llvm::orc::LLJITBuilder().setJITTargetMachineBuilder(*target).create();
  if (!jit)
    return jit.takeError();
  auto machine = target->createTargetMachine();
  if (!machine)
    return machine.takeError();
  optimizeFor(**machine, *module);

  if (llvm::Error error = (*jit)->getMainJITDylib().define(
          llvm::orc::absoluteSymbols(getSymbols(**jit, data))))
    return error;
  if (llvm::Error error =
          (*jit)->addIRModule({std::move(module), std::move(context)}))
    return error;
  return jit;
}

FailureOr<std::unique_ptr<LLJIT>> runtime::compile(ModuleOp module,
                                                   const ExternalData &data) {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  auto context = std::make_unique<llvm::LLVMContext>();
  std::unique_ptr<llvm::Module> translated = translateToLLVM(module, *context);
  if (!translated)
    return failure();
  auto jit = compileModule(llvm::orc::ThreadSafeContext(std::move(context)),
                           std::move(translated), data);
  if (!jit)
    return module.emitError()
           << "cannot be compiled: " << llvm::toString(jit.takeError());
  return std::move(*jit);
}
