//===- Emitter.cpp - Short names for what kernels are made of -----------*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Emitter.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinOps.h"

#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace qblock;

Value Emitter::constant(Type type, double value) const {
  Type element = getElementTypeOrSelf(type);
  TypedAttr scalar;
  if (isa<FloatType>(element))
    scalar = builder.getFloatAttr(element, value);
  else
    scalar = builder.getIntegerAttr(element, int64_t(value));
  if (auto vector = dyn_cast<VectorType>(type))
    scalar = DenseElementsAttr::get(vector, Attribute(scalar));
  return arith::ConstantOp::create(builder, loc, scalar);
}

Value Emitter::shift(Value v, int64_t left) const {
  Type type = v.getType();
  if (left > 0)
    return make<arith::ShLIOp>(v, constant(type, left));
  return left < 0 ? make<arith::ShRUIOp>(v, constant(type, -left)) : v;
}

Value Emitter::shiftAndMask(Value v, int64_t left, int64_t mask) const {
  return make<arith::AndIOp>(shift(v, left), constant(v.getType(), mask));
}

Value Emitter::addressOf(Value memref, Value position) const {
  Type element = cast<MemRefType>(memref.getType()).getElementType();
  Value base =
      memref::ExtractAlignedPointerAsIndexOp::create(builder, loc, memref);
  return add(base, mul(position, element.getIntOrFloatBitWidth() / 8));
}

Value Emitter::addressOfWords(StringRef name, int64_t lanes,
                              ArrayRef<int32_t> words) const {
  SmallVector<int32_t> all;
  for (int32_t word : words)
    all.append(lanes, word);
  auto type = MemRefType::get({int64_t(all.size())}, i32());
  auto module =
      builder.getInsertionBlock()->getParentOp()->getParentOfType<ModuleOp>();
  if (!module.lookupSymbol(name)) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(module.getBody());
    auto values = DenseElementsAttr::get(
        RankedTensorType::get(type.getShape(), i32()), ArrayRef(all));
    memref::GlobalOp::create(builder, loc, name,
                             builder.getStringAttr("private"), type, values,
                             /*constant=*/true, builder.getI64IntegerAttr(64));
  }
  Value global = memref::GetGlobalOp::create(builder, loc, type, name);
  return addressOf(global, index(0));
}

/// Constant offsets are not added to the address, but to the pointer: LLVM
/// leaves them to the instruction.
static Value pointerTo(const Emitter &emit, Value address, int64_t offset) {
  OpBuilder &builder = emit.builder;
  auto type = LLVM::LLVMPointerType::get(builder.getContext());
  Value number = emit.make<arith::IndexCastOp>(builder.getI64Type(), address);
  Value pointer = emit.make<LLVM::IntToPtrOp>(type, number);
  if (offset == 0)
    return pointer;
  return emit.make<LLVM::GEPOp>(type, emit.i8(), pointer,
                                ArrayRef<LLVM::GEPArg>{int32_t(offset)});
}

void Emitter::prefetch(Value address, int64_t offset, unsigned locality) const {
  LLVM::Prefetch::create(builder, loc, pointerTo(*this, address, offset),
                         /*rw=*/0, /*hint=*/locality, /*cache=*/1);
}

Value Emitter::loadFrom(Type type, Value address, int64_t offset) const {
  unsigned alignment = getElementTypeOrSelf(type).getIntOrFloatBitWidth() / 8;
  return make<LLVM::LoadOp>(type, pointerTo(*this, address, offset), alignment);
}

void Emitter::storeTo(Value value, Value address, int64_t offset) const {
  unsigned alignment =
      getElementTypeOrSelf(value.getType()).getIntOrFloatBitWidth() / 8;
  LLVM::StoreOp::create(builder, loc, value, pointerTo(*this, address, offset),
                        alignment);
}

SmallVector<Value>
Emitter::loop(Value first, Value end, int64_t step, ValueRange inits,
              function_ref<SmallVector<Value>(Value, ValueRange)> body) const {
  auto loop = scf::ForOp::create(
      builder, loc, first, end, index(step), inits,
      [&](OpBuilder &, Location, Value index, ValueRange carried) {
        scf::YieldOp::create(builder, loc, body(index, carried));
      });
  return llvm::to_vector(ValueRange(loop.getResults()));
}

void Emitter::loop(Value first, Value end, int64_t step,
                   function_ref<void(Value)> body) const {
  loop(first, end, step, {}, [&](Value index, ValueRange) {
    body(index);
    return SmallVector<Value>();
  });
}
