//===- LaunchLoops.cpp - GPU kernels for linalg ops and loops ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything of a model but its products with weights: a thread computes one
// element of the result, with the reductions as loops that keep their sums in
// registers. Upstream's way over scf.parallel maps its loops to blocks and
// threads one by one, at most three of each, and keeps sums in memory; a number
// of the element that threads count themselves takes loops of any number and
// length. Neighbouring threads have neighbouring elements of the result; where
// all that is read lies along the reduction, a warp shares an element instead.
//
//===----------------------------------------------------------------------===//

#include "LinalgOnBuffers.h"
#include "qblock/Pipelines/Passes.h"

#include "mlir/Dialect/Affine/Utils.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/FunctionCallUtils.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Transforms/RegionUtils.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"
#include "llvm/ADT/MapVector.h"

namespace qblock {
#define GEN_PASS_DEF_LAUNCHLOOPS
#include "qblock/Pipelines/Passes.h.inc"
} // namespace qblock

using namespace mlir;

static constexpr int64_t threadsPerBlock = 128, lanesPerWarp = 32;

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

namespace {
/// What a kernel is made from: its loops of independent iterations, and the ops
/// of the host that it takes the place of.
struct Work {
  SmallVector<OpFoldResult> sizes; ///< of the loops, the innermost last
  SmallVector<Operation *> ops;
  SmallVector<Value> values; ///< that the body reads besides those of `ops`
  /// That share an iteration: one, or all lanes of a warp.
  int64_t threadsPerIteration = 1;
  /// Emits what thread `lane` of them does for its iteration of the loops.
  std::function<void(OpBuilder &, IRMapping &, ValueRange ivs, Value lane)>
      emitBody;
};

/// The module of the kernels made so far.
class KernelLibrary {
public:
  explicit KernelLibrary(ModuleOp module) : module(module) {}

  ModuleOp getModule() const { return module; }
  gpu::GPUModuleOp getCode();
  /// An equal kernel, or `kernel` itself.
  gpu::GPUFuncOp unique(gpu::GPUFuncOp kernel);

  int64_t numKernels = 0;

private:
  ModuleOp module;
  gpu::GPUModuleOp code;
  llvm::MapVector<Type, SmallVector<gpu::GPUFuncOp>> kernels;
};
} // namespace

gpu::GPUModuleOp KernelLibrary::getCode() {
  if (code)
    return code;
  constexpr StringLiteral name = "qblock_kernels";
  code = module.lookupSymbol<gpu::GPUModuleOp>(name);
  if (code)
    return code;
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  module->setAttr(gpu::GPUDialect::getContainerModuleAttrName(),
                  builder.getUnitAttr());
  return code = gpu::GPUModuleOp::create(builder, module.getLoc(), name);
}

gpu::GPUFuncOp KernelLibrary::unique(gpu::GPUFuncOp kernel) {
  SmallVector<gpu::GPUFuncOp> &candidates = kernels[kernel.getFunctionType()];
  for (gpu::GPUFuncOp candidate : candidates)
    if (OperationEquivalence::isRegionEquivalentTo(
            &candidate.getBody(), &kernel.getBody(),
            OperationEquivalence::IgnoreLocations)) {
      kernel.erase();
      return candidate;
    }
  candidates.push_back(kernel);
  kernel.setName("qblock_loops_" + std::to_string(numKernels++));
  return kernel;
}

/// What `ops` read from the function around them: constants are repeated in the
/// kernel.
static void collectCaptures(ArrayRef<Operation *> ops,
                            SetVector<Value> &arguments,
                            SetVector<Operation *> &constants) {
  SetVector<Value> values;
  for (Operation *op : ops) {
    values.insert(op->operand_begin(), op->operand_end());
    getUsedValuesDefinedAbove(op->getRegions(), values);
  }
  for (Value value : values) {
    Operation *definition = value.getDefiningOp();
    if (definition && definition->hasTrait<OpTrait::ConstantLike>())
      constants.insert(definition);
    else
      arguments.insert(value);
  }
}

/// The iteration of each loop for iteration `number` of all of them.
static SmallVector<Value> delinearize(OpBuilder &builder, Location loc,
                                      Value number, ValueRange sizes) {
  SmallVector<Value> ivs(sizes.size());
  for (size_t i = sizes.size(); i-- > 1;) {
    ivs[i] = arith::RemUIOp::create(builder, loc, number, sizes[i]);
    number = arith::DivUIOp::create(builder, loc, number, sizes[i]);
  }
  if (!sizes.empty())
    ivs[0] = number;
  return ivs;
}

static Value multiplyAll(OpBuilder &builder, Location loc, ValueRange sizes) {
  Value product;
  for (Value size : sizes)
    product = product ? builder.createOrFold<arith::MulIOp>(loc, product, size)
                      : size;
  return product ? product
                 : arith::ConstantIndexOp::create(builder, loc, 1).getResult();
}

static SmallVector<Value> getSizes(OpBuilder &builder, Location loc,
                                   ArrayRef<OpFoldResult> sizes) {
  SmallVector<Value> values;
  for (OpFoldResult size : sizes)
    values.push_back(getValueOrCreateConstantIndexOp(builder, loc, size));
  return values;
}

/// True if a thread may have to report an error.
static bool canFail(ArrayRef<Operation *> ops) {
  return llvm::any_of(ops, [](Operation *op) {
    return op->walk([](cf::AssertOp) { return WalkResult::interrupt(); })
        .wasInterrupted();
  });
}

/// Where threads report errors: the device's word that `qblock_device_errors`
/// gives. It is the last argument of kernels that can fail.
static Value getErrors(OpBuilder &builder, Location loc, ModuleOp module) {
  constexpr unsigned globalMemory = 1;
  auto type = LLVM::LLVMPointerType::get(builder.getContext(), globalMemory);
  FailureOr<LLVM::LLVMFuncOp> function =
      LLVM::lookupOrCreateFn(builder, module, "qblock_device_errors", {}, type);
  assert(succeeded(function) && "the name is the runtime's");
  return LLVM::CallOp::create(builder, loc, *function, ValueRange())
      .getResult();
}

/// A kernel whose arguments are `arguments`, in a module.
static gpu::GPUFuncOp createKernel(const Work &work, ValueRange arguments,
                                   ArrayRef<Operation *> constants,
                                   gpu::GPUModuleOp code) {
  Location loc = work.ops.back()->getLoc();
  OpBuilder builder = OpBuilder::atBlockEnd(code.getBody());
  auto kernel = gpu::GPUFuncOp::create(
      builder, loc, "qblock_loops",
      builder.getFunctionType(arguments.getTypes(), TypeRange()));
  kernel->setAttr(gpu::GPUDialect::getKernelFuncAttrName(),
                  builder.getUnitAttr());
  int32_t blockSize[] = {int32_t(threadsPerBlock), 1, 1};
  kernel.setKnownBlockSize(ArrayRef(blockSize));
  builder.setInsertionPointToStart(&kernel.getBody().front());
  IRMapping mapping;
  mapping.map(arguments, kernel.getArguments());
  for (Operation *constant : constants)
    builder.clone(*constant, mapping);

  SmallVector<OpFoldResult> sizes;
  for (OpFoldResult size : work.sizes)
    sizes.push_back(isa<Value>(size)
                        ? OpFoldResult(mapping.lookup(cast<Value>(size)))
                        : size);
  SmallVector<Value> loopSizes = getSizes(builder, loc, sizes);
  Value block = gpu::BlockIdOp::create(builder, loc, gpu::Dimension::x);
  Value thread = gpu::ThreadIdOp::create(builder, loc, gpu::Dimension::x);
  Value perBlock =
      arith::ConstantIndexOp::create(builder, loc, threadsPerBlock);
  Value number = arith::AddIOp::create(
      builder, loc, arith::MulIOp::create(builder, loc, block, perBlock),
      thread);
  Value lane;
  if (work.threadsPerIteration != 1) {
    Value threads =
        arith::ConstantIndexOp::create(builder, loc, work.threadsPerIteration);
    lane = arith::RemUIOp::create(builder, loc, number, threads);
    number = arith::DivUIOp::create(builder, loc, number, threads);
  }
  Value isInside =
      arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ult, number,
                            multiplyAll(builder, loc, loopSizes));
  auto branch = scf::IfOp::create(builder, loc, isInside, /*withElse=*/false);
  gpu::ReturnOp::create(builder, loc);
  builder.setInsertionPointToStart(branch.thenBlock());
  work.emitBody(builder, mapping, delinearize(builder, loc, number, loopSizes),
                lane);
  return kernel;
}

static void launch(const Work &work, KernelLibrary &library) {
  SetVector<Value> arguments;
  SetVector<Operation *> constants;
  collectCaptures(work.ops, arguments, constants);
  arguments.insert(work.values.begin(), work.values.end());
  OpBuilder builder(work.ops.back());
  Location loc = work.ops.back()->getLoc();
  if (canFail(work.ops))
    arguments.insert(getErrors(builder, loc, library.getModule()));
  gpu::GPUFuncOp kernel =
      library.unique(createKernel(work, arguments.getArrayRef(),
                                  constants.getArrayRef(), library.getCode()));
  Value total = multiplyAll(builder, loc, getSizes(builder, loc, work.sizes));
  Value perBlock =
      arith::ConstantIndexOp::create(builder, loc, threadsPerBlock);
  Value iterationsPerBlock = arith::ConstantIndexOp::create(
      builder, loc, threadsPerBlock / work.threadsPerIteration);
  Value blocks =
      arith::CeilDivUIOp::create(builder, loc, total, iterationsPerBlock);
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  gpu::LaunchFuncOp::create(
      builder, loc, kernel, gpu::KernelDim3{blocks, one, one},
      gpu::KernelDim3{perBlock, one, one},
      /*dynamicSharedMemorySize=*/Value(), arguments.getArrayRef());
  for (Operation *op : llvm::reverse(work.ops))
    op->erase();
}

//===----------------------------------------------------------------------===//
// Linalg ops
//===----------------------------------------------------------------------===//

namespace {
/// Emits what a thread does for its element of the results of `op`.
class LinalgBody {
public:
  LinalgBody(linalg::LinalgOp op, linalg::LinalgOp fill,
             ArrayRef<unsigned> parallelLoops, ArrayRef<OpFoldResult> sizes)
      : op(op), fill(fill), parallelLoops(parallelLoops), sizes(sizes) {}

  /// If a warp is to share an element: the op that combines partial results,
  /// whose order is then another one. Null if a thread does it all.
  Operation *findCombiner();
  void emit(OpBuilder &builder, IRMapping &mapping, ValueRange ivs, Value lane);

private:
  SmallVector<Value> getIndices(OpBuilder &builder, OpOperand *operand);
  Value load(OpBuilder &builder, IRMapping &mapping, OpOperand *operand);
  SmallVector<Value> getInits(OpBuilder &builder, IRMapping &mapping);
  SmallVector<Value> reduce(OpBuilder &builder, IRMapping &mapping,
                            ArrayRef<unsigned> reductions, ValueRange sums,
                            Value lane);
  SmallVector<Value> inlineBody(OpBuilder &builder, IRMapping &mapping,
                                linalg::LinalgOp source, ValueRange arguments);

  linalg::LinalgOp op, fill;
  SmallVector<unsigned> parallelLoops;
  SmallVector<OpFoldResult> sizes;
  SmallVector<Value> loops; ///< the iteration of each loop of `op`
};
} // namespace

SmallVector<Value> LinalgBody::getIndices(OpBuilder &builder,
                                          OpOperand *operand) {
  AffineMap map = op.getMatchingIndexingMap(operand);
  SmallVector<Value> indices;
  for (AffineExpr expr : map.getResults())
    indices.push_back(affine::expandAffineExpr(builder, op.getLoc(), expr,
                                               loops, ValueRange()));
  return indices;
}

/// The operand's element, or itself if it is no buffer.
Value LinalgBody::load(OpBuilder &builder, IRMapping &mapping,
                       OpOperand *operand) {
  Value value = mapping.lookupOrDefault(operand->get());
  if (!isa<MemRefType>(value.getType()))
    return value;
  return memref::LoadOp::create(builder, op.getLoc(), value,
                                getIndices(builder, operand));
}

/// What the body yields. Block arguments beyond those given are not there.
SmallVector<Value> LinalgBody::inlineBody(OpBuilder &builder,
                                          IRMapping &mapping,
                                          linalg::LinalgOp source,
                                          ValueRange arguments) {
  IRMapping inner(mapping);
  for (auto [argument, value] :
       llvm::zip(source.getBlock()->getArguments(), arguments))
    inner.map(argument, value);
  for (Operation &each : source.getBlock()->without_terminator()) {
    if (auto index = dyn_cast<linalg::IndexOp>(each)) {
      inner.map(index.getResult(), loops[index.getDim()]);
      continue;
    }
    builder.clone(each, inner);
  }
  SmallVector<Value> results;
  for (Value value : source.getBlock()->getTerminator()->getOperands())
    results.push_back(inner.lookupOrDefault(value));
  return results;
}

/// What sums begin with; null for results that do not read what they replace.
SmallVector<Value> LinalgBody::getInits(OpBuilder &builder,
                                        IRMapping &mapping) {
  if (fill) {
    SmallVector<Value> scalars;
    for (OpOperand *input : fill.getDpsInputOperands())
      scalars.push_back(mapping.lookupOrDefault(input->get()));
    return inlineBody(builder, mapping, fill, scalars);
  }
  SmallVector<Value> inits;
  for (OpOperand &init : op.getDpsInitsMutable())
    inits.push_back(op.payloadUsesValueFromOperand(&init) ||
                            op.getNumReductionLoops() != 0
                        ? load(builder, mapping, &init)
                        : Value());
  return inits;
}

SmallVector<Value> LinalgBody::reduce(OpBuilder &builder, IRMapping &mapping,
                                      ArrayRef<unsigned> reductions,
                                      ValueRange sums, Value lane) {
  Location loc = op.getLoc();
  if (reductions.empty()) {
    SmallVector<Value> arguments;
    for (OpOperand *input : op.getDpsInputOperands())
      arguments.push_back(load(builder, mapping, input));
    llvm::append_range(arguments, sums);
    return inlineBody(builder, mapping, op, arguments);
  }
  // Lanes take turns in the innermost loop.
  bool isShared = lane && reductions.size() == 1;
  Value first =
      isShared ? lane
               : arith::ConstantIndexOp::create(builder, loc, 0).getResult();
  Value step =
      arith::ConstantIndexOp::create(builder, loc, isShared ? lanesPerWarp : 1);
  OpFoldResult size = sizes[reductions.front()];
  if (auto value = dyn_cast<Value>(size))
    size = mapping.lookup(value);
  auto loop = scf::ForOp::create(
      builder, loc, first, getValueOrCreateConstantIndexOp(builder, loc, size),
      step, sums);
  OpBuilder inside = OpBuilder::atBlockBegin(loop.getBody());
  loops[reductions.front()] = loop.getInductionVar();
  SmallVector<Value> next = reduce(inside, mapping, reductions.drop_front(),
                                   loop.getRegionIterArgs(), lane);
  scf::YieldOp::create(inside, loc, next);
  return loop.getResults();
}

Operation *LinalgBody::findCombiner() {
  SmallVector<unsigned> reductions;
  op.getReductionDims(reductions);
  if (reductions.empty() || op.getNumDpsInits() != 1)
    return nullptr;
  Operation *combiner =
      op.getBlock()->getTerminator()->getOperand(0).getDefiningOp();
  BlockArgument sum = op.getMatchingBlockArgument(op.getDpsInitOperand(0));
  bool isReduction = combiner && combiner->getNumOperands() == 2 &&
                     sum.hasOneUse() && *sum.user_begin() == combiner &&
                     isa<Float32Type>(combiner->getResult(0).getType()) &&
                     arith::getNeutralElement(combiner);
  if (!isReduction || canFail({op.getOperation()}))
    return nullptr;
  // Short rows leave most lanes without work.
  std::optional<int64_t> length = getConstantIntValue(sizes[reductions.back()]);
  if (length && *length < lanesPerWarp)
    return nullptr;
  auto isAlongReduction = [&](OpOperand *input) {
    AffineMap map = op.getMatchingIndexingMap(input);
    AffineExpr loop = getAffineDimExpr(reductions.back(), op.getContext());
    return !map.isFunctionOfDim(reductions.back()) ||
           map.getResults().back() == loop;
  };
  return llvm::all_of(op.getDpsInputOperands(), isAlongReduction) ? combiner
                                                                  : nullptr;
}

static Value combine(OpBuilder &builder, Operation *combiner, Value a,
                     Value b) {
  IRMapping operands;
  operands.map(combiner->getOperand(0), a);
  operands.map(combiner->getOperand(1), b);
  return builder.clone(*combiner, operands)->getResult(0);
}

/// What the lanes of a warp have found, combined, in all of them.
static Value combineLanes(OpBuilder &builder, Operation *combiner,
                          Value value) {
  for (int32_t distance = lanesPerWarp / 2; distance > 0; distance /= 2) {
    auto other =
        gpu::ShuffleOp::create(builder, combiner->getLoc(), value, distance,
                               int32_t(lanesPerWarp), gpu::ShuffleMode::XOR);
    value = combine(builder, combiner, value, other.getShuffleResult());
  }
  return value;
}

void LinalgBody::emit(OpBuilder &builder, IRMapping &mapping, ValueRange ivs,
                      Value lane) {
  Location loc = op.getLoc();
  loops.assign(op.getNumLoops(), Value());
  for (auto [loop, iv] : llvm::zip_equal(parallelLoops, ivs))
    loops[loop] = iv;
  SmallVector<unsigned> reductions;
  op.getReductionDims(reductions);
  SmallVector<Value> results;
  if (lane) {
    Operation *combiner = findCombiner();
    Value start = arith::ConstantOp::create(
        builder, loc, *arith::getNeutralElement(combiner));
    Value all =
        combineLanes(builder, combiner,
                     reduce(builder, mapping, reductions, start, lane).front());
    // Nobody else reads what the first lane writes.
    Value isFirst =
        arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, lane,
                              arith::ConstantIndexOp::create(builder, loc, 0));
    auto branch = scf::IfOp::create(builder, loc, isFirst, /*withElse=*/false);
    builder.setInsertionPointToStart(branch.thenBlock());
    results = {combine(builder, combiner, getInits(builder, mapping)[0], all)};
  } else {
    results =
        reduce(builder, mapping, reductions, getInits(builder, mapping), lane);
  }
  for (auto [result, init] : llvm::zip_equal(
           results, llvm::make_pointer_range(op.getDpsInitsMutable())))
    memref::StoreOp::create(builder, loc, result, mapping.lookup(init->get()),
                            getIndices(builder, init));
}

/// The loops that a thread has its own iteration of, those along the last
/// dimensions of the first result innermost.
static FailureOr<SmallVector<unsigned>> orderLoops(linalg::LinalgOp op) {
  SmallVector<unsigned> parallel;
  op.getParallelDims(parallel);
  for (OpOperand &init : op.getDpsInitsMutable()) {
    AffineMap map = op.getMatchingIndexingMap(&init);
    bool isOwn = map.isProjectedPermutation() &&
                 map.getNumResults() == parallel.size() &&
                 llvm::all_of(parallel, [&](unsigned loop) {
                   return map.isFunctionOfDim(loop);
                 });
    if (!isOwn)
      return op->emitError("cannot run on a GPU: expects each result to have "
                           "an element for each iteration of the parallel "
                           "loops");
  }
  if (op.getNumDpsInits() == 0)
    return parallel;
  AffineMap map = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  SmallVector<unsigned> order;
  for (unsigned i = 0; i < map.getNumResults(); ++i)
    order.push_back(map.getDimPosition(i));
  return order;
}

static LogicalResult launch(linalg::LinalgOp op, KernelLibrary &library) {
  FailureOr<SmallVector<unsigned>> order = orderLoops(op);
  if (failed(order))
    return failure();
  linalg::LinalgOp fill = qblock::getFill(op);
  if (fill && fill.hasIndexSemantics())
    fill = nullptr;
  OpBuilder builder(op);
  SmallVector<OpFoldResult> sizes;
  for (Range range : op.createLoopRanges(builder, op.getLoc()))
    sizes.push_back(range.size);
  Work work;
  if (fill)
    work.ops.push_back(fill);
  work.ops.push_back(op);
  for (unsigned loop : *order)
    work.sizes.push_back(sizes[loop]);
  LinalgBody body(op, fill, *order, sizes);
  for (OpFoldResult size : sizes)
    if (auto value = dyn_cast<Value>(size))
      work.values.push_back(value);
  if (body.findCombiner())
    work.threadsPerIteration = lanesPerWarp;
  work.emitBody = [&](OpBuilder &inside, IRMapping &mapping, ValueRange ivs,
                      Value lane) { body.emit(inside, mapping, ivs, lane); };
  launch(work, library);
  return success();
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

/// True for a loop from 0 in steps of 1 whose iterations are independent, by
/// the word of who made it.
static bool isIndependent(scf::ForOp loop) {
  return loop->hasAttr(qblock::QBlockDialect::kIndependentAttrName) &&
         loop->getNumResults() == 0 &&
         isConstantIntValue(loop.getLowerBound(), 0) &&
         isConstantIntValue(loop.getStep(), 1);
}

/// The loop whose body `loop` is for; null if there is none that could be
/// begun from outside.
static scf::ForOp getInnerLoop(scf::ForOp loop) {
  auto inner = llvm::to_vector(loop.getOps<scf::ForOp>());
  if (inner.size() != 1 || !isIndependent(inner.front()) ||
      !getConstantIntValue(inner.front().getUpperBound()))
    return {};
  return inner.front();
}

/// Loops of independent iterations become one kernel; what stands between them
/// is done by each thread.
static void launch(scf::ForOp outer, KernelLibrary &library) {
  SmallVector<scf::ForOp> loops;
  for (scf::ForOp loop = outer; loop; loop = getInnerLoop(loop))
    loops.push_back(loop);
  Work work;
  work.ops.push_back(outer);
  for (scf::ForOp loop : loops) {
    OpFoldResult size = getAsOpFoldResult(loop.getUpperBound());
    if (auto value = dyn_cast<Value>(size))
      work.values.push_back(value);
    work.sizes.push_back(size);
  }
  work.emitBody = [&](OpBuilder &builder, IRMapping &mapping, ValueRange ivs,
                      Value) {
    for (auto [loop, iv] : llvm::zip_equal(loops, ivs))
      mapping.map(loop.getInductionVar(), iv);
    for (auto [i, loop] : llvm::enumerate(loops))
      for (Operation &op : loop.getBody()->without_terminator())
        if (i + 1 == loops.size() || &op != loops[i + 1])
          builder.clone(op, mapping);
  };
  launch(work, library);
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

/// The messages of assertions in kernels, each once; kernels name them by
/// number.
static ArrayAttr collectMessages(gpu::GPUModuleOp code) {
  SetVector<Attribute> messages;
  code.walk([&](cf::AssertOp op) { messages.insert(op.getMsgAttr()); });
  return ArrayAttr::get(code.getContext(), messages.getArrayRef());
}

namespace {
struct LaunchLoops : qblock::impl::LaunchLoopsBase<LaunchLoops> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    qblock::convertStridedCopies(module);
    SmallVector<Operation *> ops;
    for (auto function : module.getOps<func::FuncOp>())
      function.walk<WalkOrder::PreOrder>([&](Operation *op) {
        auto loop = dyn_cast<scf::ForOp>(op);
        auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
        bool isWork = (loop && isIndependent(loop)) ||
                      (linalgOp && linalgOp.hasPureBufferSemantics());
        if (!isWork)
          return WalkResult::advance();
        ops.push_back(op);
        return WalkResult::skip();
      });
    KernelLibrary library(module);
    llvm::SmallPtrSet<Operation *, 16> done;
    // Backwards, so that a fill is still there for the op that adds to it.
    for (Operation *op : llvm::reverse(ops)) {
      if (done.contains(op))
        continue;
      ++numOps;
      if (auto loop = dyn_cast<scf::ForOp>(op)) {
        launch(loop, library);
        continue;
      }
      auto linalgOp = cast<linalg::LinalgOp>(op);
      if (linalg::LinalgOp fill = qblock::getFill(linalgOp))
        if (!fill.hasIndexSemantics())
          done.insert(fill);
      if (failed(launch(linalgOp, library)))
        return signalPassFailure();
    }
    numKernels += library.numKernels;
    if (auto code = library.numKernels ? library.getCode() : nullptr)
      if (ArrayAttr messages = collectMessages(code); !messages.empty())
        module->setAttr(qblock::QBlockDialect::kKernelMessagesAttrName,
                        messages);
  }
};
} // namespace
