// The hot loops of kernels for ARM: their dot products, and what stays in registers.

// RUN: quant-opt %s --emit=asm --target-cpu=neoverse-n1 -o %t.n1.s
// RUN: quant-opt %s --emit=asm --target-cpu=neoverse-v1 -o %t.v1.s
// RUN: FileCheck %s --check-prefixes=CHECK,N1 --input-file=%t.n1.s
// RUN: FileCheck %s --check-prefixes=CHECK,V1 --input-file=%t.v1.s
// RUN: FileCheck %s --check-prefix=STACK --input-file=%t.n1.s
// RUN: FileCheck %s --check-prefix=STACK --input-file=%t.v1.s

// Codes of four bits have the same value with and without a sign. A block is a slab, so
// the loop over blocks is the innermost one. A vector holds x for four of five rows.
// CHECK-LABEL: {{^}}qblock_tile_q4_0_{{[2-9].*}}:
// CHECK: {{^}}[[LOOP:\.LBB[0-9_]+]]:
// N1: {{[[:space:]]}}sdot v{{[0-9]+}}.4s, v{{[0-9]+}}.16b, v{{[0-9]+}}.4b[0]
// N1-COUNT-79: {{[[:space:]]}}sdot v{{[0-9]+}}.4s, v{{[0-9]+}}.16b, v{{[0-9]+}}.{{4b\[|16b}}
// V1: {{[[:space:]]}}usdot v{{[0-9]+}}.4s, v{{[0-9]+}}.16b, v{{[0-9]+}}.4b[0]
// V1-COUNT-79: {{[[:space:]]}}usdot v{{[0-9]+}}.4s, v{{[0-9]+}}.16b, v{{[0-9]+}}.{{4b\[|16b}}
// CHECK: b.ne [[LOOP]]
// STACK-LABEL: {{^}}qblock_tile_q4_0_{{[2-9].*}}:
// STACK: {{^}}[[LOOP:\.LBB[0-9_]+]]:
// STACK-NOT: [sp
// STACK: b.ne [[LOOP]]
// STACK-LABEL: {{^}}qblock_tile_q4_0_1x1:
// STACK: {{^}}[[LOOP:\.LBB[0-9_]+]]:
// STACK-NOT: [sp
// STACK: b.ne [[LOOP]]
func.func @q4_0(%x: tensor<?x512xf32>, %w: tensor<64x512x!qblock.q4_0<#qblock.packed>>,
                %y: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %z = qblock.matmul activations<q8>
      ins(%x, %w : tensor<?x512xf32>, tensor<64x512x!qblock.q4_0<#qblock.packed>>)
      outs(%y : tensor<?x64xf32>) -> tensor<?x64xf32>
  return %z : tensor<?x64xf32>
}

// Within the loop over super-blocks is one over slabs.
// CHECK-LABEL: {{^}}qblock_tile_q4_K_{{[2-9].*}}:
// CHECK: {{^\.LBB[0-9_]+}}:
// CHECK: {{^}}[[LOOP:\.LBB[0-9_]+]]:
// N1-COUNT-80: {{[[:space:]]}}sdot v
// V1-COUNT-80: {{[[:space:]]}}usdot v
// CHECK: b.ne [[LOOP]]
// STACK-LABEL: {{^}}qblock_tile_q4_K_{{[2-9].*}}:
// STACK: {{^\.LBB[0-9_]+}}:
// STACK: {{^}}[[LOOP:\.LBB[0-9_]+]]:
// STACK-NOT: [sp
// STACK: b.ne [[LOOP]]
// STACK-LABEL: {{^}}qblock_tile_q4_K_1x1:
// STACK: {{^\.LBB[0-9_]+}}:
// STACK: {{^}}[[LOOP:\.LBB[0-9_]+]]:
// STACK-NOT: [sp
// STACK: b.ne [[LOOP]]
func.func @q4_K(%x: tensor<?x512xf32>, %w: tensor<64x512x!qblock.q4_K<#qblock.packed>>,
                %y: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %z = qblock.matmul activations<q8>
      ins(%x, %w : tensor<?x512xf32>, tensor<64x512x!qblock.q4_K<#qblock.packed>>)
      outs(%y : tensor<?x64xf32>) -> tensor<?x64xf32>
  return %z : tensor<?x64xf32>
}

// Bytes with a sign, which sdot takes as they are stored.
// CHECK-LABEL: {{^}}qblock_tile_q8_0_{{[2-9].*}}:
// CHECK: {{^}}[[LOOP:\.LBB[0-9_]+]]:
// N1-NOT: eor v
// N1-COUNT-80: {{[[:space:]]}}sdot v
// V1-COUNT-80: {{[[:space:]]}}usdot v
// CHECK: b.ne [[LOOP]]
func.func @q8_0(%x: tensor<?x512xf32>, %w: tensor<64x512x!qblock.q8_0<#qblock.packed>>,
                %y: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %z = qblock.matmul activations<q8>
      ins(%x, %w : tensor<?x512xf32>, tensor<64x512x!qblock.q8_0<#qblock.packed>>)
      outs(%y : tensor<?x64xf32>) -> tensor<?x64xf32>
  return %z : tensor<?x64xf32>
}

// Codes that stand for numbers of a table.
// CHECK-LABEL: {{^}}qblock_tile_mxfp4_{{[2-9].*}}:
// CHECK: {{^}}[[LOOP:\.LBB[0-9_]+]]:
// CHECK: tbl v{{[0-9]+}}.16b, { v{{[0-9]+}}.16b }, v{{[0-9]+}}.16b
// N1-COUNT-60: {{[[:space:]]}}sdot v
// V1-COUNT-60: {{[[:space:]]}}usdot v
// CHECK: b.ne [[LOOP]]
func.func @mxfp4(%x: tensor<?x512xf32>, %w: tensor<64x512x!qblock.mxfp4<#qblock.packed>>,
                 %y: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %z = qblock.matmul activations<q8>
      ins(%x, %w : tensor<?x512xf32>, tensor<64x512x!qblock.mxfp4<#qblock.packed>>)
      outs(%y : tensor<?x64xf32>) -> tensor<?x64xf32>
  return %z : tensor<?x64xf32>
}
