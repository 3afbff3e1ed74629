// Where a role comes from: an attribute, the map, a name in the IR, the dataflow,
// in this order; what disagrees is reported.
// RUN: split-file %s %t
// RUN: quant-opt %t/names.mlir --split-input-file --qblock-print-weights -o /dev/null 2>&1 | FileCheck %t/names.mlir
// RUN: quant-opt %t/mapped.mlir --pass-pipeline='builtin.module(qblock-print-weights{map=%t/map.json})' -o /dev/null 2>&1 | FileCheck %t/mapped.mlir
// RUN: not quant-opt %t/mapped.mlir --pass-pipeline='builtin.module(qblock-print-weights{map=%t/absent.json})' -o /dev/null 2>&1 | FileCheck %t/mapped.mlir --check-prefix=ABSENT

//--- names.mlir
// CHECK-LABEL: weights of @reads_symbol
// CHECK-NEXT: m.layers.7.self_attn.v_proj.weight: blk.7.attn_v.weight role=attn_v layer=7 {{.*}} how=name
// CHECK-NEXT: model: layers=8
ml_program.global private @m.layers.7.self_attn.v_proj.weight(#ml_program.extern : tensor<32x48xf32>) : tensor<32x48xf32>
func.func @reads_symbol(%x: tensor<4x32xf32>, %init: tensor<4x48xf32>) -> tensor<4x48xf32> {
  %w = ml_program.global_load_const @m.layers.7.self_attn.v_proj.weight : tensor<32x48xf32>
  %y = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x48xf32>) outs(%init : tensor<4x48xf32>) -> tensor<4x48xf32>
  return %y : tensor<4x48xf32>
}

// -----

// CHECK-LABEL: weights of @reads_resource_key
// CHECK-NEXT: blk.2.ffn_down.weight: blk.2.ffn_down.weight role=ffn_down layer=2 {{.*}} how=name
func.func @reads_resource_key(%x: tensor<4x32xf32>, %init: tensor<4x48xf32>) -> tensor<4x48xf32> {
  %w = arith.constant dense_resource<"blk.2.ffn_down.weight"> : tensor<32x48xf32>
  %y = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x48xf32>) outs(%init : tensor<4x48xf32>) -> tensor<4x48xf32>
  return %y : tensor<4x48xf32>
}

// -----

// CHECK-LABEL: weights of @reads_argument_location
// CHECK-NEXT: arg1: blk.5.attn_q.weight role=attn_q layer=5 {{.*}} how=name
func.func @reads_argument_location(%x: tensor<4x32xf32>, %w: tensor<32x48xf32> loc("params['layers_5']['q_proj']['kernel']"), %init: tensor<4x48xf32>) -> tensor<4x48xf32> {
  %y = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x48xf32>) outs(%init : tensor<4x48xf32>) -> tensor<4x48xf32>
  return %y : tensor<4x48xf32>
}

// -----

// The attributes stand on an argument, a global, a constant and a use.
// CHECK: warning: weight 'blk.2.ffn_up.weight' is attn_q of layer 1 by attribute, but ffn_up of layer 2 by name 'blk.2.ffn_up.weight'; the former is used
// CHECK-LABEL: weights of @reads_attributes
// CHECK-NEXT: arg1: blk.3.attn_k.weight role=attn_k layer=3 {{.*}} how=attribute
// CHECK-NEXT: blk.2.ffn_up.weight: blk.1.attn_q.weight role=attn_q layer=1 {{.*}} how=attribute
// CHECK-NEXT: g: blk.4.ffn_gate.weight role=ffn_gate layer=4 {{.*}} how=attribute
// CHECK-NEXT: v: output.weight role=output layer=- {{.*}} how=attribute
ml_program.global private @g(#ml_program.extern : tensor<32x48xf32>) : tensor<32x48xf32> {qblock.role = "ffn_gate", qblock.layer = 4 : i64}
func.func @reads_attributes(%x: tensor<4x32xf32>, %w0: tensor<32x48xf32> {qblock.role = "attn_k", qblock.layer = 3 : i64}, %init: tensor<4x48xf32>) -> tensor<4x48xf32> {
  %w1 = arith.constant {qblock.role = "attn_q", qblock.layer = 1 : i64} dense_resource<"blk.2.ffn_up.weight"> : tensor<32x48xf32>
  %w2 = ml_program.global_load_const @g : tensor<32x48xf32>
  %w3 = arith.constant dense_resource<v> : tensor<32x48xf32>
  %y0 = linalg.matmul ins(%x, %w0 : tensor<4x32xf32>, tensor<32x48xf32>) outs(%init : tensor<4x48xf32>) -> tensor<4x48xf32>
  %y1 = linalg.matmul ins(%x, %w1 : tensor<4x32xf32>, tensor<32x48xf32>) outs(%y0 : tensor<4x48xf32>) -> tensor<4x48xf32>
  %y2 = linalg.matmul ins(%x, %w2 : tensor<4x32xf32>, tensor<32x48xf32>) outs(%y1 : tensor<4x48xf32>) -> tensor<4x48xf32>
  %y3 = linalg.matmul {qblock.role = "output"} ins(%x, %w3 : tensor<4x32xf32>, tensor<32x48xf32>) outs(%y2 : tensor<4x48xf32>) -> tensor<4x48xf32>
  return %y3 : tensor<4x48xf32>
}

// -----

// The names of up and down are exchanged; layer 9 is no contradiction.
// CHECK: warning: weight 'blk.9.ffn_up.weight' is ffn_up of layer 9 by name 'blk.9.ffn_up.weight', but ffn_down of layer 0 by dataflow:activation; the former is used
// CHECK-NOT: warning
// CHECK-LABEL: weights of @reports_wrong_name
// CHECK-NEXT: blk.9.ffn_up.weight: {{.*}} role=ffn_up layer=9
// CHECK-NEXT: w: {{.*}} role=ffn_up layer=0
func.func @reports_wrong_name(%x: tensor<4x32xf32>, %i0: tensor<4x32xf32>, %i1: tensor<4x64xf32>) -> tensor<4x32xf32> {
  %down = arith.constant dense_resource<"blk.9.ffn_up.weight"> : tensor<64x32xf32>
  %up = arith.constant dense_resource<w> : tensor<32x64xf32>
  %u = linalg.matmul ins(%x, %up : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %h = linalg.tanh ins(%u : tensor<4x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %y = linalg.matmul ins(%h, %down : tensor<4x64xf32>, tensor<64x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %y : tensor<4x32xf32>
}

//--- mapped.mlir
// An argument that the map calls an input is no weight, whatever reads it.
// CHECK-LABEL: weights of @reads_map
// CHECK-NEXT: arg1: blk.0.attn_q.weight role=attn_q layer=0 48x32 KN how=map uses=matmul
// CHECK-NEXT: arg4: m.pooler.dense.weight role=other layer=- {{.*}} uses=matmul
// CHECK-NEXT: model:
// ABSENT: error: {{.*}}absent.json
func.func @reads_map(%x: tensor<4x32xf32>, %w: tensor<32x48xf32>, %init: tensor<4x48xf32>, %state: tensor<32x48xf32>, %p: tensor<32x48xf32>) -> tensor<4x48xf32> {
  %y0 = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x48xf32>) outs(%init : tensor<4x48xf32>) -> tensor<4x48xf32>
  %y1 = linalg.matmul ins(%x, %state : tensor<4x32xf32>, tensor<32x48xf32>) outs(%y0 : tensor<4x48xf32>) -> tensor<4x48xf32>
  %y2 = linalg.matmul ins(%x, %p : tensor<4x32xf32>, tensor<32x48xf32>) outs(%y1 : tensor<4x48xf32>) -> tensor<4x48xf32>
  return %y2 : tensor<4x48xf32>
}

//--- map.json
[
 {"arg": "arg1", "torch": "m.q", "shape": [32, 48], "gguf": "blk.0.attn_q.weight"},
 {"arg": "arg3", "torch": "input"},
 {"arg": "arg4", "torch": "m.pooler.dense.weight", "shape": [32, 48]}
]
