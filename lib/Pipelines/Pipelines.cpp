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
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Dialect/SCF/Transforms/Passes.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"
#include "qblock/Conversion/Passes.h"
#include "qblock/Dialect/QBlock/Transforms/Passes.h"
#include "qblock/Pipelines/Passes.h"

using namespace mlir;

/// Tensors: fewer ops, in loop orders that vectorize.
static void addTensorPasses(OpPassManager &pm,
                            const qblock::LowerToCpuOptions &options) {
  pm.addPass(qblock::createExportFunctions());
  qblock::PackWeightsOptions pack;
  pack.activations = options.activations;
  pack.packArguments = options.packArguments;
  pack.remarks = options.remarks;
  pm.addPass(qblock::createPackWeights(pack));
  // What is constant is quantized and packed now, and not at each call.
  pm.addPass(qblock::createFoldConstants());
  // Blocks become bytes first: what follows knows no block types.
  pm.addPass(qblock::createConvertQBlockToLinalg());
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
  loops.reassociate = options.reassociate;
  pm.addPass(qblock::createOrderLoops(loops));
  pm.addPass(createCSEPass());
  // Needs the flags that the pass above sets. Fusion makes a copy of an op for
  // each of its readers, which are one again after CSE.
  pm.addPass(qblock::createTileAttention());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}

static void addBufferPasses(OpPassManager &pm,
                            const qblock::LowerToCpuOptions &options) {
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
  // bf16 arithmetic is done in f32 and rounded by integer operations: not every
  // host has it, nor the library functions that LLVM would call instead.
  arith::ArithEmulateUnsupportedFloatsOptions emulate;
  emulate.sourceTypeStrs = {"bf16"};
  emulate.targetTypeStr = "f32";
  pm.addNestedPass<func::FuncOp>(
      arith::createArithEmulateUnsupportedFloats(emulate));
  pm.addNestedPass<func::FuncOp>(qblock::createExpandMath());
  if (options.threads)
    pm.addPass(createConvertSCFToOpenMPPass());
  pm.addPass(createSCFToControlFlowPass());
  // Needs branches to exist, and must come before upstream's abort().
  pm.addPass(qblock::createLowerAsserts());
}

static void addLLVMPasses(OpPassManager &pm,
                          const qblock::LowerToCpuOptions &options) {
  pm.addPass(createConvertVectorToLLVMPass());
  // Its regions convert with it, so it comes before what it contains.
  if (options.threads)
    pm.addPass(createConvertOpenMPToLLVMPass());
  // What LLVM has an intrinsic for goes there, the rest to libm.
  pm.addPass(createConvertMathToLLVMPass());
  pm.addPass(createConvertMathToLibmPass());
  pm.addPass(createFinalizeMemRefToLLVMConversionPass());
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
  addTensorPasses(pm, options);
  addBufferPasses(pm, options);
  buildLowerBuffersToLLVMPipeline(pm, options);
}

void qblock::buildLowerBuffersToLLVMPipeline(OpPassManager &pm,
                                             const LowerToCpuOptions &options) {
  addLoopPasses(pm, options);
  addLLVMPasses(pm, options);
}

void qblock::registerQBlockPipelines() {
  registerQBlockPipelinesPasses();
  PassPipelineRegistration<LowerToCpuOptions>(
      "qblock-to-cpu",
      "Lower tensors, quantized or not, to the LLVM dialect for a CPU",
      buildLowerToCpuPipeline);
}
