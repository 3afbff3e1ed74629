// Experts that numbers tell, in products where the numbers have no loop of their own.
// RUN: quant-opt %s --quantize-scheme=q8_0 --quantize-report=%t.tsv | FileCheck %s

// Each number of a token's two has its own row; their sum comes after.
// CHECK-LABEL: func.func @sums_over_experts
// CHECK-SAME: %[[W:[^:]*]]: tensor<256x96x!qblock.q8_0>
// CHECK: qblock.routed_matmul {{.*}}ins(%{{.*}}, %[[W]], %{{.*}} : tensor<6x96xf32>, tensor<256x96x!qblock.q8_0>, tensor<6xi64>) outs(%{{.*}} : tensor<6x64xf32>)
// CHECK: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction"]}
#number = affine_map<(t, e, n, k) -> (t, e)>
#all = affine_map<(t, e, n, k) -> (t, e, n, k)>
func.func @sums_over_experts(%ids: tensor<3x2xi64>, %x: tensor<3x2x96xf32>, %w: tensor<4x64x96xf32> {qblock.role = "matrix"}, %init: tensor<3x64xf32>) -> tensor<3x64xf32> {
  %empty = tensor.empty() : tensor<3x2x64x96xf32>
  %experts = linalg.generic {indexing_maps = [#number, #all], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%ids : tensor<3x2xi64>) outs(%empty : tensor<3x2x64x96xf32>) {
  ^bb0(%id: i64, %out: f32):
    %e = arith.index_cast %id : i64 to index
    %n = linalg.index 2 : index
    %k = linalg.index 3 : index
    %element = tensor.extract %w[%e, %n, %k] : tensor<4x64x96xf32>
    linalg.yield %element : f32
  } -> tensor<3x2x64x96xf32>
  %y = linalg.contract indexing_maps = [affine_map<(t, n, e, k) -> (t, e, k)>, affine_map<(t, n, e, k) -> (t, e, n, k)>, affine_map<(t, n, e, k) -> (t, n)>]
      ins(%x, %experts : tensor<3x2x96xf32>, tensor<3x2x64x96xf32>) outs(%init : tensor<3x64xf32>) -> tensor<3x64xf32>
  return %y : tensor<3x64xf32>
}

// One row of x is for both numbers of a token: it is not repeated.
// CHECK-LABEL: func.func @routes_rows
// CHECK-SAME: %[[IDS:[^:]*]]: tensor<?x2xi64>, %[[X:[^:]*]]: tensor<?x96xf32>, %[[W:[^:]*]]: tensor<256x96x!qblock.q8_0>
// CHECK: %[[FLAT:.*]] = tensor.collapse_shape %[[IDS]] {{\[}}[0, 1]] : tensor<?x2xi64> into tensor<?xi64>
// CHECK: qblock.routed_matmul {qblock.role = "matrix"} ins(%{{.*}}, %[[W]], %[[FLAT]] : tensor<?x96xf32>, tensor<256x96x!qblock.q8_0>, tensor<?xi64>) outs(%{{.*}} : tensor<?x64xf32>)
func.func @routes_rows(%ids: tensor<?x2xi64>, %x: tensor<?x96xf32>, %w: tensor<4x64x96xf32> {qblock.role = "matrix"}, %init: tensor<?x2x64xf32>, %t: index) -> tensor<?x2x64xf32> {
  %empty = tensor.empty(%t) : tensor<?x2x64x96xf32>
  %experts = linalg.generic {indexing_maps = [#number, #all], iterator_types = ["parallel", "parallel", "parallel", "parallel"]} ins(%ids : tensor<?x2xi64>) outs(%empty : tensor<?x2x64x96xf32>) {
  ^bb0(%id: i64, %out: f32):
    %e = arith.index_cast %id : i64 to index
    %n = linalg.index 2 : index
    %k = linalg.index 3 : index
    %element = tensor.extract %w[%e, %n, %k] : tensor<4x64x96xf32>
    linalg.yield %element : f32
  } -> tensor<?x2x64x96xf32>
  %y = linalg.contract indexing_maps = [affine_map<(t, n, e, k) -> (t, k)>, affine_map<(t, n, e, k) -> (t, e, n, k)>, affine_map<(t, n, e, k) -> (t, e, n)>]
      ins(%x, %experts : tensor<?x96xf32>, tensor<?x2x64x96xf32>) outs(%init : tensor<?x2x64xf32>) -> tensor<?x2x64xf32>
  return %y : tensor<?x2x64xf32>
}

// A matrix that a number chooses for many rows is a matmul of these.
// CHECK-LABEL: func.func @one_number_for_many_rows
// CHECK: scf.for
// CHECK: qblock.matmul {{.*}} : tensor<5x96xf32>, tensor<64x96x!qblock.q8_0>)
// CHECK-NOT: qblock.routed_matmul
func.func @one_number_for_many_rows(%ids: tensor<3xi64>, %x: tensor<3x5x96xf32>, %w: tensor<4x64x96xf32> {qblock.role = "matrix"}, %init: tensor<3x5x64xf32>) -> tensor<3x5x64xf32> {
  %empty = tensor.empty() : tensor<3x64x96xf32>
  %experts = linalg.generic {indexing_maps = [affine_map<(e, n, k) -> (e)>, affine_map<(e, n, k) -> (e, n, k)>], iterator_types = ["parallel", "parallel", "parallel"]} ins(%ids : tensor<3xi64>) outs(%empty : tensor<3x64x96xf32>) {
  ^bb0(%id: i64, %out: f32):
    %e = arith.index_cast %id : i64 to index
    %n = linalg.index 1 : index
    %k = linalg.index 2 : index
    %element = tensor.extract %w[%e, %n, %k] : tensor<4x64x96xf32>
    linalg.yield %element : f32
  } -> tensor<3x64x96xf32>
  %y = linalg.contract indexing_maps = [affine_map<(e, m, n, k) -> (e, m, k)>, affine_map<(e, m, n, k) -> (e, n, k)>, affine_map<(e, m, n, k) -> (e, m, n)>]
      ins(%x, %experts : tensor<3x5x96xf32>, tensor<3x64x96xf32>) outs(%init : tensor<3x5x64xf32>) -> tensor<3x5x64xf32>
  return %y : tensor<3x5x64xf32>
}

// What is no stack of matrices stays in its sum.
// CHECK-LABEL: func.func @keeps_other_lookups
// CHECK: linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]}
// CHECK: tensor.extract %{{.*}}[%{{.*}}, %{{.*}}] : tensor<3x4xf32>
// CHECK-NOT: linalg.generic
// CHECK: return
func.func @keeps_other_lookups(%x: tensor<3x96xf32>, %ids: tensor<96xi64>, %scales: tensor<3x4xf32>, %init: tensor<3xf32>) -> tensor<3xf32> {
  %y = linalg.generic {indexing_maps = [affine_map<(t, k) -> (t, k)>, affine_map<(t, k) -> (k)>, affine_map<(t, k) -> (t)>], iterator_types = ["parallel", "reduction"]}
      ins(%x, %ids : tensor<3x96xf32>, tensor<96xi64>) outs(%init : tensor<3xf32>) {
  ^bb0(%a: f32, %id: i64, %out: f32):
    %t = linalg.index 0 : index
    %number = arith.index_cast %id : i64 to index
    %scale = tensor.extract %scales[%t, %number] : tensor<3x4xf32>
    %product = arith.mulf %a, %scale : f32
    %sum = arith.addf %out, %product : f32
    linalg.yield %sum : f32
  } -> tensor<3xf32>
  return %y : tensor<3xf32>
}
