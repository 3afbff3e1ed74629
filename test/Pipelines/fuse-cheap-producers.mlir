// RUN: quant-opt %s --qblock-fuse-cheap-producers | FileCheck %s

#id = affine_map<(d0, d1) -> (d0, d1)>
#t = affine_map<(d0, d1) -> (d1, d0)>
#x = affine_map<(m, n, k) -> (m, k)>
#w = affine_map<(m, n, k) -> (k, n)>
#y = affine_map<(m, n, k) -> (m, n)>

// A transpose only moves elements: the matmul reads the weight as it lies.
// CHECK: #[[NK:.*]] = affine_map<(d0, d1, d2) -> (d1, d2)>
// CHECK-LABEL: func.func @transpose_into_matmul(
// CHECK-SAME: %[[X:.*]]: tensor<2x4xf32>, %[[W:.*]]: tensor<8x4xf32>
func.func @transpose_into_matmul(%x: tensor<2x4xf32>, %w: tensor<8x4xf32>, %i: tensor<2x8xf32>) -> tensor<2x8xf32> {
  // CHECK: linalg.generic {indexing_maps = [#{{.*}}, #[[NK]], #{{.*}}]
  // CHECK-SAME: ins(%[[X]], %[[W]] :
  // CHECK-NOT: linalg.generic
  // CHECK: return
  %e = tensor.empty() : tensor<4x8xf32>
  %0 = linalg.generic {indexing_maps = [#t, #id], iterator_types = ["parallel", "parallel"]} ins(%w : tensor<8x4xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<4x8xf32>
  %1 = linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %0 : tensor<2x4xf32>, tensor<4x8xf32>) outs(%i : tensor<2x8xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %out, %p : f32
    linalg.yield %s : f32
  } -> tensor<2x8xf32>
  return %1 : tensor<2x8xf32>
}

// Arithmetic would be repeated for each n: it stays outside.
// CHECK-LABEL: func.func @keeps_arithmetic_out_of_matmul(
func.func @keeps_arithmetic_out_of_matmul(%x: tensor<2x4xf32>, %w: tensor<4x8xf32>, %i: tensor<2x8xf32>) -> tensor<2x8xf32> {
  // CHECK: linalg.generic
  // CHECK: math.exp
  // CHECK: linalg.generic
  // CHECK-NOT: math.exp
  // CHECK: return
  %e = tensor.empty() : tensor<2x4xf32>
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%x : tensor<2x4xf32>) outs(%e : tensor<2x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = math.exp %in : f32
    linalg.yield %r : f32
  } -> tensor<2x4xf32>
  %1 = linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%0, %w : tensor<2x4xf32>, tensor<4x8xf32>) outs(%i : tensor<2x8xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %out, %p : f32
    linalg.yield %s : f32
  } -> tensor<2x8xf32>
  return %1 : tensor<2x8xf32>
}
