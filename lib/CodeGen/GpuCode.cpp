//===- GpuCode.cpp - Kernels for GPUs as files ------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lowering is the target's, serialization is upstream's. What would end the
// process in LLVM, or fail in the driver only, is looked for in between.
//
//===----------------------------------------------------------------------===//

#include "qblock/CodeGen/GpuCode.h"

#include "mlir/Dialect/GPU/Transforms/Passes.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Pass/PassManager.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"

using namespace mlir;
using namespace qblock;

/// The row of a weight's format, or none if its elements are floats.
static FailureOr<const format::Format *> findFormat(Operation *op,
                                                    Value weight) {
  auto block = dyn_cast<BlockType>(getElementTypeOrSelf(weight.getType()));
  if (!block)
    return nullptr;
  const format::Format *row = block.getInfo().row;
  if (!row || !hasGpuKernels(*row))
    return op->emitError("has a weight of type ")
           << block << ", which there is no GPU kernel for";
  return row;
}

/// Each matrix of the stack is of whole tiles.
static bool hasWholeTiles(RoutedMatmulOp op) {
  return op.getRowsPerExpert() % format::PackedLayout::rowsPerTile == 0;
}

static void addBitsPerId(GpuRequest &request, Value ids) {
  Type element = getElementTypeOrSelf(ids.getType());
  int64_t bits = element.isIndex() ? 64 : element.getIntOrFloatBitWidth();
  if (!llvm::is_contained(request.bitsPerId, bits))
    request.bitsPerId.push_back(bits);
}

FailureOr<GpuRequest> qblock::findGpuRequest(ModuleOp module, bool readsRaw) {
  GpuRequest request;
  GpuRequest::Formats &multiplied =
      readsRaw ? request.rawMultiplied : request.multiplied;
  GpuRequest::Formats &gathered =
      readsRaw ? request.rawGathered : request.gathered;
  auto add = [](SmallVectorImpl<const format::Format *> &formats,
                FailureOr<const format::Format *> row) -> WalkResult {
    if (failed(row))
      return WalkResult::interrupt();
    if (*row && !llvm::is_contained(formats, *row))
      formats.push_back(*row);
    return WalkResult::advance();
  };
  WalkResult result = module.walk([&](Operation *op) -> WalkResult {
    if (auto gather = dyn_cast<GatherRowsOp>(op))
      return add(gathered, findFormat(op, gather.getTable()));
    GpuRequest::Formats *formats = &multiplied;
    std::optional<Activations> activations;
    Value weight;
    if (auto matmul = dyn_cast<MatmulOp>(op)) {
      activations = matmul.getActivations();
      weight = matmul.getWeight();
    } else if (auto routed = dyn_cast<RoutedMatmulOp>(op)) {
      activations = routed.getActivations();
      weight = routed.getWeight();
      if (!readsRaw && hasWholeTiles(routed)) {
        formats = &request.routed;
        addBitsPerId(request, routed.getIds());
      }
    } else {
      return WalkResult::advance();
    }
    if (activations == Activations::Exact)
      return op->emitError(
          "asks for exact activations, which GPU kernels round");
    return add(*formats, findFormat(op, weight));
  });
  if (result.wasInterrupted())
    return failure();
  if (multiplied.empty() && request.routed.empty() && gathered.empty())
    return module.emitError(
        "has no matmul on a quantized weight and reads no rows of one");
  if (!readsRaw) {
    // Whoever has the weights may pack them on the device.
    request.packed = multiplied;
    for (const format::Format *row :
         llvm::concat<const format::Format *>(request.routed, gathered))
      if (!llvm::is_contained(request.packed, row))
        request.packed.push_back(row);
  }
  return request;
}

/// The code of the one object that serialization leaves.
static LogicalResult takeObject(ModuleOp module,
                                SmallVectorImpl<char> &output) {
  auto binaries = llvm::to_vector(module.getOps<gpu::BinaryOp>());
  if (binaries.size() != 1 || binaries.front().getObjects().size() != 1)
    return module.emitError("expects one 'gpu.module' to serialize");
  auto object = cast<gpu::ObjectAttr>(binaries.front().getObjects()[0]);
  StringRef code = object.getObject().getValue();
  output.assign(code.begin(), code.end());
  return success();
}

LogicalResult qblock::emitGpuCode(ModuleOp module, const GpuTarget &target,
                                  GpuCodeKind kind,
                                  SmallVectorImpl<char> &output) {
  MLIRContext *context = module.getContext();
  loadGpuDialects(*context, target);
  for (auto code : module.getOps<gpu::GPUModuleOp>())
    code.setTargetsAttr(
        ArrayAttr::get(context, target.getTargetAttribute(context)));
  PassManager lowering(context);
  target.addLoweringPasses(lowering);
  if (failed(lowering.run(module)))
    return failure();
  for (auto code : module.getOps<gpu::GPUModuleOp>())
    if (failed(target.verify(code)))
      return failure();
  if (kind == GpuCodeKind::Binary)
    if (std::string problem = target.findMissingTool(); !problem.empty())
      return module.emitError(problem);
  PassManager serialization(context);
  GpuModuleToBinaryPassOptions options;
  options.compilationTarget = kind == GpuCodeKind::Binary ? "bin" : "isa";
  serialization.addPass(createGpuModuleToBinaryPass(options));
  if (failed(serialization.run(module)))
    return failure();
  return takeObject(module, output);
}
