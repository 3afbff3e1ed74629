// RUN: quant-opt %s --split-input-file --qblock-fuse-cheap-producers | FileCheck %s

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

// -----

// Heads that share their keys: the keys are transposed once a group, and the
// product reads them where they are; so do the ops after it know the groups.

#in = affine_map<(g, r, n, d) -> (g, n, d)>
#id4 = affine_map<(g, r, n, d) -> (g, r, n, d)>
#swap = affine_map<(h, d, n) -> (h, n, d)>
#id3 = affine_map<(h, d, n) -> (h, d, n)>
#hmk = affine_map<(h, m, n, k) -> (h, m, k)>
#hkn = affine_map<(h, m, n, k) -> (h, k, n)>
#hmn = affine_map<(h, m, n, k) -> (h, m, n)>

// CHECK-DAG: #[[Q:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d4)>
// CHECK-DAG: #[[K:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d4, d3)>
// CHECK-DAG: #[[S:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3)>
// CHECK-LABEL: func.func @shared_keys(
// CHECK: %[[KEYS:.*]] = linalg.generic {{.*}} ins(%{{.*}} : tensor<3x?x64xf32>) outs(%{{.*}} : tensor<3x64x?xf32>)
// CHECK: %[[SCORES:.*]] = linalg.generic {indexing_maps = [#[[Q]], #[[K]], #[[S]]], {{.*}}} ins(%{{.*}}, %[[KEYS]] : tensor<3x2x?x64xf32>, tensor<3x64x?xf32>)
// CHECK: linalg.generic {{.*}} ins(%[[SCORES]] : tensor<3x2x?x?xf32>)
// CHECK-NEXT: ^bb0
// CHECK-NEXT: math.exp
func.func @shared_keys(%k: tensor<3x?x64xf32>, %q: tensor<6x?x64xf32>, %zero: f32) -> tensor<6x?x?xf32> {
  %c1 = arith.constant 1 : index
  %n = tensor.dim %k, %c1 : tensor<3x?x64xf32>
  %m = tensor.dim %q, %c1 : tensor<6x?x64xf32>
  %keys = math.absf %k : tensor<3x?x64xf32>
  %e0 = tensor.empty(%n) : tensor<3x2x?x64xf32>
  %repeated = linalg.generic {indexing_maps = [#in, #id4], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%keys : tensor<3x?x64xf32>) outs(%e0 : tensor<3x2x?x64xf32>) {
  ^bb0(%a: f32, %out: f32):
    linalg.yield %a : f32
  } -> tensor<3x2x?x64xf32>
  %heads = tensor.collapse_shape %repeated [[0, 1], [2], [3]] : tensor<3x2x?x64xf32> into tensor<6x?x64xf32>
  %e1 = tensor.empty(%n) : tensor<6x64x?xf32>
  %transposed = linalg.generic {indexing_maps = [#swap, #id3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%heads : tensor<6x?x64xf32>) outs(%e1 : tensor<6x64x?xf32>) {
  ^bb0(%a: f32, %out: f32):
    linalg.yield %a : f32
  } -> tensor<6x64x?xf32>
  %e2 = tensor.empty(%m, %n) : tensor<6x?x?xf32>
  %f = linalg.generic {indexing_maps = [#id3], iterator_types = ["parallel", "parallel", "parallel"]} outs(%e2 : tensor<6x?x?xf32>) {
  ^bb0(%out: f32):
    linalg.yield %zero : f32
  } -> tensor<6x?x?xf32>
  %s = linalg.generic {indexing_maps = [#hmk, #hkn, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%q, %transposed : tensor<6x?x64xf32>, tensor<6x64x?xf32>) outs(%f : tensor<6x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %r = arith.addf %out, %p : f32
    linalg.yield %r : f32
  } -> tensor<6x?x?xf32>
  %y = linalg.generic {indexing_maps = [#id3, #id3], iterator_types = ["parallel", "parallel", "parallel"]} ins(%s : tensor<6x?x?xf32>) outs(%e2 : tensor<6x?x?xf32>) {
  ^bb0(%a: f32, %out: f32):
    %r = math.exp %a : f32
    linalg.yield %r : f32
  } -> tensor<6x?x?xf32>
  return %y : tensor<6x?x?xf32>
}
