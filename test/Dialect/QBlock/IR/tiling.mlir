// RUN: quant-opt %s --transform-interpreter --split-input-file --verify-diagnostics | FileCheck %s

// CHECK-LABEL: func.func @tile_n_and_k(
// CHECK-SAME: %[[X:.*]]: tensor<?x512xf32>, %[[W:.*]]: tensor<64x512x!qblock.q4_K>
// CHECK: scf.for %[[N:[^ ]+]] =
// CHECK: scf.for %[[K:[^ ]+]] =
// CHECK-DAG: tensor.extract_slice %[[X]][0, %[[K]]] [%{{.*}}, 256] [1, 1]
// CHECK-DAG: tensor.extract_slice %[[W]][%[[N]], %[[K]]] [16, 256] [1, 1]
// CHECK: qblock.matmul ins({{.*}} : tensor<?x256xf32>, tensor<16x256x!qblock.q4_K>) outs({{.*}} : tensor<?x16xf32>)
func.func @tile_n_and_k(%x: tensor<?x512xf32>, %w: tensor<64x512x!qblock.q4_K>, %y: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %0 = qblock.matmul ins(%x, %w : tensor<?x512xf32>, tensor<64x512x!qblock.q4_K>) outs(%y : tensor<?x64xf32>) -> tensor<?x64xf32>
  return %0 : tensor<?x64xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%module: !transform.any_op {transform.readonly}) {
    %matmul = transform.structured.match ops{["qblock.matmul"]} in %module : (!transform.any_op) -> !transform.any_op
    %tiled, %loops:2 = transform.structured.tile_using_for %matmul tile_sizes [0, 16, 256] : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

func.func @tile_inside_a_block(%x: tensor<4x512xf32>, %w: tensor<64x512x!qblock.q4_K>, %y: tensor<4x64xf32>) -> tensor<4x64xf32> {
  // expected-error @+3 {{expects tiles of dimension 1 of 'tensor<64x512x!qblock.q4_K>' to be constant multiples of 256 (elements per block)}}
  // expected-error @+2 {{to tile operation}}
  // expected-error @+1 {{failed to generate tiling loops}}
  %0 = qblock.matmul ins(%x, %w : tensor<4x512xf32>, tensor<64x512x!qblock.q4_K>) outs(%y : tensor<4x64xf32>) -> tensor<4x64xf32>
  return %0 : tensor<4x64xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%module: !transform.any_op {transform.readonly}) {
    %matmul = transform.structured.match ops{["qblock.matmul"]} in %module : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.tile_using_for %matmul tile_sizes [0, 0, 100] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}
