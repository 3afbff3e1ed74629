//===- SmallKernels.cpp - What products need beside them --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Element by element, and limited by memory: a thread takes as much as one load
// or store moves.
//
//===----------------------------------------------------------------------===//

#include "KernelBuilder.h"

using namespace mlir;
using namespace qblock;

static constexpr int64_t threadsPerBlock = 128;
static constexpr int64_t floatBytes = sizeof(float);

//===----------------------------------------------------------------------===//
// Rounding to 16 bits
//===----------------------------------------------------------------------===//

/// Bytes of 16 that are stored at once, of elements of two.
static constexpr int64_t elemsPerThread = 8, bytesPerElem = 2;
/// Of f32, the most that one load reads.
static constexpr int64_t elemsPerLoad = 4;

static void emitRounding(const GpuEmitter &emit, ArrayRef<Value> arguments) {
  Type element = emit.builder.getBF16Type();
  Value x = arguments[0], y = arguments[1], k = arguments[2];
  Value position = emit.add(emit.mul(emit.blockId(gpu::Dimension::y),
                                     threadsPerBlock * elemsPerThread),
                            emit.mul(emit.threadId(), elemsPerThread));
  emit.ifTrue(emit.less(position, k), [&] {
    Value first =
        emit.add(emit.mul(emit.blockId(gpu::Dimension::x), k), position);
    Value from = emit.at(x, emit.mul(first, floatBytes));
    SmallVector<Value> values;
    for (int64_t elem = 0; elem < elemsPerThread; elem += elemsPerLoad) {
      Value vector = emit.loadConstant(emit.vectorOf(elemsPerLoad, emit.f32()),
                                       emit.at(from, elem * floatBytes));
      for (int64_t i = 0; i < elemsPerLoad; ++i)
        values.push_back(emit.element(vector, i));
    }
    Value floats = vector::FromElementsOp::create(
        emit.builder, emit.loc, emit.vectorOf(elemsPerThread, emit.f32()),
        values);
    emit.store(emit.make<arith::TruncFOp>(
                   emit.vectorOf(elemsPerThread, element), floats),
               emit.at(y, emit.mul(first, bytesPerElem)));
  });
}

GpuKernel qblock::emitRoundKernel(gpu::GPUModuleOp module,
                                  const GpuTarget &target) {
  using Kind = GpuArgument::Kind;
  std::string element(spellElement(GpuGemm::BFloat16));
  GpuKernel kernel;
  kernel.role = GpuKernel::Role::Round;
  kernel.name = "qblock_round_" + element;
  kernel.arithmetic = GpuGemm::BFloat16;
  kernel.arguments = {{Kind::Input, "x", "f32"},
                      {Kind::Output, "rounded", element},
                      {Kind::Size, "k", ""}};
  kernel.threadsPerBlock = threadsPerBlock;
  kernel.grid = {GpuGridDim{GpuSize::M},
                 {GpuSize::K, threadsPerBlock * elemsPerThread}};
  buildKernel(module, kernel, target, /*sharedType=*/{},
              [&](const GpuEmitter &emit, ArrayRef<Value> arguments, Value) {
                emitRounding(emit, arguments);
              });
  return kernel;
}

//===----------------------------------------------------------------------===//
// Sums of splits
//===----------------------------------------------------------------------===//

/// In the order of K.
static void emitAddSplits(const GpuEmitter &emit, ArrayRef<Value> arguments) {
  Value partials = arguments[0], init = arguments[1], bias = arguments[2],
        y = arguments[3], m = arguments[4], n = arguments[5],
        splits = arguments[6];
  Value row = emit.blockId(gpu::Dimension::y);
  Value column =
      emit.add(emit.mul(emit.blockId(gpu::Dimension::x), threadsPerBlock),
               emit.threadId());
  emit.ifTrue(emit.less(column, n), [&] {
    Value elem = emit.add(emit.mul(row, n), column);
    Value perSplit = emit.mul(m, n);
    Value zero = emit.constant(emit.f32(), 0);
    Value sum = emit.loop(
        emit.index(0), splits, 1, zero,
        [&](Value split, ValueRange carried) -> SmallVector<Value> {
          Value place = emit.add(emit.mul(split, perSplit), elem);
          Value part = emit.loadConstant(
              emit.f32(), emit.at(partials, emit.mul(place, floatBytes)));
          return {emit.make<arith::AddFOp>(carried[0], part)};
        })[0];
    emitStore(emit, {init, bias, y, n}, sum, row, column);
  });
}

GpuKernel qblock::emitAddSplitsKernel(gpu::GPUModuleOp module,
                                      const GpuTarget &target) {
  using Kind = GpuArgument::Kind;
  GpuKernel kernel;
  kernel.role = GpuKernel::Role::AddSplits;
  kernel.name = "qblock_add_splits";
  kernel.arguments = {{Kind::Input, "partials", "f32"},
                      {Kind::Addend, "init", "f32"},
                      {Kind::OptionalInput, "bias", "f32"},
                      {Kind::Output, "y", "f32"},
                      {Kind::Size, "m", ""},
                      {Kind::Size, "n", ""},
                      {Kind::Size, "splits", ""}};
  kernel.threadsPerBlock = threadsPerBlock;
  kernel.grid = {GpuGridDim{GpuSize::N, threadsPerBlock}, {GpuSize::M}};
  buildKernel(module, kernel, target, /*sharedType=*/{},
              [&](const GpuEmitter &emit, ArrayRef<Value> arguments, Value) {
                emitAddSplits(emit, arguments);
              });
  return kernel;
}
