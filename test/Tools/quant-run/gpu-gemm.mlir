// Many rows are multiplied as --gpu-gemm says.
//
// REQUIRES: numpy
// DEFINE: %{gemm} =
// DEFINE: %{run} = env QBLOCK_MOCK_COUNTERS=%t quant-run --device=emulate --target-chip=sm_90 --gpu-gemm=%{gemm} %s
// RUN: rm -f %t
// REDEFINE: %{gemm} = int8
// RUN: %{run} | FileCheck %s
// REDEFINE: %{gemm} = bf16
// RUN: %{run} | FileCheck %s
// REDEFINE: %{gemm} = fastest
// RUN: %{run} | FileCheck %s
// RUN: FileCheck %s --check-prefix=KERNELS < %t
// REDEFINE: %{gemm} = f8
// RUN: not %{run} 2>&1 | FileCheck %s --check-prefix=F8
// RUN: not quant-run --gpu-gemm=bf16 %s 2>&1 | FileCheck %s --check-prefix=CPU
//
// CHECK: result #0: tensor<65x16xf32> min 203{{[0-9.]*}} max 203
// KERNELS: "qblock_gemm_q8_0_m128"
// KERNELS: "qblock_gemm_q8_0_bf16"
// KERNELS: "qblock_gemm_q8_0_bf16"
// F8: error: unknown arithmetic 'f8' of products of many rows, expects 'int8', 'bf16' or 'fastest'
// CPU: quant-run: error: --gpu-gemm needs --device=cuda or --device=emulate
func.func @main() -> tensor<65x16xf32> {
  %x = arith.constant dense<1.0> : tensor<65x32xf32>
  %zero = arith.constant dense<0.0> : tensor<65x16xf32>
  // Of each block, the scale in binary16 (0x3c3c) and all codes.
  %bytes = arith.constant dense<60> : tensor<16x34xi8>
  %w = qblock.from_storage %bytes : tensor<16x34xi8> to tensor<16x32x!qblock.q8_0>
  %y = qblock.matmul ins(%x, %w : tensor<65x32xf32>, tensor<16x32x!qblock.q8_0>) outs(%zero : tensor<65x16xf32>) -> tensor<65x16xf32>
  return %y : tensor<65x16xf32>
}
