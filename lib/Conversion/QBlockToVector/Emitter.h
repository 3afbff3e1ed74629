//===- Emitter.h - Short names for what kernels are made of -----------*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernels are arithmetic; with a location and a builder at each operation one
// would not see it.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_QBLOCKTOVECTOR_EMITTER_H
#define QBLOCK_CONVERSION_QBLOCKTOVECTOR_EMITTER_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace qblock {

struct Emitter {
  mlir::OpBuilder &builder;
  mlir::Location loc;

  template <typename Op, typename... Args>
  mlir::Value make(Args &&...args) const {
    return builder.createOrFold<Op>(loc, std::forward<Args>(args)...);
  }

  mlir::VectorType vectorOf(int64_t count, mlir::Type element) const {
    return mlir::VectorType::get(count, element);
  }
  mlir::Type f32() const { return builder.getF32Type(); }
  mlir::Type i32() const { return builder.getI32Type(); }
  mlir::Type i8() const { return builder.getI8Type(); }

  mlir::Value index(int64_t value) const {
    return mlir::arith::ConstantIndexOp::create(builder, loc, value);
  }
  /// A constant of a float or integer type, or a vector of such.
  mlir::Value constant(mlir::Type type, double value) const;

  mlir::Value add(mlir::Value a, mlir::Value b) const {
    return make<mlir::arith::AddIOp>(a, b);
  }
  mlir::Value add(mlir::Value a, int64_t b) const {
    return b ? add(a, index(b)) : a;
  }
  mlir::Value mul(mlir::Value a, mlir::Value b) const {
    return make<mlir::arith::MulIOp>(a, b);
  }
  mlir::Value mul(mlir::Value a, int64_t b) const { return mul(a, index(b)); }
  mlir::Value div(mlir::Value a, int64_t b) const {
    return make<mlir::arith::DivUIOp>(a, index(b));
  }

  /// A size of a memref.
  mlir::Value dim(mlir::Value buffer, int64_t dim) const {
    return mlir::memref::DimOp::create(builder, loc, buffer, dim);
  }

  /// v << left, or v >> -left, on lanes of `v`.
  mlir::Value shift(mlir::Value v, int64_t left) const;
  /// The same, and `mask`.
  mlir::Value shiftAndMask(mlir::Value v, int64_t left, int64_t mask) const;

  /// Where element `position` of `memref`, which is dense, lies: an index.
  /// Kernels count in addresses, so that one register is enough for a stream.
  mlir::Value addressOf(mlir::Value memref, mlir::Value position) const;
  /// The address of vectors of `lanes` words, each the repetition of one of
  /// `words`, in a global of the module that is called `name`.
  mlir::Value addressOfWords(llvm::StringRef name, int64_t lanes,
                             llvm::ArrayRef<int32_t> words) const;
  /// Asks for the cache line that is `offset` bytes behind an address, which
  /// need not be one of memory; the nearest cache has locality 3.
  void prefetch(mlir::Value address, int64_t offset, unsigned locality) const;
  /// What lies `offset` bytes behind an address, aligned to its element's size.
  mlir::Value loadFrom(mlir::Type type, mlir::Value address,
                       int64_t offset = 0) const;

  /// The counterpart.
  void storeTo(mlir::Value value, mlir::Value address, int64_t offset) const;

  /// A loop from `first` to `end` that carries `inits`.
  llvm::SmallVector<mlir::Value>
  loop(mlir::Value first, mlir::Value end, int64_t step, mlir::ValueRange inits,
       llvm::function_ref<llvm::SmallVector<mlir::Value>(
           mlir::Value index, mlir::ValueRange carried)>
           body) const;
  /// A loop that carries nothing.
  void loop(mlir::Value first, mlir::Value end, int64_t step,
            llvm::function_ref<void(mlir::Value index)> body) const;
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_QBLOCKTOVECTOR_EMITTER_H
