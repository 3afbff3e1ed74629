// Weights that are constant buffers.
// RUN: quant-opt %s --quantize-scheme=q8_0 | FileCheck %s

memref.global "private" constant @blk.0.attn_q.weight : memref<32x32xf32> = dense<1.0>
memref.global "private" @blk.0.attn_k.weight : memref<32x32xf32> = dense<1.0>
// CHECK-LABEL: func.func @main
// CHECK: %[[W:.*]] = arith.constant dense_resource<{{.*}}> : tensor<32x32x!qblock.q8_0>
// CHECK: qblock.matmul {qblock.layer = 0 : i64, qblock.role = "attn_q"} ins(%{{.*}}, %[[W]]
// A buffer that is no constant is no weight.
// CHECK: linalg.matmul
func.func @main(%x: tensor<4x32xf32>, %i: tensor<4x32xf32>) -> tensor<4x32xf32> {
  %0 = memref.get_global @blk.0.attn_q.weight : memref<32x32xf32>
  %q = bufferization.to_tensor %0 restrict : memref<32x32xf32> to tensor<32x32xf32>
  %1 = memref.get_global @blk.0.attn_k.weight : memref<32x32xf32>
  %k = bufferization.to_tensor %1 restrict : memref<32x32xf32> to tensor<32x32xf32>
  %y = linalg.matmul ins(%x, %q : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i : tensor<4x32xf32>) -> tensor<4x32xf32>
  %z = linalg.matmul ins(%y, %k : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %z : tensor<4x32xf32>
}
