// RUN: quant-opt %s --split-input-file --quantize-scheme=q4_k_m | quant-opt --split-input-file --verify-roundtrip | FileCheck %s

// A product may be the input or the initial value of the next one.
// CHECK-LABEL: func.func @chained_matmuls
// CHECK: %[[Y:.*]] = qblock.matmul {{.*}} ins(%arg0, %arg1 :
// CHECK: %[[Z:.*]] = qblock.matmul {{.*}} ins(%[[Y]], %arg2 : {{.*}}) outs(%[[Y]] :
// CHECK: return %[[Z]]
func.func @chained_matmuls(%x: tensor<4x256xf32>,
                           %w1: tensor<256x256xf32> {qblock.role = "ffn_up", qblock.layer = 0 : i64},
                           %w2: tensor<256x256xf32> {qblock.role = "ffn_down", qblock.layer = 0 : i64},
                           %i: tensor<4x256xf32>) -> tensor<4x256xf32> {
  %y = linalg.matmul ins(%x, %w1 : tensor<4x256xf32>, tensor<256x256xf32>) outs(%i : tensor<4x256xf32>) -> tensor<4x256xf32>
  %z = linalg.matmul ins(%y, %w2 : tensor<4x256xf32>, tensor<256x256xf32>) outs(%y : tensor<4x256xf32>) -> tensor<4x256xf32>
  return %z : tensor<4x256xf32>
}

// -----

// Sizes are those of the weight before it changed: [K,N] = [256,512] here.
// CHECK-LABEL: func.func @keeps_sizes
// CHECK-DAG: %[[C512:.*]] = arith.constant 512 : index
// CHECK: %[[SIZE:.*]] = arith.select %{{.*}}, %{{.*}}, %{{.*}} : index
// CHECK: qblock.matmul
// CHECK: return %{{.*}}, %[[C512]], %[[SIZE]]
func.func @keeps_sizes(%x: tensor<4x256xf32>,
                       %w: tensor<256x512xf32> {qblock.role = "ffn_up", qblock.layer = 0 : i64},
                       %i: tensor<4x512xf32>, %dim: index) -> (tensor<4x512xf32>, index, index) {
  %c0 = arith.constant 0 : index
  %e = tensor.empty() : tensor<512x256xf32>
  %t = linalg.transpose ins(%w : tensor<256x512xf32>) outs(%e : tensor<512x256xf32>) permutation = [1, 0]
  %rows = tensor.dim %t, %c0 : tensor<512x256xf32>
  %any = tensor.dim %w, %dim : tensor<256x512xf32>
  %y = linalg.matmul ins(%x, %w : tensor<4x256xf32>, tensor<256x512xf32>) outs(%i : tensor<4x512xf32>) -> tensor<4x512xf32>
  return %y, %rows, %any : tensor<4x512xf32>, index, index
}

// -----

// CHECK-LABEL: func.func @drops_unread_view
// CHECK-NOT: linalg.transpose
// CHECK: qblock.matmul
func.func @drops_unread_view(%x: tensor<4x256xf32>,
                             %w: tensor<256x512xf32> {qblock.role = "ffn_up", qblock.layer = 0 : i64},
                             %i: tensor<4x512xf32>) -> tensor<4x512xf32> {
  %e = tensor.empty() : tensor<512x256xf32>
  %t = linalg.transpose ins(%w : tensor<256x512xf32>) outs(%e : tensor<512x256xf32>) permutation = [1, 0]
  %y = linalg.matmul ins(%x, %w : tensor<4x256xf32>, tensor<256x512xf32>) outs(%i : tensor<4x512xf32>) -> tensor<4x512xf32>
  return %y : tensor<4x512xf32>
}

// -----

// Functions of other dialects and of inner modules hold weights, too.
// CHECK-LABEL: module @inner
// CHECK: ml_program.global private @w(dense_resource<{{.*}}> : tensor<2x32x!qblock.q5_0>) : tensor<2x32x!qblock.q5_0>
// CHECK: ml_program.func @inner_function(%{{.*}}: tensor<4x32xf32>, %{{.*}}: tensor<2x32x!qblock.q5_0>
// CHECK-COUNT-2: qblock.matmul
module {
module @inner {
  ml_program.global private @w(dense<1.0> : tensor<32x2xf32>) : tensor<32x2xf32> {qblock.role = "ffn_up", qblock.layer = 0 : i64}
  ml_program.func @inner_function(%x: tensor<4x32xf32>, %v: tensor<32x2xf32> {qblock.role = "ffn_gate", qblock.layer = 0 : i64}, %i: tensor<4x2xf32>) -> tensor<4x2xf32> {
    %w = ml_program.global_load_const @w : tensor<32x2xf32>
    %y = linalg.matmul ins(%x, %w : tensor<4x32xf32>, tensor<32x2xf32>) outs(%i : tensor<4x2xf32>) -> tensor<4x2xf32>
    %z = linalg.matmul ins(%x, %v : tensor<4x32xf32>, tensor<32x2xf32>) outs(%y : tensor<4x2xf32>) -> tensor<4x2xf32>
    ml_program.return %z : tensor<4x2xf32>
  }
}
}
