// Infinite and NaN weights are an error, but can be let through.
// RUN: not quant-opt %s --quantize-scheme=q8_0 2>&1 | FileCheck %s --check-prefix=REFUSED
// RUN: quant-opt %s --quantize-scheme=q8_0 --allow-non-finite | FileCheck %s

// REFUSED: error: {{.*}}weight is nan at row 0, column 0
// CHECK: dense_resource<blk.0.ffn_up.weight> : tensor<2x32x!qblock.q8_0>
func.func @main(%x: tensor<4x32xf32>, %i: tensor<4x2xf32>) -> tensor<4x2xf32> {
  %w = arith.constant dense<0x7FC00000> : tensor<32x2xf32> loc("blk.0.ffn_up.weight")
  %y = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x2xf32>) outs(%i : tensor<4x2xf32>) -> tensor<4x2xf32>
  return %y : tensor<4x2xf32>
}
