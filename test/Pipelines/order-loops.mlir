// RUN: quant-opt %s --qblock-order-loops | FileCheck %s
// RUN: quant-opt %s --pass-pipeline='builtin.module(qblock-order-loops{reassociate=false})' | FileCheck %s --check-prefix=STRICT

#x = affine_map<(m, n, k) -> (m, k)>
#kn = affine_map<(m, n, k) -> (k, n)>
#y = affine_map<(m, n, k) -> (m, n)>

// [K,N] is contiguous along n: n becomes the innermost loop.
// CHECK-LABEL: func.func @rows_of_k(
func.func @rows_of_k(%x: tensor<4x64xf32>, %w: tensor<64x96xf32>, %i: tensor<4x96xf32>) -> tensor<4x96xf32> {
  // CHECK: iterator_types = [{{.*}}"reduction"{{.*}}, "parallel"]
  %0 = linalg.generic {indexing_maps = [#x, #kn, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : tensor<4x64xf32>, tensor<64x96xf32>) outs(%i : tensor<4x96xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %out, %p : f32
    linalg.yield %s : f32
  } -> tensor<4x96xf32>
  return %0 : tensor<4x96xf32>
}

// Sums may be added in any order only if that is allowed.
#nk = affine_map<(m, n, k) -> (n, k)>
// CHECK-LABEL: func.func @rows_of_n(
// STRICT-LABEL: func.func @rows_of_n(
func.func @rows_of_n(%x: tensor<4x64xf32>, %w: tensor<96x64xf32>, %i: tensor<4x96xf32>) -> tensor<4x96xf32> {
  // CHECK: iterator_types = ["parallel", "parallel", "reduction"]
  // CHECK: arith.addf %{{.*}}, %{{.*}} fastmath<{{.*}}reassoc
  // STRICT-NOT: fastmath
  // STRICT: return
  %0 = linalg.generic {indexing_maps = [#x, #nk, #y], iterator_types = ["parallel", "parallel", "reduction"]} ins(%x, %w : tensor<4x64xf32>, tensor<96x64xf32>) outs(%i : tensor<4x96xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %out, %p : f32
    linalg.yield %s : f32
  } -> tensor<4x96xf32>
  return %0 : tensor<4x96xf32>
}
