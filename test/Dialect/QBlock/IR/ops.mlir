// RUN: quant-opt %s --verify-roundtrip | FileCheck %s
// RUN: quant-opt %s --mlir-print-op-generic | quant-opt --verify-roundtrip | FileCheck %s
// RUN: quant-opt %s --emit-bytecode | quant-opt --verify-roundtrip | FileCheck %s

// CHECK-LABEL: @block_types
// CHECK-SAME: tensor<2x256x!qblock.q4_K>
// CHECK-SAME: tensor<?x64x!qblock.iq4_nl>
// CHECK-SAME: memref<3x32x!qblock.q8_0>
func.func private @block_types(tensor<2x256x!qblock.q4_K>, tensor<?x64x!qblock.iq4_nl>, memref<3x32x!qblock.q8_0>)

// CHECK-LABEL: @quantize
func.func @quantize(%f: tensor<64x256xf32>, %e: tensor<64x256x!qblock.q4_K>) -> tensor<64x256x!qblock.q4_K> {
  // CHECK: qblock.quantize ins(%{{.*}} : tensor<64x256xf32>) outs(%{{.*}} : tensor<64x256x!qblock.q4_K>) -> tensor<64x256x!qblock.q4_K>
  %w = qblock.quantize ins(%f : tensor<64x256xf32>) outs(%e : tensor<64x256x!qblock.q4_K>) -> tensor<64x256x!qblock.q4_K>
  return %w : tensor<64x256x!qblock.q4_K>
}

// CHECK-LABEL: @dequantize_of_any_rank
func.func @dequantize_of_any_rank(%w: tensor<3x?x64x!qblock.q5_1>, %e: tensor<3x?x64xf32>) -> tensor<3x?x64xf32> {
  // CHECK: qblock.dequantize ins(%{{.*}} : tensor<3x?x64x!qblock.q5_1>) outs(%{{.*}} : tensor<3x?x64xf32>) -> tensor<3x?x64xf32>
  %f = qblock.dequantize ins(%w : tensor<3x?x64x!qblock.q5_1>) outs(%e : tensor<3x?x64xf32>) -> tensor<3x?x64xf32>
  return %f : tensor<3x?x64xf32>
}

// CHECK-LABEL: @matmul_with_batch_and_attributes
func.func @matmul_with_batch_and_attributes(%x: tensor<2x?x256xf16>, %w: tensor<64x256x!qblock.q6_K>, %y: tensor<2x?x64xf32>) -> tensor<2x?x64xf32> {
  // CHECK: qblock.matmul {qblock.layer = 3 : i64, qblock.role = "attn_q"} ins(%{{.*}}, %{{.*}} : tensor<2x?x256xf16>, tensor<64x256x!qblock.q6_K>) outs(%{{.*}} : tensor<2x?x64xf32>) -> tensor<2x?x64xf32>
  %0 = qblock.matmul {qblock.layer = 3 : i64, qblock.role = "attn_q"} ins(%x, %w : tensor<2x?x256xf16>, tensor<64x256x!qblock.q6_K>) outs(%y : tensor<2x?x64xf32>) -> tensor<2x?x64xf32>
  return %0 : tensor<2x?x64xf32>
}

// CHECK-LABEL: @matmul_of_float_weight
func.func @matmul_of_float_weight(%x: tensor<4x10xf32>, %w: tensor<8x10xf16>, %y: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: qblock.matmul ins(%{{.*}}, %{{.*}} : tensor<4x10xf32>, tensor<8x10xf16>)
  %0 = qblock.matmul ins(%x, %w : tensor<4x10xf32>, tensor<8x10xf16>) outs(%y : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: @matmul_on_memrefs
func.func @matmul_on_memrefs(%x: memref<4x32xf32>, %w: memref<8x32x!qblock.q8_0>, %y: memref<4x8xf32>) {
  // CHECK: qblock.matmul ins(%{{.*}}, %{{.*}} : memref<4x32xf32>, memref<8x32x!qblock.q8_0>) outs(%{{.*}} : memref<4x8xf32>)
  qblock.matmul ins(%x, %w : memref<4x32xf32>, memref<8x32x!qblock.q8_0>) outs(%y : memref<4x8xf32>)
  return
}

// CHECK-LABEL: @routed_matmul
func.func @routed_matmul(%x: tensor<4x256xf16>, %w: tensor<512x256x!qblock.q4_K>, %ids: tensor<8xi64>, %y: tensor<8x64xf32>) -> tensor<8x64xf32> {
  // CHECK: qblock.routed_matmul ins(%{{.*}}, %{{.*}}, %{{.*}} : tensor<4x256xf16>, tensor<512x256x!qblock.q4_K>, tensor<8xi64>) outs(%{{.*}} : tensor<8x64xf32>) -> tensor<8x64xf32>
  %0 = qblock.routed_matmul ins(%x, %w, %ids : tensor<4x256xf16>, tensor<512x256x!qblock.q4_K>, tensor<8xi64>) outs(%y : tensor<8x64xf32>) -> tensor<8x64xf32>
  // CHECK: qblock.routed_matmul activations <q8> ins(
  %1 = qblock.routed_matmul activations<q8> ins(%x, %w, %ids : tensor<4x256xf16>, tensor<512x256x!qblock.q4_K>, tensor<8xi64>) outs(%0 : tensor<8x64xf32>) -> tensor<8x64xf32>
  return %1 : tensor<8x64xf32>
}

// CHECK-LABEL: @gather_rows
func.func @gather_rows(%t: tensor<512x256x!qblock.q8_0>, %ids: tensor<1x16xi64>, %e: tensor<1x16x256xf32>) -> tensor<1x16x256xf32> {
  // CHECK: qblock.gather_rows ins(%{{.*}}, %{{.*}} : tensor<512x256x!qblock.q8_0>, tensor<1x16xi64>) outs(%{{.*}} : tensor<1x16x256xf32>) -> tensor<1x16x256xf32>
  %0 = qblock.gather_rows ins(%t, %ids : tensor<512x256x!qblock.q8_0>, tensor<1x16xi64>) outs(%e : tensor<1x16x256xf32>) -> tensor<1x16x256xf32>
  return %0 : tensor<1x16x256xf32>
}

// CHECK-LABEL: @storage
func.func @storage(%b: tensor<64x144xi8>) -> tensor<64x144xi8> {
  // CHECK: qblock.from_storage %{{.*}} : tensor<64x144xi8> to tensor<64x256x!qblock.q4_K>
  %w = qblock.from_storage %b : tensor<64x144xi8> to tensor<64x256x!qblock.q4_K>
  // CHECK: qblock.to_storage %{{.*}} : tensor<64x256x!qblock.q4_K> to tensor<64x144xi8>
  %s = qblock.to_storage %w : tensor<64x256x!qblock.q4_K> to tensor<64x144xi8>
  return %s : tensor<64x144xi8>
}

// CHECK-LABEL: @layouts
func.func @layouts(%w: tensor<70x256x!qblock.q4_K>) -> tensor<70x256x!qblock.q4_K> {
  // CHECK: %[[P:.*]] = qblock.pack %{{.*}} : tensor<70x256x!qblock.q4_K> to tensor<70x256x!qblock.q4_K<#qblock.packed>>
  %p = qblock.pack %w : tensor<70x256x!qblock.q4_K> to tensor<70x256x!qblock.q4_K<#qblock.packed>>
  // CHECK: qblock.unpack %[[P]] : tensor<70x256x!qblock.q4_K<#qblock.packed>> to tensor<70x256x!qblock.q4_K>
  %u = qblock.unpack %p : tensor<70x256x!qblock.q4_K<#qblock.packed>> to tensor<70x256x!qblock.q4_K>
  return %u : tensor<70x256x!qblock.q4_K>
}

// CHECK-LABEL: @packed_storage
func.func @packed_storage(%b: tensor<5x2368xi8>) -> tensor<5x2368xi8> {
  // CHECK: qblock.from_storage %{{.*}} : tensor<5x2368xi8> to tensor<70x256x!qblock.q4_K<#qblock.packed>>
  %w = qblock.from_storage %b : tensor<5x2368xi8> to tensor<70x256x!qblock.q4_K<#qblock.packed>>
  %s = qblock.to_storage %w : tensor<70x256x!qblock.q4_K<#qblock.packed>> to tensor<5x2368xi8>
  return %s : tensor<5x2368xi8>
}

// CHECK-LABEL: @matmul_says_its_arithmetic
func.func @matmul_says_its_arithmetic(%x: tensor<4x32xf32>, %w: tensor<8x32x!qblock.q8_0>, %y: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: qblock.matmul activations <q8> ins(
  %0 = qblock.matmul activations <q8> ins(%x, %w : tensor<4x32xf32>, tensor<8x32x!qblock.q8_0>) outs(%y : tensor<4x8xf32>) -> tensor<4x8xf32>
  // CHECK: qblock.matmul activations <exact> {qblock.role = "attn_q"} ins(
  %1 = qblock.matmul activations <exact> {qblock.role = "attn_q"} ins(%x, %w : tensor<4x32xf32>, tensor<8x32x!qblock.q8_0>) outs(%0 : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// CHECK-LABEL: @packed_matmuls
func.func @packed_matmuls(%x: tensor<?x256xf32>, %w: tensor<4x2368xi8>, %v: tensor<1x3360xi8>, %y: tensor<?x64xf32>, %z: tensor<?x16xf32>) -> (tensor<?x64xf32>, tensor<?x16xf32>) {
  // CHECK: qblock.packed_matmul [!qblock.q4_K<#qblock.packed>, !qblock.q6_K<#qblock.packed>] overwrite ins(%{{.*}}, %{{.*}}, %{{.*}} : tensor<?x256xf32>, tensor<4x2368xi8>, tensor<1x3360xi8>) outs(%{{.*}}, %{{.*}} : tensor<?x64xf32>, tensor<?x16xf32>) -> tensor<?x64xf32>, tensor<?x16xf32>
  %0:2 = qblock.packed_matmul [!qblock.q4_K<#qblock.packed>, !qblock.q6_K<#qblock.packed>] overwrite ins(%x, %w, %v : tensor<?x256xf32>, tensor<4x2368xi8>, tensor<1x3360xi8>) outs(%y, %z : tensor<?x64xf32>, tensor<?x16xf32>) -> tensor<?x64xf32>, tensor<?x16xf32>
  return %0#0, %0#1 : tensor<?x64xf32>, tensor<?x16xf32>
}

// CHECK-LABEL: @packed_matmul_routed
func.func @packed_matmul_routed(%x: tensor<?x256xf32>, %w: tensor<32x2368xi8>, %order: tensor<?xindex>, %starts: tensor<9xindex>, %y: tensor<?x64xf32>) -> tensor<?x64xf32> {
  // CHECK: qblock.packed_matmul [!qblock.q4_K<#qblock.packed>] overwrite ins(%{{.*}}, %{{.*}} : tensor<?x256xf32>, tensor<32x2368xi8>) routed(%{{.*}}, %{{.*}} : tensor<?xindex>, tensor<9xindex>) outs(%{{.*}} : tensor<?x64xf32>) -> tensor<?x64xf32>
  %0 = qblock.packed_matmul [!qblock.q4_K<#qblock.packed>] overwrite ins(%x, %w : tensor<?x256xf32>, tensor<32x2368xi8>) routed(%order, %starts : tensor<?xindex>, tensor<9xindex>) outs(%y : tensor<?x64xf32>) -> tensor<?x64xf32>
  return %0 : tensor<?x64xf32>
}

// CHECK-LABEL: @packed_matmul
func.func @packed_matmul(%x: tensor<?x256xf32>, %w: tensor<4x2368xi8>, %y: tensor<?x64xf32>) -> tensor<?x64xf32> {
  // CHECK: qblock.packed_matmul [!qblock.q4_K<#qblock.packed>] ins(%{{.*}}, %{{.*}} : tensor<?x256xf32>, tensor<4x2368xi8>) outs(%{{.*}} : tensor<?x64xf32>) -> tensor<?x64xf32>
  %0 = qblock.packed_matmul [!qblock.q4_K<#qblock.packed>] ins(%x, %w : tensor<?x256xf32>, tensor<4x2368xi8>) outs(%y : tensor<?x64xf32>) -> tensor<?x64xf32>
  return %0 : tensor<?x64xf32>
}

// CHECK-LABEL: @constant_in_a_resource
func.func @constant_in_a_resource() -> tensor<1x32x!qblock.q8_0> {
  // CHECK: arith.constant dense_resource<w> : tensor<1x32x!qblock.q8_0>
  %w = arith.constant dense_resource<w> : tensor<1x32x!qblock.q8_0>
  return %w : tensor<1x32x!qblock.q8_0>
}

{-#
  dialect_resources: {
    builtin: {
      w: "0x01000000003c000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
    }
  }
#-}
