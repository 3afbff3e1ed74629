//===- Passes.td - Conversions out of the qblock dialect -*- tablegen -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_PASSES_TD
#define QBLOCK_CONVERSION_PASSES_TD

include "mlir/Pass/PassBase.td"

def ConvertQBlockToLinalg : Pass<"convert-qblock-to-linalg", "::mlir::ModuleOp"> {
  let summary = "lower blocks to bytes and the qblock ops to upstream dialects";
  let description = [{
    Turns every `tensor<...xNxKx!qblock.T>` into the i8 tensor of its bytes, in
    signatures, constants, globals, slices and control flow, and every qblock op
    into linalg, scf, arith and tensor. Nothing with a block type is left: what
    cannot be lowered is an error at its location.

    This is the lowering for every format and every target; faster ones take
    their ops away before it. A weight is decoded row by row, so it never exists
    as floats. Matmuls on weights of one type share one private function, which
    keeps compile time independent of the number of layers. `quantize` becomes a
    call of the runtime's `qblock_quantize_rows`.

    Run it on tensors, after tiling and sharding and before bufferization.
    Modules without block types and qblock ops are left alone.

    Example:

    ```mlir
    func.func @main(%x: tensor<4x256xf32>, %w: tensor<512x256x!qblock.q4_K>,
                    %y: tensor<4x512xf32>) -> tensor<4x512xf32> {
      %0 = qblock.matmul ins(%x, %w : ...) outs(%y : ...) -> tensor<4x512xf32>
      return %0 : tensor<4x512xf32>
    }
    // becomes
    func.func @main(%x: tensor<4x256xf32>, %w: tensor<512x144xi8>,
                    %y: tensor<4x512xf32>) -> tensor<4x512xf32> {
      ...
      %0 = call @qblock_matmul_q4_K_512x256(%x0, %w, %y0) : ...
      ...
    }
    ```
  }];
  let options = [
    Option<"keepsRaw", "keep-raw-matmuls", "bool", "false",
           "Make `packed_matmul`s of matmuls with `activations<q8>` on weights in ggml's "
           "order too: kernels read them (default: they decode their weights)">,
  ];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::bufferization::BufferizationDialect",
    "::mlir::cf::ControlFlowDialect", "::mlir::func::FuncDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::memref::MemRefDialect",
    "::mlir::scf::SCFDialect", "::mlir::tensor::TensorDialect"];
  let statistics = [
    Statistic<"numMatmuls", "matmuls", "Number of matmuls lowered">,
    Statistic<"numKernels", "kernels", "Number of functions they share">,
  ];
}

def ConvertQBlockToVector : Pass<"convert-qblock-to-vector", "::mlir::ModuleOp"> {
  let summary = "lower packed_matmul on buffers to kernels of a CPU target";
  let description = [{
    Each `qblock.packed_matmul` becomes a call of a private function of vector ops,
    one for each format, in which only the dot product and the lookup are
    instructions of the target. Sizes are run-time numbers to it, so the number of
    kernels does not grow with the number of layers or shapes.

    Run it after bufferization, before linalg becomes loops. Example:

    ```mlir
    qblock.packed_matmul [!qblock.q4_K<#qblock.packed>]
      ins(%x, %w : memref<?x256xf32>, memref<4x2304xi8>) outs(%y : memref<?x64xf32>)
    // becomes
    call @qblock_packed_q4_K(%x0, %w0, %y0)
      : (memref<?x?xf32, strided<[?, 1], offset: ?>>, memref<?xi8>,
         memref<?x?xf32, strided<[?, 1], offset: ?>>) -> ()
    ```
  }];
  let options = [
    Option<"target", "target", "std::string", "\"generic\"",
           "Whose instructions are used: 'host', a CPU as LLVM names it, or a target "
           "of this project; more of them, after commas, add kernels that are chosen "
           "at run time (default: generic, which any machine runs)">,
    Option<"threads", "threads", "bool", "false",
           "Split large matmuls among OpenMP's threads by a parallel loop">,
  ];
  let statistics = [
    Statistic<"numMatmuls", "matmuls", "Number of matmuls lowered">,
    Statistic<"numKernels", "kernels", "Number of functions they share">,
  ];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::func::FuncDialect",
    "::mlir::LLVM::LLVMDialect", "::mlir::math::MathDialect",
    "::mlir::memref::MemRefDialect", "::mlir::scf::SCFDialect",
    "::mlir::vector::VectorDialect"];
}

def ConvertQBlockToGPU : Pass<"convert-qblock-to-gpu", "::mlir::ModuleOp"> {
  let summary = "lower packed_matmul on buffers to launches of GPU kernels";
  let description = [{
    Each `qblock.packed_matmul` becomes launches: one that rounds x, for each format
    of activations that its weights want, and a product for each weight, of the
    kernel for as many rows of x as there are. The kernels, a few for each format, stand in `gpu.module
    @qblock_kernels`. Buffers are taken to be in the device's memory, at multiples
    of 16 bytes. Weights in ggml's order are read as they are for up to 8 rows of x,
    and packed first, into memory of their own, for more. Calls of
    `qblock_pack_rows`, which `qblock.pack` becomes, are launches too. A function that is
    marked as one that sorts rows by expert (`qblock.sorts_rows`) gets a body that lets
    the device do it; products of such rows find them there, so the host waits for nothing.

    Run it after bufferization and deallocation. Example:

    ```mlir
    qblock.packed_matmul [!qblock.q4_K<#qblock.packed>] overwrite
      ins(%x, %w : memref<1x256xf32>, memref<4x2368xi8>) outs(%y : memref<1x64xf32>)
    // becomes
    %codes = memref.alloc() : memref<256xi8>
    ...
    gpu.launch_func @qblock_kernels::@qblock_quantize_q8_K blocks in (...) threads in (...) ...
    gpu.launch_func @qblock_kernels::@qblock_gemv_q4_K_m1 blocks in (...) threads in (...) ...
    ```
  }];
  let options = [
    Option<"chip", "target-chip", "std::string", "",
           "The GPU that kernels are emitted for, as its vendor's tools name it">,
    Option<"gemm", "gemm", "std::string", "\"int8\"",
           "Arithmetic of products of many rows of x: 'int8', 'bf16' or "
           "'fastest', which chooses int8 or bf16 by format and chip">,
  ];
  let statistics = [
    Statistic<"numMatmuls", "matmuls", "Number of matmuls lowered">,
  ];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::gpu::GPUDialect",
    "::mlir::LLVM::LLVMDialect", "::mlir::memref::MemRefDialect",
    "::mlir::NVVM::NVVMDialect", "::mlir::scf::SCFDialect",
    "::mlir::vector::VectorDialect"];
}

#endif // QBLOCK_CONVERSION_PASSES_TD
