//===- Pipelines.cpp - The order of passes down to LLVM ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything after quantization is upstream's, but for the passes beside this
// file. The order is what matters here, and each constraint on it is named.
//
//===----------------------------------------------------------------------===//

#include "qblock/Pipelines/Pipelines.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Affine/Transforms/Passes.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Bufferization/Pipelines/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/GPU/Transforms/Passes.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Dialect/SCF/Transforms/Passes.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"
#include "qblock/Conversion/Passes.h"
#include "qblock/Dialect/QBlock/Transforms/Passes.h"
#include "qblock/Pipelines/Passes.h"
#include "qblock/Target/GpuTarget.h"

using namespace mlir;

/// Tensors: fewer ops, in loop orders that vectorize.
static void addTensorPasses(OpPassManager &pm,
                            const qblock::PackWeightsOptions &pack,
                            bool reassociate, bool isForGpu) {
  // Kernels take weights in the order that they are in.
  qblock::ConvertQBlockToLinalgOptions blocks;
  blocks.keepsRaw = pack.keepOrder;
  pm.addPass(qblock::createExportFunctions());
  pm.addPass(qblock::createPackWeights(pack));
  // What is not packed has no kernels for the rows of an expert.
  if (isForGpu)
    pm.addPass(qblock::createExpandRoutedMatmuls());
  // What is constant is quantized and packed now, and not at each call.
  pm.addPass(qblock::createFoldConstants());
  // Layers of one router are seen to read the same numbers.
  pm.addPass(createCSEPass());
  // Blocks become bytes first: what follows knows no block types.
  pm.addPass(qblock::createConvertQBlockToLinalg(blocks));
  // Arithmetic on whole tensors has no form on buffers.
  pm.addPass(createConvertElementwiseToLinalgPass());
  pm.addNestedPass<func::FuncOp>(qblock::createLowerPacks());
  pm.addNestedPass<func::FuncOp>(createLinalgGeneralizeNamedOpsPass());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
  pm.addPass(qblock::createDropUnitDims());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
  pm.addPass(qblock::createMergeMatmuls());
  // Fusion moves transposes into matmuls; the loop order depends on it.
  pm.addPass(qblock::createFuseCheapProducers());
  qblock::OrderLoopsOptions loops;
  loops.reassociate = reassociate;
  pm.addPass(qblock::createOrderLoops(loops));
  pm.addPass(createCSEPass());
  // Needs the flags that the pass above sets. Fusion makes a copy of an op for
  // each of its readers, which are one again after CSE.
  // A tile of attention is the work of a core; a GPU takes its ops one by one.
  if (!isForGpu)
    pm.addPass(qblock::createTileAttention());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}

/// Tensors become buffers that are allocated late, freed early and reused.
static void addBufferPasses(OpPassManager &pm) {
  // What is inserted into a larger tensor is computed there.
  pm.addPass(bufferization::createEmptyTensorEliminationPass());
  bufferization::OneShotBufferizePassOptions bufferize;
  bufferize.bufferizeFunctionBoundaries = true;
  // A loop over layers gives a new hidden state.
  bufferize.allowReturnAllocsFromLoops = true;
  // Descriptors at function boundaries then have no layout to agree upon.
  bufferize.functionBoundaryTypeConversion =
      bufferization::LayoutMapOption::IdentityLayoutMap;
  pm.addPass(bufferization::createOneShotBufferizePass(bufferize));
  // Shows that a kernel returns its own argument.
  pm.addPass(createCanonicalizerPass());
  // Before deallocation, which would copy a result that is one of the
  // arguments.
  pm.addPass(bufferization::createDropEquivalentBufferResultsPass());
  bufferization::buildBufferDeallocationPipeline(
      pm, bufferization::BufferDeallocationPipelineOptions());
  // Deallocation clones results that the caller could otherwise not own.
  pm.addPass(createConvertBufferizationToMemRefPass());
  pm.addPass(createCSEPass());
  // Deallocation is at the end of a block so far, for all buffers.
  pm.addNestedPass<func::FuncOp>(
      bufferization::createOptimizeAllocationLivenessPass());
  // Before kernels are outlined, which then see one buffer for many.
  pm.addNestedPass<func::FuncOp>(qblock::createReuseBuffers());
}

static void addCpuKernelPasses(OpPassManager &pm,
                               const qblock::LowerToCpuOptions &options) {
  qblock::ConvertQBlockToVectorOptions kernels;
  kernels.target = options.targetCpu;
  kernels.threads = options.threads;
  // Before outlining, which takes care of copies.
  pm.addPass(qblock::createConvertQBlockToVector(kernels));
  // After deallocation, which would have to reason about the calls; before the
  // ops become loops, which are harder to compare.
  pm.addPass(qblock::createOutlineKernels());
  if (options.profile)
    pm.addPass(qblock::createProfileCalls());
  // After outlining, which thereby sees ops and no checks between them.
  pm.addPass(qblock::createVerifyShapes());
}

/// bf16 arithmetic is done in f32 and rounded by integer operations: not every
/// host has it, nor the library functions that LLVM would call instead.
static std::unique_ptr<Pass> createEmulation() {
  arith::ArithEmulateUnsupportedFloatsOptions emulate;
  emulate.sourceTypeStrs = {"bf16"};
  emulate.targetTypeStr = "f32";
  return arith::createArithEmulateUnsupportedFloats(emulate);
}

static void addLoopPasses(OpPassManager &pm,
                          const qblock::LowerToCpuOptions &options) {
  pm.addPass(options.threads ? createForallToParallelLoopPass()
                             : createForallToForLoopPass());
  qblock::VectorizeContractionsOptions contractions;
  contractions.target = options.targetCpu;
  pm.addPass(qblock::createVectorizeContractions(contractions));
  pm.addPass(createConvertLinalgToLoopsPass());
  // Loads and stores through views are folded before the views are lowered.
  pm.addPass(memref::createFoldMemRefAliasOpsPass());
  pm.addPass(memref::createExpandStridedMetadataPass());
  // Both passes above leave affine.apply behind.
  pm.addPass(createLowerAffinePass());
  pm.addNestedPass<func::FuncOp>(createEmulation());
  pm.addNestedPass<func::FuncOp>(qblock::createExpandMath());
  if (options.threads)
    pm.addPass(createConvertSCFToOpenMPPass());
  pm.addPass(createSCFToControlFlowPass());
  // Needs branches to exist, and must come before upstream's abort().
  pm.addPass(qblock::createLowerAsserts());
}

/// With `isForGpu`, buffers are allocated by functions of their own.
static void addLLVMPasses(OpPassManager &pm, bool threads, bool isForGpu) {
  pm.addPass(createConvertVectorToLLVMPass());
  // Its regions convert with it, so it comes before what it contains.
  if (threads)
    pm.addPass(createConvertOpenMPToLLVMPass());
  // What LLVM has an intrinsic for goes there, the rest to libm.
  pm.addPass(createConvertMathToLLVMPass());
  pm.addPass(createConvertMathToLibmPass());
  FinalizeMemRefToLLVMConversionPassOptions buffers;
  buffers.useGenericFunctions = isForGpu;
  pm.addPass(createFinalizeMemRefToLLVMConversionPass(buffers));
  pm.addPass(createConvertFuncToLLVMPass());
  pm.addPass(createConvertControlFlowToLLVMPass());
  pm.addPass(createConvertIndexToLLVMPass());
  pm.addPass(createArithToLLVMConversionPass());
  pm.addPass(createUBToLLVMConversionPass());
  pm.addPass(createReconcileUnrealizedCastsPass());
  pm.addPass(qblock::createMarkNoAlias());
}

void qblock::buildLowerToCpuPipeline(OpPassManager &pm,
                                     const LowerToCpuOptions &options) {
  qblock::PackWeightsOptions pack;
  pack.activations = options.activations;
  pack.packArguments = options.packArguments;
  pack.remarks = options.remarks;
  addTensorPasses(pm, pack, options.reassociate, /*isForGpu=*/false);
  addBufferPasses(pm);
  addCpuKernelPasses(pm, options);
  buildLowerBuffersToLLVMPipeline(pm, options);
}

void qblock::buildLowerBuffersToLLVMPipeline(OpPassManager &pm,
                                             const LowerToCpuOptions &options) {
  addLoopPasses(pm, options);
  addLLVMPasses(pm, options.threads, /*isForGpu=*/false);
}

//===----------------------------------------------------------------------===//
// GPUs
//===----------------------------------------------------------------------===//

/// What is left of linalg and loops in kernels, down to what targets lower.
static void addKernelPasses(OpPassManager &pm) {
  OpPassManager &kernels = pm.nest<gpu::GPUModuleOp>();
  kernels.addPass(memref::createExpandStridedMetadataPass());
  kernels.addPass(createLowerAffinePass());
  kernels.addPass(createEmulation());
  qblock::ExpandMathOptions math;
  math.all = true;
  kernels.addPass(qblock::createExpandMath(math));
  kernels.addPass(createCanonicalizerPass());
  kernels.addPass(createCSEPass());
  kernels.addPass(createSCFToControlFlowPass());
  // Needs branches to exist.
  kernels.addPass(qblock::createLowerKernelAsserts());
}

/// Kernels become code of the chip. An unknown chip is told when the passes
/// run.
static void addSerialization(OpPassManager &pm, StringRef chip,
                             StringRef format) {
  qblock::VerifyKernelsOptions verify;
  verify.chip = chip.str();
  pm.addPass(qblock::createVerifyKernels(verify));
  llvm::Expected<const qblock::GpuTarget *> target =
      qblock::findGpuTarget(chip);
  if (target)
    (*target)->addLoweringPasses(pm);
  else
    llvm::consumeError(target.takeError());
  // LLVM ends the process for what it cannot select.
  verify.lowered = true;
  pm.addPass(qblock::createVerifyKernels(verify));
  GpuModuleToBinaryPassOptions binary;
  binary.compilationTarget = format == qblock::kGpuMachineCode ? "bin"
                             : format == qblock::kGpuFatBinary ? "fatbin"
                                                               : "isa";
  pm.addPass(createGpuModuleToBinaryPass(binary));
}

void qblock::buildLowerForChipPipeline(OpPassManager &pm, StringRef chip,
                                       StringRef format, StringRef gemm) {
  ConvertQBlockToGPUOptions matmuls;
  matmuls.chip = chip.str();
  matmuls.gemm = gemm.str();
  // Before all else, as it may leave copies between strided buffers.
  pm.addPass(createConvertQBlockToGPU(matmuls));
  // While there are linalg ops.
  pm.addPass(createVerifyShapes());
  pm.addPass(createLaunchLoops());
  addKernelPasses(pm);
  addSerialization(pm, chip, format);
}

void qblock::buildLowerToNvvmPipeline(OpPassManager &pm,
                                      const LowerToNvvmOptions &options) {
  PackWeightsOptions pack;
  pack.activations = options.activations;
  pack.packArguments = options.packArguments;
  pack.exportPackers = options.packArguments;
  pack.keepOrder = options.rawWeights;
  pack.remarks = options.remarks;
  addTensorPasses(pm, pack, /*reassociate=*/true, /*isForGpu=*/true);
  addBufferPasses(pm);
  ArrayRef<std::string> chips = options.targetChips;
  if (chips.size() == 1 && options.format != kGpuMachineCode) {
    buildLowerForChipPipeline(pm, chips.front(), options.format, options.gemm);
    pm.addPass(createLowerLaunches());
  } else {
    LowerForChipsOptions all;
    all.chips.assign(chips.begin(), chips.end());
    all.format = options.format;
    all.gemm = options.gemm;
    pm.addPass(createLowerForChips(all));
  }

  // What is left is the host's.
  pm.addPass(memref::createExpandStridedMetadataPass());
  pm.addPass(createLowerAffinePass());
  pm.addNestedPass<func::FuncOp>(createExpandMath());
  pm.addPass(createSCFToControlFlowPass());
  pm.addPass(createLowerAsserts());
  addLLVMPasses(pm, /*threads=*/false, /*isForGpu=*/true);
}

void qblock::registerQBlockPipelines() {
  registerQBlockPipelinesPasses();
  PassPipelineRegistration<LowerToCpuOptions>(
      "qblock-to-cpu",
      "Lower tensors, quantized or not, to the LLVM dialect for a CPU",
      buildLowerToCpuPipeline);
  PassPipelineRegistration<LowerToNvvmOptions>(
      "qblock-to-nvvm",
      "Lower tensors, quantized or not, to kernels for a GPU of NVIDIA and "
      "host code that launches them",
      buildLowerToNvvmPipeline);
}
