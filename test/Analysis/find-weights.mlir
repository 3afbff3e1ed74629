// Which tensors are weights, and how their elements lie.
// RUN: quant-opt %s --split-input-file --qblock-print-weights -o /dev/null 2>&1 | FileCheck %s

// CHECK-LABEL: weights of @sees_transposed_weight
// CHECK-NEXT: arg1: {{.*}} 48x32 NK {{.*}} uses=matmul{{$}}
// CHECK-NEXT: model:
func.func @sees_transposed_weight(%x: tensor<?x32xf32>, %w: tensor<48x32xf32>, %init: tensor<?x48xf32>) -> tensor<?x48xf32> {
  %empty = tensor.empty() : tensor<32x48xf32>
  %t = linalg.transpose ins(%w : tensor<48x32xf32>) outs(%empty : tensor<32x48xf32>) permutation = [1, 0]
  %y = linalg.matmul ins(%x, %t : tensor<?x32xf32>, tensor<32x48xf32>) outs(%init : tensor<?x48xf32>) -> tensor<?x48xf32>
  return %y : tensor<?x48xf32>
}

// -----

// CHECK-LABEL: weights of @sees_in_out_weight
// CHECK-NEXT: arg1: {{.*}} 48x32 KN {{.*}} uses=matmul{{$}}
// CHECK-NEXT: model:
func.func @sees_in_out_weight(%x: tensor<4x32xf32>, %w: tensor<32x48xf32>, %init: tensor<4x48xf32>) -> tensor<4x48xf32> {
  %y = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x48xf32>) outs(%init : tensor<4x48xf32>) -> tensor<4x48xf32>
  return %y : tensor<4x48xf32>
}

// -----

// The widening and the transpose are generics; the matmul has mixed types.
// CHECK-LABEL: weights of @sees_through_generics
// CHECK-NEXT: arg1: {{.*}} 48x32 NK {{.*}} uses=matmul{{$}}
// CHECK-NEXT: model:
#id = affine_map<(d0, d1) -> (d0, d1)>
#swap = affine_map<(d0, d1) -> (d1, d0)>
func.func @sees_through_generics(%x: tensor<4x32xf32>, %w: tensor<48x32xbf16>, %init: tensor<4x48xf32>) -> tensor<4x48xf32> {
  %e0 = tensor.empty() : tensor<48x32xf32>
  %wide = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%w : tensor<48x32xbf16>) outs(%e0 : tensor<48x32xf32>) {
  ^bb0(%in: bf16, %out: f32):
    %ext = arith.extf %in : bf16 to f32
    linalg.yield %ext : f32
  } -> tensor<48x32xf32>
  %e1 = tensor.empty() : tensor<32x48xf32>
  %t = linalg.generic {indexing_maps = [#swap, #id], iterator_types = ["parallel", "parallel"]} ins(%wide : tensor<48x32xf32>) outs(%e1 : tensor<32x48xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<32x48xf32>
  %y = linalg.matmul ins(%x, %t : tensor<4x32xf32>, tensor<32x48xf32>) outs(%init : tensor<4x48xf32>) -> tensor<4x48xf32>
  return %y : tensor<4x48xf32>
}

// -----

// Batch dimensions of the activation, and the weight as it is stored.
// CHECK-LABEL: weights of @sees_generic_contraction
// CHECK-NEXT: arg1: {{.*}} 48x32 NK {{.*}} uses=matmul{{$}}
// CHECK-NEXT: model:
func.func @sees_generic_contraction(%x: tensor<2x4x32xf32>, %w: tensor<48x32xf32>, %init: tensor<2x4x48xf32>) -> tensor<2x4x48xf32> {
  %y = linalg.generic {
      indexing_maps = [affine_map<(b, m, n, k) -> (b, m, k)>, affine_map<(b, m, n, k) -> (n, k)>, affine_map<(b, m, n, k) -> (b, m, n)>],
      iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<2x4x32xf32>, tensor<48x32xf32>) outs(%init : tensor<2x4x48xf32>) {
  ^bb0(%in: f32, %weight: f32, %out: f32):
    %mul = arith.mulf %in, %weight : f32
    %add = arith.addf %out, %mul : f32
    linalg.yield %add : f32
  } -> tensor<2x4x48xf32>
  return %y : tensor<2x4x48xf32>
}

// -----

// Equal constants in two functions are one weight; a dense one gets a number.
// CHECK-LABEL: weights of @joins_equal_constants, @other
// CHECK-NEXT: w: {{.*}} 48x32 KN {{.*}} uses=matmul, matmul{{$}}
// CHECK-NEXT: constant0: {{.*}} 32x48 KN {{.*}} uses=matmul{{$}}
// CHECK-NEXT: model:
func.func @joins_equal_constants(%x: tensor<4x32xf32>, %i0: tensor<4x48xf32>, %i1: tensor<4x32xf32>) -> tensor<4x32xf32> {
  %w = arith.constant dense_resource<w> : tensor<32x48xf32>
  %v = arith.constant dense<0.5> : tensor<48x32xf32>
  %y = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x48xf32>) outs(%i0 : tensor<4x48xf32>) -> tensor<4x48xf32>
  %z = linalg.matmul ins(%y, %v : tensor<4x48xf32>, tensor<48x32xf32>) outs(%i1 : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %z : tensor<4x32xf32>
}
func.func @other(%x: tensor<4x32xf32>, %init: tensor<4x48xf32>) -> tensor<4x48xf32> {
  %w = arith.constant dense_resource<w> : tensor<32x48xf32>
  %y = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x48xf32>) outs(%init : tensor<4x48xf32>) -> tensor<4x48xf32>
  return %y : tensor<4x48xf32>
}

// -----

// A global is a weight unless the program can store to it.
// CHECK-LABEL: weights of @sees_immutable_global
// CHECK-NEXT: fixed: {{.*}} 48x32 KN {{.*}} uses=matmul, matmul{{$}}
// CHECK-NEXT: model:
ml_program.global private @fixed(#ml_program.extern : tensor<32x48xf32>) : tensor<32x48xf32>
ml_program.global private mutable @state(dense<0.0> : tensor<32x48xf32>) : tensor<32x48xf32>
func.func @sees_immutable_global(%x: tensor<4x32xf32>, %init: tensor<4x48xf32>) -> tensor<4x48xf32> {
  %w0 = ml_program.global_load_const @fixed : tensor<32x48xf32>
  %w1 = ml_program.global_load @fixed : tensor<32x48xf32>
  %s = ml_program.global_load @state : tensor<32x48xf32>
  %y0 = linalg.matmul ins(%x, %w0 : tensor<4x32xf32>, tensor<32x48xf32>) outs(%init : tensor<4x48xf32>) -> tensor<4x48xf32>
  %y1 = linalg.matmul ins(%x, %w1 : tensor<4x32xf32>, tensor<32x48xf32>) outs(%y0 : tensor<4x48xf32>) -> tensor<4x48xf32>
  %y2 = linalg.matmul ins(%x, %s : tensor<4x32xf32>, tensor<32x48xf32>) outs(%y1 : tensor<4x48xf32>) -> tensor<4x48xf32>
  return %y2 : tensor<4x48xf32>
}

// -----

// Slices that take away dimensions of one element, or add them, copy all.
// CHECK-LABEL: weights of @sees_through_whole_slices
// CHECK-NEXT: arg1: {{.*}} 48x32 NK {{.*}} uses=matmul{{$}}
// CHECK-NEXT: model:
func.func @sees_through_whole_slices(%x: tensor<4x32xf32>, %w: tensor<48x32xf32>, %init: tensor<4x48xf32>) -> tensor<4x48xf32> {
  %e = tensor.empty() : tensor<1x48x32xf32>
  %more = tensor.insert_slice %w into %e[0, 0, 0] [1, 48, 32] [1, 1, 1] : tensor<48x32xf32> into tensor<1x48x32xf32>
  %less = tensor.extract_slice %more[0, 0, 0] [1, 48, 32] [1, 1, 1] : tensor<1x48x32xf32> to tensor<48x32xf32>
  %empty = tensor.empty() : tensor<32x48xf32>
  %t = linalg.transpose ins(%less : tensor<48x32xf32>) outs(%empty : tensor<32x48xf32>) permutation = [1, 0]
  %y = linalg.matmul ins(%x, %t : tensor<4x32xf32>, tensor<32x48xf32>) outs(%init : tensor<4x48xf32>) -> tensor<4x48xf32>
  return %y : tensor<4x48xf32>
}

// -----

// Below the inserted rows are others.
// CHECK-LABEL: weights of @keeps_inserted_part
// CHECK-NEXT: model:
func.func @keeps_inserted_part(%x: tensor<?x32xf32>, %w: tensor<32x24xf32>, %e: tensor<32x48xf32>, %init: tensor<?x48xf32>) -> tensor<?x48xf32> {
  %both = tensor.insert_slice %w into %e[0, 0] [32, 24] [1, 1] : tensor<32x24xf32> into tensor<32x48xf32>
  %y = linalg.matmul ins(%x, %both : tensor<?x32xf32>, tensor<32x48xf32>) outs(%init : tensor<?x48xf32>) -> tensor<?x48xf32>
  return %y : tensor<?x48xf32>
}

// -----

// The statistics of a norm became a scalar that the contraction's body reads.
// CHECK-LABEL: weights of @sees_scalar_of_body
// CHECK-NEXT: arg2: {{.*}} 48x32 NK {{.*}} uses=matmul{{$}}
// CHECK-NEXT: model:
func.func @sees_scalar_of_body(%x: tensor<32xf32>, %scale: tensor<f32>, %w: tensor<48x32xf32>, %init: tensor<48xf32>) -> tensor<48xf32> {
  %y = linalg.generic {
      indexing_maps = [affine_map<(n, k) -> (k)>, affine_map<(n, k) -> (n, k)>, affine_map<(n, k) -> (n)>],
      iterator_types = ["parallel", "reduction"]}
      ins(%x, %w : tensor<32xf32>, tensor<48x32xf32>) outs(%init : tensor<48xf32>) {
  ^bb0(%in: f32, %weight: f32, %out: f32):
    %s = tensor.extract %scale[] : tensor<f32>
    %scaled = arith.mulf %in, %s : f32
    %mul = arith.mulf %scaled, %weight : f32
    %sum = arith.addf %out, %mul : f32
    linalg.yield %sum : f32
  } -> tensor<48xf32>
  return %y : tensor<48xf32>
}
