//===- GpuTarget.h - What a GPU supplies to kernels -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernels are code of the dialects gpu, arith and scf but for the operations
// that each target supplies. Everything else that a kernel wants to know of a
// chip is a number.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_TARGET_GPUTARGET_H
#define QBLOCK_TARGET_GPUTARGET_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectRegistry.h"
#include "mlir/IR/Value.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/Support/Error.h"

namespace qblock {

/// D[m, n] += A[m, k] . B[k, n], the work of a warp.
struct MmaShape {
  int64_t m = 0, n = 0, k = 0;
};

/// Operations (two a product) that the tensor units of a multiprocessor do in a
/// clock, by the vendor's data sheets of the fastest card with the chip.
struct TensorRates {
  int64_t int8 = 0;
  int64_t half = 0; ///< on binary16 with sums in binary32
};

class GpuTarget {
public:
  virtual ~GpuTarget() = default;

  /// The chip, as the vendor's assembler spells it.
  llvm::StringRef getName() const { return name; }
  /// 10 * major + minor of the oldest devices that run the chip's code.
  unsigned getComputeCapability() const;
  /// Bytes of shared memory that a block can have; beyond
  /// `staticSharedBytes` the program has to ask for them.
  int64_t getMaxSharedBytes() const { return maxSharedBytes; }
  static constexpr int64_t staticSharedBytes = 48 * 1024;
  /// True for chips that copy to shared memory without a register between.
  bool hasAsyncCopy() const { return asyncCopy; }
  /// The largest int8 product of one instruction.
  MmaShape getInt8Mma() const { return int8Mma; }
  /// The same for binary16 with sums in binary32.
  MmaShape getHalfMma() const { return halfMma; }
  TensorRates getTensorRates() const { return tensorRates; }
  /// The most columns for which the assembler keeps the sums of 32 rows, and
  /// what else a warp needs for them, in registers.
  int64_t getMaxColumnsPerWarp() const { return maxColumnsPerWarp; }
  /// Of the vendor's fastest card with the chip: blocks that run side by side.
  int64_t getNumProcessors() const { return numProcessors; }

  /// acc + the sum over j < 4 of byte j of `codes` times byte j of `x`,
  /// exactly, all operands of i32; bytes of x have a sign.
  virtual mlir::Value emitDot(mlir::OpBuilder &builder, mlir::Location loc,
                              mlir::Value acc, mlir::Value codes, mlir::Value x,
                              bool areCodesSigned) const = 0;

  /// Four bytes of the eight in `low` and `high`: the low three bits of nibble
  /// j of `selector` say which one becomes byte j. Bit 3 of the nibbles is
  /// clear. All are of i32.
  virtual mlir::Value emitSelectBytes(mlir::OpBuilder &builder,
                                      mlir::Location loc, mlir::Value low,
                                      mlir::Value high,
                                      mlir::Value selector) const = 0;

  /// `value` (i32) of the lane of the warp whose number is `lane` (i32). All
  /// lanes whose bits `mask` (i32) has come here together with that mask.
  virtual mlir::Value emitShuffle(mlir::OpBuilder &builder, mlir::Location loc,
                                  mlir::Value value, mlir::Value lane,
                                  mlir::Value mask) const = 0;

  // Products of 16 rows of A with 8 columns of B. With g = lane / 4 and
  // t = lane % 4, a lane holds of D and C [g, 2t], [g, 2t + 1], [g + 8, 2t] and
  // [g + 8, 2t + 1]. A register of A or B holds neighbours along k: of A row g,
  // then g + 8, of B column g; they begin at t times as many as there are in a
  // register. The next registers are those of the second half of k.

  /// A . B + C on bytes with a sign, exactly (sums wrap). Of i32: `a` has two
  /// registers (k is 16) or four (32), `b` half as many, `c` four.
  virtual llvm::SmallVector<mlir::Value>
  emitInt8Product(mlir::OpBuilder &builder, mlir::Location loc,
                  mlir::ValueRange a, mlir::ValueRange b,
                  mlir::ValueRange c) const = 0;
  /// The same on pairs of `element`, f16 or, on chips that have it, bf16, each
  /// pair an i32, with `c` and the result in binary32; k is 16.
  virtual llvm::SmallVector<mlir::Value>
  emitHalfProduct(mlir::OpBuilder &builder, mlir::Location loc,
                  mlir::Type element, mlir::ValueRange a, mlir::ValueRange b,
                  mlir::ValueRange c) const = 0;
  /// True for chips whose `emitHalfProduct` takes bf16.
  bool hasBFloatMma() const { return halfMma.k == 16; }
  /// Four matrices of 8 rows of 16 bytes in shared memory: lane 8 i + r has the
  /// pointer to row r of matrix i, at a multiple of 16 bytes, and gets bytes
  /// 4 t to 4 t + 3 of row g of each, as i32.
  virtual llvm::SmallVector<mlir::Value>
  emitLoadMatrices(mlir::OpBuilder &builder, mlir::Location loc,
                   mlir::Value pointer) const = 0;

  /// Copies 4 or 16 bytes from global to shared memory on chips that
  /// `hasAsyncCopy`, or writes as many zeros where `isInside` (i1, may be null)
  /// is false. What is written is there after `emitWaitForCopies`, for all
  /// threads after a barrier too.
  virtual void emitAsyncCopy(mlir::OpBuilder &builder, mlir::Location loc,
                             mlir::Value to, mlir::Value from, int64_t bytes,
                             mlir::Value isInside) const = 0;
  /// Waits for all copies that this thread has asked for.
  virtual void emitWaitForCopies(mlir::OpBuilder &builder,
                                 mlir::Location loc) const = 0;

  /// Lets the assembler give a thread of this `gpu.func` as many registers as
  /// one block a multiprocessor leaves it, where it would spill before it has
  /// to. That depends on whether it `holdsTiles` of sums twice, as integers and
  /// as numbers.
  virtual void allowAllRegisters(mlir::Operation *kernel,
                                 bool holdsTiles) const = 0;

  // From a `gpu.module` to code, in this order.

  /// What a `gpu.module` is compiled for, as its `targets` want it.
  virtual mlir::Attribute
  getTargetAttribute(mlir::MLIRContext *context) const = 0;
  /// Registers what the passes below and `gpu-module-to-binary` need.
  virtual void registerInterfaces(mlir::DialectRegistry &registry) const = 0;
  /// Appends passes on a module that lower the `gpu.module`s in it to dialects
  /// that have a translation.
  virtual void addLoweringPasses(mlir::OpPassManager &pm) const = 0;
  /// Reports the first op of a lowered `gpu.module` that has no translation or
  /// that the chip cannot run, and functions that nothing defines: LLVM would
  /// end the process, or leave them to the driver.
  virtual mlir::LogicalResult verify(mlir::Operation *module) const = 0;
  /// Why no machine code can be made here; empty if it can.
  virtual std::string findMissingTool() const = 0;

protected:
  GpuTarget(llvm::StringRef name, int64_t maxSharedBytes, bool asyncCopy,
            MmaShape int8Mma, MmaShape halfMma, TensorRates tensorRates,
            int64_t maxColumnsPerWarp, int64_t numProcessors)
      : name(name), maxSharedBytes(maxSharedBytes), asyncCopy(asyncCopy),
        int8Mma(int8Mma), halfMma(halfMma), tensorRates(tensorRates),
        maxColumnsPerWarp(maxColumnsPerWarp), numProcessors(numProcessors) {}

private:
  llvm::StringRef name;
  int64_t maxSharedBytes;
  bool asyncCopy;
  MmaShape int8Mma, halfMma;
  TensorRates tensorRates;
  int64_t maxColumnsPerWarp, numProcessors;
};

/// All chips.
llvm::ArrayRef<const GpuTarget *> getGpuTargets();

/// The chip of that name; an error that names all for any other.
llvm::Expected<const GpuTarget *> findGpuTarget(llvm::StringRef name);

/// The latest chip whose code a GPU of that compute capability (80 for 8.0)
/// runs; null if it is older than all.
const GpuTarget *findGpuTargetFor(unsigned computeCapability);

} // namespace qblock

#endif // QBLOCK_TARGET_GPUTARGET_H
