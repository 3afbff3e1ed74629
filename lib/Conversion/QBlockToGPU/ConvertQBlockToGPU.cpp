//===- ConvertQBlockToGPU.cpp - Launches of packed kernels ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernels are emitted for the formats of all weights at once; then each
// product, and each call that packs, becomes launches of its own.
//
//===----------------------------------------------------------------------===//

#include "MatmulLauncher.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "qblock/Conversion/Passes.h"
#include "qblock/Dialect/QBlock/IR/Ids.h"
#include "llvm/ADT/SetVector.h"

namespace qblock {
#define GEN_PASS_DEF_CONVERTQBLOCKTOGPU
#include "qblock/Conversion/Passes.h.inc"
} // namespace qblock

using namespace mlir;
using namespace qblock;

/// What calls of `qblock_pack_rows` pack, which `qblock.pack` becomes where the
/// weight is no constant; its arguments are those of Runtime/Functions.h.
static constexpr StringLiteral kPackFunction = "qblock_pack_rows";

static const format::Format *getPackedFormat(func::CallOp call) {
  std::optional<int64_t> ggmlId = getConstantIntValue(call.getOperand(0));
  const format::TypeInfo *type =
      ggmlId ? format::findType(uint32_t(*ggmlId)) : nullptr;
  return type && type->row && hasGpuKernels(*type->row) ? type->row : nullptr;
}

namespace {
/// Emits the launch for one call that packs a weight.
class PackLauncher : Launcher {
public:
  PackLauncher(func::CallOp call, gpu::GPUModuleOp module,
               ArrayRef<GpuKernel> kernels)
      : Launcher(call, module, kernels), call(call) {}

  void run();

private:
  func::CallOp call;
};
} // namespace

/// The buffers are dense, as the function wants them.
void PackLauncher::run() {
  const format::Format &weight = *getPackedFormat(call);
  Value n = arith::IndexCastOp::create(builder, loc, builder.getIndexType(),
                                       call.getOperand(1));
  Value rows = call.getOperand(2), tiles = call.getOperand(3);
  OpFoldResult k =
      scale(getSize(rows, 1), weight.elemsPerBlock, weight.bytesPerBlock);
  launchPack(weight, n, k, getPointer(rows), getPointer(tiles));
  call.erase();
}

/// True for what lowering to linalg marks: (ids, order, starts) on buffers.
static bool sortsRows(func::FuncOp function) {
  return function->hasAttr(QBlockDialect::kSortsRowsAttrName) &&
         !function.isDeclaration() && function.getNumArguments() == 3 &&
         function.getNumResults() == 0 &&
         llvm::all_of(function.getArgumentTypes(), [](Type type) {
           auto buffer = dyn_cast<MemRefType>(type);
           return buffer && buffer.getRank() == 1 &&
                  buffer.getLayout().isIdentity();
         });
}

/// Of the numbers that rows are sorted by. An index is as wide as in memory.
static int64_t getBitsPerId(func::FuncOp sorter) {
  auto ids = cast<MemRefType>(sorter.getArgumentTypes().front());
  Type element = ids.getElementType();
  return element.isIndex() ? 64 : element.getIntOrFloatBitWidth();
}

namespace {
/// Makes a function that sorts rows, (ids, order, starts), launch its kernel.
class SortLauncher : Launcher {
public:
  SortLauncher(func::FuncOp function, gpu::GPUModuleOp module,
               ArrayRef<GpuKernel> kernels)
      : Launcher(function, module, kernels), function(function) {}

  void run();

private:
  void checkIds(Value ids, Value numStarts);

  func::FuncOp function;
};
} // namespace

/// Threads look at a number each, as a kernel does not stop the host.
void SortLauncher::checkIds(Value ids, Value numStarts) {
  Value zero = index(constant(0)), one = index(constant(1));
  Value count = arith::SubIOp::create(builder, loc, numStarts, one);
  auto loop =
      scf::ForOp::create(builder, loc, zero, index(getSize(ids, 0)), one);
  loop->setAttr(QBlockDialect::kIndependentAttrName, builder.getUnitAttr());
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  emitCheckedId(builder, loc, ids, loop.getInductionVar(), count,
                kMatrixOfStack);
}

void SortLauncher::run() {
  function.getBody().dropAllReferences();
  function.getBody().getBlocks().clear();
  builder.setInsertionPointToStart(function.addEntryBlock());
  Value ids = function.getArgument(0), order = function.getArgument(1),
        starts = function.getArgument(2);
  Value numStarts = index(getSize(starts, 0));
  checkIds(ids, numStarts);
  int64_t bits = getBitsPerId(function);
  const GpuKernel &kernel =
      find(GpuKernel::Role::Sort,
           [&](const GpuKernel &kernel) { return kernel.bitsPerId == bits; });
  OpFoldResult none = constant(0);
  launch(kernel, {none, none, none, none, none, numStarts},
         {getPointer(ids), getPointer(order), getPointer(starts)},
         {getSize(ids, 0), numStarts});
  func::ReturnOp::create(builder, loc);
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

static constexpr StringLiteral kModuleName = "qblock_kernels";

/// The formats of all weights, in the order in which they appear.
static GpuRequest getRequest(ArrayRef<PackedMatmulOp> ops,
                             ArrayRef<func::FuncOp> sorters,
                             ArrayRef<func::CallOp> packs) {
  using Formats = llvm::SmallSetVector<const format::Format *, 4>;
  Formats packed, raw, routed, toPack;
  for (PackedMatmulOp op : ops)
    for (unsigned i = 0; i != op.getWeights().size(); ++i) {
      BlockType block = op.getBlockType(i);
      Formats &formats = op.isRouted()      ? routed
                         : block.isPacked() ? packed
                                            : raw;
      formats.insert(&block.getFormat());
    }
  for (func::CallOp call : packs)
    toPack.insert(getPackedFormat(call));
  GpuRequest request;
  request.multiplied = packed.takeVector();
  request.rawMultiplied = raw.takeVector();
  request.routed = routed.takeVector();
  for (func::FuncOp sorter : sorters)
    if (int64_t bits = getBitsPerId(sorter);
        !llvm::is_contained(request.bitsPerId, bits))
      request.bitsPerId.push_back(bits);
  request.packed = toPack.takeVector();
  return request;
}

namespace {
struct ConvertQBlockToGPU
    : qblock::impl::ConvertQBlockToGPUBase<ConvertQBlockToGPU> {
  using ConvertQBlockToGPUBase::ConvertQBlockToGPUBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    llvm::Expected<const GpuTarget *> target = findGpuTarget(chip);
    if (!target) {
      module.emitError(llvm::toString(target.takeError()));
      return signalPassFailure();
    }
    std::optional<GpuGemm> arithmetic = parseGpuGemm(gemm);
    std::string problem = arithmetic
                              ? findGemmProblem(*arithmetic, **target)
                              : "unknown arithmetic '" + gemm +
                                    "' of products of many rows, expects "
                                    "'int8', 'bf16' or 'fastest'";
    if (!problem.empty()) {
      module.emitError(problem);
      return signalPassFailure();
    }
    SmallVector<PackedMatmulOp> ops;
    module.walk([&](PackedMatmulOp op) { ops.push_back(op); });
    SmallVector<func::CallOp> packs;
    module.walk([&](func::CallOp call) {
      if (call.getCallee() == kPackFunction && getPackedFormat(call))
        packs.push_back(call);
    });
    for (PackedMatmulOp op : ops) {
      if (!isa<MemRefType>(op.getX().getType())) {
        op.emitOpError("cannot become a kernel on tensors: expects buffers, "
                       "which bufferization makes");
        return signalPassFailure();
      }
    }
    SmallVector<func::FuncOp> sorters;
    for (auto function : module.getOps<func::FuncOp>())
      if (sortsRows(function))
        sorters.push_back(function);
    if (ops.empty() && packs.empty() && sorters.empty())
      return;
    OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
    auto code = gpu::GPUModuleOp::create(builder, module.getLoc(), kModuleName);
    module->setAttr(gpu::GPUDialect::getContainerModuleAttrName(),
                    builder.getUnitAttr());
    GpuRequest request = getRequest(ops, sorters, packs);
    request.gemm = *arithmetic;
    std::vector<GpuKernel> kernels = emitGpuKernels(code, request, **target);
    // Before there are launches, of which nobody knows what they write.
    SmallVector<SmallVector<std::optional<InitialValue>>> initials;
    for (PackedMatmulOp op : ops)
      for (auto &ofOp = initials.emplace_back();
           ofOp.size() != op.getInits().size();)
        ofOp.push_back(findInitialValue(op, ofOp.size()));
    for (auto [op, ofOp] : llvm::zip_equal(ops, initials))
      MatmulLauncher(op, code, kernels, **target, ofOp).run();
    for (func::FuncOp sorter : sorters)
      SortLauncher(sorter, code, kernels).run();
    for (func::CallOp call : packs)
      PackLauncher(call, code, kernels).run();
    auto packer = module.lookupSymbol<func::FuncOp>(kPackFunction);
    if (packer && packer.isDeclaration() &&
        SymbolTable::symbolKnownUseEmpty(packer, module))
      packer.erase();
    numMatmuls += ops.size();
  }
};
} // namespace
