// Feed-forward layers, told by what happens between them.
// RUN: quant-opt %s --split-input-file --qblock-print-weights -o /dev/null 2>&1 | FileCheck %s

// CHECK-LABEL: weights of @tells_gated_layers
// CHECK-NEXT: arg3: blk.0.ffn_down.weight role=ffn_down layer=0 32x64 KN how=dataflow:gated-result
// CHECK-NEXT: arg4: blk.0.ffn_gate.weight role=ffn_gate layer=0 64x32 KN how=dataflow:gated-product
// CHECK-NEXT: arg5: blk.0.ffn_up.weight role=ffn_up layer=0 64x32 KN how=dataflow:gated-product
// CHECK-NEXT: model: layers=1
#id = affine_map<(d0, d1) -> (d0, d1)>
func.func @tells_gated_layers(%x: tensor<4x32xf32>, %i0: tensor<4x32xf32>, %i1: tensor<4x64xf32>, %down: tensor<64x32xf32>, %w0: tensor<32x64xf32>, %w1: tensor<32x64xf32>) -> tensor<4x32xf32> {
  %one = arith.constant 1.0 : f32
  %g = linalg.matmul ins(%x, %w0 : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %u = linalg.matmul ins(%x, %w1 : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %gate = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%g : tensor<4x64xf32>) outs(%i1 : tensor<4x64xf32>) {
  ^bb0(%in: f32, %out: f32):
    %neg = arith.negf %in : f32
    %exp = math.exp %neg : f32
    %sum = arith.addf %exp, %one : f32
    %silu = arith.divf %in, %sum : f32
    linalg.yield %silu : f32
  } -> tensor<4x64xf32>
  %h = linalg.mul ins(%u, %gate : tensor<4x64xf32>, tensor<4x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %y = linalg.matmul ins(%h, %down : tensor<4x64xf32>, tensor<64x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %y : tensor<4x32xf32>
}

// -----

// The same in one generic.
// CHECK-LABEL: weights of @tells_gated_layers_in_one_generic
// CHECK-NEXT: arg2: {{.*}} role=ffn_up
// CHECK-NEXT: arg3: {{.*}} role=ffn_gate
// CHECK-NEXT: model:
#id = affine_map<(d0, d1) -> (d0, d1)>
func.func @tells_gated_layers_in_one_generic(%x: tensor<4x32xf32>, %i1: tensor<4x64xf32>, %w0: tensor<32x64xf32>, %w1: tensor<32x64xf32>) -> tensor<4x64xf32> {
  %u = linalg.matmul ins(%x, %w0 : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %g = linalg.matmul ins(%x, %w1 : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %h = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]} ins(%u, %g : tensor<4x64xf32>, tensor<4x64xf32>) outs(%i1 : tensor<4x64xf32>) {
  ^bb0(%up: f32, %gate: f32, %out: f32):
    %tanh = math.tanh %gate : f32
    %mul = arith.mulf %tanh, %up : f32
    linalg.yield %mul : f32
  } -> tensor<4x64xf32>
  return %h : tensor<4x64xf32>
}

// -----

// A product of two layers without an activation function tells nothing.
// CHECK-LABEL: weights of @needs_activation
// CHECK-NEXT: arg2: {{.*}} role=other {{.*}} how=none
// CHECK-NEXT: arg3: {{.*}} role=other {{.*}} how=none
// CHECK-NEXT: model: layers=0
func.func @needs_activation(%x: tensor<4x32xf32>, %i1: tensor<4x64xf32>, %w0: tensor<32x64xf32>, %w1: tensor<32x64xf32>) -> tensor<4x64xf32> {
  %u = linalg.matmul ins(%x, %w0 : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %g = linalg.matmul ins(%x, %w1 : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %h = linalg.mul ins(%u, %g : tensor<4x64xf32>, tensor<4x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  return %h : tensor<4x64xf32>
}

// -----

// CHECK-LABEL: weights of @tells_fused_gate
// CHECK-NEXT: arg3: blk.0.ffn_down.weight
// CHECK-NEXT: arg4: {{.*}} role=ffn_gate_up layer=0 128x32 KN how=dataflow:gated-slices
// CHECK-NEXT: model:
#id = affine_map<(d0, d1) -> (d0, d1)>
func.func @tells_fused_gate(%x: tensor<4x32xf32>, %i0: tensor<4x32xf32>, %i1: tensor<4x64xf32>, %down: tensor<64x32xf32>, %w: tensor<32x128xf32>, %i2: tensor<4x128xf32>) -> tensor<4x32xf32> {
  %one = arith.constant 1.0 : f32
  %gu = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x128xf32>) outs(%i2 : tensor<4x128xf32>) -> tensor<4x128xf32>
  %g = tensor.extract_slice %gu[0, 0] [4, 64] [1, 1] : tensor<4x128xf32> to tensor<4x64xf32>
  %u = tensor.extract_slice %gu[0, 64] [4, 64] [1, 1] : tensor<4x128xf32> to tensor<4x64xf32>
  %gate = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%g : tensor<4x64xf32>) outs(%i1 : tensor<4x64xf32>) {
  ^bb0(%in: f32, %out: f32):
    %neg = arith.negf %in : f32
    %exp = math.exp %neg : f32
    %sum = arith.addf %exp, %one : f32
    %silu = arith.divf %in, %sum : f32
    linalg.yield %silu : f32
  } -> tensor<4x64xf32>
  %h = linalg.mul ins(%u, %gate : tensor<4x64xf32>, tensor<4x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %y = linalg.matmul ins(%h, %down : tensor<4x64xf32>, tensor<64x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %y : tensor<4x32xf32>
}

// -----

// CHECK-LABEL: weights of @tells_plain_layers
// CHECK-NEXT: arg3: {{.*}} role=ffn_down layer=0 32x64 KN how=dataflow:activation
// CHECK-NEXT: arg4: {{.*}} role=ffn_up layer=0 64x32 KN how=dataflow:activation
// CHECK-NEXT: model:
func.func @tells_plain_layers(%x: tensor<4x32xf32>, %i0: tensor<4x32xf32>, %i1: tensor<4x64xf32>, %down: tensor<64x32xf32>, %up: tensor<32x64xf32>) -> tensor<4x32xf32> {
  %u = linalg.matmul ins(%x, %up : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %h = linalg.erf ins(%u : tensor<4x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %y = linalg.matmul ins(%h, %down : tensor<4x64xf32>, tensor<64x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %y : tensor<4x32xf32>
}

// -----

// A pooler and a classifier do not lead back to the width of their input.
// CHECK-LABEL: weights of @keeps_pooler
// CHECK-NEXT: arg3: {{.*}} role=other {{.*}} how=none
// CHECK-NEXT: arg4: {{.*}} role=other {{.*}} how=none
// CHECK-NEXT: model: layers=0
func.func @keeps_pooler(%x: tensor<4x32xf32>, %i0: tensor<4x32xf32>, %i1: tensor<4x8xf32>, %pooler: tensor<32x32xf32>, %head: tensor<32x8xf32>) -> tensor<4x8xf32> {
  %p = linalg.matmul ins(%x, %pooler : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %h = linalg.tanh ins(%p : tensor<4x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %y = linalg.matmul ins(%h, %head : tensor<4x32xf32>, tensor<32x8xf32>) outs(%i1 : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// -----

// Layers are counted in program order, not by argument.
// CHECK-LABEL: weights of @counts_layers
// CHECK-NEXT: arg3: blk.1.ffn_down.weight
// CHECK-NEXT: arg4: blk.1.ffn_up.weight
// CHECK-NEXT: arg5: blk.0.ffn_down.weight
// CHECK-NEXT: arg6: blk.0.ffn_up.weight
// CHECK-NEXT: model: layers=2
func.func @counts_layers(%x: tensor<4x32xf32>, %i0: tensor<4x32xf32>, %i1: tensor<4x64xf32>, %d1: tensor<64x32xf32>, %u1: tensor<32x64xf32>, %d0: tensor<64x32xf32>, %u0: tensor<32x64xf32>) -> tensor<4x32xf32> {
  %a0 = linalg.matmul ins(%x, %u0 : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %h0 = linalg.tanh ins(%a0 : tensor<4x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %b0 = linalg.matmul ins(%h0, %d0 : tensor<4x64xf32>, tensor<64x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %r0 = linalg.add ins(%x, %b0 : tensor<4x32xf32>, tensor<4x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %a1 = linalg.matmul ins(%r0, %u1 : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %h1 = linalg.tanh ins(%a1 : tensor<4x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %b1 = linalg.matmul ins(%h1, %d1 : tensor<4x64xf32>, tensor<64x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %r1 = linalg.add ins(%r0, %b1 : tensor<4x32xf32>, tensor<4x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %r1 : tensor<4x32xf32>
}

// -----

// Slices that take away dimensions of one element leave the input shared.
// CHECK-LABEL: weights of @shares_whole_slice
// CHECK-NEXT: arg2: {{.*}} role=ffn_gate
// CHECK-NEXT: arg3: {{.*}} role=ffn_up
// CHECK-NEXT: model:
func.func @shares_whole_slice(%x: tensor<1x4x32xf32>, %i1: tensor<4x64xf32>, %w0: tensor<32x64xf32>, %w1: tensor<32x64xf32>) -> tensor<4x64xf32> {
  %x0 = tensor.extract_slice %x[0, 0, 0] [1, 4, 32] [1, 1, 1] : tensor<1x4x32xf32> to tensor<4x32xf32>
  %x1 = tensor.collapse_shape %x [[0, 1], [2]] : tensor<1x4x32xf32> into tensor<4x32xf32>
  %g = linalg.matmul ins(%x0, %w0 : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %u = linalg.matmul ins(%x1, %w1 : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %gate = linalg.tanh ins(%g : tensor<4x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %h = linalg.mul ins(%u, %gate : tensor<4x64xf32>, tensor<4x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  return %h : tensor<4x64xf32>
}

// -----

// Of two parts of a tensor the layers share nothing.
// CHECK-LABEL: weights of @keeps_part_of_input
// CHECK-NEXT: arg2: {{.*}} role=other
// CHECK-NEXT: arg3: {{.*}} role=other
// CHECK-NEXT: model:
func.func @keeps_part_of_input(%x: tensor<2x4x32xf32>, %i1: tensor<4x64xf32>, %w0: tensor<32x64xf32>, %w1: tensor<32x64xf32>) -> tensor<4x64xf32> {
  %x0 = tensor.extract_slice %x[0, 0, 0] [1, 4, 32] [1, 1, 1] : tensor<2x4x32xf32> to tensor<4x32xf32>
  %x1 = tensor.extract_slice %x[1, 0, 0] [1, 4, 32] [1, 1, 1] : tensor<2x4x32xf32> to tensor<4x32xf32>
  %g = linalg.matmul ins(%x0, %w0 : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %u = linalg.matmul ins(%x1, %w1 : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %gate = linalg.tanh ins(%g : tensor<4x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %h = linalg.mul ins(%u, %gate : tensor<4x64xf32>, tensor<4x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  return %h : tensor<4x64xf32>
}

// -----

// A layer whose result is multiplied by its own activation is no gate of
// another. (x times a sigmoid of x is an activation function.)
// CHECK-LABEL: weights of @keeps_own_activation
// CHECK-NEXT: arg3: {{.*}} role=ffn_down {{.*}} how=dataflow:activation
// CHECK-NEXT: arg4: {{.*}} role=ffn_up {{.*}} how=dataflow:activation
// CHECK-NEXT: model:
func.func @keeps_own_activation(%x: tensor<4x32xf32>, %i0: tensor<4x32xf32>, %i1: tensor<4x64xf32>, %down: tensor<64x32xf32>, %up: tensor<32x64xf32>) -> tensor<4x32xf32> {
  %u = linalg.matmul ins(%x, %up : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %act = linalg.tanh ins(%u : tensor<4x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %h = linalg.mul ins(%u, %act : tensor<4x64xf32>, tensor<4x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %y = linalg.matmul ins(%h, %down : tensor<4x64xf32>, tensor<64x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %y : tensor<4x32xf32>
}

// -----

// The last layer reads the gated product with something else in it.
// CHECK-LABEL: weights of @keeps_layer_after_sum
// CHECK-NEXT: arg2: {{.*}} role=other {{.*}} how=none
// CHECK-NEXT: arg3: {{.*}} role=ffn_gate
// CHECK-NEXT: arg4: {{.*}} role=other {{.*}} how=none
// CHECK-NEXT: arg5: {{.*}} role=ffn_up
// CHECK-NEXT: model:
func.func @keeps_layer_after_sum(%x: tensor<4x32xf32>, %i1: tensor<4x64xf32>, %last: tensor<64x32xf32>, %w0: tensor<32x64xf32>, %side: tensor<32x64xf32>, %w1: tensor<32x64xf32>, %i0: tensor<4x32xf32>) -> tensor<4x32xf32> {
  %o = linalg.matmul ins(%x, %side : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %g = linalg.matmul ins(%x, %w0 : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %u = linalg.matmul ins(%x, %w1 : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %gate = linalg.tanh ins(%g : tensor<4x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %h = linalg.mul ins(%u, %gate : tensor<4x64xf32>, tensor<4x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %s = linalg.add ins(%h, %o : tensor<4x64xf32>, tensor<4x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %y = linalg.matmul ins(%s, %last : tensor<4x64xf32>, tensor<64x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %y : tensor<4x32xf32>
}
