// RUN: quant-opt %s --convert-qblock-to-linalg --canonicalize | FileCheck %s
// RUN: quant-opt %s --convert-qblock-to-linalg --one-shot-bufferize="bufferize-function-boundaries function-boundary-type-conversion=identity-layout-map" | FileCheck %s --check-prefix=BUFFER

// CHECK-LABEL: func.func @matmul_calls_a_kernel(
// CHECK-SAME: %[[X:.*]]: tensor<4x64xf32>, %[[W:.*]]: tensor<8x36xi8>, %[[Y:.*]]: tensor<4x8xf32>)
// CHECK-DAG: %[[X0:.*]] = tensor.cast %[[X]] : tensor<4x64xf32> to tensor<?x64xf32>
// CHECK-DAG: %[[Y0:.*]] = tensor.cast %[[Y]] : tensor<4x8xf32> to tensor<?x8xf32>
// CHECK: %[[R:.*]] = call @qblock_matmul_q4_0_8x64(%[[X0]], %[[W]], %[[Y0]])
// CHECK: tensor.cast %[[R]] : tensor<?x8xf32> to tensor<4x8xf32>
func.func @matmul_calls_a_kernel(%x: tensor<4x64xf32>, %w: tensor<8x64x!qblock.q4_0>,
                                 %y: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = qblock.matmul ins(%x, %w : tensor<4x64xf32>, tensor<8x64x!qblock.q4_0>)
                     outs(%y : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// Another M and type of activations, batch dimensions: the same kernel.
// CHECK-LABEL: func.func @matmul_shares_the_kernel(
// CHECK: linalg.generic
// CHECK: arith.extf {{.*}} : f16 to f32
// CHECK: tensor.collapse_shape {{.*}} : tensor<2x?x64xf32> into tensor<?x64xf32>
// CHECK: call @qblock_matmul_q4_0_8x64(
// CHECK: tensor.expand_shape {{.*}} : tensor<?x8xf32> into tensor<2x?x8xf32>
func.func @matmul_shares_the_kernel(%x: tensor<2x?x64xf16>, %w: tensor<8x64x!qblock.q4_0>,
                                    %y: tensor<2x?x8xf32>) -> tensor<2x?x8xf32> {
  %0 = qblock.matmul ins(%x, %w : tensor<2x?x64xf16>, tensor<8x64x!qblock.q4_0>)
                     outs(%y : tensor<2x?x8xf32>) -> tensor<2x?x8xf32>
  return %0 : tensor<2x?x8xf32>
}

// CHECK-LABEL: func.func @matmul_on_floats(
// CHECK: call @qblock_matmul_bf16_8x64(
func.func @matmul_on_floats(%x: tensor<4x64xf32>, %w: tensor<8x64xbf16>,
                            %y: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = qblock.matmul ins(%x, %w : tensor<4x64xf32>, tensor<8x64xbf16>)
                     outs(%y : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// One buffer for the rows, filled by the decoding loops; four rows of x and
// four of the weight are multiplied at once, and their sums are carried.
// CHECK-LABEL: func.func private @qblock_matmul_q4_0_8x64(
// CHECK-SAME: %[[X:.*]]: tensor<?x64xf32>, %[[W:.*]]: tensor<8x36xi8>, %[[INIT:.*]]: tensor<?x8xf32>)
// CHECK: %[[FLOATS:.*]] = tensor.empty() : tensor<8x64xf32>
// CHECK: %[[ROWS:.*]] = scf.for %[[N:[^ ]+]] = {{.*}} iter_args({{.*}} = %[[FLOATS]])
// CHECK: tensor.extract %[[W]][%[[N]],
// CHECK: scf.for {{.*}} iter_args(%[[OUT:.*]] = %[[INIT]])
// CHECK: %[[M:.*]] = arith.muli
// CHECK: scf.for {{.*}} iter_args({{.*}} = %[[OUT]])
// CHECK: %[[COLUMN:.*]] = arith.muli
// CHECK: %[[SUMS:.*]]:16 = scf.for %[[K:[^ ]+]] =
// CHECK-DAG: %[[A:.*]] = tensor.extract %[[X]][%[[M]], %[[K]]]
// CHECK-DAG: %[[B:.*]] = tensor.extract %[[ROWS]][%[[COLUMN]], %[[K]]]
// CHECK: arith.mulf %[[A]], %[[B]] fastmath<reassoc,contract>
// CHECK: arith.addf {{.*}} fastmath<reassoc,contract>
// CHECK: scf.yield
// CHECK: arith.addf %{{.*}}, %[[SUMS]]#0
// CHECK: tensor.insert {{.*}}[%[[M]], %[[COLUMN]]]
// CHECK: %[[LEFT:.*]]:4 = scf.for

// CHECK-LABEL: func.func private @qblock_matmul_bf16_8x64(
// CHECK: arith.extf {{.*}} : bf16 to f32

// CHECK-NOT: func.func

// The kernel writes in place: one allocation, outside of the loops.
// BUFFER-LABEL: func.func private @qblock_matmul_q4_0_8x64(
// BUFFER: memref.alloc() {{.*}} : memref<8x64xf32>
// BUFFER: scf.for
// BUFFER-NOT: memref.alloc
// BUFFER-NOT: memref.copy
// BUFFER: func.func private @qblock_matmul_bf16_8x64(
