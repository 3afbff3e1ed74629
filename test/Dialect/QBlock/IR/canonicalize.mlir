// RUN: quant-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: @storage_of_storage
// CHECK-SAME: %[[B:.*]]: tensor<64x144xi8>
func.func @storage_of_storage(%b: tensor<64x144xi8>) -> tensor<64x144xi8> {
  // CHECK-NEXT: return %[[B]]
  %w = qblock.from_storage %b : tensor<64x144xi8> to tensor<64x256x!qblock.q4_K>
  %s = qblock.to_storage %w : tensor<64x256x!qblock.q4_K> to tensor<64x144xi8>
  return %s : tensor<64x144xi8>
}

// CHECK-LABEL: @blocks_of_blocks
// CHECK-SAME: %[[W:.*]]: tensor<64x256x!qblock.q4_K>
func.func @blocks_of_blocks(%w: tensor<64x256x!qblock.q4_K>) -> tensor<64x256x!qblock.q4_K> {
  // CHECK-NEXT: return %[[W]]
  %s = qblock.to_storage %w : tensor<64x256x!qblock.q4_K> to tensor<64x144xi8>
  %v = qblock.from_storage %s : tensor<64x144xi8> to tensor<64x256x!qblock.q4_K>
  return %v : tensor<64x256x!qblock.q4_K>
}

// Bytes of one format are not blocks of another.
// CHECK-LABEL: @keeps_change_of_format
func.func @keeps_change_of_format(%w: tensor<1x32x!qblock.q4_0>) -> tensor<1x32x!qblock.iq4_nl> {
  // CHECK: qblock.to_storage
  // CHECK: qblock.from_storage
  %s = qblock.to_storage %w : tensor<1x32x!qblock.q4_0> to tensor<1x18xi8>
  %v = qblock.from_storage %s : tensor<1x18xi8> to tensor<1x32x!qblock.iq4_nl>
  return %v : tensor<1x32x!qblock.iq4_nl>
}

// The same resource under another type: nothing is copied.
// CHECK-LABEL: @storage_of_constant
func.func @storage_of_constant() -> (tensor<1x34xi8>, tensor<1x32x!qblock.q8_0>) {
  // CHECK-DAG: arith.constant dense_resource<w> : tensor<1x34xi8>
  // CHECK-DAG: arith.constant dense_resource<w> : tensor<1x32x!qblock.q8_0>
  // CHECK-NOT: _storage
  %w = arith.constant dense_resource<w> : tensor<1x32x!qblock.q8_0>
  %b = arith.constant dense_resource<w> : tensor<1x34xi8>
  %s = qblock.to_storage %w : tensor<1x32x!qblock.q8_0> to tensor<1x34xi8>
  %v = qblock.from_storage %b : tensor<1x34xi8> to tensor<1x32x!qblock.q8_0>
  return %s, %v : tensor<1x34xi8>, tensor<1x32x!qblock.q8_0>
}

// A resource of the wrong size stays visible.
// CHECK-LABEL: @keeps_storage_of_short_constant
func.func @keeps_storage_of_short_constant() -> tensor<1x34xi8> {
  // CHECK: qblock.to_storage
  %w = arith.constant dense_resource<short> : tensor<1x32x!qblock.q8_0>
  %s = qblock.to_storage %w : tensor<1x32x!qblock.q8_0> to tensor<1x34xi8>
  return %s : tensor<1x34xi8>
}

// CHECK-LABEL: @folds_casts_into_matmul
func.func @folds_casts_into_matmul(%x: tensor<4x32xf32>, %w: tensor<8x32x!qblock.q8_0>, %y: tensor<4x8xf32>) -> tensor<?x8xf32> {
  // CHECK: %[[R:.*]] = qblock.matmul ins(%{{.*}}, %{{.*}} : tensor<4x32xf32>, tensor<8x32x!qblock.q8_0>) outs(%{{.*}} : tensor<4x8xf32>) -> tensor<4x8xf32>
  // CHECK: tensor.cast %[[R]]
  %xd = tensor.cast %x : tensor<4x32xf32> to tensor<?x32xf32>
  %yd = tensor.cast %y : tensor<4x8xf32> to tensor<?x8xf32>
  %0 = qblock.matmul ins(%xd, %w : tensor<?x32xf32>, tensor<8x32x!qblock.q8_0>) outs(%yd : tensor<?x8xf32>) -> tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}

// CHECK-LABEL: @dimension_of_result
// CHECK-SAME: %{{.*}}: tensor<?x32xf32>, %{{.*}}: tensor<8x32x!qblock.q8_0>, %[[Y:.*]]: tensor<?x8xf32>
func.func @dimension_of_result(%x: tensor<?x32xf32>, %w: tensor<8x32x!qblock.q8_0>, %y: tensor<?x8xf32>) -> index {
  // CHECK-NOT: qblock.matmul
  // CHECK: tensor.dim %[[Y]]
  %c0 = arith.constant 0 : index
  %0 = qblock.matmul ins(%x, %w : tensor<?x32xf32>, tensor<8x32x!qblock.q8_0>) outs(%y : tensor<?x8xf32>) -> tensor<?x8xf32>
  %d = tensor.dim %0, %c0 : tensor<?x8xf32>
  return %d : index
}

{-#
  dialect_resources: {
    builtin: {
      w: "0x01000000003c000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
      short: "0x01000000003c00"
    }
  }
#-}

// CHECK-LABEL: func.func @packed_and_back
// CHECK-SAME: (%[[W:.*]]: tensor<16x32x!qblock.q8_0>)
// CHECK-NEXT: return %[[W]]
func.func @packed_and_back(%w: tensor<16x32x!qblock.q8_0>) -> tensor<16x32x!qblock.q8_0> {
  %p = qblock.pack %w : tensor<16x32x!qblock.q8_0> to tensor<16x32x!qblock.q8_0<#qblock.packed>>
  %u = qblock.unpack %p : tensor<16x32x!qblock.q8_0<#qblock.packed>> to tensor<16x32x!qblock.q8_0>
  return %u : tensor<16x32x!qblock.q8_0>
}
