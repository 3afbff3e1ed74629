// RUN: quant-opt %s --convert-qblock-to-linalg | FileCheck %s

// The resource keeps its key and its bytes.
// CHECK-LABEL: func.func @retypes_resource(
// CHECK: arith.constant dense_resource<w> : tensor<1x18xi8>
func.func @retypes_resource() -> tensor<1x32x!qblock.q4_0> {
  %w = arith.constant dense_resource<w> : tensor<1x32x!qblock.q4_0>
  return %w : tensor<1x32x!qblock.q4_0>
}

// CHECK-LABEL: func.func @storage_ops_vanish(
// CHECK-SAME: %[[B:.*]]: tensor<4x18xi8>
// CHECK-NEXT: return %[[B]]
func.func @storage_ops_vanish(%b: tensor<4x18xi8>) -> tensor<4x18xi8> {
  %0 = qblock.from_storage %b : tensor<4x18xi8> to tensor<4x32x!qblock.q4_0>
  %1 = qblock.to_storage %0 : tensor<4x32x!qblock.q4_0> to tensor<4x18xi8>
  return %1 : tensor<4x18xi8>
}

// CHECK: w: "0x01000000000102030405060708090A0B0C0D0E0F1011"
{-#
  dialect_resources: {
    builtin: {
      w: "0x01000000000102030405060708090A0B0C0D0E0F1011"
    }
  }
#-}
