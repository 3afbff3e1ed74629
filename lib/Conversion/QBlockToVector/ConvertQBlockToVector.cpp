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
#include "qblock/Conversion/PackedMatmul.h"
#include "qblock/Conversion/Passes.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"
#include "qblock/Target/CpuFeatures.h"
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

/// A dense buffer of the size of `buffer`, which is to be deallocated.
static Value emitDense(OpBuilder &builder, Location loc, Value buffer) {
  auto type = cast<MemRefType>(buffer.getType());
  SmallVector<Value> sizes;
  for (int64_t dim = 0; dim < type.getRank(); ++dim)
    if (type.isDynamicDim(dim))
      sizes.push_back(memref::DimOp::create(builder, loc, buffer, dim));
  return memref::AllocOp::create(
      builder, loc, MemRefType::get(type.getShape(), type.getElementType()),
      sizes);
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
/// Emits the functions that split the columns of each y, which are the rows of
/// its weight, among threads: whole tiles, so that no two threads write to one
/// line of the cache if rows of y begin at one. Each rounds x for itself, which
/// costs less than to wait for another one.
struct ThreadedMatmul {
  OpBuilder &builder;
  Location loc;
  ArrayRef<format::PackedLayout> layouts;
  func::FuncOp kernel; ///< (x, w, y, ..., adds)

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
  Value getWeight(ValueRange arguments, size_t i) {
    return arguments[1 + 2 * i];
  }
  Value getY(ValueRange arguments, size_t i) { return arguments[2 + 2 * i]; }

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

  std::pair<Value, Value> getPart(ValueRange arguments, size_t i, Value thread,
                                  Value numThreads);
  func::FuncOp emitPart();
  func::FuncOp emitWhole(func::FuncOp part);
};
} // namespace

/// The rows of weight `i` that a thread multiplies, maybe none, and the columns
/// of y that they are.
std::pair<Value, Value> ThreadedMatmul::getPart(ValueRange arguments, size_t i,
                                                Value thread,
                                                Value numThreads) {
  Value weight = getWeight(arguments, i), y = getY(arguments, i);
  Value rowsPerTile = index(format::PackedLayout::rowsPerTile);
  Value allTiles = make<arith::CeilDivUIOp>(size(y, 1), rowsPerTile);
  Value tilesPerThread = make<arith::CeilDivUIOp>(allTiles, numThreads);
  Value firstTile = make<arith::MinUIOp>(
      make<arith::MulIOp>(thread, tilesPerThread), allTiles);
  Value numTiles = make<arith::MinUIOp>(
      tilesPerThread, make<arith::SubIOp>(allTiles, firstTile));
  Value bytesPerTile = make<arith::MulIOp>(
      make<arith::DivUIOp>(size(arguments[0], 1),
                           index(layouts[i].row->elemsPerBlock)),
      index(layouts[i].bytesPerBlock));
  Value part = memref::ViewOp::create(
      builder, loc, cast<MemRefType>(weight.getType()), weight,
      make<arith::MulIOp>(firstTile, bytesPerTile),
      ValueRange{make<arith::MulIOp>(numTiles, bytesPerTile)});
  Value column = make<arith::MinUIOp>(
      make<arith::MulIOp>(firstTile, rowsPerTile), size(y, 1));
  Value width = make<arith::MinUIOp>(make<arith::MulIOp>(numTiles, rowsPerTile),
                                     make<arith::SubIOp>(size(y, 1), column));
  OpFoldResult zero = builder.getIndexAttr(0), one = builder.getIndexAttr(1);
  Value columns = memref::SubViewOp::create(
      builder, loc, y, ArrayRef<OpFoldResult>{zero, column},
      ArrayRef<OpFoldResult>{size(y, 0), width}, ArrayRef{one, one});
  if (columns.getType() != y.getType())
    columns = memref::CastOp::create(builder, loc, y.getType(), columns);
  return {part, columns};
}

/// (x, w, y, ..., adds, number of the thread, how many there are). A function
/// of its own: the body of OpenMP's loop must not branch.
func::FuncOp ThreadedMatmul::emitPart() {
  SmallVector<Type> types(kernel.getArgumentTypes());
  types.append(2, builder.getIndexType());
  func::FuncOp function = createFunction("_part", types);
  ValueRange arguments = function.getArguments();
  ValueRange whole = arguments.drop_back(2);
  SmallVector<Value> parts = {whole[0]};
  for (size_t i = 0; i != layouts.size(); ++i) {
    auto [weight, y] =
        getPart(whole, i, arguments.drop_back().back(), arguments.back());
    parts.append({weight, y});
  }
  parts.push_back(whole.back());
  func::CallOp::create(builder, loc, kernel, parts);
  func::ReturnOp::create(builder, loc);
  return function;
}

/// (x, w, y, ..., adds): the kernel itself, or if that takes long, its parts.
func::FuncOp ThreadedMatmul::emitWhole(func::FuncOp part) {
  func::FuncOp maxThreads =
      getMaxThreads(kernel->getParentOfType<ModuleOp>(), loc);
  func::FuncOp function = createFunction("_threads", kernel.getArgumentTypes());
  SmallVector<Value> arguments(function.getArguments());
  Value numColumns = index(0);
  for (size_t i = 0; i != layouts.size(); ++i)
    numColumns = make<arith::AddIOp>(numColumns, size(getY(arguments, i), 1));
  Value products = make<arith::MulIOp>(
      make<arith::MulIOp>(size(arguments[0], 0), size(arguments[0], 1)),
      numColumns);
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
                                       ArrayRef<format::PackedLayout> layouts,
                                       func::FuncOp kernel) {
  OpBuilder builder(kernel.getContext());
  ThreadedMatmul threaded = {builder, loc, layouts, kernel};
  return threaded.emitWhole(threaded.emitPart());
}

/// `q4_K 4096x14336, q6_K 1024x14336` in ggml's bytes: what
/// qblock-profile-calls wants to know.
static void labelForProfiles(func::CallOp call, PackedMatmulOp op) {
  std::string label;
  int64_t numBytes = 0;
  int64_t numElems = cast<MemRefType>(op.getX().getType()).getDimSize(1);
  for (auto [index, init] : llvm::enumerate(op.getInits())) {
    int64_t numRows = cast<MemRefType>(init.getType()).getDimSize(1);
    if (ShapedType::isDynamic(numRows))
      return;
    const format::TypeInfo &info = op.getBlockType(index).getInfo();
    label += (index ? ", " : "") + std::string(info.name) + " " +
             std::to_string(numRows) + "x" + std::to_string(numElems);
    numBytes += numRows * format::rowBytes(info, numElems);
  }
  Builder builder(op.getContext());
  call->setAttr("label", builder.getStringAttr(label));
  call->setAttr("weight_bytes", builder.getI64IntegerAttr(numBytes));
}

namespace {
/// Replaces the ops of one module.
class Converter {
public:
  Converter(ModuleOp module, ArrayRef<const CpuTarget *> targets, bool threads)
      : module(module), targets(targets), threads(threads) {
    for (const CpuTarget *target : targets)
      kernels.emplace_back(module, *target, target != targets.front());
  }

  LogicalResult convert(PackedMatmulOp op);
  int64_t getNumFunctions() const { return functions.size(); }

private:
  func::FuncOp getFunction(PackedMatmulOp op);
  func::FuncOp getChoice(Location loc);
  func::FuncOp emitDispatch(Location loc, ArrayRef<func::FuncOp> variants);

  ModuleOp module;
  ArrayRef<const CpuTarget *> targets; ///< the baseline, then better ones
  std::vector<PackedKernels> kernels;  ///< by target
  bool threads;
  func::FuncOp choice;
  llvm::MapVector<Attribute, func::FuncOp> functions; ///< by formats
};
} // namespace

/// () -> i32: the number, from 1 on, of the target that the machine can run,
/// asked for once. Threads that ask at the same time get the same answer.
func::FuncOp Converter::getChoice(Location loc) {
  if (choice)
    return choice;
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  SymbolTable symbols(module);
  Type i32 = builder.getI32Type();
  auto type = MemRefType::get({}, i32);
  auto zero =
      DenseElementsAttr::get(RankedTensorType::get({}, i32), int32_t(0));
  auto known = memref::GlobalOp::create(
      builder, loc, "qblock_cpu", builder.getStringAttr("private"), type, zero,
      /*constant=*/false, /*alignment=*/IntegerAttr());
  symbols.insert(known);
  choice = func::FuncOp::create(builder, loc, "qblock_choose_cpu",
                                builder.getFunctionType({}, i32));
  choice.setPrivate();
  symbols.insert(choice);
  builder.setInsertionPointToStart(choice.addEntryBlock());
  auto constant = [&](int64_t value) -> Value {
    return arith::ConstantIntOp::create(builder, loc, value, 32);
  };
  Value cell =
      memref::GetGlobalOp::create(builder, loc, type, known.getSymName());
  Value old = memref::LoadOp::create(builder, loc, cell);
  Value isNew = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq,
                                      old, constant(0));
  auto answer = scf::IfOp::create(builder, loc, i32, isNew, /*withElse=*/true);
  builder.setInsertionPointToStart(answer.thenBlock());
  Value best = constant(1);
  // The best one is asked for last.
  for (size_t i = targets.size() - 1; i != 0; --i) {
    Value hasAll = emitHasFeatures(builder, loc, targets[i]->getFeatures());
    best = arith::SelectOp::create(builder, loc, hasAll, constant(1 + i), best);
  }
  memref::StoreOp::create(builder, loc, best, cell);
  scf::YieldOp::create(builder, loc, best);
  builder.setInsertionPointToStart(answer.elseBlock());
  scf::YieldOp::create(builder, loc, old);
  builder.setInsertionPointAfter(answer);
  func::ReturnOp::create(builder, loc, answer.getResult(0));
  return choice;
}

/// A function that calls the variant for the machine.
func::FuncOp Converter::emitDispatch(Location loc,
                                     ArrayRef<func::FuncOp> variants) {
  func::FuncOp chooser = getChoice(loc), baseline = variants.front();
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  auto function =
      func::FuncOp::create(builder, loc, (baseline.getSymName() + "_any").str(),
                           baseline.getFunctionType());
  function.setPrivate();
  SymbolTable(module).insert(function);
  builder.setInsertionPointToStart(function.addEntryBlock());
  Value number = func::CallOp::create(builder, loc, chooser).getResult(0);
  Value index =
      arith::IndexCastOp::create(builder, loc, builder.getIndexType(), number);
  SmallVector<int64_t> cases;
  for (size_t i = 1; i != variants.size(); ++i)
    cases.push_back(1 + i);
  auto branch = scf::IndexSwitchOp::create(builder, loc, TypeRange(), index,
                                           cases, cases.size());
  auto call = [&](Region &region, func::FuncOp variant) {
    builder.createBlock(&region);
    func::CallOp::create(builder, loc, variant, function.getArguments());
    scf::YieldOp::create(builder, loc);
  };
  for (size_t i = 1; i != variants.size(); ++i)
    call(branch.getCaseRegions()[i - 1], variants[i]);
  call(branch.getDefaultRegion(), baseline);
  builder.setInsertionPointAfter(branch);
  func::ReturnOp::create(builder, loc);
  return function;
}

func::FuncOp Converter::getFunction(PackedMatmulOp op) {
  func::FuncOp &function = functions[op.getFormats()];
  if (function)
    return function;
  SmallVector<format::PackedLayout> layouts;
  SmallString<64> name("qblock_packed");
  for (unsigned i = 0; i != op.getFormats().size(); ++i) {
    layouts.push_back(*op.getBlockType(i).getPackedLayout());
    const format::Format &row = *layouts.back().row;
    name += "_";
    name += StringRef(row.name.data(), row.name.size());
  }
  SmallVector<func::FuncOp> variants;
  for (PackedKernels &target : kernels)
    variants.push_back(target.emitMatmul(op.getLoc(), name, layouts));
  function = variants.size() == 1 ? variants.front()
                                  : emitDispatch(op.getLoc(), variants);
  if (threads)
    function = emitThreadedMatmul(op.getLoc(), layouts, function);
  return function;
}

LogicalResult Converter::convert(PackedMatmulOp op) {
  if (!isa<MemRefType>(op.getX().getType()))
    return op.emitOpError("cannot become a kernel on tensors: expects "
                          "buffers, which bufferization makes");
  Location loc = op.getLoc();
  OpBuilder builder(op);
  SmallVector<Value> copies;
  auto makeDense = [&](Value buffer, bool isWell, bool isRead = true) {
    if (isWell)
      return buffer;
    Value dense = copies.emplace_back(emitDense(builder, loc, buffer));
    if (isRead)
      memref::CopyOp::create(builder, loc, buffer, dense);
    return dense;
  };
  auto getType = [](Value buffer) {
    return cast<MemRefType>(buffer.getType());
  };
  bool adds = !op.getOverwrite();
  func::FuncOp function = getFunction(op);
  ArrayRef<Type> types = function.getArgumentTypes();
  Value x = makeDense(op.getX(), hasDenseRows(getType(op.getX())));
  SmallVector<Value> arguments = {
      memref::CastOp::create(builder, loc, types[0], x)};
  SmallVector<std::pair<Value, Value>> results; ///< to be copied
  for (auto [weight, init] : llvm::zip_equal(op.getWeights(), op.getInits())) {
    Value bytes = makeDense(weight, isDense(getType(weight)));
    Value y = makeDense(init, hasDenseRows(getType(init)), adds);
    arguments.push_back(emitBytes(builder, loc, bytes, types[1]));
    arguments.push_back(memref::CastOp::create(builder, loc, types[2], y));
    if (y != init)
      results.push_back({y, init});
  }
  arguments.push_back(arith::ConstantIntOp::create(builder, loc, adds, 1));
  auto call = func::CallOp::create(builder, loc, function, arguments);
  labelForProfiles(call, op);
  for (auto [y, init] : results)
    memref::CopyOp::create(builder, loc, y, init);
  for (Value copy : copies)
    memref::DeallocOp::create(builder, loc, copy);
  op.erase();
  return success();
}

namespace {
struct ConvertQBlockToVector
    : qblock::impl::ConvertQBlockToVectorBase<ConvertQBlockToVector> {
  using ConvertQBlockToVectorBase::ConvertQBlockToVectorBase;

  void runOnOperation() override {
    auto targets = resolveCpuTargets(target);
    if (!targets) {
      getOperation().emitError(llvm::toString(targets.takeError()));
      return signalPassFailure();
    }
    llvm::MapVector<ModuleOp, SmallVector<PackedMatmulOp>> ops;
    getOperation().walk([&](PackedMatmulOp op) {
      ops[op->getParentOfType<ModuleOp>()].push_back(op);
    });
    for (auto &[module, matmuls] : ops) {
      Converter converter(module, *targets, threads);
      for (PackedMatmulOp op : matmuls)
        if (failed(converter.convert(op)))
          return signalPassFailure();
      numMatmuls += matmuls.size();
      numKernels += converter.getNumFunctions();
    }
  }
};
} // namespace
