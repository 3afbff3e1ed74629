//===- VectorizeContractions.cpp - Products of activations ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// As plain loops, a product of matrices loads and stores its sums once a
// product. LLVM does not change that: it promotes scalars to registers before
// it vectorizes. So the sums of a tile of the result are carried in vectors
// here. Each sum keeps its order.
//
//===----------------------------------------------------------------------===//

#include "LinalgQueries.h"
#include "qblock/Pipelines/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Matchers.h"
#include "qblock/Target/Machine.h"

namespace qblock {
#define GEN_PASS_DEF_VECTORIZECONTRACTIONS
#include "qblock/Pipelines/Passes.h.inc"
} // namespace qblock

using namespace mlir;

//===----------------------------------------------------------------------===//
// Which ops
//===----------------------------------------------------------------------===//

namespace {
/// y[..., m, n] += a[..., m, k] * b[..., k, n] in any order of dimensions, but
/// with n the last one of b and y.
struct Contraction {
  linalg::GenericOp op;
  unsigned a, b; ///< numbers of the operands
  unsigned m, n, k;
  SmallVector<unsigned> outer; ///< all other loops
  Operation *zeros;            ///< fills y just before; or null
};
} // namespace

/// True for a body that adds the product of the inputs to the output.
static bool addsProducts(linalg::GenericOp op) {
  Block *body = op.getBody();
  auto yield = cast<linalg::YieldOp>(body->getTerminator());
  auto sum = yield.getOperand(0).getDefiningOp<arith::AddFOp>();
  if (!sum || body->getOperations().size() != 3)
    return false;
  Value out = body->getArgument(2);
  Value term = sum.getLhs() == out ? sum.getRhs() : sum.getLhs();
  auto product = term.getDefiningOp<arith::MulFOp>();
  bool addsOut = sum.getLhs() == out || sum.getRhs() == out;
  auto mayFuse = [](arith::FastMathFlags flags) {
    return bitEnumContainsAll(flags, arith::FastMathFlags::contract);
  };
  return product && addsOut && mayFuse(sum.getFastmath()) &&
         mayFuse(product.getFastmath()) &&
         ((product.getLhs() == body->getArgument(0) &&
           product.getRhs() == body->getArgument(1)) ||
          (product.getLhs() == body->getArgument(1) &&
           product.getRhs() == body->getArgument(0)));
}

/// A buffer of f32 whose last dimension is dense.
static bool isDenseF32(Value value) {
  auto type = dyn_cast<MemRefType>(value.getType());
  SmallVector<int64_t> strides;
  int64_t offset;
  return type && type.getElementType().isF32() && type.getRank() != 0 &&
         succeeded(type.getStridesAndOffset(strides, offset)) &&
         strides.back() == 1;
}

/// The op right before that sets the output to zero.
static Operation *getZeros(linalg::GenericOp op) {
  auto fill = dyn_cast_or_null<linalg::LinalgOp>(op->getPrevNode());
  if (!fill || fill.getNumDpsInits() != 1 || fill.getNumReductionLoops() != 0 ||
      fill.getDpsInitOperand(0)->get() != op.getDpsInitOperand(0)->get())
    return nullptr;
  Value value = fill.getBlock()->getTerminator()->getOperand(0);
  if (isa<linalg::FillOp>(fill))
    value = fill->getOperand(0);
  return matchPattern(value, m_PosZeroFloat()) ? fill : nullptr;
}

static std::optional<Contraction> match(linalg::GenericOp op) {
  if (op.getNumDpsInputs() != 2 || op.getNumDpsInits() != 1 ||
      op.getNumReductionLoops() != 1 || !op.hasPureBufferSemantics() ||
      !addsProducts(op))
    return std::nullopt;
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  for (auto [map, operand] : llvm::zip(maps, op->getOperands()))
    if (!map.isProjectedPermutation() || map.getNumResults() == 0 ||
        !cast<MemRefType>(operand.getType()).getElementType().isF32())
      return std::nullopt;
  Contraction found = {op, 0, 1, 0, 0, 0, {}, getZeros(op)};
  found.n = maps[2].getDimPosition(maps[2].getNumResults() - 1);
  if (maps[0].isFunctionOfDim(found.n))
    std::swap(found.a, found.b);
  AffineMap a = maps[found.a], b = maps[found.b];
  if (a.isFunctionOfDim(found.n) || !b.isFunctionOfDim(found.n) ||
      b.getDimPosition(b.getNumResults() - 1) != found.n ||
      !isDenseF32(op->getOperand(found.b)) || !isDenseF32(op->getOperand(2)))
    return std::nullopt;
  // Rows are the longest of the loops that b lacks, heads that share it are
  // others.
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  bool hasM = false;
  for (unsigned dim = 0; dim < op.getNumLoops(); ++dim) {
    if (op.getIteratorTypesArray()[dim] == utils::IteratorType::reduction) {
      if (!a.isFunctionOfDim(dim) || !b.isFunctionOfDim(dim))
        return std::nullopt;
      found.k = dim;
    } else if (dim != found.n && !b.isFunctionOfDim(dim) &&
               (!hasM || qblock::isLonger(ranges[dim], ranges[found.m]))) {
      found.m = dim;
      hasM = true;
    }
  }
  if (!hasM)
    return std::nullopt;
  for (unsigned dim = 0; dim < op.getNumLoops(); ++dim)
    if (dim != found.m && dim != found.n && dim != found.k)
      found.outer.push_back(dim);
  return found;
}

//===----------------------------------------------------------------------===//
// Code
//===----------------------------------------------------------------------===//

namespace {
/// Emits the loops of one contraction.
class Emitter {
public:
  Emitter(OpBuilder &builder, Contraction contraction,
          const qblock::CpuTarget &target)
      : builder(builder), loc(contraction.op.getLoc()),
        contraction(contraction), lanes(target.getLanes()),
        tileRows(target.getNumRegisters() > 16 ? 8 : 4),
        vectorType(VectorType::get(lanes, builder.getF32Type())),
        indices(contraction.op.getNumLoops()) {}

  void run();

private:
  /// Sums in registers: so many vectors of columns, ...
  static constexpr int64_t tileVectors = 2;
  /// So many rows repay the copy of their columns, ...
  static constexpr int64_t minRowsOfCopy = 16;
  /// which are no further apart than this many elements without one.
  static constexpr int64_t maxDenseStride = 256;

  Value index(int64_t value) {
    return arith::ConstantIndexOp::create(builder, loc, value);
  }
  Value add(Value lhs, int64_t rhs) {
    return rhs == 0 ? lhs
                    : builder.createOrFold<arith::AddIOp>(loc, lhs, index(rhs));
  }
  Value getSize(unsigned dim);
  SmallVector<Value> getIndices(unsigned operand, int64_t row, int64_t column);
  void loop(Value first, Value end, int64_t step,
            function_ref<void(Value)> body);
  bool hasDenseColumns();
  void emitOuter(ArrayRef<unsigned> dims);
  void copyColumns();
  void emitColumns();
  void emitRows(int64_t numVectors, Value mask);
  void emitTile(int64_t numRows, int64_t numVectors, Value mask);
  Value load(unsigned operand, int64_t row, int64_t column, Value mask);

  OpBuilder &builder;
  Location loc;
  Contraction contraction;
  int64_t lanes;
  int64_t tileRows; ///< ... and so many rows
  VectorType vectorType;
  SmallVector<Value> indices; ///< of all loops
  Value panel;                ///< [K, columns of a tile] of b, or null
};
} // namespace

Value Emitter::getSize(unsigned dim) {
  for (auto [map, operand] : llvm::zip(contraction.op.getIndexingMapsArray(),
                                       contraction.op->getOperands()))
    for (unsigned i = 0; i < map.getNumResults(); ++i)
      if (map.getDimPosition(i) == dim)
        return builder.createOrFold<memref::DimOp>(loc, operand, i);
  llvm_unreachable("every loop runs over a dimension of an operand");
}

SmallVector<Value> Emitter::getIndices(unsigned operand, int64_t row,
                                       int64_t column) {
  SmallVector<Value> result;
  AffineMap map = contraction.op.getIndexingMapsArray()[operand];
  for (unsigned i = 0; i < map.getNumResults(); ++i) {
    unsigned dim = map.getDimPosition(i);
    int64_t offset = dim == contraction.m   ? row
                     : dim == contraction.n ? column
                                            : 0;
    result.push_back(add(indices[dim], offset));
  }
  return result;
}

void Emitter::loop(Value first, Value end, int64_t step,
                   function_ref<void(Value)> body) {
  auto loop = scf::ForOp::create(builder, loc, first, end, index(step));
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  body(loop.getInductionVar());
}

Value Emitter::load(unsigned operand, int64_t row, int64_t column, Value mask) {
  Value buffer = contraction.op->getOperand(operand);
  SmallVector<Value> position = getIndices(operand, row, column);
  if (!mask)
    return vector::LoadOp::create(builder, loc, vectorType, buffer, position);
  Value zero =
      arith::ConstantOp::create(builder, loc, builder.getZeroAttr(vectorType));
  return vector::MaskedLoadOp::create(builder, loc, vectorType, buffer,
                                      position, mask, zero);
}

void Emitter::emitTile(int64_t numRows, int64_t numVectors, Value mask) {
  SmallVector<Value> sums;
  for (int64_t row = 0; row < numRows; ++row)
    for (int64_t i = 0; i < numVectors; ++i)
      sums.push_back(contraction.zeros
                         ? arith::ConstantOp::create(
                               builder, loc, builder.getZeroAttr(vectorType))
                         : load(2, row, i * lanes, mask));
  auto loop = scf::ForOp::create(
      builder, loc, index(0), getSize(contraction.k), index(1), sums,
      [&](OpBuilder &, Location, Value k, ValueRange carried) {
        indices[contraction.k] = k;
        SmallVector<Value> columns, next;
        for (int64_t i = 0; i < numVectors; ++i)
          columns.push_back(
              panel && !mask
                  ? vector::LoadOp::create(builder, loc, vectorType, panel,
                                           ValueRange{k, index(i * lanes)})
                  : load(contraction.b, 0, i * lanes, mask));
        for (int64_t row = 0; row < numRows; ++row) {
          Value scalar = memref::LoadOp::create(
              builder, loc, contraction.op->getOperand(contraction.a),
              getIndices(contraction.a, row, 0));
          Value factor =
              vector::BroadcastOp::create(builder, loc, vectorType, scalar);
          for (int64_t i = 0; i < numVectors; ++i)
            next.push_back(
                vector::FMAOp::create(builder, loc, factor, columns[i],
                                      carried[row * numVectors + i]));
        }
        scf::YieldOp::create(builder, loc, next);
      });
  Value out = contraction.op->getOperand(2);
  for (int64_t row = 0; row < numRows; ++row)
    for (int64_t i = 0; i < numVectors; ++i) {
      Value sum = loop.getResult(row * numVectors + i);
      SmallVector<Value> position = getIndices(2, row, i * lanes);
      if (mask)
        vector::MaskedStoreOp::create(builder, loc, out, position, mask, sum);
      else
        vector::StoreOp::create(builder, loc, sum, out, position);
    }
}

/// Whole tiles of rows, then lower ones for the rest, then single rows.
void Emitter::emitRows(int64_t numVectors, Value mask) {
  Value numRows = getSize(contraction.m), first = index(0);
  for (int64_t height = tileRows;; height = height > 4 ? height / 2 : 1) {
    Value end = numRows;
    if (height != 1) {
      Value count = builder.createOrFold<arith::SubIOp>(loc, numRows, first);
      Value rest =
          builder.createOrFold<arith::RemUIOp>(loc, count, index(height));
      end = builder.createOrFold<arith::SubIOp>(loc, numRows, rest);
    }
    loop(first, end, height, [&](Value row) {
      indices[contraction.m] = row;
      emitTile(height, numVectors, mask);
    });
    if (height == 1)
      return;
    first = end;
  }
}

/// Fills the panel with the columns of the next tile.
void Emitter::copyColumns() {
  loop(index(0), getSize(contraction.k), 1, [&](Value k) {
    indices[contraction.k] = k;
    for (int64_t i = 0; i < tileVectors; ++i)
      vector::StoreOp::create(builder, loc,
                              load(contraction.b, 0, i * lanes, Value()), panel,
                              ValueRange{k, index(i * lanes)});
  });
}

void Emitter::emitColumns() {
  Value numColumns = getSize(contraction.n);
  int64_t tileColumns = tileVectors * lanes;
  Value rest =
      builder.createOrFold<arith::RemUIOp>(loc, numColumns, index(tileColumns));
  Value whole = builder.createOrFold<arith::SubIOp>(loc, numColumns, rest);
  loop(index(0), whole, tileColumns, [&](Value column) {
    indices[contraction.n] = column;
    if (panel)
      copyColumns();
    emitRows(tileVectors, Value());
  });
  loop(whole, numColumns, lanes, [&](Value column) {
    indices[contraction.n] = column;
    Value left = arith::SubIOp::create(builder, loc, numColumns, column);
    Value mask = vector::CreateMaskOp::create(
        builder, loc, VectorType::get(lanes, builder.getI1Type()), left);
    emitRows(1, mask);
  });
}

void Emitter::emitOuter(ArrayRef<unsigned> dims) {
  if (dims.empty())
    return emitColumns();
  loop(index(0), getSize(dims[0]), 1, [&](Value value) {
    indices[dims[0]] = value;
    emitOuter(dims.drop_front());
  });
}

/// True if the columns of a tile lie in few pages and sets of a cache.
bool Emitter::hasDenseColumns() {
  auto type =
      cast<MemRefType>(contraction.op->getOperand(contraction.b).getType());
  AffineMap map = contraction.op.getIndexingMapsArray()[contraction.b];
  SmallVector<int64_t> strides;
  int64_t offset;
  (void)type.getStridesAndOffset(strides, offset); // match() has asked for it
  for (unsigned i = 0; i < map.getNumResults(); ++i)
    if (map.getDimPosition(i) == contraction.k)
      return !ShapedType::isDynamic(strides[i]) && strides[i] <= maxDenseStride;
  return false;
}

void Emitter::run() {
  if (hasDenseColumns())
    return emitOuter(contraction.outer);
  Value repays =
      arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::uge,
                            getSize(contraction.m), index(minRowsOfCopy));
  auto branch = scf::IfOp::create(builder, loc, repays, /*withElse=*/true);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(branch.elseBlock());
  emitOuter(contraction.outer);

  builder.setInsertionPointToStart(branch.thenBlock());
  auto type = MemRefType::get({ShapedType::kDynamic, tileVectors * lanes},
                              builder.getF32Type());
  panel = memref::AllocOp::create(builder, loc, type,
                                  ValueRange{getSize(contraction.k)},
                                  builder.getI64IntegerAttr(64));
  emitOuter(contraction.outer);
  memref::DeallocOp::create(builder, loc, panel);
}

namespace {
struct VectorizeContractions
    : qblock::impl::VectorizeContractionsBase<VectorizeContractions> {
  using VectorizeContractionsBase::VectorizeContractionsBase;

  void runOnOperation() override {
    llvm::Expected<const qblock::CpuTarget *> cpu =
        qblock::resolveCpuTarget(qblock::getBaseline(target));
    if (!cpu) {
      getOperation().emitError(llvm::toString(cpu.takeError()));
      return signalPassFailure();
    }
    SmallVector<Contraction> found;
    getOperation().walk([&](linalg::GenericOp op) {
      if (std::optional<Contraction> contraction = match(op))
        found.push_back(*contraction);
    });
    for (Contraction &contraction : found) {
      OpBuilder builder(contraction.op);
      Emitter(builder, contraction, **cpu).run();
      if (auto function = contraction.op->getParentOfType<func::FuncOp>())
        qblock::allowVectorsOf(**cpu, function);
      contraction.op->erase();
      if (contraction.zeros)
        contraction.zeros->erase();
    }
    numVectorized += found.size();
  }
};
} // namespace
