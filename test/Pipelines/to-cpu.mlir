// RUN: quant-opt %s --qblock-to-cpu | FileCheck %s

// The whole way: only the LLVM dialect is left.
// CHECK-NOT: {{(qblock|linalg|arith|memref|func|cf|scf)\.[a-z_]+[ (]}}
// CHECK: llvm.func @main
func.func @main(%x: tensor<?x256xf32>, %w: tensor<64x256x!qblock.q4_K>, %i: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %0 = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<64x256x!qblock.q4_K>) outs(%i : tensor<?x64xf32>) -> tensor<?x64xf32>
  return %0 : tensor<?x64xf32>
}

// A constant is quantized by the compiler, not at each call.
// CHECK-LABEL: llvm.func @constant
// CHECK-NOT: qblock_quantize_rows
func.func @constant(%x: tensor<1x32xf32>, %i: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %c = arith.constant dense<1.0> : tensor<1x32xf32>
  %e = tensor.empty() : tensor<1x32x!qblock.q8_0>
  %w = qblock.quantize ins(%c : tensor<1x32xf32>) outs(%e : tensor<1x32x!qblock.q8_0>) -> tensor<1x32x!qblock.q8_0>
  %0 = qblock.matmul ins(%x, %w : tensor<1x32xf32>, tensor<1x32x!qblock.q8_0>) outs(%i : tensor<1x1xf32>) -> tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}
