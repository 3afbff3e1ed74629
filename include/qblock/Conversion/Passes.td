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

#endif // QBLOCK_CONVERSION_PASSES_TD
