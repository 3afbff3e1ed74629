// Weights that are passed to functions, and functions that hold weights.
// RUN: quant-opt %s --split-input-file --quantize-scheme=q8_0 | FileCheck %s
// RUN: quant-opt %s --split-input-file --pass-pipeline='builtin.module(qblock-quantize{scheme=q8_0 dry-run})' | FileCheck %s --check-prefix=DRY

// One function for all layers: its weights are those of its callers.
// CHECK-LABEL: func.func @passes_weights
// CHECK-SAME: tensor<32x32x!qblock.q8_0> {qblock.role = "matrix", qblock.transposed}, {{.*}}tensor<32x32x!qblock.q8_0> {qblock.role = "matrix", qblock.transposed}
// CHECK-COUNT-2: qblock.matmul
// CHECK-NOT: func.func private @layer
// DRY-LABEL: func.func private @layer
// DRY: linalg.matmul
// DRY-LABEL: func.func @passes_weights
// DRY: call @layer
func.func private @layer(%x: tensor<4x32xf32>, %w: tensor<32x32xf32>) -> tensor<4x32xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x32xf32>
  %i = linalg.fill ins(%zero : f32) outs(%e : tensor<4x32xf32>) -> tensor<4x32xf32>
  %y = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %y : tensor<4x32xf32>
}
func.func @passes_weights(%x: tensor<4x32xf32>, %a: tensor<32x32xf32> {qblock.role = "matrix"}, %b: tensor<32x32xf32> {qblock.role = "matrix"}) -> tensor<4x32xf32> {
  %h = func.call @layer(%x, %a) : (tensor<4x32xf32>, tensor<32x32xf32>) -> tensor<4x32xf32>
  %y = func.call @layer(%h, %b) : (tensor<4x32xf32>, tensor<32x32xf32>) -> tensor<4x32xf32>
  return %y : tensor<4x32xf32>
}

// -----

// Two functions that load one global share its blocks.
// CHECK-LABEL: ml_program.global private @w
// CHECK-SAME: tensor<32x32x!qblock.q8_0>
// CHECK-LABEL: func.func @prefill
// CHECK: ml_program.global_load_const @w : tensor<32x32x!qblock.q8_0>
// CHECK: qblock.matmul
// CHECK-LABEL: func.func @decode
// CHECK: ml_program.global_load_const @w : tensor<32x32x!qblock.q8_0>
// CHECK: qblock.matmul
ml_program.global private @w(#ml_program.extern : tensor<32x32xf32>) : tensor<32x32xf32> {qblock.role = "matrix"}
func.func @prefill(%x: tensor<4x32xf32>, %i: tensor<4x32xf32>) -> tensor<4x32xf32> {
  %w = ml_program.global_load_const @w : tensor<32x32xf32>
  %y = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %y : tensor<4x32xf32>
}
func.func @decode(%x: tensor<1x32xf32>, %i: tensor<1x32xf32>) -> tensor<1x32xf32> {
  %w = ml_program.global_load_const @w : tensor<32x32xf32>
  %y = linalg.matmul ins(%x, %w : tensor<1x32xf32>, tensor<32x32xf32>) outs(%i : tensor<1x32xf32>) -> tensor<1x32xf32>
  return %y : tensor<1x32xf32>
}

// -----

// A recursive function stays, and so do the floats that it takes.
// CHECK-LABEL: func.func @calls_recursive
// CHECK-SAME: %{{.*}}: tensor<32x32xf32>
// CHECK: call @again
func.func private @again(%x: tensor<4x32xf32>, %w: tensor<32x32xf32>) -> tensor<4x32xf32> {
  %y = func.call @again(%x, %w) : (tensor<4x32xf32>, tensor<32x32xf32>) -> tensor<4x32xf32>
  return %y : tensor<4x32xf32>
}
func.func @calls_recursive(%x: tensor<4x32xf32>, %w: tensor<32x32xf32> {qblock.role = "matrix"}, %i: tensor<4x32xf32>) -> tensor<4x32xf32> {
  %h = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i : tensor<4x32xf32>) -> tensor<4x32xf32>
  %y = func.call @again(%h, %w) : (tensor<4x32xf32>, tensor<32x32xf32>) -> tensor<4x32xf32>
  return %y : tensor<4x32xf32>
}
