// RUN: quant-opt %s --convert-qblock-to-linalg | FileCheck %s

// CHECK: #extern = #ml_program.extern : tensor<4x18xi8>
// CHECK: ml_program.global private @value(dense_resource<w> : tensor<1x18xi8>) : tensor<1x18xi8>
ml_program.global private @value(dense_resource<w> : tensor<1x32x!qblock.q4_0>) : tensor<1x32x!qblock.q4_0>
// CHECK: ml_program.global private mutable @external(#extern) : tensor<4x18xi8>
ml_program.global private mutable @external(#ml_program.extern : tensor<4x32x!qblock.q4_0>) : tensor<4x32x!qblock.q4_0>

// CHECK-LABEL: func.func @loads_and_stores(
// CHECK: ml_program.global_load_const @value : tensor<1x18xi8>
// CHECK: %[[W:.*]] = ml_program.global_load @external : tensor<4x18xi8>
// CHECK: ml_program.global_store @external = %[[W]] : tensor<4x18xi8>
func.func @loads_and_stores() -> tensor<1x32x!qblock.q4_0> {
  %0 = ml_program.global_load_const @value : tensor<1x32x!qblock.q4_0>
  %1 = ml_program.global_load @external : tensor<4x32x!qblock.q4_0>
  ml_program.global_store @external = %1 : tensor<4x32x!qblock.q4_0>
  return %0 : tensor<1x32x!qblock.q4_0>
}

{-#
  dialect_resources: {
    builtin: {
      w: "0x01000000000102030405060708090A0B0C0D0E0F1011"
    }
  }
#-}
