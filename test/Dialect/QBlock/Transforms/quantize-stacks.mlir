// Weights of which a loop, a slice or a number tells the part that is read.
// RUN: quant-opt %s --split-input-file --quantize-scheme=q8_0 --verify-diagnostics | FileCheck %s

// CHECK-LABEL: func.func @loops_over_layers
// CHECK-SAME: %[[W:[^:]*]]: tensor<128x32x!qblock.q8_0>
// CHECK: scf.for %[[L:[^ ]*]] =
// CHECK: %[[FIRST:.*]] = affine.apply #{{.*}}[%[[L]]{{\]}}
// CHECK: %[[ROWS:.*]] = tensor.extract_slice %[[W]][%[[FIRST]], 0] [32, 32] [1, 1]
// CHECK: qblock.matmul {{.*}} %[[ROWS]]
func.func @loops_over_layers(%x: tensor<4x32xf32>,
    // expected-remark @below {{weight 'arg1' holds 4 matrices that are read one by one; all get the type of the first}}
    %w: tensor<4x32x32xf32> {qblock.role = "matrix"}, %i: tensor<4x32xf32>) -> tensor<4x32xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %y = scf.for %l = %c0 to %c4 step %c1 iter_args(%h = %x) -> (tensor<4x32xf32>) {
    %s = tensor.extract_slice %w[%l, 0, 0] [1, 32, 32] [1, 1, 1] : tensor<4x32x32xf32> to tensor<32x32xf32>
    %t = tensor.empty() : tensor<32x32xf32>
    %u = linalg.transpose ins(%s : tensor<32x32xf32>) outs(%t : tensor<32x32xf32>) permutation = [1, 0]
    %z = linalg.matmul ins(%h, %u : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i : tensor<4x32xf32>) -> tensor<4x32xf32>
    scf.yield %z : tensor<4x32xf32>
  }
  return %y : tensor<4x32xf32>
}

// -----

// A part of each row is no whole number of rows.
// CHECK-LABEL: func.func @keeps_columns
// CHECK: linalg.matmul
func.func @keeps_columns(%x: tensor<4x32xf32>,
    // expected-remark @below {{weight 'arg1' is kept: a part of each row is read}}
    %w: tensor<64x32xf32> {qblock.role = "matrix"}, %i: tensor<4x32xf32>) -> tensor<4x32xf32> {
  %s = tensor.extract_slice %w[32, 0] [32, 32] [1, 1] : tensor<64x32xf32> to tensor<32x32xf32>
  %z = linalg.matmul ins(%x, %s : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %z : tensor<4x32xf32>
}

// -----

// The sum is over the product of two stacks' matrices: no linear layer.
// CHECK-LABEL: func.func @keeps_sum_over_stack
// CHECK: linalg.generic
func.func @keeps_sum_over_stack(%x: tensor<3x4x32xf32>,
    %w: tensor<3x32x32xf32> {qblock.role = "other"}, %i: tensor<4x32xf32>) -> tensor<4x32xf32> {
  %z = linalg.generic {indexing_maps = [affine_map<(m, n, e, k) -> (e, m, k)>, affine_map<(m, n, e, k) -> (e, n, k)>, affine_map<(m, n, e, k) -> (m, n)>], iterator_types = ["parallel", "parallel", "reduction", "reduction"]} ins(%x, %w : tensor<3x4x32xf32>, tensor<3x32x32xf32>) outs(%i : tensor<4x32xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %o, %p : f32
    linalg.yield %s : f32
  } -> tensor<4x32xf32>
  return %z : tensor<4x32xf32>
}
