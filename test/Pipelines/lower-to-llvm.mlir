// RUN: quant-opt %s --qblock-lower-to-llvm | FileCheck %s

// The whole way: only the LLVM dialect is left.
// CHECK-NOT: {{(qblock|linalg|arith|memref|func|cf|scf)\.[a-z_]+[ (]}}
// CHECK: llvm.func @main
func.func @main(%x: tensor<?x256xf32>, %w: tensor<64x256x!qblock.q4_K>, %i: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %0 = qblock.matmul ins(%x, %w : tensor<?x256xf32>, tensor<64x256x!qblock.q4_K>) outs(%i : tensor<?x64xf32>) -> tensor<?x64xf32>
  return %0 : tensor<?x64xf32>
}
