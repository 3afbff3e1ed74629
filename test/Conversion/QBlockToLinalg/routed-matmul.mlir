// RUN: quant-opt %s --split-input-file --convert-qblock-to-linalg | FileCheck %s

// Layers that read the same numbers, in whatever shape, sort them once.
// CHECK-LABEL: func.func @sorts_once
// CHECK: %[[SORTED:.*]]:2 = call @qblock_sort_ids_i64(
// CHECK: %[[ORDER:.*]] = tensor.cast %[[SORTED]]#0 : tensor<?xindex> to tensor<8xindex>
// CHECK: %[[STARTS:.*]] = tensor.cast %[[SORTED]]#1 : tensor<?xindex> to tensor<9xindex>
// CHECK: %[[H:.*]] = qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] overwrite ins({{.*}}) routed(%[[ORDER]], %[[STARTS]] : tensor<8xindex>, tensor<9xindex>) outs({{.*}} : tensor<8x32xf32>)
// CHECK-NOT: call @qblock_sort_ids
// CHECK: qblock.packed_matmul {{.*}}ins(%[[H]], %{{.*}}) routed(%[[ORDER]], %[[STARTS]] :
// CHECK: func.func private @qblock_sort_ids_i64(%[[IDS:.*]]: tensor<?xi64>, %{{.*}}: tensor<?xindex>, %{{.*}}: tensor<?xindex>)
// CHECK: tensor.extract %[[IDS]]
// CHECK: cf.assert {{.*}} "id out of range: expects a matrix of the stack"
func.func @sorts_once(%x: tensor<4x64xf32>, %w: tensor<256x64x!qblock.q8_0<#qblock.packed>>, %v: tensor<256x32x!qblock.q8_0<#qblock.packed>>, %ids: tensor<4x2xi64>, %y: tensor<8x32xf32>) -> tensor<8x32xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x32xf32>
  %i = linalg.fill ins(%zero : f32) outs(%e : tensor<8x32xf32>) -> tensor<8x32xf32>
  %a = tensor.collapse_shape %ids [[0, 1]] : tensor<4x2xi64> into tensor<8xi64>
  %h = qblock.routed_matmul activations<q8> ins(%x, %w, %a : tensor<4x64xf32>, tensor<256x64x!qblock.q8_0<#qblock.packed>>, tensor<8xi64>) outs(%i : tensor<8x32xf32>) -> tensor<8x32xf32>
  %b = tensor.collapse_shape %ids [[0, 1]] : tensor<4x2xi64> into tensor<8xi64>
  %r = qblock.routed_matmul activations<q8> ins(%h, %v, %b : tensor<8x32xf32>, tensor<256x32x!qblock.q8_0<#qblock.packed>>, tensor<8xi64>) outs(%y : tensor<8x32xf32>) -> tensor<8x32xf32>
  return %r : tensor<8x32xf32>
}

// -----

// Without a packed weight, each matrix that has rows multiplies these.
// CHECK-LABEL: func.func @a_matmul_for_each_matrix
// CHECK-SAME: %[[X:[^:]*]]: tensor<4x64xf32>, %[[W:[^:]*]]: tensor<40x68xi8>
// CHECK: %[[SORTED:.*]]:2 = call @qblock_sort_ids_i32(
// CHECK: scf.for %[[E:.*]] =
// CHECK: %[[COUNT:.*]] = arith.subi
// CHECK: scf.if
// CHECK: else
// CHECK: %[[ROWS:.*]] = tensor.extract_slice %[[W]][%{{.*}}, 0] [5, 68] [1, 1]
// CHECK: tensor.empty(%[[COUNT]]) : tensor<?x64xf32>
// CHECK: tensor.extract_slice %[[X]][%{{.*}}, 0] [1, 64] [1, 1]
// CHECK: call @qblock_matmul_q8_0_5x64(
// CHECK: tensor.insert_slice
// CHECK-NOT: qblock.routed_matmul
func.func @a_matmul_for_each_matrix(%x: tensor<4x64xf32>, %w: tensor<40x64x!qblock.q8_0>, %ids: tensor<8xi32>, %y: tensor<8x5xf32>) -> tensor<8x5xf32> {
  %r = qblock.routed_matmul activations<exact> ins(%x, %w, %ids : tensor<4x64xf32>, tensor<40x64x!qblock.q8_0>, tensor<8xi32>) outs(%y : tensor<8x5xf32>) -> tensor<8x5xf32>
  return %r : tensor<8x5xf32>
}
