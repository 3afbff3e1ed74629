// Attention as one op of a dialect that is not loaded: IREE's, torch-mlir's.
// RUN: quant-opt %s --allow-unregistered-dialect --qblock-print-weights -o /dev/null 2>&1 | FileCheck %s

// CHECK-LABEL: weights of @main
// CHECK-NEXT: arg1: blk.0.attn_q.weight role=attn_q layer=0 64x32 KN how=dataflow:qk-product
// CHECK-NEXT: arg2: blk.0.attn_k.weight role=attn_k layer=0 32x32 KN how=dataflow:qk-product
// CHECK-NEXT: arg3: blk.0.attn_v.weight role=attn_v layer=0 32x32 KN how=dataflow:pv-product
// CHECK-NEXT: arg4: blk.0.attn_output.weight role=attn_output layer=0 32x64 KN how=dataflow:attention-result
// CHECK-NEXT: model: layers=1 heads=4 kv-heads=2
func.func @main(%x: tensor<4x32xf32>, %q: tensor<32x64xf32>, %k: tensor<32x32xf32>, %v: tensor<32x32xf32>, %o: tensor<64x32xf32>, %mask: tensor<1x4x4xf32>) -> tensor<4x32xf32> {
  %zero = arith.constant 0.0 : f32
  %scale = arith.constant 0.25 : f32
  %e0 = tensor.empty() : tensor<4x64xf32>
  %i0 = linalg.fill ins(%zero : f32) outs(%e0 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %y0 = linalg.matmul ins(%x, %q : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i0 : tensor<4x64xf32>) -> tensor<4x64xf32>
  %e1 = tensor.empty() : tensor<4x32xf32>
  %i1 = linalg.fill ins(%zero : f32) outs(%e1 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %y1 = linalg.matmul ins(%x, %k : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i1 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %e2 = tensor.empty() : tensor<4x32xf32>
  %i2 = linalg.fill ins(%zero : f32) outs(%e2 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %y2 = linalg.matmul ins(%x, %v : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i2 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %qh = tensor.expand_shape %y0 [[0, 1], [2, 3]] output_shape [1, 4, 4, 16] : tensor<4x64xf32> into tensor<1x4x4x16xf32>
  %kh = tensor.expand_shape %y1 [[0, 1], [2, 3]] output_shape [1, 4, 2, 16] : tensor<4x32xf32> into tensor<1x4x2x16xf32>
  %vh = tensor.expand_shape %y2 [[0, 1], [2, 3]] output_shape [1, 4, 2, 16] : tensor<4x32xf32> into tensor<1x4x2x16xf32>
  %init = tensor.empty() : tensor<1x4x4x16xf32>
  %a = "iree_linalg_ext.attention"(%qh, %kh, %vh, %scale, %mask, %init) ({
  ^bb0(%score: f32):
    "iree_linalg_ext.yield"(%score) : (f32) -> ()
  }) : (tensor<1x4x4x16xf32>, tensor<1x4x2x16xf32>, tensor<1x4x2x16xf32>, f32, tensor<1x4x4xf32>, tensor<1x4x4x16xf32>) -> tensor<1x4x4x16xf32>
  %c = tensor.collapse_shape %a [[0, 1], [2, 3]] : tensor<1x4x4x16xf32> into tensor<4x64xf32>
  %e3 = tensor.empty() : tensor<4x32xf32>
  %i3 = linalg.fill ins(%zero : f32) outs(%e3 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %y3 = linalg.matmul ins(%c, %o : tensor<4x64xf32>, tensor<64x32xf32>) outs(%i3 : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %y3 : tensor<4x32xf32>
}
