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

// -----

// Query and key have an adaptation of low rank beside them, which reads something
// else than the three projections do.
// CHECK-LABEL: weights of @tells_projections_from_adaptations
// CHECK-NEXT: arg3: blk.0.attn_q.weight role=attn_q layer=0 {{.*}} how=dataflow:qk-product
// CHECK-NEXT: arg4: blk.0.attn_k.weight role=attn_k layer=0 {{.*}} how=dataflow:qk-product
// CHECK-NEXT: arg5: blk.0.attn_v.weight role=attn_v layer=0
// CHECK-NEXT: arg6: {{.*}} role=other
// CHECK-NEXT: arg7: {{.*}} role=other
// CHECK-NEXT: arg8: {{.*}} role=other
// CHECK-NEXT: arg9: {{.*}} role=other
// CHECK-NEXT: model: layers=1 heads=1 kv-heads=1
#q = affine_map<(m, n, k) -> (m, k)>
#k = affine_map<(m, n, k) -> (n, k)>
#s = affine_map<(m, n, k) -> (m, n)>
func.func @tells_projections_from_adaptations(%x: tensor<4x32xf32>, %i0: tensor<4x32xf32>, %i1: tensor<4x4xf32>,
    %wq: tensor<32x32xf32>, %wk: tensor<32x32xf32>, %wv: tensor<32x32xf32>,
    %aq: tensor<32x4xf32>, %bq: tensor<4x32xf32>, %ak: tensor<32x4xf32>, %bk: tensor<4x32xf32>) -> tensor<4x32xf32> {
  %q0 = linalg.matmul ins(%x, %wq : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %q1 = linalg.matmul ins(%x, %aq : tensor<4x32xf32>, tensor<32x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %q = linalg.matmul ins(%q1, %bq : tensor<4x4xf32>, tensor<4x32xf32>) outs(%q0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %k0 = linalg.matmul ins(%x, %wk : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %k1 = linalg.matmul ins(%x, %ak : tensor<4x32xf32>, tensor<32x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %k = linalg.matmul ins(%k1, %bk : tensor<4x4xf32>, tensor<4x32xf32>) outs(%k0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %v = linalg.matmul ins(%x, %wv : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %s = linalg.contract indexing_maps = [#q, #k, #s]
      ins(%q, %k : tensor<4x32xf32>, tensor<4x32xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %p = linalg.softmax dimension(1) ins(%s : tensor<4x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %c = linalg.matmul ins(%p, %v : tensor<4x4xf32>, tensor<4x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %c : tensor<4x32xf32>
}

// -----

// A cache of all layers is written layer by layer; each reads its own part of it.
// CHECK-LABEL: weights of @tells_layers_of_one_cache
// CHECK-NEXT: arg2: blk.0.attn_k.weight role=attn_k layer=0
// CHECK-NEXT: arg3: blk.0.attn_q.weight role=attn_q layer=0
// CHECK-NEXT: arg4: blk.0.attn_v.weight role=attn_v layer=0
// CHECK-NEXT: arg5: blk.0.attn_output.weight role=attn_output layer=0
// CHECK-NEXT: arg6: blk.1.attn_k.weight role=attn_k layer=1
// CHECK-NEXT: arg7: blk.1.attn_q.weight role=attn_q layer=1
// CHECK-NEXT: arg8: blk.1.attn_v.weight role=attn_v layer=1
// CHECK-NEXT: arg9: blk.1.attn_output.weight role=attn_output layer=1
// CHECK-NEXT: model: layers=2 heads=1 kv-heads=1
#q = affine_map<(m, n, k) -> (m, k)>
#k = affine_map<(m, n, k) -> (n, k)>
#s = affine_map<(m, n, k) -> (m, n)>
func.func @tells_layers_of_one_cache(%x: tensor<1x32xf32>, %pos: index,
    %wk0: tensor<32x32xf32>, %wq0: tensor<32x32xf32>, %wv0: tensor<32x32xf32>, %wo0: tensor<32x32xf32>,
    %wk1: tensor<32x32xf32>, %wq1: tensor<32x32xf32>, %wv1: tensor<32x32xf32>, %wo1: tensor<32x32xf32>,
    %kc: tensor<2x8x32xf32>, %vc: tensor<2x8x32xf32>, %i0: tensor<1x32xf32>, %i1: tensor<1x8xf32>) -> tensor<1x32xf32> {
  %q0 = linalg.matmul ins(%x, %wq0 : tensor<1x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<1x32xf32>) -> tensor<1x32xf32>
  %k0 = linalg.matmul ins(%x, %wk0 : tensor<1x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<1x32xf32>) -> tensor<1x32xf32>
  %v0 = linalg.matmul ins(%x, %wv0 : tensor<1x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<1x32xf32>) -> tensor<1x32xf32>
  %kc0 = tensor.insert_slice %k0 into %kc[0, %pos, 0] [1, 1, 32] [1, 1, 1] : tensor<1x32xf32> into tensor<2x8x32xf32>
  %ks0 = tensor.extract_slice %kc0[0, 0, 0] [1, 8, 32] [1, 1, 1] : tensor<2x8x32xf32> to tensor<8x32xf32>
  %vc0 = tensor.insert_slice %v0 into %vc[0, %pos, 0] [1, 1, 32] [1, 1, 1] : tensor<1x32xf32> into tensor<2x8x32xf32>
  %vs0 = tensor.extract_slice %vc0[0, 0, 0] [1, 8, 32] [1, 1, 1] : tensor<2x8x32xf32> to tensor<8x32xf32>
  %s0 = linalg.contract indexing_maps = [#q, #k, #s]
      ins(%q0, %ks0 : tensor<1x32xf32>, tensor<8x32xf32>) outs(%i1 : tensor<1x8xf32>) -> tensor<1x8xf32>
  %p0 = linalg.softmax dimension(1) ins(%s0 : tensor<1x8xf32>) outs(%i1 : tensor<1x8xf32>) -> tensor<1x8xf32>
  %c0 = linalg.matmul ins(%p0, %vs0 : tensor<1x8xf32>, tensor<8x32xf32>) outs(%i0 : tensor<1x32xf32>) -> tensor<1x32xf32>
  %o0 = linalg.matmul ins(%c0, %wo0 : tensor<1x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<1x32xf32>) -> tensor<1x32xf32>
  %q1 = linalg.matmul ins(%o0, %wq1 : tensor<1x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<1x32xf32>) -> tensor<1x32xf32>
  %k1 = linalg.matmul ins(%o0, %wk1 : tensor<1x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<1x32xf32>) -> tensor<1x32xf32>
  %v1 = linalg.matmul ins(%o0, %wv1 : tensor<1x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<1x32xf32>) -> tensor<1x32xf32>
  %kc1 = tensor.insert_slice %k1 into %kc0[1, %pos, 0] [1, 1, 32] [1, 1, 1] : tensor<1x32xf32> into tensor<2x8x32xf32>
  %ks1 = tensor.extract_slice %kc1[1, 0, 0] [1, 8, 32] [1, 1, 1] : tensor<2x8x32xf32> to tensor<8x32xf32>
  %vc1 = tensor.insert_slice %v1 into %vc0[1, %pos, 0] [1, 1, 32] [1, 1, 1] : tensor<1x32xf32> into tensor<2x8x32xf32>
  %vs1 = tensor.extract_slice %vc1[1, 0, 0] [1, 8, 32] [1, 1, 1] : tensor<2x8x32xf32> to tensor<8x32xf32>
  %s1 = linalg.contract indexing_maps = [#q, #k, #s]
      ins(%q1, %ks1 : tensor<1x32xf32>, tensor<8x32xf32>) outs(%i1 : tensor<1x8xf32>) -> tensor<1x8xf32>
  %p1 = linalg.softmax dimension(1) ins(%s1 : tensor<1x8xf32>) outs(%i1 : tensor<1x8xf32>) -> tensor<1x8xf32>
  %c1 = linalg.matmul ins(%p1, %vs1 : tensor<1x8xf32>, tensor<8x32xf32>) outs(%i0 : tensor<1x32xf32>) -> tensor<1x32xf32>
  %o1 = linalg.matmul ins(%c1, %wo1 : tensor<1x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<1x32xf32>) -> tensor<1x32xf32>
  return %o1 : tensor<1x32xf32>
}

// -----

// The second attention of a decoder's layer has keys and values of the encoder; the
// next layer begins after its feed-forward.
// CHECK-LABEL: weights of @counts_layers_of_a_decoder
// CHECK-NEXT: arg5: blk.0.attn_q.weight role=attn_q layer=0
// CHECK-NEXT: arg6: blk.0.attn_k.weight role=attn_k layer=0
// CHECK-NEXT: arg7: blk.0.attn_v.weight role=attn_v layer=0
// CHECK-NEXT: arg8: blk.0.attn_output.weight role=attn_output layer=0
// CHECK-NEXT: arg9: blk.0.attn_q.weight role=attn_q layer=0
// CHECK-NEXT: arg10: blk.0.attn_k.weight role=attn_k layer=0
// CHECK-NEXT: arg11: blk.0.attn_v.weight role=attn_v layer=0
// CHECK-NEXT: arg12: blk.0.attn_output.weight role=attn_output layer=0
// CHECK-NEXT: arg13: blk.0.ffn_up.weight role=ffn_up layer=0
// CHECK-NEXT: arg14: blk.0.ffn_down.weight role=ffn_down layer=0
// CHECK-NEXT: arg15: blk.1.attn_q.weight role=attn_q layer=1
// CHECK-NEXT: arg16: blk.1.attn_k.weight role=attn_k layer=1
// CHECK-NEXT: arg17: blk.1.attn_v.weight role=attn_v layer=1
// CHECK-NEXT: arg18: blk.1.attn_output.weight role=attn_output layer=1
// CHECK-NEXT: arg19: blk.1.attn_q.weight role=attn_q layer=1
// CHECK-NEXT: arg20: blk.1.attn_k.weight role=attn_k layer=1
// CHECK-NEXT: arg21: blk.1.attn_v.weight role=attn_v layer=1
// CHECK-NEXT: arg22: blk.1.attn_output.weight role=attn_output layer=1
// CHECK-NEXT: arg23: blk.1.ffn_up.weight role=ffn_up layer=1
// CHECK-NEXT: arg24: blk.1.ffn_down.weight role=ffn_down layer=1
// CHECK-NEXT: model: layers=2
#q = affine_map<(m, n, k) -> (m, k)>
#k = affine_map<(m, n, k) -> (n, k)>
#s = affine_map<(m, n, k) -> (m, n)>
func.func @counts_layers_of_a_decoder(%x: tensor<4x32xf32>, %y: tensor<4x32xf32>, %i0: tensor<4x32xf32>, %i1: tensor<4x4xf32>, %i2: tensor<4x64xf32>,
    %sq0: tensor<32x32xf32>, %sk0: tensor<32x32xf32>, %sv0: tensor<32x32xf32>, %so0: tensor<32x32xf32>, %cq0: tensor<32x32xf32>,
    %ck0: tensor<32x32xf32>, %cv0: tensor<32x32xf32>, %co0: tensor<32x32xf32>, %u0: tensor<32x64xf32>, %d0: tensor<64x32xf32>,
    %sq1: tensor<32x32xf32>, %sk1: tensor<32x32xf32>, %sv1: tensor<32x32xf32>, %so1: tensor<32x32xf32>, %cq1: tensor<32x32xf32>,
    %ck1: tensor<32x32xf32>, %cv1: tensor<32x32xf32>, %co1: tensor<32x32xf32>, %u1: tensor<32x64xf32>, %d1: tensor<64x32xf32>) -> tensor<4x32xf32> {
  %sq0r = linalg.matmul ins(%x, %sq0 : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %sk0r = linalg.matmul ins(%x, %sk0 : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %sv0r = linalg.matmul ins(%x, %sv0 : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %ss0 = linalg.contract indexing_maps = [#q, #k, #s]
      ins(%sq0r, %sk0r : tensor<4x32xf32>, tensor<4x32xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %sp0 = linalg.softmax dimension(1) ins(%ss0 : tensor<4x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %sa0 = linalg.matmul ins(%sp0, %sv0r : tensor<4x4xf32>, tensor<4x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %so0r = linalg.matmul ins(%sa0, %so0 : tensor<4x32xf32>, tensor<32x32xf32>) outs(%x : tensor<4x32xf32>) -> tensor<4x32xf32>
  %cq0r = linalg.matmul ins(%so0r, %cq0 : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %ck0r = linalg.matmul ins(%y, %ck0 : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %cv0r = linalg.matmul ins(%y, %cv0 : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %cs0 = linalg.contract indexing_maps = [#q, #k, #s]
      ins(%cq0r, %ck0r : tensor<4x32xf32>, tensor<4x32xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %cp0 = linalg.softmax dimension(1) ins(%cs0 : tensor<4x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %ca0 = linalg.matmul ins(%cp0, %cv0r : tensor<4x4xf32>, tensor<4x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %co0r = linalg.matmul ins(%ca0, %co0 : tensor<4x32xf32>, tensor<32x32xf32>) outs(%so0r : tensor<4x32xf32>) -> tensor<4x32xf32>
  %ur0 = linalg.matmul ins(%co0r, %u0 : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i2 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %t0 = linalg.tanh ins(%ur0 : tensor<4x64xf32>) outs(%i2 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %dr0 = linalg.matmul ins(%t0, %d0 : tensor<4x64xf32>, tensor<64x32xf32>) outs(%co0r : tensor<4x32xf32>) -> tensor<4x32xf32>
  %sq1r = linalg.matmul ins(%dr0, %sq1 : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %sk1r = linalg.matmul ins(%dr0, %sk1 : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %sv1r = linalg.matmul ins(%dr0, %sv1 : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %ss1 = linalg.contract indexing_maps = [#q, #k, #s]
      ins(%sq1r, %sk1r : tensor<4x32xf32>, tensor<4x32xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %sp1 = linalg.softmax dimension(1) ins(%ss1 : tensor<4x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %sa1 = linalg.matmul ins(%sp1, %sv1r : tensor<4x4xf32>, tensor<4x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %so1r = linalg.matmul ins(%sa1, %so1 : tensor<4x32xf32>, tensor<32x32xf32>) outs(%dr0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %cq1r = linalg.matmul ins(%so1r, %cq1 : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %ck1r = linalg.matmul ins(%y, %ck1 : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %cv1r = linalg.matmul ins(%y, %cv1 : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %cs1 = linalg.contract indexing_maps = [#q, #k, #s]
      ins(%cq1r, %ck1r : tensor<4x32xf32>, tensor<4x32xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %cp1 = linalg.softmax dimension(1) ins(%cs1 : tensor<4x4xf32>) outs(%i1 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %ca1 = linalg.matmul ins(%cp1, %cv1r : tensor<4x4xf32>, tensor<4x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %co1r = linalg.matmul ins(%ca1, %co1 : tensor<4x32xf32>, tensor<32x32xf32>) outs(%so1r : tensor<4x32xf32>) -> tensor<4x32xf32>
  %ur1 = linalg.matmul ins(%co1r, %u1 : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i2 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %t1 = linalg.tanh ins(%ur1 : tensor<4x64xf32>) outs(%i2 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %dr1 = linalg.matmul ins(%t1, %d1 : tensor<4x64xf32>, tensor<64x32xf32>) outs(%co1r : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %dr1 : tensor<4x32xf32>
}

// -----

// Query and keys/values are expanded from compressed ones; a part of the keys is
// not. What compresses is a matrix like any other.
// CHECK-LABEL: weights of @tells_compressed_projections
// CHECK-NEXT: arg1: {{.*}} role=matrix layer=0 16x64 KN how=dataflow:compression
// CHECK-NEXT: arg2: blk.0.attn_q.weight role=attn_q layer=0 24x16 KN how=dataflow:qk-product
// CHECK-NEXT: arg3: {{.*}} role=matrix layer=0 40x64 KN how=dataflow:compression
// CHECK-NEXT: arg4: blk.0.attn_kv_b.weight role=attn_kv_b layer=0 48x32 KN how=dataflow:kv-slices
// CHECK-NEXT: arg5: blk.0.attn_output.weight role=attn_output layer=0
// CHECK-NEXT: model: layers=1
#q = affine_map<(m, n, k) -> (m, k)>
#k = affine_map<(m, n, k) -> (n, k)>
#s = affine_map<(m, n, k) -> (m, n)>
func.func @tells_compressed_projections(%x: tensor<4x64xf32>, %qa: tensor<64x16xf32>, %qb: tensor<16x24xf32>, %kva: tensor<64x40xf32>, %kvb: tensor<32x48xf32>, %wo: tensor<32x64xf32>,
    %i16: tensor<4x16xf32>, %i24: tensor<4x24xf32>, %i40: tensor<4x40xf32>, %i48: tensor<4x48xf32>, %i4: tensor<4x4xf32>, %i32: tensor<4x32xf32>) -> tensor<4x64xf32> {
  %cq = linalg.matmul ins(%x, %qa : tensor<4x64xf32>, tensor<64x16xf32>) outs(%i16 : tensor<4x16xf32>) -> tensor<4x16xf32>
  %q = linalg.matmul ins(%cq, %qb : tensor<4x16xf32>, tensor<16x24xf32>) outs(%i24 : tensor<4x24xf32>) -> tensor<4x24xf32>
  %ckv = linalg.matmul ins(%x, %kva : tensor<4x64xf32>, tensor<64x40xf32>) outs(%i40 : tensor<4x40xf32>) -> tensor<4x40xf32>
  %c = tensor.extract_slice %ckv[0, 0] [4, 32] [1, 1] : tensor<4x40xf32> to tensor<4x32xf32>
  %pe = tensor.extract_slice %ckv[0, 32] [4, 8] [1, 1] : tensor<4x40xf32> to tensor<4x8xf32>
  %kv = linalg.matmul ins(%c, %kvb : tensor<4x32xf32>, tensor<32x48xf32>) outs(%i48 : tensor<4x48xf32>) -> tensor<4x48xf32>
  %nope = tensor.extract_slice %kv[0, 0] [4, 16] [1, 1] : tensor<4x48xf32> to tensor<4x16xf32>
  %v = tensor.extract_slice %kv[0, 16] [4, 32] [1, 1] : tensor<4x48xf32> to tensor<4x32xf32>
  %k = tensor.concat dim(1) %nope, %pe : (tensor<4x16xf32>, tensor<4x8xf32>) -> tensor<4x24xf32>
  %s = linalg.contract indexing_maps = [#q, #k, #s]
      ins(%q, %k : tensor<4x24xf32>, tensor<4x24xf32>) outs(%i4 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %p = linalg.softmax dimension(1) ins(%s : tensor<4x4xf32>) outs(%i4 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %a = linalg.matmul ins(%p, %v : tensor<4x4xf32>, tensor<4x32xf32>) outs(%i32 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %o = linalg.matmul ins(%a, %wo : tensor<4x32xf32>, tensor<32x64xf32>) outs(%x : tensor<4x64xf32>) -> tensor<4x64xf32>
  return %o : tensor<4x64xf32>
}

// -----

// A batch that may have to be repeated is read by numbers, after fusion in the
// bodies of the products.
// CHECK-LABEL: weights of @tells_projections_of_looked_up_products
// CHECK-NEXT: arg2: blk.0.attn_k.weight role=attn_k layer=0
// CHECK-NEXT: arg3: blk.0.attn_v.weight role=attn_v layer=0
// CHECK-NEXT: arg4: blk.0.attn_q.weight role=attn_q layer=0
// CHECK-NEXT: model: layers=1
#in = affine_map<(b, m, n, k) -> (b, m, k)>
#out = affine_map<(b, m, n, k) -> (b, m, n)>
func.func @tells_projections_of_looked_up_products(%x: tensor<?x4x32xf32>, %single: i1, %wk: tensor<32x32xf32>, %wv: tensor<32x32xf32>, %wq: tensor<32x32xf32>, %i0: tensor<?x4x32xf32>, %i1: tensor<?x4x4xf32>) -> tensor<?x4x32xf32> {
  %c0 = arith.constant 0 : index
  %k = linalg.contract indexing_maps = [#in, affine_map<(b, m, n, k) -> (k, n)>, #out] ins(%x, %wk : tensor<?x4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<?x4x32xf32>) -> tensor<?x4x32xf32>
  %v = linalg.contract indexing_maps = [#in, affine_map<(b, m, n, k) -> (k, n)>, #out] ins(%x, %wv : tensor<?x4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<?x4x32xf32>) -> tensor<?x4x32xf32>
  %q = linalg.contract indexing_maps = [#in, affine_map<(b, m, n, k) -> (k, n)>, #out] ins(%x, %wq : tensor<?x4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<?x4x32xf32>) -> tensor<?x4x32xf32>
  %s = linalg.generic {indexing_maps = [#in, #out], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%q : tensor<?x4x32xf32>) outs(%i1 : tensor<?x4x4xf32>) {
  ^bb0(%a: f32, %acc: f32):
    %i = linalg.index 0 : index
    %b = arith.select %single, %c0, %i : index
    %n = linalg.index 2 : index
    %d = linalg.index 3 : index
    %e = tensor.extract %k[%b, %n, %d] : tensor<?x4x32xf32>
    %product = arith.mulf %a, %e : f32
    %sum = arith.addf %acc, %product : f32
    linalg.yield %sum : f32
  } -> tensor<?x4x4xf32>
  %p = linalg.softmax dimension(2) ins(%s : tensor<?x4x4xf32>) outs(%i1 : tensor<?x4x4xf32>) -> tensor<?x4x4xf32>
  %c = linalg.generic {indexing_maps = [#in, #out], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%p : tensor<?x4x4xf32>) outs(%i0 : tensor<?x4x32xf32>) {
  ^bb0(%a: f32, %acc: f32):
    %i = linalg.index 0 : index
    %b = arith.select %single, %c0, %i : index
    %n = linalg.index 2 : index
    %d = linalg.index 3 : index
    %e = tensor.extract %v[%b, %d, %n] : tensor<?x4x32xf32>
    %product = arith.mulf %a, %e : f32
    %sum = arith.addf %acc, %product : f32
    linalg.yield %sum : f32
  } -> tensor<?x4x32xf32>
  return %c : tensor<?x4x32xf32>
}
