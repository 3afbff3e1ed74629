// RUN: quant-opt %s --split-input-file --qblock-order-loops=reassociate=true --qblock-tile-attention --canonicalize --cse | FileCheck %s

// Two products, and between them a mask, a row's largest element, exponentials
// and their sum: all of it is done for one head and 64 rows at a time, once.

#hmk = affine_map<(h, m, n, k) -> (h, m, k)>
#hnk = affine_map<(h, m, n, k) -> (h, k, n)>
#hmn = affine_map<(h, m, n, k) -> (h, m, n)>
#all = affine_map<(h, m, n) -> (h, m, n)>
#mask = affine_map<(h, m, n) -> (m, n)>
#row = affine_map<(h, m, n) -> (h, m)>

// CHECK-LABEL: func.func @softmax(
// CHECK-SAME:    %[[Q:[^ ]*]]: tensor<9x?x64xf32>, %[[K:[^ ]*]]: tensor<9x64x?xf32>, %[[V:[^ ]*]]: tensor<9x?x64xf32>, %[[MASK:[^ ]*]]: tensor<?x?xf32>
// CHECK-NOT:   linalg.generic {{.*}} tensor<9x
// CHECK:       scf.forall (%[[H:.*]], %[[M:.*]]) = (0, 0) to (9, %{{.*}}) step (1, 64)
// CHECK:         %[[SIZE:.*]] = affine.min
// CHECK-DAG:     tensor.extract_slice %[[Q]][%[[H]], %[[M]], 0] [1, %[[SIZE]], 64]
// CHECK-DAG:     tensor.extract_slice %[[K]][%[[H]], 0, 0] [1, 64, %{{.*}}]
// CHECK-DAG:     tensor.empty(%[[SIZE]], %{{.*}}) : tensor<1x?x?xf32>
// CHECK:         arith.mulf
// CHECK:         tensor.extract_slice %[[MASK]][%[[M]], 0] [%[[SIZE]], %{{.*}}]
// CHECK:         arith.maximumf {{.*}} fastmath<nsz>
// CHECK:         math.exp
// CHECK-NOT:     math.exp
// CHECK:         arith.divf
// CHECK:         tensor.extract_slice %[[V]][%[[H]], 0, 0]
// CHECK:         arith.mulf
// CHECK-NOT:     linalg.generic
// CHECK:         tensor.parallel_insert_slice
// CHECK-NOT:   linalg.generic
// CHECK:       return
func.func @softmax(%q: tensor<9x?x64xf32>, %k: tensor<9x64x?xf32>, %v: tensor<9x?x64xf32>, %mask: tensor<?x?xf32>) -> tensor<9x?x64xf32> {
  %zero = arith.constant 0.0 : f32
  %lowest = arith.constant 0xFF800000 : f32
  %scale = arith.constant 0.125 : f32
  %c1 = arith.constant 1 : index
  %rows = tensor.dim %q, %c1 : tensor<9x?x64xf32>
  %columns = tensor.dim %v, %c1 : tensor<9x?x64xf32>
  %empty = tensor.empty(%rows, %columns) : tensor<9x?x?xf32>
  %zeros = linalg.generic {indexing_maps = [#all], iterator_types = ["parallel", "parallel", "parallel"]} outs(%empty : tensor<9x?x?xf32>) {
  ^bb0(%out: f32):
    linalg.yield %zero : f32
  } -> tensor<9x?x?xf32>
  %scores = linalg.generic {indexing_maps = [#hmk, #hnk, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%q, %k : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%zeros : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %out, %p : f32
    linalg.yield %s : f32
  } -> tensor<9x?x?xf32>
  %masked = linalg.generic {indexing_maps = [#all, #mask, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%scores, %mask : tensor<9x?x?xf32>, tensor<?x?xf32>) outs(%empty : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %scale : f32
    %s = arith.addf %p, %b : f32
    linalg.yield %s : f32
  } -> tensor<9x?x?xf32>
  %row = tensor.empty(%rows) : tensor<9x?xf32>
  %lowests = linalg.fill ins(%lowest : f32) outs(%row : tensor<9x?xf32>) -> tensor<9x?xf32>
  %max = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "parallel", "reduction"]} ins(%masked : tensor<9x?x?xf32>) outs(%lowests : tensor<9x?xf32>) {
  ^bb0(%a: f32, %out: f32):
    %s = arith.maximumf %a, %out : f32
    linalg.yield %s : f32
  } -> tensor<9x?xf32>
  %exp = linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%masked, %max : tensor<9x?x?xf32>, tensor<9x?xf32>) outs(%empty : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %d = arith.subf %a, %b : f32
    %s = math.exp %d : f32
    linalg.yield %s : f32
  } -> tensor<9x?x?xf32>
  %nothing = linalg.fill ins(%zero : f32) outs(%row : tensor<9x?xf32>) -> tensor<9x?xf32>
  %sum = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "parallel", "reduction"]} ins(%exp : tensor<9x?x?xf32>) outs(%nothing : tensor<9x?xf32>) {
  ^bb0(%a: f32, %out: f32):
    %s = arith.addf %a, %out : f32
    linalg.yield %s : f32
  } -> tensor<9x?xf32>
  %weights = linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%exp, %sum : tensor<9x?x?xf32>, tensor<9x?xf32>) outs(%empty : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %s = arith.divf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<9x?x?xf32>
  %out = tensor.empty(%rows) : tensor<9x?x64xf32>
  %start = linalg.fill ins(%zero : f32) outs(%out : tensor<9x?x64xf32>) -> tensor<9x?x64xf32>
  %y = linalg.generic {indexing_maps = [#hmk, #hnk, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%weights, %v : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%start : tensor<9x?x64xf32>) {
  ^bb0(%a: f32, %b: f32, %acc: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %acc, %p : f32
    linalg.yield %s : f32
  } -> tensor<9x?x64xf32>
  return %y : tensor<9x?x64xf32>
}

// -----

// Too few rows to be worth a loop; a sum that a caller wants, too; and nothing
// but elementwise ops between the products.

#mk = affine_map<(m, n, k) -> (m, k)>
#kn = affine_map<(m, n, k) -> (k, n)>
#mn = affine_map<(m, n, k) -> (m, n)>
#all = affine_map<(m, n) -> (m, n)>
#row = affine_map<(m, n) -> (m)>

// CHECK-LABEL: func.func @few_rows(
// CHECK-NOT: scf.forall
func.func @few_rows(%q: tensor<8x64xf32>, %k: tensor<64x128xf32>, %v: tensor<128x64xf32>, %s0: tensor<8x128xf32>, %r0: tensor<8xf32>, %y0: tensor<8x64xf32>) -> tensor<8x64xf32> {
  %scores = linalg.generic {indexing_maps = [#mk, #kn, #mn], iterator_types = ["parallel", "parallel", "reduction"]} ins(%q, %k : tensor<8x64xf32>, tensor<64x128xf32>) outs(%s0 : tensor<8x128xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %out, %p : f32
    linalg.yield %s : f32
  } -> tensor<8x128xf32>
  %sum = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "reduction"]} ins(%scores : tensor<8x128xf32>) outs(%r0 : tensor<8xf32>) {
  ^bb0(%a: f32, %out: f32):
    %s = arith.addf %a, %out : f32
    linalg.yield %s : f32
  } -> tensor<8xf32>
  %w = linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel"]} ins(%scores, %sum : tensor<8x128xf32>, tensor<8xf32>) outs(%s0 : tensor<8x128xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %s = arith.divf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<8x128xf32>
  %y = linalg.generic {indexing_maps = [#mk, #kn, #mn], iterator_types = ["parallel", "parallel", "reduction"]} ins(%w, %v : tensor<8x128xf32>, tensor<128x64xf32>) outs(%y0 : tensor<8x64xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %out, %p : f32
    linalg.yield %s : f32
  } -> tensor<8x64xf32>
  return %y : tensor<8x64xf32>
}

// CHECK-LABEL: func.func @wanted_sums(
// CHECK-NOT: scf.forall
func.func @wanted_sums(%q: tensor<?x64xf32>, %k: tensor<64x128xf32>, %v: tensor<128x64xf32>, %s0: tensor<?x128xf32>, %r0: tensor<?xf32>, %y0: tensor<?x64xf32>) -> (tensor<?x64xf32>, tensor<?xf32>) {
  %scores = linalg.generic {indexing_maps = [#mk, #kn, #mn], iterator_types = ["parallel", "parallel", "reduction"]} ins(%q, %k : tensor<?x64xf32>, tensor<64x128xf32>) outs(%s0 : tensor<?x128xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %out, %p : f32
    linalg.yield %s : f32
  } -> tensor<?x128xf32>
  %sum = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "reduction"]} ins(%scores : tensor<?x128xf32>) outs(%r0 : tensor<?xf32>) {
  ^bb0(%a: f32, %out: f32):
    %s = arith.addf %a, %out : f32
    linalg.yield %s : f32
  } -> tensor<?xf32>
  %w = linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel"]} ins(%scores, %sum : tensor<?x128xf32>, tensor<?xf32>) outs(%s0 : tensor<?x128xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %s = arith.divf %a, %b : f32
    linalg.yield %s : f32
  } -> tensor<?x128xf32>
  %y = linalg.generic {indexing_maps = [#mk, #kn, #mn], iterator_types = ["parallel", "parallel", "reduction"]} ins(%w, %v : tensor<?x128xf32>, tensor<128x64xf32>) outs(%y0 : tensor<?x64xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %out, %p : f32
    linalg.yield %s : f32
  } -> tensor<?x64xf32>
  return %y, %sum : tensor<?x64xf32>, tensor<?xf32>
}

// CHECK-LABEL: func.func @no_reduction(
// CHECK-NOT: scf.forall
func.func @no_reduction(%q: tensor<?x64xf32>, %k: tensor<64x128xf32>, %v: tensor<128x64xf32>, %s0: tensor<?x128xf32>, %y0: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %scores = linalg.generic {indexing_maps = [#mk, #kn, #mn], iterator_types = ["parallel", "parallel", "reduction"]} ins(%q, %k : tensor<?x64xf32>, tensor<64x128xf32>) outs(%s0 : tensor<?x128xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %out, %p : f32
    linalg.yield %s : f32
  } -> tensor<?x128xf32>
  %w = linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel", "parallel"]} ins(%scores : tensor<?x128xf32>) outs(%s0 : tensor<?x128xf32>) {
  ^bb0(%a: f32, %out: f32):
    %s = math.exp %a : f32
    linalg.yield %s : f32
  } -> tensor<?x128xf32>
  %y = linalg.generic {indexing_maps = [#mk, #kn, #mn], iterator_types = ["parallel", "parallel", "reduction"]} ins(%w, %v : tensor<?x128xf32>, tensor<128x64xf32>) outs(%y0 : tensor<?x64xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %out, %p : f32
    linalg.yield %s : f32
  } -> tensor<?x64xf32>
  return %y : tensor<?x64xf32>
}
