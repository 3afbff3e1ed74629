// RUN: quant-opt %s --one-shot-bufferize="bufferize-function-boundaries function-boundary-type-conversion=identity-layout-map" | FileCheck %s

// CHECK-LABEL: func.func @matmul_in_place(
// CHECK-SAME: %[[X:.*]]: memref<4x64xf32>, %[[W:.*]]: memref<8x64x!qblock.q4_0>, %[[Y:.*]]: memref<4x8xf32>)
// CHECK-NEXT: qblock.matmul ins(%[[X]], %[[W]] : memref<4x64xf32>, memref<8x64x!qblock.q4_0>) outs(%[[Y]] : memref<4x8xf32>)
// CHECK-NEXT: return %[[Y]]
func.func @matmul_in_place(%x: tensor<4x64xf32>, %w: tensor<8x64x!qblock.q4_0>, %y: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = qblock.matmul ins(%x, %w : tensor<4x64xf32>, tensor<8x64x!qblock.q4_0>) outs(%y : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// A matmul adds to its init, so the copy must have the init's values.
// CHECK-LABEL: func.func @matmul_keeps_used_init(
// CHECK-SAME: %{{.*}}, %{{.*}}, %[[Y:.*]]: memref<4x8xf32>)
// CHECK: %[[COPY:.*]] = memref.alloc() {{.*}} : memref<4x8xf32>
// CHECK: memref.copy %[[Y]], %[[COPY]]
// CHECK: qblock.matmul {{.*}} outs(%[[COPY]] : memref<4x8xf32>)
func.func @matmul_keeps_used_init(%x: tensor<4x64xf32>, %w: tensor<8x64x!qblock.q4_0>, %y: tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4x8xf32>) {
  %0 = qblock.matmul ins(%x, %w : tensor<4x64xf32>, tensor<8x64x!qblock.q4_0>) outs(%y : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0, %y : tensor<4x8xf32>, tensor<4x8xf32>
}

// CHECK-LABEL: func.func @routed_matmul_in_place(
// CHECK-SAME: %{{.*}}, %{{.*}}, %[[IDS:.*]]: memref<8xi64>, %[[Y:.*]]: memref<8x4xf32>)
// CHECK-NEXT: qblock.routed_matmul ins(%{{.*}}, %{{.*}}, %[[IDS]] : memref<4x64xf32>, memref<8x64x!qblock.q4_0>, memref<8xi64>) outs(%[[Y]] : memref<8x4xf32>)
// CHECK-NEXT: return %[[Y]]
func.func @routed_matmul_in_place(%x: tensor<4x64xf32>, %w: tensor<8x64x!qblock.q4_0>, %ids: tensor<8xi64>, %y: tensor<8x4xf32>) -> tensor<8x4xf32> {
  %0 = qblock.routed_matmul ins(%x, %w, %ids : tensor<4x64xf32>, tensor<8x64x!qblock.q4_0>, tensor<8xi64>) outs(%y : tensor<8x4xf32>) -> tensor<8x4xf32>
  return %0 : tensor<8x4xf32>
}

// The others overwrite their init: no values are copied.
// CHECK-LABEL: func.func @overwritten_init_is_not_copied(
// CHECK: %[[NEW:.*]] = memref.alloc()
// CHECK-NOT: memref.copy
// CHECK: qblock.dequantize ins(%{{.*}} : memref<4x32x!qblock.q4_0>) outs(%[[NEW]] : memref<4x32xf32>)
func.func @overwritten_init_is_not_copied(%w: tensor<4x32x!qblock.q4_0>, %init: tensor<4x32xf32>) -> (tensor<4x32xf32>, tensor<4x32xf32>) {
  %0 = qblock.dequantize ins(%w : tensor<4x32x!qblock.q4_0>) outs(%init : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %0, %init : tensor<4x32xf32>, tensor<4x32xf32>
}

// CHECK-LABEL: func.func @quantize_and_gather(
// CHECK: qblock.quantize ins(%{{.*}} : memref<8x32xf32>) outs(%[[W:.*]] : memref<8x32x!qblock.q8_0>)
// CHECK: qblock.gather_rows ins(%[[W]], %{{.*}} : memref<8x32x!qblock.q8_0>, memref<3xi64>)
func.func @quantize_and_gather(%f: tensor<8x32xf32>, %ids: tensor<3xi64>) -> tensor<3x32xf32> {
  %e = tensor.empty() : tensor<8x32x!qblock.q8_0>
  %w = qblock.quantize ins(%f : tensor<8x32xf32>) outs(%e : tensor<8x32x!qblock.q8_0>) -> tensor<8x32x!qblock.q8_0>
  %init = tensor.empty() : tensor<3x32xf32>
  %0 = qblock.gather_rows ins(%w, %ids : tensor<8x32x!qblock.q8_0>, tensor<3xi64>) outs(%init : tensor<3x32xf32>) -> tensor<3x32xf32>
  return %0 : tensor<3x32xf32>
}

// CHECK-LABEL: func.func @packed_matmul_in_place(
// CHECK-SAME: %[[X:.*]]: memref<4x32xf32>, %[[W:.*]]: memref<1x544xi8>, %[[Y:.*]]: memref<4x16xf32>)
// CHECK-NEXT: qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%[[X]], %[[W]] : {{.*}}) outs(%[[Y]] : memref<4x16xf32>)
// CHECK-NEXT: return %[[Y]]
func.func @packed_matmul_in_place(%x: tensor<4x32xf32>, %w: tensor<1x544xi8>, %y: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %0 = qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] ins(%x, %w : tensor<4x32xf32>, tensor<1x544xi8>) outs(%y : tensor<4x16xf32>) -> tensor<4x16xf32>
  return %0 : tensor<4x16xf32>
}

// What an op overwrites need not be copied, nor filled.
// CHECK-LABEL: func.func @packed_matmul_overwrites(
// CHECK-SAME: %[[X:[^:]*]]: memref<4x32xf32>, %[[W:[^:]*]]: memref<1x544xi8>
// CHECK-DAG: %[[Y:.*]] = memref.alloc() {{.*}} : memref<4x16xf32>
// CHECK-DAG: %[[Z:.*]] = memref.alloc() {{.*}} : memref<4x16xf32>
// CHECK-NOT: memref.copy
// CHECK: qblock.packed_matmul [!qblock.q8_0<#qblock.packed>, !qblock.q8_0<#qblock.packed>] overwrite ins(%[[X]], %[[W]], %[[W]] : {{.*}}) outs(%[[Y]], %[[Z]] : memref<4x16xf32>, memref<4x16xf32>)
// CHECK-NOT: memref.copy
// CHECK: return %[[Y]], %[[Z]]
func.func @packed_matmul_overwrites(%x: tensor<4x32xf32>, %w: tensor<1x544xi8>) -> (tensor<4x16xf32>, tensor<4x16xf32>) {
  %y = tensor.empty() : tensor<4x16xf32>
  %0:2 = qblock.packed_matmul [!qblock.q8_0<#qblock.packed>, !qblock.q8_0<#qblock.packed>] overwrite ins(%x, %w, %w : tensor<4x32xf32>, tensor<1x544xi8>, tensor<1x544xi8>) outs(%y, %y : tensor<4x16xf32>, tensor<4x16xf32>) -> tensor<4x16xf32>, tensor<4x16xf32>
  return %0#0, %0#1 : tensor<4x16xf32>, tensor<4x16xf32>
}
