// What looks like a weight and is none, and weights that must stay float.
// RUN: quant-opt %s --split-input-file --qblock-print-weights -o /dev/null 2>&1 | FileCheck %s

// CHECK-LABEL: weights of @keeps_activation_matmul
// CHECK-NEXT: model:
func.func @keeps_activation_matmul(%q: tensor<8x4x32xf32>, %k: tensor<8x32x4xf32>, %init: tensor<8x4x4xf32>) -> tensor<8x4x4xf32> {
  %s = linalg.batch_matmul ins(%q, %k : tensor<8x4x32xf32>, tensor<8x32x4xf32>) outs(%init : tensor<8x4x4xf32>) -> tensor<8x4x4xf32>
  return %s : tensor<8x4x4xf32>
}

// -----

// CHECK-LABEL: weights of @keeps_dynamic_argument
// CHECK-NEXT: model:
func.func @keeps_dynamic_argument(%q: tensor<4x32xf32>, %cache: tensor<32x?xf32>, %init: tensor<4x?xf32>) -> tensor<4x?xf32> {
  %s = linalg.matmul ins(%q, %cache : tensor<4x32xf32>, tensor<32x?xf32>) outs(%init : tensor<4x?xf32>) -> tensor<4x?xf32>
  return %s : tensor<4x?xf32>
}

// -----

// The cache is read by a matmul, but extended as well.
// CHECK-LABEL: weights of @keeps_concatenated_argument
// CHECK-NEXT: model:
func.func @keeps_concatenated_argument(%q: tensor<4x32xf32>, %cache: tensor<32x16xf32>, %new: tensor<32x1xf32>, %init: tensor<4x16xf32>) -> (tensor<4x16xf32>, tensor<32x17xf32>) {
  %s = linalg.matmul ins(%q, %cache : tensor<4x32xf32>, tensor<32x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %next = tensor.concat dim(1) %cache, %new : (tensor<32x16xf32>, tensor<32x1xf32>) -> tensor<32x17xf32>
  return %s, %next : tensor<4x16xf32>, tensor<32x17xf32>
}

// -----

// A mask and the angles of a rotary embedding are constants, not weights.
// CHECK-LABEL: weights of @keeps_mask_and_angles
// CHECK-NEXT: model:
func.func @keeps_mask_and_angles(%s: tensor<4x4xf32>, %positions: tensor<16x1xf32>, %i0: tensor<4x4xf32>, %i1: tensor<16x8xf32>) -> (tensor<4x4xf32>, tensor<16x8xf32>) {
  %mask = arith.constant dense_resource<mask> : tensor<4x4xf32>
  %frequencies = arith.constant dense_resource<frequencies> : tensor<1x8xf32>
  %masked = linalg.add ins(%s, %mask : tensor<4x4xf32>, tensor<4x4xf32>) outs(%i0 : tensor<4x4xf32>) -> tensor<4x4xf32>
  %angles = linalg.matmul ins(%positions, %frequencies : tensor<16x1xf32>, tensor<1x8xf32>) outs(%i1 : tensor<16x8xf32>) -> tensor<16x8xf32>
  return %masked, %angles : tensor<4x4xf32>, tensor<16x8xf32>
}

// -----

// Arguments of a private function come from its callers.
// CHECK-LABEL: weights of @keeps_argument_of_private_function
// CHECK-NEXT: model:
func.func private @keeps_argument_of_private_function(%x: tensor<4x32xf32>, %w: tensor<32x48xf32>, %init: tensor<4x48xf32>) -> tensor<4x48xf32> {
  %y = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x48xf32>) outs(%init : tensor<4x48xf32>) -> tensor<4x48xf32>
  return %y : tensor<4x48xf32>
}

// -----

// CHECK-LABEL: weights of @helper, @reports_call
// CHECK-NEXT: arg1: {{.*}} uses=matmul, float (it is passed to a call){{$}}
// CHECK-NEXT: model:
func.func private @helper(tensor<32x48xf32>)
func.func @reports_call(%x: tensor<4x32xf32>, %w: tensor<32x48xf32>, %init: tensor<4x48xf32>) -> tensor<4x48xf32> {
  %y = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x48xf32>) outs(%init : tensor<4x48xf32>) -> tensor<4x48xf32>
  call @helper(%w) : (tensor<32x48xf32>) -> ()
  return %y : tensor<4x48xf32>
}

// -----

// CHECK-LABEL: weights of @reports_caller, @caller
// CHECK-NEXT: arg1: {{.*}} uses=matmul, float (its function is called in this module){{$}}
// CHECK-NEXT: model:
func.func @reports_caller(%x: tensor<4x32xf32>, %w: tensor<32x48xf32>, %init: tensor<4x48xf32>) -> tensor<4x48xf32> {
  %y = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x48xf32>) outs(%init : tensor<4x48xf32>) -> tensor<4x48xf32>
  return %y : tensor<4x48xf32>
}
func.func @caller(%x: tensor<4x32xf32>, %w: tensor<32x48xf32>, %init: tensor<4x48xf32>) -> tensor<4x48xf32> {
  %y = call @reports_caller(%x, %w, %init) : (tensor<4x32xf32>, tensor<32x48xf32>, tensor<4x48xf32>) -> tensor<4x48xf32>
  return %y : tensor<4x48xf32>
}

// -----

// x . W and x . W^T need rows along different dimensions.
// CHECK-LABEL: weights of @reports_both_orientations
// CHECK-NEXT: arg1: {{.*}} KN {{.*}} uses=matmul, float (another use reads rows where this one reads columns){{$}}
// CHECK-NEXT: model:
func.func @reports_both_orientations(%x: tensor<4x32xf32>, %w: tensor<32x32xf32>, %init: tensor<4x32xf32>) -> tensor<4x32xf32> {
  %empty = tensor.empty() : tensor<32x32xf32>
  %t = linalg.transpose ins(%w : tensor<32x32xf32>) outs(%empty : tensor<32x32xf32>) permutation = [1, 0]
  %y = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x32xf32>) outs(%init : tensor<4x32xf32>) -> tensor<4x32xf32>
  %z = linalg.matmul ins(%y, %t : tensor<4x32xf32>, tensor<32x32xf32>) outs(%init : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %z : tensor<4x32xf32>
}

// -----

// CHECK-LABEL: weights of @reports_elementwise_use
// CHECK-NEXT: w: {{.*}} uses=matmul, float ('linalg.exp' reads it as floats){{$}}
// CHECK-NEXT: model:
func.func @reports_elementwise_use(%x: tensor<4x32xf32>, %i0: tensor<4x48xf32>, %i1: tensor<32x48xf32>) -> (tensor<4x48xf32>, tensor<32x48xf32>) {
  %w = arith.constant dense_resource<w> : tensor<32x48xf32>
  %y = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x48xf32>) outs(%i0 : tensor<4x48xf32>) -> tensor<4x48xf32>
  %z = linalg.exp ins(%w : tensor<32x48xf32>) outs(%i1 : tensor<32x48xf32>) -> tensor<32x48xf32>
  return %y, %z : tensor<4x48xf32>, tensor<32x48xf32>
}

// -----

// CHECK-LABEL: weights of @reports_left_operand
// CHECK-NEXT: w: {{.*}} uses=matmul, float (another use reads rows where this one reads columns){{$}}
// CHECK-NEXT: model:
func.func @reports_left_operand(%x: tensor<4x32xf32>, %z: tensor<48x4xf32>, %i0: tensor<4x48xf32>, %i1: tensor<32x4xf32>) -> (tensor<4x48xf32>, tensor<32x4xf32>) {
  %w = arith.constant dense_resource<w> : tensor<32x48xf32>
  %y = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x48xf32>) outs(%i0 : tensor<4x48xf32>) -> tensor<4x48xf32>
  %v = linalg.matmul ins(%w, %z : tensor<32x48xf32>, tensor<48x4xf32>) outs(%i1 : tensor<32x4xf32>) -> tensor<32x4xf32>
  return %y, %v : tensor<4x48xf32>, tensor<32x4xf32>
}

// -----

// The sum is over exp(w), which no product with w gives.
// CHECK-LABEL: weights of @keeps_function_of_weight
// CHECK-NEXT: model:
#x = affine_map<(m, n, k) -> (m, k)>
#w = affine_map<(m, n, k) -> (n, k)>
#y = affine_map<(m, n, k) -> (m, n)>
func.func @keeps_function_of_weight(%x: tensor<4x32xf32>, %w: tensor<8x32xf32>, %init: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<4x32xf32>, tensor<8x32xf32>) outs(%init : tensor<4x8xf32>) {
  ^bb0(%a: f32, %b: f32, %sum: f32):
    %e = math.exp %b : f32
    %product = arith.mulf %a, %e : f32
    %next = arith.addf %sum, %product : f32
    linalg.yield %next : f32
  } -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
