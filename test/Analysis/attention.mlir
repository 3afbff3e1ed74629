// The projections around a softmax.
// RUN: quant-opt %s --split-input-file --qblock-print-weights -o /dev/null 2>&1 | FileCheck %s

// One head of 32: softmax(q . k^T) . v, then the output projection.
// CHECK-LABEL: weights of @tells_projections
// CHECK-NEXT: arg3: blk.0.attn_v.weight role=attn_v layer=0 32x32 KN how=dataflow:pv-product
// CHECK-NEXT: arg4: blk.0.attn_k.weight role=attn_k layer=0 32x32 KN how=dataflow:qk-product
// CHECK-NEXT: arg5: blk.0.attn_output.weight role=attn_output layer=0 32x32 KN how=dataflow:attention-result
// CHECK-NEXT: arg6: blk.0.attn_q.weight role=attn_q layer=0 32x32 KN how=dataflow:qk-product
// CHECK-NEXT: model: layers=1 heads=1 kv-heads=1
func.func @tells_projections(%x: tensor<4x32xf32>, %i0: tensor<4x32xf32>, %i1: tensor<4x4xf32>, %wv: tensor<32x32xf32>, %wk: tensor<32x32xf32>, %wo: tensor<32x32xf32>, %wq: tensor<32x32xf32>) -> tensor<4x32xf32> {
  %e = tensor.empty() : tensor<32x4xf32>
  %v = linalg.matmul ins(%x, %wv : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %k = linalg.matmul ins(%x, %wk : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %q = linalg.matmul ins(%x, %wq : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %kt = linalg.transpose ins(%k : tensor<4x32xf32>) outs(%e : tensor<32x4xf32>) permutation = [1, 0]
  %s = linalg.matmul ins(%q, %kt : tensor<4x32xf32>, tensor<32x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %p = linalg.softmax dimension(1) ins(%s : tensor<4x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %c = linalg.matmul ins(%p, %v : tensor<4x4xf32>, tensor<4x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %y = linalg.matmul ins(%c, %wo : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %y : tensor<4x32xf32>
}

// -----

// Without a softmax in between, two products are no attention.
// CHECK-LABEL: weights of @needs_softmax
// CHECK-NEXT: arg3: {{.*}} role=other {{.*}} how=none
// CHECK-NEXT: arg4: {{.*}} role=other {{.*}} how=none
// CHECK-NEXT: arg5: {{.*}} role=other {{.*}} how=none
// CHECK-NEXT: arg6: {{.*}} role=other {{.*}} how=none
// CHECK-NEXT: model: layers=0
func.func @needs_softmax(%x: tensor<4x32xf32>, %i0: tensor<4x32xf32>, %i1: tensor<4x4xf32>, %wv: tensor<32x32xf32>, %wk: tensor<32x32xf32>, %wo: tensor<32x32xf32>, %wq: tensor<32x32xf32>) -> tensor<4x32xf32> {
  %e = tensor.empty() : tensor<32x4xf32>
  %v = linalg.matmul ins(%x, %wv : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %k = linalg.matmul ins(%x, %wk : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %q = linalg.matmul ins(%x, %wq : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %kt = linalg.transpose ins(%k : tensor<4x32xf32>) outs(%e : tensor<32x4xf32>) permutation = [1, 0]
  %s = linalg.matmul ins(%q, %kt : tensor<4x32xf32>, tensor<32x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %p = linalg.abs ins(%s : tensor<4x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %c = linalg.matmul ins(%p, %v : tensor<4x4xf32>, tensor<4x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %y = linalg.matmul ins(%c, %wo : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %y : tensor<4x32xf32>
}

// -----

// The key is the operand with the dimension that the softmax runs over, not the
// second one.
// CHECK-LABEL: weights of @tells_key_on_the_left
// CHECK-NEXT: arg2: blk.0.attn_q.weight
// CHECK-NEXT: arg3: blk.0.attn_k.weight
// CHECK-NEXT: arg4: blk.0.attn_v.weight
func.func @tells_key_on_the_left(%x: tensor<4x32xf32>, %i0: tensor<4x32xf32>, %wq: tensor<32x32xf32>, %wk: tensor<32x32xf32>, %wv: tensor<32x32xf32>, %i1: tensor<4x4xf32>) -> tensor<4x32xf32> {
  %v = linalg.matmul ins(%x, %wv : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %k = linalg.matmul ins(%x, %wk : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %q = linalg.matmul ins(%x, %wq : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %s = linalg.contract
      indexing_maps = [affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (m, n)>]
      ins(%k, %q : tensor<4x32xf32>, tensor<4x32xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %p = linalg.softmax dimension(1) ins(%s : tensor<4x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %c = linalg.matmul ins(%p, %v : tensor<4x4xf32>, tensor<4x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %c : tensor<4x32xf32>
}

// -----

// One fused projection, sliced; two query heads share one key head.
// CHECK-LABEL: weights of @tells_fused_projection
// CHECK-NEXT: arg1: blk.0.attn_qkv.weight role=attn_qkv layer=0 128x32 KN how=dataflow:qkv-slices
// CHECK-NEXT: model: layers=1 heads=2 kv-heads=1
func.func @tells_fused_projection(%x: tensor<4x32xf32>, %w: tensor<32x128xf32>, %i0: tensor<4x128xf32>, %i1: tensor<2x4x4xf32>, %i2: tensor<2x4x32xf32>) -> tensor<2x4x32xf32> {
  %e0 = tensor.empty() : tensor<2x4x32xf32>
  %e1 = tensor.empty() : tensor<2x32x4xf32>
  %qkv = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x128xf32>) outs(%i0 : tensor<4x128xf32>) -> tensor<4x128xf32>
  %q = tensor.extract_slice %qkv[0, 0] [4, 64] [1, 1] : tensor<4x128xf32> to tensor<4x64xf32>
  %k = tensor.extract_slice %qkv[0, 64] [4, 32] [1, 1] : tensor<4x128xf32> to tensor<4x32xf32>
  %v = tensor.extract_slice %qkv[0, 96] [4, 32] [1, 1] : tensor<4x128xf32> to tensor<4x32xf32>
  %heads = tensor.expand_shape %q [[0], [1, 2]] output_shape [4, 2, 32] : tensor<4x64xf32> into tensor<4x2x32xf32>
  %qh = linalg.transpose ins(%heads : tensor<4x2x32xf32>) outs(%e0 : tensor<2x4x32xf32>) permutation = [1, 0, 2]
  %kh = linalg.broadcast ins(%k : tensor<4x32xf32>) outs(%e0 : tensor<2x4x32xf32>) dimensions = [0]
  %vh = linalg.broadcast ins(%v : tensor<4x32xf32>) outs(%e0 : tensor<2x4x32xf32>) dimensions = [0]
  %kt = linalg.transpose ins(%kh : tensor<2x4x32xf32>) outs(%e1 : tensor<2x32x4xf32>) permutation = [0, 2, 1]
  %s = linalg.batch_matmul ins(%qh, %kt : tensor<2x4x32xf32>, tensor<2x32x4xf32>) outs(%i1 : tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
  %p = linalg.softmax dimension(2) ins(%s : tensor<2x4x4xf32>) outs(%i1 : tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
  %c = linalg.batch_matmul ins(%p, %vh : tensor<2x4x4xf32>, tensor<2x4x32xf32>) outs(%i2 : tensor<2x4x32xf32>) -> tensor<2x4x32xf32>
  return %c : tensor<2x4x32xf32>
}

// -----

// A decode step: query and key are rotated by halves, key and value are appended
// to caches. The caches are activations, the scores get a mask, and the softmax
// is spelled out in generics.
// CHECK-LABEL: weights of @tells_rotated_and_cached
// CHECK-NEXT: arg3: blk.0.attn_q.weight role=attn_q layer=0 32x32 KN how=dataflow:qk-product
// CHECK-NEXT: arg4: blk.0.attn_k.weight role=attn_k layer=0 32x32 KN how=dataflow:qk-product
// CHECK-NEXT: arg5: blk.0.attn_v.weight role=attn_v layer=0 32x32 KN how=dataflow:pv-product
// CHECK-NEXT: model: layers=1 heads=1 kv-heads=1
#id = affine_map<(d0, d1) -> (d0, d1)>
#row = affine_map<(d0, d1) -> (d0)>
func.func @tells_rotated_and_cached(%x: tensor<1x32xf32>, %kcache: tensor<7x32xf32>, %vcache: tensor<7x32xf32>, %wq: tensor<32x32xf32>, %wk: tensor<32x32xf32>, %wv: tensor<32x32xf32>, %cos: tensor<1x32xf32>, %sin: tensor<1x32xf32>, %mask: tensor<1x8xf32>, %i0: tensor<1x32xf32>, %i1: tensor<1x8xf32>, %i2: tensor<1xf32>) -> tensor<1x32xf32> {
  %q = linalg.matmul ins(%x, %wq : tensor<1x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<1x32xf32>) -> tensor<1x32xf32>
  %k = linalg.matmul ins(%x, %wk : tensor<1x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<1x32xf32>) -> tensor<1x32xf32>
  %v = linalg.matmul ins(%x, %wv : tensor<1x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<1x32xf32>) -> tensor<1x32xf32>
  %half = tensor.empty() : tensor<1x16xf32>
  %q0 = tensor.extract_slice %q[0, 0] [1, 16] [1, 1] : tensor<1x32xf32> to tensor<1x16xf32>
  %q1 = tensor.extract_slice %q[0, 16] [1, 16] [1, 1] : tensor<1x32xf32> to tensor<1x16xf32>
  %qn = linalg.negf ins(%q1 : tensor<1x16xf32>) outs(%half : tensor<1x16xf32>) -> tensor<1x16xf32>
  %qc = tensor.concat dim(1) %qn, %q0 : (tensor<1x16xf32>, tensor<1x16xf32>) -> tensor<1x32xf32>
  %qcos = linalg.mul ins(%q, %cos : tensor<1x32xf32>, tensor<1x32xf32>) outs(%i0 : tensor<1x32xf32>) -> tensor<1x32xf32>
  %qsin = linalg.mul ins(%qc, %sin : tensor<1x32xf32>, tensor<1x32xf32>) outs(%i0 : tensor<1x32xf32>) -> tensor<1x32xf32>
  %qr = linalg.add ins(%qcos, %qsin : tensor<1x32xf32>, tensor<1x32xf32>) outs(%i0 : tensor<1x32xf32>) -> tensor<1x32xf32>
  %k0 = tensor.extract_slice %k[0, 0] [1, 16] [1, 1] : tensor<1x32xf32> to tensor<1x16xf32>
  %k1 = tensor.extract_slice %k[0, 16] [1, 16] [1, 1] : tensor<1x32xf32> to tensor<1x16xf32>
  %kn = linalg.negf ins(%k1 : tensor<1x16xf32>) outs(%half : tensor<1x16xf32>) -> tensor<1x16xf32>
  %kc = tensor.concat dim(1) %kn, %k0 : (tensor<1x16xf32>, tensor<1x16xf32>) -> tensor<1x32xf32>
  %kcos = linalg.mul ins(%k, %cos : tensor<1x32xf32>, tensor<1x32xf32>) outs(%i0 : tensor<1x32xf32>) -> tensor<1x32xf32>
  %ksin = linalg.mul ins(%kc, %sin : tensor<1x32xf32>, tensor<1x32xf32>) outs(%i0 : tensor<1x32xf32>) -> tensor<1x32xf32>
  %kr = linalg.add ins(%kcos, %ksin : tensor<1x32xf32>, tensor<1x32xf32>) outs(%i0 : tensor<1x32xf32>) -> tensor<1x32xf32>
  %keys = tensor.concat dim(0) %kcache, %kr : (tensor<7x32xf32>, tensor<1x32xf32>) -> tensor<8x32xf32>
  %values = tensor.concat dim(0) %vcache, %v : (tensor<7x32xf32>, tensor<1x32xf32>) -> tensor<8x32xf32>
  %e = tensor.empty() : tensor<32x8xf32>
  %kt = linalg.transpose ins(%keys : tensor<8x32xf32>) outs(%e : tensor<32x8xf32>) permutation = [1, 0]
  %s = linalg.matmul ins(%qr, %kt : tensor<1x32xf32>, tensor<32x8xf32>) outs(%i1 : tensor<1x8xf32>) -> tensor<1x8xf32>
  %masked = linalg.add ins(%s, %mask : tensor<1x8xf32>, tensor<1x8xf32>) outs(%i1 : tensor<1x8xf32>) -> tensor<1x8xf32>
  %exp = linalg.exp ins(%masked : tensor<1x8xf32>) outs(%i1 : tensor<1x8xf32>) -> tensor<1x8xf32>
  %sum = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]} ins(%exp : tensor<1x8xf32>) outs(%i2 : tensor<1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %add = arith.addf %in, %out : f32
    linalg.yield %add : f32
  } -> tensor<1xf32>
  %p = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]} ins(%exp, %sum : tensor<1x8xf32>, tensor<1xf32>) outs(%i1 : tensor<1x8xf32>) {
  ^bb0(%in: f32, %total: f32, %out: f32):
    %quotient = arith.divf %in, %total : f32
    linalg.yield %quotient : f32
  } -> tensor<1x8xf32>
  %c = linalg.matmul ins(%p, %values : tensor<1x8xf32>, tensor<8x32xf32>) outs(%i0 : tensor<1x32xf32>) -> tensor<1x32xf32>
  return %c : tensor<1x32xf32>
}

// -----

// One layer gives queries and keys, as a whole: neither is told.
// CHECK-LABEL: weights of @keeps_shared_projection
// CHECK-NEXT: arg3: {{.*}} role=attn_v
// CHECK-NEXT: arg4: {{.*}} role=other {{.*}} how=none
// CHECK-NEXT: model: layers=1
func.func @keeps_shared_projection(%x: tensor<4x32xf32>, %i0: tensor<4x32xf32>, %i1: tensor<4x4xf32>, %wv: tensor<32x32xf32>, %wk: tensor<32x32xf32>) -> tensor<4x32xf32> {
  %e = tensor.empty() : tensor<32x4xf32>
  %v = linalg.matmul ins(%x, %wv : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %k = linalg.matmul ins(%x, %wk : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %kt = linalg.transpose ins(%k : tensor<4x32xf32>) outs(%e : tensor<32x4xf32>) permutation = [1, 0]
  %s = linalg.matmul ins(%k, %kt : tensor<4x32xf32>, tensor<32x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %p = linalg.softmax dimension(1) ins(%s : tensor<4x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %c = linalg.matmul ins(%p, %v : tensor<4x4xf32>, tensor<4x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %c : tensor<4x32xf32>
}

// -----

// The last layer reads the attention's result, but also what it was added to.
// CHECK-LABEL: weights of @keeps_layer_after_sum
// CHECK: arg5: {{.*}} role=other {{.*}} how=none
// CHECK-NEXT: arg6: {{.*}} role=attn_q
// CHECK-NEXT: model: layers=1
func.func @keeps_layer_after_sum(%x: tensor<4x32xf32>, %i0: tensor<4x32xf32>, %i1: tensor<4x4xf32>, %wv: tensor<32x32xf32>, %wk: tensor<32x32xf32>, %wo: tensor<32x32xf32>, %wq: tensor<32x32xf32>) -> tensor<4x32xf32> {
  %e = tensor.empty() : tensor<32x4xf32>
  %v = linalg.matmul ins(%x, %wv : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %k = linalg.matmul ins(%x, %wk : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %q = linalg.matmul ins(%x, %wq : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %kt = linalg.transpose ins(%k : tensor<4x32xf32>) outs(%e : tensor<32x4xf32>) permutation = [1, 0]
  %s = linalg.matmul ins(%q, %kt : tensor<4x32xf32>, tensor<32x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %p = linalg.softmax dimension(1) ins(%s : tensor<4x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %c = linalg.matmul ins(%p, %v : tensor<4x4xf32>, tensor<4x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %r = linalg.add ins(%c, %v : tensor<4x32xf32>, tensor<4x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %y = linalg.matmul ins(%r, %wo : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %y : tensor<4x32xf32>
}

// -----

// The layer at the end is the output if no other is as wide.
// CHECK-LABEL: weights of @tells_widest_last
// CHECK: arg5: output.weight role=output {{.*}} 64x32 KN how=dataflow:widest-last
// CHECK: model: layers=1
func.func @tells_widest_last(%x: tensor<4x32xf32>, %i0: tensor<4x32xf32>, %i1: tensor<4x4xf32>, %wv: tensor<32x32xf32>, %wk: tensor<32x32xf32>, %head: tensor<32x64xf32>, %wq: tensor<32x32xf32>, %i2: tensor<4x64xf32>) -> tensor<4x64xf32> {
  %e = tensor.empty() : tensor<32x4xf32>
  %v = linalg.matmul ins(%x, %wv : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %k = linalg.matmul ins(%x, %wk : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %q = linalg.matmul ins(%x, %wq : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %kt = linalg.transpose ins(%k : tensor<4x32xf32>) outs(%e : tensor<32x4xf32>) permutation = [1, 0]
  %s = linalg.matmul ins(%q, %kt : tensor<4x32xf32>, tensor<32x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %p = linalg.softmax dimension(1) ins(%s : tensor<4x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %c = linalg.matmul ins(%p, %v : tensor<4x4xf32>, tensor<4x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %r = linalg.add ins(%c, %x : tensor<4x32xf32>, tensor<4x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %n = linalg.add ins(%r, %v : tensor<4x32xf32>, tensor<4x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %y = linalg.matmul ins(%n, %head : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i2 : tensor<4x64xf32>) -> tensor<4x64xf32>
  return %y : tensor<4x64xf32>
}

// -----

// A classifier is narrower than the layers before.
// CHECK-LABEL: weights of @keeps_narrow_last
// CHECK: arg5: {{.*}} role=other {{.*}} how=none
// CHECK: model: layers=1
func.func @keeps_narrow_last(%x: tensor<4x32xf32>, %i0: tensor<4x32xf32>, %i1: tensor<4x4xf32>, %wv: tensor<32x32xf32>, %wk: tensor<32x32xf32>, %head: tensor<32x8xf32>, %wq: tensor<32x32xf32>, %i2: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %e = tensor.empty() : tensor<32x4xf32>
  %v = linalg.matmul ins(%x, %wv : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %k = linalg.matmul ins(%x, %wk : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %q = linalg.matmul ins(%x, %wq : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %kt = linalg.transpose ins(%k : tensor<4x32xf32>) outs(%e : tensor<32x4xf32>) permutation = [1, 0]
  %s = linalg.matmul ins(%q, %kt : tensor<4x32xf32>, tensor<32x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %p = linalg.softmax dimension(1) ins(%s : tensor<4x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %c = linalg.matmul ins(%p, %v : tensor<4x4xf32>, tensor<4x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %n = linalg.add ins(%c, %v : tensor<4x32xf32>, tensor<4x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %y = linalg.matmul ins(%n, %head : tensor<4x32xf32>, tensor<32x8xf32>) outs(%i2 : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// -----

// A router that is no layer, as its matrix is computed: a softmax and a product
// after it, but no attention.
// CHECK-LABEL: weights of @keeps_choice_of_values
// CHECK-NEXT: arg3: {{.*}} role=other {{.*}} how=none
// CHECK-NEXT: model: layers=0
func.func @keeps_choice_of_values(%x: tensor<4x32xf32>, %i0: tensor<4x32xf32>, %i1: tensor<4x4xf32>, %w: tensor<32x32xf32>, %router: tensor<32x4xf32>, %re: tensor<32x4xf32>) -> tensor<4x32xf32> {
  %values = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %unit = linalg.exp ins(%router : tensor<32x4xf32>) outs(%re : tensor<32x4xf32>) -> tensor<32x4xf32>
  %s = linalg.matmul ins(%values, %unit : tensor<4x32xf32>, tensor<32x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %p = linalg.softmax dimension(1) ins(%s : tensor<4x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %c = linalg.matmul ins(%p, %values : tensor<4x4xf32>, tensor<4x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %c : tensor<4x32xf32>
}

// -----

// Query, key and value of each head lie together, and the heads come first when
// they are cut apart.
// CHECK-LABEL: weights of @counts_heads_of_parts
// CHECK-NEXT: arg1: {{.*}} role=attn_qkv
// CHECK-NEXT: model: layers=1 heads=2 kv-heads=2
func.func @counts_heads_of_parts(%x: tensor<4x32xf32>, %w: tensor<32x192xf32>, %i0: tensor<4x192xf32>, %e0: tensor<2x4x96xf32>, %e1: tensor<2x32x4xf32>, %i1: tensor<2x4x4xf32>, %i2: tensor<2x4x32xf32>) -> tensor<2x4x32xf32> {
  %qkv = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x192xf32>) outs(%i0 : tensor<4x192xf32>) -> tensor<4x192xf32>
  %heads = tensor.expand_shape %qkv [[0], [1, 2]] output_shape [4, 2, 96] : tensor<4x192xf32> into tensor<4x2x96xf32>
  %t = linalg.transpose ins(%heads : tensor<4x2x96xf32>) outs(%e0 : tensor<2x4x96xf32>) permutation = [1, 0, 2]
  %q = tensor.extract_slice %t[0, 0, 0] [2, 4, 32] [1, 1, 1] : tensor<2x4x96xf32> to tensor<2x4x32xf32>
  %k = tensor.extract_slice %t[0, 0, 32] [2, 4, 32] [1, 1, 1] : tensor<2x4x96xf32> to tensor<2x4x32xf32>
  %v = tensor.extract_slice %t[0, 0, 64] [2, 4, 32] [1, 1, 1] : tensor<2x4x96xf32> to tensor<2x4x32xf32>
  %kt = linalg.transpose ins(%k : tensor<2x4x32xf32>) outs(%e1 : tensor<2x32x4xf32>) permutation = [0, 2, 1]
  %s = linalg.batch_matmul ins(%q, %kt : tensor<2x4x32xf32>, tensor<2x32x4xf32>) outs(%i1 : tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
  %p = linalg.softmax dimension(2) ins(%s : tensor<2x4x4xf32>) outs(%i1 : tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
  %c = linalg.batch_matmul ins(%p, %v : tensor<2x4x4xf32>, tensor<2x4x32xf32>) outs(%i2 : tensor<2x4x32xf32>) -> tensor<2x4x32xf32>
  return %c : tensor<2x4x32xf32>
}
