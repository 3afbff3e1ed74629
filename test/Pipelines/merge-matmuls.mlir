// RUN: quant-opt %s --split-input-file --qblock-merge-matmuls | FileCheck %s

// Matmuls of one x become one, at the place of the first: what the others read
// is moved there.
// CHECK-LABEL: func.func @one_x(
// CHECK-SAME: %[[X:[^:]*]]: tensor<?x32xf32>, %[[A:[^:]*]]: tensor<1x288xi8>, %[[B:[^:]*]]: tensor<2x544xi8>
// CHECK: %[[YA:.*]] = tensor.empty(%{{.*}}) : tensor<?x16xf32>
// CHECK: %[[YB:.*]] = tensor.empty(%{{.*}}) : tensor<?x20xf32>
// CHECK: %[[BOTH:.*]]:2 = qblock.packed_matmul [!qblock.q4_0<#qblock.packed>, !qblock.q8_0<#qblock.packed>] overwrite ins(%[[X]], %[[A]], %[[B]] : {{.*}}) outs(%[[YA]], %[[YB]] : {{.*}})
// CHECK-NEXT: %[[Q:.*]] = math.exp %[[BOTH]]#0
// CHECK-NEXT: return %[[Q]], %[[BOTH]]#1
func.func @one_x(%x: tensor<?x32xf32>, %a: tensor<1x288xi8>, %b: tensor<2x544xi8>, %m: index) -> (tensor<?x16xf32>, tensor<?x20xf32>) {
  %ya = tensor.empty(%m) : tensor<?x16xf32>
  %0 = qblock.packed_matmul [!qblock.q4_0<#qblock.packed>] overwrite ins(%x, %a : tensor<?x32xf32>, tensor<1x288xi8>) outs(%ya : tensor<?x16xf32>) -> tensor<?x16xf32>
  %q = math.exp %0 : tensor<?x16xf32>
  %yb = tensor.empty(%m) : tensor<?x20xf32>
  %1 = qblock.packed_matmul [!qblock.q8_0<#qblock.packed>] overwrite ins(%x, %b : tensor<?x32xf32>, tensor<2x544xi8>) outs(%yb : tensor<?x20xf32>) -> tensor<?x20xf32>
  return %q, %1 : tensor<?x16xf32>, tensor<?x20xf32>
}

// -----

// One that adds to what another has computed stays behind it.
// CHECK-LABEL: func.func @chain(
// CHECK: %[[A:.*]] = qblock.packed_matmul
// CHECK: qblock.packed_matmul {{.*}} outs(%[[A]]
func.func @chain(%x: tensor<4x32xf32>, %a: tensor<1x288xi8>, %y: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %0 = qblock.packed_matmul [!qblock.q4_0<#qblock.packed>] ins(%x, %a : tensor<4x32xf32>, tensor<1x288xi8>) outs(%y : tensor<4x16xf32>) -> tensor<4x16xf32>
  %1 = qblock.packed_matmul [!qblock.q4_0<#qblock.packed>] ins(%x, %a : tensor<4x32xf32>, tensor<1x288xi8>) outs(%0 : tensor<4x16xf32>) -> tensor<4x16xf32>
  return %1 : tensor<4x16xf32>
}

// -----

// What a layer adds to its result is where the kernel begins.
// CHECK-LABEL: func.func @residual(
// CHECK-SAME: %[[X:[^:]*]]: tensor<8x32xf32>, %[[A:[^:]*]]: tensor<1x288xi8>, %[[H:[^:]*]]: tensor<2x4x16xf32>
// CHECK-NEXT: %[[ROWS:.*]] = tensor.collapse_shape %[[H]] {{\[}}[0, 1], [2]] : tensor<2x4x16xf32> into tensor<8x16xf32>
// CHECK-NEXT: %[[Y:.*]] = qblock.packed_matmul [!qblock.q4_0<#qblock.packed>] ins(%[[X]], %[[A]] : {{.*}}) outs(%[[ROWS]] : tensor<8x16xf32>)
// CHECK-NEXT: %[[R:.*]] = tensor.expand_shape %[[Y]]
// CHECK-NEXT: return %[[R]]
#all = affine_map<(b, m, n) -> (b, m, n)>
func.func @residual(%x: tensor<8x32xf32>, %a: tensor<1x288xi8>, %h: tensor<2x4x16xf32>) -> tensor<2x4x16xf32> {
  %e = tensor.empty() : tensor<8x16xf32>
  %0 = qblock.packed_matmul [!qblock.q4_0<#qblock.packed>] overwrite ins(%x, %a : tensor<8x32xf32>, tensor<1x288xi8>) outs(%e : tensor<8x16xf32>) -> tensor<8x16xf32>
  %1 = tensor.expand_shape %0 [[0, 1], [2]] output_shape [2, 4, 16] : tensor<8x16xf32> into tensor<2x4x16xf32>
  %f = tensor.empty() : tensor<2x4x16xf32>
  %2 = linalg.generic {indexing_maps = [#all, #all, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%h, %1 : tensor<2x4x16xf32>, tensor<2x4x16xf32>) outs(%f : tensor<2x4x16xf32>) {
  ^bb0(%l: f32, %r: f32, %out: f32):
    %s = arith.addf %r, %l : f32
    linalg.yield %s : f32
  } -> tensor<2x4x16xf32>
  return %2 : tensor<2x4x16xf32>
}

// -----

// A product that is added to a bias is added to the sum of bias and residual.
// CHECK-LABEL: func.func @bias_and_residual(
// CHECK-SAME: %[[X:[^:]*]]: tensor<8x32xf32>, %[[A:[^:]*]]: tensor<1x288xi8>, %[[H:[^:]*]]: tensor<8x16xf32>, %[[B:[^:]*]]: tensor<16xf32>
// CHECK: %[[SUM:.*]] = linalg.generic {indexing_maps = [#[[ALL:.*]], #[[ROW:.*]], #[[ALL]]], {{.*}}} ins(%[[H]], %[[B]] :
// CHECK: arith.addf
// CHECK: %[[Y:.*]] = qblock.packed_matmul [!qblock.q4_0<#qblock.packed>] ins(%[[X]], %[[A]] : {{.*}}) outs(%[[SUM]] :
// CHECK-NOT: linalg.generic
// CHECK: return %[[Y]]
#rows = affine_map<(m, n) -> (m, n)>
#bias = affine_map<(m, n) -> (n)>
func.func @bias_and_residual(%x: tensor<8x32xf32>, %a: tensor<1x288xi8>, %h: tensor<8x16xf32>, %b: tensor<16xf32>) -> tensor<8x16xf32> {
  %e = tensor.empty() : tensor<8x16xf32>
  %init = linalg.generic {indexing_maps = [#bias, #rows], iterator_types = ["parallel", "parallel"]} ins(%b : tensor<16xf32>) outs(%e : tensor<8x16xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<8x16xf32>
  %0 = qblock.packed_matmul [!qblock.q4_0<#qblock.packed>] ins(%x, %a : tensor<8x32xf32>, tensor<1x288xi8>) outs(%init : tensor<8x16xf32>) -> tensor<8x16xf32>
  %1 = linalg.generic {indexing_maps = [#rows, #rows, #rows], iterator_types = ["parallel", "parallel"]} ins(%h, %0 : tensor<8x16xf32>, tensor<8x16xf32>) outs(%e : tensor<8x16xf32>) {
  ^bb0(%l: f32, %r: f32, %out: f32):
    %s = arith.addf %l, %r : f32
    linalg.yield %s : f32
  } -> tensor<8x16xf32>
  return %1 : tensor<8x16xf32>
}

// -----

// A product that something else reads, too, is not added to anything; nor is
// one added to a row that is repeated.
// CHECK-LABEL: func.func @two_readers(
// CHECK: qblock.packed_matmul [!qblock.q4_0<#qblock.packed>] overwrite
// CHECK: arith.addf
// CHECK: arith.addf
#rows = affine_map<(m, n) -> (m, n)>
#bias = affine_map<(m, n) -> (n)>
func.func @two_readers(%x: tensor<8x32xf32>, %a: tensor<1x288xi8>, %h: tensor<8x16xf32>, %b: tensor<16xf32>) -> (tensor<8x16xf32>, tensor<8x16xf32>) {
  %e = tensor.empty() : tensor<8x16xf32>
  %0 = qblock.packed_matmul [!qblock.q4_0<#qblock.packed>] overwrite ins(%x, %a : tensor<8x32xf32>, tensor<1x288xi8>) outs(%e : tensor<8x16xf32>) -> tensor<8x16xf32>
  %1 = linalg.generic {indexing_maps = [#rows, #rows, #rows], iterator_types = ["parallel", "parallel"]} ins(%h, %0 : tensor<8x16xf32>, tensor<8x16xf32>) outs(%e : tensor<8x16xf32>) {
  ^bb0(%l: f32, %r: f32, %out: f32):
    %s = arith.addf %l, %r : f32
    linalg.yield %s : f32
  } -> tensor<8x16xf32>
  %2 = linalg.generic {indexing_maps = [#rows, #bias, #rows], iterator_types = ["parallel", "parallel"]} ins(%0, %b : tensor<8x16xf32>, tensor<16xf32>) outs(%e : tensor<8x16xf32>) {
  ^bb0(%l: f32, %r: f32, %out: f32):
    %s = arith.addf %l, %r : f32
    linalg.yield %s : f32
  } -> tensor<8x16xf32>
  return %1, %2 : tensor<8x16xf32>, tensor<8x16xf32>
}

// -----

// Rows of one order are multiplied together, others are not.
// CHECK-LABEL: func.func @routed(
// CHECK-SAME: %[[X:[^:]*]]: tensor<4x32xf32>, %[[A:[^:]*]]: tensor<8x288xi8>, %[[ORDER:[^:]*]]: tensor<8xindex>, %[[OTHER:[^:]*]]: tensor<8xindex>, %[[STARTS:[^:]*]]: tensor<9xindex>
// CHECK: qblock.packed_matmul [!qblock.q4_0<#qblock.packed>, !qblock.q4_0<#qblock.packed>] overwrite ins(%[[X]], %[[A]], %[[A]] : {{.*}}) routed(%[[ORDER]], %[[STARTS]] :
// CHECK: qblock.packed_matmul [!qblock.q4_0<#qblock.packed>] overwrite ins(%[[X]], %[[A]] : {{.*}}) routed(%[[OTHER]], %[[STARTS]] :
// CHECK-NOT: qblock.packed_matmul
func.func @routed(%x: tensor<4x32xf32>, %a: tensor<8x288xi8>, %order: tensor<8xindex>, %other: tensor<8xindex>, %starts: tensor<9xindex>, %y: tensor<8x16xf32>) -> (tensor<8x16xf32>, tensor<8x16xf32>, tensor<8x16xf32>) {
  %0 = qblock.packed_matmul [!qblock.q4_0<#qblock.packed>] overwrite ins(%x, %a : tensor<4x32xf32>, tensor<8x288xi8>) routed(%order, %starts : tensor<8xindex>, tensor<9xindex>) outs(%y : tensor<8x16xf32>) -> tensor<8x16xf32>
  %1 = qblock.packed_matmul [!qblock.q4_0<#qblock.packed>] overwrite ins(%x, %a : tensor<4x32xf32>, tensor<8x288xi8>) routed(%order, %starts : tensor<8xindex>, tensor<9xindex>) outs(%y : tensor<8x16xf32>) -> tensor<8x16xf32>
  %2 = qblock.packed_matmul [!qblock.q4_0<#qblock.packed>] overwrite ins(%x, %a : tensor<4x32xf32>, tensor<8x288xi8>) routed(%other, %starts : tensor<8xindex>, tensor<9xindex>) outs(%y : tensor<8x16xf32>) -> tensor<8x16xf32>
  return %0, %1, %2 : tensor<8x16xf32>, tensor<8x16xf32>, tensor<8x16xf32>
}
