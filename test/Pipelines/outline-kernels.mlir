// RUN: quant-opt %s --qblock-outline-kernels | FileCheck %s

#id = affine_map<(d0) -> (d0)>

// Equal ops become calls of one function.
// CHECK-LABEL: func.func @two_of_a_kind(
// CHECK-NOT: linalg.
// CHECK: call @[[K:[^(]*]](
// CHECK-NOT: linalg.
// CHECK: call @[[K]](
// CHECK-NOT: linalg.
// CHECK: return
func.func @two_of_a_kind(%a: memref<8xf32>, %b: memref<8xf32>, %c: memref<8xf32>) {
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : memref<8xf32>) outs(%b : memref<8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = math.exp %in : f32
    linalg.yield %r : f32
  }
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%b : memref<8xf32>) outs(%c : memref<8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = math.exp %in : f32
    linalg.yield %r : f32
  }
  return
}

// Another body is another kernel.
// CHECK-LABEL: func.func @another(
// CHECK-NOT: call @[[K]](
// CHECK: call @
func.func @another(%a: memref<8xf32>, %b: memref<8xf32>) {
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : memref<8xf32>) outs(%b : memref<8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = math.sin %in : f32
    linalg.yield %r : f32
  }
  return
}

// CHECK: func.func private @[[K]]({{.*}}
// CHECK: math.exp
