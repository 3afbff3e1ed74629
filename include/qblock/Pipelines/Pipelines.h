//===- Pipelines.h - From models to machine code ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_PIPELINES_PIPELINES_H
#define QBLOCK_PIPELINES_PIPELINES_H

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"

namespace qblock {

struct LowerToCpuOptions : public mlir::PassPipelineOptions<LowerToCpuOptions> {
  PassOptions::Option<std::string> activations{
      *this, "activations",
      llvm::cl::desc("For matmuls that do not say it: 'q8' rounds activations "
                     "to int8 as ggml does, 'exact' keeps them (default: q8)"),
      llvm::cl::init("q8")};
  PassOptions::Option<std::string> targetCpu{
      *this, "target-cpu",
      llvm::cl::desc("Whose instructions kernels use: 'host', 'generic' or a "
                     "CPU as LLVM names it; more of them, after commas, add "
                     "kernels that are chosen at run time (default: host)"),
      llvm::cl::init("host")};
  PassOptions::Option<bool> threads{
      *this, "threads",
      llvm::cl::desc(
          "Split large matmuls among OpenMP's threads; the code then "
          "needs an OpenMP library (default: false)"),
      llvm::cl::init(false)};
  PassOptions::Option<bool> profile{
      *this, "profile",
      llvm::cl::desc("Measure the time of each kernel; needs the runtime's "
                     "functions (default: false)"),
      llvm::cl::init(false)};
  PassOptions::Option<bool> packArguments{
      *this, "pack-arguments",
      llvm::cl::desc("Let arguments of public functions be packed by the "
                     "caller (default: false, they are packed at each call)"),
      llvm::cl::init(false)};
  PassOptions::Option<bool> remarks{
      *this, "remarks",
      llvm::cl::desc("Tell the layout of each matmul's weight, and why "
                     "(default: false)"),
      llvm::cl::init(false)};
  PassOptions::Option<bool> reassociate{
      *this, "reassociate",
      llvm::cl::desc("Let sums be added in any order (default: true)"),
      llvm::cl::init(true)};
};

/// Lowers a module of tensors, quantized or not, to the LLVM dialect. Matmuls
/// on blocks become kernels that read packed weights; nothing builds the float
/// weight. Assertions become calls of `qblock_runtime_fail(const char *)`,
/// which must not return. What cannot be lowered is an error, or is left in the
/// module if it is unknown.
void buildLowerToCpuPipeline(mlir::OpPassManager &pm,
                             const LowerToCpuOptions &options);

/// The last part of it: lowers functions on buffers and vectors, without
/// tensors or blocks, to the LLVM dialect.
void buildLowerBuffersToLLVMPipeline(mlir::OpPassManager &pm,
                                     const LowerToCpuOptions &options);

/// What kernels become: text that the driver assembles, machine code of one
/// chip, or both in one file.
inline constexpr llvm::StringLiteral kGpuAssembly = "ptx";
inline constexpr llvm::StringLiteral kGpuMachineCode = "cubin";
inline constexpr llvm::StringLiteral kGpuFatBinary = "fatbin";

struct LowerToNvvmOptions
    : public mlir::PassPipelineOptions<LowerToNvvmOptions> {
  PassOptions::ListOption<std::string> targetChips{
      *this, "target-chip",
      llvm::cl::desc(
          "The GPU that kernels are for: sm_80, ...; for several, the "
          "device's is chosen at run time")};
  PassOptions::Option<std::string> format{
      *this, "format",
      llvm::cl::desc("What kernels become: 'ptx', 'cubin' or 'fatbin' "
                     "(default: ptx, which needs no CUDA toolkit)"),
      llvm::cl::init("ptx")};
  PassOptions::Option<std::string> activations{
      *this, "activations",
      llvm::cl::desc("For matmuls that do not say it: 'q8' rounds activations "
                     "to int8 as ggml does, 'exact' keeps them, which is slow "
                     "(default: q8)"),
      llvm::cl::init("q8")};
  PassOptions::Option<std::string> gemm{
      *this, "gemm",
      llvm::cl::desc("Arithmetic of products of many rows: 'int8' as of few, "
                     "'bf16', or 'fastest' of int8 and bf16 by format "
                     "and chip (default: int8)"),
      llvm::cl::init("int8")};
  PassOptions::Option<bool> packArguments{
      *this, "pack-arguments",
      llvm::cl::desc("Let arguments of public functions be packed by the "
                     "caller, who has '@f_pack_weights' for those of '@f' "
                     "(default: false, they are packed at each call)"),
      llvm::cl::init(false)};
  PassOptions::Option<bool> rawWeights{
      *this, "raw-weights",
      llvm::cl::desc("Let kernels read weights in ggml's order (default: "
                     "false, they are packed)"),
      llvm::cl::init(false)};
  PassOptions::Option<bool> remarks{
      *this, "remarks",
      llvm::cl::desc("Tell the layout of each matmul's weight, and why "
                     "(default: false)"),
      llvm::cl::init(false)};
};

/// Lowers a module of tensors, quantized or not, to host code in the LLVM
/// dialect that calls the functions of qblock/Runtime/DeviceFunctions.h, with
/// kernels for a GPU among its constants. All buffers are in the device's
/// memory, the arguments and results of functions included. The context must
/// have the target's interfaces (`registerAllDialects`).
void buildLowerToNvvmPipeline(mlir::OpPassManager &pm,
                              const LowerToNvvmOptions &options);

/// The part of it that depends on the chip: functions on buffers launch
/// kernels, which are code for `chip` in one of the formats above, with `gemm`
/// as in the options. Unknown chips are told when it runs.
void buildLowerForChipPipeline(mlir::OpPassManager &pm, llvm::StringRef chip,
                               llvm::StringRef format, llvm::StringRef gemm);

/// Registers the passes of this folder and the pipelines by name
/// (`qblock-to-cpu`, `qblock-to-nvvm`).
void registerQBlockPipelines();

} // namespace qblock

#endif // QBLOCK_PIPELINES_PIPELINES_H
