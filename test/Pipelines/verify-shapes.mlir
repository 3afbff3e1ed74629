// RUN: quant-opt %s --qblock-verify-shapes | FileCheck %s

// CHECK-LABEL: func.func @compares_dynamic_sizes
// CHECK-SAME: %[[A:[a-z0-9]*]]: memref<?x3xf32>, %[[B:[a-z0-9]*]]: memref<?x3xf32>, %[[C:[a-z0-9]*]]: memref<4x3xf32>
// CHECK-DAG: %[[A0:.*]] = memref.dim %[[A]]
// CHECK-DAG: %[[B0:.*]] = memref.dim %[[B]]
// CHECK: %[[AC:.*]] = arith.cmpi eq, %[[A0]], %{{.*}} : index
// CHECK: cf.assert %[[AC]], "expects equal sizes of two operands of 'linalg.add', but the shapes of the inputs make them differ"
// CHECK: %[[BC:.*]] = arith.cmpi eq, %[[B0]], %{{.*}} : index
// CHECK: cf.assert %[[BC]]
// CHECK-NOT: cf.assert
// CHECK: linalg.add
func.func @compares_dynamic_sizes(%a: memref<?x3xf32>, %b: memref<?x3xf32>, %c: memref<4x3xf32>) {
  linalg.add ins(%a, %b : memref<?x3xf32>, memref<?x3xf32>) outs(%c : memref<4x3xf32>)
  return
}

// CHECK-LABEL: func.func @leaves_static_shapes
// CHECK-NOT: cf.assert
// CHECK: linalg.add
func.func @leaves_static_shapes(%a: memref<4x3xf32>, %c: memref<4x3xf32>) {
  linalg.add ins(%a, %a : memref<4x3xf32>, memref<4x3xf32>) outs(%c : memref<4x3xf32>)
  return
}
