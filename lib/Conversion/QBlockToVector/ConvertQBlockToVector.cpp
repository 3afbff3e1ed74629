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

#include "MatmulCalls.h"
#include "TileShape.h"

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

#include <numeric>

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

/// All elements of a matrix lie side by side.
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

/// `q4_K 4096x14336, q6_K 1024x14336` in ggml's bytes: what
/// qblock-profile-calls wants to know. Which matrices of a stack are read shows
/// at run time only.
static void labelForProfiles(func::CallOp call, PackedMatmulOp op) {
  std::string label = op.isRouted() ? "routed " : "";
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
  if (!op.isRouted())
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
  int64_t getTileHeight() const;
  func::FuncOp getFunction(PackedMatmulOp op);
  func::FuncOp getKernel(PackedMatmulOp op,
                         ArrayRef<format::PackedLayout> layouts);
  func::FuncOp getChoice(Location loc);
  func::FuncOp emitDispatch(Location loc, ArrayRef<func::FuncOp> variants);

  ModuleOp module;
  ArrayRef<const CpuTarget *> targets; ///< the baseline, then better ones
  std::vector<PackedKernels> kernels;  ///< by target
  bool threads;
  func::FuncOp choice;
  /// By formats: products of one matrix each, and what is called, which splits
  /// them among threads or, if the flag is set, among matrices.
  llvm::MapVector<Attribute, func::FuncOp> plainFunctions;
  llvm::MapVector<std::pair<Attribute, unsigned>, func::FuncOp> functions;
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

func::FuncOp Converter::getKernel(PackedMatmulOp op,
                                  ArrayRef<format::PackedLayout> layouts) {
  func::FuncOp &function = plainFunctions[op.getFormats()];
  if (function)
    return function;
  SmallString<64> name("qblock_packed");
  for (const format::PackedLayout &layout : layouts)
    name += ("_" + StringRef(layout.row->name.data(), layout.row->name.size()))
                .str();
  SmallVector<func::FuncOp> variants;
  for (PackedKernels &target : kernels)
    variants.push_back(target.emitMatmul(op.getLoc(), name, layouts));
  function = variants.size() == 1 ? variants.front()
                                  : emitDispatch(op.getLoc(), variants);
  return function;
}

/// A multiple of the tallest tiles of all targets.
int64_t Converter::getTileHeight() const {
  int64_t height = 1;
  for (const CpuTarget *target : targets)
    height = std::lcm(height, getTileHeights(*target).front());
  return height;
}

func::FuncOp Converter::getFunction(PackedMatmulOp op) {
  func::FuncOp &function =
      functions[{op.getFormats(), unsigned(op.isRouted())}];
  if (function)
    return function;
  SmallVector<format::PackedLayout> layouts;
  for (unsigned i = 0; i != op.getFormats().size(); ++i)
    layouts.push_back(*op.getBlockType(i).getPackedLayout());
  MatmulCalls calls = {op.getLoc(), layouts, getKernel(op, layouts),
                       getTileHeight()};
  if (op.isRouted())
    function = calls.emitRouted(threads);
  else
    function = threads ? calls.emitThreaded() : calls.kernel;
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
  if (op.isRouted())
    for (Value indices : {op.getOrder(), op.getStarts()}) {
      indices = makeDense(indices, getType(indices).getLayout().isIdentity());
      arguments.push_back(memref::CastOp::create(
          builder, loc, types[arguments.size()], indices));
    }
  SmallVector<std::pair<Value, Value>> results; ///< to be copied
  for (auto [weight, init] : llvm::zip_equal(op.getWeights(), op.getInits())) {
    Value bytes = makeDense(weight, isDense(getType(weight)));
    Value y = makeDense(init, hasDenseRows(getType(init)), adds);
    Type bytesType = types[arguments.size()];
    arguments.push_back(emitBytes(builder, loc, bytes, bytesType));
    Type yType = types[arguments.size()];
    arguments.push_back(memref::CastOp::create(builder, loc, yType, y));
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

  /// Reports the first weight that there is no kernel for.
  LogicalResult verifyPacked() {
    WalkResult result = getOperation().walk([](PackedMatmulOp op) {
      for (unsigned i = 0; i != op.getWeights().size(); ++i)
        if (!op.getBlockType(i).isPacked()) {
          op.emitOpError("cannot become a kernel of a CPU: expects packed "
                         "weights, but got ")
              << op.getBlockType(i);
          return WalkResult::interrupt();
        }
      return WalkResult::advance();
    });
    return failure(result.wasInterrupted());
  }

  void runOnOperation() override {
    if (failed(verifyPacked()))
      return signalPassFailure();
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
