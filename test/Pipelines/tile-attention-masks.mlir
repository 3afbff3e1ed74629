// RUN: quant-opt %s --split-input-file --qblock-order-loops=reassociate=true --qblock-tile-attention --canonicalize --cse | FileCheck %s

// A softmax needs the columns that are not masked for any row of a tile. They
// are looked for once, for all heads and layers, in what the mask is for scores
// of zero.

#hmk = affine_map<(h, m, n, k) -> (h, m, k)>
#hkn = affine_map<(h, m, n, k) -> (h, k, n)>
#hmn = affine_map<(h, m, n, k) -> (h, m, n)>
#all = affine_map<(h, m, n) -> (h, m, n)>
#mask = affine_map<(h, m, n) -> (m, n)>
#row = affine_map<(h, m, n) -> (h, m)>

// CHECK-LABEL: func.func @added(
// CHECK-SAME:    %[[Q:[^ ]*]]: tensor<9x?x64xf32>, %[[K:[^ ]*]]: tensor<9x64x?xf32>, %[[V:[^ ]*]]: tensor<9x?x64xf32>, %[[MASK:[^ ]*]]: tensor<?x?xf32>
// CHECK-DAG:   %[[HUGE:.*]] = arith.constant 1.000000e+30 : f32
// CHECK-DAG:   %[[LOWEST:.*]] = arith.constant 0xFF800000 : f32
// CHECK:       %[[FILL:.*]] = linalg.fill ins(%[[LOWEST]] : f32)
// CHECK:       %[[LARGEST:.*]] = linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]} ins(%[[MASK]] : tensor<?x?xf32>) outs(%[[FILL]] : tensor<?xf32>)
// CHECK:         arith.maximumf
// CHECK:       %[[SPANS:.*]]:2 = linalg.generic {{.*}} ins(%[[MASK]], %[[LARGEST]] : {{.*}}) outs(%{{.*}}, %{{.*}} : tensor<?xi64>, tensor<?xi64>)
// CHECK:         %[[BOUND:.*]] = arith.subf %{{.*}}, %[[HUGE]]
// CHECK:         arith.cmpf olt, %{{.*}}, %[[BOUND]]
// CHECK:         arith.minsi
// CHECK:         arith.maxsi
// CHECK:       scf.forall (%[[H:.*]], %[[M:.*]]) =
// CHECK-DAG:     %[[FIRSTS:.*]] = tensor.extract_slice %[[SPANS]]#0[%[[M]]] [%{{.*}}] [1]
// CHECK-DAG:     %[[ENDS:.*]] = tensor.extract_slice %[[SPANS]]#1[%[[M]]] [%{{.*}}] [1]
// CHECK:         %[[RANGE:.*]]:2 = linalg.generic {{.*}} iterator_types = ["reduction"]} ins(%[[FIRSTS]], %[[ENDS]] :
// CHECK-DAG:     %[[FIRST:.*]] = tensor.extract %[[RANGE]]#0[]
// CHECK-DAG:     %[[END:.*]] = tensor.extract %[[RANGE]]#1[]
// CHECK:         %[[BEGIN:.*]] = affine.apply
// CHECK:         %[[COUNT:.*]] = arith.subi %{{.*}}, %[[BEGIN]] : index
// CHECK:         tensor.extract_slice %{{.*}}[0, 0, %[[BEGIN]]] [1, 64, %[[COUNT]]] {{.*}} : tensor<1x64x?xf32> to
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction", "parallel"]}
// CHECK:         tensor.extract_slice %{{.*}}[0, %[[BEGIN]]] [%{{.*}}, %[[COUNT]]] {{.*}} : tensor<?x?xf32> to
// CHECK:         math.exp
// CHECK:         tensor.extract_slice %{{.*}}[0, %[[BEGIN]], 0] [1, %[[COUNT]], 64] {{.*}} : tensor<1x?x64xf32> to
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "reduction", "parallel", "parallel"]}
// CHECK:         tensor.parallel_insert_slice
func.func @added(%q: tensor<9x?x64xf32>, %k: tensor<9x64x?xf32>, %v: tensor<9x?x64xf32>, %mask: tensor<?x?xf32>, %s0: tensor<9x?x?xf32>, %r0: tensor<9x?xf32>, %y0: tensor<9x?x64xf32>) -> tensor<9x?x64xf32> {
  %zero = arith.constant 0.0 : f32
  %lowest = arith.constant 0xFF800000 : f32
  %scale = arith.constant 0.125 : f32
  %scores = linalg.generic {indexing_maps = [#hmk, #hkn, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%q, %k : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %out, %p : f32
    linalg.yield %s : f32
  } -> tensor<9x?x?xf32>
  %masked = linalg.generic {indexing_maps = [#all, #mask, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%scores, %mask : tensor<9x?x?xf32>, tensor<?x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %scale : f32
    %s = arith.addf %p, %b : f32
    linalg.yield %s : f32
  } -> tensor<9x?x?xf32>
  %max = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "parallel", "reduction"]} ins(%masked : tensor<9x?x?xf32>) outs(%r0 : tensor<9x?xf32>) {
  ^bb0(%a: f32, %out: f32):
    %s = arith.maximumf %a, %out : f32
    linalg.yield %s : f32
  } -> tensor<9x?xf32>
  %w = linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%masked, %max : tensor<9x?x?xf32>, tensor<9x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %d = arith.subf %a, %b : f32
    %e = math.exp %d : f32
    linalg.yield %e : f32
  } -> tensor<9x?x?xf32>
  %y = linalg.generic {indexing_maps = [#hmk, #hkn, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%w, %v : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%y0 : tensor<9x?x64xf32>) {
  ^bb0(%a: f32, %b: f32, %acc: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %acc, %p : f32
    linalg.yield %s : f32
  } -> tensor<9x?x64xf32>
  return %y : tensor<9x?x64xf32>
}

// Chosen by a condition, with numbers that say no more than whether.

// CHECK-LABEL: func.func @chosen(
// CHECK-SAME:    %[[MASK:[^ ]*]]: tensor<?x?xi1>
// CHECK:       linalg.generic {{.*}} ins(%[[MASK]] : tensor<?x?xi1>)
// CHECK-NEXT:    ^bb0(%[[IS:.*]]: i1, %{{.*}}: f32):
// CHECK-NEXT:    %[[CHOSEN:.*]] = arith.select %[[IS]], %{{.*}}, %{{.*}} : f32
// CHECK-NEXT:    arith.maximumf %[[CHOSEN]]
// CHECK:       scf.forall
// CHECK:         tensor.extract %{{.*}}[] : tensor<i64>
func.func @chosen(%q: tensor<9x?x64xf32>, %k: tensor<9x64x?xf32>, %v: tensor<9x?x64xf32>, %mask: tensor<?x?xi1>, %s0: tensor<9x?x?xf32>, %r0: tensor<9x?xf32>, %y0: tensor<9x?x64xf32>) -> tensor<9x?x64xf32> {
  %zero = arith.constant 0.0 : f32
  %lowest = arith.constant 0xFF800000 : f32
  %scale = arith.constant 0.125 : f32
  %low = arith.constant 0xFF7FFFFF : f32
  %scores = linalg.generic {indexing_maps = [#hmk, #hkn, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%q, %k : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %out, %p : f32
    linalg.yield %s : f32
  } -> tensor<9x?x?xf32>
  %masked = linalg.generic {indexing_maps = [#all, #mask, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%scores, %mask : tensor<9x?x?xf32>, tensor<?x?xi1>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: i1, %out: f32):
    %p = arith.mulf %a, %scale : f32
    %s = arith.select %b, %p, %low : f32
    linalg.yield %s : f32
  } -> tensor<9x?x?xf32>
  %max = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "parallel", "reduction"]} ins(%masked : tensor<9x?x?xf32>) outs(%r0 : tensor<9x?xf32>) {
  ^bb0(%a: f32, %out: f32):
    %s = arith.maximumf %a, %out : f32
    linalg.yield %s : f32
  } -> tensor<9x?xf32>
  %w = linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%masked, %max : tensor<9x?x?xf32>, tensor<9x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %d = arith.subf %a, %b : f32
    %e = math.exp %d : f32
    linalg.yield %e : f32
  } -> tensor<9x?x?xf32>
  %y = linalg.generic {indexing_maps = [#hmk, #hkn, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%w, %v : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%y0 : tensor<9x?x64xf32>) {
  ^bb0(%a: f32, %b: f32, %acc: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %acc, %p : f32
    linalg.yield %s : f32
  } -> tensor<9x?x64xf32>
  return %y : tensor<9x?x64xf32>
}

// Computed from the positions of row and column, which in a tile begin later.

// CHECK-LABEL: func.func @computed(
// CHECK:       linalg.generic {{.*}} iterator_types = ["parallel", "reduction"]} ins(%{{.*}} : tensor<?x?xi8>) outs(%{{.*}} : tensor<?xf32>)
// CHECK:         linalg.index 0
// CHECK:         linalg.index 1
// CHECK:         arith.maximumf
// CHECK:       scf.forall (%[[H:.*]], %[[M:.*]]) =
// CHECK:         %[[N:.*]] = linalg.index 2
// CHECK:         %[[COLUMN:.*]] = affine.apply {{.*}}[%[[N]]]
// CHECK:         arith.cmpi ugt, %[[COLUMN]], %{{.*}} : index
func.func @computed(%q: tensor<9x?x64xf32>, %k: tensor<9x64x?xf32>, %v: tensor<9x?x64xf32>, %s0: tensor<9x?x?xf32>, %r0: tensor<9x?xf32>, %y0: tensor<9x?x64xf32>) -> tensor<9x?x64xf32> {
  %zero = arith.constant 0.0 : f32
  %lowest = arith.constant 0xFF800000 : f32
  %scale = arith.constant 0.125 : f32
  %scores = linalg.generic {indexing_maps = [#hmk, #hkn, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%q, %k : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %out, %p : f32
    linalg.yield %s : f32
  } -> tensor<9x?x?xf32>
  %masked = linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%scores : tensor<9x?x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %out: f32):
    %p = arith.mulf %a, %scale : f32
    %m = linalg.index 1 : index
    %n = linalg.index 2 : index
    %later = arith.cmpi ugt, %n, %m : index
    %s = arith.select %later, %lowest, %p : f32
    linalg.yield %s : f32
  } -> tensor<9x?x?xf32>
  %max = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "parallel", "reduction"]} ins(%masked : tensor<9x?x?xf32>) outs(%r0 : tensor<9x?xf32>) {
  ^bb0(%a: f32, %out: f32):
    %s = arith.maximumf %a, %out : f32
    linalg.yield %s : f32
  } -> tensor<9x?xf32>
  %w = linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%masked, %max : tensor<9x?x?xf32>, tensor<9x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %d = arith.subf %a, %b : f32
    %e = math.exp %d : f32
    linalg.yield %e : f32
  } -> tensor<9x?x?xf32>
  %y = linalg.generic {indexing_maps = [#hmk, #hkn, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%w, %v : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%y0 : tensor<9x?x64xf32>) {
  ^bb0(%a: f32, %b: f32, %acc: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %acc, %p : f32
    linalg.yield %s : f32
  } -> tensor<9x?x64xf32>
  return %y : tensor<9x?x64xf32>
}

// Layers in a loop have one mask.

// CHECK-LABEL: func.func @layers(
// CHECK:         arith.maximumf
// CHECK:         arith.maxsi
// CHECK:       scf.for
// CHECK-NOT:     arith.cmpf
// CHECK:         scf.forall
// CHECK:           tensor.extract %{{.*}}[] : tensor<i64>
func.func @layers(%q: tensor<9x?x64xf32>, %k: tensor<9x64x?xf32>, %v: tensor<9x?x64xf32>, %mask: tensor<?x?xf32>, %s0: tensor<9x?x?xf32>, %r0: tensor<9x?xf32>, %y0: tensor<9x?x64xf32>) -> tensor<9x?x64xf32> {
  %zero = arith.constant 0.0 : f32
  %lowest = arith.constant 0xFF800000 : f32
  %scale = arith.constant 0.125 : f32
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c30 = arith.constant 30 : index
  %last = scf.for %i = %c0 to %c30 step %c1 iter_args(%x = %q) -> tensor<9x?x64xf32> {
    %scores = linalg.generic {indexing_maps = [#hmk, #hkn, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%x, %k : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
    ^bb0(%a: f32, %b: f32, %out: f32):
      %p = arith.mulf %a, %b : f32
      %s = arith.addf %out, %p : f32
      linalg.yield %s : f32
    } -> tensor<9x?x?xf32>
    %masked = linalg.generic {indexing_maps = [#all, #mask, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%scores, %mask : tensor<9x?x?xf32>, tensor<?x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
    ^bb0(%a: f32, %b: f32, %out: f32):
      %p = arith.mulf %a, %scale : f32
      %s = arith.addf %p, %b : f32
      linalg.yield %s : f32
    } -> tensor<9x?x?xf32>
    %max = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "parallel", "reduction"]} ins(%masked : tensor<9x?x?xf32>) outs(%r0 : tensor<9x?xf32>) {
    ^bb0(%a: f32, %out: f32):
      %s = arith.maximumf %a, %out : f32
      linalg.yield %s : f32
    } -> tensor<9x?xf32>
    %w = linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%masked, %max : tensor<9x?x?xf32>, tensor<9x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
    ^bb0(%a: f32, %b: f32, %out: f32):
      %d = arith.subf %a, %b : f32
      %e = math.exp %d : f32
      linalg.yield %e : f32
    } -> tensor<9x?x?xf32>
    %y = linalg.generic {indexing_maps = [#hmk, #hkn, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%w, %v : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%y0 : tensor<9x?x64xf32>) {
    ^bb0(%a: f32, %b: f32, %acc: f32):
      %p = arith.mulf %a, %b : f32
      %s = arith.addf %acc, %p : f32
      linalg.yield %s : f32
    } -> tensor<9x?x64xf32>
    scf.yield %y : tensor<9x?x64xf32>
  }
  return %last : tensor<9x?x64xf32>
}

// -----

#hmk = affine_map<(h, m, n, k) -> (h, m, k)>
#hkn = affine_map<(h, m, n, k) -> (h, k, n)>
#hmn = affine_map<(h, m, n, k) -> (h, m, n)>
#all = affine_map<(h, m, n) -> (h, m, n)>
#mask = affine_map<(h, m, n) -> (m, n)>
#row = affine_map<(h, m, n) -> (h, m)>

// What is masked by head costs as much to look for as it may spare; columns that
// are added to a sum, or are not zero after all, count.

// CHECK-LABEL: func.func @by_head(
// CHECK:       scf.forall
// CHECK-NOT:   tensor<i64>
func.func @by_head(%q: tensor<9x?x64xf32>, %k: tensor<9x64x?xf32>, %v: tensor<9x?x64xf32>, %mask: tensor<9x?x?xf32>, %s0: tensor<9x?x?xf32>, %r0: tensor<9x?xf32>, %y0: tensor<9x?x64xf32>) -> tensor<9x?x64xf32> {
  %zero = arith.constant 0.0 : f32
  %lowest = arith.constant 0xFF800000 : f32
  %scale = arith.constant 0.125 : f32
  %scores = linalg.generic {indexing_maps = [#hmk, #hkn, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%q, %k : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %out, %p : f32
    linalg.yield %s : f32
  } -> tensor<9x?x?xf32>
  %masked = linalg.generic {indexing_maps = [#all, #all, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%scores, %mask : tensor<9x?x?xf32>, tensor<9x?x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %scale : f32
    %s = arith.addf %p, %b : f32
    linalg.yield %s : f32
  } -> tensor<9x?x?xf32>
  %max = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "parallel", "reduction"]} ins(%masked : tensor<9x?x?xf32>) outs(%r0 : tensor<9x?xf32>) {
  ^bb0(%a: f32, %out: f32):
    %s = arith.maximumf %a, %out : f32
    linalg.yield %s : f32
  } -> tensor<9x?xf32>
  %w = linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%masked, %max : tensor<9x?x?xf32>, tensor<9x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %d = arith.subf %a, %b : f32
    %e = math.exp %d : f32
    linalg.yield %e : f32
  } -> tensor<9x?x?xf32>
  %y = linalg.generic {indexing_maps = [#hmk, #hkn, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%w, %v : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%y0 : tensor<9x?x64xf32>) {
  ^bb0(%a: f32, %b: f32, %acc: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %acc, %p : f32
    linalg.yield %s : f32
  } -> tensor<9x?x64xf32>
  return %y : tensor<9x?x64xf32>
}

// CHECK-LABEL: func.func @unmasked(
// CHECK:       scf.forall
// CHECK-NOT:   tensor<i64>
func.func @unmasked(%q: tensor<9x?x64xf32>, %k: tensor<9x64x?xf32>, %v: tensor<9x?x64xf32>, %s0: tensor<9x?x?xf32>, %r0: tensor<9x?xf32>, %y0: tensor<9x?x64xf32>) -> tensor<9x?x64xf32> {
  %zero = arith.constant 0.0 : f32
  %lowest = arith.constant 0xFF800000 : f32
  %scale = arith.constant 0.125 : f32
  %scores = linalg.generic {indexing_maps = [#hmk, #hkn, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%q, %k : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %out, %p : f32
    linalg.yield %s : f32
  } -> tensor<9x?x?xf32>
  %masked = linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%scores : tensor<9x?x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %out: f32):
    %p = arith.mulf %a, %scale : f32
    %s = arith.addf %p, %scale : f32
    linalg.yield %s : f32
  } -> tensor<9x?x?xf32>
  %max = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "parallel", "reduction"]} ins(%masked : tensor<9x?x?xf32>) outs(%r0 : tensor<9x?xf32>) {
  ^bb0(%a: f32, %out: f32):
    %s = arith.maximumf %a, %out : f32
    linalg.yield %s : f32
  } -> tensor<9x?xf32>
  %w = linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%masked, %max : tensor<9x?x?xf32>, tensor<9x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %d = arith.subf %a, %b : f32
    %e = math.exp %d : f32
    linalg.yield %e : f32
  } -> tensor<9x?x?xf32>
  %y = linalg.generic {indexing_maps = [#hmk, #hkn, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%w, %v : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%y0 : tensor<9x?x64xf32>) {
  ^bb0(%a: f32, %b: f32, %acc: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %acc, %p : f32
    linalg.yield %s : f32
  } -> tensor<9x?x64xf32>
  return %y : tensor<9x?x64xf32>
}

// CHECK-LABEL: func.func @summed(
// CHECK:       scf.forall
// CHECK-NOT:   tensor<i64>
func.func @summed(%q: tensor<9x?x64xf32>, %k: tensor<9x64x?xf32>, %v: tensor<9x?x64xf32>, %mask: tensor<?x?xf32>, %s0: tensor<9x?x?xf32>, %r0: tensor<9x?xf32>, %y0: tensor<9x?x64xf32>) -> tensor<9x?x64xf32> {
  %zero = arith.constant 0.0 : f32
  %lowest = arith.constant 0xFF800000 : f32
  %scale = arith.constant 0.125 : f32
  %scores = linalg.generic {indexing_maps = [#hmk, #hkn, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%q, %k : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %out, %p : f32
    linalg.yield %s : f32
  } -> tensor<9x?x?xf32>
  %masked = linalg.generic {indexing_maps = [#all, #mask, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%scores, %mask : tensor<9x?x?xf32>, tensor<?x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %scale : f32
    %s = arith.addf %p, %b : f32
    linalg.yield %s : f32
  } -> tensor<9x?x?xf32>
  %max = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "parallel", "reduction"]} ins(%masked : tensor<9x?x?xf32>) outs(%r0 : tensor<9x?xf32>) {
  ^bb0(%a: f32, %out: f32):
    %s = arith.addf %a, %out : f32
    linalg.yield %s : f32
  } -> tensor<9x?xf32>
  %w = linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%masked, %max : tensor<9x?x?xf32>, tensor<9x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %d = arith.subf %a, %b : f32
    %e = math.exp %d : f32
    linalg.yield %e : f32
  } -> tensor<9x?x?xf32>
  %y = linalg.generic {indexing_maps = [#hmk, #hkn, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%w, %v : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%y0 : tensor<9x?x64xf32>) {
  ^bb0(%a: f32, %b: f32, %acc: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %acc, %p : f32
    linalg.yield %s : f32
  } -> tensor<9x?x64xf32>
  return %y : tensor<9x?x64xf32>
}

// CHECK-LABEL: func.func @shifted(
// CHECK:       scf.forall
// CHECK-NOT:   tensor<i64>
func.func @shifted(%q: tensor<9x?x64xf32>, %k: tensor<9x64x?xf32>, %v: tensor<9x?x64xf32>, %mask: tensor<?x?xf32>, %s0: tensor<9x?x?xf32>, %r0: tensor<9x?xf32>, %y0: tensor<9x?x64xf32>) -> tensor<9x?x64xf32> {
  %zero = arith.constant 0.0 : f32
  %lowest = arith.constant 0xFF800000 : f32
  %scale = arith.constant 0.125 : f32
  %scores = linalg.generic {indexing_maps = [#hmk, #hkn, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%q, %k : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %out, %p : f32
    linalg.yield %s : f32
  } -> tensor<9x?x?xf32>
  %masked = linalg.generic {indexing_maps = [#all, #mask, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%scores, %mask : tensor<9x?x?xf32>, tensor<?x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %scale : f32
    %s = arith.addf %p, %b : f32
    linalg.yield %s : f32
  } -> tensor<9x?x?xf32>
  %max = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "parallel", "reduction"]} ins(%masked : tensor<9x?x?xf32>) outs(%r0 : tensor<9x?xf32>) {
  ^bb0(%a: f32, %out: f32):
    %s = arith.maximumf %a, %out : f32
    linalg.yield %s : f32
  } -> tensor<9x?xf32>
  %w = linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%masked, %max : tensor<9x?x?xf32>, tensor<9x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %d = arith.subf %a, %b : f32
    %e = math.exp %d : f32
    %f = arith.addf %e, %scale : f32
    linalg.yield %f : f32
  } -> tensor<9x?x?xf32>
  %y = linalg.generic {indexing_maps = [#hmk, #hkn, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%w, %v : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%y0 : tensor<9x?x64xf32>) {
  ^bb0(%a: f32, %b: f32, %acc: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %acc, %p : f32
    linalg.yield %s : f32
  } -> tensor<9x?x64xf32>
  return %y : tensor<9x?x64xf32>
}

// CHECK-LABEL: func.func @squared(
// CHECK:       scf.forall
// CHECK-NOT:   tensor<i64>
// CHECK:       return
func.func @squared(%q: tensor<9x?x64xf32>, %k: tensor<9x64x?xf32>, %v: tensor<9x?x64xf32>, %mask: tensor<?x?xf32>, %s0: tensor<9x?x?xf32>, %r0: tensor<9x?xf32>, %y0: tensor<9x?x64xf32>) -> tensor<9x?x64xf32> {
  %zero = arith.constant 0.0 : f32
  %lowest = arith.constant 0xFF800000 : f32
  %scale = arith.constant 0.125 : f32
  %scores = linalg.generic {indexing_maps = [#hmk, #hkn, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%q, %k : tensor<9x?x64xf32>, tensor<9x64x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %out, %p : f32
    linalg.yield %s : f32
  } -> tensor<9x?x?xf32>
  %masked = linalg.generic {indexing_maps = [#all, #mask, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%scores, %mask : tensor<9x?x?xf32>, tensor<?x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %p = arith.mulf %a, %scale : f32
    %t = arith.mulf %p, %p : f32
    %u = math.powf %t, %scale : f32
    %s = arith.addf %u, %b : f32
    linalg.yield %s : f32
  } -> tensor<9x?x?xf32>
  %max = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "parallel", "reduction"]} ins(%masked : tensor<9x?x?xf32>) outs(%r0 : tensor<9x?xf32>) {
  ^bb0(%a: f32, %out: f32):
    %s = arith.maximumf %a, %out : f32
    linalg.yield %s : f32
  } -> tensor<9x?xf32>
  %w = linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%masked, %max : tensor<9x?x?xf32>, tensor<9x?xf32>) outs(%s0 : tensor<9x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %d = arith.subf %a, %b : f32
    %e = math.exp %d : f32
    linalg.yield %e : f32
  } -> tensor<9x?x?xf32>
  %y = linalg.generic {indexing_maps = [#hmk, #hkn, #hmn], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%w, %v : tensor<9x?x?xf32>, tensor<9x?x64xf32>) outs(%y0 : tensor<9x?x64xf32>) {
  ^bb0(%a: f32, %b: f32, %acc: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %acc, %p : f32
    linalg.yield %s : f32
  } -> tensor<9x?x64xf32>
  return %y : tensor<9x?x64xf32>
}
