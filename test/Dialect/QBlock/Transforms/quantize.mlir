// RUN: quant-opt %s --quantize-scheme=q4_k_m | quant-opt --verify-roundtrip | FileCheck %s
// RUN: quant-opt %s --pass-pipeline='builtin.module(qblock-quantize{scheme=q4_k_m})' | FileCheck %s

// An argument without a file stays an argument and gets the block type.
// CHECK-LABEL: func.func @main
// CHECK-SAME: %[[X:.*]]: tensor<4x256xf32>
// CHECK-SAME: %[[W:.*]]: tensor<512x256x!qblock.q4_K> {qblock.layer = 2 : i64, qblock.role = "attn_q"}
// CHECK-NOT: linalg.transpose
// CHECK: %[[Y:.*]] = qblock.matmul {qblock.layer = 2 : i64, qblock.role = "attn_q"} ins(%[[X]], %[[W]] : tensor<4x256xf32>, tensor<512x256x!qblock.q4_K>) outs(%{{.*}} : tensor<4x512xf32>)
// CHECK: return %[[Y]]
func.func @main(%x: tensor<4x256xf32>, %w: tensor<512x256xf32> {qblock.role = "attn_q", qblock.layer = 2 : i64}) -> tensor<4x512xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<256x512xf32>
  %t = linalg.transpose ins(%w : tensor<512x256xf32>) outs(%e : tensor<256x512xf32>) permutation = [1, 0]
  %i = tensor.empty() : tensor<4x512xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<4x512xf32>) -> tensor<4x512xf32>
  %y = linalg.matmul ins(%x, %t : tensor<4x256xf32>, tensor<256x512xf32>) outs(%f : tensor<4x512xf32>) -> tensor<4x512xf32>
  return %y : tensor<4x512xf32>
}

// The IR holds [in,out]: the argument becomes its transpose and says so.
// CHECK-LABEL: func.func @transposed_weight
// CHECK-SAME: tensor<512x256x!qblock.q4_K> {qblock.layer = 0 : i64, qblock.role = "ffn_up", qblock.transposed}
// CHECK: qblock.matmul
func.func @transposed_weight(%x: tensor<?x256xf32>, %w: tensor<256x512xf32> {qblock.role = "ffn_up", qblock.layer = 0 : i64}, %i: tensor<?x512xf32>) -> tensor<?x512xf32> {
  %y = linalg.matmul ins(%x, %w : tensor<?x256xf32>, tensor<256x512xf32>) outs(%i : tensor<?x512xf32>) -> tensor<?x512xf32>
  return %y : tensor<?x512xf32>
}

// Rows of 96 are no whole super-blocks: the fallback type.
// CHECK-LABEL: func.func @short_rows
// CHECK-SAME: tensor<8x96x!qblock.q5_0>
func.func @short_rows(%x: tensor<4x96xf32>, %w: tensor<96x8xf32> {qblock.role = "attn_k", qblock.layer = 0 : i64}, %i: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = linalg.matmul ins(%x, %w : tensor<4x96xf32>, tensor<96x8xf32>) outs(%i : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// A product that accumulates in half precision gets casts around the op.
// CHECK-LABEL: func.func @half_accumulator
// CHECK: arith.extf
// CHECK: qblock.matmul {{.*}} ins(%{{.*}}, %{{.*}} : tensor<4x256xf16>, tensor<8x256x!qblock.q4_K>) outs(%{{.*}} : tensor<4x8xf32>)
// CHECK: arith.truncf
func.func @half_accumulator(%x: tensor<4x256xf16>, %w: tensor<256x8xf16> {qblock.role = "attn_q", qblock.layer = 0 : i64}, %i: tensor<4x8xf16>) -> tensor<4x8xf16> {
  %y = linalg.matmul ins(%x, %w : tensor<4x256xf16>, tensor<256x8xf16>) outs(%i : tensor<4x8xf16>) -> tensor<4x8xf16>
  return %y : tensor<4x8xf16>
}

// CHECK-LABEL: func.func @keeps_router
// CHECK-SAME: tensor<256x8xf32>
// CHECK: linalg.matmul
func.func @keeps_router(%x: tensor<4x256xf32>, %w: tensor<256x8xf32> {qblock.role = "ffn_router", qblock.layer = 0 : i64}, %i: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = linalg.matmul ins(%x, %w : tensor<4x256xf32>, tensor<256x8xf32>) outs(%i : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @keeps_activation_matmul
// CHECK: linalg.batch_matmul
// CHECK-NOT: qblock
// CHECK: return
func.func @keeps_activation_matmul(%a: tensor<2x4x8xf32>, %b: tensor<2x8x4xf32>, %i: tensor<2x4x4xf32>) -> tensor<2x4x4xf32> {
  %y = linalg.batch_matmul ins(%a, %b : tensor<2x4x8xf32>, tensor<2x8x4xf32>) outs(%i : tensor<2x4x4xf32>) -> tensor<2x4x4xf32>
  return %y : tensor<2x4x4xf32>
}
