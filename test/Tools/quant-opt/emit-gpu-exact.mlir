// A matmul that there are no kernels for is an error: a launcher could not run it.
//
// RUN: not quant-opt --emit=ptx --target-chip=sm_80 %s -o %t.ptx 2>&1 | FileCheck %s
// CHECK: emit-gpu-exact.mlir:[[@LINE+2]]:8: error: asks for exact activations, which GPU kernels round
func.func @main(%x: tensor<1x256xf32>, %w: tensor<16x256x!qblock.q4_K>, %y: tensor<1x16xf32>) -> tensor<1x16xf32> {
  %r = qblock.matmul activations<exact> ins(%x, %w : tensor<1x256xf32>, tensor<16x256x!qblock.q4_K>) outs(%y : tensor<1x16xf32>) -> tensor<1x16xf32>
  return %r : tensor<1x16xf32>
}
