// RUN: quant-opt %s --split-input-file --qblock-outline-kernels | FileCheck %s

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

// -----

// What a reduction begins with is filled in its kernel; what is filled for
// someone else, or read in between, is not.
#all = affine_map<(m, n) -> (m, n)>
#row = affine_map<(m, n) -> (m)>
// CHECK-LABEL: func.func @sums(
// CHECK: call @[[SUM:[^(]*]](
// CHECK-NEXT: call @[[FILL:[^(]*]](
// CHECK-NEXT: memref.load
// CHECK-NEXT: call @[[REST:[^(]*]](
// CHECK-NEXT: return
// CHECK: func.func private @[[SUM]](
// CHECK: linalg.fill
// CHECK-NEXT: linalg.generic
// CHECK: func.func private @[[FILL]](
// CHECK: linalg.fill
// CHECK-NEXT: return
// CHECK: func.func private @[[REST]](
// CHECK-NEXT: linalg.generic
func.func @sums(%a: memref<8x8xf32>, %y: memref<8xf32>, %z: memref<8xf32>, %zero: f32, %i: index) -> f32 {
  linalg.fill ins(%zero : f32) outs(%y : memref<8xf32>)
  linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "reduction"]} ins(%a : memref<8x8xf32>) outs(%y : memref<8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.addf %in, %out : f32
    linalg.yield %r : f32
  }
  linalg.fill ins(%zero : f32) outs(%z : memref<8xf32>)
  %l = memref.load %z[%i] : memref<8xf32>
  linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "reduction"]} ins(%a : memref<8x8xf32>) outs(%z : memref<8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.addf %in, %out : f32
    linalg.yield %r : f32
  }
  return %l : f32
}
