// RUN: quant-opt %s --pass-pipeline='builtin.module(func.func(qblock-expand-math))' | FileCheck %s

// CHECK-LABEL: @functions_become_polynomials
// CHECK-NOT: math.exp
// CHECK-NOT: math.tanh
// CHECK: return
func.func @functions_become_polynomials(%x: f32) -> f32 {
  %0 = math.exp %x : f32
  %1 = math.tanh %0 : f32
  return %1 : f32
}

// Their arguments are large in a rope table.
// CHECK-LABEL: @sines_stay
// CHECK: math.sin
func.func @sines_stay(%x: f32) -> f32 {
  %0 = math.sin %x : f32
  return %0 : f32
}

// CHECK-LABEL: @squares_are_products
// CHECK-SAME: (%[[X:.*]]: f32)
// CHECK: arith.mulf %[[X]], %[[X]]
func.func @squares_are_products(%x: f32) -> f32 {
  %two = arith.constant 2.0 : f32
  %0 = math.powf %x, %two : f32
  return %0 : f32
}

// LLVM knows the reduction by this op.
// CHECK-LABEL: @maxima_stay
// CHECK: arith.maximumf
func.func @maxima_stay(%x: f32, %y: f32) -> f32 {
  %0 = arith.maximumf %x, %y : f32
  return %0 : f32
}

// CHECK-LABEL: @bf16_is_widened_by_integers
// CHECK-NOT: arith.extf
// CHECK: arith.shli
func.func @bf16_is_widened_by_integers(%x: bf16) -> f32 {
  %0 = arith.extf %x : bf16 to f32
  return %0 : f32
}
