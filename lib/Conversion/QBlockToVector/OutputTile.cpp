//===- OutputTile.cpp - Where the sums of a tile go -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The way out of a kernel. Most tiles lie inside of y and are stored as they
// are; those at an edge leave out what is past it.
//
//===----------------------------------------------------------------------===//

#include "OutputTile.h"

#include "qblock/Format/PackedLayout.h"

using namespace mlir;
using namespace qblock;
using format::PackedLayout;

/// Writes, or adds to, a row of y.
void OutputTile::storeRow(int64_t row, ArrayRef<Value> sums, bool adds) const {
  SmallVector<Value> totals(sums);
  auto position = [&](int64_t part) {
    return SmallVector<Value>{emit.add(firstRow, row),
                              emit.add(firstColumn, part * lanes)};
  };
  if (adds)
    for (int64_t part = 0; part < numParts; ++part) {
      Value old = vector::LoadOp::create(emit.builder, emit.loc, sumType(), y,
                                         position(part));
      totals[part] = emit.make<arith::AddFOp>(old, sums[part]);
    }
  for (int64_t part = 0; part < numParts; ++part)
    vector::StoreOp::create(emit.builder, emit.loc, totals[part], y,
                            position(part));
}

/// The same for rows that fill up a tile, which are left out if they are past
/// the end of y, and so are columns.
void OutputTile::storeMaskedRow(int64_t row, ArrayRef<Value> sums,
                                Value numRows, Value numColumns,
                                bool adds) const {
  VectorType maskType = emit.vectorOf(lanes, emit.builder.getI1Type());
  Value isRow =
      arith::CmpIOp::create(emit.builder, emit.loc, arith::CmpIPredicate::ult,
                            emit.add(firstRow, row), numRows);
  scf::IfOp::create(emit.builder, emit.loc, isRow, [&](OpBuilder &, Location) {
    for (int64_t part = 0; part < numParts; ++part) {
      Value column = emit.add(firstColumn, part * lanes);
      Value rest = emit.make<arith::SubIOp>(numColumns, column);
      Value mask = vector::CreateMaskOp::create(emit.builder, emit.loc,
                                                maskType, ValueRange{rest});
      Value position[] = {emit.add(firstRow, row), column};
      Value total = sums[part];
      if (adds) {
        Value old = vector::MaskedLoadOp::create(emit.builder, emit.loc,
                                                 sumType(), y, position, mask,
                                                 emit.constant(sumType(), 0));
        total = emit.make<arith::AddFOp>(old, total);
      }
      vector::MaskedStoreOp::create(emit.builder, emit.loc, y, position, mask,
                                    total);
    }
    scf::YieldOp::create(emit.builder, emit.loc);
  });
}

/// Masked stores stall the loads that follow them, so only tiles at an edge
/// have such.
void OutputTile::storeRows(ArrayRef<Value> sums, bool adds) const {
  Value numRows = emit.dim(y, 0);
  Value numColumns = emit.dim(y, 1);
  auto fits = [&](Value first, int64_t count, Value end) -> Value {
    return arith::CmpIOp::create(emit.builder, emit.loc,
                                 arith::CmpIPredicate::ule,
                                 emit.add(first, count), end);
  };
  Value isWhole =
      emit.make<arith::AndIOp>(fits(firstRow, height, numRows),
                               fits(firstColumn, numParts * lanes, numColumns));
  auto forEachRow = [&](auto store) {
    return [=](OpBuilder &, Location) {
      for (int64_t row = 0; row < height; ++row)
        store(row, sums.slice(row * numParts, numParts));
      scf::YieldOp::create(emit.builder, emit.loc);
    };
  };
  scf::IfOp::create(emit.builder, emit.loc, isWhole,
                    forEachRow([&](int64_t row, ArrayRef<Value> part) {
                      storeRow(row, part, adds);
                    }),
                    forEachRow([&](int64_t row, ArrayRef<Value> part) {
                      storeMaskedRow(row, part, numRows, numColumns, adds);
                    }));
}

void OutputTile::store(ArrayRef<Value> sums, Value adds) const {
  auto emitRows = [&](bool adds) {
    return [=](OpBuilder &, Location) {
      storeRows(sums, adds);
      scf::YieldOp::create(emit.builder, emit.loc);
    };
  };
  scf::IfOp::create(emit.builder, emit.loc, adds, emitRows(true),
                    emitRows(false));
}

/// Rows of y lie on pages of their own: what the stores wait for is asked for
/// before the sums are computed. Addresses past the end are not read.
void OutputTile::prefetch() const {
  for (int64_t row = 0; row < height; ++row)
    for (int64_t column = 0; column < numParts * lanes;
         column += PackedLayout::rowsPerTile) {
      Value position[] = {emit.add(firstRow, row),
                          emit.add(firstColumn, column)};
      memref::PrefetchOp::create(emit.builder, emit.loc, y, position,
                                 /*isWrite=*/true, /*localityHint=*/3,
                                 /*isDataCache=*/true);
    }
}
