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

// A global that never changes is as good as a constant.
// CHECK-LABEL: @packs
// CHECK: %[[V:.*]] = ml_program.global_load @changes
// CHECK: arith.constant dense_resource<[[PACKED:qblock.*]]> : tensor<1x32x!qblock.q8_0<#qblock.packed>>
// CHECK: arith.constant dense_resource<[[PACKED]]> : tensor<1x32x!qblock.q8_0<#qblock.packed>>
// CHECK-NEXT: qblock.pack %[[V]]
ml_program.global private @never(dense_resource<w> : tensor<1x32x!qblock.q8_0>) : tensor<1x32x!qblock.q8_0>
ml_program.global private mutable @changes(dense_resource<w> : tensor<1x32x!qblock.q8_0>) : tensor<1x32x!qblock.q8_0>
!p = tensor<1x32x!qblock.q8_0<#qblock.packed>>
func.func @packs() -> (!p, !p, !p) {
  %c = arith.constant dense_resource<w> : tensor<1x32x!qblock.q8_0>
  %g = ml_program.global_load_const @never : tensor<1x32x!qblock.q8_0>
  %v = ml_program.global_load @changes : tensor<1x32x!qblock.q8_0>
  %0 = qblock.pack %c : tensor<1x32x!qblock.q8_0> to !p
  %1 = qblock.pack %g : tensor<1x32x!qblock.q8_0> to !p
  %2 = qblock.pack %v : tensor<1x32x!qblock.q8_0> to !p
  return %0, %1, %2 : !p, !p, !p
}

// CHECK: [[KEY]]: "0x{{[0-9A-F]*0820(7F){32}"}}

{-#
  dialect_resources: {
    builtin: {
      w: "0x01000000003c000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
    }
  }
#-}
