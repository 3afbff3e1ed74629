//===- Rows.cpp - Rows of weights as floats ---------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What dequantize, gather_rows and matmul have in common: they need rows of a
// weight as floats, one at a time. The loops run over blocks, groups, runs and
// elements, so that a scale is decoded once for the elements that share it.
//
//===----------------------------------------------------------------------===//

#include "Rows.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "qblock/Conversion/BlockReader.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"

using namespace mlir;
using namespace qblock;

static Value emitIndex(OpBuilder &builder, Location loc, int64_t value) {
  return arith::ConstantIndexOp::create(builder, loc, value);
}

/// base + index * factor.
static Value emitOffset(OpBuilder &builder, Location loc, Value base,
                        Value index, int64_t factor) {
  Value scaled = builder.createOrFold<arith::MulIOp>(
      loc, index, emitIndex(builder, loc, factor));
  return builder.createOrFold<arith::AddIOp>(loc, base, scaled);
}

Value qblock::emitLoop(
    OpBuilder &builder, Location loc, Value count, Value init,
    function_ref<Value(OpBuilder &, Location, Value, Value)> body) {
  Value zero = emitIndex(builder, loc, 0);
  if (isConstantIntValue(count, 1))
    return body(builder, loc, zero, init);
  Value one = emitIndex(builder, loc, 1);
  auto loop = scf::ForOp::create(
      builder, loc, zero, count, one, init,
      [&](OpBuilder &builder, Location loc, Value index, ValueRange carried) {
        Value next = body(builder, loc, index, carried[0]);
        scf::YieldOp::create(builder, loc, next);
      });
  return loop.getResult(0);
}

Value qblock::emitIndependentLoop(
    OpBuilder &builder, Location loc, Value count, Value init,
    function_ref<Value(OpBuilder &, Location, Value, Value)> body) {
  Value result = emitLoop(builder, loc, count, init, body);
  if (auto loop = result.getDefiningOp<scf::ForOp>();
      loop && loop.getInitArgs().front() == init)
    loop->setAttr(QBlockDialect::kIndependentAttrName, builder.getUnitAttr());
  return result;
}

/// Emits the decoding of one block into `dest[destRow, firstElem ...]`.
static Value emitDecodedBlock(OpBuilder &builder, Location loc,
                              const BlockReader &reader, int64_t elemsPerBlock,
                              Value dest, Value destRow, Value firstElem) {
  int64_t elemsPerGroup = reader.getElemsPerGroup();
  int64_t elemsPerRun = reader.getElemsPerRun();
  Value numGroups = emitIndex(builder, loc, elemsPerBlock / elemsPerGroup);
  Value runsPerGroup = emitIndex(builder, loc, elemsPerGroup / elemsPerRun);
  Value runLength = emitIndex(builder, loc, elemsPerRun);
  Value zero = emitIndex(builder, loc, 0);
  BlockReader::GroupScale blockScale = reader.emitBlockScale(builder, loc);

  auto emitGroup = [&](OpBuilder &builder, Location loc, Value group,
                       Value dest) {
    Value groupElem = emitOffset(builder, loc, zero, group, elemsPerGroup);
    BlockReader::GroupScale groupScale =
        reader.emitGroupScale(builder, loc, blockScale, groupElem);
    auto emitRun = [&](OpBuilder &builder, Location loc, Value runIndex,
                       Value dest) {
      Value runElem =
          emitOffset(builder, loc, groupElem, runIndex, elemsPerRun);
      BlockReader::Run run = reader.emitQuantRun(builder, loc, runElem);
      Value destElem =
          builder.createOrFold<arith::AddIOp>(loc, firstElem, runElem);
      auto emitElement = [&](OpBuilder &builder, Location loc, Value position,
                             Value dest) -> Value {
        Value value =
            reader.emitElement(builder, loc, run, position, groupScale);
        Value column = emitOffset(builder, loc, destElem, position, 1);
        return tensor::InsertOp::create(builder, loc, value, dest,
                                        ValueRange{destRow, column});
      };
      return emitIndependentLoop(builder, loc, runLength, dest, emitElement);
    };
    return emitIndependentLoop(builder, loc, runsPerGroup, dest, emitRun);
  };
  return emitIndependentLoop(builder, loc, numGroups, dest, emitGroup);
}

namespace {
/// Where the bits of one row of a weight are: in a row of the storage, or in
/// one of a tile.
struct RowPlace {
  RowPlace(OpBuilder &builder, Location loc, BlockType type, Value row)
      : format(type.getFormat()), storageRow(row) {
    std::optional<format::PackedLayout> layout = type.getPackedLayout();
    if (!layout)
      return;
    format = layout->getRowFormat();
    Value rowsPerTile =
        emitIndex(builder, loc, format::PackedLayout::rowsPerTile);
    storageRow = builder.createOrFold<arith::DivUIOp>(loc, row, rowsPerTile);
    rowInTile = builder.createOrFold<arith::RemUIOp>(loc, row, rowsPerTile);
  }

  Value emitLoad(OpBuilder &builder, Location loc, Value storage,
                 Value firstByte, const format::Code &code,
                 Value byteOffset) const {
    Value column = emitOffset(builder, loc, firstByte, byteOffset, 1);
    if (rowInTile)
      column = emitOffset(builder, loc, column, rowInTile,
                          format::PackedLayout::bytesBetweenRows(format, code));
    return tensor::ExtractOp::create(builder, loc, storage,
                                     ValueRange{storageRow, column});
  }

  format::Format format;
  Value storageRow;
  Value rowInTile; ///< null in ggml's order
};
} // namespace

static Value emitDecodedBlocks(OpBuilder &builder, Location loc, BlockType type,
                               Value storage, Value row, Value dest,
                               Value destRow) {
  RowPlace place(builder, loc, type, row);
  int64_t bytesPerRow = cast<ShapedType>(storage.getType()).getShape().back();
  int64_t bytesPerBlock = place.format.bytesPerBlock;
  Value numBlocks = emitIndex(builder, loc, bytesPerRow / bytesPerBlock);
  Value zero = emitIndex(builder, loc, 0);
  auto emitBlock = [&](OpBuilder &builder, Location loc, Value block,
                       Value dest) {
    Value firstByte = emitOffset(builder, loc, zero, block, bytesPerBlock);
    Value firstElem =
        emitOffset(builder, loc, zero, block, type.getElemsPerBlock());
    auto loadByte = [&](OpBuilder &builder, Location loc,
                        const format::Code &code, Value byteOffset) {
      return place.emitLoad(builder, loc, storage, firstByte, code, byteOffset);
    };
    BlockReader reader(place.format, loadByte);
    return emitDecodedBlock(builder, loc, reader, type.getElemsPerBlock(), dest,
                            destRow, firstElem);
  };
  return emitIndependentLoop(builder, loc, numBlocks, dest, emitBlock);
}

static Value emitExtendedRow(OpBuilder &builder, Location loc, Value weight,
                             Value row, Value dest, Value destRow) {
  int64_t numElems = cast<ShapedType>(weight.getType()).getShape().back();
  auto emitElement = [&](OpBuilder &builder, Location loc, Value column,
                         Value dest) -> Value {
    Value value = tensor::ExtractOp::create(builder, loc, weight,
                                            ValueRange{row, column});
    if (!value.getType().isF32())
      value = arith::ExtFOp::create(builder, loc, builder.getF32Type(), value);
    return tensor::InsertOp::create(builder, loc, value, dest,
                                    ValueRange{destRow, column});
  };
  return emitIndependentLoop(builder, loc, emitIndex(builder, loc, numElems),
                             dest, emitElement);
}

Value qblock::emitDecodedRow(OpBuilder &builder, Location loc, Type elementType,
                             Value weight, Value row, Value dest,
                             Value destRow) {
  if (auto block = dyn_cast<BlockType>(elementType))
    return emitDecodedBlocks(builder, loc, block, weight, row, dest, destRow);
  return emitExtendedRow(builder, loc, weight, row, dest, destRow);
}

Value qblock::emitNumRows(OpBuilder &builder, Location loc, Type type,
                          Value storage) {
  // The storage of a packed weight has tiles for rows.
  if (int64_t numRows = cast<ShapedType>(type).getDimSize(0);
      !ShapedType::isDynamic(numRows))
    return emitIndex(builder, loc, numRows);
  return tensor::DimOp::create(builder, loc, storage, 0);
}

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

/// {{0 .. rank-2}, {rank-1}}.
static SmallVector<ReassociationIndices> groupLeadingDims(int64_t rank) {
  SmallVector<ReassociationIndices> groups(2);
  for (int64_t dim = 0; dim + 1 < rank; ++dim)
    groups[0].push_back(dim);
  groups[1].push_back(rank - 1);
  return groups;
}

Value qblock::emitAsMatrix(OpBuilder &builder, Location loc, Value tensor) {
  auto type = cast<RankedTensorType>(tensor.getType());
  if (type.getRank() == 2)
    return tensor;
  if (type.getRank() > 2)
    return tensor::CollapseShapeOp::create(builder, loc, tensor,
                                           groupLeadingDims(type.getRank()));
  auto rowType =
      RankedTensorType::get({1, type.getDimSize(0)}, type.getElementType());
  SmallVector<ReassociationIndices> allDimsAsOne = {{0, 1}};
  SmallVector<OpFoldResult> sizes = {
      builder.getIndexAttr(1), tensor::getMixedSize(builder, loc, tensor, 0)};
  return tensor::ExpandShapeOp::create(builder, loc, rowType, tensor,
                                       allDimsAsOne, sizes);
}

Value qblock::emitFromMatrix(OpBuilder &builder, Location loc, Value matrix,
                             Value like) {
  auto type = cast<RankedTensorType>(like.getType());
  if (type.getRank() == 2)
    return emitCast(builder, loc, matrix, type);
  if (type.getRank() < 2) {
    SmallVector<ReassociationIndices> allDimsAsOne = {{0, 1}};
    return tensor::CollapseShapeOp::create(builder, loc, type, matrix,
                                           allDimsAsOne);
  }
  return tensor::ExpandShapeOp::create(
      builder, loc, type, matrix, groupLeadingDims(type.getRank()),
      tensor::getMixedSizes(builder, loc, like));
}

Value qblock::emitCast(OpBuilder &builder, Location loc, Value value,
                       Type type) {
  if (value.getType() == type)
    return value;
  return tensor::CastOp::create(builder, loc, type, value);
}
