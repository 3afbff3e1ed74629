// RUN: quant-opt %s --split-input-file --qblock-drop-unit-dims --canonicalize | FileCheck %s

// A batch of one goes.
// CHECK-LABEL: func.func @batch(
// CHECK: %[[X:.*]] = tensor.collapse_shape %{{.*}} {{\[}}[0, 1], [2]] : tensor<1x8x?xf32> into tensor<8x?xf32>
// CHECK: linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]} ins(%[[X]] : tensor<8x?xf32>)
// CHECK: tensor.expand_shape
#all = affine_map<(b, m, n) -> (b, m, n)>
func.func @batch(%x: tensor<1x8x?xf32>, %e: tensor<1x8x?xf32>) -> tensor<1x8x?xf32> {
  %y = linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%x : tensor<1x8x?xf32>) outs(%e : tensor<1x8x?xf32>) {
  ^bb0(%a: f32, %out: f32):
    %s = math.exp %a : f32
    linalg.yield %s : f32
  } -> tensor<1x8x?xf32>
  return %y : tensor<1x8x?xf32>
}

// -----

// A product keeps its one row, but not its batch.
// CHECK-LABEL: func.func @one_row(
// CHECK: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction"]} ins(%{{.*}}, %{{.*}} : tensor<1x64xf32>, tensor<64x16xf32>) outs(%{{.*}} : tensor<1x16xf32>)
#x = affine_map<(b, m, n, k) -> (b, m, k)>
#w = affine_map<(b, m, n, k) -> (b, k, n)>
#y = affine_map<(b, m, n, k) -> (b, m, n)>
func.func @one_row(%x: tensor<1x1x64xf32>, %w: tensor<1x64x16xf32>, %e: tensor<1x1x16xf32>) -> tensor<1x1x16xf32> {
  %r = linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%x, %w : tensor<1x1x64xf32>, tensor<1x64x16xf32>) outs(%e : tensor<1x1x16xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %out, %p : f32
    linalg.yield %s : f32
  } -> tensor<1x1x16xf32>
  return %r : tensor<1x1x16xf32>
}

// -----

// Sizes of a reshape that are seen to be those of the source.
// CHECK-LABEL: func.func @same_sizes(
// CHECK-SAME: %[[X:[^:]*]]: tensor<9x?x?xf32>
// CHECK-DAG: %[[M:.*]] = tensor.dim %[[X]], %c1
// CHECK-DAG: %[[N:.*]] = tensor.dim %[[X]], %c2
// CHECK: %[[R:.*]] = tensor.expand_shape %[[X]] {{\[}}[0, 1], [2], [3]] output_shape [1, 9, %[[M]], %[[N]]] : tensor<9x?x?xf32> into tensor<1x9x?x?xf32>
// CHECK-NEXT: return %[[R]]
func.func @same_sizes(%x: tensor<9x?x?xf32>) -> tensor<1x9x?x?xf32> {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %one = arith.constant 1 : i64
  %nine = arith.constant 9 : i64
  %m = tensor.dim %x, %c1 : tensor<9x?x?xf32>
  %n = tensor.dim %x, %c2 : tensor<9x?x?xf32>
  %i = arith.index_cast %m : index to i64
  %j = arith.index_cast %n : index to i64
  %shape = tensor.from_elements %one, %nine, %i, %j : tensor<4xi64>
  %r = tensor.reshape %x(%shape) : (tensor<9x?x?xf32>, tensor<4xi64>) -> tensor<1x9x?x?xf32>
  return %r : tensor<1x9x?x?xf32>
}

// -----

// One unknown size on each side: it is the same, and heads are split off.
// CHECK-LABEL: func.func @heads(
// CHECK: tensor.expand_shape %{{.*}} {{\[}}[0], [1, 2]] output_shape [%{{.*}}, 9, 64] : tensor<?x576xf32> into tensor<?x9x64xf32>
func.func @heads(%x: tensor<?x576xf32>, %shape: tensor<3xi64>, %n: i64) -> tensor<?x9x64xf32> {
  %c9 = arith.constant 9 : i64
  %c64 = arith.constant 64 : i64
  %s = tensor.from_elements %n, %c9, %c64 : tensor<3xi64>
  %r = tensor.reshape %x(%s) : (tensor<?x576xf32>, tensor<3xi64>) -> tensor<?x9x64xf32>
  return %r : tensor<?x9x64xf32>
}

// -----

// Collapsed and expanded at once.
// CHECK-LABEL: func.func @regroup(
// CHECK: tensor.collapse_shape %{{.*}} {{\[}}[0], [1, 2]] : tensor<?x4x6xf32> into tensor<?x24xf32>
// CHECK: tensor.expand_shape %{{.*}} {{\[}}[0], [1, 2]] output_shape [%{{.*}}, 3, 8] : tensor<?x24xf32> into tensor<?x3x8xf32>
func.func @regroup(%x: tensor<?x4x6xf32>, %n: index) -> tensor<?x3x8xf32> {
  %c3 = arith.constant 3 : index
  %c8 = arith.constant 8 : index
  %s = tensor.from_elements %n, %c3, %c8 : tensor<3xindex>
  %r = tensor.reshape %x(%s) : (tensor<?x4x6xf32>, tensor<3xindex>) -> tensor<?x3x8xf32>
  return %r : tensor<?x3x8xf32>
}

// -----

// Not certain: the sizes may be swapped, the shape is not seen, or an unknown
// size takes part of a known one.
// CHECK-LABEL: func.func @uncertain(
// CHECK-COUNT-3: tensor.reshape
func.func @uncertain(%x: tensor<?x?xf32>, %n: index, %m: index, %shape: tensor<2xindex>, %z: tensor<?x8xf32>) -> (tensor<1x?x?xf32>, tensor<?x?xf32>, tensor<2x?xf32>) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %s = tensor.from_elements %c1, %n, %m : tensor<3xindex>
  %a = tensor.reshape %x(%s) : (tensor<?x?xf32>, tensor<3xindex>) -> tensor<1x?x?xf32>
  %b = tensor.reshape %x(%shape) : (tensor<?x?xf32>, tensor<2xindex>) -> tensor<?x?xf32>
  %t = tensor.from_elements %c2, %n : tensor<2xindex>
  %c = tensor.reshape %z(%t) : (tensor<?x8xf32>, tensor<2xindex>) -> tensor<2x?xf32>
  return %a, %b, %c : tensor<1x?x?xf32>, tensor<?x?xf32>, tensor<2x?xf32>
}
