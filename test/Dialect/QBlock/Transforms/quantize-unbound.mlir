// RUN: quant-opt %s --quantize-scheme=q8_0 --weights=%S/../../../Tools/quant-run/Inputs/weights.safetensors 2>&1 | FileCheck %s

// A file of weights without a map, and no place has the name of a tensor.
// CHECK: warning: nothing in the module is bound to a tensor of {{.*}}weights.safetensors; a weight map says which is which
// CHECK: tensor<2x32x!qblock.q8_0>
func.func @main(%x: tensor<1x32xf32>, %w: tensor<32x2xf32> {qblock.role = "attn_q", qblock.layer = 0 : i64}, %i: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %0 = linalg.matmul ins(%x, %w : tensor<1x32xf32>, tensor<32x2xf32>) outs(%i : tensor<1x2xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}
