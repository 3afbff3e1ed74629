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

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

static constexpr StringLiteral kModuleName = "qblock_kernels";

/// The formats of all weights, in the order in which they appear.
static GpuRequest getRequest(ArrayRef<PackedMatmulOp> ops,
                             ArrayRef<func::CallOp> packs) {
  using Formats = llvm::SmallSetVector<const format::Format *, 4>;
  Formats packed, raw, toPack;
  for (PackedMatmulOp op : ops)
    for (unsigned i = 0; i != op.getWeights().size(); ++i) {
      BlockType block = op.getBlockType(i);
      (block.isPacked() ? packed : raw).insert(&block.getFormat());
    }
  for (func::CallOp call : packs)
    toPack.insert(getPackedFormat(call));
  GpuRequest request;
  request.multiplied = packed.takeVector();
  request.rawMultiplied = raw.takeVector();
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
      if (op.isRouted()) {
        op.emitOpError("has no kernel for routed rows: expects "
                       "qblock-expand-routed-matmuls to have run");
        return signalPassFailure();
      }
    }
    if (ops.empty() && packs.empty())
      return;
    OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
    auto code = gpu::GPUModuleOp::create(builder, module.getLoc(), kModuleName);
    module->setAttr(gpu::GPUDialect::getContainerModuleAttrName(),
                    builder.getUnitAttr());
    GpuRequest request = getRequest(ops, packs);
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
