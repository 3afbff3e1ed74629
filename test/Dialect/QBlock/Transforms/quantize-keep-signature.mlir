// Callers that know no blocks: the arguments stay, and are quantized on entry.
// RUN: quant-opt %s --quantize-scheme=q8_0 --keep-signature | FileCheck %s
// RUN: quant-opt %s --pass-pipeline='builtin.module(qblock-quantize{scheme=q8_0 keep-signature})' | FileCheck %s

// CHECK-LABEL: func.func @heads
// CHECK-SAME: %[[W:[^:]*]]: tensor<32x2x32xf16> {qblock.role = "matrix"}
// CHECK: %[[T:.*]] = linalg.transpose ins(%[[W]] : tensor<32x2x32xf16>) {{.*}} permutation = [1, 2, 0]
// CHECK: %[[C:.*]] = tensor.collapse_shape {{.*}} {{\[\[}}0, 1], [2]]
// CHECK: arith.extf
// CHECK: %[[Q:.*]] = qblock.quantize {{.*}} -> tensor<64x32x!qblock.q8_0>
// CHECK: qblock.matmul {{.*}} %[[Q]]
func.func @heads(%x: tensor<4x32xf16>, %w: tensor<32x2x32xf16> {qblock.role = "matrix"}, %i: tensor<4x2x32xf32>) -> tensor<4x2x32xf32> {
  %y = linalg.generic {indexing_maps = [affine_map<(m,h,d,k) -> (m,k)>, affine_map<(m,h,d,k) -> (k,h,d)>, affine_map<(m,h,d,k) -> (m,h,d)>], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%x, %w : tensor<4x32xf16>, tensor<32x2x32xf16>) outs(%i : tensor<4x2x32xf32>) {
  ^bb0(%a: f16, %b: f16, %o: f32):
    %c = arith.extf %a : f16 to f32
    %d = arith.extf %b : f16 to f32
    %p = arith.mulf %c, %d : f32
    %s = arith.addf %o, %p : f32
    linalg.yield %s : f32
  } -> tensor<4x2x32xf32>
  return %y : tensor<4x2x32xf32>
}
