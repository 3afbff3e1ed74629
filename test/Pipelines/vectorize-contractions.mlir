// RUN: quant-opt %s --qblock-vectorize-contractions=target=haswell | FileCheck %s

#a = affine_map<(b, m, n, k) -> (b, m, k)>
#b = affine_map<(b, m, n, k) -> (b, k, n)>
#y = affine_map<(b, m, n, k) -> (b, m, n)>
#bt = affine_map<(b, m, n, k) -> (b, n, k)>

// CHECK-LABEL: @carries_sums_in_vectors
// CHECK: scf.if
// CHECK: %[[PANEL:.*]] = memref.alloc(%{{.*}}) {alignment = 64 : i64} : memref<?x16xf32>
// CHECK: vector.store %{{.*}}, %[[PANEL]]
// CHECK: vector.load %[[PANEL]]
// CHECK: memref.dealloc %[[PANEL]]
// CHECK: else
// CHECK: scf.for
// CHECK: scf.for {{.*}} step %[[C16:.*]] {
// CHECK: scf.for {{.*}} step %[[C4:.*]] {
// CHECK-COUNT-8: vector.load {{.*}} : memref<3x?x?xf32>, vector<8xf32>
// CHECK: scf.for {{.*}} iter_args({{.*}}) -> (vector<8xf32>, vector<8xf32>, vector<8xf32>, vector<8xf32>, vector<8xf32>, vector<8xf32>, vector<8xf32>, vector<8xf32>) {
// CHECK-COUNT-8: vector.fma
// CHECK: vector.maskedload
// CHECK: vector.maskedstore
// CHECK-NOT: linalg.generic
func.func @carries_sums_in_vectors(%a: memref<3x?x64xf32>, %b: memref<3x64x?xf32>, %y: memref<3x?x?xf32>) {
  linalg.generic {indexing_maps = [#a, #b, #y], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%a, %b : memref<3x?x64xf32>, memref<3x64x?xf32>) outs(%y : memref<3x?x?xf32>) {
  ^bb0(%l: f32, %r: f32, %o: f32):
    %p = arith.mulf %l, %r fastmath<contract> : f32
    %s = arith.addf %o, %p fastmath<contract> : f32
    linalg.yield %s : f32
  }
  return
}

// The factor's last dimension is summed over: LLVM vectorizes that.
// CHECK-LABEL: @keeps_dot_products
// CHECK: linalg.generic
func.func @keeps_dot_products(%a: memref<3x8x64xf32>, %b: memref<3x8x64xf32>, %y: memref<3x8x8xf32>) {
  linalg.generic {indexing_maps = [#a, #bt, #y], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%a, %b : memref<3x8x64xf32>, memref<3x8x64xf32>) outs(%y : memref<3x8x8xf32>) {
  ^bb0(%l: f32, %r: f32, %o: f32):
    %p = arith.mulf %l, %r fastmath<contract> : f32
    %s = arith.addf %o, %p fastmath<contract> : f32
    linalg.yield %s : f32
  }
  return
}

// Two roundings must stay two.
// CHECK-LABEL: @keeps_strict_arithmetic
// CHECK: linalg.generic
func.func @keeps_strict_arithmetic(%a: memref<3x8x64xf32>, %b: memref<3x64x8xf32>, %y: memref<3x8x8xf32>) {
  linalg.generic {indexing_maps = [#a, #b, #y], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%a, %b : memref<3x8x64xf32>, memref<3x64x8xf32>) outs(%y : memref<3x8x8xf32>) {
  ^bb0(%l: f32, %r: f32, %o: f32):
    %p = arith.mulf %l, %r : f32
    %s = arith.addf %o, %p : f32
    linalg.yield %s : f32
  }
  return
}

// CHECK-LABEL: @keeps_strided_columns
// CHECK: linalg.generic
func.func @keeps_strided_columns(%a: memref<3x8x64xf32>, %b: memref<3x64x8xf32, strided<[1024, 16, 2]>>, %y: memref<3x8x8xf32>) {
  linalg.generic {indexing_maps = [#a, #b, #y], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%a, %b : memref<3x8x64xf32>, memref<3x64x8xf32, strided<[1024, 16, 2]>>) outs(%y : memref<3x8x8xf32>) {
  ^bb0(%l: f32, %r: f32, %o: f32):
    %p = arith.mulf %l, %r fastmath<contract> : f32
    %s = arith.addf %o, %p fastmath<contract> : f32
    linalg.yield %s : f32
  }
  return
}

// What begins with zero is not filled first; other values are. Rows are the long
// dimension of those that the columns lack, and columns that lie close need no panel.
#g_a = affine_map<(g, r, m, n, k) -> (g, r, m, k)>
#g_b = affine_map<(g, r, m, n, k) -> (g, k, n)>
#g_y = affine_map<(g, r, m, n, k) -> (g, r, m, n)>
// CHECK-LABEL: @begins_with_zero
// CHECK-NOT: linalg.fill
// CHECK-NOT: memref.alloc
// CHECK: %[[GROUP:.*]] = arith.constant 3 : index
// CHECK: scf.for %{{.*}} = %{{.*}} to %[[GROUP]]
// CHECK: scf.for {{.*}} step
// CHECK-NOT: vector.load
// CHECK: scf.for {{.*}} iter_args(
// CHECK: linalg.fill
// CHECK-NOT: linalg.generic
func.func @begins_with_zero(%a: memref<1x3x?x64xf32>, %b: memref<1x64x32xf32>, %y: memref<1x3x?x32xf32>, %c: memref<1x64x?xf32>, %z: memref<1x3x?x?xf32>) {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  linalg.fill ins(%zero : f32) outs(%y : memref<1x3x?x32xf32>)
  linalg.generic {indexing_maps = [#g_a, #g_b, #g_y], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%a, %b : memref<1x3x?x64xf32>, memref<1x64x32xf32>) outs(%y : memref<1x3x?x32xf32>) {
  ^bb0(%l: f32, %r: f32, %o: f32):
    %p = arith.mulf %l, %r fastmath<contract> : f32
    %s = arith.addf %o, %p fastmath<contract> : f32
    linalg.yield %s : f32
  }
  linalg.fill ins(%one : f32) outs(%z : memref<1x3x?x?xf32>)
  linalg.generic {indexing_maps = [#g_a, #g_b, #g_y], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%a, %c : memref<1x3x?x64xf32>, memref<1x64x?xf32>) outs(%z : memref<1x3x?x?xf32>) {
  ^bb0(%l: f32, %r: f32, %o: f32):
    %p = arith.mulf %l, %r fastmath<contract> : f32
    %s = arith.addf %o, %p fastmath<contract> : f32
    linalg.yield %s : f32
  }
  return
}
