//===- MatmulKernels.cpp - Functions that decode and multiply ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A model has hundreds of matmuls on a dozen types of weight. Each type gets
// one private function with a dynamic number of activation rows: otherwise the
// loops would be compiled once a layer. The function decodes a few rows of the
// weight into a buffer and multiplies all activations with them, some rows of
// both at once, so that what is loaded serves several products. Each weight is
// decoded once, whatever M is.
//
//===----------------------------------------------------------------------===//

#include "Patterns.h"
#include "Rows.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/SymbolTable.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"

#include <algorithm>

using namespace mlir;
using namespace qblock;

/// Rows of x and of the weight that are multiplied at once: 16 sums, and the 8
/// vectors that they are made of, fit in 32 registers. 2 x 4 and 3 x 4 rows
/// were slower on Zen 5, as decoded rows come from a cache more often; where
/// there are 16 registers, some sums wait in memory for fewer loads.
static constexpr int64_t rowsPerBlock = 4;
/// Bytes of decoded rows, which are read again for all rows of x: a quarter of
/// a usual second-level cache. More than some blocks of them gain nothing.
static constexpr int64_t bytesOfRows = 256 * 1024, maxDecodedRows = 16;

static Value emitIndex(OpBuilder &builder, Location loc, int64_t value) {
  return arith::ConstantIndexOp::create(builder, loc, value);
}

/// Calls `body(first, size, out)` for blocks of `size` of `count` things, and
/// for each one that is left. Blocks are independent.
static Value emitBlocks(
    OpBuilder &builder, Location loc, Value count, Value out, int64_t size,
    function_ref<Value(OpBuilder &, Location, Value, int64_t, Value)> body) {
  Value numBlocks = builder.createOrFold<arith::DivUIOp>(
      loc, count, emitIndex(builder, loc, size));
  Value numInBlocks = builder.createOrFold<arith::MulIOp>(
      loc, numBlocks, emitIndex(builder, loc, size));
  Value numLeft = builder.createOrFold<arith::SubIOp>(loc, count, numInBlocks);
  out = emitIndependentLoop(
      builder, loc, numBlocks, out,
      [&](OpBuilder &builder, Location loc, Value block, Value out) {
        Value first = builder.createOrFold<arith::MulIOp>(
            loc, block, emitIndex(builder, loc, size));
        return body(builder, loc, first, size, out);
      });
  return emitIndependentLoop(
      builder, loc, numLeft, out,
      [&](OpBuilder &builder, Location loc, Value i, Value out) {
        Value first = builder.createOrFold<arith::AddIOp>(loc, numInBlocks, i);
        return body(builder, loc, first, 1, out);
      });
}

namespace {
/// Rows of x and of floats that are multiplied with one another.
struct DotBlock {
  Value x, m; ///< rows from `m` on
  int64_t numX;
  Value rows, row; ///< from `row` on
  int64_t numRows;
};
} // namespace

/// sum over k of x[m + i, k] * rows[row + j, k], for each i and j. All are
/// walked in one loop that carries the sums: with the accumulators in memory
/// LLVM could not tell that the stores leave the operands alone. The order of a
/// sum is free (it is not in decoding), which lets LLVM keep several partial
/// sums.
static SmallVector<Value> emitDots(OpBuilder &builder, Location loc,
                                   const DotBlock &block) {
  auto order = arith::FastMathFlagsAttr::get(
      builder.getContext(),
      arith::FastMathFlags::reassoc | arith::FastMathFlags::contract);
  Value zero = arith::ConstantOp::create(
      builder, loc, builder.getZeroAttr(builder.getF32Type()));
  auto getRows = [&](Value first, int64_t count) {
    SmallVector<Value> rows;
    for (int64_t i = 0; i != count; ++i)
      rows.push_back(builder.createOrFold<arith::AddIOp>(
          loc, first, emitIndex(builder, loc, i)));
    return rows;
  };
  SmallVector<Value> xRows = getRows(block.m, block.numX);
  SmallVector<Value> rows = getRows(block.row, block.numRows);
  Value numElems = tensor::DimOp::create(builder, loc, block.rows, 1);
  auto loop = scf::ForOp::create(
      builder, loc, emitIndex(builder, loc, 0), numElems,
      emitIndex(builder, loc, 1),
      SmallVector<Value>(block.numX * block.numRows, zero),
      [&](OpBuilder &builder, Location loc, Value k, ValueRange sums) {
        auto load = [&](Value matrix, ArrayRef<Value> rows) {
          SmallVector<Value> elems;
          for (Value row : rows)
            elems.push_back(tensor::ExtractOp::create(builder, loc, matrix,
                                                      ValueRange{row, k}));
          return elems;
        };
        SmallVector<Value> lhs = load(block.x, xRows);
        SmallVector<Value> rhs = load(block.rows, rows);
        SmallVector<Value> next;
        for (auto [index, sum] : llvm::enumerate(sums)) {
          Value product =
              arith::MulFOp::create(builder, loc, lhs[index / rhs.size()],
                                    rhs[index % rhs.size()], order);
          next.push_back(
              arith::AddFOp::create(builder, loc, sum, product, order));
        }
        scf::YieldOp::create(builder, loc, next);
      });
  return llvm::to_vector(ValueRange(loop.getResults()));
}

/// Adds the products of a block to `out`, those of its rows to the columns from
/// `n` on.
static Value emitProducts(OpBuilder &builder, Location loc,
                          const DotBlock &block, Value out, Value n) {
  for (auto [index, dot] : llvm::enumerate(emitDots(builder, loc, block))) {
    auto add = [&](Value first, int64_t i) {
      return builder.createOrFold<arith::AddIOp>(loc, first,
                                                 emitIndex(builder, loc, i));
    };
    SmallVector<Value, 2> position = {
        add(block.m, int64_t(index) / block.numRows),
        add(n, int64_t(index) % block.numRows)};
    Value old = tensor::ExtractOp::create(builder, loc, out, position);
    Value sum = arith::AddFOp::create(builder, loc, old, dot);
    out = tensor::InsertOp::create(builder, loc, sum, out, position);
  }
  return out;
}

/// Adds the products of all of `x` with the first `numRows` of `rows` to the
/// columns of `out` from `n` on.
static Value emitColumns(OpBuilder &builder, Location loc, Value x, Value rows,
                         Value numRows, Value out, Value n) {
  Value numX = tensor::DimOp::create(builder, loc, x, 0);
  return emitBlocks(
      builder, loc, numX, out, rowsPerBlock,
      [&](OpBuilder &builder, Location loc, Value m, int64_t height,
          Value out) {
        return emitBlocks(
            builder, loc, numRows, out, rowsPerBlock,
            [&](OpBuilder &builder, Location loc, Value row, int64_t width,
                Value out) {
              DotBlock block = {x, m, height, rows, row, width};
              Value column = builder.createOrFold<arith::AddIOp>(loc, n, row);
              return emitProducts(builder, loc, block, out, column);
            });
      });
}

/// Rows of f32 weights are read where they lie: each is a column by itself.
static Value emitFloatKernel(OpBuilder &builder, Location loc, Value x,
                             Value weight, Value numRows, Value init) {
  return emitIndependentLoop(
      builder, loc, numRows, init,
      [&](OpBuilder &builder, Location loc, Value n, Value out) {
        Value numX = tensor::DimOp::create(builder, loc, x, 0);
        return emitIndependentLoop(
            builder, loc, numX, out,
            [&](OpBuilder &builder, Location loc, Value m, Value out) {
              return emitProducts(builder, loc, {x, m, 1, weight, n, 1}, out,
                                  n);
            });
      });
}

/// Others are decoded into a buffer, some at a time.
static Value emitDecodingKernel(OpBuilder &builder, Location loc,
                                RankedTensorType weightType, Value x,
                                Value weight, Value numRows, Value init) {
  int64_t bytesPerRow = weightType.getDimSize(1) * int64_t(sizeof(float));
  int64_t numDecoded = std::clamp(bytesOfRows / bytesPerRow / rowsPerBlock,
                                  int64_t(1), maxDecodedRows / rowsPerBlock) *
                       rowsPerBlock;
  if (int64_t size = weightType.getDimSize(0); !ShapedType::isDynamic(size))
    numDecoded = std::min(numDecoded, size);
  Value buffer = tensor::EmptyOp::create(
      builder, loc, ArrayRef<int64_t>{numDecoded, weightType.getDimSize(1)},
      builder.getF32Type());
  Value count = emitIndex(builder, loc, numDecoded);
  Value numTiles =
      builder.createOrFold<arith::CeilDivUIOp>(loc, numRows, count);
  return emitLoop(
      builder, loc, numTiles, init,
      [&](OpBuilder &builder, Location loc, Value tile, Value out) {
        Value first = builder.createOrFold<arith::MulIOp>(loc, tile, count);
        Value size = builder.createOrFold<arith::MinUIOp>(
            loc, count,
            builder.createOrFold<arith::SubIOp>(loc, numRows, first));
        Value rows = emitIndependentLoop(
            builder, loc, size, buffer,
            [&](OpBuilder &builder, Location loc, Value row, Value dest) {
              Value n = builder.createOrFold<arith::AddIOp>(loc, first, row);
              return emitDecodedRow(builder, loc, weightType.getElementType(),
                                    weight, n, dest, row);
            });
        return emitColumns(builder, loc, x, rows, size, out, first);
      });
}

/// `qblock_matmul_<type>_<N>x<K>`.
static std::string getKernelName(RankedTensorType weight) {
  const format::TypeInfo &info = *getTypeInfo(weight.getElementType());
  auto spell = [](int64_t size) {
    return ShapedType::isDynamic(size) ? std::string("any")
                                       : std::to_string(size);
  };
  auto block = dyn_cast<BlockType>(weight.getElementType());
  return "qblock_matmul_" + std::string(info.name) +
         (block && block.isPacked() ? "_packed_" : "_") +
         spell(weight.getDimSize(0)) + "x" + spell(weight.getDimSize(1));
}

FunctionType MatmulKernels::getType(RankedTensorType weight) {
  MLIRContext *context = weight.getContext();
  Type f32 = Float32Type::get(context);
  int64_t any = ShapedType::kDynamic;
  Type x = RankedTensorType::get({any, weight.getDimSize(1)}, f32);
  Type init = RankedTensorType::get({any, weight.getDimSize(0)}, f32);
  Type stored = StorageTypeConverter().convertType(weight);
  return FunctionType::get(context, {x, stored, init}, init);
}

FlatSymbolRefAttr MatmulKernels::get(OpBuilder &builder, Operation *user,
                                     RankedTensorType weight) {
  Operation *table = SymbolTable::getNearestSymbolTable(user);
  FlatSymbolRefAttr &kernel = kernels[{table, weight}];
  if (kernel)
    return kernel;

  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToEnd(&table->getRegion(0).back());
  Location loc = user->getLoc();
  auto isTaken = [&](StringRef name) {
    return SymbolTable::lookupSymbolIn(table, name) != nullptr;
  };
  SmallString<64> name(getKernelName(weight));
  unsigned suffix = 0;
  if (isTaken(name))
    name = SymbolTable::generateSymbolName<64>(name, isTaken, suffix);
  auto function = func::FuncOp::create(builder, loc, name, getType(weight));
  function.setPrivate();
  Block *entry = function.addEntryBlock();
  builder.setInsertionPointToStart(entry);
  Value x = entry->getArgument(0), stored = entry->getArgument(1);
  Value init = entry->getArgument(2);
  Value numRows = emitNumRows(builder, loc, weight, stored);
  Value result =
      weight.getElementType().isF32()
          ? emitFloatKernel(builder, loc, x, stored, numRows, init)
          : emitDecodingKernel(builder, loc, weight, x, stored, numRows, init);
  func::ReturnOp::create(builder, loc, result);
  kernel = FlatSymbolRefAttr::get(function.getSymNameAttr());
  return kernel;
}
