// RUN: quant-opt %s --convert-qblock-to-linalg | FileCheck %s

// Attributes of arguments stay.
// CHECK-LABEL: func.func @signature(
// CHECK-SAME: tensor<4x18xi8> {qblock.role = "attn_q"}) -> tensor<4x18xi8>
// CHECK: call @signature({{.*}}) : (tensor<4x18xi8>) -> tensor<4x18xi8>
func.func @signature(%w: tensor<4x32x!qblock.q4_0> {qblock.role = "attn_q"}) -> tensor<4x32x!qblock.q4_0> {
  %0 = call @signature(%w) : (tensor<4x32x!qblock.q4_0>) -> tensor<4x32x!qblock.q4_0>
  return %0 : tensor<4x32x!qblock.q4_0>
}

// CHECK-LABEL: func.func @structured_control_flow(
// CHECK: scf.if {{.*}} -> (tensor<4x18xi8>)
// CHECK: scf.for {{.*}} -> (tensor<4x18xi8>)
func.func @structured_control_flow(%c: i1, %n: index, %a: tensor<4x32x!qblock.q4_0>,
                                   %b: tensor<4x32x!qblock.q4_0>) -> tensor<4x32x!qblock.q4_0> {
  %0 = scf.if %c -> (tensor<4x32x!qblock.q4_0>) {
    scf.yield %a : tensor<4x32x!qblock.q4_0>
  } else {
    scf.yield %b : tensor<4x32x!qblock.q4_0>
  }
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %1 = scf.for %i = %zero to %n step %one iter_args(%w = %0) -> (tensor<4x32x!qblock.q4_0>) {
    scf.yield %w : tensor<4x32x!qblock.q4_0>
  }
  return %1 : tensor<4x32x!qblock.q4_0>
}

// CHECK-LABEL: func.func @branches(
// CHECK: cf.cond_br {{.*}} : tensor<4x18xi8>
// CHECK: ^{{.*}}(%{{.*}}: tensor<4x18xi8>):
func.func @branches(%c: i1, %a: tensor<4x32x!qblock.q4_0>, %b: tensor<4x32x!qblock.q4_0>) -> tensor<4x32x!qblock.q4_0> {
  cf.cond_br %c, ^exit(%a : tensor<4x32x!qblock.q4_0>), ^exit(%b : tensor<4x32x!qblock.q4_0>)
^exit(%w: tensor<4x32x!qblock.q4_0>):
  return %w : tensor<4x32x!qblock.q4_0>
}

// CHECK-LABEL: func.func @carriers(
// CHECK: arith.select {{.*}} : tensor<4x18xi8>
// CHECK: tensor.cast {{.*}} : tensor<4x18xi8> to tensor<?x18xi8>
// CHECK: arith.constant 32 : index
func.func @carriers(%c: i1, %a: tensor<4x32x!qblock.q4_0>, %b: tensor<4x32x!qblock.q4_0>)
    -> (tensor<?x32x!qblock.q4_0>, index) {
  %0 = arith.select %c, %a, %b : tensor<4x32x!qblock.q4_0>
  %1 = tensor.cast %0 : tensor<4x32x!qblock.q4_0> to tensor<?x32x!qblock.q4_0>
  %one = arith.constant 1 : index
  %2 = tensor.dim %1, %one : tensor<?x32x!qblock.q4_0>
  return %1, %2 : tensor<?x32x!qblock.q4_0>, index
}
