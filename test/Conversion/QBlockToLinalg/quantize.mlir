// RUN: quant-opt %s --convert-qblock-to-linalg --canonicalize | FileCheck %s

// 8 is ggml's number of q8_0.
// CHECK-LABEL: func.func @calls_the_runtime(
// CHECK-SAME: %[[F:.*]]: tensor<4x64xf32>, %{{.*}}: tensor<4x68xi8>) -> tensor<4x68xi8>
// CHECK-DAG: %[[ID:.*]] = arith.constant 8 : i64
// CHECK-DAG: %[[SRC:.*]] = bufferization.to_buffer %[[F]] read_only
// CHECK-DAG: %[[DST:.*]] = memref.alloc() : memref<4x68xi8>
// CHECK-DAG: %[[SRC0:.*]] = memref.cast %[[SRC]]
// CHECK-DAG: %[[DST0:.*]] = memref.cast %[[DST]]
// CHECK: call @qblock_quantize_rows(%[[ID]], %[[SRC0]], %[[DST0]])
// CHECK: bufferization.to_tensor %[[DST]] restrict writable
func.func @calls_the_runtime(%f: tensor<4x64xf32>, %e: tensor<4x64x!qblock.q8_0>) -> tensor<4x64x!qblock.q8_0> {
  %0 = qblock.quantize ins(%f : tensor<4x64xf32>) outs(%e : tensor<4x64x!qblock.q8_0>) -> tensor<4x64x!qblock.q8_0>
  return %0 : tensor<4x64x!qblock.q8_0>
}

// CHECK: func.func private @qblock_quantize_rows(i64, memref<?x?xf32>, memref<?x?xi8>) attributes {llvm.emit_c_interface}
