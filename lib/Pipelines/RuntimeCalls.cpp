//===- RuntimeCalls.cpp - What host code of GPUs calls ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RuntimeCalls.h"
#include "TextConstant.h"

#include "mlir/Dialect/LLVMIR/FunctionCallUtils.h"

using namespace mlir;
using qblock::RuntimeCalls;

LLVM::GlobalOp RuntimeCalls::createText(const Twine &name, StringRef text) {
  LLVM::GlobalOp global =
      qblock::createTextConstant(builder, module.getLoc(), symbols, name, text);
  // Code of machines is read in words.
  global.setAlignment(16);
  return global;
}

LLVM::GlobalOp RuntimeCalls::createPointers(StringRef name,
                                            ArrayRef<LLVM::GlobalOp> globals) {
  Location loc = module.getLoc();
  auto type = LLVM::LLVMArrayType::get(pointer, globals.size());
  auto array =
      LLVM::GlobalOp::create(builder, loc, type, /*isConstant=*/true,
                             LLVM::Linkage::Internal, name, Attribute());
  OpBuilder::InsertionGuard guard(builder);
  builder.createBlock(&array.getInitializerRegion());
  Value value = LLVM::UndefOp::create(builder, loc, type);
  for (auto [i, each] : llvm::enumerate(globals)) {
    LLVM::GlobalOp global = each;
    Value address =
        LLVM::AddressOfOp::create(builder, loc, pointer, global.getSymName());
    value = LLVM::InsertValueOp::create(builder, loc, value, address, i);
  }
  LLVM::ReturnOp::create(builder, loc, value);
  symbols.insert(array);
  return array;
}

LLVM::GlobalOp RuntimeCalls::getKernel(gpu::LaunchFuncOp launch) {
  LLVM::GlobalOp &kernel = kernels[launch.getKernel()];
  if (kernel)
    return kernel;
  StringAttr code = launch.getKernelModuleName();
  LLVM::GlobalOp &image = images[code];
  if (!image) {
    auto binary = symbols.lookup<gpu::BinaryOp>(code);
    if (!binary || binary.getObjects().empty())
      return {};
    auto object = cast<gpu::ObjectAttr>(binary.getObjects()[0]);
    image = createText("qblock_image_" + code.getValue(),
                       object.getObject().getValue());
  }
  StringRef name = launch.getKernelName();
  LLVM::GlobalOp text = createText("qblock_name_" + name, name);
  LLVM::GlobalOp label = text;
  if (auto described = launch->getAttrOfType<StringAttr>("label"))
    label = createText("qblock_label_" + name, described);
  return kernel = createPointers(("qblock_kernel_" + name).str(),
                                 {image, text, label});
}

LLVM::GlobalOp RuntimeCalls::getMessages(ArrayAttr messages) {
  SmallVector<LLVM::GlobalOp> texts;
  for (auto message : messages.getAsRange<StringAttr>())
    texts.push_back(createText("qblock_kernel_message_0", message));
  return createPointers("qblock_kernel_messages", texts);
}

Value RuntimeCalls::call(OpBuilder &builder, Location loc, StringRef name,
                         ValueRange args, Type result) {
  Type returned =
      result ? result : LLVM::LLVMVoidType::get(builder.getContext());
  FailureOr<LLVM::LLVMFuncOp> function = LLVM::lookupOrCreateFn(
      builder, module, name, llvm::to_vector(args.getTypes()), returned);
  assert(succeeded(function) && "the name is the runtime's");
  auto call = LLVM::CallOp::create(builder, loc, *function, args);
  return result ? call.getResult() : Value();
}
