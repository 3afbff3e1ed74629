//===- GpuEmitter.cpp - Short names for GPU kernels -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GpuEmitter.h"

using namespace mlir;
using namespace qblock;

static unsigned getNumBytes(Type type) {
  if (auto vector = dyn_cast<VectorType>(type))
    return vector.getNumElements() * vector.getElementTypeBitWidth() / 8;
  return type.getIntOrFloatBitWidth() / 8;
}

Value GpuEmitter::at(Value pointer, Value byteOffset) const {
  Value offset = make<arith::IndexCastOp>(builder.getI64Type(), byteOffset);
  return LLVM::GEPOp::create(builder, loc, pointer.getType(), i8(), pointer,
                             ValueRange{offset});
}

Value GpuEmitter::at(Value pointer, int64_t byteOffset) const {
  if (byteOffset == 0)
    return pointer;
  return LLVM::GEPOp::create(builder, loc, pointer.getType(), i8(), pointer,
                             ArrayRef<LLVM::GEPArg>{int32_t(byteOffset)});
}

Value GpuEmitter::loadConstant(Type type, Value pointer) const {
  auto load =
      LLVM::LoadOp::create(builder, loc, type, pointer, getNumBytes(type));
  load.setInvariant(true);
  return load;
}

Value GpuEmitter::load(Type type, Value pointer) const {
  return LLVM::LoadOp::create(builder, loc, type, pointer, getNumBytes(type));
}

void GpuEmitter::store(Value value, Value pointer) const {
  LLVM::StoreOp::create(builder, loc, value, pointer,
                        getNumBytes(value.getType()));
}
