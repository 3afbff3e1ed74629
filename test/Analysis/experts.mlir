// Stacks of experts: batched matmuls, and the router before them.
// RUN: quant-opt %s --split-input-file --qblock-print-weights -o /dev/null 2>&1 | FileCheck %s

// CHECK-LABEL: weights of @ffn
// CHECK-NEXT: arg1: blk.0.ffn_gate_inp.weight role=ffn_router layer=0 4x64 NK how=dataflow:expert-count uses=matmul
// CHECK-NEXT: arg2: blk.0.ffn_gate_exps.weight role=ffn_gate layer=0 384x64 mixed how=dataflow:gated-product uses=matmul
// CHECK-NEXT: arg3: blk.0.ffn_up_exps.weight role=ffn_up layer=0 384x64 mixed how=dataflow:gated-product uses=matmul
// CHECK-NEXT: arg4: blk.0.ffn_down_exps.weight role=ffn_down layer=0 256x96 mixed how=dataflow:gated-result uses=matmul
// CHECK-NEXT: model: {{.*}} experts=4
#id3 = affine_map<(d0,d1,d2) -> (d0,d1,d2)>
func.func @ffn(%x: tensor<4x64xf32>, %router: tensor<4x64xf32>, %g: tensor<4x64x96xf32>, %u: tensor<4x64x96xf32>, %d: tensor<4x96x64xf32>) -> tensor<4x64xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x4xf32>
  %i = linalg.fill ins(%zero : f32) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
  %te = tensor.empty() : tensor<64x4xf32>
  %rt = linalg.transpose ins(%router : tensor<4x64xf32>) outs(%te : tensor<64x4xf32>) permutation = [1, 0]
  %l = linalg.matmul ins(%x, %rt : tensor<4x64xf32>, tensor<64x4xf32>) outs(%i : tensor<4x4xf32>) -> tensor<4x4xf32>
  %p = linalg.softmax dimension(1) ins(%l : tensor<4x4xf32>) outs(%e : tensor<4x4xf32>) -> tensor<4x4xf32>
  %be = tensor.empty() : tensor<4x4x64xf32>
  %b = linalg.broadcast ins(%x : tensor<4x64xf32>) outs(%be : tensor<4x4x64xf32>) dimensions = [0]
  %he = tensor.empty() : tensor<4x4x96xf32>
  %h0 = linalg.fill ins(%zero : f32) outs(%he : tensor<4x4x96xf32>) -> tensor<4x4x96xf32>
  %gate = linalg.batch_matmul ins(%b, %g : tensor<4x4x64xf32>, tensor<4x64x96xf32>) outs(%h0 : tensor<4x4x96xf32>) -> tensor<4x4x96xf32>
  %up = linalg.batch_matmul ins(%b, %u : tensor<4x4x64xf32>, tensor<4x64x96xf32>) outs(%h0 : tensor<4x4x96xf32>) -> tensor<4x4x96xf32>
  %act = linalg.generic {indexing_maps = [#id3, #id3, #id3], iterator_types = ["parallel","parallel","parallel"]} ins(%gate, %up : tensor<4x4x96xf32>, tensor<4x4x96xf32>) outs(%he : tensor<4x4x96xf32>) {
  ^bb0(%a: f32, %c: f32, %o: f32):
    %one = arith.constant 1.0 : f32
    %n = arith.negf %a : f32
    %ex = math.exp %n : f32
    %s = arith.addf %ex, %one : f32
    %q = arith.divf %a, %s : f32
    %m = arith.mulf %q, %c : f32
    linalg.yield %m : f32
  } -> tensor<4x4x96xf32>
  %d0 = linalg.fill ins(%zero : f32) outs(%be : tensor<4x4x64xf32>) -> tensor<4x4x64xf32>
  %down = linalg.batch_matmul ins(%act, %d : tensor<4x4x96xf32>, tensor<4x96x64xf32>) outs(%d0 : tensor<4x4x64xf32>) -> tensor<4x4x64xf32>
  %oe = tensor.empty() : tensor<4x64xf32>
  %o0 = linalg.fill ins(%zero : f32) outs(%oe : tensor<4x64xf32>) -> tensor<4x64xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(t,k,e) -> (t,e)>, affine_map<(t,k,e) -> (e,t,k)>, affine_map<(t,k,e) -> (t,k)>], iterator_types = ["parallel","parallel","reduction"]} ins(%p, %down : tensor<4x4xf32>, tensor<4x4x64xf32>) outs(%o0 : tensor<4x64xf32>) {
  ^bb0(%a: f32, %c: f32, %o: f32):
    %m = arith.mulf %a, %c : f32
    %s = arith.addf %o, %m : f32
    linalg.yield %s : f32
  } -> tensor<4x64xf32>
  return %y : tensor<4x64xf32>
}

// -----

// Queries and keys, and scores and values, are stacks too.
// CHECK-LABEL: weights of @keeps_cached_attention
// CHECK-NEXT: model: {{.*}} experts=0
func.func @keeps_cached_attention(%q: tensor<8x4x32xf32>, %k: tensor<8x32x16xf32>, %v: tensor<8x16x32xf32>) -> tensor<8x4x32xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<8x4x16xf32>
  %i = linalg.fill ins(%zero : f32) outs(%e : tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
  %s = linalg.batch_matmul ins(%q, %k : tensor<8x4x32xf32>, tensor<8x32x16xf32>) outs(%i : tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
  %p = linalg.softmax dimension(2) ins(%s : tensor<8x4x16xf32>) outs(%e : tensor<8x4x16xf32>) -> tensor<8x4x16xf32>
  %oe = tensor.empty() : tensor<8x4x32xf32>
  %o = linalg.fill ins(%zero : f32) outs(%oe : tensor<8x4x32xf32>) -> tensor<8x4x32xf32>
  %y = linalg.batch_matmul ins(%p, %v : tensor<8x4x16xf32>, tensor<8x16x32xf32>) outs(%o : tensor<8x4x32xf32>) -> tensor<8x4x32xf32>
  return %y : tensor<8x4x32xf32>
}

// -----

// Five rows before four experts: a layer, but no router.
// CHECK-LABEL: weights of @keeps_other_count
// CHECK-NEXT: arg1: {{.*}} role=other {{.*}} 5x64
// CHECK-NEXT: arg2: {{.*}} role=ffn_up
// CHECK-NEXT: arg3: {{.*}} role=ffn_down
// CHECK-NEXT: model: {{.*}} experts=4
func.func @keeps_other_count(%x: tensor<7x64xf32>, %other: tensor<64x5xf32>, %u: tensor<4x64x96xf32>, %d: tensor<4x96x64xf32>, %i0: tensor<7x5xf32>, %be: tensor<4x7x64xf32>, %he: tensor<4x7x96xf32>) -> (tensor<7x5xf32>, tensor<4x7x64xf32>) {
  %l = linalg.matmul ins(%x, %other : tensor<7x64xf32>, tensor<64x5xf32>) outs(%i0 : tensor<7x5xf32>) -> tensor<7x5xf32>
  %b = linalg.broadcast ins(%x : tensor<7x64xf32>) outs(%be : tensor<4x7x64xf32>) dimensions = [0]
  %up = linalg.batch_matmul ins(%b, %u : tensor<4x7x64xf32>, tensor<4x64x96xf32>) outs(%he : tensor<4x7x96xf32>) -> tensor<4x7x96xf32>
  %act = linalg.tanh ins(%up : tensor<4x7x96xf32>) outs(%he : tensor<4x7x96xf32>) -> tensor<4x7x96xf32>
  %down = linalg.batch_matmul ins(%act, %d : tensor<4x7x96xf32>, tensor<4x96x64xf32>) outs(%be : tensor<4x7x64xf32>) -> tensor<4x7x64xf32>
  return %l, %down : tensor<7x5xf32>, tensor<4x7x64xf32>
}

// -----

// One number, not one for each token; its matrix is read as floats.
// CHECK-LABEL: weights of @keeps_single_choice
// CHECK-NEXT: w: {{.*}} uses=matmul, float ('func.return' reads it as floats){{$}}
func.func @keeps_single_choice(%x: tensor<4x3x96xf32>, %id: tensor<i64>, %i0: tensor<4x3x64xf32>) -> (tensor<64x96xf32>, tensor<4x3x64xf32>) {
  %w = arith.constant dense_resource<w> : tensor<4x64x96xf32>
  %e = tensor.empty() : tensor<64x96xf32>
  %g = linalg.generic {indexing_maps = [affine_map<(c, d) -> ()>, affine_map<(c, d) -> (c, d)>], iterator_types = ["parallel", "parallel"]} ins(%id : tensor<i64>) outs(%e : tensor<64x96xf32>) {
  ^bb0(%in: i64, %o: f32):
    %n = arith.index_cast %in : i64 to index
    %r = linalg.index 0 : index
    %k = linalg.index 1 : index
    %v = tensor.extract %w[%n, %r, %k] : tensor<4x64x96xf32>
    linalg.yield %v : f32
  } -> tensor<64x96xf32>
  %y = linalg.contract indexing_maps = [affine_map<(e, m, n, k) -> (e, m, k)>, affine_map<(e, m, n, k) -> (e, n, k)>, affine_map<(e, m, n, k) -> (e, m, n)>] ins(%x, %w : tensor<4x3x96xf32>, tensor<4x64x96xf32>) outs(%i0 : tensor<4x3x64xf32>) -> tensor<4x3x64xf32>
  return %g, %y : tensor<64x96xf32>, tensor<4x3x64xf32>
}

// -----

// To the op that reads them, the first layers of all experts are one matrix; only
// the last one is a stack to tell the router by.
// CHECK-LABEL: weights of @tells_router_by_the_last_layer
// CHECK-NEXT: arg1: blk.0.ffn_gate_inp.weight role=ffn_router layer=0 4x64 KN how=dataflow:expert-count uses=matmul
// CHECK-NEXT: arg2: {{.*}} role=ffn_up layer=0 384x64 mixed how=dataflow:activation uses=matmul
// CHECK-NEXT: arg3: blk.0.ffn_down_exps.weight role=ffn_down layer=0 256x96 mixed how=dataflow:activation uses=matmul
// CHECK-NEXT: model: {{.*}} experts=4
func.func @tells_router_by_the_last_layer(%x: tensor<8x64xf32>, %router: tensor<64x4xf32>, %u: tensor<4x64x96xf32>, %d: tensor<4x96x64xf32>,
    %i4: tensor<8x4xf32>, %iu: tensor<4x8x96xf32>, %id: tensor<4x8x64xf32>, %io: tensor<8x64xf32>) -> tensor<8x64xf32> {
  %l = linalg.matmul ins(%x, %router : tensor<8x64xf32>, tensor<64x4xf32>) outs(%i4 : tensor<8x4xf32>) -> tensor<8x4xf32>
  %p = linalg.softmax dimension(1) ins(%l : tensor<8x4xf32>) outs(%i4 : tensor<8x4xf32>) -> tensor<8x4xf32>
  %up = linalg.contract indexing_maps = [affine_map<(e,t,f,k) -> (t,k)>, affine_map<(e,t,f,k) -> (e,k,f)>, affine_map<(e,t,f,k) -> (e,t,f)>]
      ins(%x, %u : tensor<8x64xf32>, tensor<4x64x96xf32>) outs(%iu : tensor<4x8x96xf32>) -> tensor<4x8x96xf32>
  %act = linalg.tanh ins(%up : tensor<4x8x96xf32>) outs(%iu : tensor<4x8x96xf32>) -> tensor<4x8x96xf32>
  %down = linalg.batch_matmul ins(%act, %d : tensor<4x8x96xf32>, tensor<4x96x64xf32>) outs(%id : tensor<4x8x64xf32>) -> tensor<4x8x64xf32>
  %y = linalg.contract indexing_maps = [affine_map<(t,k,e) -> (t,e)>, affine_map<(t,k,e) -> (e,t,k)>, affine_map<(t,k,e) -> (t,k)>]
      ins(%p, %down : tensor<8x4xf32>, tensor<4x8x64xf32>) outs(%io : tensor<8x64xf32>) -> tensor<8x64xf32>
  return %y : tensor<8x64xf32>
}
