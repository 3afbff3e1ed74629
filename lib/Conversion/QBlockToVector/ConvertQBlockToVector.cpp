//===- ConvertQBlockToVector.cpp - Calls of packed kernels ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernels take plain pointers, sizes and row strides. Buffers whose rows are
// not dense are copied first; weights that are slices of another are seen from
// their first byte on. It is a walk and no set of patterns: every op of the
// kind is replaced, and the order of the functions must not depend on a
// worklist.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/SymbolTable.h"
#include "qblock/Conversion/PackedMatmul.h"
#include "qblock/Conversion/Passes.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"
#include "qblock/Target/Machine.h"

namespace qblock {
#define GEN_PASS_DEF_CONVERTQBLOCKTOVECTOR
#include "qblock/Conversion/Passes.h.inc"
} // namespace qblock

using namespace mlir;
using namespace qblock;

/// The elements of a row lie side by side.
static bool hasDenseRows(MemRefType type) {
  SmallVector<int64_t> strides;
  int64_t offset;
  return succeeded(type.getStridesAndOffset(strides, offset)) &&
         strides.back() == 1;
}

/// All elements lie side by side.
static bool isDense(MemRefType type) {
  SmallVector<int64_t> strides;
  int64_t offset;
  return succeeded(type.getStridesAndOffset(strides, offset)) &&
         strides[0] == type.getDimSize(1) && strides[1] == 1;
}

/// A dense copy of `buffer`, which is to be deallocated.
static Value emitCopy(OpBuilder &builder, Location loc, Value buffer) {
  auto type = cast<MemRefType>(buffer.getType());
  SmallVector<Value> sizes;
  for (int64_t dim = 0; dim < type.getRank(); ++dim)
    if (type.isDynamicDim(dim))
      sizes.push_back(memref::DimOp::create(builder, loc, buffer, dim));
  Value copy = memref::AllocOp::create(
      builder, loc, MemRefType::get(type.getShape(), type.getElementType()),
      sizes);
  memref::CopyOp::create(builder, loc, buffer, copy);
  return copy;
}

/// The bytes of a weight from its first one on, without an offset.
static Value emitBytes(OpBuilder &builder, Location loc, Value weight,
                       Type type) {
  auto source = cast<MemRefType>(weight.getType());
  int64_t numBytes = source.getNumElements();
  Value size = arith::ConstantIndexOp::create(builder, loc, numBytes);
  if (source.getLayout().isIdentity()) {
    SmallVector<ReassociationIndices> all = {{0, 1}};
    Value flat = memref::CollapseShapeOp::create(builder, loc, weight, all);
    return memref::CastOp::create(builder, loc, type, flat);
  }
  auto metadata =
      memref::ExtractStridedMetadataOp::create(builder, loc, weight);
  Value offset = metadata.getOffset();
  Value end = arith::AddIOp::create(builder, loc, offset, size);
  OpFoldResult zero = builder.getIndexAttr(0), one = builder.getIndexAttr(1);
  Value all = memref::ReinterpretCastOp::create(
      builder, loc, cast<MemRefType>(type), metadata.getBaseBuffer(), zero,
      ArrayRef<OpFoldResult>{end}, ArrayRef<OpFoldResult>{one});
  return memref::ViewOp::create(builder, loc, cast<MemRefType>(type), all,
                                offset, ValueRange{size});
}

/// Below so many products, a matmul is done before other threads have begun.
static constexpr int64_t minThreadedProducts = 1 << 20;

/// The declaration of OpenMP's function.
static func::FuncOp getMaxThreads(ModuleOp module, Location loc) {
  constexpr StringLiteral name = "omp_get_max_threads";
  if (auto function = module.lookupSymbol<func::FuncOp>(name))
    return function;
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  auto function = func::FuncOp::create(
      builder, loc, name,
      builder.getFunctionType(TypeRange(), builder.getI32Type()));
  function.setPrivate();
  return function;
}

namespace {
/// Emits the functions that split the columns of y, which are the rows of the
/// weight, among threads: whole tiles, so that no two threads write to one line
/// of the cache if rows of y begin at one. Each rounds x for itself, which
/// costs less than to wait for another one.
struct ThreadedMatmul {
  OpBuilder &builder;
  Location loc;
  const format::PackedLayout &layout;
  func::FuncOp kernel; ///< (x, w, y)

  Value index(int64_t value) {
    return arith::ConstantIndexOp::create(builder, loc, value);
  }
  template <typename Op>
  Value make(Value lhs, Value rhs) {
    return Op::create(builder, loc, lhs, rhs);
  }
  Value size(Value buffer, int64_t dim) {
    return memref::DimOp::create(builder, loc, buffer, dim);
  }

  func::FuncOp createFunction(const Twine &suffix, ArrayRef<Type> arguments) {
    auto module = kernel->getParentOfType<ModuleOp>();
    builder.setInsertionPointToEnd(module.getBody());
    auto function =
        func::FuncOp::create(builder, loc, (kernel.getSymName() + suffix).str(),
                             builder.getFunctionType(arguments, TypeRange()));
    function.setPrivate();
    builder.setInsertionPointToStart(function.addEntryBlock());
    return function;
  }

  void multiply(ValueRange matrices, Value firstTile, Value numTiles);
  func::FuncOp emitPart();
  func::FuncOp emitWhole(func::FuncOp part);
};
} // namespace

/// Multiplies with tiles [firstTile, firstTile + numTiles) of the weight.
void ThreadedMatmul::multiply(ValueRange matrices, Value firstTile,
                              Value numTiles) {
  Value x = matrices[0], weight = matrices[1], y = matrices[2];
  Value bytesPerTile = make<arith::MulIOp>(
      make<arith::DivUIOp>(size(x, 1), index(layout.row->elemsPerBlock)),
      index(layout.bytesPerBlock));
  Value part = memref::ViewOp::create(
      builder, loc, cast<MemRefType>(weight.getType()), weight,
      make<arith::MulIOp>(firstTile, bytesPerTile),
      ValueRange{make<arith::MulIOp>(numTiles, bytesPerTile)});
  Value rowsPerTile = index(format::PackedLayout::rowsPerTile);
  Value column = make<arith::MulIOp>(firstTile, rowsPerTile);
  Value width = make<arith::MinUIOp>(make<arith::MulIOp>(numTiles, rowsPerTile),
                                     make<arith::SubIOp>(size(y, 1), column));
  OpFoldResult zero = builder.getIndexAttr(0), one = builder.getIndexAttr(1);
  Value columns = memref::SubViewOp::create(
      builder, loc, y, ArrayRef<OpFoldResult>{zero, column},
      ArrayRef<OpFoldResult>{size(y, 0), width}, ArrayRef{one, one});
  if (columns.getType() != y.getType())
    columns = memref::CastOp::create(builder, loc, y.getType(), columns);
  func::CallOp::create(builder, loc, kernel, ValueRange{x, part, columns});
}

/// (x, w, y, number of the thread, how many there are). A function of its own:
/// the body of OpenMP's loop must not branch.
func::FuncOp ThreadedMatmul::emitPart() {
  SmallVector<Type> types(kernel.getArgumentTypes());
  types.append(2, builder.getIndexType());
  func::FuncOp function = createFunction("_part", types);
  ValueRange arguments = function.getArguments();
  Value rowsPerTile = index(format::PackedLayout::rowsPerTile);
  Value allTiles = make<arith::CeilDivUIOp>(size(arguments[2], 1), rowsPerTile);
  Value tilesPerThread = make<arith::CeilDivUIOp>(allTiles, arguments[4]);
  Value firstTile = make<arith::MinUIOp>(
      make<arith::MulIOp>(arguments[3], tilesPerThread), allTiles);
  Value numTiles = make<arith::MinUIOp>(
      tilesPerThread, make<arith::SubIOp>(allTiles, firstTile));
  Value hasWork = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne,
                                        numTiles, index(0));
  auto branch = scf::IfOp::create(builder, loc, hasWork, /*withElse=*/false);
  builder.setInsertionPointToStart(branch.thenBlock());
  multiply(arguments.take_front(3), firstTile, numTiles);
  builder.setInsertionPointAfter(branch);
  func::ReturnOp::create(builder, loc);
  return function;
}

/// (x, w, y): the kernel itself, or if that takes long, its parts.
func::FuncOp ThreadedMatmul::emitWhole(func::FuncOp part) {
  func::FuncOp maxThreads =
      getMaxThreads(kernel->getParentOfType<ModuleOp>(), loc);
  func::FuncOp function = createFunction("_threads", kernel.getArgumentTypes());
  SmallVector<Value> arguments(function.getArguments());
  Value products = make<arith::MulIOp>(
      make<arith::MulIOp>(size(arguments[0], 0), size(arguments[0], 1)),
      size(arguments[2], 1));
  Value isLarge = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::uge,
                                        products, index(minThreadedProducts));
  auto branch = scf::IfOp::create(builder, loc, isLarge, /*withElse=*/true);
  builder.setInsertionPointToStart(branch.elseBlock());
  func::CallOp::create(builder, loc, kernel, arguments);
  builder.setInsertionPointToStart(branch.thenBlock());
  Value count = func::CallOp::create(builder, loc, maxThreads).getResult(0);
  Value numThreads =
      arith::IndexCastOp::create(builder, loc, builder.getIndexType(), count);
  auto loop =
      scf::ParallelOp::create(builder, loc, ValueRange{index(0)},
                              ValueRange{numThreads}, ValueRange{index(1)});
  builder.setInsertionPointToStart(loop.getBody());
  arguments.append({loop.getInductionVars()[0], numThreads});
  func::CallOp::create(builder, loc, part, arguments);
  builder.setInsertionPointAfter(branch);
  func::ReturnOp::create(builder, loc);
  return function;
}

static func::FuncOp emitThreadedMatmul(Location loc,
                                       const format::PackedLayout &layout,
                                       func::FuncOp kernel) {
  OpBuilder builder(kernel.getContext());
  ThreadedMatmul threaded = {builder, loc, layout, kernel};
  return threaded.emitWhole(threaded.emitPart());
}

namespace {
struct ConvertQBlockToVector
    : qblock::impl::ConvertQBlockToVectorBase<ConvertQBlockToVector> {
  using ConvertQBlockToVectorBase::ConvertQBlockToVectorBase;

  void runOnOperation() override {
    llvm::Expected<const CpuTarget *> found = resolveCpuTarget(target);
    if (!found) {
      getOperation().emitError(llvm::toString(found.takeError()));
      return signalPassFailure();
    }
    const CpuTarget *cpu = *found;
    SmallVector<PackedMatmulOp> ops;
    getOperation().walk([&](PackedMatmulOp op) { ops.push_back(op); });
    for (PackedMatmulOp op : ops)
      if (failed(convert(op, *cpu)))
        return signalPassFailure();
    numMatmuls += ops.size();
    numKernels += kernels.size();
    kernels.clear();
  }

private:
  func::FuncOp getKernel(PackedMatmulOp op, const CpuTarget &cpu) {
    auto module = op->getParentOfType<ModuleOp>();
    func::FuncOp &kernel = kernels[{module, op.getBlockType()}];
    if (kernel)
      return kernel;
    format::PackedLayout layout = *op.getBlockType().getPackedLayout();
    auto isTaken = [&](StringRef name) {
      return module.lookupSymbol(name) != nullptr;
    };
    SmallString<64> name("qblock_packed_");
    name += StringRef(layout.row->name.data(), layout.row->name.size());
    unsigned suffix = 0;
    if (isTaken(name))
      name = SymbolTable::generateSymbolName<64>(name, isTaken, suffix);
    kernel = emitPackedMatmul(module, op.getLoc(), name, layout, cpu);
    if (threads)
      kernel = emitThreadedMatmul(op.getLoc(), layout, kernel);
    return kernel;
  }

  /// What qblock-profile-calls wants to know: `q4_K 4096x14336`, in ggml's
  /// bytes.
  static void labelForProfiles(func::CallOp call, PackedMatmulOp op) {
    auto init = cast<MemRefType>(op.getInit().getType());
    auto x = cast<MemRefType>(op.getX().getType());
    int64_t numRows = init.getDimSize(1), numElems = x.getDimSize(1);
    if (ShapedType::isDynamic(numRows) || ShapedType::isDynamic(numElems))
      return;
    const format::TypeInfo &info = op.getBlockType().getInfo();
    Builder builder(op.getContext());
    call->setAttr("label",
                  builder.getStringAttr(
                      Twine(StringRef(info.name.data(), info.name.size())) +
                      " " + Twine(numRows) + "x" + Twine(numElems)));
    call->setAttr(
        "weight_bytes",
        builder.getI64IntegerAttr(numRows * format::rowBytes(info, numElems)));
  }

  LogicalResult convert(PackedMatmulOp op, const CpuTarget &cpu) {
    if (!isa<MemRefType>(op.getX().getType()))
      return op.emitOpError("cannot become a kernel on tensors: expects "
                            "buffers, which bufferization makes");
    Location loc = op.getLoc();
    OpBuilder builder(op);
    SmallVector<Value> copies;
    auto makeDense = [&](Value buffer, bool isWell) {
      if (isWell)
        return buffer;
      return copies.emplace_back(emitCopy(builder, loc, buffer));
    };
    auto getType = [](Value buffer) {
      return cast<MemRefType>(buffer.getType());
    };
    Value x = makeDense(op.getX(), hasDenseRows(getType(op.getX())));
    Value weight = makeDense(op.getWeight(), isDense(getType(op.getWeight())));
    Value y = makeDense(op.getInit(), hasDenseRows(getType(op.getInit())));
    func::FuncOp kernel = getKernel(op, cpu);
    ArrayRef<Type> types = kernel.getArgumentTypes();
    Value arguments[] = {memref::CastOp::create(builder, loc, types[0], x),
                         emitBytes(builder, loc, weight, types[1]),
                         memref::CastOp::create(builder, loc, types[2], y)};
    auto call = func::CallOp::create(builder, loc, kernel, arguments);
    labelForProfiles(call, op);
    if (y != op.getInit())
      memref::CopyOp::create(builder, loc, y, op.getInit());
    for (Value copy : copies)
      memref::DeallocOp::create(builder, loc, copy);
    op.erase();
    return success();
  }

  llvm::MapVector<std::pair<Operation *, Type>, func::FuncOp> kernels;
};
} // namespace
