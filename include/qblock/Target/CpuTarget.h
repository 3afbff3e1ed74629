//===- CpuTarget.h - What a CPU supplies to kernels -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernels are portable vector code but for three operations, which each target
// supplies. Everything else that a kernel wants to know of a target is a
// number.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_TARGET_CPUTARGET_H
#define QBLOCK_TARGET_CPUTARGET_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/Value.h"
#include "llvm/Support/ErrorHandling.h"

namespace qblock {

class CpuTarget {
public:
  virtual ~CpuTarget() = default;

  llvm::StringRef getName() const { return name; }
  /// 32-bit numbers in a vector; divides the rows of a packed tile.
  int64_t getLanes() const { return lanes; }
  /// Vector registers that a kernel may plan with.
  int64_t getNumRegisters() const { return numRegisters; }
  /// Features that the code needs, as LLVM spells them; empty: none.
  llvm::ArrayRef<llvm::StringRef> getFeatures() const { return features; }

  /// The largest code without a sign that `emitDot` and `emitShortDot` take;
  /// where codes are larger, they get codes with a sign.
  virtual unsigned getMaxUnsignedCode() const { return 255; }
  /// True if products take x from one lane of a vector.
  virtual bool broadcastsLanes() const { return false; }

  /// True if most instructions can read an operand from memory.
  virtual bool hasMemoryOperands() const { return false; }

  /// acc[i] + sum over j < 4 of codes[4 i + j] * x[4 i + j], exactly, for
  /// signed x of at least -127. `acc` is of i32, the others of i8 and four
  /// times as long.
  virtual mlir::Value emitDot(mlir::OpBuilder &builder, mlir::Location loc,
                              mlir::Value acc, mlir::Value codes, mlir::Value x,
                              bool isSigned) const = 0;

  /// True for targets whose products are cheaper to add in 16 bits.
  virtual bool hasShortDot() const { return false; }
  /// acc[i] + codes[2 i] * x[2 i] + codes[2 i + 1] * x[2 i + 1] modulo 2^16;
  /// `acc` is of i16, the others as for `emitDot`.
  virtual mlir::Value emitShortDot(mlir::OpBuilder &builder, mlir::Location loc,
                                   mlir::Value acc, mlir::Value codes,
                                   mlir::Value x, bool isSigned) const {
    llvm_unreachable("asked for without hasShortDot");
  }

  /// acc[i] + a[2 i] * b[2 i] + a[2 i + 1] * b[2 i + 1] for pairs of i16 in
  /// lanes of i32, all three of the type of `acc`.
  virtual mlir::Value emitPairDot(mlir::OpBuilder &builder, mlir::Location loc,
                                  mlir::Value acc, mlir::Value a,
                                  mlir::Value b) const = 0;

  /// `sum`, a vector. Targets of few registers hide from LLVM what it is made
  /// of, so that the sums which it enters are not re-associated.
  virtual mlir::Value emitInPlace(mlir::OpBuilder &builder, mlir::Location loc,
                                  mlir::Value sum) const {
    return sum;
  }

  /// `index`, which LLVM takes for a result of `values` (vectors of registers'
  /// size and indices): it begins nothing that depends on it before they are
  /// computed. No instruction comes of it, so the machine does not wait.
  virtual mlir::Value emitAfter(mlir::OpBuilder &builder, mlir::Location loc,
                                mlir::Value index,
                                mlir::ValueRange values) const {
    return index;
  }

  /// table[indices[i]] for i8 indices below 16.
  virtual mlir::Value emitLookup(mlir::OpBuilder &builder, mlir::Location loc,
                                 llvm::ArrayRef<uint8_t> table,
                                 mlir::Value indices) const = 0;

protected:
  CpuTarget(llvm::StringRef name, int64_t lanes, int64_t numRegisters,
            llvm::ArrayRef<llvm::StringRef> features = {})
      : name(name), lanes(lanes), numRegisters(numRegisters),
        features(features) {}

private:
  llvm::StringRef name;
  int64_t lanes, numRegisters;
  llvm::SmallVector<llvm::StringRef, 4> features;
};

/// All targets, best first; the last one runs anywhere.
llvm::ArrayRef<const CpuTarget *> getCpuTargets();

/// The target of that name, or null.
const CpuTarget *findCpuTarget(llvm::StringRef name);

/// Lets LLVM use vectors of the target's width in `function`, beside the other
/// attributes it passes through: those of 64 bytes are legal only where they
/// are said to be wanted.
void allowVectorsOf(const CpuTarget &target, mlir::Operation *function);

/// The best target whose features `hasFeature` has.
const CpuTarget &
selectCpuTarget(llvm::function_ref<bool(llvm::StringRef)> hasFeature);

} // namespace qblock

#endif // QBLOCK_TARGET_CPUTARGET_H
