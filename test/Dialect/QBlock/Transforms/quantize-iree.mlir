// IREE's globals and functions, in generic form and without its dialects.
// RUN: quant-opt %s --allow-unregistered-dialect --quantize-scheme=q8_0 | FileCheck %s

// CHECK: "util.global"() <{initial_value = #flow.parameter.named<"model"::"blk.0.attn_q.weight"> : tensor<32x32x!qblock.q8_0>, sym_name = "blk.0.attn_q.weight", type = tensor<32x32x!qblock.q8_0>}>
// CHECK-SAME: qblock.role = "attn_q"
"util.global"() <{initial_value = #flow.parameter.named<"model"::"blk.0.attn_q.weight"> : tensor<32x32xf32>, sym_name = "blk.0.attn_q.weight", type = tensor<32x32xf32>}> : () -> ()
// A variable is no weight.
// CHECK: "util.global"() <{is_mutable, sym_name = "blk.0.attn_k.weight", type = tensor<32x32xf32>}>
"util.global"() <{is_mutable, sym_name = "blk.0.attn_k.weight", type = tensor<32x32xf32>}> : () -> ()
"util.func"() <{sym_name = "main"}> ({
^bb0(%x: tensor<4x32xf32>, %i: tensor<4x32xf32>):
  // CHECK: "util.global.load"() <{global = @blk.0.attn_q.weight}> : () -> tensor<32x32x!qblock.q8_0>
  %w = "util.global.load"() <{global = @blk.0.attn_q.weight}> : () -> tensor<32x32xf32>
  %v = "util.global.load"() <{global = @blk.0.attn_k.weight}> : () -> tensor<32x32xf32>
  // CHECK: qblock.matmul
  %y = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i : tensor<4x32xf32>) -> tensor<4x32xf32>
  // CHECK: linalg.matmul
  %z = linalg.matmul ins(%y, %v : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i : tensor<4x32xf32>) -> tensor<4x32xf32>
  "util.return"(%z) : (tensor<4x32xf32>) -> ()
}) : () -> ()
