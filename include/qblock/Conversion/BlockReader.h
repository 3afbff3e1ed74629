//===- BlockReader.h - Emits the decoding of blocks -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_BLOCKREADER_H
#define QBLOCK_CONVERSION_BLOCKREADER_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/Value.h"
#include "qblock/Format/Format.h"
#include "llvm/ADT/SmallVector.h"

#include <functional>

namespace qblock {

/// Emits scalar code that reads the numbers of one block, for any row of the
/// format table. How a byte of the block is loaded is the caller's business, so
/// the block may lie in a tensor, a memref or a vector.
class BlockReader {
public:
  /// Emits the load of byte `byteOffset` (index) of the block, as i8. The byte
  /// holds bits of `code`, a member of the row that the reader was made with.
  using LoadByte = std::function<mlir::Value(mlir::OpBuilder &, mlir::Location,
                                             const format::Code &code,
                                             mlir::Value byteOffset)>;

  /// A place in each plane of a code: what does not change along a run.
  struct Run {
    const format::Code *code;
    llvm::SmallVector<mlir::Value, format::Code::maxPlanes> firstBits;
  };

  /// Scale and minimum of a group of elements, sub-scale and sub-minimum
  /// multiplied in; `min` is null in formats without one.
  struct GroupScale {
    mlir::Value scale;
    mlir::Value min;
  };

  BlockReader(const format::Format &row, LoadByte loadByte)
      : row(row), loadByte(std::move(loadByte)) {}

  /// Elements that share scale and minimum.
  int64_t getElemsPerGroup() const;
  /// Largest number of elements, a divisor of the group's, along which only the
  /// fastest digit of each plane of the quants changes: their bits then lie at
  /// one fixed stride.
  int64_t getElemsPerRun() const;

  /// The scale (or minimum) of the block as f32.
  GroupScale emitBlockScale(mlir::OpBuilder &builder, mlir::Location loc) const;
  /// The same for the group that starts at element `firstElem` (index).
  GroupScale emitGroupScale(mlir::OpBuilder &builder, mlir::Location loc,
                            GroupScale block, mlir::Value firstElem) const;
  /// The run of quants that starts at `firstElem`, a multiple of
  /// `getElemsPerRun`.
  Run emitQuantRun(mlir::OpBuilder &builder, mlir::Location loc,
                   mlir::Value firstElem) const;
  /// Element `position` (index) of the run as f32, in the order of operations
  /// that Format.h states.
  mlir::Value emitElement(mlir::OpBuilder &builder, mlir::Location loc,
                          const Run &run, mlir::Value position,
                          GroupScale group) const;

private:
  Run emitRun(mlir::OpBuilder &builder, mlir::Location loc,
              const format::Code &code, mlir::Value firstCode) const;
  mlir::Value emitCode(mlir::OpBuilder &builder, mlir::Location loc,
                       const Run &run, mlir::Value position) const;
  mlir::Value emitRaw(mlir::OpBuilder &builder, mlir::Location loc,
                      const Run &run, mlir::Value position) const;
  mlir::Value emitPlane(mlir::OpBuilder &builder, mlir::Location loc,
                        const format::Code &code, const format::Plane &plane,
                        mlir::Value firstBit, mlir::Value position) const;

  const format::Format &row;
  LoadByte loadByte;
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_BLOCKREADER_H
