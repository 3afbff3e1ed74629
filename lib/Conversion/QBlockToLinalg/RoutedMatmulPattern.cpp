//===- RoutedMatmulPattern.cpp - Lowering of routed_matmul ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rows are sorted by the matrix that they are for, once for all that read the
// same numbers: gate, up and down of a layer. On packed weights kernels do the
// rest. Otherwise each matrix that has rows is one matmul of these.
//
//===----------------------------------------------------------------------===//

#include "MatmulOperands.h"
#include "Patterns.h"
#include "Rows.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/SymbolTable.h"
#include "qblock/Analysis/Contraction.h"
#include "qblock/Dialect/QBlock/IR/Ids.h"

using namespace mlir;
using namespace qblock;

static Value emitIndex(OpBuilder &builder, Location loc, int64_t value) {
  return arith::ConstantIndexOp::create(builder, loc, value);
}

//===----------------------------------------------------------------------===//
// Sorting
//===----------------------------------------------------------------------===//

namespace {
/// The body of a function that sorts numbers by counting them.
struct Sorter {
  OpBuilder &builder;
  Location loc;

  Value add(Value lhs, int64_t rhs) const {
    return arith::AddIOp::create(builder, loc, lhs,
                                 emitIndex(builder, loc, rhs));
  }
  Value load(Value tensor, Value index) const {
    return tensor::ExtractOp::create(builder, loc, tensor, index);
  }
  Value store(Value value, Value tensor, Value index) const {
    return tensor::InsertOp::create(builder, loc, value, tensor, index);
  }
  Value size(Value tensor) const {
    return tensor::DimOp::create(builder, loc, tensor, 0);
  }

  /// starts[e] = how many of `ids` are less than e, for e up to `count`.
  Value emitStarts(Value ids, Value starts, Value count) const {
    Value zero = emitIndex(builder, loc, 0);
    starts = emitLoop(builder, loc, size(starts), starts,
                      [&](OpBuilder &builder, Location loc, Value e, Value s) {
                        return Sorter{builder, loc}.store(zero, s, e);
                      });
    starts = emitLoop(builder, loc, size(ids), starts,
                      [&](OpBuilder &builder, Location loc, Value p, Value s) {
                        Sorter at = {builder, loc};
                        Value id = emitCheckedId(builder, loc, ids, p, count,
                                                 kMatrixOfStack);
                        Value next = at.add(id, 1);
                        return at.store(at.add(at.load(s, next), 1), s, next);
                      });
    return emitLoop(builder, loc, count, starts,
                    [&](OpBuilder &builder, Location loc, Value e, Value s) {
                      Sorter at = {builder, loc};
                      Value next = at.add(e, 1);
                      Value sum = arith::AddIOp::create(
                          builder, loc, at.load(s, e), at.load(s, next));
                      return at.store(sum, s, next);
                    });
  }

  /// The positions of the `ids`, sorted by them; equal ones stay in order.
  /// `starts[e]` becomes what `starts[e + 1]` was.
  std::pair<Value, Value> emitOrder(Value ids, Value starts,
                                    Value order) const {
    Value zero = emitIndex(builder, loc, 0), one = emitIndex(builder, loc, 1);
    auto loop = scf::ForOp::create(
        builder, loc, zero, size(ids), one, ValueRange{starts, order},
        [&](OpBuilder &builder, Location loc, Value p, ValueRange carried) {
          Sorter at = {builder, loc};
          Value id = emitId(builder, loc, ids, p);
          Value place = at.load(carried[0], id);
          Value nextStarts = at.store(at.add(place, 1), carried[0], id);
          Value nextOrder = at.store(p, carried[1], place);
          scf::YieldOp::create(builder, loc, ValueRange{nextStarts, nextOrder});
        });
    return {loop.getResult(0), loop.getResult(1)};
  }

  /// Moves all but the last number by one place and puts 0 first.
  Value emitMoved(Value starts, Value count) const {
    starts =
        emitLoop(builder, loc, count, starts,
                 [&](OpBuilder &builder, Location loc, Value step, Value s) {
                   Sorter at = {builder, loc};
                   Value to = arith::SubIOp::create(builder, loc, count, step);
                   Value from = arith::SubIOp::create(
                       builder, loc, to, emitIndex(builder, loc, 1));
                   return at.store(at.load(s, from), s, to);
                 });
    Value zero = emitIndex(builder, loc, 0);
    return store(zero, starts, zero);
  }

  /// (order, starts) of the numbers.
  std::pair<Value, Value> emit(Value ids, Value order, Value starts) const {
    Value count = arith::SubIOp::create(builder, loc, size(starts),
                                        emitIndex(builder, loc, 1));
    starts = emitStarts(ids, starts, count);
    std::tie(starts, order) = emitOrder(ids, starts, order);
    return {order, emitMoved(starts, count)};
  }
};
} // namespace

/// (ids, order, starts) -> (order, starts): one function for each type of ids.
static func::FuncOp getSortFunction(OpBuilder &builder, Operation *user,
                                    RankedTensorType ids) {
  Operation *table = SymbolTable::getNearestSymbolTable(user);
  std::string name = "qblock_sort_ids_";
  llvm::raw_string_ostream(name) << ids.getElementType();
  if (auto function = dyn_cast_or_null<func::FuncOp>(
          SymbolTable::lookupSymbolIn(table, name)))
    return function;
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToEnd(&table->getRegion(0).back());
  Location loc = user->getLoc();
  Type indices =
      RankedTensorType::get(ShapedType::kDynamic, builder.getIndexType());
  auto function = func::FuncOp::create(
      builder, loc, name,
      builder.getFunctionType(
          {RankedTensorType::get(ShapedType::kDynamic, ids.getElementType()),
           indices, indices},
          {indices, indices}));
  function.setPrivate();
  function->setAttr(QBlockDialect::kSortsRowsAttrName, builder.getUnitAttr());
  Block *entry = function.addEntryBlock();
  builder.setInsertionPointToStart(entry);
  auto [order, starts] = Sorter{builder, loc}.emit(
      entry->getArgument(0), entry->getArgument(1), entry->getArgument(2));
  func::ReturnOp::create(builder, loc, ValueRange{order, starts});
  return function;
}

/// Numbers in another shape are the same numbers in the same order.
static Value getRoot(Value ids) {
  while (Operation *op = ids.getDefiningOp()) {
    if (!isa<tensor::CollapseShapeOp, tensor::ExpandShapeOp, tensor::CastOp>(
            op))
      break;
    ids = op->getOperand(0);
  }
  return ids;
}

namespace {
struct RoutedMatmulLowering : OpConversionPattern<RoutedMatmulOp> {
  RoutedMatmulLowering(const TypeConverter &converter, MLIRContext *context,
                       MatmulKernels &kernels)
      : OpConversionPattern(converter, context), kernels(kernels) {}

  LogicalResult
  matchAndRewrite(RoutedMatmulOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    auto weightType = cast<RankedTensorType>(op.getWeight().getType());
    Value init = adaptor.getInit(), ids = adaptor.getIds();
    emitSizeCheck(rewriter, loc, init, 0, ids, 0);
    Value x =
        emitWithColumns(rewriter, loc, emitAsF32(rewriter, loc, adaptor.getX()),
                        weightType.getDimSize(1));
    RoutedRows rows = getRoutes(rewriter, op, ids);
    rows.idsPerRow = emitIdsPerRow(rewriter, loc, x, ids);
    rewriter.replaceOp(op, usesIntegers(weightType, op.getActivations(),
                                        /*keepsRaw=*/false)
                               ? emitPacked(rewriter, op, adaptor, x, rows)
                               : emitMatmuls(rewriter, op, init, x, rows));
    return success();
  }

private:
  struct RoutedRows {
    Value order, starts;
    Value idsPerRow; ///< of x
  };

  /// J, after the check that it is a whole number.
  static Value emitIdsPerRow(OpBuilder &builder, Location loc, Value x,
                             Value ids) {
    Value numRows = builder.createOrFold<tensor::DimOp>(loc, x, 0);
    Value numIds = builder.createOrFold<tensor::DimOp>(loc, ids, 0);
    Value divisor = arith::MaxUIOp::create(builder, loc, numRows,
                                           emitIndex(builder, loc, 1));
    Value quotient = arith::DivUIOp::create(builder, loc, numIds, divisor);
    emitSizeCheck(builder, loc, numIds,
                  arith::MulIOp::create(builder, loc, quotient, numRows));
    return quotient;
  }

  /// Sorts the numbers, if that has not been done in this block.
  RoutedRows getRoutes(OpBuilder &builder, RoutedMatmulOp op, Value ids) const {
    auto &[order, starts] =
        kernels
            .routes[{op->getBlock(), getRoot(op.getIds()), op.getNumExperts()}];
    if (order)
      return {order, starts, {}};
    Location loc = op.getLoc();
    func::FuncOp function =
        getSortFunction(builder, op, cast<RankedTensorType>(ids.getType()));
    Type index = builder.getIndexType();
    Value emptyOrder = tensor::EmptyOp::create(
        builder, loc, tensor::getMixedSizes(builder, loc, ids), index);
    Value emptyStarts = tensor::EmptyOp::create(
        builder, loc, ArrayRef<int64_t>{op.getNumExperts() + 1}, index);
    SmallVector<Value> arguments = {ids, emptyOrder, emptyStarts};
    for (auto [argument, type] :
         llvm::zip_equal(arguments, function.getArgumentTypes()))
      argument = emitCast(builder, loc, argument, type);
    auto call = func::CallOp::create(builder, loc, function, arguments);
    order = emitCast(builder, loc, call.getResult(0), emptyOrder.getType());
    starts = emitCast(builder, loc, call.getResult(1), emptyStarts.getType());
    return {order, starts, {}};
  }

  Value emitPacked(OpBuilder &builder, RoutedMatmulOp op, OpAdaptor adaptor,
                   Value x, const RoutedRows &rows) const {
    ++kernels.numMatmuls;
    bool overwrites = isKnownZero(op.getInit());
    Value init = adaptor.getInit();
    if (overwrites)
      init = tensor::EmptyOp::create(
          builder, op.getLoc(),
          tensor::getMixedSizes(builder, op.getLoc(), init),
          builder.getF32Type());
    auto packed = PackedMatmulOp::create(
        builder, op.getLoc(), init.getType(), x, adaptor.getWeight(),
        rows.order, rows.starts, init,
        builder.getTypeArrayAttr(
            getElementTypeOrSelf(op.getWeight().getType())),
        overwrites);
    return packed.getResult(0);
  }

  /// One matmul for each matrix that has rows.
  static Value emitMatmuls(OpBuilder &builder, RoutedMatmulOp op, Value init,
                           Value x, const RoutedRows &rows) {
    Location loc = op.getLoc();
    return emitLoop(
        builder, loc, emitIndex(builder, loc, op.getNumExperts()), init,
        [&](OpBuilder &builder, Location loc, Value expert, Value out) {
          Value first =
              tensor::ExtractOp::create(builder, loc, rows.starts, expert);
          Value next = arith::AddIOp::create(builder, loc, expert,
                                             emitIndex(builder, loc, 1));
          Value end =
              tensor::ExtractOp::create(builder, loc, rows.starts, next);
          Value count = arith::SubIOp::create(builder, loc, end, first);
          Value isEmpty = arith::CmpIOp::create(
              builder, loc, arith::CmpIPredicate::eq, first, end);
          auto branch = scf::IfOp::create(
              builder, loc, isEmpty,
              [&](OpBuilder &builder, Location loc) {
                scf::YieldOp::create(builder, loc, out);
              },
              [&](OpBuilder &builder, Location loc) {
                Value result = emitMatmul(builder, loc, op, out, x, rows,
                                          expert, first, count);
                scf::YieldOp::create(builder, loc, result);
              });
          return branch.getResult(0);
        });
  }

  /// One row of `matrix`, [1, columns].
  static Value emitRow(OpBuilder &builder, Location loc, Value matrix,
                       Value row) {
    int64_t numColumns = cast<RankedTensorType>(matrix.getType()).getDimSize(1);
    SmallVector<OpFoldResult> strides(2, builder.getIndexAttr(1));
    return tensor::ExtractSliceOp::create(
        builder, loc, matrix,
        ArrayRef<OpFoldResult>{row, builder.getIndexAttr(0)},
        ArrayRef<OpFoldResult>{builder.getIndexAttr(1),
                               builder.getIndexAttr(numColumns)},
        strides);
  }

  static Value emitRowInto(OpBuilder &builder, Location loc, Value row,
                           Value matrix, Value position) {
    int64_t numColumns = cast<RankedTensorType>(matrix.getType()).getDimSize(1);
    SmallVector<OpFoldResult> strides(2, builder.getIndexAttr(1));
    return tensor::InsertSliceOp::create(
        builder, loc, row, matrix,
        ArrayRef<OpFoldResult>{position, builder.getIndexAttr(0)},
        ArrayRef<OpFoldResult>{builder.getIndexAttr(1),
                               builder.getIndexAttr(numColumns)},
        strides);
  }

  /// Adds the products of the rows from `first` on in the order with matrix
  /// `expert` to the rows of `out`.
  static Value emitMatmul(OpBuilder &builder, Location loc, RoutedMatmulOp op,
                          Value out, Value x, const RoutedRows &rows,
                          Value expert, Value first, Value count) {
    auto getRow = [&](OpBuilder &builder, Location loc, Value i) -> Value {
      Value place = arith::AddIOp::create(builder, loc, first, i);
      return tensor::ExtractOp::create(builder, loc, rows.order, place);
    };
    auto gather = [&](Value matrix, Value divisor) {
      auto type = cast<RankedTensorType>(matrix.getType());
      Value gathered = tensor::EmptyOp::create(
          builder, loc,
          ArrayRef<OpFoldResult>{count,
                                 builder.getIndexAttr(type.getDimSize(1))},
          type.getElementType());
      return emitLoop(
          builder, loc, count, gathered,
          [&](OpBuilder &builder, Location loc, Value i, Value into) {
            Value row = getRow(builder, loc, i);
            if (divisor)
              row = arith::DivUIOp::create(builder, loc, row, divisor);
            return emitRowInto(builder, loc, emitRow(builder, loc, matrix, row),
                               into, i);
          });
    };
    int64_t numRows = op.getRowsPerExpert();
    Value firstRow = arith::MulIOp::create(builder, loc, expert,
                                           emitIndex(builder, loc, numRows));
    auto weightType = cast<RankedTensorType>(op.getWeight().getType());
    SmallVector<OpFoldResult> strides(2, builder.getIndexAttr(1));
    Value weight = tensor::ExtractSliceOp::create(
        builder, loc, op.getWeight(),
        ArrayRef<OpFoldResult>{firstRow, builder.getIndexAttr(0)},
        ArrayRef<OpFoldResult>{builder.getIndexAttr(numRows),
                               builder.getIndexAttr(weightType.getDimSize(1))},
        strides);
    Value sums = gather(out, {});
    auto matmul = MatmulOp::create(builder, loc, sums.getType(),
                                   gather(x, rows.idsPerRow), weight, sums,
                                   op.getActivationsAttr());
    return emitLoop(builder, loc, count, out,
                    [&](OpBuilder &builder, Location loc, Value i, Value into) {
                      return emitRowInto(
                          builder, loc,
                          emitRow(builder, loc, matmul.getResult(), i), into,
                          getRow(builder, loc, i));
                    });
  }

  MatmulKernels &kernels;
};
} // namespace

void qblock::populateRoutedMatmulPatterns(RewritePatternSet &patterns,
                                          const StorageTypeConverter &converter,
                                          MatmulKernels &kernels) {
  patterns.add<RoutedMatmulLowering>(converter, patterns.getContext(), kernels);
}
