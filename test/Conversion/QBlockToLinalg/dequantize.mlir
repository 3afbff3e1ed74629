// RUN: quant-opt %s --convert-qblock-to-linalg --canonicalize | FileCheck %s

// Code planes become loads at computed bytes, shifts and masks; the scale is
// decoded outside of the loop over elements.
// CHECK-LABEL: func.func @decodes_code_planes(
// CHECK-SAME: %[[W:.*]]: tensor<3x18xi8>, %[[INIT:.*]]: tensor<3x32xf32>)
// CHECK: scf.for %[[ROW:[^ ]+]] = {{.*}} iter_args({{.*}} = %[[INIT]])
// CHECK-DAG: %[[LOW:.*]] = tensor.extract %[[W]][%[[ROW]], %c0]
// CHECK-DAG: %[[HIGH:.*]] = tensor.extract %[[W]][%[[ROW]], %c1]
// CHECK: %[[BITS:.*]] = arith.bitcast {{.*}} : i16 to f16
// CHECK: %[[SCALE:.*]] = arith.extf %[[BITS]] : f16 to f32
// CHECK: scf.for
// CHECK: scf.for
// CHECK: %[[FIELD:.*]] = arith.andi {{.*}}, %c15_i32
// CHECK: %[[CODE:.*]] = arith.subi %[[FIELD]], %c8_i32
// CHECK: %[[Q:.*]] = arith.sitofp %[[CODE]] : i32 to f32
// CHECK: %[[V:.*]] = arith.mulf %[[SCALE]], %[[Q]] : f32
// CHECK: tensor.insert %[[V]] into {{.*}}[%[[ROW]],
func.func @decodes_code_planes(%w: tensor<3x32x!qblock.q4_0>, %init: tensor<3x32xf32>) -> tensor<3x32xf32> {
  %0 = qblock.dequantize ins(%w : tensor<3x32x!qblock.q4_0>) outs(%init : tensor<3x32xf32>) -> tensor<3x32xf32>
  return %0 : tensor<3x32xf32>
}

// scale * q - min * mn, each step rounded on its own.
// CHECK-LABEL: func.func @multiplies_sub_scales(
// CHECK: %[[S:.*]] = arith.mulf {{.*}} : f32
// CHECK: %[[M:.*]] = arith.mulf {{.*}} : f32
// CHECK: %[[P:.*]] = arith.mulf %[[S]], {{.*}} : f32
// CHECK: arith.subf %[[P]], %[[M]] : f32
func.func @multiplies_sub_scales(%w: tensor<1x256x!qblock.q4_K>, %init: tensor<1x256xf32>) -> tensor<1x256xf32> {
  %0 = qblock.dequantize ins(%w : tensor<1x256x!qblock.q4_K>) outs(%init : tensor<1x256xf32>) -> tensor<1x256xf32>
  return %0 : tensor<1x256xf32>
}

// CHECK-LABEL: func.func @looks_up_levels(
// CHECK: %[[TABLE:.*]] = arith.constant dense<[-1.270000e+02, {{.*}}, 1.130000e+02]> : tensor<16xf32>
// CHECK: tensor.extract %[[TABLE]]
func.func @looks_up_levels(%w: tensor<32x!qblock.iq4_nl>, %init: tensor<32xf32>) -> tensor<32xf32> {
  %0 = qblock.dequantize ins(%w : tensor<32x!qblock.iq4_nl>) outs(%init : tensor<32xf32>) -> tensor<32xf32>
  return %0 : tensor<32xf32>
}

// CHECK-LABEL: func.func @collapses_leading_dims(
// CHECK-DAG: tensor.collapse_shape {{.*}} : tensor<2x?x34xi8> into tensor<?x34xi8>
// CHECK-DAG: tensor.collapse_shape {{.*}} : tensor<2x?x32xf32> into tensor<?x32xf32>
// CHECK: arith.shrsi
// CHECK: tensor.expand_shape {{.*}} : tensor<?x32xf32> into tensor<2x?x32xf32>
func.func @collapses_leading_dims(%w: tensor<2x?x32x!qblock.q8_0>, %init: tensor<2x?x32xf32>) -> tensor<2x?x32xf32> {
  %0 = qblock.dequantize ins(%w : tensor<2x?x32x!qblock.q8_0>) outs(%init : tensor<2x?x32xf32>) -> tensor<2x?x32xf32>
  return %0 : tensor<2x?x32xf32>
}
