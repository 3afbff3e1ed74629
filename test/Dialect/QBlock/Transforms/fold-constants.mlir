// RUN: quant-opt %s --qblock-fold-constants | FileCheck %s

// Equal constants share a resource.
// CHECK-LABEL: @constants
func.func @constants(%x: tensor<1x32xf32>) -> (tensor<1x32x!qblock.q8_0>, tensor<1x32x!qblock.q8_0>, tensor<1x32x!qblock.q8_0>) {
  // CHECK: arith.constant dense_resource<[[KEY:.*]]> : tensor<1x32x!qblock.q8_0>
  // CHECK: arith.constant dense_resource<[[KEY]]> : tensor<1x32x!qblock.q8_0>
  // CHECK: qblock.quantize ins(%{{.*}} : tensor<1x32xf32>)
  %e = tensor.empty() : tensor<1x32x!qblock.q8_0>
  %c = arith.constant dense<1.0> : tensor<1x32xf32>
  %0 = qblock.quantize ins(%c : tensor<1x32xf32>) outs(%e : tensor<1x32x!qblock.q8_0>) -> tensor<1x32x!qblock.q8_0>
  %1 = qblock.quantize ins(%c : tensor<1x32xf32>) outs(%e : tensor<1x32x!qblock.q8_0>) -> tensor<1x32x!qblock.q8_0>
  %2 = qblock.quantize ins(%x : tensor<1x32xf32>) outs(%e : tensor<1x32x!qblock.q8_0>) -> tensor<1x32x!qblock.q8_0>
  return %0, %1, %2 : tensor<1x32x!qblock.q8_0>, tensor<1x32x!qblock.q8_0>, tensor<1x32x!qblock.q8_0>
}
// CHECK: [[KEY]]: "0x{{[0-9A-F]*0820(7F){32}"}}
