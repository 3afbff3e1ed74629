//===- GpuEmitter.h - Short names for GPU kernels ---------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernels take plain pointers, so that any launcher can call them. Byte offsets
// are of type index: sizes of weights do not fit in 32 bits.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOGPU_GPUEMITTER_H
#define QBLOCK_CONVERSION_QBLOCKTOGPU_GPUEMITTER_H

#include "../QBlockToVector/Emitter.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "qblock/Target/GpuTarget.h"

namespace qblock {

struct GpuEmitter : Emitter {
  GpuEmitter(mlir::OpBuilder &builder, mlir::Location loc,
             const GpuTarget &target)
      : Emitter{builder, loc}, target(target) {}

  static constexpr int64_t lanesPerWarp = 32;
  const GpuTarget &target;

  /// To global memory.
  static mlir::Type getPointerType(mlir::MLIRContext *context) {
    constexpr unsigned globalMemory = 1;
    return mlir::LLVM::LLVMPointerType::get(context, globalMemory);
  }
  static constexpr unsigned sharedMemory = 3;

  mlir::Value rem(mlir::Value a, int64_t b) const {
    return make<mlir::arith::RemUIOp>(a, index(b));
  }
  mlir::Value min(mlir::Value a, mlir::Value b) const {
    return make<mlir::arith::MinUIOp>(a, b);
  }
  mlir::Value max(mlir::Value a, mlir::Value b) const {
    return make<mlir::arith::MaxUIOp>(a, b);
  }
  mlir::Value less(mlir::Value a, mlir::Value b) const {
    return mlir::arith::CmpIOp::create(builder, loc,
                                       mlir::arith::CmpIPredicate::ult, a, b);
  }
  mlir::Value select(mlir::Value condition, mlir::Value a,
                     mlir::Value b) const {
    return make<mlir::arith::SelectOp>(condition, a, b);
  }
  mlir::Value isZero(mlir::Value a) const {
    return mlir::arith::CmpIOp::create(builder, loc,
                                       mlir::arith::CmpIPredicate::eq, a,
                                       constant(a.getType(), 0));
  }
  mlir::Value fma(mlir::Value a, mlir::Value b, mlir::Value c) const {
    return make<mlir::LLVM::FMAOp>(a, b, c);
  }
  mlir::Value toFloat(mlir::Value a) const {
    return make<mlir::arith::SIToFPOp>(f32(), a);
  }
  mlir::Value bitcast(mlir::Type type, mlir::Value a) const {
    return make<mlir::LLVM::BitcastOp>(type, a);
  }
  mlir::Value element(mlir::Value vector, int64_t position) const {
    return mlir::vector::ExtractOp::create(builder, loc, vector, position);
  }
  mlir::Value dot(mlir::Value acc, mlir::Value codes, mlir::Value x,
                  bool areCodesSigned) const {
    return target.emitDot(builder, loc, acc, codes, x, areCodesSigned);
  }
  mlir::Value selectBytes(mlir::Value low, mlir::Value high,
                          mlir::Value selector) const {
    return target.emitSelectBytes(builder, loc, low, high, selector);
  }
  /// With a constant selector.
  mlir::Value selectBytes(mlir::Value low, mlir::Value high,
                          int64_t selector) const {
    return selectBytes(low, high, constant(i32(), selector));
  }

  /// The word's bits, `amount` (i32) places towards the lowest, those that fall
  /// out coming back at the top.
  mlir::Value rotate(mlir::Value word, mlir::Value amount) const {
    return make<mlir::LLVM::FshrOp>(word, word, amount);
  }
  mlir::Value bitXor(mlir::Value a, int64_t b) const {
    return make<mlir::arith::XOrIOp>(a, constant(a.getType(), b));
  }
  mlir::Value fmul(mlir::Value a, mlir::Value b) const {
    return make<mlir::arith::MulFOp>(a, b);
  }
  /// An index as i32.
  mlir::Value toWord(mlir::Value index) const {
    return make<mlir::arith::IndexCastUIOp>(i32(), index);
  }

  mlir::Value threadId() const {
    return mlir::gpu::ThreadIdOp::create(builder, loc, mlir::gpu::Dimension::x);
  }
  mlir::Value blockId(mlir::gpu::Dimension dimension) const {
    return mlir::gpu::BlockIdOp::create(builder, loc, dimension);
  }
  /// `value` of the lane whose number differs in the bits of `mask`.
  mlir::Value shuffle(mlir::Value value, int64_t mask) const {
    return mlir::gpu::ShuffleOp::create(builder, loc, value, int32_t(mask),
                                        int32_t(lanesPerWarp),
                                        mlir::gpu::ShuffleMode::XOR)
        .getShuffleResult();
  }
  void ifTrue(mlir::Value condition, llvm::function_ref<void()> body) const {
    mlir::scf::IfOp::create(builder, loc, condition,
                            [&](mlir::OpBuilder &builder, mlir::Location loc) {
                              body();
                              mlir::scf::YieldOp::create(builder, loc);
                            });
  }

  /// What one of two functions emits.
  mlir::Value choose(mlir::Value condition,
                     llvm::function_ref<mlir::Value()> ifTrue,
                     llvm::function_ref<mlir::Value()> ifFalse) const {
    auto yielding = [](llvm::function_ref<mlir::Value()> body) {
      return [=](mlir::OpBuilder &builder, mlir::Location loc) {
        mlir::Value value = body();
        mlir::scf::YieldOp::create(builder, loc, value);
      };
    };
    return mlir::scf::IfOp::create(builder, loc, condition, yielding(ifTrue),
                                   yielding(ifFalse))
        .getResult(0);
  }

  mlir::Value isNull(mlir::Value pointer) const {
    mlir::Value null =
        mlir::LLVM::ZeroOp::create(builder, loc, pointer.getType());
    return mlir::LLVM::ICmpOp::create(
        builder, loc, mlir::LLVM::ICmpPredicate::eq, pointer, null);
  }

  /// `pointer` plus so many bytes, of index.
  mlir::Value at(mlir::Value pointer, mlir::Value byteOffset) const;
  mlir::Value at(mlir::Value pointer, int64_t byteOffset) const;

  /// Reads what nobody writes while the kernel runs. A vector is read at once,
  /// so the address is a multiple of its size.
  mlir::Value loadConstant(mlir::Type type, mlir::Value pointer) const;
  mlir::Value load(mlir::Type type, mlir::Value pointer) const;
  void store(mlir::Value value, mlir::Value pointer) const;
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOGPU_GPUEMITTER_H
